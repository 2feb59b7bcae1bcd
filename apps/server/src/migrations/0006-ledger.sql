-- The fiscal chain, version 1. One chain per environment (database), tenant, sub-tenant and seller legal entity.
-- An entry is written by trigger in the transaction of the fact, whoever inserts the fact.
--
--   preimage     fixed-order JSON text of the fact, by value, numbers as strings, with its schema_version
--   data_hash    SHA-256(preimage as UTF-8)
--   chain_hash   SHA-256(previous_hash || data_hash), both as 32 raw bytes; the first previous_hash is 32 zero bytes
--
-- The buyer's identity and the whole document enter by salted hash only: the salt stays with the document, so that
-- personal data can be erased one day without breaking the chain.
create table ledger.chains (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  sub_tenant_id uuid,
  seller text not null,
  last_position bigint not null default 0,
  head_hash bytea not null default '\x0000000000000000000000000000000000000000000000000000000000000000',
  last_recorded_at timestamptz,
  primary key (tenant_id, id)
);
create unique index chains_identity on ledger.chains (tenant_id, sub_tenant_id, seller) nulls not distinct;
call scell.isolate('ledger.chains', 'sub_tenant');
create policy ledger_writes on ledger.chains to scell_ledger using (true) with check (true);
grant select on ledger.chains to scell_tenant;
grant select, insert, update on ledger.chains to scell_ledger;

create table ledger.entries (
  tenant_id uuid not null,
  chain_id uuid not null,
  position bigint not null check (position > 0),
  sub_tenant_id uuid,
  entry_type text not null,
  subject_id uuid not null,
  fiscal_date date not null,
  schema_version integer not null,
  preimage text not null,
  data_hash bytea not null,
  previous_hash bytea not null,
  chain_hash bytea not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, chain_id, position),
  unique (tenant_id, chain_id, previous_hash), -- a chain cannot fork
  foreign key (tenant_id, chain_id) references ledger.chains (tenant_id, id)
);
create unique index entries_of_subject on ledger.entries (tenant_id, subject_id, entry_type);
call scell.isolate('ledger.entries', 'sub_tenant');
call scell.append_only('ledger.entries');
create policy ledger_reads on ledger.entries for select to scell_ledger using (true);
create policy ledger_writes on ledger.entries for insert to scell_ledger with check (true);
grant select on ledger.entries to scell_tenant;
grant select, insert on ledger.entries to scell_ledger;

create function ledger.append_document() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  chain record;
  doc json := new.document::json;
  preimage text;
  data_hash bytea;
begin
  insert into ledger.chains (tenant_id, sub_tenant_id, seller) values (new.tenant_id, new.sub_tenant_id, new.seller)
    on conflict (tenant_id, sub_tenant_id, seller) do nothing;
  select c.id, c.last_position, c.head_hash, c.last_recorded_at into chain from ledger.chains c
    where c.tenant_id = new.tenant_id and c.sub_tenant_id is not distinct from new.sub_tenant_id and c.seller = new.seller
    for update;
  if chain.last_recorded_at > new.recorded_at then
    -- Two servers' clocks may differ by a moment. The chain's order is the order of recording, so time never runs back.
    new.recorded_at := chain.last_recorded_at;
  end if;

  preimage := '{"schema_version":"1"'
    || ',"entry_type":' || to_json(new.kind || '_created')
    || ',"environment":' || to_json(new.environment)
    || ',"tenant_id":' || to_json(new.tenant_id::text)
    || ',"sub_tenant_id":' || coalesce(to_json(new.sub_tenant_id::text)::text, 'null')
    || ',"seller":' || to_json(new.seller)
    || ',"chain_id":' || to_json(chain.id::text)
    || ',"position":' || to_json((chain.last_position + 1)::text)
    || ',"recorded_at":' || to_json(to_char(new.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || ',"subject_id":' || to_json(new.id::text)
    || ',"number":' || to_json(new.number)
    || ',"type_code":' || coalesce((doc -> 'typeCode')::text, 'null')
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
             || ',"name":' || coalesce((l.line -> 'name')::text, 'null')
             || ',"quantity":' || coalesce((l.line -> 'quantity')::text, 'null')
             || ',"unit":' || coalesce((l.line -> 'unitCode')::text, 'null')
             || ',"price":' || coalesce((l.line -> 'price' -> 'net')::text, 'null')
             || ',"net_amount":' || coalesce((l.line -> 'netAmount')::text, 'null')
             || ',"vat_category":' || coalesce((l.line -> 'vatCategory')::text, 'null')
             || ',"vat_rate":' || coalesce((l.line -> 'vatRate')::text, 'null')
             || '}', ',' order by l.ordinality) || ']'
         from json_array_elements(doc -> 'lines') with ordinality as l (line, ordinality))
    || ',"payment_means":' || coalesce((doc -> 'payment' -> 'meansCode')::text, 'null')
    || ',"buyer_hash":' || to_json(encode(sha256(new.salt || convert_to((doc -> 'buyer')::text, 'UTF8')), 'hex'))
    || ',"document_hash":' || to_json(encode(sha256(new.salt || convert_to(new.document, 'UTF8')), 'hex'))
    || '}';
  data_hash := sha256(convert_to(preimage, 'UTF8'));

  insert into ledger.entries (tenant_id, chain_id, position, sub_tenant_id, entry_type, subject_id, fiscal_date, schema_version,
                              preimage, data_hash, previous_hash, chain_hash, recorded_at)
    values (new.tenant_id, chain.id, chain.last_position + 1, new.sub_tenant_id, new.kind || '_created', new.id,
            (new.recorded_at at time zone 'Europe/Paris')::date, 1, preimage, data_hash, chain.head_hash,
            sha256(chain.head_hash || data_hash), new.recorded_at);
  update ledger.chains c
    set last_position = chain.last_position + 1, head_hash = sha256(chain.head_hash || data_hash), last_recorded_at = new.recorded_at
    where c.tenant_id = new.tenant_id and c.id = chain.id;
  return new;
end
$$;
alter function ledger.append_document() owner to scell_ledger;
revoke all on function ledger.append_document() from public;
-- BEFORE INSERT: the recorded moment may be moved forward to keep the chain in order, and the fact must carry it too.
create trigger chain_document before insert on scell.issued_documents for each row execute function ledger.append_document();
