/** The arithmetic of an invoice, exactly: what is computed, what is compared with what was sent, what is said of VAT. */
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

/** A body without totals of its own. */
const withLines = (lines: unknown[], changes: Record<string, unknown> = {}) =>
  invoiceBody({ total_ht: undefined, total_tax: undefined, total_ttc: undefined, lines, ...changes });

const line = (changes: Record<string, unknown> = {}) => ({
  description: 'Article',
  quantity: 1,
  unit_price: 100,
  vat_rate: 20,
  ...changes,
});

const german = {
  buyer_name: 'Globex GmbH',
  buyer_country: 'DE',
  buyer_siret: undefined,
  buyer_vat_number: 'DE123456788',
  buyer_address: { line1: 'Hauptstraße 1', postal_code: '10115', city: 'Berlin', country: 'DE' },
  buyer_electronic_address: { scheme: '9930', value: 'DE123456788' },
};

describe('totals', () => {
  test('VAT is rounded once a rate, over the sum of its lines', async () => {
    // Three lines of 0.33: 3 × 0.07 would be 0.21, 20 % of 0.99 is 0.198.
    const { created, cii } = await issue(
      tenant,
      withLines([line({ unit_price: 0.33 }), line({ unit_price: 0.33 }), line({ unit_price: 0.33 })]),
    );
    expect(created.body.data).toMatchObject({ total_ht: 0.99, total_tax: 0.2, total_ttc: 1.19 });
    expect(created.body.data.lines.map((each: { total_tax: number }) => each.total_tax)).toEqual([
      0.07, 0.07, 0.07,
    ]);
    expect(cii.all('BT-117')).toEqual(['0.20']);
  });

  test('half a cent goes away from zero, where binary numbers would lose it', async () => {
    // 1.005 × 1 is 1.005 exactly: 1.01, not 1.00.
    const { created } = await issue(tenant, withLines([line({ unit_price: 1.005 })]));
    expect(created.body.data).toMatchObject({ total_ht: 1.01, total_tax: 0.2, total_ttc: 1.21 });
  });

  test('quantities of four decimals, prices of six', async () => {
    const { created, cii } = await issue(
      tenant,
      withLines([line({ quantity: '0.0001', unit_price: '123456.654321', vat_rate: 5.5 })]),
    );
    // 0.0001 × 123456.654321 = 12.3456654321
    expect(created.body.data).toMatchObject({ total_ht: 12.35, total_tax: 0.68, total_ttc: 13.03 });
    expect(cii.one('BT-129')).toBe('0.0001');
    expect(cii.one('BT-146')).toBe('123456.654321');
  });

  test.each([
    ['quantity', '0.00001', 'at most 4 decimals are accepted (BR-FR-DEC-02)'],
    ['unit_price', '0.0000001', 'at most 6 decimals are accepted (BR-FR-DEC-03)'],
    ['vat_rate', '5.555', 'at most 2 decimals are accepted (BR-FR-DEC-04)'],
    ['total_ht', '99.999', 'at most 2 decimals are accepted (BR-FR-DEC-01)'],
  ])('more decimals than the rules admit are refused in %s', async (field, value, sentence) => {
    const { status, body } = await tenant.call('POST', '/invoices', withLines([line({ [field]: value })]));
    expect(status).toBe(422);
    expect(body.errors[`lines.0.${field}`][0]).toContain(sentence);
  });

  test('trailing zeros are no decimals', async () => {
    const { status } = await tenant.call(
      'POST',
      '/invoices',
      withLines([line({ quantity: '1.00000000', vat_rate: '20.0000' })]),
    );
    expect(status).toBe(201);
  });

  test('several rates are told apart, highest first', async () => {
    const { created, cii } = await issue(
      tenant,
      withLines([
        line({ vat_rate: 5.5, unit_price: 10 }),
        line({ vat_rate: 20, unit_price: 10 }),
        line({ vat_rate: 2.1, unit_price: 10 }),
        line({ vat_rate: 10, unit_price: 10 }),
        line({ vat_rate: 20, unit_price: 5 }),
      ]),
    );
    expect(cii.all('BT-119')).toEqual(['20', '10', '5.5', '2.1']);
    expect(cii.all('BT-116')).toEqual(['15.00', '10.00', '10.00', '10.00']);
    expect(cii.all('BT-117')).toEqual(['3.00', '1.00', '0.55', '0.21']);
    expect(created.body.data).toMatchObject({ total_ht: 45, total_tax: 4.76, total_ttc: 49.76 });
  });

  test('a hundred lines', async () => {
    const lines = Array.from({ length: 100 }, (_, index) =>
      line({ description: `Article ${index + 1}`, quantity: index + 1, unit_price: 0.01 }),
    );
    const { created, cii } = await issue(tenant, withLines(lines));
    expect(created.body.data).toMatchObject({ total_ht: 50.5, total_tax: 10.1, total_ttc: 60.6 });
    expect(cii.all('BT-126')).toHaveLength(100);
  });

  test('sums of cents are exact where binary numbers are not', async () => {
    const { created } = await issue(
      tenant,
      withLines(Array.from({ length: 30 }, () => line({ unit_price: 0.1 }))),
    );
    expect(created.body.data.total_ht).toBe(3);
    expect(created.body.data.total_ttc).toBe(3.6);
  });

  test('an invoice of nothing', async () => {
    const { created } = await issue(tenant, withLines([line({ unit_price: 0 })]));
    expect(created.body.data).toMatchObject({ total_ht: 0, total_tax: 0, total_ttc: 0 });
  });
});

describe('totals that were sent are compared to the cent', () => {
  test.each([
    ['total_ht', 1000.01, '1000.00', '1000.01'],
    ['total_tax', 199.99, '200.00', '199.99'],
    ['total_ttc', 1200.01, '1200.00', '1200.01'],
  ])('%s of the invoice', async (field, sent, ours, theirs) => {
    const english = await tenant.call('POST', '/invoices', invoiceBody({ [field]: sent }));
    expect(english.status).toBe(422);
    expect(english.body.errors).toEqual({
      [field]: [
        `${field}: the computation gives ${ours}, you sent ${theirs}: correct it, or leave the field out.`,
      ],
    });
    const french = await tenant.call('POST', '/invoices', invoiceBody({ [field]: sent }), {
      headers: { 'accept-language': 'fr-FR' },
    });
    expect(french.body.errors).toEqual({
      [field]: [
        `${field} : le calcul donne ${ours}, vous avez envoyé ${theirs} : corrigez, ou n’envoyez pas ce champ.`,
      ],
    });
  });

  test.each([
    ['total_ht', 99.99, '100.00', '99.99'],
    ['total_tva', 20.01, '20.00', '20.01'],
    ['total_ttc', 119.99, '120.00', '119.99'],
  ])('%s of a line, under the name it was sent by', async (field, sent, ours, theirs) => {
    const { status, body } = await tenant.call(
      'POST',
      '/invoices',
      withLines([line(), line({ [field]: sent })]),
    );
    expect(status).toBe(422);
    expect(body.errors).toEqual({
      [`lines.1.${field}`]: [
        `lines.1.${field}: the computation gives ${ours}, you sent ${theirs}: correct it, or leave the field out.`,
      ],
    });
  });

  test('every difference is named at once', async () => {
    const { body } = await tenant.call(
      'POST',
      '/invoices',
      invoiceBody({ total_ht: 1, total_ttc: 2, lines: [line({ total_ht: 3 })], total_tax: undefined }),
    );
    expect(Object.keys(body.errors).sort()).toEqual(['lines.0.total_ht', 'total_ht', 'total_ttc']);
  });
});

describe('discounts', () => {
  test('a percentage of a line is rounded once, after the multiplication', async () => {
    const { created, cii } = await issue(
      tenant,
      withLines([line({ quantity: 3, unit_price: 33.335, discount: 33.33 })]),
    );
    // 3 × 33.335 = 100.005; × 0.6667 = 66.6733335
    expect(created.body.data.lines[0]).toMatchObject({ discount: 33.33, total_ht: 66.67 });
    expect(cii.one('BT-131')).toBe('66.67');
    // 100.01 − 66.67; 33.33 % of 100.01 would be 33.33: the percentage is left to the words.
    expect(cii.one('BT-136')).toBe('33.34');
    expect(cii.all('BT-138')).toEqual([]);
    expect(cii.one('BT-139')).toBe('Remise 33,33 %');
  });

  test('a whole line can be given', async () => {
    const { created } = await issue(tenant, withLines([line({ discount: 100 }), line()]));
    expect(created.body.data).toMatchObject({ total_ht: 100, total_ttc: 120 });
  });

  test('an amount over several rates is shared in proportion, and the cents add up', async () => {
    const { created, cii } = await issue(
      tenant,
      withLines([line({ vat_rate: 20 }), line({ vat_rate: 10 }), line({ vat_rate: 5.5 })], {
        discount_amount: 100,
      }),
    );
    expect(cii.all('BT-92')).toEqual(['33.34', '33.33', '33.33']);
    expect(cii.all('BT-96')).toEqual(['20', '10', '5.5']);
    expect(cii.all('BT-97')).toEqual(['Remise', 'Remise', 'Remise']);
    expect(cii.one('BT-106')).toBe('300.00');
    expect(cii.one('BT-107')).toBe('100.00');
    // 66.66 × 20 % + 66.67 × 10 % + 66.67 × 5.5 % = 13.33 + 6.67 + 3.67
    expect(created.body.data).toMatchObject({
      total_ht: 200,
      total_tax: 23.67,
      total_ttc: 223.67,
      discount_amount: 100,
    });
  });

  test('a percentage over several rates says its base and its percentage for each', async () => {
    const { created, cii } = await issue(
      tenant,
      withLines([line({ unit_price: 99.99 }), line({ vat_rate: 5.5, unit_price: 0.33 })], {
        discount_percent: 12.5,
        discount_reason: 'Fidélité',
      }),
    );
    expect(cii.all('BT-93')).toEqual(['99.99', '0.33']);
    expect(cii.all('BT-94')).toEqual(['12.5', '12.5']);
    expect(cii.all('BT-92')).toEqual(['12.50', '0.04']);
    expect(cii.all('BT-97')).toEqual(['Fidélité', 'Fidélité']);
    expect(created.body.data).toMatchObject({
      discount_amount: 12.54,
      discount_percent: 12.5,
      total_ht: 87.78,
      total_tax: 17.52,
    });
  });

  test('more than everything cannot be given', async () => {
    const { status, body } = await tenant.call(
      'POST',
      '/invoices',
      withLines([line()], { discount_amount: 100.01 }),
    );
    expect(status).toBe(422);
    expect(body.errors).toEqual({
      discount_amount: ['discount_amount: the discount (100.01) exceeds the sum of the lines (100.00).'],
    });
  });

  test('everything can', async () => {
    const { created } = await issue(tenant, withLines([line()], { discount_percent: 100 }));
    expect(created.body.data).toMatchObject({ total_ht: 0, total_tax: 0, total_ttc: 0 });
  });
});

describe('VAT categories and their reasons', () => {
  test.each([
    ['E', 'Exonération de TVA, art. 261 du CGI', undefined],
    ['AE', 'Autoliquidation, art. 283 du CGI', 'VATEX-FR-AE'],
  ])('%s alone gets its usual reason', async (category, reason, code) => {
    const { cii, created } = await issue(
      tenant,
      withLines([line({ vat_rate: undefined, vat_category: category })], {
        buyer_vat_number: 'FR98765432109',
      }),
    );
    expect(created.body.data.lines[0]).toMatchObject({ vat_category: category, vat_rate: 0, total_tax: 0 });
    expect(cii.one('BT-118')).toBe(category);
    expect(cii.one('BT-120')).toBe(reason);
    expect(cii.one('BT-121')).toBe(code);
  });

  test('O has no rate, and cannot be beside a VAT number', async () => {
    const body = withLines([line({ vat_rate: undefined, vat_category: 'O' })]);
    const refused = await tenant.call('POST', '/invoices', body);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual({
      'lines.0.vat_category': [
        'lines.0.vat_category: An invoice that is not subject to VAT (O) carries no VAT number (BT-31, BT-48, BT-63). (BR-O-02)',
      ],
    });
    const own = await platform.tenant({ slug: 'outside' });
    await own.call('PATCH', `/companies/${own.companyId}`, { vat_regime: 'franchise', vat_number: null });
    const { cii } = await issue(own, body);
    expect(cii.one('BT-118')).toBe('O');
    expect(cii.all('BT-119')).toEqual([]);
    expect(cii.all('BT-152')).toEqual([]);
    expect(cii.one('BT-121')).toBe('VATEX-EU-O');
  });

  test('a reason for a taxed line is refused where it was given', async () => {
    const { status, body } = await tenant.call(
      'POST',
      '/invoices',
      withLines([line(), line({ exemption_reason: 'Parce que', vat_rate: 10 })]),
    );
    expect({ status, fields: Object.keys(body.errors) }).toEqual({
      status: 422,
      fields: ['lines.1.exemption_reason'],
    });
  });

  test('Z and a zero rate without a reason', async () => {
    const stated = await issue(tenant, withLines([line({ vat_rate: 0, vat_category: 'Z' })]));
    expect(stated.cii.one('BT-118')).toBe('Z');
    expect(stated.cii.one('BT-120')).toBeUndefined();
    const assumed = await issue(tenant, withLines([line({ vat_rate: 0 })]));
    expect(assumed.cii.one('BT-118')).toBe('Z');
    expect(assumed.created.body.warnings).toContainEqual({
      field: 'lines.0.vat_rate',
      message:
        'lines.0.vat_rate: a zero rate without a reason is written as "zero rated" (Z): send vat_category and exemption_reason to say why there is no VAT.',
    });
  });

  test('a zero rate with a reason is an exemption', async () => {
    const { cii } = await issue(
      tenant,
      withLines([line({ vat_rate: 0, exemption_reason: 'Soins, art. 261-4-1° du CGI' })]),
    );
    expect(cii.one('BT-118')).toBe('E');
    expect(cii.one('BT-120')).toBe('Soins, art. 261-4-1° du CGI');
  });

  test('two reasons of one category are both said', async () => {
    const { cii } = await issue(
      tenant,
      withLines([
        line({ vat_rate: 0, exemption_reason: 'Soins, art. 261-4-1° du CGI' }),
        line({ vat_rate: 0, exemption_reason: 'Formation, art. 261-4-4° du CGI' }),
        line({ vat_rate: 0, exemption_reason: 'Soins, art. 261-4-1° du CGI' }),
      ]),
    );
    expect(cii.all('BT-118')).toEqual(['E']);
    expect(cii.one('BT-120')).toBe('Soins, art. 261-4-1° du CGI ; Formation, art. 261-4-4° du CGI');
    const coded = await issue(
      tenant,
      withLines([
        line({ vat_rate: 0, exemption_code: 'VATEX-EU-132-1I' }),
        line({ vat_rate: 0, exemption_code: 'VATEX-EU-132-1C', exemption_reason: 'Soins' }),
      ]),
    );
    expect(coded.cii.one('BT-120')).toBe('VATEX-EU-132-1I ; Soins');
    expect(coded.cii.one('BT-121')).toBeUndefined();
  });

  test('goods to a business elsewhere in the EU: K, delivered there', async () => {
    const { cii } = await issue(tenant, withLines([line({ vat_rate: 0, supply_type: 'goods' })], german));
    expect(cii.one('BT-118')).toBe('K');
    expect(cii.one('BT-121')).toBe('VATEX-EU-IC');
    expect(cii.one('BT-80')).toBe('DE');
    expect(cii.one('BT-72')).toBe('20260506');
    expect(cii.one('BT-23')).toBe('B1');
  });

  test('services to a business elsewhere in the EU: AE', async () => {
    const { cii } = await issue(tenant, withLines([line({ vat_rate: 0, supply_type: 'services' })], german));
    expect(cii.one('BT-118')).toBe('AE');
    expect(cii.one('BT-121')).toBe('VATEX-EU-AE');
  });

  test('goods out of the EU: G', async () => {
    const { cii } = await issue(
      tenant,
      withLines([line({ vat_rate: 0, supply_type: 'goods' })], {
        buyer_name: 'Globex Inc.',
        buyer_country: 'US',
        buyer_siret: undefined,
        buyer_legal_id: '12-3456789',
        buyer_address: { line1: '1 Main Street', postal_code: '10001', city: 'New York', country: 'US' },
        buyer_electronic_address: { scheme: 'EM', value: 'ap@globex.example' },
      }),
    );
    expect(cii.one('BT-118')).toBe('G');
    expect(cii.one('BT-120')).toBe('Exonération de TVA, art. 262, I du CGI');
  });

  test('a seller under the franchise: no VAT, and why', async () => {
    const own = await platform.tenant({ slug: 'franchise' });
    await own.call('PATCH', `/companies/${own.companyId}`, { vat_regime: 'franchise', vat_number: null });
    const { cii, created } = await issue(own, withLines([line({ vat_rate: 0 })]));
    expect(created.body.data.seller_vat_number).toBeNull();
    expect(cii.one('BT-118')).toBe('E');
    expect(cii.one('BT-120')).toBe('TVA non applicable, art. 293 B du CGI');
    expect(cii.one('BT-121')).toBe('VATEX-FR-FRANCHISE');
    const taxed = await own.call('POST', '/invoices', withLines([line()]));
    expect(taxed.status).toBe(422);
    expect(taxed.body.errors).toEqual({
      'lines.0.vat_rate': [
        'lines.0.vat_rate: a company under the small business franchise charges no VAT (CGI art. 293 B and 283-3): the rate is 0.',
      ],
    });
  });
});

describe('rates', () => {
  test.each([20, 10, 5.5, 2.1, 13, 0.9, 8.5, 1.75, 1.05, 9.2, 9.6])(
    '%d %% is in force in France in 2026',
    async (rate) => {
      const { status } = await tenant.call('POST', '/invoices', withLines([line({ vat_rate: rate })]));
      expect(status).toBe(201);
    },
  );

  test('rates of Corsica and overseas are printed as they are', async () => {
    const { cii } = await issue(
      tenant,
      withLines([line({ vat_rate: 8.5 }), line({ vat_rate: 1.75 }), line({ vat_rate: 0.9 })]),
    );
    expect(cii.all('BT-119')).toEqual(['8.5', '1.75', '0.9']);
  });

  test.each([
    [
      19,
      'lines.0.vat_rate: 19% is not a French VAT rate (BR-FR-16): 20, 10, 5.5, 2.1, 0, or a rate of Corsica or overseas.',
    ],
    [
      19.6,
      'lines.0.vat_rate: the rate of 19.6% is in force from 2000-04-01 to 2013-12-31, not on 2026-05-06: if the operation is of that time, give its date (delivery, BT-72, or period, BG-14).',
    ],
    [
      7,
      'lines.0.vat_rate: the rate of 7% is in force from 2012-01-01 to 2013-12-31, not on 2026-05-06: if the operation is of that time, give its date (delivery, BT-72, or period, BG-14).',
    ],
  ])('%d %% is refused', async (rate, sentence) => {
    const { status, body } = await tenant.call('POST', '/invoices', withLines([line({ vat_rate: rate })]));
    expect(status).toBe(422);
    expect(body.errors).toEqual({ 'lines.0.vat_rate': [sentence] });
  });

  test('19.6 % was right in 2013', async () => {
    const { cii } = await issue(
      tenant,
      withLines([line({ vat_rate: 19.6 })], { issue_date: '2013-12-31', due_date: '2014-01-30' }),
    );
    expect(cii.one('BT-117')).toBe('19.60');
  });
});

describe('foreign currency', () => {
  test('the VAT is said in euros too', async () => {
    const { created, cii } = await issue(
      tenant,
      withLines([line({ unit_price: 99.99 })], { currency: 'USD', exchange_rate: '0.92345678' }),
    );
    expect(created.body.data).toMatchObject({
      currency: 'USD',
      tax_currency: 'EUR',
      exchange_rate: 0.92345678,
      total_tax: 20,
      total_tax_in_tax_currency: 18.47,
    });
    expect(cii.one('BT-5')).toBe('USD');
    expect(cii.one('BT-6')).toBe('EUR');
    expect(cii.vatTotals()).toEqual({ USD: '20.00', EUR: '18.47' });
  });

  test('without a rate it cannot be', async () => {
    const { status, body } = await tenant.call(
      'POST',
      '/invoices',
      withLines([line()], { currency: 'USD' }),
      { headers: { 'accept-language': 'fr' } },
    );
    expect(status).toBe(422);
    expect(body.errors).toEqual({
      exchange_rate: [
        'exchange_rate : une facture en USD donne aussi la TVA en euros (BR-FR-CO-12) : envoyez le nombre d’euros pour une unité de la devise.',
      ],
    });
  });

  test.each([
    [{ exchange_rate: 0.9 }, 'exchange_rate'],
    [{ currency: 'USD', exchange_rate: 0.9, tax_currency: 'GBP' }, 'tax_currency'],
    [{ currency: 'XXQ' }, 'currency'],
    [{ currency: 'USD', exchange_rate: 0 }, 'exchange_rate'],
  ])('%j is refused', async (changes, field) => {
    const { status, body } = await tenant.call('POST', '/invoices', withLines([line()], changes));
    expect({ status, fields: Object.keys(body.errors) }).toEqual({ status: 422, fields: [field] });
  });
});

describe('the largest amounts', () => {
  test('are issued and printed, beyond what a payment QR code can say', async () => {
    const { created, cii } = await issue(
      tenant,
      withLines([line({ quantity: '8333333333', unit_price: '1000' })]),
    );
    expect(created.body.data).toMatchObject({
      total_ht: 8_333_333_333_000,
      total_tax: 1_666_666_666_600,
      total_ttc: 9_999_999_999_600,
    });
    expect(cii.one('BT-112')).toBe('9999999999600.00');
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    [
      'a line',
      { lines: [line({ quantity: '999999999999999', unit_price: '999999999999' })] },
      ['lines.0.total_ht', 'total_ttc'],
    ],
    [
      'a total',
      { lines: [line({ quantity: '8333333333', unit_price: '1000' }), line({ unit_price: 1000 })] },
      ['total_ttc'],
    ],
    [
      'the VAT in euros',
      {
        lines: [line({ quantity: '1000000', unit_price: '1000' })],
        currency: 'USD',
        exchange_rate: '99999999',
      },
      ['exchange_rate'],
    ],
  ])('%s above them is refused when the invoice is created', async (_, changes, fields) => {
    const { status, body } = await tenant.call('POST', '/invoices', withLines([], changes));
    expect({ status, fields: Object.keys(body.errors).sort() }).toEqual({ status: 422, fields });
  });
});
