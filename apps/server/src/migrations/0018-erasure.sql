-- Erasure of a person (GDPR art. 17) without breaking a chain.
--
-- What only grows stays so for everybody, with one exception that can do one thing: scell_eraser, which no login may
-- become, owns the functions below and may empty the columns named here. Emptying is all the triggers let through: no
-- other value can be put in the place of what was there, and no other column touched.
do $$
begin
  create role scell_eraser nologin;
exception when duplicate_object or unique_violation then
  null; -- the other environment's database shares the cluster and made it first
end
$$;
grant scell_eraser to current_user;
grant usage on schema scell to scell_eraser;
grant usage on schema gate to scell_eraser;
grant usage on schema ledger to scell_eraser;
grant create on schema gate to scell_eraser;

alter table scell.issued_documents add column erased_at timestamptz;
alter table scell.files add column erased_at timestamptz;
alter table scell.mails
  add column erased_at timestamptz,
  -- Under which number the page it brings was entered as a delivery, before the first attempt.
  add column reprint_copy integer,
  drop constraint mails_status_check,
  add constraint mails_status_check check (status in ('queued', 'sent', 'failed', 'erased'));
grant update (reprint_copy) on scell.mails to scell_tenant;

create unique index entries_by_id on ledger.entries (tenant_id, id);
create index buyers_by_email on scell.buyers (tenant_id, lower(email)) where email is not null;
create index buyers_by_billing_email on scell.buyers (tenant_id, lower(billing_email)) where billing_email is not null;
create index invoices_by_buyer_email on scell.invoices (tenant_id, lower(buyer_email)) where buyer_email is not null;
create index mails_by_recipient on scell.mails (tenant_id, lower(recipient));
create index mails_erased on scell.mails (tenant_id, erased_at) where erased_at is not null;
create index files_erased on scell.files (tenant_id, erased_at) where erased_at is not null;

-- Whether a row differs from what it was in nothing but columns of a list, each emptied. `erased_at` is set once.
create function scell.is_erasure(before jsonb, after jsonb, erasable text[]) returns boolean
language sql immutable parallel safe as $$
  select after - erasable = before - erasable and not exists (
    select from unnest(erasable) c
    where after -> c is distinct from before -> c
      and not (c = 'erased_at' and before ->> c is null)
      and coalesce(after ->> c, '') not in ('', '{}', '[]', '\x'))
$$;

create or replace function scell.refuse_change() returns trigger language plpgsql as $$
begin
  -- The arguments of the trigger name the columns that may be emptied.
  if tg_op = 'UPDATE' and tg_nargs > 0 and current_user = 'scell_eraser' then
    if scell.is_erasure(to_jsonb(old), to_jsonb(new), tg_argv) then return new; end if;
  end if;
  raise exception 'rows of % are append-only: % is refused', tg_table_name, tg_op
    using errcode = 'integrity_constraint_violation', constraint = 'append_only';
end
$$;
drop trigger refuse_change on scell.events;
drop trigger refuse_change on scell.payments;
drop trigger refuse_change on scell.files;
drop trigger refuse_change on scell.issued_documents;
-- The address of an actor is outside the hash of an event; the reference of a payment is outside its entry.
create trigger refuse_change before update or delete on scell.events for each row execute function scell.refuse_change('actor_ip');
create trigger refuse_change before update or delete on scell.payments for each row execute function scell.refuse_change('reference');
create trigger refuse_change before update or delete on scell.files for each row execute function scell.refuse_change('filename', 'erased_at');
create trigger refuse_change before update or delete on scell.issued_documents for each row
  execute function scell.refuse_change('document', 'salt', 'rendering', 'erased_at');

-- What an invoice says to callers, without the person: the buyer, and the free texts that may name anybody. Figures,
-- dates, rates and the seller stay.
create function scell.without_person(content jsonb) returns jsonb language sql immutable parallel safe as $$
  select content || jsonb_build_object(
    'buyer', jsonb_build_object('id', null, 'is_individual', content -> 'buyer' -> 'is_individual', 'name', '',
      'country', content -> 'buyer' -> 'country', 'siret', null, 'siren', null, 'vat_number', null, 'legal_id', null,
      'legal_id_scheme', null, 'electronic_address', null,
      'address', jsonb_build_object('line1', '', 'postal_code', '', 'city', '', 'country', content -> 'buyer' -> 'country')),
    'shipping_address', null,
    'notes', null,
    'references', jsonb_build_object('purchase_order', null, 'contract', null, 'buyer', null, 'project', null, 'sales_order', null,
      'despatch_advice', null),
    'lines', coalesce((
      select jsonb_agg(l.line || jsonb_build_object('description', '', 'metadata', null) order by l.ordinality)
      from jsonb_array_elements(content -> 'lines') with ordinality as l (line, ordinality)), '[]'))
$$;

-- An invoice under the hand of the eraser: state that may be erased is emptied, and of the content the person goes.
create function scell.guard_erasure() returns trigger language plpgsql as $$
declare
  erasable text[] := array['buyer_email', 'buyer_phone', 'internal_reference', 'metadata', 'payment_note', 'payment_reference',
                           'rejection_reason', 'input', 'fingerprint', 'warnings', 'buyer_name', 'buyer_siret', 'buyer_id'];
begin
  -- The content loses the person whole or not at all, and what was sent with a draft loses the contact at least.
  if new.content not in (old.content, scell.without_person(old.content))
     or not scell.is_erasure(to_jsonb(old) - 'content',
          case when new.input = old.input - array['buyer_email', 'buyer_phone'] then to_jsonb(new) || jsonb_build_object('input', old.input)
               else to_jsonb(new) end - 'content', erasable)
  then
    raise exception 'an erasure empties, and changes nothing else' using errcode = 'integrity_constraint_violation', constraint = 'invoice_immutable';
  end if;
  return new;
end
$$;
drop trigger guard_invoice on scell.invoices;
create trigger guard_invoice before update or delete on scell.invoices for each row
  when (current_user <> 'scell_eraser') execute function scell.guard_invoice();
create trigger guard_erasure before update on scell.invoices for each row
  when (current_user = 'scell_eraser') execute function scell.guard_erasure();

-- What was asked and what was done about it. Who the person is stands nowhere in it: `subject_hash` is keyed by the
-- program's secret, and serves to know the same request again.
create table scell.erasures (
  tenant_id uuid not null,
  id uuid not null,
  sub_tenant_id uuid,
  subject_kind text not null check (subject_kind in ('buyer', 'email', 'person')),
  subject_hash bytea not null check (octet_length(subject_hash) = 32),
  reference text,
  reason text not null,
  report jsonb not null, -- counts by place: what was erased, what was kept
  requested_by text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index erasures_of_subject on scell.erasures (tenant_id, subject_hash);
create index erasures_in_order on scell.erasures (tenant_id, created_at desc, id desc);
call scell.isolate('scell.erasures', 'sub_tenant');
call scell.append_only('scell.erasures');
grant select, insert on scell.erasures to scell_tenant;

-- The issued documents of the person, each with the day to which the law keeps it.
create table scell.erasure_documents (
  tenant_id uuid not null,
  erasure_id uuid not null,
  document_id uuid not null,
  sub_tenant_id uuid,
  kept_until date not null,
  primary key (tenant_id, erasure_id, document_id),
  foreign key (tenant_id, erasure_id) references scell.erasures (tenant_id, id),
  foreign key (tenant_id, document_id) references scell.issued_documents (tenant_id, id)
);
call scell.isolate('scell.erasure_documents', 'sub_tenant');
call scell.append_only('scell.erasure_documents');
grant select, insert on scell.erasure_documents to scell_tenant;

-- The eraser sees what the caller's transaction sees: its tenant, and its sub-tenant where it has one.
do $$
declare
  rule text := 'tenant_id = (select scell.current_tenant())';
  narrowed text := rule || ' and ((select scell.current_sub_tenant()) is null or sub_tenant_id = (select scell.current_sub_tenant()))';
  t text;
begin
  foreach t in array array['buyers', 'invoices', 'issued_documents', 'payments', 'files', 'events', 'mails', 'conversions', 'companies'] loop
    execute format('create policy erasure on scell.%I to scell_eraser using (%s) with check (%s)', t, narrowed, narrowed);
  end loop;
  foreach t in array array['idempotency_keys', 'timers'] loop
    execute format('create policy erasure on scell.%I to scell_eraser using (%s) with check (%s)', t, rule, rule);
  end loop;
end
$$;
grant select on scell.buyers, scell.invoices, scell.issued_documents, scell.payments, scell.files, scell.events, scell.mails,
  scell.conversions, scell.idempotency_keys, scell.timers to scell_eraser;
grant select (tenant_id, id, sub_tenant_id, fiscal_year_end) on scell.companies to scell_eraser;
grant update (name, siret, siren, vat_number, legal_id, legal_id_scheme, email, billing_email, phone, billing_address, shipping_address,
              electronic_address, metadata, notes, updated_at, deleted_at) on scell.buyers to scell_eraser;
grant update (buyer_email, buyer_phone, internal_reference, metadata, payment_note, payment_reference, rejection_reason, input, fingerprint,
              warnings, content, buyer_name, buyer_siret, buyer_id) on scell.invoices to scell_eraser;
grant update (document, salt, rendering, erased_at) on scell.issued_documents to scell_eraser;
grant update (reference) on scell.payments to scell_eraser;
grant update (filename, erased_at) on scell.files to scell_eraser;
grant update (actor_ip) on scell.events to scell_eraser;
grant update (recipient, message, last_error, status, erased_at) on scell.mails to scell_eraser;
grant update (filename) on scell.conversions to scell_eraser;
grant update (body) on scell.idempotency_keys to scell_eraser;
grant update (due_at) on scell.timers to scell_eraser;

-- Letters without accents in lower case, words apart by one blank: how names are compared.
create function scell.folded(given text) returns text language sql immutable parallel safe as $$
  select ' ' || trim(regexp_replace(lower(regexp_replace(normalize(given, nfkd), '[\u0300-\u036f]', '', 'g')),
                                    '[\s!-/:-@\[-`{-~’]+', ' ', 'g')) || ' '
$$;

create index invoices_by_buyer_name on scell.invoices (tenant_id, scell.folded(buyer_name));

-- Whether a text bears one of the e-mail addresses, telephone numbers (their last nine digits) or names given.
create function scell.names_person(given text, emails text[], phones text[], names text[]) returns boolean
language sql immutable parallel safe as $$
  select exists (select from unnest(emails) e where position(lower(e) in lower(given)) > 0)
      or exists (select from unnest(phones) p where position(p in regexp_replace(given, '[\s.()/+-]', '', 'g')) > 0)
      or exists (select from unnest(names) n where position(scell.folded(n) in scell.folded(given)) > 0)
$$;

-- The tables an erasure looks through once it is done, to answer what it kept: all the caller may read. One that is
-- added later is looked through without anybody thinking of it.
create function scell.readable_tables() returns setof regclass language sql stable
set search_path = pg_catalog, pg_temp as $$
  select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname in ('scell', 'ledger') and has_table_privilege(c.oid, 'select')
  order by n.nspname, c.relname
$$;

-- How many rows of a table of the caller's hold the person. One statement a table: each has its own time limit.
create function scell.count_traces(place regclass, emails text[], phones text[], names text[]) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  held bigint;
begin
  execute format('select count(*) from %s t where scell.names_person(t::text, $1, $2, $3)', place) into held using emails, phones, names;
  return held;
end
$$;

create function gate.require_tenant(tenant uuid) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if tenant is distinct from scell.current_tenant() then
    raise exception 'a person is erased for the tenant of the transaction' using errcode = 'insufficient_privilege';
  end if;
end
$$;

-- Erases a person from everything that the law does not keep: the rows of the buyers and documents named, and what else
-- bears one of the addresses, numbers or names. The journal of technical events is told.
create function gate.erase_person(tenant uuid, erasure uuid, buyers uuid[], documents uuid[], emails text[], phones text[], names text[],
                                  actor text, environment text, moment timestamptz)
returns table (place text, erased bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  total bigint := 0;
  sub_tenant text := scell.current_sub_tenant()::text;
begin
  perform gate.require_tenant(tenant);

  -- A private person leaves the registry; of a business the contact goes.
  update scell.buyers b set
    name = case when b.is_individual then '' else b.name end,
    siret = case when b.is_individual then null else b.siret end,
    siren = case when b.is_individual then null else b.siren end,
    vat_number = case when b.is_individual then null else b.vat_number end,
    legal_id = case when b.is_individual then null else b.legal_id end,
    legal_id_scheme = case when b.is_individual then null else b.legal_id_scheme end,
    billing_address = case when b.is_individual
      then jsonb_build_object('line1', '', 'postal_code', '', 'city', '', 'country', b.country) else b.billing_address end,
    shipping_address = case when b.is_individual or scell.names_person(b.shipping_address::text, emails, phones, names)
      then null else b.shipping_address end,
    electronic_address = case when b.is_individual or scell.names_person(b.electronic_address::text, emails, phones, names)
      then null else b.electronic_address end,
    metadata = case when b.is_individual or scell.names_person(b.metadata::text, emails, phones, names) then null else b.metadata end,
    notes = case when b.is_individual or scell.names_person(b.notes, emails, phones, names) then null else b.notes end,
    email = null, billing_email = null, phone = null,
    deleted_at = case when b.is_individual then coalesce(b.deleted_at, moment) else b.deleted_at end,
    updated_at = moment
  where b.tenant_id = tenant and b.id = any (buyers)
    and (b.email is not null or b.billing_email is not null or b.phone is not null or b.is_individual and b.name <> ''
         or scell.names_person(b::text, emails, phones, names));
  get diagnostics erased = row_count;
  if erased > 0 then place := 'buyers'; total := total + erased; return next; end if;

  update scell.invoices i set
    buyer_email = null, buyer_phone = null, fingerprint = null,
    internal_reference = case when p.individual or scell.names_person(i.internal_reference, emails, phones, names) then null else i.internal_reference end,
    metadata = case when p.individual or scell.names_person(i.metadata::text, emails, phones, names) then null else i.metadata end,
    payment_note = case when p.individual or scell.names_person(i.payment_note, emails, phones, names) then null else i.payment_note end,
    payment_reference = case when p.individual or scell.names_person(i.payment_reference, emails, phones, names) then null else i.payment_reference end,
    rejection_reason = case when scell.names_person(i.rejection_reason, emails, phones, names) then null else i.rejection_reason end,
    warnings = case when scell.names_person(i.warnings::text, emails, phones, names) then '[]' else i.warnings end,
    -- What was sent serves drafts alone.
    input = case when i.invoice_number is not null or p.individual then '{}' else i.input - array['buyer_email', 'buyer_phone'] end,
    content = case when i.invoice_number is null and p.individual then scell.without_person(i.content) else i.content end,
    buyer_name = case when i.invoice_number is null and p.individual then '' else i.buyer_name end,
    buyer_id = case when i.invoice_number is null and p.individual then null else i.buyer_id end
  from (select d.tenant_id, d.id, (d.content -> 'buyer' ->> 'is_individual')::boolean as individual from scell.invoices d
        where d.tenant_id = tenant and d.id = any (documents)) p
  where i.tenant_id = p.tenant_id and i.id = p.id
    and (i.buyer_email is not null or i.buyer_phone is not null or i.fingerprint is not null
         or i.invoice_number is not null and i.input <> '{}'
         or i.invoice_number is null and scell.names_person(i::text, emails, phones, names)
         or p.individual and (i.internal_reference is not null or i.metadata is not null or i.payment_note is not null
                              or i.payment_reference is not null));
  get diagnostics erased = row_count;
  if erased > 0 then place := 'invoices'; total := total + erased; return next; end if;

  -- Of what never was issued the file goes too; that of an issued document is part of what the law keeps.
  update scell.files f set filename = '', erased_at = moment
  from scell.invoices i
  where f.tenant_id = tenant and f.subject_id = any (documents) and f.kind = 'original' and f.erased_at is null
    and i.tenant_id = f.tenant_id and i.id = f.subject_id and i.invoice_number is null
    and (i.content -> 'buyer' ->> 'is_individual')::boolean;
  get diagnostics erased = row_count;
  if erased > 0 then place := 'files'; total := total + erased; return next; end if;

  update scell.payments p set reference = null
  where p.tenant_id = tenant and p.invoice_id = any (documents) and p.reference is not null
    and (scell.names_person(p.reference, emails, phones, names)
         or exists (select from scell.invoices i where i.tenant_id = p.tenant_id and i.id = p.invoice_id
                    and (i.content -> 'buyer' ->> 'is_individual')::boolean));
  get diagnostics erased = row_count;
  if erased > 0 then place := 'payments'; total := total + erased; return next; end if;

  update scell.events e set actor_ip = null
  where e.tenant_id = tenant and e.subject_id = any (buyers || documents) and e.actor_ip is not null;
  get diagnostics erased = row_count;
  if erased > 0 then place := 'events'; total := total + erased; return next; end if;

  -- What was not sent will not be.
  update scell.mails m set recipient = '', message = '{}', last_error = null, erased_at = moment,
    status = case m.status when 'sent' then 'sent' else 'erased' end
  where m.tenant_id = tenant and m.erased_at is null
    and (lower(m.recipient) = any (select lower(e) from unnest(emails) e)
         or m.subject_id = any (documents) and (scell.names_person(m::text, emails, phones, names) or exists (
              select from scell.invoices i where i.tenant_id = m.tenant_id and i.id = m.subject_id
                and (i.content -> 'buyer' ->> 'is_individual')::boolean)));
  get diagnostics erased = row_count;
  if erased > 0 then place := 'mails'; total := total + erased; return next; end if;

  -- The key stays, so that nothing is done twice; the answer goes. A sub-tenant reaches its own keys and its own documents.
  update scell.idempotency_keys k set body = ''
  where k.tenant_id = tenant and k.body <> ''
    and scell.names_person(k.body, emails, phones, names)
    and (sub_tenant is null or k.operation like '% ' || sub_tenant
         or exists (select from unnest(buyers || documents) s where position(s::text in k.body) > 0));
  get diagnostics erased = row_count;
  if erased > 0 then place := 'idempotency_keys'; total := total + erased; return next; end if;

  -- Its bytes go now instead of in a quarter of an hour.
  with named as (
    update scell.conversions c set filename = '' where c.tenant_id = tenant and scell.names_person(c.filename, emails, phones, names)
    returning c.id)
  update scell.timers t set due_at = moment from named
  where t.tenant_id = tenant and t.kind = 'conversion.expiry' and t.subject_id = named.id;
  get diagnostics erased = row_count;
  if erased > 0 then place := 'conversions'; total := total + erased; return next; end if;

  if total > 0 then
    perform ledger.record_technical_event(tenant, sub_tenant::uuid, environment, 'personal_data_erased', actor,
      json_build_object('erasure_id', erasure::text, 'rows', total::text), moment);
  end if;
end
$$;

-- The last day to which the law keeps an issued document: ten years after the end of the accounting year it was issued
-- in (code de commerce L.123-22).
create function scell.kept_until(tenant uuid, document_id uuid) returns date language sql stable
set search_path = pg_catalog, pg_temp as $$
  select (ledger.fiscal_year_of(greatest(i.issue_date, (d.recorded_at at time zone 'Europe/Paris')::date), c.fiscal_year_end)
          + interval '10 years')::date
  from scell.issued_documents d
  join scell.invoices i on i.tenant_id = d.tenant_id and i.id = d.id
  join scell.companies c on c.tenant_id = i.tenant_id and c.id = i.company_id
  where d.tenant_id = tenant and d.id = document_id
$$;

-- Erases what an issued document said, once the law keeps it no longer. The chain goes on holding its hashes, and the
-- journal of technical events of its sub-tenant says that the text is gone lawfully. Answers whether it was there.
create function gate.erase_document(tenant uuid, document_id uuid, erasure uuid, actor text, moment timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  place record;
  tolerance interval;
begin
  perform gate.require_tenant(tenant);
  select d.sub_tenant_id, d.environment, d.number, scell.kept_until(d.tenant_id, d.id) as kept_until
    into place from scell.issued_documents d
    where d.tenant_id = tenant and d.id = document_id and d.erased_at is null for update of d;
  if not found then return false; end if;
  tolerance := ledger.clock_tolerance(place.environment);
  if tolerance is not null and moment not between clock_timestamp() - tolerance and clock_timestamp() + tolerance then
    raise exception 'the moment % is far from the clock of the database: nothing is erased', moment
      using errcode = 'integrity_constraint_violation', constraint = 'ledger_clock';
  end if;
  if (moment at time zone 'Europe/Paris')::date <= place.kept_until then
    raise exception 'the law keeps document % until %', place.number, place.kept_until
      using errcode = 'integrity_constraint_violation', constraint = 'legal_retention';
  end if;
  update scell.issued_documents d set document = '', salt = '', rendering = '{}', erased_at = moment
    where d.tenant_id = tenant and d.id = document_id;
  update scell.invoices i set content = scell.without_person(i.content), buyer_name = '', buyer_siret = null, buyer_id = null,
      buyer_email = null, buyer_phone = null, internal_reference = null, metadata = null, payment_note = null, payment_reference = null,
      rejection_reason = null, warnings = '[]', input = '{}', fingerprint = null
    where i.tenant_id = tenant and i.id = document_id;
  update scell.payments p set reference = null where p.tenant_id = tenant and p.invoice_id = document_id and p.reference is not null;
  update scell.files f set erased_at = moment, filename = case when f.filename is null then null else '' end
    where f.tenant_id = tenant and f.subject_id = document_id and f.erased_at is null;
  update scell.mails m set recipient = '', message = '{}', last_error = null, erased_at = moment,
      status = case m.status when 'sent' then 'sent' else 'erased' end
    where m.tenant_id = tenant and m.subject_id = document_id and m.erased_at is null;
  update scell.events e set actor_ip = null where e.tenant_id = tenant and e.subject_id = document_id and e.actor_ip is not null;
  perform ledger.record_technical_event(tenant, place.sub_tenant_id, place.environment, 'document_erased', actor,
    json_build_object('erasure_id', erasure::text, 'document_id', document_id::text), moment);
  return true;
end
$$;

-- Whether bytes of a SHA-256 are still the file of somebody: content is kept once, whoever named it.
create function gate.content_is_named(name bytea) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from scell.files f where f.sha256 = name and f.erased_at is null)
$$;
create index files_by_content on scell.files (sha256) where erased_at is null;
create policy gate_reads on scell.files for select to scell_gate using (true);
grant select (sha256, erased_at) on scell.files to scell_gate;
grant create on schema gate to scell_gate;

do $$
declare
  f text;
begin
  foreach f in array array[
    'gate.erase_person(uuid,uuid,uuid[],uuid[],text[],text[],text[],text,text,timestamptz)',
    'gate.erase_document(uuid,uuid,uuid,text,timestamptz)', 'gate.require_tenant(uuid)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('alter function %s owner to scell_eraser', f);
  end loop;
end
$$;
grant execute on function
  gate.erase_person(uuid, uuid, uuid[], uuid[], text[], text[], text[], text, text, timestamptz),
  gate.erase_document(uuid, uuid, uuid, text, timestamptz)
  to scell_tenant;
grant execute on function ledger.record_technical_event(uuid, uuid, text, text, text, json, timestamptz), ledger.clock_tolerance(text),
  ledger.fiscal_year_of(date, text) to scell_eraser, scell_tenant;
revoke all on function gate.content_is_named(bytea) from public;
grant execute on function gate.content_is_named(bytea) to scell_system;
alter function gate.content_is_named(bytea) owner to scell_gate;
revoke create on schema gate from scell_gate, scell_eraser;
