-- People: who they are, how they prove it, what they may do in which tenants. Live database only, like tenants and keys;
-- the sandbox has the same tables, empty. A person belongs to no tenant or to several, and signs in before any tenant is
-- known: nothing here can be narrowed to the tenant of a transaction. So no role of the program reads these tables; each
-- thing it may do with them is a function of schema `gate`.
create schema identity;
grant usage on schema identity to scell_gate;

create table identity.users (
  id uuid primary key,
  email text not null,
  -- The address as two spellings of it compare: one person an address, whatever the case.
  email_key text not null unique,
  name text not null,
  first_name text not null,
  last_name text not null,
  phone text,
  language text not null check (language in ('fr', 'en')),
  password_hash text, -- PHC string; null for whoever only signs in with Google
  google_subject text unique,
  email_verified_at timestamptz,
  platform_admin boolean not null default false,
  disabled_at timestamptz,
  last_tenant_id uuid,
  last_login_at timestamptz,
  totp_secret bytea, -- encrypted
  totp_confirmed_at timestamptz,
  totp_last_step bigint not null default 0, -- a code is good once
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table identity.memberships (
  tenant_id uuid not null references scell.tenants (id),
  user_id uuid not null references identity.users (id),
  role text not null check (role in ('owner', 'admin', 'accountant', 'developer', 'read-only')),
  created_at timestamptz not null,
  primary key (tenant_id, user_id)
);
create index memberships_of_user on identity.memberships (user_id);

create table identity.sessions (
  id uuid primary key,
  user_id uuid not null references identity.users (id),
  tenant_id uuid,
  kind text not null check (kind in ('browser', 'token', 'tenant')),
  secret_hash bytea not null check (octet_length(secret_hash) = 32), -- SHA-256
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  idle_seconds integer not null check (idle_seconds > 0),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  ip inet,
  user_agent text
);
create index sessions_of_user on identity.sessions (user_id, created_at);

-- Links sent by mail: good once, until they expire.
create table identity.mail_tokens (
  id uuid primary key,
  user_id uuid not null references identity.users (id),
  purpose text not null check (purpose in ('reset', 'verify')),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  email_key text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index mail_tokens_of_user on identity.mail_tokens (user_id, purpose);

create table identity.recovery_codes (
  user_id uuid not null references identity.users (id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);

-- Failures by address, whether anybody has it or not: what slows a guesser down must not tell who has an account.
create table identity.login_attempts (
  login_hash bytea primary key,
  failures integer not null,
  last_failed_at timestamptz not null,
  locked_until timestamptz not null
);
create index login_attempts_age on identity.login_attempts (last_failed_at);

create table identity.invitations (
  tenant_id uuid not null references scell.tenants (id),
  id uuid not null,
  email text not null,
  email_key text not null,
  role text not null check (role in ('owner', 'admin', 'accountant', 'developer', 'read-only')),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  invited_by uuid not null references identity.users (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);

-- Mails about accounts, to be sent by a job. A secret is never in the row: the job makes it from the id.
create table identity.mails (
  id uuid primary key,
  kind text not null check (kind in ('verify', 'reset', 'invitation', 'notice')),
  recipient text not null,
  email_key text not null,
  language text not null check (language in ('fr', 'en')),
  message jsonb not null,
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed', 'dropped')),
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index mails_by_recipient on identity.mails (email_key, kind, created_at);

-- What was done to accounts, by whom, from where.
create table identity.security_log (
  id uuid primary key,
  user_id uuid,
  tenant_id uuid,
  action text not null,
  actor text not null,
  ip inet,
  user_agent text,
  details jsonb not null,
  created_at timestamptz not null
);
create index security_log_of_user on identity.security_log (user_id, created_at desc, id desc);
create index security_log_of_tenant on identity.security_log (tenant_id, created_at desc, id desc);
call scell.append_only('identity.security_log');

do $$
declare
  name text;
begin
  foreach name in array array['users', 'memberships', 'sessions', 'mail_tokens', 'recovery_codes', 'login_attempts', 'invitations', 'mails', 'security_log'] loop
    execute format('alter table identity.%I enable row level security', name);
    execute format('alter table identity.%I force row level security', name);
    execute format('create policy gate_keeps on identity.%I to scell_gate using (true) with check (true)', name);
  end loop;
end
$$;
grant select, insert, update on identity.users, identity.mail_tokens, identity.sessions, identity.invitations, identity.mails to scell_gate;
grant select, insert, update, delete on identity.memberships, identity.recovery_codes, identity.login_attempts to scell_gate;
grant select, insert on identity.security_log to scell_gate;

grant create on schema gate to scell_gate;

-- People ------------------------------------------------------------------------------------------------------------

create function gate.create_user(user_id uuid, address text, address_key text, full_name text, first text, last text, phone_number text,
                                 spoken text, hash text, verified timestamptz, created timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into identity.users (id, email, email_key, name, first_name, last_name, phone, language, password_hash, email_verified_at, created_at, updated_at)
  values (user_id, address, address_key, full_name, first, last, phone_number, spoken, hash, verified, created, created)
$$;

create function gate.find_user(wanted uuid) returns setof identity.users
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from identity.users where id = wanted
$$;

create function gate.find_user_by_email(address_key text) returns setof identity.users
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from identity.users where email_key = address_key
$$;

create function gate.find_user_by_google(subject text) returns setof identity.users
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from identity.users where google_subject = subject
$$;

create function gate.set_user_profile(wanted uuid, full_name text, first text, last text, phone_number text, spoken text, changed timestamptz)
returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.users set name = full_name, first_name = first, last_name = last, phone = phone_number, language = spoken, updated_at = changed
  where id = wanted
$$;

create function gate.set_user_password(wanted uuid, hash text, changed timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.users set password_hash = hash, updated_at = changed where id = wanted
$$;

-- A hash of the same password under newer parameters; only while it is still that password.
create function gate.rehash_password(wanted uuid, old_hash text, new_hash text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.users set password_hash = new_hash where id = wanted and password_hash = old_hash
$$;

create function gate.verify_user_email(wanted uuid, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.users set email_verified_at = at, updated_at = at where id = wanted and email_verified_at is null
$$;

create function gate.set_user_google(wanted uuid, subject text, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.users set google_subject = subject, updated_at = at where id = wanted
$$;

create function gate.set_platform_admin(wanted uuid, granted boolean, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.users set platform_admin = granted, updated_at = at where id = wanted
$$;

create function gate.note_login(wanted uuid, tenant uuid, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.users set last_login_at = at, last_tenant_id = tenant where id = wanted
$$;

-- Second factor -----------------------------------------------------------------------------------------------------

-- A new secret, not in force before it is confirmed. Null takes the second factor off.
create function gate.set_user_totp(wanted uuid, secret bytea, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.users set totp_secret = secret, totp_confirmed_at = null, totp_last_step = 0, updated_at = at where id = wanted
$$;

create function gate.confirm_user_totp(wanted uuid, secret bytea, at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with confirmed as (update identity.users set totp_confirmed_at = at, updated_at = at
                     where id = wanted and totp_secret = secret and totp_confirmed_at is null returning 1)
  select exists (select from confirmed)
$$;

-- Whether the step of a code was not used before; from then on it is, and every older one.
create function gate.take_totp_step(wanted uuid, step bigint) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with taken as (update identity.users set totp_last_step = step where id = wanted and totp_last_step < step returning 1)
  select exists (select from taken)
$$;

create function gate.replace_recovery_codes(wanted uuid, hashes bytea[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from identity.recovery_codes where user_id = wanted;
  insert into identity.recovery_codes (user_id, code_hash) select wanted, h from unnest(hashes) h
$$;

create function gate.use_recovery_code(wanted uuid, hash bytea, at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with used as (update identity.recovery_codes set used_at = at where user_id = wanted and code_hash = hash and used_at is null returning 1)
  select exists (select from used)
$$;

create function gate.count_recovery_codes(wanted uuid) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) from identity.recovery_codes where user_id = wanted and used_at is null
$$;

-- Sessions ----------------------------------------------------------------------------------------------------------

create function gate.start_session(session_id uuid, person uuid, tenant uuid, session_kind text, hash bytea, at timestamptz, idle integer,
                                   until timestamptz, address inet, agent text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into identity.sessions (id, user_id, tenant_id, kind, secret_hash, created_at, last_seen_at, idle_seconds, expires_at, ip, user_agent)
  values (session_id, person, tenant, session_kind, hash, at, at, idle, until, address, agent)
$$;

-- A session with its person and what the person is in the tenant wished, or in the session's own: null where nothing.
create function gate.find_session(session_id uuid, wished uuid)
returns table (id uuid, user_id uuid, kind text, secret_hash bytea, session_tenant_id uuid, created_at timestamptz, last_seen_at timestamptz, idle_seconds integer,
               expires_at timestamptz, revoked_at timestamptz, disabled_at timestamptz, platform_admin boolean,
               tenant_id uuid, role text, tenant_slug text, tenant_name text, kyb_status text, default_company_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.id, s.user_id, s.kind, s.secret_hash, s.tenant_id, s.created_at, s.last_seen_at, s.idle_seconds, s.expires_at, s.revoked_at,
         u.disabled_at, u.platform_admin, m.tenant_id, m.role, t.slug, t.name, t.kyb_status, t.default_company_id
  from identity.sessions s
  join identity.users u on u.id = s.user_id
  left join identity.memberships m on m.user_id = s.user_id and m.tenant_id = coalesce(wished, s.tenant_id)
  left join scell.tenants t on t.id = m.tenant_id
  where s.id = session_id
$$;

create function gate.touch_session(session_id uuid, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.sessions set last_seen_at = at where id = session_id and last_seen_at < at - interval '1 minute' and revoked_at is null
$$;

create function gate.set_session_tenant(session_id uuid, tenant uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.sessions set tenant_id = tenant where id = session_id
$$;

create function gate.sessions_of(person uuid, at timestamptz)
returns table (id uuid, kind text, tenant_id uuid, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz, ip inet, user_agent text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.id, s.kind, s.tenant_id, s.created_at, s.last_seen_at, s.expires_at, s.ip, s.user_agent from identity.sessions s
  where s.user_id = person and s.revoked_at is null and s.expires_at > at and s.last_seen_at + make_interval(secs => s.idle_seconds) > at
  order by s.last_seen_at desc, s.id desc limit 500
$$;

create function gate.revoke_session(person uuid, session_id uuid, at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with ended as (update identity.sessions set revoked_at = at where user_id = person and id = session_id and revoked_at is null returning 1)
  select exists (select from ended)
$$;

create function gate.revoke_sessions(person uuid, spared uuid, at timestamptz) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with ended as (update identity.sessions set revoked_at = at where user_id = person and id is distinct from spared and revoked_at is null returning 1)
  select count(*) from ended
$$;

-- Guesses -----------------------------------------------------------------------------------------------------------

-- Counts an attempt before it is judged, so that many at once gain nothing; a success clears the count. From the fifth on,
-- each one doubles the wait: 2 seconds, 4 … up to `longest`; a day without any begins anew. Answers until when to wait, null
-- when the attempt may be judged: for whoever is exempt it always may.
create function gate.take_login_attempt(login bytea, at timestamptz, longest interval, exempt boolean) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_row identity.login_attempts;
begin
  delete from identity.login_attempts a using (
    select login_hash from identity.login_attempts where last_failed_at < at - interval '1 day' order by last_failed_at limit 100 for update skip locked
  ) old where a.login_hash = old.login_hash;
  insert into identity.login_attempts as a (login_hash, failures, last_failed_at, locked_until) values (login, 0, at, at)
    on conflict (login_hash) do nothing;
  select * into found_row from identity.login_attempts where login_hash = login for update;
  if found_row.locked_until > at and not exempt then return found_row.locked_until; end if;
  update identity.login_attempts a set
    failures = a.failures + 1,
    last_failed_at = at,
    locked_until = case when a.failures < 4 then at else at + least(make_interval(secs => 2 ^ least(a.failures - 3, 20)), longest) end
  where a.login_hash = login;
  return null;
end
$$;

create function gate.clear_login_failures(login bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from identity.login_attempts where login_hash = login
$$;

-- Whether the person signed in from the address before: a stranger who guesses must not lock the owner out.
create function gate.knows_address(person uuid, address inet, since timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from identity.sessions s where s.user_id = person and s.ip = address and s.created_at > since)
$$;

-- Tenants of people -------------------------------------------------------------------------------------------------

create function gate.memberships_of(person uuid)
returns table (tenant_id uuid, role text, created_at timestamptz, slug text, name text, email text, siret text, kyb_status text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.tenant_id, m.role, m.created_at, t.slug, t.name, t.email, t.siret, t.kyb_status
  from identity.memberships m join scell.tenants t on t.id = m.tenant_id where m.user_id = person order by m.created_at, m.tenant_id
$$;

create function gate.members_of(tenant uuid)
returns table (user_id uuid, role text, created_at timestamptz, email text, name text, last_login_at timestamptz, two_factor boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.user_id, m.role, m.created_at, u.email, u.name, u.last_login_at, u.totp_confirmed_at is not null
  from identity.memberships m join identity.users u on u.id = m.user_id where m.tenant_id = tenant order by m.created_at, m.user_id
$$;

create function gate.add_member(tenant uuid, person uuid, given_role text, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into identity.memberships (tenant_id, user_id, role, created_at) values (tenant, person, given_role, at)
  on conflict (tenant_id, user_id) do nothing
$$;

-- Gives a member another role, or with none takes it off the tenant. `last_owner`: nobody would be left to own the tenant.
create function gate.change_member(tenant uuid, person uuid, given_role text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  held text;
begin
  -- Two owners who leave at the same moment: the second waits and sees that it is the last.
  perform 1 from scell.tenants t where t.id = tenant for no key update;
  select m.role into held from identity.memberships m where m.tenant_id = tenant and m.user_id = person;
  if held is null then return 'unknown'; end if;
  if held = 'owner' and given_role is distinct from 'owner'
     and not exists (select from identity.memberships m where m.tenant_id = tenant and m.role = 'owner' and m.user_id <> person) then
    return 'last_owner';
  end if;
  if given_role is null then
    delete from identity.memberships m where m.tenant_id = tenant and m.user_id = person;
  else
    update identity.memberships m set role = given_role where m.tenant_id = tenant and m.user_id = person;
  end if;
  return 'changed';
end
$$;

create function gate.create_invitation(tenant uuid, invitation uuid, address text, address_key text, given_role text, hash bytea, inviter uuid,
                                       created timestamptz, until timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.invitations set revoked_at = created
  where tenant_id = tenant and email_key = address_key and accepted_at is null and revoked_at is null;
  insert into identity.invitations (tenant_id, id, email, email_key, role, token_hash, invited_by, created_at, expires_at)
  values (tenant, invitation, address, address_key, given_role, hash, inviter, created, until)
$$;

create function gate.invitations_of(tenant uuid, at timestamptz)
returns table (id uuid, email text, role text, invited_by uuid, created_at timestamptz, expires_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.id, i.email, i.role, i.invited_by, i.created_at, i.expires_at from identity.invitations i
  where i.tenant_id = tenant and i.accepted_at is null and i.revoked_at is null and i.expires_at > at order by i.created_at desc, i.id desc limit 500
$$;

create function gate.revoke_invitation(tenant uuid, invitation uuid, at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with ended as (update identity.invitations set revoked_at = at
                 where tenant_id = tenant and id = invitation and accepted_at is null and revoked_at is null returning 1)
  select exists (select from ended)
$$;

-- Takes an invitation: of two who try at once, one.
create function gate.accept_invitation(hash bytea, at timestamptz)
returns table (tenant_id uuid, id uuid, email text, email_key text, role text, invited_by uuid)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.invitations i set accepted_at = at
  where i.token_hash = hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > at
    -- Whoever invited must still be there to vouch.
    and exists (select from identity.memberships m where m.tenant_id = i.tenant_id and m.user_id = i.invited_by and m.role in ('owner', 'admin'))
  returning i.tenant_id, i.id, i.email, i.email_key, i.role, i.invited_by
$$;

create function gate.describe_tenant(tenant uuid, given_siret text, given_phone text, changed timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update scell.tenants set siret = coalesce(given_siret, siret), phone = coalesce(given_phone, phone), updated_at = changed where id = tenant
$$;

-- Mail --------------------------------------------------------------------------------------------------------------

create function gate.create_mail_token(token uuid, person uuid, wanted text, hash bytea, address_key text, created timestamptz, until timestamptz)
returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into identity.mail_tokens (id, user_id, purpose, token_hash, email_key, created_at, expires_at)
  values (token, person, wanted, hash, address_key, created, until) on conflict (id) do nothing
$$;

-- Takes a token once. With `reset`, every other link to reset goes with it.
create function gate.use_mail_token(hash bytea, wanted text, at timestamptz)
returns table (user_id uuid, email_key text)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.mail_tokens t set used_at = at
  where t.token_hash = hash and t.purpose = wanted and t.used_at is null and t.expires_at > at
  returning t.user_id, t.email_key
$$;

create function gate.void_mail_tokens(person uuid, wanted text, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.mail_tokens set used_at = at where user_id = person and purpose = wanted and used_at is null
$$;

create function gate.queue_identity_mail(mail uuid, mail_kind text, address text, address_key text, spoken text, content jsonb, created timestamptz)
returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into identity.mails (id, kind, recipient, email_key, language, message, created_at)
  values (mail, mail_kind, address, address_key, spoken, content, created)
$$;

create function gate.find_identity_mail(mail uuid)
returns table (id uuid, kind text, recipient text, email_key text, language text, message jsonb, status text, attempts integer, created_at timestamptz, before bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.id, m.kind, m.recipient, m.email_key, m.language, m.message, m.status, m.attempts, m.created_at,
         (select count(*) from identity.mails o where o.email_key = m.email_key and o.kind = m.kind and o.status = 'sent'
            and o.created_at > m.created_at - interval '1 hour' and o.created_at <= m.created_at and o.id <> m.id)
  from identity.mails m where m.id = mail
$$;

create function gate.note_identity_mail(mail uuid, outcome text, problem text, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  -- What goes to nobody names nobody: the address was typed by a stranger.
  update identity.mails set status = outcome, last_error = problem, sent_at = at, attempts = attempts + 1,
    recipient = case outcome when 'dropped' then '' else recipient end,
    email_key = case outcome when 'dropped' then '' else email_key end,
    message = case outcome when 'dropped' then '{}' else message end
  where id = mail
$$;

-- Log ---------------------------------------------------------------------------------------------------------------

create function gate.log_security(entry uuid, person uuid, tenant uuid, what text, by_whom text, address inet, agent text, more jsonb, at timestamptz)
returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into identity.security_log (id, user_id, tenant_id, action, actor, ip, user_agent, details, created_at)
  values (entry, person, tenant, what, by_whom, address, agent, more, at)
$$;

-- Of one person (tenant null) or of one tenant (person null), newest first, with how many there are.
create function gate.security_log_of(person uuid, tenant uuid, after_at timestamptz, after_id uuid, skipped integer, most integer)
returns table (id uuid, user_id uuid, tenant_id uuid, action text, actor text, ip inet, user_agent text, details jsonb, created_at timestamptz, total bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.id, l.user_id, l.tenant_id, l.action, l.actor, l.ip, l.user_agent, l.details, l.created_at,
         (select count(*) from identity.security_log c where c.user_id = person or c.tenant_id = tenant)
  from identity.security_log l
  where (l.user_id = person or l.tenant_id = tenant) and (after_at is null or (l.created_at, l.id) < (after_at, after_id))
  order by l.created_at desc, l.id desc offset skipped limit most
$$;

do $$
declare
  f text;
begin
  for f in select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'gate'::regnamespace and p.proname = any (array[
    'create_user', 'find_user', 'find_user_by_email', 'find_user_by_google', 'set_user_profile', 'set_user_password',
    'rehash_password', 'verify_user_email', 'set_user_google', 'set_platform_admin', 'note_login', 'set_user_totp',
    'confirm_user_totp', 'take_totp_step', 'replace_recovery_codes', 'use_recovery_code', 'count_recovery_codes',
    'start_session', 'find_session', 'touch_session', 'set_session_tenant', 'sessions_of', 'revoke_session',
    'revoke_sessions', 'take_login_attempt', 'clear_login_failures', 'knows_address',
    'memberships_of', 'members_of', 'add_member', 'change_member', 'create_invitation', 'invitations_of',
    'revoke_invitation', 'accept_invitation', 'describe_tenant', 'create_mail_token', 'use_mail_token',
    'void_mail_tokens', 'queue_identity_mail', 'find_identity_mail', 'note_identity_mail', 'log_security',
    'security_log_of'
  ]) loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to scell_system', f);
    execute format('alter function %s owner to scell_gate', f);
  end loop;
end
$$;
revoke create on schema gate from scell_gate;

-- Enters the job that sends a mail of an account. Owned by the migrating login, which owns the queue.
create function gate.enqueue_identity_mail(mail uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job('identity.mail', json_build_object('mail_id', mail));
end
$$;
revoke all on function gate.enqueue_identity_mail(uuid) from public;
grant execute on function gate.enqueue_identity_mail(uuid) to scell_system;
