import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabases, type TestDatabases } from '../support/database.ts';
import { query } from './sql.ts';

/** Tables that are not under the tenants' row security, and why. */
const OUTSIDE_ROW_SECURITY: Record<string, string> = {
  ...Object.fromEntries(
    [
      'invitations',
      'login_attempts',
      'mail_tokens',
      'mails',
      'memberships',
      'recovery_codes',
      'security_log',
      'sessions',
      'users',
    ].map((name) => [
      `identity.${name}`,
      'people are known before any tenant is: no role of the program reads them, functions of schema gate do',
    ]),
  ),
  'ledger.keys': 'public keys of the installation, of no tenant: read with any tenant, written by none',
  'public.scell_migrations':
    'names of applied migrations: no row of a tenant, and no role of the program may read it',
  'scell.credit_packs': 'what the platform sells, of no tenant: only functions of the gate reach it',
  'scell.request_counts': 'counts of callers before it is known whose they are: one function adds to them',
};

/** Keys and indexes of tenant tables that do not begin with `tenant_id`, and why. */
const NOT_LED_BY_TENANT: Record<string, string> = {
  ...Object.fromEntries(
    [
      'invitations_token_hash_key',
      'login_attempts_age',
      'login_attempts_pkey',
      'mail_tokens_of_user',
      'mail_tokens_pkey',
      'mail_tokens_token_hash_key',
      'mails_by_recipient',
      'mails_pkey',
      'memberships_of_user',
      'recovery_codes_pkey',
      'security_log_of_user',
      'security_log_pkey',
      'sessions_of_user',
      'sessions_pkey',
      'users_email_key_key',
      'users_google_subject_key',
      'users_pkey',
    ].map((name) => [`identity.${name}`, 'a person is found before a tenant is known, and has several']),
  ),
  'ledger.keys_pkey': 'a key is of no tenant',
  'scell.kyb_documents_by_id': 'whoever reviews names a document, whoever’s it is',
  'scell.kyb_documents_waiting': 'whoever reviews reads across tenants what waits',
  'scell.credit_packs_pkey': 'a pack is of no tenant',
  'scell.credit_packs_slug_key': 'a pack is of no tenant',
  'scell.tenants_pkey': 'the tenant itself: its id is the tenant id',
  'scell.tenants_slug_key': 'slugs are unique across tenants, and found before the tenant is known',
  'scell.api_keys_key_hash_key': 'a key is looked up before its tenant is known',
  'scell.request_counts_pkey': 'counted before it is known whose a caller is',
  'scell.requests_by_age': 'purged by age, whoever asked',
  'scell.files_by_content': 'content is kept once, whoever named it: it goes when nobody names it',
  'scell.timers_due': 'the scheduler looks across tenants for what is due',
  'scell.number_prefixes_seller_prefix_key':
    'one SIREN may be billed from several tenants: a prefix belongs to one',
  'scell.issued_documents_number':
    'the key of the State: no number twice for one SIREN and year, in whatever tenant',
};

/** Rows that only ever grow. */
const APPEND_ONLY = [
  'identity.security_log',
  'ledger.closings',
  'ledger.entries',
  'ledger.keys',
  'ledger.seals',
  'scell.attestations',
  'scell.closing_records',
  'scell.integrity_checks',
  'scell.anchor_proofs',
  'scell.anchors',
  'scell.erasure_documents',
  'scell.erasures',
  'scell.archive_objects',
  'scell.archive_verifications',
  'scell.balance_postings',
  'scell.balance_transactions',
  'scell.payment_events',
  'scell.price_overrides',
  'scell.events',
  'scell.files',
  'scell.fiscal_rules',
  'scell.issued_documents',
  'scell.payments',
  'scell.preceding_documents',
];

/** What may be called from before or across tenants, and nothing else. */
const GATE_OF_SYSTEM = [
  'gate.archive_backlog(timestamp with time zone)',
  'gate.archive_tenants()',
  'gate.claim_number_prefix(uuid,text,text)',
  'gate.claim_timers(timestamp with time zone,interval,integer)',
  'gate.content_is_named(bytea)',
  'gate.count_late_timers(timestamp with time zone,interval)',
  'gate.count_requests(bigint,text[],integer[])',
  'gate.create_tenant(uuid,text,text,text,timestamp with time zone)',
  'gate.credit_packs()',
  'gate.find_api_key(bytea)',
  'gate.find_companies(text)',
  'gate.find_tenant(text)',
  'gate.lease_webhooks(uuid,timestamp with time zone,interval,integer)',
  'gate.ledger_keys()',
  'gate.note_requests(json)',
  'gate.open_verifications()',
  'gate.purge_idempotency_keys(timestamp with time zone)',
  'gate.purge_requests(timestamp with time zone,integer)',
  'gate.purge_webhook_log(timestamp with time zone,integer)',
  'gate.register_ledger_key(text,bytea,text,bytea,timestamp with time zone)',
  'gate.release_webhooks(uuid,uuid[])',
  'gate.renew_webhook_leases(uuid,interval)',
  'gate.sandbox_clocks()',
  'gate.set_default_company(uuid,uuid,timestamp with time zone)',
  'gate.set_kyb_status(uuid,text,timestamp with time zone)',
  'gate.tenant_of_kyb_document(uuid)',
  'gate.touch_api_key(uuid,uuid,timestamp with time zone)',
  'gate.waiting_kyb_documents(integer)',
  'gate.write_credit_pack(json)',
];

/** What moves the verification of the tenant of a transaction, for the command that reviews its documents. */
const DEFINERS_OF_KYB = ['gate.move_kyb(uuid,text,text,text,timestamp with time zone)'];

/** What keeps the books of balances: triggers. */
const DEFINERS_OF_BOOKS = ['gate.check_postings()', 'gate.place_transaction()', 'gate.require_postings()'];
/** What people are kept with: they are known before any tenant is. */
const GATE_OF_IDENTITY = [
  'gate.accept_invitation(bytea,timestamp with time zone)',
  'gate.add_member(uuid,uuid,text,timestamp with time zone)',
  'gate.change_member(uuid,uuid,text)',
  'gate.clear_login_failures(bytea)',
  'gate.confirm_user_totp(uuid,bytea,timestamp with time zone)',
  'gate.count_recovery_codes(uuid)',
  'gate.create_invitation(uuid,uuid,text,text,text,bytea,uuid,timestamp with time zone,timestamp with time zone)',
  'gate.create_mail_token(uuid,uuid,text,bytea,text,timestamp with time zone,timestamp with time zone)',
  'gate.create_user(uuid,text,text,text,text,text,text,text,text,timestamp with time zone,timestamp with time zone)',
  'gate.describe_tenant(uuid,text,text,timestamp with time zone)',
  'gate.find_identity_mail(uuid)',
  'gate.find_session(uuid,uuid)',
  'gate.find_user(uuid)',
  'gate.find_user_by_email(text)',
  'gate.find_user_by_google(text)',
  'gate.invitations_of(uuid,timestamp with time zone)',
  'gate.knows_address(uuid,inet,timestamp with time zone)',
  'gate.log_security(uuid,uuid,uuid,text,text,inet,text,jsonb,timestamp with time zone)',
  'gate.members_of(uuid)',
  'gate.memberships_of(uuid)',
  'gate.note_identity_mail(uuid,text,text,timestamp with time zone)',
  'gate.note_login(uuid,uuid,timestamp with time zone)',
  'gate.queue_identity_mail(uuid,text,text,text,text,jsonb,timestamp with time zone)',
  'gate.rehash_password(uuid,text,text)',
  'gate.replace_recovery_codes(uuid,bytea[])',
  'gate.revoke_invitation(uuid,uuid,timestamp with time zone)',
  'gate.revoke_session(uuid,uuid,timestamp with time zone)',
  'gate.revoke_sessions(uuid,uuid,timestamp with time zone)',
  'gate.security_log_of(uuid,uuid,timestamp with time zone,uuid,integer,integer)',
  'gate.sessions_of(uuid,timestamp with time zone)',
  'gate.set_platform_admin(uuid,boolean,timestamp with time zone)',
  'gate.set_session_tenant(uuid,uuid)',
  'gate.set_user_google(uuid,text,timestamp with time zone)',
  'gate.set_user_password(uuid,text,timestamp with time zone)',
  'gate.set_user_profile(uuid,text,text,text,text,text,timestamp with time zone)',
  'gate.set_user_totp(uuid,bytea,timestamp with time zone)',
  'gate.start_session(uuid,uuid,uuid,text,bytea,timestamp with time zone,integer,timestamp with time zone,inet,text)',
  'gate.take_login_attempt(bytea,timestamp with time zone,interval,boolean)',
  'gate.take_totp_step(uuid,bigint)',
  'gate.touch_session(uuid,timestamp with time zone)',
  'gate.use_mail_token(bytea,text,timestamp with time zone)',
  'gate.use_recovery_code(uuid,bytea,timestamp with time zone)',
  'gate.verify_user_email(uuid,timestamp with time zone)',
  'gate.void_mail_tokens(uuid,text,timestamp with time zone)',
];

/** What writes the ledger: triggers, and functions that the program calls for the tenant of its transaction. */
const DEFINERS_OF_LEDGER = [
  'ledger.append_document()',
  'ledger.append_file()',
  'ledger.append_payment()',
  'ledger.close_day(uuid,uuid,boolean,text,timestamp with time zone)',
  'ledger.close_span(uuid,uuid,text,date,date,timestamp with time zone)',
  'ledger.enter_older_facts(timestamp with time zone,integer)',
  'ledger.open_chain(uuid,uuid,text,text,timestamp with time zone)',
  'ledger.record_reprint(uuid,uuid,text,text,timestamp with time zone)',
  'ledger.record_technical_event(uuid,uuid,text,text,text,json,timestamp with time zone)',
  'ledger.refuse_when_switched_off()',
  'ledger.require_seal()',
  'ledger.watch_integrity()',
  'ledger.seal(uuid,bigint,bytea,text,bytea)',
];

/** What tells endpoints of events: a trigger, which sees the account's endpoints from within a sub-tenant's transaction. */
const DEFINERS_OF_WEBHOOKS = ['gate.fan_out_event()'];

/** What erases: functions that the program calls for the tenant of its transaction. */
const DEFINERS_OF_ERASURE = [
  'gate.delete_draft(uuid,uuid,timestamp with time zone)',
  'gate.erase_document(uuid,uuid,uuid,text,timestamp with time zone)',
  'gate.erase_person(uuid,uuid,uuid[],uuid[],text[],text[],text[],text,text,timestamp with time zone)',
];

const NOT_THE_QUEUE = `n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker') and n.nspname not like 'pg\\_%'`;

let databases: TestDatabases;
let owner: string;
beforeAll(async () => {
  databases = await createTestDatabases();
  owner = databases.live.ownerUrl;
});
afterAll(() => databases.drop());

interface Table {
  name: string;
  enabled: boolean;
  forced: boolean;
  tenant_policies: number;
  has_tenant_id: boolean;
}

function tables(): Promise<Table[]> {
  return query<Table>(
    owner,
    `select n.nspname || '.' || c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
            (select count(*)::int from pg_policy p where p.polrelid = c.oid and 'scell_tenant'::regrole = any (p.polroles)
               and pg_get_expr(p.polqual, p.polrelid) like '%current_tenant()%'
               and pg_get_expr(p.polwithcheck, p.polrelid) like '%current_tenant()%') as tenant_policies,
            exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') as has_tenant_id
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'f', 'm') and ${NOT_THE_QUEUE} order by 1`,
  );
}

describe('tables', () => {
  test('every one is under forced row security with a policy for tenants, but those reviewed', async () => {
    const open = (await tables())
      .filter(({ enabled, forced, tenant_policies }) => !enabled || !forced || tenant_policies !== 1)
      .map(({ name }) => name);
    expect(open).toEqual(Object.keys(OUTSIDE_ROW_SECURITY));
  });

  test('every one of tenants says whose its rows are', async () => {
    const anonymous = (await tables()).filter(({ has_tenant_id }) => !has_tenant_id).map(({ name }) => name);
    expect(anonymous).toEqual([
      'identity.login_attempts',
      'identity.mail_tokens',
      'identity.mails',
      'identity.recovery_codes',
      'identity.users',
      'ledger.keys',
      'public.scell_migrations',
      'scell.credit_packs',
      'scell.request_counts',
      'scell.tenants',
    ]);
  });

  test('no policy lets a tenant past the tenant of the transaction', async () => {
    const policies = await query<{ policy: string; roles: string }>(
      owner,
      `select format('%s.%s %s', n.nspname, c.relname, p.polname) as policy,
              array_to_string(array(select r::regrole::text from unnest(p.polroles) r), ',') as roles
       from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
       where ${NOT_THE_QUEUE} and p.polname not in ('tenant_isolation', 'erasure') order by 1`,
    );
    expect(policies).toEqual([
      { policy: 'identity.invitations gate_keeps', roles: 'scell_gate' },
      { policy: 'identity.login_attempts gate_keeps', roles: 'scell_gate' },
      { policy: 'identity.mail_tokens gate_keeps', roles: 'scell_gate' },
      { policy: 'identity.mails gate_keeps', roles: 'scell_gate' },
      { policy: 'identity.memberships gate_keeps', roles: 'scell_gate' },
      { policy: 'identity.recovery_codes gate_keeps', roles: 'scell_gate' },
      { policy: 'identity.security_log gate_keeps', roles: 'scell_gate' },
      { policy: 'identity.sessions gate_keeps', roles: 'scell_gate' },
      { policy: 'identity.users gate_keeps', roles: 'scell_gate' },
      { policy: 'ledger.chains ledger_writes', roles: 'scell_ledger' },
      { policy: 'ledger.closings ledger_reads', roles: 'scell_ledger' },
      { policy: 'ledger.closings ledger_writes', roles: 'scell_ledger' },
      { policy: 'ledger.entries ledger_reads', roles: 'scell_ledger' },
      { policy: 'ledger.entries ledger_writes', roles: 'scell_ledger' },
      { policy: 'ledger.keys gate_reads', roles: 'scell_gate' },
      { policy: 'ledger.keys ledger_reads', roles: 'scell_ledger' },
      { policy: 'ledger.seals ledger_reads', roles: 'scell_ledger' },
      { policy: 'ledger.seals ledger_writes', roles: 'scell_ledger' },
      { policy: 'scell.api_keys gate_reads', roles: 'scell_gate' },
      { policy: 'scell.archive_copies gate_reads', roles: 'scell_gate' },
      { policy: 'scell.archive_objects gate_reads', roles: 'scell_gate' },
      { policy: 'scell.balance_postings gate_keeps_books', roles: 'scell_gate' },
      { policy: 'scell.balance_transactions gate_keeps_books', roles: 'scell_gate' },
      { policy: 'scell.balances gate_keeps_books', roles: 'scell_gate' },
      { policy: 'scell.companies gate_reads', roles: 'scell_gate' },
      { policy: 'scell.credit_lots gate_keeps_books', roles: 'scell_gate' },
      { policy: 'scell.files gate_reads', roles: 'scell_gate' },
      { policy: 'scell.files ledger_reads', roles: 'scell_ledger' },
      { policy: 'scell.idempotency_keys gate_reads', roles: 'scell_gate' },
      { policy: 'scell.issued_documents ledger_reads', roles: 'scell_ledger' },
      { policy: 'scell.kill_switches ledger_reads', roles: 'scell_ledger' },
      { policy: 'scell.kyb_documents gate_reads', roles: 'scell_gate' },
      { policy: 'scell.kyb_states gate_reads', roles: 'scell_gate' },
      { policy: 'scell.number_prefixes gate_reads', roles: 'scell_gate' },
      { policy: 'scell.payments ledger_reads', roles: 'scell_ledger' },
      { policy: 'scell.request_counts gate_reads', roles: 'scell_gate' },
      { policy: 'scell.requests gate_reads', roles: 'scell_gate' },
      { policy: 'scell.sandbox_clocks gate_reads', roles: 'scell_gate' },
      { policy: 'scell.tenants gate_reads', roles: 'scell_gate' },
      { policy: 'scell.timers gate_reads', roles: 'scell_gate' },
      { policy: 'scell.timers ledger_writes', roles: 'scell_ledger' },
      { policy: 'scell.verifications gate_reads', roles: 'scell_gate' },
      { policy: 'scell.webhook_attempts gate_reads', roles: 'scell_gate' },
      { policy: 'scell.webhook_deliveries gate_reads', roles: 'scell_gate' },
      { policy: 'scell.webhook_messages gate_reads', roles: 'scell_gate' },
      { policy: 'scell.webhook_states gate_reads', roles: 'scell_gate' },
      { policy: 'scell.webhook_subjects gate_reads', roles: 'scell_gate' },
      { policy: 'scell.webhooks gate_reads', roles: 'scell_gate' },
    ]);
  });

  test('an erasure reaches no further than the tenant and the sub-tenant of the transaction', async () => {
    const policies = await query<{
      name: string;
      roles: string;
      bounds: boolean;
      has_sub_tenant: boolean;
      narrowed: boolean;
    }>(
      owner,
      `select c.relname as name, array_to_string(array(select r::regrole::text from unnest(p.polroles) r), ',') as roles,
              pg_get_expr(p.polqual, p.polrelid) like '%current_tenant()%' and pg_get_expr(p.polwithcheck, p.polrelid) like '%current_tenant()%' as bounds,
              exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'sub_tenant_id') as has_sub_tenant,
              pg_get_expr(p.polqual, p.polrelid) like '%current_sub_tenant()%' as narrowed
       from pg_policy p join pg_class c on c.oid = p.polrelid where p.polname = 'erasure' or 'scell_eraser'::regrole = any (p.polroles)`,
    );
    expect(policies).toHaveLength(12);
    for (const { name, roles, bounds, has_sub_tenant, narrowed } of policies)
      expect({ name, roles, bounds, narrowed }).toEqual({
        name,
        roles: 'scell_eraser',
        bounds: true,
        narrowed: has_sub_tenant,
      });
  });

  test('there is no view that would read with the rights of its owner', async () => {
    const views = await query(
      owner,
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and ${NOT_THE_QUEUE}`,
    );
    expect(views).toEqual([]);
  });

  test('every key and index begins with the tenant, but those reviewed', async () => {
    const indexes = await query<{ name: string }>(
      owner,
      `select n.nspname || '.' || i.relname as name
       from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
       join pg_namespace n on n.oid = c.relnamespace
       left join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
       where ${NOT_THE_QUEUE} and n.nspname <> 'public' and a.attname is distinct from 'tenant_id'`,
    );
    expect(indexes.map(({ name }) => name).sort()).toEqual(Object.keys(NOT_LED_BY_TENANT).sort());
  });

  test('a row refers to rows of its own tenant only', async () => {
    const foreignKeys = await query<{ name: string; leads: string }>(
      owner,
      `select k.conname as name, a.attname || ' → ' || f.attname as leads
       from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
       join pg_attribute f on f.attrelid = k.confrelid and f.attnum = k.confkey[1]
       where k.contype = 'f' and ${NOT_THE_QUEUE} order by 1`,
    );
    expect(foreignKeys).toEqual([
      { name: 'anchor_proofs_tenant_id_anchor_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'anchor_states_tenant_id_anchor_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'api_keys_tenant_id_fkey', leads: 'tenant_id → id' },
      { name: 'archive_copies_tenant_id_object_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'balance_postings_tenant_id_lot_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'balance_postings_tenant_id_transaction_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'balance_transactions_tenant_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'closing_records_tenant_id_closing_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'closings_tenant_id_chain_id_position_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'company_accounts_tenant_id_company_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'credit_lots_tenant_id_transaction_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'entries_tenant_id_chain_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'erasure_documents_tenant_id_document_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'erasure_documents_tenant_id_erasure_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'invitations_invited_by_fkey', leads: 'invited_by → id' },
      { name: 'invitations_tenant_id_fkey', leads: 'tenant_id → id' },
      { name: 'invoices_tenant_id_company_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'issued_documents_tenant_id_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'keys_endorsed_by_fkey', leads: 'endorsed_by → id' },
      { name: 'mail_tokens_user_id_fkey', leads: 'user_id → id' },
      { name: 'memberships_tenant_id_fkey', leads: 'tenant_id → id' },
      { name: 'memberships_user_id_fkey', leads: 'user_id → id' },
      { name: 'payments_tenant_id_invoice_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'preceding_documents_tenant_id_document_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'recovery_codes_user_id_fkey', leads: 'user_id → id' },
      { name: 'seals_key_id_fkey', leads: 'key_id → id' },
      { name: 'seals_tenant_id_chain_id_position_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'sessions_user_id_fkey', leads: 'user_id → id' },
      { name: 'verifications_tenant_id_company_id_fkey', leads: 'tenant_id → tenant_id' },
      { name: 'webhook_states_tenant_id_webhook_id_fkey', leads: 'tenant_id → tenant_id' },
    ]);
  });

  test('no number that law reads comes from a database sequence', async () => {
    const sequences = await query(
      owner,
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and ${NOT_THE_QUEUE}`,
    );
    expect(sequences).toEqual([]);
  });
});

describe('functions that run with their owner’s rights', () => {
  interface Definer {
    name: string;
    owner: string;
    config: string[] | null;
    open_to_all: boolean;
  }
  const definers = () =>
    query<Definer>(
      owner,
      `select p.oid::regprocedure::text as name, p.proowner::regrole::text as owner, p.proconfig as config,
              exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
                      where g.grantee = 0 and g.privilege_type = 'EXECUTE') as open_to_all
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and ${NOT_THE_QUEUE} order by 1`,
    );

  test('have a search path nobody can bend, and are closed to all but those named', async () => {
    for (const { name, config, open_to_all } of await definers()) {
      expect({ name, config, open_to_all }).toEqual({
        name,
        config: ['search_path=pg_catalog, pg_temp'],
        open_to_all: false,
      });
    }
  });

  test('belong to the role made for them', async () => {
    const owners = Object.fromEntries((await definers()).map(({ name, owner }) => [name, owner]));
    expect(owners).toEqual({
      ...Object.fromEntries([...GATE_OF_SYSTEM, ...GATE_OF_IDENTITY].map((name) => [name, 'scell_gate'])),
      // The queue belongs to the login that migrates it.
      'gate.enqueue(text,json,text)': 'scell_owner',
      ...Object.fromEntries(DEFINERS_OF_KYB.map((name) => [name, 'scell_gate'])),
      'gate.enqueue_identity_mail(uuid)': 'scell_owner',
      ...Object.fromEntries(DEFINERS_OF_LEDGER.map((name) => [name, 'scell_ledger'])),
      ...Object.fromEntries(DEFINERS_OF_WEBHOOKS.map((name) => [name, 'scell_gate'])),
      ...Object.fromEntries(DEFINERS_OF_ERASURE.map((name) => [name, 'scell_eraser'])),
      ...Object.fromEntries(DEFINERS_OF_BOOKS.map((name) => [name, 'scell_gate'])),
    });
  });
});

describe('logins and roles', () => {
  test('the program’s login owns nothing, is no superuser, passes no row security', async () => {
    const [login] = await query(
      owner,
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit,
              (select count(*)::int from pg_class where relowner = r.oid) as relations,
              (select count(*)::int from pg_proc where proowner = r.oid) as functions,
              (select count(*)::int from pg_namespace where nspowner = r.oid) as schemas,
              array(select m.roleid::regrole::text from pg_auth_members m where m.member = r.oid order by 1) as may_become
       from pg_roles r where rolname = 'scell_app'`,
    );
    expect(login).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      rolinherit: false,
      relations: 0,
      functions: 0,
      schemas: 0,
      may_become: ['scell_system', 'scell_tenant', 'scell_worker'],
    });
  });

  test('the program’s login cannot switch triggers off', async () => {
    const { appUrl } = databases.live;
    for (const role of [undefined, 'scell_tenant', 'scell_system', 'scell_worker'] as const) {
      const as = role === undefined ? {} : { role };
      await expect(
        query(appUrl, 'alter table scell.issued_documents disable trigger all', [], as),
      ).rejects.toThrow(/permission denied for schema scell|must be owner of table/);
      await expect(query(appUrl, "set session_replication_role = 'replica'", [], as)).rejects.toThrow(
        /permission denied to set parameter/,
      );
    }
  });

  test('the program’s login cannot become the owner of functions, of the ledger or of the tables', async () => {
    for (const role of ['scell_gate', 'scell_ledger', 'scell_eraser', 'scell_owner']) {
      await expect(query(databases.live.appUrl, `set role ${role}`)).rejects.toThrow(
        /permission denied to set role/,
      );
    }
  });

  test('no role of ours passes row security or may log in', async () => {
    const roles = await query(
      owner,
      `select rolname, rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb as mighty
       from pg_roles where rolname in ('scell_tenant', 'scell_system', 'scell_worker', 'scell_gate', 'scell_ledger', 'scell_eraser') order by 1`,
    );
    expect(roles).toEqual(
      ['scell_eraser', 'scell_gate', 'scell_ledger', 'scell_system', 'scell_tenant', 'scell_worker'].map(
        (rolname) => ({
          rolname,
          mighty: false,
        }),
      ),
    );
  });

  test('the role of the system door calls the named functions and reads no table', async () => {
    const callable = await query<{ name: string }>(
      owner,
      `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where ${NOT_THE_QUEUE} and has_schema_privilege('scell_system', n.oid, 'usage')
         and has_function_privilege('scell_system', p.oid, 'execute') order by 1`,
    );
    expect(callable.map(({ name }) => name).sort()).toEqual(
      [...GATE_OF_SYSTEM, ...GATE_OF_IDENTITY, 'gate.enqueue_identity_mail(uuid)'].sort(),
    );
    expect(await privileges('scell_system')).toEqual({});
  });

  test('the role of the job runner sees the queue and nothing else', async () => {
    expect(await privileges('scell_worker')).toEqual({});
    await expect(
      query(databases.live.appUrl, 'select from scell.invoices', [], { role: 'scell_worker' }),
    ).rejects.toThrow(/permission denied for schema scell/);
  });

  test('everybody else may do nothing', async () => {
    const open = await query(
      owner,
      `select n.nspname, c.relname, g.privilege_type from pg_class c join pg_namespace n on n.oid = c.relnamespace,
              aclexplode(c.relacl) g where g.grantee = 0 and ${NOT_THE_QUEUE}`,
    );
    expect(open).toEqual([]);
    const schemas = await query(
      owner,
      `select n.nspname from pg_namespace n, aclexplode(n.nspacl) g where g.grantee = 0 and ${NOT_THE_QUEUE}`,
    );
    expect(schemas).toEqual([]);
  });

  test('tenants add to what only grows, and touch the ledger not at all', async () => {
    const tenant = await privileges('scell_tenant');
    for (const name of APPEND_ONLY.filter((table) => table.startsWith('scell.')))
      expect({ name, may: tenant[name] }).toEqual({ name, may: ['INSERT', 'SELECT'] });
    const changeable = await query(
      owner,
      "select t from unnest($1::text[]) t where has_any_column_privilege('scell_tenant', t, 'UPDATE')",
      [APPEND_ONLY],
    );
    expect(changeable).toEqual([]);
    expect(tenant['ledger.entries']).toEqual(['SELECT']);
    expect(tenant['ledger.chains']).toEqual(['SELECT']);
  });

  test('tenants delete timers, expired conversions and what registers answered, and no other row of any table', async () => {
    const tenant = await privileges('scell_tenant');
    const destructive = Object.entries(tenant)
      .filter(([, may]) => may.includes('DELETE') || may.includes('TRUNCATE') || may.includes('TRIGGER'))
      .map(([name]) => name);
    expect(destructive).toEqual(['scell.conversions', 'scell.register_answers', 'scell.timers']);
  });

  test('the ledger’s role adds entries and seals, moves heads, and reads no document', async () => {
    expect(await privileges('scell_ledger')).toEqual({
      'ledger.chains': ['INSERT', 'SELECT', 'UPDATE'],
      'ledger.closings': ['INSERT', 'SELECT'],
      'ledger.entries': ['INSERT', 'SELECT'],
      'ledger.keys': ['SELECT'],
      'ledger.seals': ['INSERT', 'SELECT'],
      'scell.kill_switches': ['SELECT'],
      'scell.timers': ['INSERT'],
    });
  });

  test('the gate’s role has what its functions need', async () => {
    const kept = ['INSERT', 'SELECT', 'UPDATE'];
    expect(await privileges('scell_gate')).toEqual({
      'identity.invitations': kept,
      'identity.login_attempts': ['DELETE', ...kept],
      'identity.mail_tokens': kept,
      'identity.mails': kept,
      'identity.memberships': ['DELETE', ...kept],
      'identity.recovery_codes': ['DELETE', ...kept],
      'identity.security_log': ['INSERT', 'SELECT'],
      'identity.sessions': kept,
      'identity.users': kept,
      'ledger.keys': ['INSERT', 'SELECT'],
      'scell.api_keys': ['SELECT', 'UPDATE'],
      'scell.archive_copies': ['SELECT'],
      'scell.archive_objects': ['SELECT'],
      'scell.balance_postings': ['SELECT'],
      'scell.balance_transactions': ['SELECT'],
      'scell.balances': ['SELECT', 'UPDATE'],
      'scell.companies': ['SELECT'],
      'scell.credit_lots': ['SELECT', 'UPDATE'],
      'scell.credit_packs': ['INSERT', 'SELECT', 'UPDATE'],
      'scell.idempotency_keys': ['DELETE', 'SELECT'],
      'scell.kyb_documents': ['SELECT'],
      'scell.kyb_states': ['INSERT', 'SELECT', 'UPDATE'],
      'scell.number_prefixes': ['INSERT', 'SELECT'],
      'scell.request_counts': ['DELETE', 'INSERT', 'SELECT', 'UPDATE'],
      'scell.requests': ['DELETE', 'INSERT', 'SELECT'],
      'scell.sandbox_clocks': ['SELECT'],
      'scell.tenants': ['INSERT', 'SELECT', 'UPDATE'],
      'scell.timers': ['SELECT', 'UPDATE'],
      'scell.verifications': ['SELECT'],
      'scell.webhook_attempts': ['DELETE', 'SELECT'],
      'scell.webhook_deliveries': ['DELETE', 'INSERT', 'SELECT'],
      'scell.webhook_messages': ['DELETE', 'SELECT'],
      'scell.webhook_states': ['SELECT', 'UPDATE'],
      'scell.webhook_subjects': ['INSERT', 'SELECT', 'UPDATE'],
      'scell.webhooks': ['SELECT'],
    });
  });

  test('the eraser’s role reads where it erases, writes to no whole table, and deletes drafts only', async () => {
    const may = await privileges('scell_eraser');
    expect(may).toEqual(
      Object.fromEntries(
        [
          'buyers',
          'conversions',
          'events',
          'files',
          'idempotency_keys',
          'invoices',
          'issued_documents',
          'mails',
          'payments',
          'timers',
        ].map((table) => [`scell.${table}`, table === 'invoices' ? ['DELETE', 'SELECT'] : ['SELECT']]),
      ),
    );
    const columns = await query<{ column: string }>(
      owner,
      `select format('%s.%s', c.relname, a.attname) as column from pg_attribute a join pg_class c on c.oid = a.attrelid
       join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and a.attnum > 0 and n.nspname in ('scell', 'ledger') and has_column_privilege('scell_eraser', c.oid, a.attnum, 'UPDATE')
         and c.relname in ('events', 'payments', 'files', 'issued_documents', 'entries', 'seals', 'chains', 'keys', 'closings') order by 1`,
    );
    expect(columns.map(({ column }) => column)).toEqual([
      'events.actor_ip',
      'files.erased_at',
      'files.filename',
      'issued_documents.document',
      'issued_documents.erased_at',
      'issued_documents.rendering',
      'issued_documents.salt',
      'payments.reference',
    ]);
  });

  test('roles of the program make nothing in any schema', async () => {
    const makers = await query(
      owner,
      `select n.nspname, r.rolname from pg_namespace n cross join pg_roles r
       where n.nspname in ('scell', 'gate', 'ledger', 'public')
         and r.rolname in ('scell_app', 'scell_tenant', 'scell_system', 'scell_worker', 'scell_gate', 'scell_ledger', 'scell_eraser')
         and has_schema_privilege(r.oid, n.oid, 'create')`,
    );
    expect(makers).toEqual([]);
  });

  /** What a role may do to whole tables outside the queue. */
  async function privileges(role: string): Promise<Record<string, string[]>> {
    const rows = await query<{ name: string; may: string[] }>(
      owner,
      `select n.nspname || '.' || c.relname as name,
              array(select p from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) p
                    where has_table_privilege($1, c.oid, p) order by p) as may
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm') and ${NOT_THE_QUEUE} order by 1`,
      [role],
    );
    return Object.fromEntries(rows.filter(({ may }) => may.length > 0).map(({ name, may }) => [name, may]));
  }
});

test('what only grows is guarded against UPDATE, DELETE and TRUNCATE', async () => {
  const guarded = await query<{ name: string; triggers: string }>(
    owner,
    `select n.nspname || '.' || c.relname as name, string_agg(t.tgname || ':' || t.tgenabled::text, ' ' order by t.tgname) as triggers
     from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where t.tgfoid = 'scell.refuse_change'::regproc group by 1 order by 1`,
  );
  expect(guarded).toEqual(
    [
      ...APPEND_ONLY.map((name) => ({ name, triggers: 'refuse_change:O refuse_truncate:O' })),
      {
        name: 'scell.invoices',
        triggers: 'refuse_truncate:O',
      },
    ].sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
});

test('live and sandbox have the same schema', async () => {
  const shape = (url: string) =>
    query(
      url,
      `select table_schema, table_name, column_name, data_type, is_nullable from information_schema.columns
       where table_schema in ('scell', 'ledger') order by 1, 2, 3`,
    );
  expect(await shape(databases.sandbox.ownerUrl)).toEqual(await shape(owner));
});
