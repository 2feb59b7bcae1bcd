-- The ledger proper: chains of four kinds, entries of version 2, seals by a key that lives outside the database.
--
--   fiscal     invoices, credit notes, payments, closings   one per tenant, sub-tenant and seller legal entity
--   archive    the files made of issued documents           same identity
--   reprint    deliveries of a document's page              same identity
--   technical  the journal of technical events (JET)        one per tenant and sub-tenant
--
-- Entries are written by the functions below alone. They belong to scell_ledger, and each is SECURITY DEFINER or called
-- by one that is; whoever bypasses the program is chained all the same, but cannot seal.
create policy ledger_writes on scell.timers for insert to scell_ledger with check (true);
create policy ledger_reads on scell.issued_documents for select to scell_ledger using (true);
grant insert on scell.timers to scell_ledger;
grant select (tenant_id, id, sub_tenant_id, environment, seller, number) on scell.issued_documents to scell_ledger;
grant create on schema ledger to scell_ledger;

alter table ledger.chains
  add column kind text not null default 'fiscal' check (kind in ('fiscal', 'archive', 'reprint', 'technical')),
  add column environment text check (environment in ('production', 'sandbox')),
  add column opened_at timestamptz,
  add column closed_until timestamptz, -- end of the last closed period: nothing is recorded before it
  add column key_id text; -- the key that seals it, as its last seal_key entry says
update ledger.chains c set
  environment = (select d.environment from scell.issued_documents d
                 where d.tenant_id = c.tenant_id and d.seller = c.seller and d.sub_tenant_id is not distinct from c.sub_tenant_id limit 1),
  opened_at = (select min(e.recorded_at) from ledger.entries e where e.tenant_id = c.tenant_id and e.chain_id = c.id);
alter table ledger.chains
  alter column kind drop default,
  alter column environment set not null,
  alter column opened_at set not null;
drop index ledger.chains_identity;
create unique index chains_identity on ledger.chains (tenant_id, sub_tenant_id, kind, seller) nulls not distinct;

alter table ledger.entries
  add column id uuid not null default gen_random_uuid(),
  add column chain_kind text not null default 'fiscal';
alter table ledger.entries alter column chain_kind drop default;
create index entries_in_order on ledger.entries (tenant_id, chain_kind, recorded_at, chain_id, position);
-- A fact is entered once; the files and the reprints of a document are many.
drop index ledger.entries_of_subject;
create unique index entries_once on ledger.entries (tenant_id, subject_id, entry_type)
  where entry_type in ('invoice_created', 'credit_note_issued', 'payment', 'closing');
create index entries_of_subject on ledger.entries (tenant_id, subject_id);

-- Public keys of the installation. Their private halves are outside the database; a key is endorsed by the one before it.
create table ledger.keys (
  id text primary key check (id = encode(sha256(public_key), 'hex')),
  public_key bytea not null check (octet_length(public_key) = 32), -- Ed25519
  endorsed_by text references ledger.keys (id),
  endorsement bytea check (octet_length(endorsement) = 64),
  introduced_at timestamptz not null,
  check ((endorsed_by is null) = (endorsement is null))
);
call scell.append_only('ledger.keys');
alter table ledger.keys enable row level security;
alter table ledger.keys force row level security;
-- Of no tenant, and public: but without a tenant there are no rows here either.
create policy tenant_isolation on ledger.keys for select to scell_tenant using ((select scell.current_tenant()) is not null);
create policy ledger_reads on ledger.keys for select to scell_ledger using (true);
create policy gate_reads on ledger.keys to scell_gate using (true) with check (true);
grant select on ledger.keys to scell_tenant, scell_ledger;
grant select, insert on ledger.keys to scell_gate;
grant usage on schema ledger to scell_gate;

create table ledger.seals (
  tenant_id uuid not null,
  chain_id uuid not null,
  position bigint not null,
  sub_tenant_id uuid,
  key_id text not null references ledger.keys (id),
  signature bytea not null check (octet_length(signature) = 64),
  sealed_at timestamptz not null,
  primary key (tenant_id, chain_id, position),
  foreign key (tenant_id, chain_id, position) references ledger.entries (tenant_id, chain_id, position)
);
call scell.isolate('ledger.seals', 'sub_tenant');
call scell.append_only('ledger.seals');
create policy ledger_reads on ledger.seals for select to scell_ledger using (true);
create policy ledger_writes on ledger.seals for insert to scell_ledger with check (true);
grant select on ledger.seals to scell_tenant;
grant select, insert on ledger.seals to scell_ledger;

-- While one is active, no invoice is made and nothing fiscal is entered for the tenant.
create table scell.kill_switches (
  tenant_id uuid not null,
  id uuid not null,
  reason text not null,
  activated_at timestamptz not null,
  activated_by text not null,
  deactivated_at timestamptz,
  deactivated_by text,
  deactivation_reason text,
  primary key (tenant_id, id),
  check ((deactivated_at is null) = (deactivated_by is null))
);
create unique index kill_switches_active on scell.kill_switches (tenant_id) where deactivated_at is null;
call scell.isolate('scell.kill_switches');
create policy ledger_reads on scell.kill_switches for select to scell_ledger using (true);
grant select, insert, update (deactivated_at, deactivated_by, deactivation_reason) on scell.kill_switches to scell_tenant;
grant select on scell.kill_switches to scell_ledger;

create function scell.guard_kill_switch() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.deactivated_at is null then return new; end if;
  end if;
  raise exception 'what was switched stays on record' using errcode = 'integrity_constraint_violation', constraint = 'append_only';
end
$$;
create trigger guard_kill_switch before update or delete on scell.kill_switches for each row execute function scell.guard_kill_switch();
create trigger guard_truncate before truncate on scell.kill_switches for each statement execute function scell.guard_kill_switch();

create function ledger.refuse_when_switched_off() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from scell.kill_switches s where s.tenant_id = new.tenant_id and s.deactivated_at is null;
  if found then
    raise exception 'the kill switch of tenant % is active', new.tenant_id
      using errcode = 'integrity_constraint_violation', constraint = 'fiscal_kill_switch';
  end if;
  return new;
end
$$;
create trigger a_refuse_when_switched_off before insert on scell.invoices for each row
  when (new.direction = 'outgoing') execute function ledger.refuse_when_switched_off();
-- Named to come first of its kind: triggers run in the order of their names.
create trigger a_refuse_when_switched_off before insert on scell.issued_documents for each row execute function ledger.refuse_when_switched_off();
create trigger a_refuse_when_switched_off before insert on scell.payments for each row execute function ledger.refuse_when_switched_off();

-- How far the program's clock may be from the database's before nothing is recorded any more. The sandbox has no bound:
-- its tenants may move their clocks.
create function ledger.clock_tolerance(environment text) returns interval language sql immutable parallel safe
  return case environment when 'production' then interval '5 minutes' end;

create function ledger.moment_text(moment timestamptz) returns text language sql stable parallel safe
  return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

-- Member of a JSON object: `"name":"value"` or `"name":null`. Stable as to_json is, or it could not be inlined: the calls for one
-- entry would cost as much as hashing it.
create function ledger.member(name text, value text) returns text language sql stable parallel safe
  return '"' || name || '":' || coalesce(to_json(value)::text, 'null');

-- Appends to a chain as lock_chain answered it. Answers the row as it is now.
create function ledger.write_entry(chain ledger.chains, entry_type text, subject uuid, number text, facts text)
returns ledger.chains language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  preimage text;
  data_hash bytea;
  previous bytea := chain.head_hash;
  moment timestamptz := chain.last_recorded_at;
begin
  chain.last_position := chain.last_position + 1;
  preimage := '{' || ledger.member('schema_version', '2')
    || ',' || ledger.member('entry_type', entry_type)
    || ',' || ledger.member('environment', chain.environment)
    || ',' || ledger.member('tenant_id', chain.tenant_id::text)
    || ',' || ledger.member('sub_tenant_id', chain.sub_tenant_id::text)
    || ',' || ledger.member('chain_kind', chain.kind)
    || ',' || ledger.member('seller', chain.seller)
    || ',' || ledger.member('chain_id', chain.id::text)
    || ',' || ledger.member('position', chain.last_position::text)
    || ',' || ledger.member('recorded_at', ledger.moment_text(moment))
    || ',' || ledger.member('subject_id', subject::text)
    || ',' || ledger.member('number', number)
    || ',' || facts || '}';
  data_hash := sha256(convert_to(preimage, 'UTF8'));
  chain.head_hash := sha256(previous || data_hash);
  insert into ledger.entries (tenant_id, chain_id, position, chain_kind, sub_tenant_id, entry_type, subject_id, fiscal_date, schema_version,
                              preimage, data_hash, previous_hash, chain_hash, recorded_at)
    values (chain.tenant_id, chain.id, chain.last_position, chain.kind, chain.sub_tenant_id, entry_type, subject,
            (moment at time zone 'Europe/Paris')::date, 2, preimage, data_hash, previous, chain.head_hash, moment);
  update ledger.chains c
    set last_position = chain.last_position, head_hash = chain.head_hash, last_recorded_at = moment, key_id = chain.key_id
    where c.tenant_id = chain.tenant_id and c.id = chain.id;
  -- Tells the program what to seal before it commits.
  raise notice using message = 'scell.written', detail = chain.id::text || ' ' || chain.last_position::text || ' ' || encode(chain.head_hash, 'hex');
  return chain;
end
$$;

-- Locks a chain for appending, made now when it is not there. Its last_recorded_at is answered as the moment to record:
-- never before what the chain has, never in a closed period, never far from the database's clock. The program names its
-- key in `scell.ledger_key` ('none' when it has none, and then nothing is written); a key that is new to the chain is
-- entered first.
create function ledger.lock_chain(tenant uuid, sub_tenant uuid, chain_environment text, chain_kind text, chain_seller text, moment timestamptz)
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

-- Five past midnight in Paris, the next one after a moment.
create function ledger.next_closing(moment timestamptz) returns timestamptz language sql stable parallel safe
  return (((moment - interval '5 minutes') at time zone 'Europe/Paris')::date + 1 + time '00:05') at time zone 'Europe/Paris';

-- An issued document. BEFORE INSERT: the recorded moment may be moved forward, and the fact must carry it too.
create or replace function ledger.append_document() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  chain ledger.chains;
  doc json := new.document::json;
  -- Read and hashed before the head is locked.
  facts text := '"type_code":' || coalesce((doc -> 'typeCode')::text, 'null')
    || ',"issue_date":' || coalesce((doc -> 'issueDate')::text, 'null')
    || ',"due_date":' || coalesce((doc -> 'dueDate')::text, 'null')
    || ',"currency":' || coalesce((doc -> 'currency')::text, 'null')
    || ',"tax_currency":' || coalesce((doc -> 'taxCurrency')::text, 'null')
    || ',"preceding_invoices":' || coalesce((doc -> 'precedingInvoices')::text, '[]')
    || ',"totals":' || (doc -> 'totals')::text
    || ',"vat_breakdown":' || (doc -> 'vatBreakdown')::text
    || ',"lines":' || (
         select '[' || string_agg(
             '{"id":' || coalesce((l.line -> 'id')::text, 'null')
             || ',' || ledger.member('label_hash', encode(sha256(new.salt || convert_to((l.line -> 'name')::text, 'UTF8')), 'hex'))
             || ',"quantity":' || coalesce((l.line -> 'quantity')::text, 'null')
             || ',"unit":' || coalesce((l.line -> 'unitCode')::text, 'null')
             || ',"price":' || coalesce((l.line -> 'price' -> 'net')::text, 'null')
             || ',"net_amount":' || coalesce((l.line -> 'netAmount')::text, 'null')
             || ',"vat_category":' || coalesce((l.line -> 'vatCategory')::text, 'null')
             || ',"vat_rate":' || coalesce((l.line -> 'vatRate')::text, 'null')
             || '}', ',' order by l.ordinality) || ']'
         from json_array_elements(doc -> 'lines') with ordinality as l (line, ordinality))
    || ',"payment_means":' || coalesce((doc -> 'payment' -> 'meansCode')::text, 'null')
    || ',' || ledger.member('buyer_hash', encode(sha256(new.salt || convert_to((doc -> 'buyer')::text, 'UTF8')), 'hex'))
    || ',' || ledger.member('document_hash', encode(sha256(new.salt || convert_to(new.document, 'UTF8')), 'hex'));
begin
  chain := ledger.lock_chain(new.tenant_id, new.sub_tenant_id, new.environment, 'fiscal', new.seller, new.recorded_at);
  new.recorded_at := chain.last_recorded_at;
  perform ledger.write_entry(chain, case new.kind when 'credit_note' then 'credit_note_issued' else 'invoice_created' end,
    new.id, new.number, facts);
  return new;
end
$$;
alter table scell.issued_documents drop constraint issued_documents_kind_check,
  add constraint issued_documents_kind_check check (kind in ('invoice', 'credit_note'));

-- Whose chain a payment, a file or a reprint of a document enters.
create function ledger.place_of(tenant uuid, document_id uuid,
                                out sub_tenant uuid, out environment text, out seller text, out number text)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  select d.sub_tenant_id, d.environment, d.seller, d.number into sub_tenant, environment, seller, number
    from scell.issued_documents d where d.tenant_id = tenant and d.id = document_id;
  if not found then
    raise exception 'document % is not issued', document_id using errcode = 'integrity_constraint_violation', constraint = 'ledger_document';
  end if;
end
$$;

create function ledger.append_payment() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  chain ledger.chains;
  place record;
begin
  select * into place from ledger.place_of(new.tenant_id, new.invoice_id);
  chain := ledger.lock_chain(new.tenant_id, place.sub_tenant, place.environment, 'fiscal', place.seller, new.recorded_at);
  new.recorded_at := chain.last_recorded_at;
  perform ledger.write_entry(chain, 'payment', new.id, place.number,
    ledger.member('invoice_id', new.invoice_id::text) || ',' || ledger.member('amount', new.amount::text)
    || ',' || ledger.member('currency', new.currency) || ',' || ledger.member('means_code', new.means_code)
    || ',' || ledger.member('paid_at', ledger.moment_text(new.paid_at)));
  return new;
end
$$;
create trigger chain_payment before insert on scell.payments for each row execute function ledger.append_payment();

-- AFTER INSERT: a row that loses against one that was there is no fact.
create function ledger.append_file() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  chain ledger.chains;
  place record;
begin
  select * into place from ledger.place_of(new.tenant_id, new.subject_id);
  chain := ledger.lock_chain(new.tenant_id, place.sub_tenant, place.environment, 'archive', place.seller, new.created_at);
  perform ledger.write_entry(chain, 'file_recorded', new.subject_id, place.number,
    ledger.member('kind', new.kind) || ',' || ledger.member('sha256', encode(new.sha256, 'hex'))
    || ',' || ledger.member('size', new.size::text) || ',' || ledger.member('made_by', new.made_by));
  return null;
end
$$;
-- What came with a draft is of no issued document yet.
create trigger chain_file after insert on scell.files for each row when (new.kind <> 'original') execute function ledger.append_file();

create function ledger.check_caller(tenant uuid, sub_tenant uuid) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if tenant is distinct from scell.current_tenant()
     or scell.current_sub_tenant() is not null and sub_tenant is distinct from scell.current_sub_tenant() then
    raise exception 'the ledger is written for the tenant of the transaction' using errcode = 'insufficient_privilege';
  end if;
end
$$;

-- A technical event (JET). `data` is a JSON object without personal data.
create function ledger.record_technical_event(tenant uuid, sub_tenant uuid, environment text, event text, actor text, data json, moment timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  chain ledger.chains;
begin
  perform ledger.check_caller(tenant, sub_tenant);
  chain := ledger.lock_chain(tenant, sub_tenant, environment, 'technical', '', moment);
  perform ledger.write_entry(chain, 'technical_event', gen_random_uuid(), null,
    ledger.member('event', event) || ',' || ledger.member('actor', actor) || ',"data":' || data::text);
end
$$;

-- A delivery of a document's page. Copy 0 is the original, the others are duplicates.
create function ledger.record_reprint(tenant uuid, document_id uuid, kind text, reason text, moment timestamptz)
returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  chain ledger.chains;
  place record;
  copy integer;
begin
  select * into place from ledger.place_of(tenant, document_id);
  perform ledger.check_caller(tenant, place.sub_tenant);
  chain := ledger.lock_chain(tenant, place.sub_tenant, place.environment, 'reprint', place.seller, moment);
  select count(*) into copy from ledger.entries e where e.tenant_id = tenant and e.subject_id = document_id and e.entry_type = 'reprint';
  perform ledger.write_entry(chain, 'reprint', document_id, place.number,
    ledger.member('kind', kind) || ',' || ledger.member('reason', reason) || ',' || ledger.member('copy', copy::text));
  return copy;
end
$$;

-- Opens the fiscal chain of a seller before it has a fact, so that its empty days are closed too.
create function ledger.open_chain(tenant uuid, sub_tenant uuid, environment text, seller text, moment timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform ledger.check_caller(tenant, sub_tenant);
  perform ledger.lock_chain(tenant, sub_tenant, environment, 'fiscal', seller, moment);
end
$$;

-- Seals an entry of this very transaction; nobody seals what another wrote.
create function ledger.seal(chain uuid, at bigint, hash bytea, key text, signature bytea)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.seals (tenant_id, chain_id, position, sub_tenant_id, key_id, signature, sealed_at)
    select e.tenant_id, e.chain_id, e.position, e.sub_tenant_id, key, signature, e.recorded_at from ledger.entries e
    where e.tenant_id = scell.current_tenant() and e.chain_id = chain and e.position = at and e.chain_hash = hash
      and e.xmin = pg_current_xact_id()::xid;
  if not found then
    raise exception 'an entry is sealed by the transaction that wrote it' using errcode = 'integrity_constraint_violation', constraint = 'ledger_seal';
  end if;
end
$$;

-- The program says which key it seals with, and then no entry of its transaction is left without a seal.
create function ledger.require_seal() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if nullif(current_setting('scell.ledger_key', true), '') is not null and not exists (
    select from ledger.seals s where s.tenant_id = new.tenant_id and s.chain_id = new.chain_id and s.position = new.position)
  then
    raise exception 'entry % of chain % was not sealed', new.position, new.chain_id
      using errcode = 'integrity_constraint_violation', constraint = 'ledger_seal';
  end if;
  return null;
end
$$;
create constraint trigger require_seal after insert on ledger.entries deferrable initially deferred
  for each row execute function ledger.require_seal();

-- Registers the installation's key; again is no change.
create function gate.register_ledger_key(key text, public_bytes bytea, endorser text, proof bytea, moment timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into ledger.keys (id, public_key, endorsed_by, endorsement, introduced_at)
  values (key, public_bytes, endorser, proof, moment) on conflict (id) do nothing
$$;
create function gate.ledger_keys() returns setof ledger.keys
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from ledger.keys order by introduced_at, id
$$;
grant create on schema gate to scell_gate;
do $$
declare
  f text;
begin
  for f in select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'ledger'::regnamespace loop
    execute format('revoke all on function %s from public', f);
    execute format('alter function %s owner to scell_ledger', f);
  end loop;
  foreach f in array array['gate.register_ledger_key(text,bytea,text,bytea,timestamptz)', 'gate.ledger_keys()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to scell_system', f);
    execute format('alter function %s owner to scell_gate', f);
  end loop;
end
$$;
grant execute on function
  ledger.record_technical_event(uuid, uuid, text, text, text, json, timestamptz),
  ledger.record_reprint(uuid, uuid, text, text, timestamptz),
  ledger.open_chain(uuid, uuid, text, text, timestamptz),
  ledger.seal(uuid, bigint, bytea, text, bytea)
  to scell_tenant;
revoke create on schema gate from scell_gate;
revoke create on schema ledger from scell_ledger;
