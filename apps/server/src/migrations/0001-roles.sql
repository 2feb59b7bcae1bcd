-- Roles and schemas. Every role here is NOLOGIN: the program's login is granted those it may become, and owns nothing.
--   scell_tenant  what withTenant() becomes: row security narrows it to one tenant
--   scell_system  what withSystem() becomes: may call the functions of schema `gate`, and nothing else
--   scell_worker  what the job runner becomes: the queue tables, and nothing else
--   scell_gate    owner of the SECURITY DEFINER functions of schema `gate`
--   scell_ledger  owner of the trigger that chains fiscal entries: the only role that inserts them
do $$
declare
  role_name text;
begin
  foreach role_name in array array['scell_tenant', 'scell_system', 'scell_worker', 'scell_gate', 'scell_ledger'] loop
    begin
      execute format('create role %I nologin', role_name);
    exception when duplicate_object or unique_violation then
      null; -- the other environment's database shares the cluster and made it first
    end;
    -- Since PostgreSQL 16 whoever makes a role administers it without being able to become it: that is a grant of its own.
    execute format('grant %I to current_user', role_name);
  end loop;
end
$$;

revoke all on schema public from public;

create schema scell;
create schema gate;
create schema ledger;

grant usage on schema scell to scell_tenant, scell_gate, scell_ledger;
grant usage on schema gate to scell_tenant, scell_system;
grant usage on schema ledger to scell_tenant, scell_ledger;
-- An owner of functions must be able to create in their schema when ownership is handed over.
grant create on schema gate to scell_gate;
grant create on schema ledger to scell_ledger;

-- The tenant and the sub-tenant of the transaction, null when none is set: no context, no rows.
create function scell.current_tenant() returns uuid language sql stable parallel safe
  return nullif(current_setting('scell.tenant_id', true), '')::uuid;
create function scell.current_sub_tenant() returns uuid language sql stable parallel safe
  return nullif(current_setting('scell.sub_tenant_id', true), '')::uuid;

-- Refuses UPDATE, DELETE and TRUNCATE on the tables that only ever grow.
create function scell.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are append-only: % is refused', tg_table_name, tg_op
    using errcode = 'integrity_constraint_violation', constraint = 'append_only';
end
$$;

-- Puts a table under row security. `scope` is 'tenant' (tenant_id only) or 'sub_tenant' (narrowed to the sub-tenant
-- when the transaction has one).
create procedure scell.isolate(table_name regclass, scope text default 'tenant') language plpgsql as $$
declare
  rule text := 'tenant_id = (select scell.current_tenant())';
begin
  if scope = 'sub_tenant' then
    rule := rule || ' and ((select scell.current_sub_tenant()) is null'
                 || ' or sub_tenant_id = (select scell.current_sub_tenant()))';
  end if;
  execute format('alter table %s enable row level security', table_name);
  execute format('alter table %s force row level security', table_name);
  execute format('create policy tenant_isolation on %s to scell_tenant using (%s) with check (%s)', table_name, rule, rule);
end
$$;

create procedure scell.append_only(table_name regclass) language plpgsql as $$
begin
  execute format('create trigger refuse_change before update or delete on %s for each row execute function scell.refuse_change()', table_name);
  execute format('create trigger refuse_truncate before truncate on %s for each statement execute function scell.refuse_change()', table_name);
end
$$;
