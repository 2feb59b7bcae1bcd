-- What every feature leans on: events, idempotency, timers, mail, stored files.

-- Everything that happened to a subject: the audit trail and, read forward, the outbox of webhooks. Chained per
-- subject. The actor's address may be erased on request, so it is outside the hash.
create table scell.events (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid,
  subject_type text not null,
  subject_id uuid not null,
  sequence integer not null check (sequence > 0),
  type text not null,
  details text not null,
  data jsonb not null,
  actor text not null,
  actor_ip inet,
  request_id text,
  created_at timestamptz not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (tenant_id, id),
  unique (tenant_id, subject_id, sequence)
);
call scell.isolate('scell.events', 'sub_tenant');
call scell.append_only('scell.events');
create index events_in_order on scell.events (tenant_id, created_at, id);
grant select, insert on scell.events to scell_tenant;

-- SHA-256 over the previous hash and the event as fixed-order JSON text.
create function scell.event_hash(previous bytea, e scell.events) returns bytea language sql immutable parallel safe
  return sha256(previous || convert_to(json_build_array(
    e.tenant_id, e.id, e.sub_tenant_id, e.subject_type, e.subject_id, e.sequence, e.type, e.details, e.data, e.actor,
    to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text, 'UTF8'));

create function scell.chain_event() returns trigger language plpgsql as $$
declare
  last record;
begin
  -- Two transactions may note something of one subject at the same time: the second waits and sees the first.
  perform pg_advisory_xact_lock(hashtextextended(new.tenant_id::text || new.subject_id::text, 0));
  select sequence, hash into last from scell.events
    where tenant_id = new.tenant_id and subject_id = new.subject_id order by sequence desc limit 1;
  new.sequence := coalesce(last.sequence, 0) + 1;
  new.previous_hash := coalesce(last.hash, '\x0000000000000000000000000000000000000000000000000000000000000000');
  new.hash := scell.event_hash(new.previous_hash, new);
  return new;
end
$$;
create trigger chain_event before insert on scell.events for each row execute function scell.chain_event();

-- The answer of a POST that had an effect, kept with the effect, so that a repeat is answered and not done again.
create table scell.idempotency_keys (
  tenant_id uuid not null,
  key text not null check (length(key) between 1 and 255),
  operation text not null,
  fingerprint bytea not null,
  status integer not null,
  body text not null,
  created_at timestamptz not null,
  primary key (tenant_id, key, operation)
);
call scell.isolate('scell.idempotency_keys');
create index idempotency_keys_age on scell.idempotency_keys (tenant_id, created_at);
grant select, insert on scell.idempotency_keys to scell_tenant;

-- What waits for its hour: safety nets, retries, expiries. Jobs only carry them out.
create table scell.timers (
  tenant_id uuid not null,
  kind text not null,
  subject_id uuid not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  last_error text,
  primary key (tenant_id, kind, subject_id)
);
call scell.isolate('scell.timers');
-- Read across tenants by the scheduler: a reviewed exception to "tenant_id first".
create index timers_due on scell.timers (due_at);
grant select, insert, update, delete on scell.timers to scell_tenant;

-- Mail to be sent, a row of the business transaction; stays with its state for whoever asks why nothing arrived.
create table scell.mails (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid,
  subject_type text not null,
  subject_id uuid not null,
  recipient text not null,
  message jsonb not null,
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, id)
);
call scell.isolate('scell.mails', 'sub_tenant');
create index mails_of_subject on scell.mails (tenant_id, subject_id);
grant select, insert, update (status, attempts, last_error, sent_at) on scell.mails to scell_tenant;
