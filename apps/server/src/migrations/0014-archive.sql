-- The legal archive. A fact says what is to be kept and until when, and never changes; beside it, its state: whether the archive
-- has it, where, and what the last verification found. No state row yet means: waits.
create table scell.archive_objects (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid,
  subject_type text not null check (subject_type in ('invoice', 'credit_note', 'closing', 'proof')),
  subject_id uuid not null,
  kind text not null check (kind ~ '^[a-z0-9_]{1,40}$'),
  sha256 bytea not null check (octet_length(sha256) = 32),
  media_type text not null,
  -- The day whose accounting year the term counts from, and the last day of keeping, both in Paris.
  retain_from date not null,
  retain_through date not null,
  -- The moment that day ends: what the archive is asked to keep it until.
  retain_until timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, subject_id, kind, sha256)
);
call scell.isolate('scell.archive_objects', 'sub_tenant');
call scell.append_only('scell.archive_objects');
create index archive_objects_in_order on scell.archive_objects (tenant_id, created_at desc, id desc);
grant select, insert on scell.archive_objects to scell_tenant;

create table scell.archive_copies (
  tenant_id uuid not null,
  object_id uuid not null,
  sub_tenant_id uuid,
  status text not null check (status in ('archived', 'failed')),
  attempts integer not null check (attempts > 0),
  last_error text,
  -- Where it is: the place, the name there, the version where the place keeps several, and all of it as people write it.
  place text,
  key text,
  version text,
  path text,
  -- The key it is encrypted with; null in clear.
  key_id text,
  archived_at timestamptz,
  -- The term the archive itself answered.
  locked_until timestamptz,
  verified_at timestamptz,
  verdict text check (verdict in ('intact', 'missing', 'altered', 'retention_too_short', 'unreadable')),
  primary key (tenant_id, object_id),
  foreign key (tenant_id, object_id) references scell.archive_objects (tenant_id, id),
  constraint archived_is_somewhere check (status <> 'archived' or (place is not null and key is not null and path is not null and archived_at is not null
                                                                   and locked_until is not null))
);
call scell.isolate('scell.archive_copies', 'sub_tenant');
create index archive_copies_by_verification on scell.archive_copies (tenant_id, verified_at nulls first) where status = 'archived';
grant select, insert, update (status, attempts, last_error, place, key, version, path, key_id, archived_at, locked_until, verified_at, verdict)
  on scell.archive_copies to scell_tenant;

-- What each verification found, for whoever asks years later when something was last seen whole.
create table scell.archive_verifications (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid, -- always null: of the whole tenant, hence shown to nobody below it
  reason text not null check (reason in ('daily', 'operator')),
  started_at timestamptz not null,
  finished_at timestamptz not null,
  checked integer not null check (checked >= 0),
  intact integer not null check (intact between 0 and checked),
  faults jsonb not null,
  primary key (tenant_id, id)
);
call scell.isolate('scell.archive_verifications', 'sub_tenant');
call scell.append_only('scell.archive_verifications');
create index archive_verifications_in_order on scell.archive_verifications (tenant_id, started_at desc, id desc);
grant select, insert on scell.archive_verifications to scell_tenant;

-- The state of an invoice's archive, as its callers read it: beside what the invoice says, which never changes.
alter table scell.invoices
  add column archive_status text check (archive_status in ('pending', 'archived', 'error')),
  add column archive_path text,
  add column archive_until date;

-- Across tenants, for the operator: what waits, what failed, and whose archives there are.
grant create on schema gate to scell_gate;
create policy gate_reads on scell.archive_objects for select to scell_gate using (true);
create policy gate_reads on scell.archive_copies for select to scell_gate using (true);
grant select on scell.archive_objects, scell.archive_copies to scell_gate;

create function gate.archive_backlog(since timestamptz) returns table (late bigint, failed bigint, damaged bigint, last_error text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) filter (where c.object_id is null and o.created_at < since),
         count(*) filter (where c.status = 'failed'),
         count(*) filter (where c.status = 'archived' and c.verdict <> 'intact'),
         (select f.last_error from scell.archive_copies f where f.status = 'failed' limit 1)
  from scell.archive_objects o left join scell.archive_copies c on c.tenant_id = o.tenant_id and c.object_id = o.id
  where c.object_id is null or c.status = 'failed' or c.verdict <> 'intact'
$$;

create function gate.archive_tenants() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct tenant_id from scell.archive_objects
$$;

do $$
declare
  f text;
begin
  foreach f in array array['gate.archive_backlog(timestamptz)', 'gate.archive_tenants()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to scell_system', f);
    execute format('alter function %s owner to scell_gate', f);
  end loop;
end
$$;
revoke create on schema gate from scell_gate;
