-- What callers asked and were answered, for them to read: thirty days, without bodies and without values that may name a person.
create table scell.requests (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid,
  actor text not null,
  operation text not null,
  method text not null,
  path text not null,
  query text[] not null,
  status integer not null check (status between 100 and 599),
  error_code text,
  error_fields text[] not null,
  duration_ms integer not null,
  ip text,
  user_agent text,
  request_id text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
call scell.isolate('scell.requests', 'sub_tenant');
create index requests_in_order on scell.requests (tenant_id, created_at, id);
create index requests_by_age on scell.requests using brin (created_at);
grant select on scell.requests to scell_tenant;
create policy gate_reads on scell.requests to scell_gate using (true) with check (true);
grant select, insert, delete on scell.requests to scell_gate;
grant create on schema gate to scell_gate;

-- Notes requests of any tenants at once.
create function gate.note_requests(noted json) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into scell.requests (tenant_id, id, sub_tenant_id, actor, operation, method, path, query, status, error_code, error_fields, duration_ms,
                              ip, user_agent, request_id, created_at)
  select r.tenant_id, r.id, r.sub_tenant_id, r.actor, r.operation, r.method, r.path, r.query, r.status, r.error_code, r.error_fields, r.duration_ms,
         r.ip, r.user_agent, r.request_id, r.created_at
  from json_to_recordset(noted) as r (tenant_id uuid, id uuid, sub_tenant_id uuid, actor text, operation text, method text, path text, query text[],
    status integer, error_code text, error_fields text[], duration_ms integer, ip text, user_agent text, request_id text, created_at timestamptz)
$$;

-- Takes requests off that are older than a moment, at most so many; answers how many they were.
create function gate.purge_requests(older_than timestamptz, most integer) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (
    delete from scell.requests where (tenant_id, id) in (
      select old.tenant_id, old.id from scell.requests old where old.created_at < older_than limit most)
    returning 1)
  select count(*) from gone
$$;

do $$
declare
  f text;
begin
  foreach f in array array['gate.note_requests(json)', 'gate.purge_requests(timestamptz, integer)'] loop
    execute format('alter function %s owner to scell_gate', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to scell_system', f);
  end loop;
end
$$;
revoke create on schema gate from scell_gate;
