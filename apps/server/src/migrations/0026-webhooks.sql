-- Webhooks: where events are told, what is to be told, and every attempt at it (docs/webhooks.md).
--   webhooks            the endpoints; secrets and headers are encrypted by the program
--   webhook_states      how an endpoint fares, and which worker has it: the rows that change all the time
--   webhook_deliveries  one event for one endpoint, until it has arrived or was given up
--   webhook_messages    the body of an event, rendered once: each endpoint and each attempt sends the same bytes
--   webhook_attempts    the log
--   webhook_subjects    where the count of a subject stands, for endpoints that want them in order
create table scell.webhooks (
  tenant_id uuid not null,
  id uuid not null,
  -- Set: the endpoint hears of this sub-tenant only.
  sub_tenant_id uuid,
  kind text not null default 'http' check (kind in ('http', 'inbox')),
  url text not null,
  description text,
  -- As they were subscribed to.
  events text[] not null,
  -- What is recorded (`invoice.validated`, `invoice.*`, `*`) and the name under which this endpoint wants to hear of it.
  subscriptions jsonb not null,
  is_active boolean not null default true,
  -- Why the program switched it off.
  disabled_reason text check (disabled_reason in ('gone')),
  -- The endpoint made of the account's `webhook_url`.
  is_global boolean not null default false,
  secret_sealed bytea not null,
  secret_last4 text not null,
  previous_secret_sealed bytea,
  previous_secret_until timestamptz,
  headers_sealed bytea,
  signature_format text not null check (signature_format in ('sha256', 't_v1')),
  retry_count integer not null check (retry_count between 0 and 6),
  timeout_seconds integer not null check (timeout_seconds between 5 and 60),
  ordered boolean not null default false,
  max_concurrency integer not null check (max_concurrency between 1 and 100),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
call scell.isolate('scell.webhooks', 'sub_tenant');
create unique index webhooks_global on scell.webhooks (tenant_id) where is_global and deleted_at is null;
grant select, insert, update on scell.webhooks to scell_tenant;

create table scell.webhook_states (
  tenant_id uuid not null,
  webhook_id uuid not null,
  sub_tenant_id uuid,
  -- In a row, since the last success.
  failure_count integer not null default 0,
  failing_since timestamptz,
  alerted_at timestamptz,
  last_triggered_at timestamptz,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  -- Nothing is sent before: the endpoint asked for a pause.
  rest_until timestamptz,
  -- The worker that has it, on the clock of the database.
  leased_by uuid,
  leased_until timestamptz,
  primary key (tenant_id, webhook_id),
  foreign key (tenant_id, webhook_id) references scell.webhooks (tenant_id, id)
);
call scell.isolate('scell.webhook_states', 'sub_tenant');
grant select, insert, update on scell.webhook_states to scell_tenant;

create table scell.webhook_deliveries (
  tenant_id uuid not null,
  id uuid not null,
  webhook_id uuid not null,
  sub_tenant_id uuid,
  event_id uuid not null,
  -- The name under which the endpoint hears of it.
  event_name text not null,
  subject_id uuid not null,
  -- 1, 2, 3 … of one subject at one ordered endpoint; null elsewhere.
  sequence integer,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  -- Attempts made before the schedule was begun anew by hand.
  attempts_before integer not null default 0,
  next_attempt_at timestamptz not null,
  first_attempt_at timestamptz,
  finished_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, webhook_id, id)
);
call scell.isolate('scell.webhook_deliveries', 'sub_tenant');
create index webhook_deliveries_waiting on scell.webhook_deliveries (tenant_id, webhook_id, next_attempt_at) where status = 'pending';
create index webhook_deliveries_of_subject on scell.webhook_deliveries (tenant_id, webhook_id, subject_id, sequence)
  where status = 'pending' and sequence is not null;
create index webhook_deliveries_in_order on scell.webhook_deliveries (tenant_id, webhook_id, created_at, id);
grant select, insert, update on scell.webhook_deliveries to scell_tenant;

create table scell.webhook_messages (
  tenant_id uuid not null,
  event_id uuid not null,
  sub_tenant_id uuid,
  -- JSON without its opening brace: the members that are the same for everybody.
  body text not null,
  created_at timestamptz not null,
  primary key (tenant_id, event_id)
);
call scell.isolate('scell.webhook_messages', 'sub_tenant');
create index webhook_messages_age on scell.webhook_messages (tenant_id, created_at);
grant select, insert on scell.webhook_messages to scell_tenant;

create table scell.webhook_attempts (
  tenant_id uuid not null,
  id uuid not null,
  webhook_id uuid not null,
  sub_tenant_id uuid,
  -- Null for a test, which is no event.
  delivery_id uuid,
  event_id uuid,
  event_name text not null,
  sequence integer,
  attempt integer not null,
  url text not null,
  signature text not null,
  -- Of a test only: the body of any other is that of its message.
  body text,
  success boolean not null,
  response_status integer,
  response_body text,
  response_time_ms integer,
  error text,
  -- When it is tried again; null when it is not.
  next_attempt_at timestamptz,
  -- On the clock of the world, as the request says; the other moments are on that of the account.
  sent_at timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, webhook_id, id)
);
call scell.isolate('scell.webhook_attempts', 'sub_tenant');
create index webhook_attempts_in_order on scell.webhook_attempts (tenant_id, webhook_id, created_at, id);
grant select, insert on scell.webhook_attempts to scell_tenant;

create table scell.webhook_subjects (
  tenant_id uuid not null,
  webhook_id uuid not null,
  subject_id uuid not null,
  last_sequence integer not null check (last_sequence > 0),
  primary key (tenant_id, webhook_id, subject_id)
);
call scell.isolate('scell.webhook_subjects');
grant select on scell.webhook_subjects to scell_tenant;

-- Events are read by those who pull in the order of their transactions, below the oldest that still runs: an event of a
-- slow transaction is never passed over.
alter table scell.events add column recorded_by xid8 not null default pg_current_xact_id();
create index events_in_turn on scell.events (tenant_id, recorded_by, sequence, id);

grant create on schema gate to scell_gate;
create policy gate_reads on scell.webhooks for select to scell_gate using (true);
create policy gate_reads on scell.webhook_states to scell_gate using (true) with check (true);
create policy gate_reads on scell.webhook_deliveries to scell_gate using (true) with check (true);
create policy gate_reads on scell.webhook_messages to scell_gate using (true);
create policy gate_reads on scell.webhook_attempts to scell_gate using (true);
create policy gate_reads on scell.webhook_subjects to scell_gate using (true) with check (true);
grant select on scell.webhooks to scell_gate;
grant select, update on scell.webhook_states to scell_gate;
grant select, insert, delete on scell.webhook_deliveries to scell_gate;
grant select, delete on scell.webhook_messages to scell_gate;
grant select, delete on scell.webhook_attempts to scell_gate;
grant select, insert, update on scell.webhook_subjects to scell_gate;

-- In the transaction of an event: one delivery for each endpoint that wants it. An endpoint of the account hears of its
-- sub-tenants, also where the transaction sees one of them only: hence the rights of the gate. The endpoints are those of
-- the event's own tenant.
create function gate.fan_out_event() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  endpoint record;
  place integer;
begin
  for endpoint in
    select w.id, w.sub_tenant_id, w.ordered, coalesce(w.subscriptions ->> new.type, new.type) as name from scell.webhooks w
    where w.tenant_id = new.tenant_id and w.is_active and w.deleted_at is null
      and (w.sub_tenant_id is null or w.sub_tenant_id = new.sub_tenant_id)
      and w.subscriptions ?| array[new.type, split_part(new.type, '.', 1) || '.*', '*']
    order by w.id
  loop
    place := null;
    if endpoint.ordered then
      insert into scell.webhook_subjects as s (tenant_id, webhook_id, subject_id, last_sequence)
        values (new.tenant_id, endpoint.id, new.subject_id, 1)
        on conflict (tenant_id, webhook_id, subject_id) do update set last_sequence = s.last_sequence + 1
        returning last_sequence into place;
    end if;
    insert into scell.webhook_deliveries (tenant_id, id, webhook_id, sub_tenant_id, event_id, event_name, subject_id, sequence,
                                          next_attempt_at, created_at)
      values (new.tenant_id, gen_random_uuid(), endpoint.id, endpoint.sub_tenant_id, new.id, endpoint.name, new.subject_id, place,
              new.created_at, new.created_at);
  end loop;
  return null;
end
$$;
revoke all on function gate.fan_out_event() from public;
alter function gate.fan_out_event() owner to scell_gate;
create trigger fan_out after insert on scell.events for each row execute function gate.fan_out_event();

-- Gives a worker endpoints that have something due, on the clock of their account, and that no living worker has. The
-- waiting endpoints are found by stepping from one to the next through the index, however many deliveries each has.
create function gate.lease_webhooks(worker uuid, moment timestamptz, lease interval, most integer)
returns table (tenant_id uuid, webhook_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  with recursive waiting as (
    (select d.tenant_id, d.webhook_id from scell.webhook_deliveries d where d.status = 'pending'
     order by d.tenant_id, d.webhook_id limit 1)
    union all
    select n.tenant_id, n.webhook_id from waiting w cross join lateral (
      select d.tenant_id, d.webhook_id from scell.webhook_deliveries d
      where d.status = 'pending' and (d.tenant_id, d.webhook_id) > (w.tenant_id, w.webhook_id)
      order by d.tenant_id, d.webhook_id limit 1) n
  ), clocked as (
    select w.tenant_id, w.webhook_id, moment + coalesce(c.ahead_ms, 0) * interval '1 millisecond' as now
    from waiting w left join scell.sandbox_clocks c on c.tenant_id = w.tenant_id
  ), due as (
    select s.tenant_id, s.webhook_id from scell.webhook_states s
    join clocked c on c.tenant_id = s.tenant_id and c.webhook_id = s.webhook_id
    where (s.leased_until is null or s.leased_until < clock_timestamp()) and (s.rest_until is null or s.rest_until <= c.now)
      and exists (select from scell.webhooks h where h.tenant_id = s.tenant_id and h.id = s.webhook_id
                  and h.is_active and h.deleted_at is null)
      and exists (select from scell.webhook_deliveries d where d.tenant_id = s.tenant_id and d.webhook_id = s.webhook_id
                  and d.status = 'pending' and d.next_attempt_at <= c.now)
    limit most for update of s skip locked
  )
  update scell.webhook_states s set leased_by = worker, leased_until = clock_timestamp() + lease from due
  where s.tenant_id = due.tenant_id and s.webhook_id = due.webhook_id
  returning s.tenant_id, s.webhook_id;
end
$$;

-- Keeps what a worker still has; answers which endpoints those are.
create function gate.renew_webhook_leases(worker uuid, lease interval) returns table (webhook_id uuid)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update scell.webhook_states s set leased_until = clock_timestamp() + lease
  where s.leased_by = worker and s.leased_until > clock_timestamp() returning s.webhook_id
$$;

-- Gives endpoints back.
create function gate.release_webhooks(worker uuid, endpoints uuid[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update scell.webhook_states s set leased_by = null, leased_until = null
  where s.leased_by = worker and s.webhook_id = any (endpoints)
$$;

-- Takes off what is older than the log is kept, at most so many rows of each table at a time; answers how many went.
create function gate.purge_webhook_log(older_than timestamptz, most integer) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with attempts as (
    delete from scell.webhook_attempts where ctid = any (array(
      select a.ctid from scell.webhooks w cross join lateral (
        select o.ctid from scell.webhook_attempts o
        where o.tenant_id = w.tenant_id and o.webhook_id = w.id and o.created_at < older_than limit most) a limit most)) returning 1
  ), deliveries as (
    delete from scell.webhook_deliveries where ctid = any (array(
      select d.ctid from scell.webhooks w cross join lateral (
        select o.ctid from scell.webhook_deliveries o
        where o.tenant_id = w.tenant_id and o.webhook_id = w.id and o.created_at < older_than limit most) d limit most)) returning 1
  ), messages as (
    delete from scell.webhook_messages where ctid = any (array(
      select m.ctid from (select distinct w.tenant_id from scell.webhooks w) t cross join lateral (
        select o.ctid from scell.webhook_messages o where o.tenant_id = t.tenant_id and o.created_at < older_than limit most) m
      limit most)) returning 1
  )
  select (select count(*) from attempts) + (select count(*) from deliveries) + (select count(*) from messages)
$$;

do $$
declare
  f text;
begin
  foreach f in array array['gate.lease_webhooks(uuid, timestamptz, interval, integer)', 'gate.renew_webhook_leases(uuid, interval)',
                           'gate.release_webhooks(uuid, uuid[])', 'gate.purge_webhook_log(timestamptz, integer)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to scell_system', f);
    execute format('alter function %s owner to scell_gate', f);
  end loop;
end
$$;
revoke create on schema gate from scell_gate;
