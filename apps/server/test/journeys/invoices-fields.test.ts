/** Every field an invoice can be given: where the answer shows it, and where the document does, term by term. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Term } from '../support/cii.ts';
import { type IssuedInvoice, issue } from '../support/issue.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

const buyerAddress = {
  line1: '10 Place Vendôme',
  line2: 'Bâtiment B',
  postal_code: '75001',
  city: 'Paris',
  region: 'Île-de-France',
  country: 'FR',
};
const shipping = {
  name: 'Quai nord',
  line1: '42 Rue des Rosiers',
  line2: 'Porte 3',
  postal_code: '93400',
  city: 'Saint-Ouen',
  region: 'Seine-Saint-Denis',
  country: 'FR',
};

/** The whole of REST reference §4.4 and what issue 2 adds to it, in the names of that reference. */
const flat = {
  external_id: 'order-1',
  invoice_number: 'MINE-1',
  direction: 'outgoing',
  output_format: 'facturx',
  invoice_date: '2026-05-04',
  due_date: '2026-06-03',
  delivery_date: '2026-05-02',
  period: { start: '2026-04-01', end: '2026-04-30' },
  currency: 'EUR',
  operation_category: 'mixed',
  seller_name: 'Acme SAS',
  seller_country: 'FR',
  seller_siret: '12345678901234',
  seller_siren: '123456789',
  seller_vat_number: 'FR12345678901',
  seller_address: { line1: '1 Rue de la Paix', postal_code: '75001', city: 'Paris', country: 'FR' },
  buyer_name: 'Globex SAS',
  buyer_country: 'FR',
  buyer_is_individual: false,
  buyer_siret: '98765432109876',
  buyer_siren: '987654321',
  buyer_vat_number: 'FR98765432109',
  buyer_email: 'compta@globex.fr',
  buyer_phone: '+33 1 23 45 67 89',
  buyer_address: buyerAddress,
  buyer_shipping_address: shipping,
  buyer_electronic_address: { scheme: '0225', value: '987654321_ACHATS' },
  lines: [
    {
      description: 'Câble, au mètre',
      quantity: 12.3456,
      unit: 'MTR',
      unit_price_ht: 1.234567,
      tva_rate: 20,
      supply_type: 'goods',
      discount: 10,
      total_ht: 13.72,
      total_tva: 2.74,
      total_ttc: 16.46,
      product_code: 'CAB-12',
      period: { start: '2026-04-01', end: '2026-04-15' },
      metadata: { shelf: 'A3' },
    },
    {
      description: 'Formation',
      quantity: 2,
      unit: 'HUR',
      unit_price_ht: 100,
      tva_rate: 0,
      vat_category: 'E',
      exemption_code: 'VATEX-EU-132-1I',
      exemption_reason: 'Formation professionnelle, art. 261-4-4° a du CGI',
      supply_type: 'services',
    },
  ],
  discount_amount: 13.72,
  discount_reason: 'Geste commercial',
  total_ht: 200,
  total_tva: 2.57,
  total_ttc: 202.57,
  purchase_order: 'PO-2026-42',
  contract_reference: 'CT-7',
  project_reference: 'PRJ-9',
  buyer_reference: 'SERVICE-ACHATS',
  sales_order_reference: 'SO-3',
  despatch_advice_reference: 'BL-5',
  internal_reference: 'interne-1',
  payment_terms: 'Paiement à 30 jours.',
  payment_method: 'virement',
  bank_details: { iban: 'FR1420041010050500013M02606', bic: 'PSSTFRPPLIL', bank_name: 'La Banque Postale' },
  notes: 'Merci de votre confiance.',
  metadata: { crm: { id: 12 } },
  archive_enabled: false,
};

/** The same invoice as the partner clients spell it. */
const nested = {
  external_id: 'order-2',
  issue_date: flat.invoice_date,
  due_date: flat.due_date,
  delivery_date: flat.delivery_date,
  period: { start_date: '2026-04-01', end_date: '2026-04-30' },
  operation_category: 'mixed',
  seller: { company_name: 'Acme SAS', siret: '12345678901234', vat_number: 'FR12345678901', country: 'FR' },
  buyer: {
    company_name: 'Globex SAS',
    country: 'FR',
    siret: '98765432109876',
    vat_number: 'FR98765432109',
    email: 'compta@globex.fr',
    phone: '+33 1 23 45 67 89',
    address: {
      street: '10 Place Vendôme',
      street2: 'Bâtiment B',
      postal_code: '75001',
      city: 'Paris',
      region: 'Île-de-France',
      country: 'FR',
    },
    shipping_address: shipping,
    electronic_address: { scheme_id: '0225', identifier: '987654321_ACHATS' },
  },
  lines: [
    {
      description: 'Câble, au mètre',
      quantity: '12.3456',
      unit_code: 'MTR',
      unit_price: '1.234567',
      tax_rate: '20.00',
      supply_type: 'good',
      discount_percent: '10',
      total_ht: '13.72',
      total_tax: '2.74',
      total_ttc: '16.46',
      product_code: 'CAB-12',
      period: { start_date: '2026-04-01', end_date: '2026-04-15' },
      metadata: { shelf: 'A3' },
    },
    {
      description: 'Formation',
      quantity: '2.0',
      unit: 'heure',
      unit_price: '100',
      vat_rate: '0',
      category: 'E',
      exemption_code: 'VATEX-EU-132-1I',
      exemption_reason: 'Formation professionnelle, art. 261-4-4° a du CGI',
      supply_type: 'service',
    },
  ],
  discount: { amount: 13.72, reason: 'Geste commercial' },
  total_ht: '200.00',
  total_tax: '2.57',
  total_ttc: '202.57',
  purchase_order_ref: 'PO-2026-42',
  contract_reference: 'CT-7',
  project_reference: 'PRJ-9',
  buyer_reference: 'SERVICE-ACHATS',
  sales_order_reference: 'SO-3',
  despatch_advice_reference: 'BL-5',
  internal_reference: 'interne-1',
  payment_terms: 'Paiement à 30 jours.',
  payment_means_code: 30,
  bank_details: {
    iban: 'FR14 2004 1010 0505 0001 3M02 606',
    bic: 'PSSTFRPPLIL',
    bank_name: 'La Banque Postale',
  },
  notes: 'Merci de votre confiance.',
  metadata: { crm: { id: 12 } },
  archive_enabled: '0',
};

const SELLER_ADDRESS = {
  line1: '1 Rue de la Paix',
  line2: null,
  postal_code: '75001',
  city: 'Paris',
  region: null,
  country: 'FR',
};

/** What both answer. */
const shown = {
  direction: 'outgoing',
  output_format: 'facturx',
  invoice_type: 'standard',
  environment: 'sandbox',
  issue_date: '2026-05-04',
  invoice_date: '2026-05-04',
  due_date: '2026-06-03',
  delivery_date: '2026-05-02',
  period: { start: '2026-04-01', end: '2026-04-30' },
  currency: 'EUR',
  tax_currency: null,
  exchange_rate: null,
  operation_category: 'mixed',
  total_ht: 200,
  total_tax: 2.57,
  total_tva: 2.57,
  total_ttc: 202.57,
  discount_amount: 13.72,
  discount_percent: null,
  discount_reason: 'Geste commercial',
  seller_name: 'Acme SAS',
  seller_siret: '12345678901234',
  seller_siren: '123456789',
  seller_vat_number: 'FR12345678901',
  seller_country: 'FR',
  seller_address: SELLER_ADDRESS,
  seller: { name: 'Acme SAS', company_name: 'Acme SAS', siret: '12345678901234', address: SELLER_ADDRESS },
  buyer_id: null,
  buyer_name: 'Globex SAS',
  buyer_is_individual: false,
  buyer_siret: '98765432109876',
  buyer_siren: '987654321',
  buyer_vat_number: 'FR98765432109',
  buyer_country: 'FR',
  buyer_email: 'compta@globex.fr',
  buyer_phone: '+33 1 23 45 67 89',
  buyer_address: buyerAddress,
  buyer_shipping_address: shipping,
  buyer_electronic_address: { scheme: '0225', value: '987654321_ACHATS' },
  buyer: {
    name: 'Globex SAS',
    company_name: 'Globex SAS',
    siret: '98765432109876',
    siren: '987654321',
    email: 'compta@globex.fr',
    phone: '+33 1 23 45 67 89',
    is_individual: false,
    address: buyerAddress,
  },
  purchase_order: 'PO-2026-42',
  contract_reference: 'CT-7',
  project_reference: 'PRJ-9',
  buyer_reference: 'SERVICE-ACHATS',
  sales_order_reference: 'SO-3',
  despatch_advice_reference: 'BL-5',
  internal_reference: 'interne-1',
  payment_terms: 'Paiement à 30 jours.',
  payment_method: 'virement',
  bank_details: { iban: 'FR1420041010050500013M02606', bic: 'PSSTFRPPLIL', bank_name: 'La Banque Postale' },
  notes: 'Merci de votre confiance.',
  metadata: { crm: { id: 12 } },
  archive_enabled: false,
  vat_breakdown: [
    {
      vat_category: 'S',
      vat_rate: 20,
      taxable_amount: 12.84,
      tax_amount: 2.57,
      exemption_code: null,
      exemption_reason: null,
    },
    {
      vat_category: 'E',
      vat_rate: 0,
      taxable_amount: 187.16,
      tax_amount: 0,
      exemption_code: 'VATEX-EU-132-1I',
      exemption_reason: 'Formation professionnelle, art. 261-4-4° a du CGI',
    },
  ],
  lines: [
    {
      line_number: 1,
      description: 'Câble, au mètre',
      quantity: 12.3456,
      unit: 'MTR',
      unit_price: 1.234567,
      unit_price_ht: 1.234567,
      vat_rate: 20,
      tva_rate: 20,
      tax_rate: 20,
      vat_category: 'S',
      exemption_code: null,
      exemption_reason: null,
      supply_type: 'goods',
      discount: 10,
      total_ht: 13.72,
      total_tax: 2.74,
      total_tva: 2.74,
      total_ttc: 16.46,
      product_code: 'CAB-12',
      period: { start: '2026-04-01', end: '2026-04-15' },
      metadata: { shelf: 'A3' },
    },
    {
      line_number: 2,
      description: 'Formation',
      quantity: 2,
      unit: 'HUR',
      vat_rate: 0,
      vat_category: 'E',
      exemption_code: 'VATEX-EU-132-1I',
      exemption_reason: 'Formation professionnelle, art. 261-4-4° a du CGI',
      supply_type: 'services',
      total_ht: 200,
      total_tax: 0,
      total_ttc: 200,
      product_code: null,
      period: null,
      metadata: null,
    },
  ],
};

/** What both documents say. */
const TERMS: [Term, string[]][] = [
  ['BT-2', ['20260504']],
  ['BT-3', ['380']],
  ['BT-5', ['EUR']],
  ['BT-6', []],
  ['BT-9', ['20260603']],
  ['BT-10', ['SERVICE-ACHATS']],
  ['BT-11', ['PRJ-9']],
  ['BT-12', ['CT-7']],
  ['BT-13', ['PO-2026-42']],
  ['BT-14', ['SO-3']],
  ['BT-16', ['BL-5']],
  ['BT-20', ['Paiement à 30 jours.']],
  ['BT-21', ['AAI', 'PMT', 'PMD', 'AAB']],
  ['BT-23', ['M1']],
  ['BT-24', ['urn:cen.eu:en16931:2017']],
  ['BT-27', ['Acme SAS']],
  ['BT-29', ['12345678901234']],
  ['BT-30', ['123456789']],
  ['BT-31', ['FR12345678901']],
  ['BT-34', ['123456789']],
  ['BT-35', ['1 Rue de la Paix']],
  ['BT-37', ['Paris']],
  ['BT-38', ['75001']],
  ['BT-40', ['FR']],
  ['BT-44', ['Globex SAS']],
  ['BT-46', ['98765432109876']],
  ['BT-47', ['987654321']],
  ['BT-48', ['FR98765432109']],
  ['BT-49', ['987654321_ACHATS']],
  ['BT-50', ['10 Place Vendôme']],
  ['BT-51', ['Bâtiment B']],
  ['BT-52', ['Paris']],
  ['BT-53', ['75001']],
  ['BT-54', ['Île-de-France']],
  ['BT-55', ['FR']],
  ['BT-70', ['Quai nord']],
  ['BT-72', ['20260502']],
  ['BT-73', ['20260401']],
  ['BT-74', ['20260430']],
  ['BT-75', ['42 Rue des Rosiers']],
  ['BT-76', ['Porte 3']],
  ['BT-77', ['Saint-Ouen']],
  ['BT-78', ['93400']],
  ['BT-79', ['Seine-Saint-Denis']],
  ['BT-80', ['FR']],
  ['BT-81', ['58']],
  ['BT-84', ['FR1420041010050500013M02606']],
  ['BT-86', ['PSSTFRPPLIL']],
  ['BT-92', ['0.88', '12.84']],
  ['BT-95', ['S', 'E']],
  ['BT-97', ['Geste commercial', 'Geste commercial']],
  ['BT-106', ['213.72']],
  ['BT-107', ['13.72']],
  ['BT-109', ['200.00']],
  ['BT-112', ['202.57']],
  ['BT-115', ['202.57']],
  ['BT-116', ['12.84', '187.16']],
  ['BT-117', ['2.57', '0.00']],
  ['BT-118', ['S', 'E']],
  ['BT-119', ['20', '0']],
  ['BT-120', ['Formation professionnelle, art. 261-4-4° a du CGI']],
  ['BT-121', ['VATEX-EU-132-1I']],
  ['BT-126', ['1', '2']],
  ['BT-129', ['12.3456', '2']],
  ['BT-131', ['13.72', '200.00']],
  ['BT-134', ['20260401']],
  ['BT-135', ['20260415']],
  ['BT-136', ['1.52']],
  ['BT-137', ['15.24']],
  ['BT-138', ['10']],
  ['BT-139', ['Remise']],
  ['BT-146', ['1.234567', '100']],
  ['BT-151', ['S', 'E']],
  ['BT-152', ['20', '0']],
  ['BT-153', ['Câble, au mètre', 'Formation']],
  ['BT-155', ['CAB-12']],
];

describe.each([
  ['flat, in the names of the REST reference', flat, '/invoices'],
  ['nested, in the names of the partner clients, numbers as text', nested, '/tenant/invoices'],
])('%s', (_, body, address) => {
  let issued: IssuedInvoice;
  beforeAll(async () => {
    issued = await issue(tenant, body, { address });
  });

  test('the draft, the issued invoice and its later reading show every field', async () => {
    expect(issued.created.body.data).toMatchObject(shown);
    expect(issued.submitted.body.data).toMatchObject(shown);
    expect((await tenant.call('GET', `/invoices/${issued.id}`)).body.data).toMatchObject(shown);
  });

  test.each(TERMS)('the document says %s', (term, values) => {
    expect(issued.cii.all(term)).toEqual(values);
  });

  test('identifiers bear their schemes, quantities their units, VAT its currency', () => {
    expect(issued.cii.schemes('BT-29')).toEqual(['0009']);
    expect(issued.cii.schemes('BT-30')).toEqual(['0002']);
    expect(issued.cii.schemes('BT-46')).toEqual(['0009']);
    expect(issued.cii.schemes('BT-47')).toEqual(['0002']);
    expect(issued.cii.schemes('BT-49')).toEqual(['0225']);
    expect(issued.cii.units()).toEqual(['MTR', 'HUR']);
    expect(issued.cii.vatTotals()).toEqual({ EUR: '2.57' });
  });

  test('what is not for the buyer stays out of the document', () => {
    for (const secret of ['interne-1', 'shelf', 'crm', 'compta@globex.fr', '+33 1 23 45 67 89', 'order-'])
      expect(issued.cii.xml).not.toContain(secret);
  });
});

test('a foreign business is named by its own register', async () => {
  const { created, cii } = await issue(
    tenant,
    invoiceBody({
      buyer_name: 'Globex Inc.',
      buyer_country: 'US',
      buyer_siret: undefined,
      buyer_legal_id: '12-3456789',
      buyer_legal_id_scheme: '0060',
      buyer_address: {
        line1: '1 Main Street',
        postal_code: '10001',
        city: 'New York',
        region: 'NY',
        country: 'US',
      },
      buyer_electronic_address: { scheme: 'EM', value: 'ap@globex.example' },
      total_ht: 1000,
      total_tax: 0,
      total_ttc: 1000,
      lines: [{ description: 'Consulting', quantity: 5, unit_price: 200, vat_rate: 0 }],
    }),
  );
  expect(created.body.data).toMatchObject({
    buyer_legal_id: '12-3456789',
    buyer_legal_id_scheme: '0060',
    buyer_siret: null,
    buyer: { siret: '', legal_id: '12-3456789' },
    lines: [{ vat_category: 'G', exemption_code: 'VATEX-EU-G' }],
  });
  expect(cii.all('BT-47')).toEqual(['12-3456789']);
  expect(cii.schemes('BT-47')).toEqual(['0060']);
  expect(cii.schemes('BT-49')).toEqual(['EM']);
  expect(cii.one('BT-54')).toBe('NY');
});

test('what the request leaves out comes from the company', async () => {
  const own = await platform.tenant({ slug: 'defaults' });
  const changed = await own.call('PUT', `/companies/${own.companyId}`, {
    payment_terms_default: 'Comptant.',
    payment_due_days_default: 15,
    invoice_notes_default: 'Note de la maison.',
    invoice_footer_default: 'Acme SAS au capital de 1 000 €',
    operation_category: 'goods',
    late_penalty_terms: 'Pénalités : 12 % par an.',
    early_payment_discount_terms: 'Escompte de 1 % sous 8 jours.',
  });
  expect(changed.status).toBe(200);
  const { created, cii } = await issue(own, invoiceBody({ due_date: undefined, seller_name: undefined }));
  expect(created.body.data).toMatchObject({
    due_date: '2026-05-21',
    payment_terms: 'Comptant.',
    notes: 'Note de la maison.',
    operation_category: 'goods',
    bank_details: { iban: 'FR7630006000011234567890189', bic: 'BNPAFRPPXXX', bank_name: null },
  });
  expect(cii.one('BT-23')).toBe('B1');
  expect(cii.notes()).toMatchObject({
    AAI: 'Note de la maison.',
    PMD: 'Pénalités : 12 % par an.',
    AAB: 'Escompte de 1 % sous 8 jours.',
  });
  expect(cii.one('BT-20')).toBe('Comptant.');
});

test('nothing asked for twice: an empty text and a null are no value', async () => {
  const { body, status } = await tenant.call(
    'POST',
    '/invoices',
    invoiceBody({ notes: '', purchase_order: null, payment_terms: '  ', metadata: null }),
  );
  expect(status).toBe(201);
  expect(body.data).toMatchObject({ notes: null, purchase_order: null, payment_terms: null, metadata: null });
});
