-- What a hostile hand could still do with the program's login, or with rows written around it.

-- Figures. One amount that is no number (numeric knows NaN) would make every total after it none, and one that cannot be read
-- would keep the chain from ever being closed again: neither is recorded, whoever writes it.
create function scell.check_figures() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  doc json := new.document::json;
  wrong text;
begin
  select figure into wrong from (
    select doc -> 'totals' ->> member as figure from unnest(array['withoutVat', 'vat', 'withVat']) member
    union all
    select v ->> member from json_array_elements(doc -> 'vatBreakdown') v, unnest(array['rate', 'taxableAmount', 'taxAmount']) member
  ) figures
  where figure !~ '^-?[0-9]{1,15}(\.[0-9]{1,10})?$' limit 1;
  if found or doc ->> 'currency' !~ '^[A-Z]{3}$' then
    raise exception 'what is to be added up is no number: %', coalesce(wrong, doc ->> 'currency')
      using errcode = 'integrity_constraint_violation', constraint = 'document_figures';
  end if;
  return new;
end
$$;
create trigger b_check_figures before insert on scell.issued_documents for each row execute function scell.check_figures();
alter table scell.payments
  add constraint payments_amount_is_a_number check (amount < 'NaN'),
  add constraint payments_currency check (currency ~ '^[A-Z]{3}$');

-- As before (0011), and what is no moment is refused: in the sandbox, whose clocks have no bound, a chain that reached infinity
-- would record nothing of its own time any more; and of none at all the clock was not looked at.
create or replace function ledger.lock_chain(tenant uuid, sub_tenant uuid, chain_environment text, chain_kind text, chain_seller text, moment timestamptz)
returns ledger.chains language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  chain ledger.chains;
  before text;
  key text := nullif(current_setting('scell.ledger_key', true), '');
  known ledger.keys;
  tolerance interval := ledger.clock_tolerance(chain_environment);
begin
  if key = 'none' then
    raise exception 'there is no key to seal with: nothing is recorded'
      using errcode = 'integrity_constraint_violation', constraint = 'ledger_key';
  end if;
  if moment is null or not isfinite(moment) then
    raise exception 'no moment is given: nothing is recorded' using errcode = 'integrity_constraint_violation', constraint = 'ledger_clock';
  end if;
  if tolerance is not null and moment not between clock_timestamp() - tolerance and clock_timestamp() + tolerance then
    raise exception 'the moment % is far from the clock of the database: nothing is recorded', moment
      using errcode = 'integrity_constraint_violation', constraint = 'ledger_clock';
  end if;
  select c.* into chain from ledger.chains c
    where c.tenant_id = tenant and c.sub_tenant_id is not distinct from sub_tenant and c.kind = chain_kind and c.seller = chain_seller
    for update;
  if not found then
    insert into ledger.chains (tenant_id, sub_tenant_id, environment, kind, seller, opened_at)
      values (tenant, sub_tenant, chain_environment, chain_kind, chain_seller, moment)
      on conflict (tenant_id, sub_tenant_id, kind, seller) do nothing;
    select c.* into strict chain from ledger.chains c
      where c.tenant_id = tenant and c.sub_tenant_id is not distinct from sub_tenant and c.kind = chain_kind and c.seller = chain_seller
      for update;
    if chain_kind = 'fiscal' then
      insert into scell.timers (tenant_id, kind, subject_id, due_at)
        values (tenant, 'fiscal-closing', coalesce(sub_tenant, tenant), ledger.next_closing(moment)) on conflict do nothing;
    end if;
  end if;
  if chain.environment <> chain_environment then
    raise exception 'a fact of % does not enter a chain of %', chain_environment, chain.environment
      using errcode = 'integrity_constraint_violation', constraint = 'ledger_environment';
  end if;
  if moment < chain.closed_until - coalesce(tolerance, interval '5 minutes') then
    raise exception 'the period until % is closed: nothing is recorded at %', chain.closed_until, moment
      using errcode = 'integrity_constraint_violation', constraint = 'closed_period';
  end if;
  -- Two servers' clocks may differ by a moment. The chain's order is the order of recording, so time never runs back.
  chain.last_recorded_at := greatest(moment, chain.last_recorded_at, chain.closed_until);
  if key is distinct from chain.key_id and key is not null then
    select k.* into known from ledger.keys k where k.id = key;
    if not found then
      raise exception 'the key % is not registered', key using errcode = 'integrity_constraint_violation', constraint = 'ledger_key';
    end if;
    before := chain.key_id;
    chain.key_id := key;
    chain := ledger.write_entry(chain, 'seal_key', chain.id, null,
      ledger.member('key_id', key) || ',' || ledger.member('public_key', encode(known.public_key, 'hex'))
      || ',' || ledger.member('previous_key_id', before) || ',' || ledger.member('endorsement', encode(known.endorsement, 'hex')));
  end if;
  return chain;
end
$$;


-- The kill switch. Whoever is told that it is on must be able to rely on it: it waits for the writes that had looked before it came,
-- and those that come after wait for it.
create or replace function ledger.refuse_when_switched_off() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('scell.kill_switch ' || new.tenant_id, 0));
  perform from scell.kill_switches s where s.tenant_id = new.tenant_id and s.deactivated_at is null;
  if found then
    raise exception 'the kill switch of tenant % is active', new.tenant_id
      using errcode = 'integrity_constraint_violation', constraint = 'fiscal_kill_switch';
  end if;
  return new;
end
$$;
create function scell.await_writes() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('scell.kill_switch ' || new.tenant_id, 0));
  return new;
end
$$;
create trigger await_writes before insert on scell.kill_switches for each row execute function scell.await_writes();

-- Older facts. The date a row bears is no proof of its age: whoever owns the database could write a payment of yesteryear today, and the
-- program would have sealed it. A fact is older when its document is: when the entry of that is of version 1, which stands in a chain
-- before its first seal. The program calls this at the first check of a tenant's ledger alone (features/fiscal/integrity/check-due.ts).
create or replace function ledger.enter_older_facts(moment timestamptz, most integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := scell.current_tenant();
  first_key timestamptz := (select min(k.introduced_at) from ledger.keys k);
  fact record;
  entered integer := 0;
begin
  for fact in
    select p.id, p.invoice_id, p.amount, p.currency, p.means_code, p.paid_at from scell.payments p
    where p.tenant_id = tenant and p.recorded_at < first_key and exists (
      select from ledger.entries d where d.tenant_id = p.tenant_id and d.subject_id = p.invoice_id and d.entry_type = 'invoice_created'
        and d.schema_version = 1)
      and not exists (
      select from ledger.entries e where e.tenant_id = p.tenant_id and e.subject_id = p.id and e.entry_type = 'payment')
    order by p.recorded_at, p.id limit most
  loop
    perform ledger.enter_payment(tenant, fact.id, fact.invoice_id, fact.amount, fact.currency, fact.means_code, fact.paid_at, moment);
    entered := entered + 1;
  end loop;
  for fact in
    select f.subject_id, f.kind, f.sha256, f.size, f.made_by from scell.files f
    where f.tenant_id = tenant and f.kind <> 'original' and f.created_at < first_key and exists (
      select from ledger.entries d where d.tenant_id = f.tenant_id and d.subject_id = f.subject_id and d.entry_type = 'invoice_created'
        and d.schema_version = 1)
      and not exists (
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
