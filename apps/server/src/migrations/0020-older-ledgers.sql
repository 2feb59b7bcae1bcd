-- Ledgers begun before there were seals, closings and checks are taken up: their chains are closed and checked from now
-- on, and what was not chained then (payments, files) is entered once, sealed, by the program.
grant create on schema ledger to scell_ledger;

insert into scell.timers (tenant_id, kind, subject_id, due_at)
  select distinct c.tenant_id, 'fiscal-closing', coalesce(c.sub_tenant_id, c.tenant_id), now() from ledger.chains c where c.kind = 'fiscal'
  on conflict do nothing;
-- After the closings: their entries bring the first seals, which cover what is older.
insert into scell.timers (tenant_id, kind, subject_id, due_at)
  select distinct c.tenant_id, 'fiscal-integrity', c.tenant_id, now() + interval '1 minute' from ledger.chains c where c.kind = 'fiscal'
  on conflict do nothing;

create policy ledger_reads on scell.payments for select to scell_ledger using (true);
create policy ledger_reads on scell.files for select to scell_ledger using (true);
grant select (tenant_id, id, invoice_id, amount, currency, means_code, paid_at, recorded_at) on scell.payments to scell_ledger;
grant select (tenant_id, subject_id, kind, sha256, size, made_by, created_at) on scell.files to scell_ledger;

-- Enters a payment and answers the moment it was recorded.
create function ledger.enter_payment(tenant uuid, payment uuid, invoice uuid, amount numeric, currency text, means_code text, paid_at timestamptz,
                                     moment timestamptz)
returns timestamptz language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  chain ledger.chains;
  place record;
begin
  select * into place from ledger.place_of(tenant, invoice);
  chain := ledger.lock_chain(tenant, place.sub_tenant, place.environment, 'fiscal', place.seller, moment);
  perform ledger.write_entry(chain, 'payment', payment, place.number,
    ledger.member('invoice_id', invoice::text) || ',' || ledger.member('amount', amount::text)
    || ',' || ledger.member('currency', currency) || ',' || ledger.member('means_code', means_code)
    || ',' || ledger.member('paid_at', ledger.moment_text(paid_at)));
  return chain.last_recorded_at;
end
$$;

create function ledger.enter_file(tenant uuid, document_id uuid, kind text, sha256 bytea, size integer, made_by text, moment timestamptz)
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  chain ledger.chains;
  place record;
begin
  select * into place from ledger.place_of(tenant, document_id);
  chain := ledger.lock_chain(tenant, place.sub_tenant, place.environment, 'archive', place.seller, moment);
  perform ledger.write_entry(chain, 'file_recorded', document_id, place.number,
    ledger.member('kind', kind) || ',' || ledger.member('sha256', encode(sha256, 'hex'))
    || ',' || ledger.member('size', size::text) || ',' || ledger.member('made_by', made_by));
end
$$;

create or replace function ledger.append_payment() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.recorded_at := ledger.enter_payment(new.tenant_id, new.id, new.invoice_id, new.amount, new.currency, new.means_code, new.paid_at, new.recorded_at);
  return new;
end
$$;

create or replace function ledger.append_file() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform ledger.enter_file(new.tenant_id, new.subject_id, new.kind, new.sha256, new.size, new.made_by, new.created_at);
  return null;
end
$$;

-- Enters the tenant's facts of before the installation had a key that were never chained, oldest first, at most so many;
-- answers how many it entered. One of later that is not chained is no older fact: it is left for the check to name.
create function ledger.enter_older_facts(moment timestamptz, most integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := scell.current_tenant();
  first_key timestamptz := (select min(k.introduced_at) from ledger.keys k);
  fact record;
  entered integer := 0;
begin
  for fact in
    select p.id, p.invoice_id, p.amount, p.currency, p.means_code, p.paid_at from scell.payments p
    where p.tenant_id = tenant and p.recorded_at < first_key and not exists (
      select from ledger.entries e where e.tenant_id = p.tenant_id and e.subject_id = p.id and e.entry_type = 'payment')
    order by p.recorded_at, p.id limit most
  loop
    perform ledger.enter_payment(tenant, fact.id, fact.invoice_id, fact.amount, fact.currency, fact.means_code, fact.paid_at, moment);
    entered := entered + 1;
  end loop;
  for fact in
    select f.subject_id, f.kind, f.sha256, f.size, f.made_by from scell.files f
    where f.tenant_id = tenant and f.kind <> 'original' and f.created_at < first_key and not exists (
      select from ledger.entries e where e.tenant_id = f.tenant_id and e.subject_id = f.subject_id and e.entry_type = 'file_recorded'
        and position('"' || encode(f.sha256, 'hex') || '"' in e.preimage) > 0)
    order by f.created_at, f.subject_id, f.kind limit most - entered
  loop
    perform ledger.enter_file(tenant, fact.subject_id, fact.kind, fact.sha256, fact.size, fact.made_by, moment);
    entered := entered + 1;
  end loop;
  return entered;
end
$$;

do $$
declare
  f text;
begin
  for f in select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace = 'ledger'::regnamespace and p.proowner <> 'scell_ledger'::regrole loop
    execute format('revoke all on function %s from public', f);
    execute format('alter function %s owner to scell_ledger', f);
  end loop;
end
$$;
grant execute on function ledger.enter_older_facts(timestamptz, integer) to scell_tenant;
revoke create on schema ledger from scell_ledger;
