-- Where a key works from: addresses of callers (CIDR, in canonical form; none: any), and origins of pages for publishable ones.
alter table scell.api_keys
  add column allowed_ips text[] not null default '{}',
  add column allowed_origins text[] not null default '{}';

grant create on schema gate to scell_gate;
drop function gate.find_api_key(bytea);
create function gate.find_api_key(hash bytea)
returns table (id uuid, tenant_id uuid, sub_tenant_id uuid, company_id uuid, kind text, environment text, scopes text[],
               expires_at timestamptz, revoked_at timestamptz, allowed_ips text[], tenant_slug text, tenant_name text,
               kyb_status text, default_company_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.id, k.tenant_id, k.sub_tenant_id, k.company_id, k.kind, k.environment, k.scopes, k.expires_at, k.revoked_at,
         k.allowed_ips, t.slug, t.name, t.kyb_status, t.default_company_id
  from scell.api_keys k join scell.tenants t on t.id = k.tenant_id
  where k.key_hash = hash
$$;
alter function gate.find_api_key(bytea) owner to scell_gate;
revoke all on function gate.find_api_key(bytea) from public;
grant execute on function gate.find_api_key(bytea) to scell_system;
revoke create on schema gate from scell_gate;
