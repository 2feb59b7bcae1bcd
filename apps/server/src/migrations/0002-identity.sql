-- Tenants and their keys. They live in the live database only; the sandbox database has the same tables, empty.
create table scell.tenants (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  email text,
  phone text,
  siret text,
  vat_number text,
  address jsonb,
  kyb_status text not null default 'pending' check (kyb_status in ('pending', 'verified', 'rejected')),
  default_company_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
alter table scell.tenants enable row level security;
alter table scell.tenants force row level security;
create policy tenant_isolation on scell.tenants to scell_tenant
  using (id = (select scell.current_tenant())) with check (id = (select scell.current_tenant()));
grant select, update (name, email, phone, siret, vat_number, address, updated_at) on scell.tenants to scell_tenant;

create table scell.api_keys (
  tenant_id uuid not null references scell.tenants (id),
  id uuid not null,
  sub_tenant_id uuid,
  company_id uuid,
  name text not null,
  kind text not null check (kind in ('sk', 'tk', 'pk')),
  environment text not null check (environment in ('production', 'sandbox')),
  prefix text not null,
  last4 text not null,
  key_hash bytea not null unique check (octet_length(key_hash) = 32), -- SHA-256 of the whole key
  scopes text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);
call scell.isolate('scell.api_keys', 'sub_tenant');
grant select, insert, update (name, last_used_at, revoked_at) on scell.api_keys to scell_tenant;

-- Children of a tenant that issue through it. Business data: one set per environment.
create table scell.sub_tenants (
  tenant_id uuid not null,
  id uuid not null,
  external_id text,
  name text not null,
  email text,
  contact_email text,
  siret text,
  vat_number text,
  country text not null,
  address jsonb,
  kyb_status text not null default 'pending' check (kyb_status in ('pending', 'verified', 'rejected')),
  metadata jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index sub_tenants_external_id on scell.sub_tenants (tenant_id, external_id) where external_id is not null;
alter table scell.sub_tenants enable row level security;
alter table scell.sub_tenants force row level security;
create policy tenant_isolation on scell.sub_tenants to scell_tenant
  using (tenant_id = (select scell.current_tenant())
         and ((select scell.current_sub_tenant()) is null or id = (select scell.current_sub_tenant())))
  with check (tenant_id = (select scell.current_tenant()) and (select scell.current_sub_tenant()) is null);
grant select, insert, update on scell.sub_tenants to scell_tenant;
