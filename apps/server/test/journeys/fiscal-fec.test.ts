import { FecChecker } from '@scell/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { inTransaction, superuserUrl } from '../data/sql.ts';
import { issue } from '../support/issue.ts';
import {
  type Answer,
  createTestPlatform,
  invoiceBody,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';
import { unzip } from '../support/unzip.ts';

// The FEC extract (REST reference §5.12, spec 003 §24) and the accounts it is made with.

let platform: TestPlatform;
let tenant: TestTenant;
let numbers: string[];
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
  const first = await issue(tenant, invoiceBody());
  const goods = await issue(
    tenant,
    invoiceBody({
      issue_date: '2026-04-30',
      due_date: '2026-05-30',
      operation_category: 'goods',
      currency: 'USD',
      exchange_rate: 0.9,
      buyer_name: 'Œuvre & Cie | Lille',
    }),
  );
  const mixed = await issue(
    tenant,
    invoiceBody({
      operation_category: 'mixed',
      total_ht: undefined,
      total_tax: undefined,
      total_ttc: undefined,
      lines: [
        { description: 'Livre', quantity: 1, unit_price: 100, vat_rate: 5.5, supply_type: 'goods' },
        { description: 'Pose', quantity: 1, unit_price: 50, vat_rate: 20, supply_type: 'services' },
      ],
    }),
  );
  numbers = [first, goods, mixed].map(({ submitted }) => submitted.body.data.invoice_number);
  platform.now += 86_400_000;
  const paid = await tenant.call('POST', `/invoices/${first.id}/mark-paid`, {
    payment_reference: 'VIR 42',
    payment_method: 'virement',
  });
  expect(paid.status).toBe(200);
});
afterAll(() => platform.close());

const fec = (query: string, accept = 'text/plain', who = tenant, key = who.key) =>
  who.call('GET', `/tenant/fiscal/fec?${query}`, undefined, { key, headers: { accept } });

/** The lines of a file as objects by column. */
function linesOf(bytes: Buffer): Record<string, string>[] {
  const [header = '', ...lines] = bytes.toString().trimEnd().split('\r\n');
  const names = header.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((value, at) => [names[at], value])));
}

function check(bytes: Buffer, fileName: string) {
  const checker = new FecChecker({ fileName });
  checker.write(bytes);
  return checker.end();
}

describe('the file', () => {
  test('has the entries of the documents and payments of the year, and our checker finds nothing', async () => {
    const { bytes, headers, status } = await fec('year=2026');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(headers['content-disposition']).toContain('123456789FEC20261231.txt');
    expect(check(bytes, '123456789FEC20261231.txt')).toMatchObject({ entries: 4, findings: [] });
    const lines = linesOf(bytes);
    const sides = lines.map((line) => [line.EcritureNum, line.CompteNum, line.Debit, line.Credit].join(' '));
    expect(sides).toEqual([
      'VE-202605-00001 411000 1200,00 0,00',
      'VE-202605-00001 706000 0,00 1000,00',
      'VE-202605-00001 445740 0,00 200,00',
      'VE-202604-00001 411000 1080,00 0,00',
      'VE-202604-00001 707000 0,00 900,00',
      'VE-202604-00001 445710 0,00 180,00',
      'VE-202605-00002 411000 165,50 0,00',
      'VE-202605-00002 706000 0,00 50,00',
      'VE-202605-00002 707000 0,00 100,00',
      'VE-202605-00002 445740 0,00 10,00',
      'VE-202605-00002 445710 0,00 5,50',
      'BQ-202605-00001 512000 1200,00 0,00',
      'BQ-202605-00001 411000 0,00 1200,00',
      'BQ-202605-00001 445740 200,00 0,00',
      'BQ-202605-00001 445710 0,00 200,00',
    ]);
    expect(lines[0]).toMatchObject({
      JournalCode: 'VE',
      EcritureDate: '20260506',
      CompAuxNum: '987654321',
      CompAuxLib: 'Globex SAS',
      PieceRef: numbers[0],
      PieceDate: '20260506',
      EcritureLib: `Facture ${numbers[0]} - Globex SAS`,
      EcritureLet: 'AAA',
      DateLet: '20260507',
      ValidDate: '20260506',
      Idevise: '',
    });
    expect(lines[3]).toMatchObject({
      EcritureDate: '20260430',
      ValidDate: '20260506',
      CompAuxLib: 'Œuvre & Cie Lille',
      Montantdevise: '1200,00',
      Idevise: 'USD',
    });
    expect(lines[11]).toMatchObject({
      EcritureLib: `Règlement ${numbers[0]} (VIR 42)`,
      EcritureDate: '20260507',
    });
  });

  test('is of the period asked for, by dates or by year and month; numbers stay', async () => {
    const byDates = linesOf((await fec('start_date=2026-05-07&end_date=2026-05-07')).bytes);
    expect(new Set(byDates.map(({ EcritureNum }) => EcritureNum))).toEqual(new Set(['BQ-202605-00001']));
    const april = await fec('year=2026&month=4');
    expect(april.headers['content-disposition']).toContain('123456789FEC20260430.txt');
    expect(linesOf(april.bytes).map(({ PieceRef }) => PieceRef)).toEqual(Array(3).fill(numbers[1]));
    const may = await fec('year=2026&month=5');
    expect(check(may.bytes, '123456789FEC20260531.txt')).toMatchObject({ entries: 3, findings: [] });
  });

  test('takes the forms of the law', async () => {
    const { bytes, headers } = await fec('year=2026&format=pipe&encoding=iso-8859-15&line_ending=lf');
    expect(headers['content-type']).toBe('text/plain; charset=iso-8859-15');
    expect(bytes.includes('\r')).toBe(false);
    expect(check(bytes, '123456789FEC20261231.txt')).toMatchObject({
      encoding: 'iso-8859-15',
      separator: 'pipe',
      findings: [],
    });
    expect(bytes.includes(Buffer.from([0xbc, 0x75, 0x76, 0x72, 0x65]))).toBe(true);
  });

  test('is the same when it is asked for again', async () => {
    expect(
      (await fec('year=2026')).bytes.equals((await fec('year=2026&download=1', 'application/json')).bytes),
    ).toBe(true);
  });

  test('comes with its description in a ZIP', async () => {
    for (const answer of [
      await fec('year=2026', 'application/zip'),
      await fec('year=2026&type=zip', 'application/json'),
    ]) {
      expect(answer.headers['content-type']).toBe('application/zip');
      expect(answer.headers['content-disposition']).toContain('123456789FEC20261231.zip');
      const members = unzip(answer.bytes);
      expect([...members.keys()]).toEqual([
        '123456789FEC20261231.txt',
        '123456789FEC20261231-description.txt',
      ]);
      const description = members.get('123456789FEC20261231-description.txt')?.toString();
      expect(description).toContain('Entreprise : Acme SAS, SIREN 123456789');
      expect(description).toContain('Ce n’est pas le FEC légal');
    }
  });

  test('of a period without facts is its header', async () => {
    const { bytes } = await fec('year=2027');
    expect(bytes.toString().split('\r\n')).toHaveLength(2);
  });
});

describe('in JSON', () => {
  test('its totals, what it is, and a link that opens it without a key', async () => {
    const { status, body } = await fec('year=2026', 'application/json');
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      period: { start_date: '2026-01-01', end_date: '2026-12-31' },
      format: 'tab',
      entries_count: 4,
      lines_count: 15,
      total_debit: 3845.5,
      total_credit: 3845.5,
      is_extract: true,
      notice: expect.stringContaining('not the company’s legal FEC'),
      files: [{ seller: 'siren:123456789', siren: '123456789', company_name: 'Acme SAS', findings: [] }],
    });
    const path = new URL(body.data.file_path).pathname;
    const followed = await platform.app.inject({ method: 'GET', url: path });
    expect(followed.rawPayload.equals((await fec('year=2026')).bytes)).toBe(true);
    expect(followed.headers['content-disposition']).toContain('123456789FEC20261231.txt');
    platform.now += 16 * 60_000;
    expect((await platform.app.inject({ method: 'GET', url: path })).statusCode).toBe(410);
    platform.now -= 16 * 60_000;
  });

  test.each([
    ['', 'start_date'],
    ['start_date=2026-01-01', 'end_date'],
    ['month=5', 'start_date'],
    ['year=2026&start_date=2026-01-01&end_date=2026-02-01', 'year'],
    ['start_date=2026-02-01&end_date=2026-01-01', 'end_date'],
    ['start_date=2024-01-01&end_date=2026-01-01', 'end_date'],
    ['year=2026&format=csv', 'format'],
  ])('a period or form that cannot be is refused: %s', async (query, field) => {
    const answer = await fec(query, 'application/json');
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toContain(field);
  });

  test('each export is in the journal of technical events', async () => {
    const { rows } = await platform.services.databases.sandbox.withTenant(
      { tenantId: tenant.summary.id },
      async (tx) => {
        const { sql } = await import('kysely');
        return sql<{ preimage: string }>`
        select preimage from ledger.entries where tenant_id = ${tenant.summary.id} and entry_type = 'technical_event'
        order by position`.execute(tx);
      },
    );
    expect(JSON.parse(rows[0]?.preimage ?? '{}')).toMatchObject({
      event: 'fec_exported',
      data: { seller: 'siren:123456789', start_date: '2026-01-01', end_date: '2026-12-31', entries: '4' },
    });
  });
});

describe('several legal entities', () => {
  let other: TestTenant;
  let north: string;
  let northCompany: string;
  beforeAll(async () => {
    other = await platform.tenant({ slug: 'group-sas' });
    ({ id: north } = await createSubTenant(platform.services, 'sandbox', other.summary, {
      name: 'North',
      externalId: null,
      country: 'FR',
    }));
    const company = await other.call('POST', '/companies', {
      name: 'North SARL',
      siret: '73282932000074',
      address_line1: '2 Rue du Nord',
      postal_code: '59000',
      city: 'Lille',
      operation_category: 'services',
      sub_tenant_id: north,
    });
    northCompany = company.body.data.id;
    await issue(other, invoiceBody());
    await issue(other, invoiceBody({ sub_tenant_id: north }));
  });

  const piecesOf = (answer: Answer) => new Set(linesOf(answer.bytes).map(({ PieceRef }) => PieceRef));

  test('are a file each in the ZIP; as one text they are refused, with their names', async () => {
    const zip = await fec('year=2026', 'application/zip', other);
    expect([...unzip(zip.bytes).keys()].filter((name) => !name.includes('description'))).toEqual([
      '123456789FEC20261231.txt',
      '732829320FEC20261231.txt',
    ]);
    const text = await fec('year=2026', 'text/plain', other);
    expect(text.status).toBe(422);
    expect(text.body.errors.company_id[0]).toContain('North SARL (siren:732829320)');
    const { data } = (await fec('year=2026', 'application/json', other)).body;
    expect(data.files).toHaveLength(2);
    const followed = await platform.app.inject({ method: 'GET', url: new URL(data.file_path).pathname });
    expect([...unzip(followed.rawPayload).keys()]).toHaveLength(4);
  });

  test('a company, a sub-tenant and a key of one choose', async () => {
    const byCompany = await fec(`year=2026&company_id=${northCompany}`, 'text/plain', other);
    const bySubTenant = await fec(`year=2026&sub_tenant_id=${north}`, 'text/plain', other);
    const key = await other.newKey({ subTenantId: north });
    const byKey = await fec('year=2026', 'text/plain', other, key);
    expect(piecesOf(byCompany).size).toBe(1);
    expect(piecesOf(bySubTenant)).toEqual(piecesOf(byCompany));
    expect(piecesOf(byKey)).toEqual(piecesOf(byCompany));
    // What is another's is not there.
    expect((await fec(`year=2026&company_id=${other.companyId}`, 'text/plain', other, key)).status).toBe(404);
    expect((await fec(`year=2026&company_id=${tenant.companyId}`, 'text/plain', other)).status).toBe(404);
    expect((await fec(`year=2026&sub_tenant_id=${tenant.companyId}`, 'text/plain', other)).status).toBe(404);
  });

  test('a link made with the key of a sub-tenant opens what is theirs', async () => {
    const key = await other.newKey({ subTenantId: north });
    const { data } = (await fec('year=2026', 'application/json', other, key)).body;
    const followed = await platform.app.inject({ method: 'GET', url: new URL(data.file_path).pathname });
    expect(followed.headers['content-disposition']).toContain('732829320FEC20261231.txt');
  });

  test('a key without fiscal:read is refused', async () => {
    const key = await other.newKey({ scopes: ['invoices', 'companies'] });
    expect((await fec('year=2026', 'text/plain', other, key)).status).toBe(403);
  });
});

describe('the accounts of a company', () => {
  const accounts = (body?: unknown, language = 'en') =>
    tenant.call(body === undefined ? 'GET' : 'PUT', `/companies/${tenant.companyId}/accounts`, body, {
      headers: { 'accept-language': language },
    });

  test('are the defaults until they are set; an empty list gives them back', async () => {
    const { body } = await accounts();
    expect(body.data).toMatchObject({
      updated_at: null,
      journals: { sales: { code: 'VE', label: 'Ventes' } },
    });
    expect(body.data.accounts).toContainEqual({
      use: 'sale',
      kind: 'services',
      vat_category: null,
      vat_rate: null,
      payment_means: null,
      account: '706000',
      label: 'Prestations de services',
      is_default: true,
    });
    const set = await accounts({
      accounts: [
        { use: 'sale', kind: 'services', account: '706100', label: 'Conseil' },
        { use: 'vat_pending', vat_rate: '20', account: 445741, label: 'TVA 20 % en attente' },
        { use: 'bank', payment_means: '30', account: '512100', label: 'Banque du Nord' },
      ],
      journals: { sales: { code: 'VT', label: 'Ventes France' } },
    });
    expect(set).toMatchObject({ status: 200, body: { message: 'Accounts saved.' } });
    const lines = linesOf((await fec('year=2026&month=5')).bytes);
    expect(
      lines.slice(0, 3).map((line) => `${line.EcritureNum} ${line.CompteNum} ${line.CompteLib}`),
    ).toEqual([
      'VT-202605-00001 411000 Clients',
      'VT-202605-00001 706100 Conseil',
      'VT-202605-00001 445741 TVA 20 % en attente',
    ]);
    expect(lines.map(({ CompteNum }) => CompteNum)).toContain('512100');
    expect((await accounts({ accounts: [] })).body.data.journals.sales.code).toBe('VE');
    expect(linesOf((await fec('year=2026&month=5')).bytes)[1]?.CompteNum).toBe('706000');
  });

  test.each([
    ['accounts.0.account', { use: 'sale', account: '70', label: 'X' }, 'trois chiffres', 'three digits'],
    ['accounts.0.account', { use: 'sale', account: '906000', label: 'X' }, 'de 1 à 8', 'from 1 to 8'],
    ['accounts.0.use', { use: 'other', account: '706000', label: 'X' }, 'client, sale', 'client, sale'],
    [
      'accounts.0.kind',
      { use: 'client', kind: 'goods', account: '411000', label: 'X' },
      'ne dépend pas',
      'does not depend',
    ],
    [
      'accounts.0.payment_means',
      { use: 'vat', payment_means: '30', account: '445710', label: 'X' },
      'ne dépend pas',
      'does not depend',
    ],
    ['accounts.0.label', { use: 'sale', account: '706000' }, 'obligatoire', 'required'],
  ])('%s is refused with a sentence in both languages', async (field, account, french, english) => {
    for (const [language, words] of [
      ['fr', french],
      ['en', english],
    ] as const) {
      const { status, body } = await accounts({ accounts: [account] }, language);
      expect(status).toBe(422);
      expect(body.errors[field][0]).toContain(words);
    }
  });

  test('one account has one name and one place', async () => {
    const twins = { use: 'sale', kind: 'goods', account: '701000', label: 'Produits' };
    const { body } = await accounts({ accounts: [twins, { ...twins, label: 'Ventes' }] });
    expect(Object.keys(body.errors)).toEqual(['accounts.1.use', 'accounts.1.label']);
  });

  test('of another tenant are not there, and need the rights of companies', async () => {
    const stranger = await platform.tenant({ slug: 'stranger-sas' });
    expect((await stranger.call('GET', `/companies/${tenant.companyId}/accounts`)).status).toBe(404);
    expect(
      (await stranger.call('PUT', `/companies/${tenant.companyId}/accounts`, { accounts: [] })).status,
    ).toBe(404);
    const key = await tenant.newKey({ scopes: ['companies:read'] });
    const answer = await tenant.call(
      'PUT',
      `/companies/${tenant.companyId}/accounts`,
      { accounts: [] },
      { key },
    );
    expect(answer.status).toBe(403);
  });
});

test('nothing is extracted from an entry that is no longer what was recorded, and which one it is is said', async () => {
  const other = await platform.tenant({ slug: 'altered-sas' });
  await issue(other, invoiceBody());
  const query = '/tenant/fiscal/fec?start_date=2026-05-01&end_date=2026-05-31&download=true';
  expect((await other.call('GET', query)).status).toBe(200);
  await inTransaction(superuserUrl(platform.databases.sandbox), {}, async (client) => {
    await client.query("set local session_replication_role = 'replica'");
    await client.query(
      `update ledger.entries set preimage = replace(preimage, '"withVat":"', '"withVat":"9')
       where tenant_id = $1 and entry_type = 'invoice_created'`,
      [other.summary.id],
    );
  });
  const { status, body } = await other.call('GET', query);
  expect(status).toBe(409);
  expect(body).toMatchObject({
    error_code: 'LEDGER_ALTERED',
    message: expect.stringMatching(/2 de la chaîne [0-9a-f-]{36}|Entry 2/),
  });
});
