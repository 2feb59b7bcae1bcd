/** What is wrong is refused when the invoice is created, on the field that is wrong, in the caller's language. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

const line = (changes: Record<string, unknown> = {}) => ({
  description: 'Conseil',
  quantity: 5,
  unit: 'DAY',
  unit_price: 200,
  vat_rate: 20,
  ...changes,
});
const withLine = (changes: Record<string, unknown>) => ({ lines: [line(changes)] });

async function errorsOf(changes: Record<string, unknown>, language: string) {
  const answer = await tenant.call('POST', '/invoices', invoiceBody(changes), {
    headers: { 'accept-language': language },
  });
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ code: 'validation_failed', error_code: 'VALIDATION_FAILED' });
  return answer.body.errors;
}

test.each<[string, Record<string, unknown>, Record<string, string>, Record<string, string>]>([
  [
    'a negative quantity',
    withLine({ quantity: -5 }),
    {
      'lines.0.quantity':
        'lines.0.quantity: the value must be greater than 0; a correction is made by a credit note.',
    },
    {
      'lines.0.quantity':
        'lines.0.quantity : la valeur doit être supérieure à 0 ; une correction se fait par un avoir.',
    },
  ],
  [
    'a total off by a cent',
    { total_ttc: 1200.01 },
    {
      total_ttc:
        'total_ttc: the computation gives 1200.00, you sent 1200.01: correct it, or leave the field out.',
    },
    {
      total_ttc:
        'total_ttc : le calcul donne 1200.00, vous avez envoyé 1200.01 : corrigez, ou n’envoyez pas ce champ.',
    },
  ],
  [
    'a VAT rate of 19',
    { ...withLine({ vat_rate: 19 }), total_tax: undefined, total_ttc: undefined },
    {
      'lines.0.vat_rate':
        'lines.0.vat_rate: 19% is not a French VAT rate (BR-FR-16): 20, 10, 5.5, 2.1, 0, or a rate of Corsica or overseas.',
    },
    {
      'lines.0.vat_rate':
        'lines.0.vat_rate : 19 % n’est pas un taux de TVA français (BR-FR-16) : 20, 10, 5.5, 2.1, 0, ou un taux de Corse ou d’outre-mer.',
    },
  ],
  [
    'a SIRET of 13 digits',
    { buyer_siret: '9876543210987' },
    { buyer_siret: 'buyer_siret: a SIRET has 14 digits, sent as text (13 received).' },
    { buyer_siret: 'buyer_siret : un SIRET compte 14 chiffres, envoyés en texte (13 reçus).' },
  ],
  [
    'a future date',
    { issue_date: '2026-05-07' },
    { issue_date: 'issue_date: an invoice is not dated in the future: it is 2026-05-06 in Paris.' },
    {
      issue_date:
        'issue_date : une facture n’est pas datée d’un jour à venir : nous sommes le 2026-05-06 à Paris.',
    },
  ],
  [
    'a 30th of February',
    { issue_date: '2026-02-30' },
    { issue_date: 'issue_date: 2026-02-30 is not a day of the calendar.' },
    { issue_date: 'issue_date : le 2026-02-30 n’existe pas au calendrier.' },
  ],
  [
    'a due date before the invoice',
    { due_date: '2026-05-05' },
    { due_date: 'due_date: the due date cannot precede the invoice date.' },
    { due_date: 'due_date : l’échéance ne peut pas précéder la date de la facture.' },
  ],
  [
    'an unknown unit',
    withLine({ unit: 'zorgmid' }),
    {
      'lines.0.unit':
        'lines.0.unit: "zorgmid" is neither a UN/ECE unit code (C62, DAY, HUR, KGM…) nor a word we know (day, hour, piece, kg…).',
    },
    {
      'lines.0.unit':
        'lines.0.unit : « zorgmid » n’est ni un code d’unité UN/ECE (C62, DAY, HUR, KGM…) ni un mot que nous connaissions (jour, heure, pièce, kg…).',
    },
  ],
  [
    'a seller who is another',
    { seller_siret: '11111111111111' },
    {
      seller_siret:
        "seller_siret: the issuing company is Acme SAS (12345678901234), not 11111111111111: send the issuer's identifier, or nothing.",
    },
    {
      seller_siret:
        'seller_siret : la société émettrice est Acme SAS (12345678901234), pas 11111111111111 : envoyez l’identifiant de l’émetteur, ou rien.',
    },
  ],
])('%s', async (_, changes, english, french) => {
  const listed = (errors: Record<string, string>) =>
    Object.fromEntries(Object.entries(errors).map(([field, sentence]) => [field, [sentence]]));
  expect(await errorsOf(changes, 'en')).toEqual(listed(english));
  expect(await errorsOf(changes, 'fr')).toEqual(listed(french));
});

test.each<[string, Record<string, unknown>, string[]]>([
  [
    'no buyer at all',
    { buyer_name: undefined, buyer_address: undefined, buyer_siret: undefined },
    ['buyer_address', 'buyer_name', 'buyer_siret'],
  ],
  ['no line', { lines: [] }, ['lines']],
  ['lines that are no list', { lines: 'x' }, ['lines']],
  ['a quantity of zero', withLine({ quantity: 0 }), ['lines.0.quantity']],
  ['a quantity that is text', withLine({ quantity: 'many' }), ['lines.0.quantity']],
  ['a decimal comma', withLine({ unit_price: '12,50' }), ['lines.0.unit_price']],
  ['an exponent', withLine({ unit_price: '1e3' }), ['lines.0.unit_price']],
  ['a negative price', withLine({ unit_price: -1 }), ['lines.0.unit_price']],
  ['a discount above 100', withLine({ discount: 100.5 }), ['lines.0.discount']],
  ['no rate', withLine({ vat_rate: undefined }), ['lines.0.vat_rate']],
  ['a rate for what bears none', withLine({ vat_category: 'E' }), ['lines.0.vat_rate']],
  ['an unknown category', withLine({ vat_category: 'Q' }), ['lines.0.vat_category']],
  [
    'an unknown exemption code',
    withLine({ vat_rate: 0, exemption_code: 'VATEX-XX' }),
    ['lines.0.exemption_code'],
  ],
  ['a description of 501 characters', withLine({ description: 'é'.repeat(501) }), ['lines.0.description']],
  ['notes of 2001 characters', { notes: 'x'.repeat(2001) }, ['notes']],
  ['a control character', withLine({ description: 'a\u0001b' }), ['lines.0.description']],
  ['a lone surrogate', { notes: 'a\ud800b' }, ['notes']],
  ['an IBAN that is none', { bank_details: { iban: 'FR76' } }, ['bank_details.iban']],
  ['a BIC that is none', { bank_details: { bic: '12' } }, ['bank_details.bic']],
  ['an unknown country', { buyer_country: 'ZZ' }, ['buyer_country']],
  ['a direction that is not ours', { direction: 'incoming' }, ['direction']],
  [
    'a period that ends before it starts',
    { period: { start: '2026-02-02', end: '2026-02-01' } },
    ['period.end'],
  ],
  ['a moment for a date', { issue_date: '2026-05-06T00:00:00Z' }, ['issue_date']],
  ['an individual with a SIRET of 3', { buyer_is_individual: true, buyer_siret: '123' }, ['buyer_siret']],
  ['a VAT number of nowhere', { buyer_vat_number: 'ZZ123' }, ['buyer_vat_number']],
  [
    'an unknown electronic address scheme',
    { buyer_electronic_address: { scheme: '0001', value: 'x' } },
    ['buyer_electronic_address'],
  ],
  [
    'an amount that is not that of the percentage',
    { discount_amount: 1, discount_percent: 1 },
    ['discount_amount'],
  ],
])('%s is refused on its field', async (_, changes, fields) => {
  const errors = await errorsOf(
    { total_ht: undefined, total_tax: undefined, total_ttc: undefined, ...changes },
    'en',
  );
  expect(Object.keys(errors).sort()).toEqual(fields);
});

test('everything wrong is said at once, identifiers and figures together', async () => {
  const errors = await errorsOf(
    {
      issue_date: '2026-05-07',
      bank_details: { iban: 'FR7630006000011234567890188' },
      total_ht: 1,
      seller_country: 'DE',
      lines: [line({ vat_rate: 19, unit: 'zorgmid' })],
      total_tax: undefined,
      total_ttc: undefined,
    },
    'en',
  );
  expect(Object.keys(errors).sort()).toEqual([
    'issue_date',
    'lines.0.unit',
    'lines.0.vat_rate',
    'seller_country',
    'total_ht',
  ]);
});

test("another tenant's buyer is nobody", async () => {
  const other = await platform.tenant({ slug: 'other-sas' });
  const buyer = await other.call('POST', '/buyers', {
    name: 'Globex SAS',
    siret: '98765432109876',
    billing_address: { line1: '10 Place Vendôme', postal_code: '75001', city: 'Paris' },
  });
  expect(buyer.status).toBe(201);
  const stolen = await tenant.call('POST', '/invoices', invoiceBody({ buyer_id: buyer.body.data.id }));
  expect(stolen.status).toBe(404);
  const unknown = await tenant.call(
    'POST',
    '/invoices',
    invoiceBody({ buyer_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0001' }),
  );
  expect(unknown.status).toBe(404);
  expect(unknown.body.message).toBe(stolen.body.message);
});

test('what the sandbox only warns of', async () => {
  const { status, body } = await tenant.call(
    'POST',
    '/invoices',
    invoiceBody({
      buyer_vat_number: 'FR98765432109',
      bank_details: { iban: 'FR7630006000011234567890188' },
    }),
  );
  expect(status).toBe(201);
  expect(new Set(body.warnings.map(({ field }: { field: string }) => field))).toEqual(
    new Set(['bank_details.iban', 'buyer_siret', 'buyer_vat_number']),
  );
});

describe('in live', () => {
  let live: TestTenant;
  let key: string;
  beforeAll(async () => {
    live = await platform.tenant({ slug: 'live-sas' });
    key = await live.newKey({ environment: 'production' });
    const moved = await live.call(
      'PUT',
      `/companies/${live.companyId}`,
      { siret: '73282932000074', vat_number: 'FR44732829320', operation_category: null },
      { key },
    );
    expect(moved.body.errors).toBeUndefined();
    await live.verify();
  });

  const body = (changes: Record<string, unknown> = {}) =>
    invoiceBody({ buyer_siret: '55203253400646', operation_category: 'services', ...changes });

  test('an invoice whose identifiers hold is taken', async () => {
    const { status, body: answer } = await live.call('POST', '/invoices', body(), { key });
    expect({ status, errors: answer.errors }).toEqual({ status: 201, errors: undefined });
    expect(answer.data.environment).toBe('production');
    expect(answer.warnings).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a check digit of a SIRET', { buyer_siret: '98765432109876' }, 'buyer_siret'],
    ['the key of a VAT number', { buyer_vat_number: 'FR98552032534' }, 'buyer_vat_number'],
    ['an IBAN', { bank_details: { iban: 'FR7630006000011234567890188' } }, 'bank_details.iban'],
    ['what is sold', { operation_category: undefined }, 'operation_category'],
    [
      'the SIREN of a French business',
      {
        buyer_siret: undefined,
        buyer_legal_id: 'X-1',
        buyer_electronic_address: { scheme: 'EM', value: 'a@b.fr' },
      },
      'buyer_siret',
    ],
  ])('%s is asked for, or must hold', async (_, changes, field) => {
    const { status, body: answer } = await live.call('POST', '/invoices', body(changes), { key });
    expect({ status, fields: Object.keys(answer.errors ?? {}) }).toEqual({ status: 422, fields: [field] });
  });

  test('a foreign business needs no address in the French directory', async () => {
    const foreign = body({
      buyer_siret: undefined,
      buyer_country: 'DE',
      buyer_vat_number: 'DE123456788',
      buyer_address: { line1: 'Hauptstraße 1', postal_code: '10115', city: 'Berlin', country: 'DE' },
    });
    expect((await live.call('POST', '/invoices', foreign, { key })).status).toBe(201);
  });
});
