-- Several invoices in one transaction, each in a savepoint of its own; and drafts that are deleted.

-- Seals an entry of this very transaction, its savepoints included; nobody seals what another wrote. A savepoint writes under
-- an id of its own, later than that of its transaction (age counts from there); while the writer is in progress,
-- a row is visible to nobody else.
create or replace function ledger.seal(chain uuid, at bigint, hash bytea, key text, signature bytea)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.seals (tenant_id, chain_id, position, sub_tenant_id, key_id, signature, sealed_at)
    select e.tenant_id, e.chain_id, e.position, e.sub_tenant_id, key, signature, e.recorded_at from ledger.entries e
    where e.tenant_id = scell.current_tenant() and e.chain_id = chain and e.position = at and e.chain_hash = hash
      and case when age(e.xmin) > 0 then false
          else pg_xact_status((pg_current_xact_id()::text::bigint - age(e.xmin))::text::xid8) = 'in progress' end;
  if not found then
    raise exception 'an entry is sealed by the transaction that wrote it' using errcode = 'integrity_constraint_violation', constraint = 'ledger_seal';
  end if;
end
$$;

-- A draft that was never issued may go: it has no number, no document and no entry. The eraser takes it off, with the name of the
-- file that came with it; nothing else of that table is ever deleted, by anybody.
grant create on schema gate to scell_eraser;
grant delete on scell.invoices to scell_eraser;

create function scell.guard_deletion() returns trigger language plpgsql as $$
begin
  if old.direction <> 'outgoing' or old.invoice_number is not null then
    raise exception 'invoice % is issued: it is never deleted', old.invoice_number
      using errcode = 'integrity_constraint_violation', constraint = 'invoice_immutable';
  end if;
  return old;
end
$$;
create trigger guard_deletion before delete on scell.invoices for each row
  when (current_user = 'scell_eraser') execute function scell.guard_deletion();

-- Deletes a draft the caller sees. Answers whether it was there, and whether bytes of it wait to be taken off.
create function gate.delete_draft(tenant uuid, draft uuid, moment timestamptz) returns table (deleted boolean, with_file boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.require_tenant(tenant);
  delete from scell.invoices i where i.tenant_id = tenant and i.id = draft;
  deleted := found;
  with_file := false;
  if deleted then
    update scell.files f set filename = '', erased_at = moment
      where f.tenant_id = tenant and f.subject_id = draft and f.erased_at is null;
    with_file := found;
  end if;
  return next;
end
$$;
revoke all on function gate.delete_draft(uuid, uuid, timestamptz) from public;
alter function gate.delete_draft(uuid, uuid, timestamptz) owner to scell_eraser;
grant execute on function gate.delete_draft(uuid, uuid, timestamptz) to scell_tenant;
revoke create on schema gate from scell_eraser;
