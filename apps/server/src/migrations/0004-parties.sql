-- Who issues and who is billed.
create table scell.companies (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid,
  name text not null,
  siret text,
  siren text,
  vat_number text,
  legal_id text,
  legal_id_scheme text,
  legal_form text,
  address_line1 text not null,
  address_line2 text,
  postal_code text not null,
  city text not null,
  region text,
  country text not null,
  phone text,
  email text,
  website text,
  logo_url text,
  logo_sha256 bytea, -- the logo's bytes in the content store
  primary_color text,
  language text not null default 'fr' check (language in ('fr', 'en')),
  iban text,
  bic text,
  payment_terms_default text,
  payment_due_days_default integer,
  invoice_footer_default text,
  invoice_notes_default text,
  electronic_address jsonb,
  operation_category text,
  vat_on_debits boolean not null default false,
  vat_regime text,
  late_penalty_terms text,
  early_payment_discount_terms text,
  status text not null default 'pending' check (status in ('pending', 'active', 'suspended')),
  kyc_completed_at timestamptz,
  kyc_reference text,
  superpdp_id text,
  metadata jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
call scell.isolate('scell.companies', 'sub_tenant');
create index companies_of_sub_tenant on scell.companies (tenant_id, sub_tenant_id, created_at) where deleted_at is null;
create unique index companies_siret on scell.companies (tenant_id, siret) where deleted_at is null and siret is not null;
grant select, insert, update on scell.companies to scell_tenant;

create table scell.buyers (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid,
  name text not null,
  is_individual boolean not null,
  siret text,
  siren text,
  vat_number text,
  legal_id text,
  legal_id_scheme text,
  email text,
  billing_email text,
  phone text,
  country text not null,
  billing_address jsonb not null,
  shipping_address jsonb,
  electronic_address jsonb,
  metadata jsonb,
  notes text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
call scell.isolate('scell.buyers', 'sub_tenant');
create index buyers_in_order on scell.buyers (tenant_id, created_at desc, id desc) where deleted_at is null;
grant select, insert, update on scell.buyers to scell_tenant;
