-- The second door: functions for what runs before or across tenants. Each is SECURITY DEFINER with a fixed search_path
-- and says in its name the one thing it does; scell_system can call them and touch nothing else.
create policy gate_reads on scell.tenants to scell_gate using (true) with check (true);
create policy gate_reads on scell.api_keys to scell_gate using (true) with check (true);
create policy gate_reads on scell.timers to scell_gate using (true) with check (true);
create policy gate_reads on scell.number_prefixes to scell_gate using (true) with check (true);
create policy gate_reads on scell.idempotency_keys to scell_gate using (true) with check (true);
create policy gate_reads on scell.companies for select to scell_gate using (true);
grant select, insert, update on scell.tenants to scell_gate;
grant select, update on scell.api_keys to scell_gate;
grant select, update on scell.timers to scell_gate;
grant select, insert on scell.number_prefixes to scell_gate;
grant select, delete on scell.idempotency_keys to scell_gate;
grant select on scell.companies to scell_gate;

-- The key behind a hash, with what a request needs to know of its tenant. No row when there is no such key.
create function gate.find_api_key(hash bytea)
returns table (id uuid, tenant_id uuid, sub_tenant_id uuid, company_id uuid, kind text, environment text, scopes text[],
               expires_at timestamptz, revoked_at timestamptz, tenant_slug text, tenant_name text, kyb_status text,
               default_company_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.id, k.tenant_id, k.sub_tenant_id, k.company_id, k.kind, k.environment, k.scopes, k.expires_at, k.revoked_at,
         t.slug, t.name, t.kyb_status, t.default_company_id
  from scell.api_keys k join scell.tenants t on t.id = k.tenant_id
  where k.key_hash = hash
$$;

create function gate.touch_api_key(key_tenant uuid, key_id uuid, used_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update scell.api_keys set last_used_at = used_at
  where tenant_id = key_tenant and id = key_id and (last_used_at is null or last_used_at < used_at - interval '1 minute')
$$;

create function gate.create_tenant(tenant_id uuid, tenant_slug text, tenant_name text, tenant_email text, created timestamptz)
returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into scell.tenants (id, slug, name, email, created_at, updated_at)
  values (tenant_id, tenant_slug, tenant_name, tenant_email, created, created)
$$;

-- By id or by slug.
create function gate.find_tenant(reference text)
returns table (id uuid, slug text, name text, kyb_status text, default_company_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.id, t.slug, t.name, t.kyb_status, t.default_company_id from scell.tenants t
  where t.id::text = reference or t.slug = reference
$$;

-- Companies by id or SIRET, whoever's they are: several tenants may issue for one establishment.
create function gate.find_companies(reference text)
returns table (tenant_id uuid, id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.tenant_id, c.id from scell.companies c
  where c.deleted_at is null and (c.id::text = reference or c.siret = reference)
$$;

create function gate.set_default_company(tenant uuid, company uuid, changed timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update scell.tenants set default_company_id = company, updated_at = changed where id = tenant
$$;

create function gate.set_kyb_status(tenant uuid, status text, changed timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update scell.tenants set kyb_status = status, updated_at = changed where id = tenant
$$;

-- Takes the timers that are due and leases them: whoever dies with one finds it due again after the lease.
create function gate.claim_timers(moment timestamptz, lease interval, most integer)
returns table (tenant_id uuid, kind text, subject_id uuid, attempts integer)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update scell.timers t set due_at = moment + lease, attempts = t.attempts + 1
  from (select d.tenant_id, d.kind, d.subject_id from scell.timers d where d.due_at <= moment
        order by d.due_at limit most for update skip locked) due
  where t.tenant_id = due.tenant_id and t.kind = due.kind and t.subject_id = due.subject_id
  returning t.tenant_id, t.kind, t.subject_id, t.attempts
$$;

-- How many timers are past due by more than the lateness given: what a readiness page and `doctor` show.
create function gate.count_late_timers(moment timestamptz, lateness interval) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) from scell.timers where due_at < moment - lateness
$$;

create function gate.purge_idempotency_keys(older_than timestamptz) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (delete from scell.idempotency_keys where created_at < older_than returning 1) select count(*) from gone
$$;

-- The prefix of a tenant's numbers for one seller: the one wished, or the first free variation of it when another
-- tenant bills for the same seller under that prefix.
create function gate.claim_number_prefix(tenant uuid, seller_key text, wished text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  candidate text := wished;
  n integer := 1;
  taken text;
begin
  if tenant is distinct from scell.current_tenant() then
    raise exception 'a prefix is claimed for the tenant of the transaction' using errcode = 'insufficient_privilege';
  end if;
  loop
    select p.prefix into taken from scell.number_prefixes p where p.tenant_id = tenant and p.seller = seller_key;
    if found then return taken; end if;
    insert into scell.number_prefixes (tenant_id, seller, prefix) values (tenant, seller_key, candidate) on conflict do nothing;
    if found then return candidate; end if;
    n := n + 1;
    candidate := wished || n;
  end loop;
end
$$;

do $$
declare
  f text;
begin
  for f in select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'gate'::regnamespace loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to scell_system', f);
    execute format('alter function %s owner to scell_gate', f);
  end loop;
end
$$;
grant execute on function gate.claim_number_prefix(uuid, text, text) to scell_tenant;

-- Enters a job in the transaction of its cause. Owned by the migrating login, which owns the queue.
create function gate.enqueue(task text, payload json, dedupe_key text default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if payload ->> 'tenant_id' is distinct from scell.current_tenant()::text then
    raise exception 'a job is entered for the tenant of the transaction' using errcode = 'insufficient_privilege';
  end if;
  perform graphile_worker.add_job(task, payload, job_key => dedupe_key);
end
$$;
revoke all on function gate.enqueue(text, json, text) from public;
grant execute on function gate.enqueue(text, json, text) to scell_tenant;

-- What the owners of functions needed to be given them; nobody makes anything here at run time.
revoke create on schema gate from scell_gate;
revoke create on schema ledger from scell_ledger;

-- Processes that remember keys forget them when one changes.
create function scell.announce_key_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('scell_keys', '');
  return null;
end
$$;
create trigger announce_key_change after update of revoked_at, expires_at, scopes or delete on scell.api_keys
  for each statement execute function scell.announce_key_change();
create trigger announce_key_change after update of kyb_status, default_company_id, slug on scell.tenants
  for each statement execute function scell.announce_key_change();
