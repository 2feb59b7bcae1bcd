/** Until when an issued document is kept before it can be erased, and which rule says so: the latest of all there are. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eraseDocument } from '../../src/features/fiscal/erasures/take-off-copies.ts';
import { openArchive } from '../../src/platform/archive/archive.ts';
import { localStore } from '../../src/platform/archive/local-store.ts';
import { query } from '../data/sql.ts';
import {
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform({ archive: (root) => openArchive(localStore(root), []) });
});
beforeEach(async () => {
  platform.now = START;
  platform.services.archive.retention = { years: 10, marginDays: 0 };
  tenant = await platform.tenant();
});
afterAll(() => platform.close());

const EMAIL = 'zoe@personne.example';

async function issue(changes: Record<string, unknown> = {}): Promise<string> {
  const buyer = {
    buyer_name: 'Zoé Quentin',
    buyer_siret: undefined,
    buyer_is_individual: true,
    buyer_email: EMAIL,
  };
  const { body } = await tenant.call('POST', '/invoices', invoiceBody({ ...buyer, ...changes }));
  const submitted = await tenant.call('POST', `/invoices/${body.data.id}/submit`);
  expect(submitted.status, JSON.stringify(submitted.body)).toBe(200);
  return body.data.id;
}

/** The documents of the person as a request for erasure answers them. */
async function erase(): Promise<
  { id: string; kept_until: string; kept_by: string; erased_at: string | null }[]
> {
  const { status, body } = await tenant.call('POST', '/tenant/fiscal/erasures', {
    email: EMAIL,
    reason: 'request',
  });
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  return body.data.documents;
}
const keepTwelveYears = async () => {
  const rule = {
    rule_key: 'retention.accounting',
    name: 'Kept for twelve years',
    category: 'retention',
    rule_definition: { years: 12 },
    effective_from: '2026-01-01',
  };
  expect((await tenant.call('POST', '/tenant/fiscal/rules', rule)).status).toBe(201);
};
const asTenant = () => ({ role: 'scell_tenant' as const, tenantId: tenant.summary.id });
const sandbox = () => platform.databases.sandbox.appUrl;
const dueOf = async (id: string) =>
  (
    await query<{ due_at: Date }>(
      sandbox(),
      "select due_at from timers where kind = 'erasure.document' and subject_id = $1",
      [id],
      asTenant(),
    )
  )[0]?.due_at.toISOString();
const isThere = async (id: string) =>
  (await query(sandbox(), "select from issued_documents where id = $1 and document <> ''", [id], asTenant()))
    .length === 1;
/** Whether the database itself lets it go on a day, whoever asks. */
const erasedByDatabase = (id: string, moment: string) =>
  query(
    sandbox(),
    "select gate.erase_document($1, $2, gen_random_uuid(), 'x', $3)",
    [tenant.summary.id, id, moment],
    asTenant(),
  );

test('ten years after the end of the accounting year, by law; the archive asks for the same', async () => {
  await issue();
  expect(await erase()).toMatchObject([{ kept_until: '2036-12-31', kept_by: 'law', erased_at: null }]);
});

test('for as long as its copies are kept in the archive, where that is set to more', async () => {
  platform.services.archive.retention = { years: 11, marginDays: 5 };
  const id = await issue();
  // A term that was given is not shortened by a setting.
  platform.services.archive.retention = { years: 10, marginDays: 0 };
  expect(await erase()).toMatchObject([{ id, kept_until: '2038-01-05', kept_by: 'archive' }]);
  expect(await dueOf(id)).toBe('2038-01-05T23:00:00.000Z');
  await expect(erasedByDatabase(id, '2037-06-01T00:00:00Z')).rejects.toMatchObject({
    constraint: 'legal_retention',
  });
  expect(await isThere(id)).toBe(true);
  platform.now = Date.parse('2038-01-05T23:00:00Z');
  await eraseDocument(platform.services, 'sandbox', tenant.summary.id, id);
  expect(await isThere(id)).toBe(false);
});

test('not for that where the caller wanted no archive', async () => {
  platform.services.archive.retention = { years: 15, marginDays: 0 };
  await issue({ archive_enabled: false });
  expect(await erase()).toMatchObject([{ kept_until: '2036-12-31', kept_by: 'law' }]);
});

test('for as long as a rule of the account says, made before the document or after the request', async () => {
  const id = await issue({ archive_enabled: false });
  expect(await erase()).toMatchObject([{ kept_until: '2036-12-31', kept_by: 'law' }]);
  await keepTwelveYears();
  const later = await issue({ archive_enabled: false });
  expect((await erase()).map(({ id, kept_until, kept_by }) => [id, kept_until, kept_by])).toEqual([
    [id, '2038-12-31', 'own_rule'],
    [later, '2038-12-31', 'own_rule'],
  ]);
  // The day of the first request: the timer waits for the rule that came since.
  platform.now = Date.parse('2036-12-31T23:00:00Z');
  await eraseDocument(platform.services, 'sandbox', tenant.summary.id, id);
  expect(await isThere(id)).toBe(true);
  expect(await dueOf(id)).toBe('2038-12-31T23:00:00.000Z');
  expect(await erase()).toMatchObject([{ erased_at: null }, { erased_at: null }]);
  platform.now = Date.parse('2038-12-31T23:00:00Z');
  await eraseDocument(platform.services, 'sandbox', tenant.summary.id, id);
  expect(await isThere(id)).toBe(false);
});

test('to the end of February, where the accounting year ends with it', async () => {
  await tenant.call('PATCH', `/companies/${tenant.companyId}`, { fiscal_year_end: '02-28' });
  platform.now = Date.parse('2026-02-20T10:00:00Z');
  const id = await issue({ issue_date: '2026-02-20', due_date: '2026-03-20' });
  expect(await erase()).toMatchObject([{ id, kept_until: '2036-02-29', kept_by: 'law' }]);
  expect((await tenant.call('GET', `/invoices/${id}`)).body.data.archive_until).toBe('2036-02-29');
});
