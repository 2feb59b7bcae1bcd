/** The example requests of the references, as they stand: each is taken, issued, and gives its PDF and XML. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentsOf, issue } from '../support/issue.ts';
import { createTestPlatform, START, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

const paris = { line1: '1 Rue de la Paix', postal_code: '75001', city: 'Paris', country: 'FR' };
const seller = {
  seller_name: 'Acme SAS',
  seller_country: 'FR',
  seller_siret: '12345678901234',
  seller_address: paris,
};
const head = { direction: 'outgoing', output_format: 'facturx', currency: 'EUR' };
const vendome = { line1: '10 Place Vendome', postal_code: '75001', city: 'Paris', country: 'FR' };
const globex = {
  buyer_name: 'Globex SAS',
  buyer_country: 'FR',
  buyer_siret: '98765432109876',
  buyer_vat_number: 'FR98765432109',
  buyer_address: vendome,
};
const warehouse = {
  name: 'Globex Entrepot Saint-Ouen',
  line1: '42 Rue des Rosiers',
  postal_code: '93400',
  city: 'Saint-Ouen',
  country: 'FR',
};
const consulting = {
  description: 'Prestation de conseil — mai 2026',
  quantity: 5,
  unit: 'DAY',
  unit_price_ht: 200.0,
  tva_rate: 20,
  total_ht: 1000.0,
  total_ttc: 1200.0,
};
const marie = {
  invoice_date: '2026-05-06',
  due_date: '2026-05-06',
  ...head,
  ...seller,
  buyer_name: 'Marie Dupont',
  buyer_country: 'FR',
  buyer_is_individual: true,
  buyer_address: { line1: '8 Rue Lepic', postal_code: '75018', city: 'Paris', country: 'FR' },
  total_ht: 50.0,
  total_tva: 10.0,
  total_ttc: 60.0,
  lines: [
    {
      description: 'Service ponctuel',
      quantity: 1,
      unit_price_ht: 50.0,
      tva_rate: 20,
      total_ht: 50.0,
      total_ttc: 60.0,
    },
  ],
};

describe('REST reference §5.4 and §6', () => {
  test('a business buyer with its own place of delivery', async () => {
    const { cii, created } = await issue(tenant, {
      invoice_date: '2026-05-06',
      due_date: '2026-06-05',
      ...head,
      ...seller,
      seller_vat_number: 'FR12345678901',
      ...globex,
      buyer_shipping_address: { ...warehouse, region: 'Ile-de-France' },
      total_ht: 1000.0,
      total_tva: 200.0,
      total_ttc: 1200.0,
      lines: [consulting],
      payment_terms: 'Paiement a 30 jours fin de mois.',
      notes: 'Numero de bon de commande: PO-2026-00042',
    });
    expect(created.body.data).toMatchObject({ total_ht: 1000, total_tax: 200, total_ttc: 1200 });
    expect(cii.one('BT-44')).toBe('Globex SAS');
    expect(cii.one('BT-48')).toBe('FR98765432109');
    expect(cii.one('BT-70')).toBe('Globex Entrepot Saint-Ouen');
    expect(cii.one('BT-79')).toBe('Ile-de-France');
    expect(cii.notes().AAI).toBe('Numero de bon de commande: PO-2026-00042');
  });

  test('a private buyer: no identifier of the buyer, no terms of the commercial code', async () => {
    const { cii } = await issue(tenant, marie);
    expect(cii.one('BT-44')).toBe('Marie Dupont');
    for (const term of ['BT-46', 'BT-47', 'BT-48'] as const) expect(cii.all(term)).toEqual([]);
    expect(cii.notes()).toEqual({});
    expect(cii.vatTotals()).toEqual({ EUR: '10.00' });
  });

  test('a registered buyer, delivered at its own warehouse', async () => {
    const buyer = await tenant.call('POST', '/buyers', {
      name: 'Globex SAS',
      country: 'FR',
      siret: '98765432109876',
      vat_number: 'FR98765432109',
      email: 'compta@globex.fr',
      billing_address: vendome,
      shipping_address: warehouse,
    });
    expect(buyer.status).toBe(201);
    const { cii, id } = await issue(tenant, {
      invoice_date: '2026-05-06',
      due_date: '2026-06-05',
      ...head,
      ...seller,
      seller_vat_number: 'FR12345678901',
      buyer_id: buyer.body.data.id,
      total_ht: 1000.0,
      total_tva: 200.0,
      total_ttc: 1200.0,
      lines: [{ ...consulting, description: 'Conseil — mai 2026' }],
      payment_terms: 'Paiement a 30 jours fin de mois.',
    });
    expect(cii.one('BT-50')).toBe('10 Place Vendome');
    expect(cii.one('BT-70')).toBe('Globex Entrepot Saint-Ouen');
    expect(cii.one('BT-84')).toBe('FR7630006000011234567890189');
    expect(cii.one('BT-86')).toBe('BNPAFRPPXXX');
    expect(cii.one('BT-20')).toBe('Paiement a 30 jours fin de mois.');
    const pdf = await tenant.call('GET', `/invoices/${id}/download?format=facturx`, undefined, {
      headers: { accept: '*/*' },
    });
    expect(pdf.headers['content-type']).toBe('application/pdf');
  });

  test('a registered buyer over a year; it moves, and what was issued stays', async () => {
    const buyer = await tenant.call('POST', '/buyers', {
      name: 'Globex SAS',
      country: 'FR',
      siret: '98765432109876',
      billing_address: vendome,
    });
    const buyerId = buyer.body.data.id;
    const monthly = (month: string) => ({
      invoice_date: `2026-${month}-01`,
      due_date: `2026-${month}-28`,
      ...head,
      ...seller,
      buyer_id: buyerId,
      total_ht: 500,
      total_tva: 100,
      total_ttc: 600,
      lines: [
        {
          description: 'Abonnement mensuel',
          quantity: 1,
          unit_price_ht: 500,
          tva_rate: 20,
          total_ht: 500,
          total_ttc: 600,
        },
      ],
    });
    platform.now = Date.parse('2026-12-31T12:00:00Z');
    const months = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];
    const ids: string[] = [];
    for (const month of months) {
      const created = await tenant.call('POST', '/invoices', monthly(month));
      expect(created.status).toBe(201);
      ids.push(created.body.data.id);
    }
    const [first = '', draft = ''] = ids;
    await tenant.call('POST', `/invoices/${first}/submit`);
    const moved = await tenant.call('PATCH', `/buyers/${buyerId}`, {
      billing_address: { line1: '55 Avenue Foch', postal_code: '75116', city: 'Paris', country: 'FR' },
    });
    expect(moved.status).toBe(200);
    for (const id of ids) {
      const { body } = await tenant.call('GET', `/invoices/${id}`);
      expect(body.data.buyer_address.line1).toBe('10 Place Vendome');
    }
    expect((await documentsOf(tenant, first)).cii.one('BT-50')).toBe('10 Place Vendome');
    await tenant.call('POST', `/invoices/${draft}/submit`);
    expect((await documentsOf(tenant, draft)).cii.one('BT-50')).toBe('10 Place Vendome');
    const next = await tenant.call('POST', '/invoices', monthly('12'));
    expect(next.body.data.buyer_address.line1).toBe('55 Avenue Foch');
    platform.now = START;
  });

  test('the 30th of February of the year-long example is named for what it is', async () => {
    const answer = await tenant.call('POST', '/invoices', { ...marie, due_date: '2026-02-30' });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual({ due_date: ['due_date: 2026-02-30 is not a day of the calendar.'] });
  });

  test.each([
    [
      'the first of a group',
      {
        invoice_type: 'deposit',
        deposit_total_ht: 10000.0,
        deposit_reference_text: 'Proposition commerciale signee le 15/05/2026',
        invoice_date: '2026-05-06',
        due_date: '2026-05-30',
      },
    ],
    [
      'a following one',
      {
        invoice_type: 'deposit',
        deposit_group_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0001',
        invoice_date: '2026-05-06',
      },
    ],
  ])('a deposit invoice, %s, is refused in a sentence', async (_, deposit) => {
    const body = {
      ...deposit,
      ...head,
      ...seller,
      ...globex,
      total_ht: 3000.0,
      total_tva: 600.0,
      total_ttc: 3600.0,
      lines: [
        {
          description: 'Acompte 30%',
          quantity: 1,
          unit_price_ht: 3000,
          tva_rate: 20,
          total_ht: 3000,
          total_ttc: 3600,
        },
      ],
    };
    const english = await tenant.call('POST', '/invoices', body);
    expect(english.status).toBe(422);
    expect(english.body.errors).toEqual({
      invoice_type: ['invoice_type: only "standard" is accepted: deposit and balance invoices are not.'],
    });
    const french = await tenant.call('POST', '/invoices', body, { headers: { 'accept-language': 'fr' } });
    expect(french.body.errors).toEqual({
      invoice_type: [
        'invoice_type : seule la valeur « standard » est acceptée : les factures d’acompte et de solde ne le sont pas.',
      ],
    });
  });
});

describe('REST reference §5.14 and the partner clients', () => {
  const lines = [{ description: 'Consulting', quantity: 5, unit_price: 200, vat_rate: 20 }];

  test('the company issues by its id, addresses are streets, totals are ours', async () => {
    const { cii, created } = await issue(
      tenant,
      {
        seller_company_id: tenant.companyId,
        buyer_type: 'external',
        buyer_name: 'Globex SAS',
        buyer_country: 'FR',
        buyer_siret: '98765432109876',
        buyer_address: { street: '10 Place Vendome', city: 'Paris', postal_code: '75001', country: 'FR' },
        issue_date: '2026-05-06',
        due_date: '2026-06-05',
        currency: 'EUR',
        lines,
        payment_terms: 'Paiement a 30 jours fin de mois.',
        bank_details: { iban: 'FR7630006000011234567890189', bic: 'BNPAFRPPXXX' },
      },
      { address: '/tenant/invoices', headers: { 'x-tenant-key': tenant.key } },
    );
    expect(created.body.data).toMatchObject({ total_ht: 1000, total_tax: 200, total_ttc: 1200 });
    expect(cii.one('BT-50')).toBe('10 Place Vendome');
    expect(cii.one('BT-115')).toBe('1200.00');
  });

  test('nested parties with company names (JavaScript)', async () => {
    const { created } = await issue(
      tenant,
      {
        company_id: tenant.companyId,
        buyer: {
          company_name: 'Globex SAS',
          siren: '987654321',
          siret: '98765432109876',
          address: { line1: '10 Place Vendome', postal_code: '75001', city: 'Paris', country: 'FR' },
          email: 'compta@globex.fr',
        },
        lines: [{ description: 'Conseil', quantity: 2, unit_price: 99.5, tax_rate: 20 }],
        due_date: '2026-06-05',
        notes: 'Merci.',
        metadata: { order: 7 },
        output_format: 'ubl',
        external_id: 'js-1',
      },
      { address: '/tenant/invoices' },
    );
    expect(created.body.data).toMatchObject({
      issue_date: '2026-05-06',
      total_ttc: 238.8,
      output_format: 'ubl',
      external_id: 'js-1',
      metadata: { order: 7 },
      notes: 'Merci.',
      buyer: { name: 'Globex SAS', company_name: 'Globex SAS', siret: '98765432109876', siren: '987654321' },
    });
  });

  test('seller, buyer and lines without totals (PHP)', async () => {
    const { created } = await issue(
      tenant,
      {
        direction: 'outgoing',
        output_format: 'facturx',
        issue_date: '2026-05-06',
        seller: { siret: '12345678901234', name: 'Acme SAS', address: paris },
        buyer: { siret: '98765432109876', name: 'Globex SAS', address: vendome },
        lines: [{ description: 'Conseil', quantity: 1, unit_price: 100, tax_rate: 20 }],
      },
      { address: '/tenant/invoices' },
    );
    expect(created.body.data).toMatchObject({ total_ht: 100, total_tax: 20, total_ttc: 120 });
    expect(created.body.data.buyer_siren).toBe('987654321');
  });
});

describe('French reference §3', () => {
  const line = {
    description: 'Prestation de conseil',
    quantity: 10,
    unit_price: 100.0,
    tax_rate: 20.0,
    total_ht: 1000.0,
    total_tax: 200.0,
    total_ttc: 1200.0,
  };
  const request = {
    invoice_number: 'FACT-2026-001',
    direction: 'outgoing',
    output_format: 'facturx',
    issue_date: '2026-01-15',
    total_ht: 1000.0,
    total_tax: 200.0,
    total_ttc: 1200.0,
    seller_siret: '12345678901234',
    seller_name: 'Ma Societe SAS',
    seller_address: paris,
    buyer_siret: '98765432109876',
    buyer_name: 'Client SARL',
    buyer_address: {
      line1: '10 Avenue des Champs',
      postal_code: '75008',
      city: 'Paris',
      country: 'FR',
    },
    lines: [line],
  };

  test('curl: the number asked for is not taken, and the answer says so', async () => {
    const { created, submitted } = await issue(tenant, { ...request, due_date: '2026-02-15' });
    expect(created.body.data.invoice_number).toMatch(/^DRAFT-ACMES-\d{5}$/);
    expect(submitted.body.data.invoice_number).toMatch(/^ACMES-202605-\d{5}$/);
    expect(created.body.warnings).toContainEqual({
      field: 'invoice_number',
      message:
        'invoice_number: the number is given by the platform, without gap or repetition (CGI ann. II art. 242 nonies A); keep yours in external_id.',
    });
    expect(created.body.warnings).toContainEqual({
      field: 'seller_name',
      message: 'seller_name: the invoice bears the registered name of the company, "Acme SAS".',
    });
  });

  test('JavaScript, PHP and Python: no due date, no country in the addresses', async () => {
    const { seller_address: _seller, buyer_address: _buyer, ...rest } = request;
    const { created, cii } = await issue(tenant, {
      ...rest,
      seller_address: { line1: '1 Rue de la Paix', postal_code: '75001', city: 'Paris' },
      buyer_address: { line1: '10 Avenue des Champs', postal_code: '75008', city: 'Paris' },
    });
    expect(created.body.data).toMatchObject({ due_date: '2026-02-14', buyer_country: 'FR' });
    expect(cii.one('BT-55')).toBe('FR');
  });

  test('a private buyer', async () => {
    const { cii } = await issue(tenant, {
      ...request,
      invoice_number: 'FACT-2026-002',
      issue_date: '2026-05-03',
      due_date: '2026-06-03',
      total_ht: 150.0,
      total_tax: 30.0,
      total_ttc: 180.0,
      seller_name: 'Coach Pro SAS',
      seller_country: 'FR',
      buyer_siret: undefined,
      buyer_name: 'Marie Dupont',
      buyer_country: 'FR',
      buyer_address: { line1: '12 Rue de Rivoli', postal_code: '75001', city: 'Paris', country: 'FR' },
      buyer_is_individual: true,
      lines: [
        {
          description: 'Coaching individuel',
          quantity: 1,
          unit_price: 150.0,
          tax_rate: 20.0,
          total_ht: 150.0,
          total_tax: 30.0,
          total_ttc: 180.0,
        },
      ],
    });
    expect(cii.all('BT-47')).toEqual([]);
    expect(cii.notes()).toEqual({});
  });

  test('the fields that the strict PHP client reads are there and not null', async () => {
    const { submitted } = await issue(tenant, {
      ...request,
      buyer_siret: undefined,
      buyer_is_individual: true,
    });
    const { data } = submitted.body;
    const strict = [
      'id invoice_number direction output_format issue_date total_ht total_tax total_ttc seller buyer',
      'status environment archive_enabled',
    ].flatMap((names) => names.split(' '));
    for (const field of strict) expect(data[field] ?? null, field).not.toBeNull();
    expect(data.buyer).toMatchObject({ siret: '', name: 'Client SARL', address: { city: 'Paris' } });
    expect(data.lines[0]).toMatchObject({
      description: 'Prestation de conseil',
      quantity: 10,
      unit_price: 100,
      tax_rate: 20,
      total_ht: 1000,
      total_tax: 200,
      total_ttc: 1200,
      line_number: 1,
    });
  });
});
