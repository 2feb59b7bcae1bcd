-- Checks of the ledger: what was found, when. A finding is never taken back.
create table scell.integrity_checks (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid,
  created_at timestamptz not null,
  is_valid boolean not null,
  entries_checked bigint not null,
  findings_count bigint not null,
  chains jsonb not null, -- what was found in each, the first findings of each
  primary key (tenant_id, id)
);
call scell.isolate('scell.integrity_checks', 'sub_tenant');
call scell.append_only('scell.integrity_checks');
create index integrity_checks_in_order on scell.integrity_checks (tenant_id, created_at, id);
grant select, insert on scell.integrity_checks to scell_tenant;

-- A tenant's ledger is checked at half past midnight in Paris, from its first fiscal chain on.
create function ledger.watch_integrity() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into scell.timers (tenant_id, kind, subject_id, due_at)
    values (new.tenant_id, 'fiscal-integrity', new.tenant_id, ledger.next_closing(new.opened_at) + interval '25 minutes')
    on conflict do nothing;
  return null;
end
$$;
create trigger watch_integrity after insert on ledger.chains for each row when (new.kind = 'fiscal')
  execute function ledger.watch_integrity();
grant create on schema ledger to scell_ledger;
revoke all on function ledger.watch_integrity() from public;
alter function ledger.watch_integrity() owner to scell_ledger;
revoke create on schema ledger from scell_ledger;
