/** What the law asks, the request does not say, and the platform derives; and what it refuses to make up. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issue } from '../support/issue.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

const supply = (...types: (string | undefined)[]) => ({
  total_ht: undefined,
  total_tax: undefined,
  total_ttc: undefined,
  lines: types.map((type) => ({
    description: 'Article',
    quantity: 1,
    unit_price: 100,
    vat_rate: 20,
    supply_type: type,
  })),
});

describe('who the parties are', () => {
  test('SIREN and electronic address come from the SIRET', async () => {
    const { cii, created } = await issue(tenant, invoiceBody());
    expect(created.body.data).toMatchObject({
      seller_siren: '123456789',
      buyer_siren: '987654321',
      buyer_electronic_address: { scheme: '0225', value: '987654321' },
    });
    for (const [legal, address, siren] of [
      ['BT-30', 'BT-34', '123456789'],
      ['BT-47', 'BT-49', '987654321'],
    ] as const) {
      expect(cii.all(legal)).toEqual([siren]);
      expect(cii.schemes(legal)).toEqual(['0002']);
      expect(cii.all(address)).toEqual([siren]);
      expect(cii.schemes(address)).toEqual(['0225']);
    }
  });

  test('a SIREN alone, or a French VAT number alone, names a business too', async () => {
    const bySiren = await issue(tenant, invoiceBody({ buyer_siret: undefined, buyer_siren: '987654321' }));
    expect(bySiren.cii.all('BT-46')).toEqual([]);
    expect(bySiren.cii.all('BT-47')).toEqual(['987654321']);
    const byVat = await issue(
      tenant,
      invoiceBody({ buyer_siret: undefined, buyer_vat_number: 'FR96987654321' }),
    );
    expect(byVat.cii.all('BT-47')).toEqual(['987654321']);
    expect(byVat.cii.all('BT-49')).toEqual(['987654321']);
  });

  test('a business of an overseas department is a French one, under its own country code too', async () => {
    const { cii, created } = await issue(
      tenant,
      invoiceBody({
        buyer_country: 'RE',
        buyer_address: { line1: '1 Rue de Paris', postal_code: '97400', city: 'Saint-Denis', country: 'RE' },
      }),
    );
    expect(created.body.data.buyer_siren).toBe('987654321');
    expect(cii.one('BT-55')).toBe('RE');
    expect(cii.all('BT-47')).toEqual(['987654321']);
    expect(cii.all('BT-49')).toEqual(['987654321']);
    expect(cii.schemes('BT-49')).toEqual(['0225']);
  });

  test('an address of the seller that is not the registered one is not printed, and the answer says so', async () => {
    const { created, cii } = await issue(
      tenant,
      invoiceBody({ seller_address: { line1: '1 Rue X', postal_code: '75001', city: 'Paris' } }),
    );
    expect(cii.one('BT-35')).toBe('1 Rue de la Paix');
    expect(created.body.warnings).toContainEqual({
      field: 'seller_address',
      message: 'seller_address: the invoice bears the registered address of the company.',
    });
  });

  test('the country is that of the address, and France without one', async () => {
    const { created } = await issue(
      tenant,
      invoiceBody({
        buyer_country: undefined,
        buyer_siret: undefined,
        buyer_vat_number: 'BE0123456749',
        buyer_address: { line1: 'Rue de la Loi 16', postal_code: '1000', city: 'Bruxelles', country: 'BE' },
      }),
    );
    expect(created.body.data.buyer_country).toBe('BE');
    const french = await tenant.call(
      'POST',
      '/invoices',
      invoiceBody({
        buyer_country: undefined,
        buyer_address: { line1: '10 Place Vendôme', postal_code: '75001', city: 'Paris' },
      }),
    );
    expect(french.body.data).toMatchObject({ buyer_country: 'FR', buyer_address: { country: 'FR' } });
  });

  test('a company without a VAT number has the one of its SIREN', async () => {
    const own = await platform.tenant({ slug: 'no-vat' });
    await own.call('PATCH', `/companies/${own.companyId}`, { vat_number: null });
    const { cii } = await issue(own, invoiceBody());
    // (12 + 3 × (123456789 mod 97)) mod 97
    expect(cii.one('BT-31')).toBe('FR32123456789');
  });

  test('a private buyer has no identifier, even one that was sent', async () => {
    const { cii, created } = await issue(
      tenant,
      invoiceBody({ buyer_is_individual: true, buyer_vat_number: 'FR98765432109', buyer_legal_id: 'X' }),
    );
    expect(created.body.data).toMatchObject({
      buyer_siret: null,
      buyer_siren: null,
      buyer_vat_number: null,
      buyer_legal_id: null,
    });
    for (const term of ['BT-46', 'BT-47', 'BT-48', 'BT-49'] as const) expect(cii.all(term)).toEqual([]);
  });
});

describe('what is sold (BT-23)', () => {
  test.each<[string, (string | undefined)[], string | undefined, string]>([
    ['goods', ['goods', 'goods'], undefined, 'B1'],
    ['services', ['services'], undefined, 'S1'],
    ['both', ['goods', 'services'], undefined, 'M1'],
    ['what the invoice says where lines say nothing', [undefined], 'goods', 'B1'],
    ['the company’s habit where nothing is said', [undefined], undefined, 'S1'],
    ['what the invoice says where only one line does', ['goods', undefined], 'mixed', 'M1'],
  ])('%s', async (_, types, category, code) => {
    const { cii } = await issue(tenant, invoiceBody({ ...supply(...types), operation_category: category }));
    expect(cii.one('BT-23')).toBe(code);
  });

  test('nobody says: the sandbox takes services and warns', async () => {
    const own = await platform.tenant({ slug: 'silent' });
    await own.call('PATCH', `/companies/${own.companyId}`, { operation_category: null });
    const { cii, created } = await issue(own, invoiceBody(supply(undefined)));
    expect(cii.one('BT-23')).toBe('S1');
    expect(created.body.warnings.map(({ field }: { field: string }) => field)).toContain(
      'operation_category',
    );
  });
});

describe('the terms of the commercial code (PMT, PMD, AAB)', () => {
  const codes = ['PMT', 'PMD', 'AAB'];

  test('between businesses they are there, in the words of the law where the seller has none', async () => {
    const { cii } = await issue(tenant, invoiceBody());
    expect(Object.keys(cii.notes())).toEqual(codes);
    expect(cii.notes().PMT).toContain('40 €');
    expect(cii.notes().AAB).toBe('Pas d’escompte pour paiement anticipé.');
  });

  test('in the seller’s own words', async () => {
    const own = await platform.tenant({ slug: 'terms' });
    await own.call('PATCH', `/companies/${own.companyId}`, {
      late_penalty_terms: 'Trois fois le taux légal.',
      early_payment_discount_terms: '2 % sous 10 jours.',
    });
    const { cii } = await issue(own, invoiceBody());
    expect(cii.notes()).toMatchObject({ PMD: 'Trois fois le taux légal.', AAB: '2 % sous 10 jours.' });
  });

  test('in English for a company that writes English', async () => {
    const own = await platform.tenant({ slug: 'english' });
    await own.call('PATCH', `/companies/${own.companyId}`, { language: 'en' });
    const { cii } = await issue(
      own,
      invoiceBody({ discount_amount: 1, total_ht: 999, total_tax: 199.8, total_ttc: 1198.8 }),
    );
    expect(cii.notes().AAB).toBe('No discount for early payment.');
    expect(cii.all('BT-97')).toEqual(['Discount']);
  });

  test('a private buyer is spared them', async () => {
    const { cii } = await issue(
      tenant,
      invoiceBody({ buyer_is_individual: true, notes: 'Merci.', buyer_siret: undefined }),
    );
    expect(cii.notes()).toEqual({ AAI: 'Merci.' });
  });
});

describe('delivery (BG-13)', () => {
  const address = { line1: '10 Place Vendôme', postal_code: '75001', city: 'Paris', country: 'FR' };

  test('the buyer’s own address is not repeated', async () => {
    const { cii, created } = await issue(tenant, invoiceBody({ buyer_shipping_address: address }));
    expect(created.body.data.buyer_shipping_address).toBeNull();
    expect(cii.xml).not.toContain('ShipToTradeParty');
  });

  test('another address is', async () => {
    const { cii } = await issue(
      tenant,
      invoiceBody({ buyer_shipping_address: { ...address, line1: '12 Place Vendôme' } }),
    );
    expect(cii.one('BT-75')).toBe('12 Place Vendôme');
    expect(cii.all('BT-70')).toEqual([]);
  });
});

describe('payment', () => {
  test.each<[string, Record<string, unknown>, string, string[]]>([
    ['an account in the SEPA area', {}, '58', ['FR7630006000011234567890189']],
    ['a card', { payment_method: 'carte' }, '48', []],
    ['a cheque', { payment_method: 'cheque' }, '20', []],
    ['cash', { payment_method: 'especes' }, '10', []],
    ['a direct debit', { payment_method: 'prelevement' }, '59', []],
    [
      'an account of the request',
      { bank_details: { iban: 'DE89370400440532013000' } },
      '58',
      ['DE89370400440532013000'],
    ],
    ['another currency', { currency: 'USD', exchange_rate: 0.9 }, '30', ['FR7630006000011234567890189']],
  ])('%s', async (_, changes, code, accounts) => {
    const { cii } = await issue(tenant, invoiceBody(changes));
    expect(cii.one('BT-81')).toBe(code);
    expect(cii.all('BT-84')).toEqual(accounts);
  });

  test('an account that the chosen means does not use is not printed, and the answer says so', async () => {
    const { created, cii } = await issue(
      tenant,
      invoiceBody({ payment_method: 'carte', bank_details: { iban: 'DE89370400440532013000' } }),
    );
    expect(cii.all('BT-84')).toEqual([]);
    expect(created.body.warnings).toContainEqual({
      field: 'bank_details',
      message: 'bank_details: an account is only printed for a payment by transfer (virement).',
    });
  });

  test('no account known: a transfer without one is a means not defined', async () => {
    const own = await platform.tenant({ slug: 'no-bank' });
    await own.call('PATCH', `/companies/${own.companyId}`, { iban: null, bic: null });
    expect((await issue(own, invoiceBody({ payment_method: 'virement' }))).cii.one('BT-81')).toBe('1');
    expect((await issue(own, invoiceBody())).cii.all('BT-81')).toEqual([]);
  });
});

describe('dates', () => {
  test.each<[string, number | null, Record<string, unknown>, string]>([
    ['30 days between businesses', null, {}, '20260605'],
    ['at once for a private buyer', null, { buyer_is_individual: true, buyer_siret: undefined }, '20260506'],
    ['the company’s habit', 45, {}, '20260620'],
    ['what was asked', 45, { due_date: '2026-05-31' }, '20260531'],
  ])('due: %s', async (_, days, changes, due) => {
    await tenant.call('PATCH', `/companies/${tenant.companyId}`, { payment_due_days_default: days });
    const { cii } = await issue(tenant, invoiceBody({ due_date: undefined, ...changes }));
    expect(cii.one('BT-9')).toBe(due);
    await tenant.call('PATCH', `/companies/${tenant.companyId}`, { payment_due_days_default: null });
  });

  test('today is the day in Paris', async () => {
    const before = platform.now;
    platform.now = Date.parse('2026-05-31T22:30:00Z');
    const { created, submitted } = await issue(
      tenant,
      invoiceBody({ issue_date: '2026-06-01', due_date: '2026-06-30' }),
    );
    expect(created.status).toBe(201);
    expect(submitted.body.data.invoice_number).toMatch(/^ACMES-202606-/);
    platform.now = before;
  });
});

test('VAT on debits is said in code and in words', async () => {
  const own = await platform.tenant({ slug: 'debits' });
  await own.call('PATCH', `/companies/${own.companyId}`, { vat_on_debits: true });
  const { cii } = await issue(own, invoiceBody());
  expect(cii.all('BT-8')).toEqual(['5']);
  const without = await issue(tenant, invoiceBody());
  expect(without.cii.all('BT-8')).toEqual([]);
});

describe('texts', () => {
  test('what XML gives a meaning is text', async () => {
    const hostile = `<b>&amp; "quotes" 'apos' ]]> <!-- -->`;
    const { cii } = await issue(
      tenant,
      invoiceBody({
        buyer_name: hostile,
        notes: hostile,
        lines: [{ description: hostile, quantity: 5, unit_price: 200, vat_rate: 20, product_code: '<&>' }],
      }),
    );
    expect(cii.one('BT-44')).toBe(hostile);
    expect(cii.one('BT-153')).toBe(hostile);
    expect(cii.one('BT-155')).toBe('<&>');
    expect(cii.notes().AAI).toBe(hostile);
  });

  test('Greek, Cyrillic and accented letters are written and printed', async () => {
    const { cii } = await issue(
      tenant,
      invoiceBody({
        buyer_name: 'Ελληνική Εταιρεία Α.Ε. – Щука и Ёж ООО',
        notes: 'Œuvre à Łódź : ½ × 3 € — « déjà » … ﬁnancé',
        buyer_address: { line1: 'Οδός Ερμού 1', postal_code: '75001', city: 'Αθήνα', country: 'FR' },
      }),
    );
    expect(cii.one('BT-44')).toBe('Ελληνική Εταιρεία Α.Ε. – Щука и Ёж ООО');
    expect(cii.one('BT-52')).toBe('Αθήνα');
  });

  test('an e followed by an accent is an é', async () => {
    const { cii } = await issue(
      tenant,
      invoiceBody({ buyer_name: 'Socie\u0301te\u0301 Ge\u0301ne\u0301rale' }),
    );
    expect(cii.one('BT-44')?.normalize('NFC')).toBe('Société Générale');
  });

  test('long texts over many lines', async () => {
    const words = Array.from({ length: 60 }, (_, index) => `mot${index}`).join(' ');
    const { cii, pdf } = await issue(
      tenant,
      invoiceBody({
        notes: Array.from({ length: 30 }, (_, index) => `Ligne ${index + 1} des notes.`).join('\n'),
        payment_terms: words,
        buyer_name: 'Société anonyme des très longues dénominations '.repeat(5).trim(),
        lines: Array.from({ length: 5 }, () => ({
          description: words,
          quantity: 1,
          unit_price: 200,
          vat_rate: 20,
        })),
      }),
    );
    expect(cii.all('BT-153')[0]).toBe(words);
    expect(cii.one('BT-20')).toBe(words);
    expect(pdf.length).toBeGreaterThan(10_000);
  });

  test.each([
    [
      'buyer_name',
      { buyer_name: '株式会社' },
      'buyer_name: these characters cannot be printed: 株 式 会 社. Latin, Greek and Cyrillic letters can.',
    ],
    [
      'notes',
      { notes: 'Bravo 🎉' },
      'notes: these characters cannot be printed: 🎉. Latin, Greek and Cyrillic letters can.',
    ],
    [
      'lines.0.description',
      { lines: [{ description: 'قلم', quantity: 5, unit_price: 200, vat_rate: 20 }] },
      'lines.0.description: these characters cannot be printed: ق ل م. Latin, Greek and Cyrillic letters can.',
    ],
  ])('letters that cannot be printed are refused in %s', async (field, changes, sentence) => {
    const { status, body } = await tenant.call('POST', '/invoices', invoiceBody(changes));
    expect(status).toBe(422);
    expect(body.errors).toEqual({ [field]: [sentence] });
  });

  test('letters of the company that cannot be printed are refused too', async () => {
    const own = await platform.tenant({ slug: 'kanji', name: '日本 SAS' });
    const { status, body } = await own.call('POST', '/invoices', invoiceBody());
    expect(status).toBe(422);
    expect(Object.keys(body.errors)).toEqual(['seller_name']);
  });
});
