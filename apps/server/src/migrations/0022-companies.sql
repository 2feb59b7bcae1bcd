-- What public registers answered, kept for a day (REST reference §5.15). Each account has its own: who looked whom up is nobody else's
-- affair, and a look-up that another made does not show by its speed.
create table scell.register_answers (
  tenant_id uuid not null,
  register text not null check (register in ('sirene')),
  subject text not null,
  answer jsonb not null,
  asked_at timestamptz not null,
  primary key (tenant_id, register, subject)
);
call scell.isolate('scell.register_answers');
grant select, insert, update, delete on scell.register_answers to scell_tenant;

-- Verifications of who a company is (KYC), one row a request; at most one of a company is open.
create table scell.verifications (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid,
  company_id uuid not null,
  provider text not null,
  reference text not null,
  status text not null check (status in ('submitted', 'in_review', 'approved', 'refused', 'cancelled')),
  reason text,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  completed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, company_id) references scell.companies (tenant_id, id),
  check ((completed_at is null) = (status in ('submitted', 'in_review')))
);
call scell.isolate('scell.verifications', 'sub_tenant');
create unique index verifications_open on scell.verifications (tenant_id, company_id) where completed_at is null;
create index verifications_of_company on scell.verifications (tenant_id, company_id, started_at desc, id desc);
grant select, insert, update on scell.verifications to scell_tenant;

-- The requests that wait for the operator, of all accounts.
create policy gate_reads on scell.verifications for select to scell_gate using (true);
grant select on scell.verifications to scell_gate;
grant create on schema gate to scell_gate;
create function gate.open_verifications()
returns table (tenant_id uuid, tenant_slug text, company_id uuid, company_name text, siret text, reference text, started_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select v.tenant_id, t.slug, v.company_id, c.name, c.siret, v.reference, v.started_at
  from scell.verifications v
    join scell.tenants t on t.id = v.tenant_id
    join scell.companies c on c.tenant_id = v.tenant_id and c.id = v.company_id
  where v.completed_at is null
  order by v.started_at, v.id
$$;
alter function gate.open_verifications() owner to scell_gate;
revoke all on function gate.open_verifications() from public;
grant execute on function gate.open_verifications() to scell_system;
revoke create on schema gate from scell_gate;
