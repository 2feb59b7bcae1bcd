import { expect, test } from 'vitest';
import { ApiError } from '../errors/api-error.ts';
import type { OperationDefinition } from '../operation.ts';
import { operations } from '../operations.ts';
import { parse } from '../parse.ts';
import { createBuyer, listBuyers, updateBuyer } from './buyers.ts';
import { createCompany, updateCompany } from './companies.ts';
import {
  createInvoice,
  downloadInvoice,
  listInvoices,
  markInvoicePaid,
  updateInvoice,
} from './invoices/operations.ts';
import { createTenantInvoice } from './invoices/tenant-operations.ts';

/** English sentences by field. */
function errorsOf(schema: Parameters<typeof parse>[0], body: unknown): Record<string, string[]> {
  try {
    parse(schema, body);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const found: Record<string, string[]> = {};
    for (const { path, text } of error.errors) found[path] = [...(found[path] ?? []), text.en];
    return found;
  }
  return {};
}

const address = { line1: '1 Rue de la Paix', postal_code: '75001', city: 'Paris', country: 'FR' };
const frenchSeller = {
  seller_name: 'Acme SAS',
  seller_country: 'FR',
  seller_siret: '12345678901234',
  seller_address: address,
};
const totals = { total_ht: 1000.0, total_tva: 200.0, total_ttc: 1200.0 };
const dates = { invoice_date: '2026-05-06', due_date: '2026-06-05' };
const fixed = { direction: 'outgoing', output_format: 'facturx', currency: 'EUR' };

// The REST reference's dialect (sections 5.4 and 6.1 to 6.3), in our own words.
const restLine = {
  description: 'Conseil',
  quantity: 5,
  unit: 'DAY',
  unit_price_ht: 200.0,
  tva_rate: 20,
  total_ht: 1000,
  total_ttc: 1200,
};
const restBusiness = {
  ...dates,
  ...fixed,
  ...frenchSeller,
  seller_vat_number: 'FR12345678901',
  buyer_name: 'Globex SAS',
  buyer_country: 'FR',
  buyer_siret: '98765432109876',
  buyer_vat_number: 'FR98765432109',
  buyer_address: address,
  buyer_shipping_address: { name: 'Quai nord', ...address, region: 'Île-de-France' },
  ...totals,
  lines: [restLine],
  payment_terms: '30 jours fin de mois',
  notes: 'Commande 42',
};
const restIndividual = {
  ...dates,
  ...fixed,
  ...frenchSeller,
  buyer_name: 'Marie Dupont',
  buyer_country: 'FR',
  buyer_is_individual: true,
  buyer_address: address,
  ...totals,
  lines: [restLine],
};
const restRegistered = {
  ...dates,
  ...fixed,
  ...frenchSeller,
  buyer_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0001',
  ...totals,
  lines: [restLine],
};

// The French reference's dialect (its section 3), which the first clients speak.
const frenchLine = {
  description: 'Prestation',
  quantity: 10,
  unit_price: 100.0,
  tax_rate: 20.0,
  total_ht: 1000,
  total_tax: 200,
  total_ttc: 1200,
};
const frenchBusiness = {
  direction: 'outgoing',
  output_format: 'facturx',
  issue_date: '2026-01-15',
  total_ht: 1000.0,
  total_tax: 200.0,
  total_ttc: 1200.0,
  seller_siret: '12345678901234',
  seller_name: 'Ma Société SAS',
  seller_address: { line1: '1 Rue de la Paix', postal_code: '75001', city: 'Paris' },
  buyer_siret: '98765432109876',
  buyer_name: 'Client SARL',
  buyer_address: { line1: '10 Avenue des Champs', postal_code: '75008', city: 'Paris' },
  lines: [frenchLine],
};

test.each(Object.entries({ restBusiness, restIndividual, restRegistered, frenchBusiness }))(
  'POST /invoices reads %s without error or warning',
  (_name, body) => {
    expect(parse(createInvoice.body, body, { strict: true }).warnings).toEqual([]);
  },
);

test('both dialects mean the same canonical invoice', () => {
  const { value } = parse(createInvoice.body, restBusiness);
  expect(value).toMatchObject({
    issue_date: '2026-05-06',
    total_tax: '200',
    lines: [{ unit_price: '200', vat_rate: '20', total_ht: '1000' }],
    archive_enabled: true,
    invoice_type: 'standard',
  });
  const { value: french } = parse(createInvoice.body, frenchBusiness);
  expect(french).toMatchObject({
    currency: 'EUR',
    lines: [{ unit_price: '100', vat_rate: '20', total_tax: '200' }],
  });
});

test('POST /tenant/invoices reads the partner dialects', () => {
  const partner = {
    seller_company_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0002',
    buyer_name: 'Globex SAS',
    buyer_country: 'FR',
    buyer_siret: '98765432109876',
    buyer_address: { street: '10 Place Vendôme', city: 'Paris', postal_code: '75001', country: 'FR' },
    issue_date: '2026-05-06',
    due_date: '2026-06-05',
    currency: 'EUR',
    lines: [{ description: 'Consulting', quantity: 5, unit_price: 200, vat_rate: 20 }],
    payment_terms: '30 jours',
    bank_details: { iban: 'FR7630006000011234567890189', bic: 'BNPAFRPPXXX' },
  };
  expect(parse(createTenantInvoice.body, partner, { strict: true }).value).toMatchObject({
    company_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0002',
    buyer_address: { line1: '10 Place Vendôme' },
  });
  const external = parse(createTenantInvoice.body, { ...partner, buyer_type: 'external' }, { strict: true });
  expect(external.value.buyer_type).toBe('external');

  const nested = {
    company_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0002',
    seller: { siret: '12345678901234', name: 'Acme', address },
    buyer: {
      company_name: 'Globex',
      siret: '98765432109876',
      address: { address_line1: 'x', postal_code: '1', city: 'y' },
      email: 'a@b.fr',
    },
    lines: [{ description: 'Consulting', quantity: 5, unit_price: 200, tax_rate: 20 }],
  };
  expect(parse(createTenantInvoice.body, nested, { strict: true }).value).toMatchObject({
    seller_name: 'Acme',
    buyer_name: 'Globex',
    buyer_email: 'a@b.fr',
    buyer_address: { line1: 'x' },
  });
  expect(parse(createTenantInvoice.body, nested).value.issue_date).toBeUndefined();
});

test('a client’s number is accepted, not used, and said so', () => {
  const { warnings } = parse(createInvoice.body, { ...frenchBusiness, invoice_number: 'FACT-2026-001' });
  expect(warnings.map(({ path, text }) => [path, text.en])).toEqual([
    ['invoice_number', expect.stringContaining('external_id')],
  ]);
});

test.each<[string, Record<string, unknown>, string, RegExp]>([
  ['a negative quantity', { lines: [{ ...frenchLine, quantity: -1 }] }, 'lines.0.quantity', /greater than 0/],
  ['a quantity that is text', { lines: [{ ...frenchLine, quantity: 'ten' }] }, 'lines.0.quantity', /number/],
  ['no line', { lines: [] }, 'lines', /at least 1/],
  ['30 February', { issue_date: '2026-02-30' }, 'issue_date', /not a day/],
  ['a SIRET of 13 digits', { buyer_siret: '9876543210987' }, 'buyer_siret', /14 digits/],
  ['an IBAN without a form', { bank_details: { iban: 'FR76' } }, 'bank_details.iban', /IBAN/],
  ['due before issue', { due_date: '2026-01-14' }, 'due_date', /cannot precede/],
  [
    'a French business without identifier',
    { buyer_siret: undefined },
    'buyer_siret',
    /buyer_is_individual=true/,
  ],
  [
    'a foreign business without identifier',
    { buyer_siret: undefined, buyer_country: 'DE' },
    'buyer_vat_number',
    /foreign business/,
  ],
  ['a supplier’s invoice', { direction: 'incoming' }, 'direction', /\/invoices\/incoming/],
  ['a deposit', { invoice_type: 'deposit' }, 'invoice_type', /"standard"/],
  ['an unknown currency', { currency: 'EUX' }, 'currency', /currency/],
  ['three decimals', { total_ht: 1000.005 }, 'total_ht', /BR-FR-DEC-01/],
  [
    'a VAT rate of three decimals',
    { lines: [{ ...frenchLine, tax_rate: 5.555 }] },
    'lines.0.tax_rate',
    /BR-FR-DEC-04/,
  ],
  [
    'no VAT rate',
    { lines: [{ ...frenchLine, tax_rate: undefined }] },
    'lines.0.vat_rate',
    /VAT rate is required/,
  ],
  [
    'tax on a reverse charge',
    { lines: [{ ...frenchLine, vat_category: 'AE' }] },
    'lines.0.tax_rate',
    /BR-AE-05/,
  ],
  ['a discount above 100', { lines: [{ ...frenchLine, discount: 101 }] }, 'lines.0.discount', /at most 100/],
  [
    'a period that ends before it starts',
    { period: { start: '2026-02-01', end: '2026-01-01' } },
    'period.end',
    /BR-29/,
  ],
  ['sending a draft', { send_via: 'email' }, 'send_via', /send_immediately=true/],
  [
    'a network we are not on',
    { send_immediately: true, send_via: 'peppol' },
    'send_via',
    /approved platform/,
  ],
  ['a SIREN of another SIRET', { buyer: { siren: '111111111' } }, 'buyer.siren', /first nine digits/],
  ['two dates', { invoice_date: '2026-01-16' }, 'invoice_date', /two spellings/],
  ['an address that is text', { buyer_address: '10 rue' }, 'buyer_address', /JSON object/],
])('POST /invoices refuses %s', (_name, change, field, sentence) => {
  const errors = errorsOf(createInvoice.body, { ...frenchBusiness, ...change });
  expect(Object.keys(errors)).toEqual([field]);
  expect(errors[field]?.join(' ')).toMatch(sentence);
});

test('an empty body names everything that is required, once', () => {
  expect(Object.keys(errorsOf(createInvoice.body, [])).sort()).toEqual([
    'buyer_address',
    'buyer_name',
    'buyer_siret',
    'issue_date',
    'lines',
  ]);
});

test('a line without tax needs no rate', () => {
  const line = { description: 'Licence', quantity: 1, unit_price: 900, vat_category: 'REVERSE_CHARGE' };
  const { value } = parse(createInvoice.body, { ...frenchBusiness, lines: [line] });
  expect(value.lines[0]).toMatchObject({ vat_category: 'AE' });
});

test('payment codes and format words of other dialects are read', () => {
  const { value } = parse(createInvoice.body, {
    ...frenchBusiness,
    output_format: 'factur-x',
    payment_means_code: 58,
  });
  expect(value).toMatchObject({ output_format: 'facturx', payment_method: 'virement' });
});

test('an update changes what it names, clears with null and brings no default back', () => {
  expect(parse(updateInvoice.body, {}).value).toEqual({});
  expect(parse(updateInvoice.body, { notes: null, due_date: '', invoice_date: '2026-05-06' }).value).toEqual({
    notes: null,
    due_date: null,
    issue_date: '2026-05-06',
  });
  expect(errorsOf(updateInvoice.body, { lines: [] })).toHaveProperty('lines');
  expect(errorsOf(updateInvoice.body, { send_immediately: true })).toHaveProperty('send_immediately');
  expect(parse(updateInvoice.body, { issue_date: null }).value).toEqual({});
  expect(parse(updateBuyer.body, { billing_address: address }).value).toEqual({ billing_address: address });
  expect(parse(updateCompany.body, { address: { street: '2 rue' }, iban: null }).value).toEqual({
    address_line1: '2 rue',
    iban: null,
  });
});

test('what the API answers can be sent back as an update: both spellings of a fact agree', () => {
  const party = {
    name: 'Acme SAS',
    company_name: 'Acme SAS',
    siret: '',
    siren: null,
    country: 'FR',
    email: null,
    address,
  };
  const answered = {
    id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0003',
    status: 'draft',
    issue_date: '2026-05-06',
    invoice_date: '2026-05-06',
    due_date: null,
    period: null,
    seller: party,
    seller_name: 'Acme SAS',
    seller_siret: null,
    seller_address: address,
    total_tax: 200,
    total_tva: 200,
    lines: [
      {
        id: '1',
        line_number: 1,
        ...frenchLine,
        unit_price_ht: 100,
        vat_rate: 20,
        tva_rate: 20,
        total_tva: 200,
        period: null,
      },
    ],
    bank_details: { iban: null, bic: null, bank_name: null },
  };
  const { value, unknown } = parse(updateInvoice.body, answered);
  expect(value).toMatchObject({
    seller_name: 'Acme SAS',
    seller_siret: null,
    due_date: null,
    total_tax: '200',
  });
  expect(unknown).toEqual(['lines.*.id', 'id', 'status', 'seller.email']);
});

test('input nested without end is refused like any other', () => {
  const nest = () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 50_000; level++) deep = [deep];
    return deep;
  };
  const deep = nest();
  const errors = errorsOf(createInvoice.body, {
    ...frenchBusiness,
    issue_date: deep,
    invoice_date: nest(),
    metadata: { deep },
    lines: [{ ...frenchLine, quantity: deep }],
  });
  expect(Object.keys(errors).sort()).toEqual(['invoice_date', 'issue_date', 'lines.0.quantity', 'metadata']);
  expect(errorsOf(listInvoices.query, { status: deep, q: deep, page: deep })).toHaveProperty('status');
});

test('buyers follow the identity rules of their country and kind', () => {
  const base = { name: 'X', billing_address: address };
  expect(errorsOf(createBuyer.body, base)).toHaveProperty('siret');
  expect(errorsOf(createBuyer.body, { ...base, vat_number: 'FR12345678901' })).toEqual({});
  expect(errorsOf(createBuyer.body, { ...base, is_individual: true })).toEqual({});
  expect(errorsOf(createBuyer.body, { ...base, country: 'DE' })).toHaveProperty('vat_number');
  expect(errorsOf(createBuyer.body, { ...base, country: 'DE', legal_id: 'HRB 1' })).toEqual({});
  expect(errorsOf(createBuyer.body, { name: 'X' })).toHaveProperty('billing_address');
});

test('a French company has a SIRET, a foreign one need not', () => {
  const base = { name: 'X', address_line1: 'a', postal_code: '1', city: 'b' };
  expect(errorsOf(createCompany.body, base)).toEqual({ siret: [expect.stringContaining('14 digits')] });
  expect(errorsOf(createCompany.body, { ...base, country: 'BE' })).toEqual({});
});

test('lists page by 25, take both date spellings and several statuses', () => {
  expect(parse(listInvoices.query, {}).value).toEqual({
    direction: 'outgoing',
    page: 1,
    per_page: 25,
    order: 'desc',
  });
  expect(
    parse(listInvoices.query, {
      date_from: '2026-01-01',
      to: '2026-02-01',
      status: 'draft,submitted',
      per_page: '100',
    }).value,
  ).toMatchObject({
    from: '2026-01-01',
    to: '2026-02-01',
    status: ['draft', 'transmitted'],
    per_page: 100,
  });
  expect(errorsOf(listInvoices.query, { per_page: '101', page: '0', sort: 'secret' })).toMatchObject({
    per_page: [expect.any(String)],
    page: [expect.any(String)],
    sort: [expect.any(String)],
  });
  expect(parse(listBuyers.query, { search: 'acme', is_individual: '0' }).value).toMatchObject({
    q: 'acme',
    is_individual: false,
  });
  expect(parse(downloadInvoice.query, {}).value).toEqual({ format: 'facturx' });
  expect(parse(markInvoicePaid.body, []).value).toEqual({});
});

const withExamples: OperationDefinition[] = operations.filter(({ examples }) => examples !== undefined);
test.each(
  withExamples.flatMap(({ id, body, examples }) =>
    Object.entries(examples ?? {}).map(([name, value]) => ({ id, name, body, value })),
  ),
)('the example $name of $id reads without error or warning', ({ body, value }) => {
  if (body === undefined) throw new Error('an example without a body');
  expect(parse(body, value, { strict: true }).warnings).toEqual([]);
});
