import { createHash } from 'node:crypto';
import { verifyChain } from '@scell/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';
import { query, superuserUrl } from './sql.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ documents: 'later', poolSize: 10 });
});
afterAll(() => platform.close());

async function draft(
  tenant: TestTenant,
  changes: Record<string, unknown> = {},
  key = tenant.key,
): Promise<string> {
  const created = await tenant.call('POST', '/invoices', invoiceBody(changes), { key });
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  return created.body.data.id;
}

async function submit(tenant: TestTenant, id: string, key = tenant.key): Promise<string> {
  const submitted = await tenant.call('POST', `/invoices/${id}/submit`, undefined, { key });
  expect(submitted.status, JSON.stringify(submitted.body)).toBe(200);
  return submitted.body.data.invoice_number;
}

async function issueAt(
  tenant: TestTenant,
  moment: string,
  changes: Record<string, unknown> = {},
): Promise<string> {
  platform.now = Date.parse(moment);
  try {
    const day = moment.slice(0, 10);
    return await submit(tenant, await draft(tenant, { issue_date: day, due_date: day, ...changes }));
  } finally {
    platform.now = START;
  }
}

const asTenant = ({ summary }: TestTenant) => ({ role: 'scell_tenant', tenantId: summary.id }) as const;
const numbers = (prefix: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${prefix}-${String(from + i).padStart(5, '0')}`);

describe('under load', () => {
  test('two hundred submissions at once give two hundred consecutive numbers and one chain', async () => {
    const tenant = await platform.tenant({ slug: 'parallel-sas' });
    const ids: string[] = [];
    for (let i = 0; i < 200; i++) ids.push(await draft(tenant));
    const given = await Promise.all(ids.map((id) => submit(tenant, id)));
    expect(given.toSorted()).toEqual(numbers('PARAL-202605', 1, 200));

    const entries = await query<{
      chain_id: string;
      preimage: string;
      data_hash: Buffer;
      previous_hash: Buffer;
      chain_hash: Buffer;
    }>(
      platform.databases.sandbox.appUrl,
      'select * from ledger.entries order by chain_id, position',
      [],
      asTenant(tenant),
    );
    expect(new Set(entries.map(({ chain_id }) => chain_id)).size).toBe(1);
    expect(
      verifyChain(
        entries.map((row) => ({
          preimage: row.preimage,
          dataHash: row.data_hash,
          previousHash: row.previous_hash,
          chainHash: row.chain_hash,
        })),
        (bytes) => createHash('sha256').update(bytes).digest(),
      ),
    ).toEqual([]);
    // The order of the numbers is the order of the chain.
    expect(entries.map(({ preimage }) => JSON.parse(preimage).number)).toEqual([
      null, // the key that seals the chain
      ...numbers('PARAL-202605', 1, 200),
    ]);
  });

  test('the same draft submitted many times at once has one number, and takes one', async () => {
    const tenant = await platform.tenant({ slug: 'same-sas' });
    const id = await draft(tenant);
    const given = await Promise.all(Array.from({ length: 20 }, () => submit(tenant, id)));
    expect(new Set(given)).toEqual(new Set(['SAMES-202605-00001']));
    expect(await submit(tenant, await draft(tenant))).toBe('SAMES-202605-00002');
    const trail = await tenant.call('GET', `/invoices/${id}/audit-trail`);
    expect(trail.body.data.map(({ action }: { action: string }) => action)).toEqual([
      'invoice.created',
      'invoice.validated',
    ]);
  });

  test('drafts made at once have numbers of their own too', async () => {
    const tenant = await platform.tenant({ slug: 'drafts-sas' });
    const created = await Promise.all(
      Array.from({ length: 30 }, () => tenant.call('POST', '/invoices', invoiceBody())),
    );
    expect(created.map(({ body }) => body.data.invoice_number).toSorted()).toEqual(
      numbers('DRAFT-DRAFT', 1, 30),
    );
  });

  test('many notes on one invoice at once are one unbroken trail', async () => {
    const tenant = await platform.tenant();
    const id = await draft(tenant);
    await submit(tenant, id);
    const sent = await Promise.all(
      Array.from({ length: 15 }, (_, i) =>
        tenant.call('POST', `/invoices/${id}/send-by-email`, { email: `lecteur${i}@example.fr` }),
      ),
    );
    expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 200));
    const trail = await tenant.call('GET', `/invoices/${id}/audit-trail`);
    expect(trail.body.data).toHaveLength(17);
    expect(trail.body.integrity_valid).toBe(true);
  });
});

describe('a submission that fails', () => {
  test('leaves no gap, whether it was refused or undone', async () => {
    const tenant = await platform.tenant({ slug: 'gapless-sas' });
    expect(await submit(tenant, await draft(tenant))).toBe('GAPLE-202605-00001');

    const id = await draft(tenant);
    // The database refuses the document at the last moment, after the number was taken.
    const superuser = superuserUrl(platform.databases.sandbox);
    await query(
      superuser,
      `alter table scell.issued_documents add constraint out_of_order check (id <> '${id}') not valid`,
    );
    const failed = await tenant.call('POST', `/invoices/${id}/submit`);
    expect(failed.status).toBe(500);
    expect(failed.body.error_code).toBe('INTERNAL_ERROR');
    expect((await tenant.call('GET', `/invoices/${id}`)).body.data).toMatchObject({
      status: 'draft',
      invoice_number: 'DRAFT-GAPLE-00002',
    });
    await query(superuser, 'alter table scell.issued_documents drop constraint out_of_order');

    const lost = await tenant.call('POST', '/invoices/00000000-0000-7000-8000-000000000000/submit');
    expect(lost.status).toBe(404);
    expect(await submit(tenant, await draft(tenant))).toBe('GAPLE-202605-00002');
    expect(await submit(tenant, id)).toBe('GAPLE-202605-00003');
  });
});

describe('months', () => {
  test('begin at midnight in Paris, winter and summer, and each starts at one', async () => {
    const tenant = await platform.tenant({ slug: 'months-sas' });
    const issued = [
      await issueAt(tenant, '2025-12-31T22:59:59.999Z'), // 23:59 in Paris
      await issueAt(tenant, '2025-12-31T23:00:00.000Z'), // midnight, the year's first moment
      await issueAt(tenant, '2025-12-31T23:30:00.000Z'), // 31 December in UTC, 1 January in Paris
      await issueAt(tenant, '2026-01-31T22:59:59.999Z'),
      await issueAt(tenant, '2026-01-31T23:00:00.000Z'),
      await issueAt(tenant, '2026-03-31T21:59:59.999Z'), // summer time since the 29th
      await issueAt(tenant, '2026-03-31T22:00:00.000Z'),
      await issueAt(tenant, '2026-04-30T12:00:00.000Z'),
    ];
    expect(issued).toEqual([
      'MONTH-202512-00001',
      'MONTH-202601-00001',
      'MONTH-202601-00002',
      'MONTH-202601-00003',
      'MONTH-202602-00001',
      'MONTH-202603-00001',
      'MONTH-202604-00001',
      'MONTH-202604-00002',
    ]);
  });

  test('count the day of submission, whatever date the invoice bears', async () => {
    const tenant = await platform.tenant({ slug: 'dates-sas' });
    expect(
      await issueAt(tenant, '2026-05-02T08:00:00Z', { issue_date: '2026-04-28', due_date: '2026-05-28' }),
    ).toBe('DATES-202605-00001');
  });

  test('keep counting past five digits', async () => {
    const tenant = await platform.tenant({ slug: 'many-sas' });
    await submit(tenant, await draft(tenant));
    const { appUrl } = platform.databases.sandbox;
    await query(appUrl, "update counters set value = 99998 where kind = 'invoice'", [], asTenant(tenant));
    const issued: string[] = [];
    for (let i = 0; i < 3; i++) issued.push(await submit(tenant, await draft(tenant)));
    expect(issued).toEqual(['MANYS-202605-99999', 'MANYS-202605-100000', 'MANYS-202605-100001']);
  });
});

describe('one SIREN', () => {
  test('billed from two tenants whose names begin alike has numbers of two prefixes', async () => {
    const tenants = [
      await platform.tenant({ slug: 'twins-paris' }),
      await platform.tenant({ slug: 'twins-lyon' }),
      await platform.tenant({ slug: 'twins-nice' }),
    ];
    // At once: each claims the prefix all of them wish for.
    const ids = await Promise.all(tenants.map((tenant) => draft(tenant)));
    const issued = await Promise.all(tenants.map((tenant, i) => submit(tenant, ids[i] ?? '')));
    expect(issued.toSorted()).toEqual(['TWINS-202605-00001', 'TWINS2-202605-00001', 'TWINS3-202605-00001']);
    for (const [i, tenant] of tenants.entries())
      expect(await submit(tenant, await draft(tenant))).toBe(issued[i]?.replace('00001', '00002'));
  });

  test('of two companies of a tenant is one sequence', async () => {
    const tenant = await platform.tenant({ slug: 'shared-sas' });
    const second = await tenant.call('POST', '/companies', {
      name: 'Acme SAS, second établissement',
      siret: '12345678900099',
      address_line1: '3 rue Trois',
      postal_code: '75003',
      city: 'Paris',
      country: 'FR',
      operation_category: 'services',
    });
    expect(second.status, JSON.stringify(second.body)).toBe(201);
    const companies = [tenant.companyId, second.body.data.id];
    const issued: string[] = [];
    for (const company_id of [...companies, ...companies])
      issued.push(await submit(tenant, await draft(tenant, { company_id })));
    expect(issued).toEqual(numbers('SHARE-202605', 1, 4));
  });

  test('and another of the same tenant count apart', async () => {
    const tenant = await platform.tenant({ slug: 'apart-sas' });
    const other = await tenant.call('POST', '/companies', {
      name: 'Autre SARL',
      siret: '73282932000074',
      address_line1: '2 rue Deux',
      postal_code: '75002',
      city: 'Paris',
      country: 'FR',
      operation_category: 'services',
    });
    expect(await submit(tenant, await draft(tenant))).toBe('APART-202605-00001');
    expect(await submit(tenant, await draft(tenant, { company_id: other.body.data.id }))).toBe(
      'APART-202605-00001',
    );
    expect(await submit(tenant, await draft(tenant))).toBe('APART-202605-00002');
  });
});
