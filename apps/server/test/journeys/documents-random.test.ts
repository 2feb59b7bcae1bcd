/**
 * Any valid invoice is taken, issued, and its document breaks no rule; whatever else comes is refused at creation on a
 * field, never at submission, and never breaks the platform.
 */
import { checkInvoice, type Invoice } from '@scell/en16931';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findIssuedDocument } from '../../src/features/invoices/store.ts';
import { createTestPlatform, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
/** A company of the mainland, one under the franchise, one overseas. */
const sellers: Record<'normal' | 'franchise' | 'overseas', TestTenant | undefined> = {
  normal: undefined,
  franchise: undefined,
  overseas: undefined,
};
beforeAll(async () => {
  platform = await createTestPlatform();
  sellers.normal = await platform.tenant({ slug: 'normal' });
  sellers.franchise = await platform.tenant({ slug: 'franchise' });
  sellers.overseas = await platform.tenant({ slug: 'overseas' });
  await change(sellers.franchise, { vat_regime: 'franchise', vat_number: null, operation_category: null });
  await change(sellers.overseas, {
    address_line1: '1 Rue de Paris',
    postal_code: '97400',
    city: 'Saint-Denis',
    operation_category: 'goods',
    vat_on_debits: true,
    iban: null,
    bic: null,
  });
});
afterAll(() => platform.close());

async function change(tenant: TestTenant, changes: Record<string, unknown>): Promise<void> {
  const { status } = await tenant.call('PATCH', `/companies/${tenant.companyId}`, changes);
  expect(status).toBe(200);
}

/** A decimal of at most `places` decimals between `min` and `max` units of the last one, as text. */
const decimal = (min: number, max: number, places: number) =>
  fc.integer({ min, max }).map((units) => (places === 0 ? String(units) : scaled(BigInt(units), places)));

function scaled(units: bigint, places: number): string {
  const digits = units.toString().padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

const letters = [...'abc XYZ éàùœŁ ñ ß ½ € 123 ,.;:!?()%+-/', ...`<>&"'`, ...'αβγ ΩΣ жщЁ'];
const word = (maxLength: number) =>
  fc
    .array(fc.constantFrom(...letters), { minLength: 1, maxLength })
    .map((characters) => `x${characters.join('')}`);

const rates = fc.constantFrom('20', '10', '5.5', '2.1', '8.5', '1.75', '1.05', '13', '0.9');
const line = fc.record(
  {
    description: word(80),
    quantity: decimal(1, 99_999_999, 4),
    unit_price: decimal(0, 2_000_000_000, 6),
    unit: fc.constantFrom('C62', 'DAY', 'HUR', 'KGM', 'MTR', 'jour', 'pièce'),
    discount: fc.oneof(decimal(0, 10_000, 2), fc.constant('100')),
    supply_type: fc.constantFrom('goods', 'services'),
    product_code: word(20),
    vat_rate: rates,
  },
  { requiredKeys: ['description', 'quantity', 'unit_price', 'vat_rate'] },
);
const exemptLine = fc
  .tuple(
    line,
    fc.constantFrom<Record<string, unknown>>(
      { vat_category: 'E' },
      { vat_category: 'E', exemption_code: 'VATEX-EU-132-1I' },
      { vat_category: 'E', exemption_reason: 'Art. 261 du CGI' },
      { vat_category: 'Z' },
      { vat_rate: '0' },
    ),
  )
  .map(([{ vat_rate: _, ...rest }, exempt]) => ({ ...rest, ...exempt }));

const address = (country: string, postal_code: string) =>
  fc.record(
    {
      line1: word(60),
      line2: word(40),
      postal_code: fc.constant(postal_code),
      city: word(30),
      region: word(20),
      country: fc.constant(country),
    },
    { requiredKeys: ['line1', 'postal_code', 'city', 'country'] },
  );

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

const buyer = fc.oneof(
  fc.record({ buyer_name: word(60), buyer_siret: digits(14), buyer_address: address('FR', '75001') }),
  fc.record({ buyer_name: word(60), buyer_siren: digits(9), buyer_address: address('FR', '20000') }),
  fc.record({
    buyer_name: word(60),
    buyer_is_individual: fc.constant(true),
    buyer_address: address('FR', '97110'),
  }),
  fc.record({
    buyer_name: word(60),
    buyer_is_individual: fc.constant(true),
    buyer_country: fc.constant('DE'),
    buyer_address: address('DE', '10115'),
  }),
  fc.record({
    buyer_name: word(60),
    buyer_vat_number: digits(9).map((number) => `DE${number}`),
    buyer_country: fc.constant('DE'),
    buyer_address: address('DE', '10115'),
  }),
  fc.record({
    buyer_name: word(60),
    buyer_legal_id: word(20),
    buyer_country: fc.constant('US'),
    buyer_address: address('US', '10001'),
  }),
);

const discount = fc.oneof(
  fc.constant({}),
  decimal(0, 10_000, 2).map((discount_percent) => ({ discount_percent })),
);
const money = fc.oneof(
  fc.constant({}),
  decimal(1, 200_000_000, 8).map((exchange_rate) => ({ currency: 'USD', exchange_rate })),
);
const day = fc
  .integer({ min: 0, max: 4000 })
  .map((days) => new Date(Date.parse('2026-05-06') - days * 86_400_000).toISOString().slice(0, 10));

const invoice = fc
  .record({
    seller: fc.constantFrom('normal', 'overseas', 'franchise'),
    lines: fc.array(fc.oneof({ weight: 3, arbitrary: line }, { weight: 1, arbitrary: exemptLine }), {
      minLength: 1,
      maxLength: 6,
    }),
    buyer,
    discount,
    money,
    issue_date: day,
    extra: fc.record(
      {
        notes: word(200),
        payment_terms: word(60),
        purchase_order: word(30),
        buyer_reference: word(30),
        payment_method: fc.constantFrom('virement', 'carte', 'cheque', 'especes', 'prelevement'),
        buyer_shipping_address: address('FR', '69001'),
        operation_category: fc.constantFrom('goods', 'services', 'mixed'),
        output_format: fc.constantFrom('facturx', 'ubl', 'cii'),
        period: fc.constant({ start: '2026-01-01', end: '2026-01-31' }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ seller, lines, buyer: who, discount: off, money: rate, issue_date, extra }) => ({
    seller: seller as keyof typeof sellers,
    body: {
      ...who,
      ...off,
      ...rate,
      ...extra,
      issue_date,
      lines:
        seller === 'franchise'
          ? lines.map((each) => ({
              ...each,
              vat_category: undefined,
              vat_rate: '0',
              exemption_code: undefined,
              exemption_reason: undefined,
            }))
          : lines,
    },
  }));

/** Units of the last decimal: `1.50` in cents is 150. */
function units(text: string, places: number): bigint {
  const [whole = '0', part = ''] = text.split('.');
  return BigInt(whole + part.padEnd(places, '0').slice(0, places));
}

function rounded(value: bigint, by: bigint): bigint {
  return (value * 2n + by) / (by * 2n);
}

test('any valid invoice is issued, says exact figures, and breaks no rule', async () => {
  await fc.assert(
    fc.asyncProperty(invoice, async ({ seller, body }) => {
      const tenant = sellers[seller];
      if (tenant === undefined) throw new Error('no seller');
      const created = await tenant.call('POST', '/invoices', body);
      expect(created.body.errors).toBeUndefined();
      expect(created.status).toBe(201);
      const { id } = created.body.data;
      const submitted = await tenant.call('POST', `/invoices/${id}/submit`);
      expect(submitted.body.errors).toBeUndefined();
      expect(submitted.status).toBe(200);

      const tenantId = tenant.summary.id;
      const issued = await platform.services.databases.sandbox.withTenant({ tenantId }, (tx) =>
        findIssuedDocument(tx, tenantId, id),
      );
      const document: Invoice = { number: issued?.number, ...JSON.parse(issued?.document ?? '{}') };
      const french = document.buyer.legalId?.scheme === '0002' && document.buyer.address.country === 'FR';
      expect(checkInvoice(document, { french }).filter(({ severity }) => severity === 'fatal')).toEqual([]);

      // Figures by whole numbers of the smallest unit, beside the platform's decimals.
      const nets = body.lines.map((each) =>
        rounded(
          units(each.quantity, 4) *
            units(each.unit_price, 6) *
            (10_000n - units('discount' in each ? (each.discount ?? '0') : '0', 2)),
          10n ** (4n + 6n + 4n - 2n),
        ),
      );
      expect(document.lines.map(({ netAmount }) => units(netAmount, 2))).toEqual(nets);
      const tax = document.vatBreakdown.map(({ taxableAmount, rate }) =>
        rounded(units(taxableAmount, 2) * units(rate ?? '0', 2), 10_000n),
      );
      expect(document.vatBreakdown.map(({ taxAmount }) => units(taxAmount, 2))).toEqual(tax);
      const { totals } = document;
      const off = units(totals.allowances ?? '0', 2);
      const net = nets.reduce((sum, each) => sum + each, 0n);
      const vat = tax.reduce((sum, each) => sum + each, 0n);
      expect(
        [totals.lineNet, totals.withoutVat, totals.vat ?? '0', totals.withVat].map((text) => units(text, 2)),
      ).toEqual([net, net - off, vat, net - off + vat]);

      for (const [type, start] of [
        ['pdf', '%PDF-'],
        ['ubl', '<?xml'],
      ]) {
        const file = await tenant.call('GET', `/invoices/${id}/download/${type}`, undefined, {
          headers: { accept: '*/*' },
        });
        expect(file.bytes.subarray(0, 5).toString()).toBe(start);
      }
      const trail = await tenant.call('GET', `/invoices/${id}/audit-trail`);
      expect(trail.body.integrity_valid).toBe(true);
    }),
    { numRuns: 40 },
  );
}, 120_000);

/** A body of known fields with values of any kind, over a valid one. */
const FIELDS = [
  'issue_date due_date delivery_date currency exchange_rate tax_currency seller_name seller_siret seller_address',
  'buyer_name buyer_siret buyer_siren buyer_vat_number buyer_legal_id buyer_country buyer_email buyer_address',
  'buyer_shipping_address buyer_electronic_address buyer_is_individual lines discount_amount discount_percent',
  'total_ht total_tax total_ttc purchase_order payment_terms payment_method bank_details notes metadata period',
  'output_format operation_category external_id send_immediately buyer seller buyer_id company_id',
].flatMap((names) => names.split(' '));

const anything = fc.oneof(
  fc.anything({ maxDepth: 2, withNullPrototype: false }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double(),
  fc.constantFrom(
    '0',
    '-0',
    '1e5',
    '99999999999999999999',
    ' ',
    '\u0000',
    '2026-13-01',
    'FR',
    'EUR',
    '__proto__',
  ),
);

test('whatever comes is answered with 201, or 4xx on a field, and what was taken can be issued', async () => {
  const tenant = sellers.normal;
  if (tenant === undefined) throw new Error('no seller');
  const valid = {
    issue_date: '2026-05-06',
    buyer_name: 'Globex',
    buyer_siret: '98765432109876',
    buyer_address: { line1: '1 rue', postal_code: '75001', city: 'Paris' },
    lines: [{ description: 'x', quantity: 1, unit_price: 1, vat_rate: 20 }],
  };
  const lineFields =
    'description quantity unit unit_price vat_rate vat_category discount total_ht period metadata exemption_code product_code'.split(
      ' ',
    );
  const wild = fc.oneof(
    fc
      .dictionary(fc.constantFrom(...FIELDS), anything, { maxKeys: 4 })
      .map((changes) => ({ ...valid, ...changes })),
    fc
      .dictionary(fc.constantFrom(...lineFields), anything, { maxKeys: 3 })
      .map((changes) => ({ ...valid, lines: [{ ...valid.lines[0], ...changes }] })),
    fc.anything({ maxDepth: 2 }),
  );
  await fc.assert(
    fc.asyncProperty(wild, async (body) => {
      let payload: string | undefined;
      try {
        payload = JSON.stringify(body);
      } catch {
        // BigInt has no JSON: nobody can send it.
      }
      if (payload === undefined) return;
      const { status, body: answer } = await tenant.call('POST', '/invoices', payload);
      expect(status, JSON.stringify(answer)).toBeLessThan(500);
      if (status === 422) {
        expect(Object.keys(answer.errors).length).toBeGreaterThan(0);
        for (const sentences of Object.values<string[]>(answer.errors)) expect(sentences[0]).toMatch(/\S/);
      } else if (status === 201 || status === 200) {
        const issued = await tenant.call('POST', `/invoices/${answer.data.id}/submit`);
        expect(issued.status, JSON.stringify(issued.body)).toBe(200);
      } else expect([400, 404, 409]).toContain(status);
    }),
    { numRuns: 200 },
  );
}, 120_000);
