-- What a tenant says of itself, its sub-tenants as it manages them, who it is (KYB), and how its documents look.

-- The profile. It is identity: in the live database only, whatever environment a request is for.
alter table scell.tenants
  add column if not exists legal_name text,
  add column if not exists billing_email text,
  add column if not exists technical_email text,
  add column if not exists settings jsonb not null default '{}',
  drop constraint tenants_kyb_status_check,
  add constraint tenants_kyb_status_check
    check (kyb_status in ('pending', 'documents_submitted', 'under_review', 'verified', 'rejected'));
grant update (legal_name, billing_email, technical_email, settings) on scell.tenants to scell_tenant;

-- What a tenant chooses for one environment: a sandbox key must not send the events of live elsewhere. The default company
-- of live stands in scell.tenants, beside the key that needs it. Like what follows of the verification, it is nothing a
-- sub-tenant sees.
create table scell.account_settings (
  tenant_id uuid primary key,
  webhook_url text,
  default_company_id uuid,
  updated_at timestamptz not null
);
call scell.isolate('scell.account_settings');
alter policy tenant_isolation on scell.account_settings
  using (tenant_id = (select scell.current_tenant()) and (select scell.current_sub_tenant()) is null)
  with check (tenant_id = (select scell.current_tenant()) and (select scell.current_sub_tenant()) is null);
grant select, insert, update on scell.account_settings to scell_tenant;

-- Sub-tenants as their tenant manages them. One that is deleted keeps its row: the ledger may name it.
alter table scell.sub_tenants
  add column siren text,
  add column phone text,
  add column contact_person text,
  add column superpdp_id text,
  add column onboarding_status text not null default 'pending_superpdp' check (onboarding_status in
    ('pending_superpdp', 'superpdp_redirected', 'superpdp_authorized', 'superpdp_pending_review', 'active', 'superpdp_failed')),
  add column is_active boolean not null default true,
  add column fingerprint bytea, -- of the request that made it, to tell a repeat from a conflict
  add column deleted_at timestamptz;
drop index scell.sub_tenants_external_id;
create unique index sub_tenants_external_id on scell.sub_tenants (tenant_id, external_id)
  where external_id is not null and deleted_at is null;
create index sub_tenants_in_order on scell.sub_tenants (tenant_id, created_at desc, id desc) where deleted_at is null;

-- Where the verification of a tenant stands, and why. In live it says more of what scell.tenants.kyb_status says; the sandbox
-- has its own, which opens nothing.
create table scell.kyb_states (
  tenant_id uuid primary key,
  status text not null check (status in ('pending', 'documents_submitted', 'under_review', 'verified', 'rejected')),
  rejection_reason text,
  verified_at timestamptz,
  changed_by text not null,
  changed_at timestamptz not null
);
call scell.isolate('scell.kyb_states');
alter policy tenant_isolation on scell.kyb_states
  using (tenant_id = (select scell.current_tenant()) and (select scell.current_sub_tenant()) is null)
  with check (tenant_id = (select scell.current_tenant()) and (select scell.current_sub_tenant()) is null);
grant select on scell.kyb_states to scell_tenant;

-- Documents that show who a tenant is. Their bytes are kept encrypted, apart from those that anybody is handed.
create table scell.kyb_documents (
  tenant_id uuid not null,
  id uuid not null,
  type text not null check (type in ('kbis', 'id_card', 'articles', 'proof_of_address')),
  filename text not null,
  media_type text not null,
  size integer not null check (size > 0),
  sha256 bytea not null check (octet_length(sha256) = 32), -- of the clear bytes
  sealed_sha256 bytea not null check (octet_length(sealed_sha256) = 32), -- of the bytes as they are kept
  scan text not null check (scan in ('clean', 'not_scanned')),
  status text not null default 'pending' check (status in ('pending', 'under_review', 'approved', 'rejected')),
  rejection_reason text,
  uploaded_by text not null,
  reviewed_by text,
  reviewed_at timestamptz,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
call scell.isolate('scell.kyb_documents');
alter policy tenant_isolation on scell.kyb_documents
  using (tenant_id = (select scell.current_tenant()) and (select scell.current_sub_tenant()) is null)
  with check (tenant_id = (select scell.current_tenant()) and (select scell.current_sub_tenant()) is null);
create unique index kyb_documents_content on scell.kyb_documents (tenant_id, sha256) where deleted_at is null;
-- Read across tenants by whoever reviews: a reviewed exception to "tenant_id first".
create index kyb_documents_waiting on scell.kyb_documents (created_at) where status in ('pending', 'under_review') and deleted_at is null;
create index kyb_documents_by_id on scell.kyb_documents (id);
grant select, insert, update (status, rejection_reason, reviewed_by, reviewed_at, deleted_at) on scell.kyb_documents to scell_tenant;

-- The look of a tenant, or of a sub-tenant, in one environment.
create table scell.brandings (
  tenant_id uuid not null,
  subject_id uuid not null, -- the sub-tenant, or the tenant itself
  sub_tenant_id uuid,
  logo_url text, -- an address elsewhere, which we never fetch
  logo_sha256 bytea, -- a logo that was sent: its bytes in the content store
  logo_media_type text,
  primary_color text,
  email_footer text,
  email_signature text,
  email_enabled boolean not null default true,
  updated_at timestamptz not null,
  primary key (tenant_id, subject_id),
  check (subject_id = coalesce(sub_tenant_id, tenant_id))
);
call scell.isolate('scell.brandings', 'sub_tenant');
grant select, insert, update on scell.brandings to scell_tenant;

create policy gate_reads on scell.kyb_states to scell_gate using (true) with check (true);
create policy gate_reads on scell.kyb_documents for select to scell_gate using (true);
grant select, insert, update on scell.kyb_states to scell_gate;
grant select on scell.kyb_documents to scell_gate;
grant create on schema gate to scell_gate;

-- Records where the verification of a tenant stands, in both places that say so. For the operator, whoever the tenant is.
create or replace function gate.set_kyb_status(tenant uuid, status text, changed timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update scell.tenants set kyb_status = set_kyb_status.status, updated_at = changed where id = tenant;
  insert into scell.kyb_states as s (tenant_id, status, rejection_reason, verified_at, changed_by, changed_at)
    values (tenant, set_kyb_status.status, null, case when set_kyb_status.status = 'verified' then changed end, 'operator', changed)
    on conflict (tenant_id) do update set status = excluded.status, rejection_reason = null,
      verified_at = case when excluded.status = 'verified' then coalesce(s.verified_at, changed) end,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at
$$;

-- The same in the transaction that reviews or submits documents, for the tenant of that transaction.
create function gate.move_kyb(tenant uuid, status text, reason text, moved_by text, moment timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tenant is distinct from scell.current_tenant() or scell.current_sub_tenant() is not null then
    raise exception 'a verification moves for the tenant of the transaction' using errcode = 'insufficient_privilege';
  end if;
  update scell.tenants t set kyb_status = move_kyb.status, updated_at = moment where t.id = tenant;
  insert into scell.kyb_states as s (tenant_id, status, rejection_reason, verified_at, changed_by, changed_at)
    values (tenant, move_kyb.status, reason, case when move_kyb.status = 'verified' then moment end, moved_by, moment)
    on conflict (tenant_id) do update set status = excluded.status, rejection_reason = excluded.rejection_reason,
      verified_at = case when excluded.status = 'verified' then coalesce(s.verified_at, moment) end,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at;
end
$$;

-- Documents that wait for a review, of every tenant, the oldest first.
create function gate.waiting_kyb_documents(most integer)
returns table (tenant_id uuid, id uuid, type text, filename text, media_type text, size integer, scan text, status text,
               created_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.tenant_id, d.id, d.type, d.filename, d.media_type, d.size, d.scan, d.status, d.created_at
  from scell.kyb_documents d where d.status in ('pending', 'under_review') and d.deleted_at is null
  order by d.created_at, d.id limit most
$$;

-- Whose document it is; no row when there is none.
create function gate.tenant_of_kyb_document(document uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.tenant_id from scell.kyb_documents d where d.id = document and d.deleted_at is null
$$;

revoke all on function gate.move_kyb(uuid, text, text, text, timestamptz), gate.waiting_kyb_documents(integer),
  gate.tenant_of_kyb_document(uuid) from public;
grant execute on function gate.move_kyb(uuid, text, text, text, timestamptz) to scell_tenant;
grant execute on function gate.waiting_kyb_documents(integer), gate.tenant_of_kyb_document(uuid) to scell_system;
alter function gate.move_kyb(uuid, text, text, text, timestamptz) owner to scell_gate;
alter function gate.waiting_kyb_documents(integer) owner to scell_gate;
alter function gate.tenant_of_kyb_document(uuid) owner to scell_gate;
revoke create on schema gate from scell_gate;
