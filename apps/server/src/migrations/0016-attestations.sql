-- Attestations of the editor that were issued. Each is one PDF in the content store, under the SHA-256 named here: asking again for what was
-- issued answers its very bytes.
create table scell.attestations (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid,
  year integer check (year between 2000 and 2099), -- null: of the version in use
  template_version text not null,
  software_version text not null,
  statement_hash bytea not null check (octet_length(statement_hash) = 32), -- of all that it says
  sha256 bytea not null check (octet_length(sha256) = 32),
  size integer not null check (size > 0),
  issued_at timestamptz not null,
  primary key (tenant_id, id)
);
-- What says the same is issued once, whoever asks first.
create unique index attestations_once on scell.attestations (tenant_id, sub_tenant_id, year, statement_hash) nulls not distinct;
call scell.isolate('scell.attestations', 'sub_tenant');
call scell.append_only('scell.attestations');
grant select, insert on scell.attestations to scell_tenant;

-- Which documents name which others as preceding (BG-3): audit trails are read in both directions. No document did before this table.
create table scell.preceding_documents (
  tenant_id uuid not null,
  document_id uuid not null,
  sub_tenant_id uuid,
  seller text not null,
  number text not null, -- BT-25
  primary key (tenant_id, document_id, number),
  foreign key (tenant_id, document_id) references scell.issued_documents (tenant_id, id)
);
call scell.isolate('scell.preceding_documents', 'sub_tenant');
call scell.append_only('scell.preceding_documents');
create index preceding_documents_by_number on scell.preceding_documents (tenant_id, seller, number);
grant select, insert on scell.preceding_documents to scell_tenant;

create function scell.note_preceding() returns trigger language plpgsql as $$
begin
  insert into scell.preceding_documents (tenant_id, document_id, sub_tenant_id, seller, number)
    select distinct new.tenant_id, new.id, new.sub_tenant_id, new.seller, p ->> 'number'
    from json_array_elements(new.document::json -> 'precedingInvoices') p;
  return null;
end
$$;
create trigger note_preceding after insert on scell.issued_documents for each row
  when (new.document like '%"precedingInvoices"%') execute function scell.note_preceding();
