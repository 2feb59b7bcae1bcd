-- Counters the law reads: a locked row, incremented in the transaction of the number it gives. Gapless by construction.
create table scell.counters (
  tenant_id uuid not null,
  seller text not null, -- the seller legal entity, '' for drafts
  kind text not null check (kind in ('draft', 'invoice')),
  period text not null, -- YYYYMM of Europe/Paris at submission, '' for drafts
  value bigint not null check (value > 0),
  primary key (tenant_id, seller, kind, period)
);
call scell.isolate('scell.counters');
grant select, insert, update on scell.counters to scell_tenant;

-- The prefix of a seller's numbers. One SIREN may be billed from several tenants, and the State wants no number twice
-- for one SIREN and year: so a prefix belongs to one tenant for one seller. Unique across tenants on purpose.
create table scell.number_prefixes (
  tenant_id uuid not null,
  seller text not null,
  prefix text not null check (prefix ~ '^[A-Z0-9]{1,20}$'),
  primary key (tenant_id, seller),
  unique (seller, prefix)
);
call scell.isolate('scell.number_prefixes');
grant select on scell.number_prefixes to scell_tenant;

-- An invoice as the caller sees it: its content while it is a draft, its state ever after.
create table scell.invoices (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid,
  company_id uuid not null,
  api_key_id uuid,
  external_id text,
  fingerprint bytea,
  direction text not null check (direction in ('outgoing', 'incoming')),
  output_format text not null check (output_format in ('facturx', 'ubl', 'cii')),
  draft_number text not null,
  invoice_number text,
  status text not null check (status in ('draft', 'validated', 'converted', 'transmitted', 'accepted', 'rejected', 'paid', 'completed')),
  -- What the document says, in the API's own terms. Frozen when the draft is issued.
  content jsonb not null,
  -- What the caller sent, in canonical names: what an update of the draft is merged into.
  input jsonb not null,
  checked_by text not null, -- the release whose rules found the content in order
  issue_date date not null,
  due_date date,
  currency text not null,
  total_ht numeric(20, 2) not null,
  total_tax numeric(20, 2) not null,
  total_ttc numeric(20, 2) not null,
  buyer_id uuid,
  buyer_name text not null,
  buyer_siret text,
  seller_siret text,
  -- State and what may be erased: never part of the issued document.
  buyer_email text,
  buyer_phone text,
  internal_reference text,
  metadata jsonb,
  archive_enabled boolean not null,
  warnings jsonb not null default '[]',
  validated_at timestamptz,
  transmitted_at timestamptz,
  paid_at timestamptz,
  payment_reference text,
  payment_method text,
  payment_note text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, company_id) references scell.companies (tenant_id, id),
  -- A number of ours is had by issuing and in no other way; one of a received invoice is its seller's.
  constraint invoice_number_is_of_issue
    check (direction = 'incoming' or (status = 'draft') = (invoice_number is null) and (status = 'draft') = (validated_at is null))
);
call scell.isolate('scell.invoices', 'sub_tenant');
create unique index invoices_external_id on scell.invoices (tenant_id, external_id) where external_id is not null;
create unique index invoices_number on scell.invoices (tenant_id, company_id, invoice_number) where invoice_number is not null;
create index invoices_in_order on scell.invoices (tenant_id, created_at desc, id desc);
create index invoices_by_date on scell.invoices (tenant_id, issue_date, id);
create index invoices_by_buyer on scell.invoices (tenant_id, buyer_id) where buyer_id is not null;
grant select, insert, update on scell.invoices to scell_tenant;

create function scell.guard_invoice() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'invoices are never deleted' using errcode = 'integrity_constraint_violation', constraint = 'invoice_immutable';
  end if;
  if old.status <> 'draft' and (
       new.status = 'draft' or
       (new.content, new.issue_date, new.due_date, new.currency, new.total_ht, new.total_tax, new.total_ttc, new.invoice_number,
        new.company_id, new.sub_tenant_id, new.direction, new.output_format, new.buyer_id, new.buyer_name, new.buyer_siret,
        new.seller_siret, new.validated_at, new.input, new.external_id, new.fingerprint, new.api_key_id,
        new.checked_by)
       is distinct from
       (old.content, old.issue_date, old.due_date, old.currency, old.total_ht, old.total_tax, old.total_ttc, old.invoice_number,
        old.company_id, old.sub_tenant_id, old.direction, old.output_format, old.buyer_id, old.buyer_name, old.buyer_siret,
        old.seller_siret, old.validated_at, old.input, old.external_id, old.fingerprint, old.api_key_id,
        old.checked_by)) then
    raise exception 'invoice % is issued: what it says cannot change', old.invoice_number
      using errcode = 'integrity_constraint_violation', constraint = 'invoice_immutable';
  end if;
  if new.id <> old.id or new.tenant_id <> old.tenant_id or new.draft_number <> old.draft_number or new.created_at <> old.created_at then
    raise exception 'the identity of an invoice cannot change' using errcode = 'integrity_constraint_violation', constraint = 'invoice_immutable';
  end if;
  return new;
end
$$;
create trigger guard_invoice before update or delete on scell.invoices for each row execute function scell.guard_invoice();
create trigger refuse_truncate before truncate on scell.invoices for each statement execute function scell.refuse_change();

-- What an issued document says: one row, for ever. `document` is the semantic invoice (EN 16931) as canonical JSON
-- without BT-1, which is `number`: verbatim text, because documents and proofs are made from these very bytes.
create table scell.issued_documents (
  tenant_id uuid not null,
  id uuid not null, -- the invoice's id
  sub_tenant_id uuid,
  environment text not null check (environment in ('production', 'sandbox')),
  kind text not null check (kind in ('invoice')),
  seller text not null,
  number text not null check (number ~ '^[A-Za-z0-9+_/-]{1,35}$'), -- BR-FR-01, BR-FR-02
  issue_year integer not null,
  document text not null,
  rendering jsonb not null, -- what the page needs beyond the document: language, colours, footer, logo
  salt bytea not null default uuid_send(gen_random_uuid()),
  recorded_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references scell.invoices (tenant_id, id)
);
call scell.isolate('scell.issued_documents', 'sub_tenant');
call scell.append_only('scell.issued_documents');
-- The State's key: number, year of BT-2, SIREN of the seller. Across tenants, hence not led by tenant_id.
create unique index issued_documents_number on scell.issued_documents (seller, issue_year, number);
grant select, insert on scell.issued_documents to scell_tenant;

-- No invoice leaves its draft without the document that says what was issued, and no document stands beside a draft.
-- Looked at when the transaction commits: both are written in it, in either order.
create function scell.require_issue() returns trigger language plpgsql as $$
begin
  if not exists (
    select from scell.invoices i join scell.issued_documents d on d.tenant_id = i.tenant_id and d.id = i.id
    where i.tenant_id = new.tenant_id and i.id = new.id and i.status <> 'draft' and i.invoice_number = d.number
      and i.sub_tenant_id is not distinct from d.sub_tenant_id)
  then
    raise exception 'invoice % and its issued document do not agree', new.id
      using errcode = 'integrity_constraint_violation', constraint = 'invoice_issue';
  end if;
  return null;
end
$$;
create constraint trigger require_issue_of_new after insert on scell.invoices deferrable initially deferred
  for each row when (new.direction = 'outgoing' and new.status <> 'draft') execute function scell.require_issue();
create constraint trigger require_issue after update on scell.invoices deferrable initially deferred
  for each row when (new.direction = 'outgoing' and old.status = 'draft' and new.status <> 'draft') execute function scell.require_issue();
create constraint trigger require_issue after insert on scell.issued_documents deferrable initially deferred
  for each row execute function scell.require_issue();

create table scell.payments (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid,
  invoice_id uuid not null,
  amount numeric(20, 2) not null,
  currency text not null,
  means_code text not null,
  reference text,
  paid_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, invoice_id) references scell.invoices (tenant_id, id)
);
call scell.isolate('scell.payments', 'sub_tenant');
call scell.append_only('scell.payments');
create index payments_of_invoice on scell.payments (tenant_id, invoice_id);
grant select, insert on scell.payments to scell_tenant;

-- Files made from an issued document. The bytes are in the content store under their SHA-256.
create table scell.files (
  tenant_id uuid not null,
  subject_id uuid not null,
  kind text not null check (kind in ('facturx', 'cii', 'ubl')),
  sub_tenant_id uuid,
  sha256 bytea not null check (octet_length(sha256) = 32),
  size integer not null,
  made_by text not null, -- the release that made the bytes
  created_at timestamptz not null,
  primary key (tenant_id, subject_id, kind)
);
call scell.isolate('scell.files', 'sub_tenant');
call scell.append_only('scell.files');
grant select, insert on scell.files to scell_tenant;
