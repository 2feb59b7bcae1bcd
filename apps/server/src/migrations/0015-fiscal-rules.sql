-- Rules that accounts give themselves, beyond the law. A row is one version and never changes: a change is a further version,
-- which takes the place of those before it from its first day on. The rules of the law are data of the release.
create table scell.fiscal_rules (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid, -- null: of the whole account, its sub-tenants included
  rule_key text not null check (rule_key ~ '^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$' and length(rule_key) <= 100),
  version integer not null check (version > 0),
  name text not null,
  category text not null,
  description text,
  definition jsonb not null,
  effective_from date not null,
  effective_until date check (effective_until >= effective_from),
  legal_reference text,
  created_by text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index fiscal_rules_version on scell.fiscal_rules (tenant_id, sub_tenant_id, rule_key, version) nulls not distinct;
call scell.append_only('scell.fiscal_rules');

-- A sub-tenant sees the rules that bind it, those of the whole account among them, and makes its own only.
alter table scell.fiscal_rules enable row level security;
alter table scell.fiscal_rules force row level security;
create policy tenant_isolation on scell.fiscal_rules to scell_tenant
  using (tenant_id = (select scell.current_tenant())
         and ((select scell.current_sub_tenant()) is null or sub_tenant_id is null
              or sub_tenant_id = (select scell.current_sub_tenant())))
  with check (tenant_id = (select scell.current_tenant())
              and ((select scell.current_sub_tenant()) is null or sub_tenant_id = (select scell.current_sub_tenant())));
grant select, insert on scell.fiscal_rules to scell_tenant;
