/**
 * Nobody changes what is fiscal: every such table, as the catalogue has them, against every role the program may become, the
 * roles its functions run as, the owner and the administrator.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';
import { query, superuserUrl } from './sql.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let tables: { name: string; columns: { name: string; type: string }[]; grows: boolean }[];
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant();
  const { body } = await tenant.call('POST', '/invoices', invoiceBody({ buyer_email: 'a@b.example' }));
  const id = body.data.id;
  expect((await tenant.call('POST', `/invoices/${id}/submit`)).status).toBe(200);
  expect((await tenant.call('POST', `/invoices/${id}/mark-paid`, { payment_reference: 'VIR' })).status).toBe(
    200,
  );
  const page = { headers: { accept: '*/*' } };
  expect((await tenant.call('GET', `/invoices/${id}/download/pdf`, undefined, page)).status).toBe(200);
  platform.now += 86_400_000;
  expect((await tenant.call('POST', '/tenant/fiscal/closings/daily', {})).status).toBeLessThan(300);
  const erasure = { email: 'a@b.example', reason: 'request' };
  expect((await tenant.call('POST', '/tenant/fiscal/erasures', erasure)).status).toBe(201);
  const found = await query<{ name: string; columns: { name: string; type: string }[]; grows: boolean }>(
    platform.databases.sandbox.ownerUrl,
    `select * from (
       select format('%s.%s', n.nspname, c.relname) as name,
              (select json_agg(json_build_object('name', a.attname, 'type', a.atttypid::regtype::text) order by a.attnum)
               from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                 -- What the database computes nobody writes at all.
                 and a.attgenerated = '') as columns,
              exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'scell.refuse_change'::regproc
                      and t.tgname = 'refuse_change') as grows, n.nspname
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname in ('scell', 'ledger')) t
     where t.grows or t.nspname = 'ledger' order by 1`,
  );
  tables = found;
});
afterAll(() => platform.close());

/** Tries statements one by one in one transaction that is given up, each undone; what each came to. */
async function attempts(
  url: string,
  role: string | null,
  statements: readonly string[],
  tenantId = tenant.summary.id,
): Promise<{ statement: string; code: string | null; rows: number | null }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('scell.tenant_id', $1, true)", [tenantId]);
    if (role !== null) await client.query(`set local role ${role}`);
    const outcomes = [];
    for (const statement of statements) {
      await client.query('savepoint before');
      const outcome = await client.query(statement).then(
        ({ rowCount }) => ({ code: null, rows: rowCount }),
        (error: pg.DatabaseError) => ({ code: error.code ?? 'none', rows: null }),
      );
      outcomes.push({ statement, ...outcome });
      await client.query('rollback to savepoint before');
    }
    return outcomes;
  } finally {
    await client.end();
  }
}

/** A digest of all rows of all the tables, whoever's they are. */
const content = async () =>
  (
    await Promise.all(
      tables.map(({ name }) =>
        query(
          superuserUrl(platform.databases.sandbox),
          `select '${name}' as name, count(*)::int as rows, md5(string_agg(t::text, '|' order by t::text)) as digest from ${name} t`,
        ),
      ),
    )
  ).flat();

const changesOf = ({ name, columns }: (typeof tables)[number]) => [
  ...columns.map((column) => `update ${name} set "${column.name}" = "${column.name}"`),
  `delete from ${name}`,
  `truncate ${name}`,
  `truncate ${name} cascade`,
  `merge into ${name} t using (select 1) s on true when matched then delete`,
];

const alterationsOf = ({ name, columns, grows }: (typeof tables)[number]) => [
  `alter table ${name} disable trigger all`,
  `alter table ${name} disable trigger user`,
  `alter table ${name} disable row level security`,
  `alter table ${name} no force row level security`,
  `alter table ${name} add column intruder text`,
  `alter table ${name} drop column "${columns.at(-1)?.name}"`,
  `alter table ${name} alter column "${columns.at(-1)?.name}" type text using ''`,
  `alter table ${name} owner to current_user`,
  `alter table ${name} rename to intruder`,
  `drop table ${name} cascade`,
  `drop policy tenant_isolation on ${name}`,
  `create policy intruder on ${name} using (true)`,
  `create rule intruder as on insert to ${name} do instead nothing`,
  `create trigger intruder before insert on ${name} for each row execute function scell.refuse_change()`,
  ...(grows ? [`drop trigger refuse_change on ${name}`] : []),
];

/** What this test has rows of: an empty table would let pass what changes no row. */
const FILLED = [
  'ledger.chains',
  'ledger.closings',
  'ledger.entries',
  'ledger.keys',
  'ledger.seals',
  'scell.closing_records',
  'scell.erasure_documents',
  'scell.erasures',
  'scell.events',
  'scell.files',
  'scell.issued_documents',
  'scell.payments',
];

test('the tables looked at are all that hold what is fiscal, and those of its facts have rows', async () => {
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(FILLED));
  const filled = (await content()).filter(({ rows }) => rows > 0).map(({ name }) => name);
  expect(filled).toEqual(expect.arrayContaining(FILLED));
});

test('every role the program may become is refused every change and every alteration', async () => {
  const url = platform.databases.sandbox.appUrl;
  const roles = await query<{ role: string }>(
    platform.databases.sandbox.ownerUrl,
    `select m.roleid::regrole::text as role from pg_auth_members m where m.member = 'scell_app'::regrole order by 1`,
  );
  expect(roles.map(({ role }) => role)).toEqual(['scell_system', 'scell_tenant', 'scell_worker']);
  const before = await content();
  for (const role of [null, ...roles.map(({ role }) => role)]) {
    const outcomes = await attempts(
      url,
      role,
      tables.flatMap((table) => [...changesOf(table), ...alterationsOf(table)]),
    );
    expect(outcomes.filter(({ code }) => code !== '42501')).toEqual([]);
  }
  expect(await content()).toEqual(before);
});

test('nor does it write in the ledger’s own tables, or bend the functions that do', async () => {
  const functions = await query<{ name: string }>(
    platform.databases.sandbox.ownerUrl,
    `select format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('ledger', 'gate') or p.proname in ('refuse_change', 'is_erasure', 'guard_erasure', 'guard_invoice', 'without_person')`,
  );
  expect(functions.length).toBeGreaterThan(30);
  const statements = [
    ...tables
      .filter(({ name }) => name.startsWith('ledger.'))
      .map(({ name, columns }) => {
        const list = columns.map((column) => `"${column.name}"`).join(', ');
        return `insert into ${name} (${list}) select ${list} from ${name}`;
      }),
    ...functions.flatMap(({ name }) => [
      `drop function ${name} cascade`,
      `alter function ${name} rename to intruder`,
      `alter function ${name} owner to current_user`,
    ]),
    "set session_replication_role = 'replica'",
    'create schema intruder',
    'drop schema ledger cascade',
  ];
  for (const role of [null, 'scell_tenant', 'scell_system', 'scell_worker']) {
    const outcomes = await attempts(platform.databases.sandbox.appUrl, role, statements);
    expect(outcomes.filter(({ code }) => code !== '42501')).toEqual([]);
  }
});

describe('what only grows', () => {
  test.each(['scell_gate', 'scell_ledger', 'scell_eraser'])(
    'is changed by no function of %s, whatever it would write',
    async (role) => {
      const statements = tables
        .filter(({ grows }) => grows)
        .flatMap(({ name, columns }) => [
          ...columns.map((column) => `update ${name} set "${column.name}" = ${anotherValue(column.type)}`),
          `delete from ${name}`,
          `truncate ${name} cascade`,
          ...alterationsOf({ name, columns, grows: true }),
        ]);
      const outcomes = await attempts(platform.databases.sandbox.ownerUrl, role, statements);
      const changed = outcomes.filter(
        ({ code, rows }) => code !== '42501' && code !== '23000' && !(code === null && rows === 0),
      );
      expect(changed.map(({ statement }) => statement)).toEqual(
        // The mark that says when is the one thing an erasure writes.
        role === 'scell_eraser'
          ? [
              expect.stringMatching(/^update scell\.files set "erased_at"/),
              expect.stringMatching(/^update scell\.issued_documents set "erased_at"/),
            ]
          : [],
      );
    },
  );

  test('is changed by neither the owner nor the administrator, while their triggers stand', async () => {
    const statements = tables.filter(({ grows }) => grows).flatMap((table) => changesOf(table));
    for (const url of [platform.databases.sandbox.ownerUrl, superuserUrl(platform.databases.sandbox)]) {
      const outcomes = await attempts(url, null, statements);
      // A row of no tenant's is not there for the owner, who is under row security too; and a table that others refer to is
      // not truncated alone (0A000).
      const passed = outcomes.filter(
        ({ code, rows }) => code !== '23000' && code !== '0A000' && !(code === null && rows === 0),
      );
      expect(passed).toEqual([]);
    }
  });

  test('is emptied by the eraser in the columns named, row by row of one tenant, and nowhere else', async () => {
    const emptied = {
      'scell.events': 'actor_ip = null',
      'scell.payments': 'reference = null',
      'scell.files': 'erased_at = now()',
      'scell.issued_documents': "document = '', salt = '', rendering = '{}', erased_at = now()",
    };
    const url = platform.databases.sandbox.ownerUrl;
    for (const [name, change] of Object.entries(emptied)) {
      const [outcome] = await attempts(url, 'scell_eraser', [`update ${name} set ${change}`]);
      expect({ name, ...outcome }).toMatchObject({ code: null });
      expect(outcome?.rows).toBeGreaterThan(0);
      const foreign = await attempts(
        url,
        'scell_eraser',
        [`update ${name} set ${change}`],
        crypto.randomUUID(),
      );
      expect(foreign).toMatchObject([{ code: null, rows: 0 }]);
    }
  });
});

/** A value of a type that is not empty. */
function anotherValue(type: string): string {
  const values: Record<string, string> = {
    uuid: 'gen_random_uuid()',
    text: "'autre chose'",
    jsonb: `'{"autre": "chose"}'`,
    bytea: "'\\xff'",
    inet: "'192.0.2.1'",
    xid8: "'42'",
    boolean: 'true',
    date: "'2020-02-29'",
    'timestamp with time zone': "'2020-02-29T12:00:00Z'",
  };
  return values[type] ?? '42';
}
