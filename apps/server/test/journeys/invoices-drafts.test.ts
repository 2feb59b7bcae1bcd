/** A draft changes until it is issued, then never again; a repeat of a creation creates nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentsOf, issue } from '../support/issue.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

const billing = { line1: '10 Place Vendôme', postal_code: '75001', city: 'Paris', country: 'FR' };

async function draft(changes: Record<string, unknown> = {}): Promise<string> {
  const { body, status } = await tenant.call('POST', '/invoices', invoiceBody(changes));
  expect(status, JSON.stringify(body)).toBe(201);
  return body.data.id;
}

async function read(id: string) {
  return (await tenant.call('GET', `/invoices/${id}`)).body.data;
}

describe.each(['PUT', 'PATCH'] as const)('%s of a draft', (method) => {
  test('changes what it names and nothing else', async () => {
    const id = await draft({ notes: 'Avant', purchase_order: 'PO-1', metadata: { a: 1 } });
    const before = await read(id);
    const { status, body } = await tenant.call(method, `/invoices/${id}`, { notes: 'Après' });
    expect(status).toBe(200);
    expect(body.message).toBe('Draft updated.');
    expect(body.data).toMatchObject({ notes: 'Après', purchase_order: 'PO-1', metadata: { a: 1 } });
    const after = await read(id);
    const changed = Object.keys(after).filter(
      (field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]),
    );
    // Lines are made again, with new identifiers.
    expect(changed.filter((field) => field !== 'lines')).toEqual(['notes']);
  });

  test('null clears; a cleared due date is derived again', async () => {
    const id = await draft({
      notes: 'x',
      payment_terms: 'y',
      due_date: '2026-05-31',
      discount_amount: 100,
      total_ht: 900,
      total_tax: 180,
      total_ttc: 1080,
    });
    const { body } = await tenant.call(method, `/invoices/${id}`, {
      notes: null,
      payment_terms: null,
      due_date: null,
      discount_amount: null,
    });
    expect(body.data).toMatchObject({
      notes: null,
      payment_terms: null,
      due_date: '2026-06-05',
      discount_amount: null,
      total_ht: 1000,
      total_ttc: 1200,
    });
  });

  test('new lines replace the old ones, and the totals follow', async () => {
    const id = await draft();
    const lines = [
      { description: 'Un', quantity: 2, unit_price: 10, tax_rate: 10 },
      { description: 'Deux', quantity: 1, unit_price_ht: 5, tva_rate: 5.5 },
    ];
    const { body } = await tenant.call(method, `/invoices/${id}`, { lines });
    expect(body.data).toMatchObject({ total_ht: 25, total_tax: 2.28, total_ttc: 27.28 });
    expect(body.data.lines).toHaveLength(2);
    const off = await tenant.call(method, `/invoices/${id}`, { lines, total_ttc: 27.29 });
    expect(off.status).toBe(422);
    expect(off.body.errors).toEqual({
      total_ttc: [
        'total_ttc: the computation gives 27.28, you sent 27.29: correct it, or leave the field out.',
      ],
    });
    expect((await read(id)).total_ttc).toBe(27.28);
  });

  test('one discount takes the place of the other', async () => {
    const id = await draft();
    await tenant.call(method, `/invoices/${id}`, { discount: { percent: 10 } });
    const { body } = await tenant.call(method, `/invoices/${id}`, { discount_amount: 50 });
    expect(body.data).toMatchObject({ discount_percent: null, discount_amount: 50, total_ht: 950 });
  });

  test('what an update makes wrong is refused, and the draft stays', async () => {
    const id = await draft();
    const wrong = await tenant.call(method, `/invoices/${id}`, {
      invoice_date: '2026-05-05',
      due_date: '2026-05-04',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors).toEqual({
      due_date: ['due_date: the due date cannot precede the invoice date.'],
    });
    const sent = await tenant.call(method, `/invoices/${id}`, { send_immediately: true });
    expect(sent.body.errors).toEqual({
      send_immediately: ['send_immediately: a draft is issued by its submit route.'],
    });
    expect((await read(id)).due_date).toBe('2026-06-05');
  });

  test('a moved due date alone is held against the stored invoice date', async () => {
    const id = await draft();
    const { status, body } = await tenant.call(method, `/invoices/${id}`, { due_date: '2026-05-01' });
    expect({ status, fields: Object.keys(body.errors) }).toEqual({ status: 422, fields: ['due_date'] });
  });
});

describe('an answer that is sent back as it is', () => {
  const lines = [
    { description: 'Un', quantity: 1.5, unit_price: 3.333333, vat_rate: 20, discount: 5 },
    { description: 'Deux', quantity: 2, unit_price: 10, vat_rate: 0, exemption_reason: 'Art. 261 du CGI' },
  ];
  const untotalled = { total_ht: undefined, total_tax: undefined, total_ttc: undefined, lines };
  test.each<[string, Record<string, unknown>]>([
    [
      'with a discount in percent',
      { ...untotalled, discount_percent: 12.5, notes: 'n', buyer_email: 'a@b.fr' },
    ],
    ['with an amount of discount', { ...untotalled, discount_amount: 3.33, payment_method: 'carte' }],
    [
      'of a private buyer, delivered elsewhere',
      {
        buyer_is_individual: true,
        buyer_siret: undefined,
        buyer_shipping_address: { ...billing, name: 'Quai', line1: '1 Quai' },
      },
    ],
    [
      'in another currency, with every reference',
      {
        currency: 'USD',
        exchange_rate: '0.92345678',
        purchase_order: 'PO',
        contract_reference: 'CT',
        period: { start: '2026-04-01' },
        delivery_date: '2026-05-01',
        external_id: 'back',
        metadata: { a: [1] },
        bank_details: { iban: 'FR7630006000011234567890189', bank_name: 'Banque' },
      },
    ],
  ])('%s changes nothing, and can be issued', async (_, changes) => {
    const id = await draft(changes);
    const before = await read(id);
    const { status, body } = await tenant.call('PUT', `/invoices/${id}`, before);
    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
    const withoutLineIds = (invoice: Record<string, unknown> & { lines: Record<string, unknown>[] }) => ({
      ...invoice,
      lines: invoice.lines.map((line) => ({ ...line, id: '' })),
    });
    expect(withoutLineIds(body.data)).toEqual(withoutLineIds(before));
    const copy = await tenant.call('POST', '/invoices', { ...before, external_id: null });
    expect({ status: copy.status, errors: copy.body.errors }).toEqual({ status: 201, errors: undefined });
    expect(copy.body.data.total_ttc).toBe(before.total_ttc);
    expect((await tenant.call('POST', `/invoices/${id}/submit`)).status).toBe(200);
  });

  test('and a percentage outlives new lines', async () => {
    const id = await draft({ ...untotalled, discount_percent: 10 });
    await tenant.call('PUT', `/invoices/${id}`, await read(id));
    const { body } = await tenant.call('PATCH', `/invoices/${id}`, {
      lines: [{ description: 'x', quantity: 1, unit_price: 100, vat_rate: 20 }],
    });
    expect(body.data).toMatchObject({ discount_percent: 10, discount_amount: 10, total_ttc: 108 });
  });
});

test('an update may be nested, partly', async () => {
  const id = await draft();
  const { body, status } = await tenant.call('PATCH', `/tenant/invoices/${id}`, {
    buyer: { company_name: 'Globex SA', email: 'ap@globex.fr' },
    notes: 'n',
    metadata: { k: 'v' },
  });
  expect(status).toBe(200);
  expect(body.data).toMatchObject({
    buyer_name: 'Globex SA',
    buyer_email: 'ap@globex.fr',
    buyer_siret: '98765432109876',
    buyer_address: { line1: '10 Place Vendôme' },
    notes: 'n',
    metadata: { k: 'v' },
  });
});

test("another tenant's draft is nobody's", async () => {
  const other = await platform.tenant({ slug: 'other-sas' });
  const id = await draft();
  for (const [method, url] of [
    ['GET', `/invoices/${id}`],
    ['PATCH', `/invoices/${id}`],
    ['DELETE', `/invoices/${id}`],
    ['POST', `/invoices/${id}/submit`],
    ['POST', `/invoices/${id}/mark-paid`],
    ['GET', `/invoices/${id}/audit-trail`],
    ['GET', `/invoices/${id}/remaining-creditable`],
    ['GET', `/invoices/${id}/download/pdf`],
    ['POST', `/invoices/${id}/send-by-email`],
  ] as const) {
    const body = method === 'PATCH' ? { notes: 'x' } : undefined;
    const { status } = await other.call(method, url, body);
    expect(status, `${method} ${url}`).toBe(404);
  }
});

describe('the buyer of a draft is a copy', () => {
  async function registered() {
    const { body } = await tenant.call('POST', '/buyers', {
      name: 'Globex SAS',
      siret: '98765432109876',
      email: 'a@globex.fr',
      phone: '0102030405',
      billing_address: billing,
      shipping_address: { ...billing, name: 'Quai', line1: '1 Quai' },
    });
    return body.data.id;
  }
  const ofBuyer = (buyer_id: string) =>
    invoiceBody({
      buyer_id,
      buyer_name: undefined,
      buyer_siret: undefined,
      buyer_address: undefined,
      buyer_country: undefined,
    });

  test('a later change of the registry changes neither draft nor document', async () => {
    const buyerId = await registered();
    const id = await draft(ofBuyer(buyerId));
    await tenant.call('PATCH', `/buyers/${buyerId}`, {
      name: 'Globex International',
      email: 'b@globex.fr',
      shipping_address: null,
    });
    const touched = await tenant.call('PATCH', `/invoices/${id}`, { notes: 'x', buyer_reference: 'SERVICE' });
    expect(touched.body.data).toMatchObject({
      buyer_name: 'Globex SAS',
      buyer_email: 'a@globex.fr',
      buyer_phone: '0102030405',
      buyer_shipping_address: { name: 'Quai' },
    });
    await tenant.call('POST', `/invoices/${id}/submit`);
    const { cii } = await documentsOf(tenant, id);
    expect(cii.one('BT-44')).toBe('Globex SAS');
    expect(cii.one('BT-70')).toBe('Quai');
  });

  test('an update that speaks of the buyer takes a new copy', async () => {
    const buyerId = await registered();
    const id = await draft(ofBuyer(buyerId));
    await tenant.call('PATCH', `/buyers/${buyerId}`, { name: 'Globex International' });
    const { body } = await tenant.call('PATCH', `/invoices/${id}`, { buyer_id: buyerId });
    expect(body.data.buyer_name).toBe('Globex International');
  });

  test('what the request says of the buyer prevails over the registry', async () => {
    const { body } = await tenant.call('POST', '/invoices', {
      ...ofBuyer(await registered()),
      buyer_name: 'Globex – service achats',
      buyer_email: 'c@globex.fr',
    });
    expect(body.data).toMatchObject({
      buyer_name: 'Globex – service achats',
      buyer_email: 'c@globex.fr',
      buyer_siret: '98765432109876',
      buyer_address: billing,
    });
  });

  test('how to reach the buyer, and where to deliver, change without a new copy', async () => {
    const buyerId = await registered();
    const id = await draft(ofBuyer(buyerId));
    await tenant.call('PATCH', `/buyers/${buyerId}`, { name: 'Globex International' });
    const { body } = await tenant.call('PATCH', `/invoices/${id}`, {
      buyer_email: 'c@globex.fr',
      buyer_phone: null,
      buyer_shipping_address: { ...billing, line1: '2 Quai' },
    });
    expect(body.data).toMatchObject({
      buyer_name: 'Globex SAS',
      buyer_email: 'c@globex.fr',
      buyer_phone: null,
      buyer_shipping_address: { line1: '2 Quai', name: null },
    });
  });

  test('null takes the place of delivery off', async () => {
    const id = await draft(ofBuyer(await registered()));
    const { body } = await tenant.call('PATCH', `/invoices/${id}`, { buyer_shipping_address: null });
    expect(body.data.buyer_shipping_address).toBeNull();
    const later = await tenant.call('PATCH', `/invoices/${id}`, { notes: 'x' });
    expect(later.body.data.buyer_shipping_address).toBeNull();
  });
});

describe('an issued invoice', () => {
  test('takes no change, whatever it is', async () => {
    const { id } = await issue(tenant, invoiceBody());
    const before = await read(id);
    const refused = {
      status: 422,
      body: {
        message: `Invoice ${before.invoice_number} is issued: its content cannot change any more (buyer_name, notes).`,
        code: 'isca_immutable',
        error_code: 'INVOICE_IMMUTABLE',
      },
    };
    for (const method of ['PUT', 'PATCH'] as const)
      for (const url of [`/invoices/${id}`, `/tenant/invoices/${id}`])
        expect(await tenant.call(method, url, { notes: 'x', buyer_name: 'y' })).toMatchObject(refused);
    const french = await tenant.call(
      'PATCH',
      `/invoices/${id}`,
      { notes: 'x' },
      {
        headers: { 'accept-language': 'fr' },
      },
    );
    expect(french.body.message).toBe(
      `La facture ${before.invoice_number} est émise : son contenu ne change plus (notes).`,
    );
    expect(await read(id)).toEqual(before);
  });

  test('is issued once: a second submission answers the same', async () => {
    const { id, submitted } = await issue(tenant, invoiceBody());
    platform.now += 60_000;
    const again = await tenant.call('POST', `/tenant/invoices/${id}/submit`);
    expect(again.status).toBe(200);
    expect(again.body.data).toEqual(submitted.body.data);
    const trail = await tenant.call('GET', `/invoices/${id}/audit-trail`);
    expect(trail.body.data).toHaveLength(2);
  });
});

test('a change and a submission at the same moment: the document says what the invoice says', async () => {
  for (const round of ['1', '2', '3', '4', '5', '6']) {
    const id = await draft({ notes: `before ${round}` });
    const [changed, submitted] = await Promise.all([
      tenant.call('PATCH', `/invoices/${id}`, { notes: `after ${round}` }),
      tenant.call('POST', `/invoices/${id}/submit`),
    ]);
    expect(submitted.status).toBe(200);
    expect([200, 422]).toContain(changed.status);
    const { notes } = await read(id);
    expect(notes).toBe(changed.status === 200 ? `after ${round}` : `before ${round}`);
    expect((await documentsOf(tenant, id)).cii.notes().AAI).toBe(notes);
  }
});

test('submissions of one invoice at the same moment take one number', async () => {
  const id = await draft();
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => tenant.call('POST', `/invoices/${id}/submit`)),
  );
  const numbers = answers.map(({ body }) => body.data.invoice_number);
  expect(new Set(numbers).size).toBe(1);
  const next = await issue(tenant, invoiceBody());
  expect(Number(next.submitted.body.data.invoice_number.slice(-5))).toBe(Number(numbers[0].slice(-5)) + 1);
});

test('an issued invoice is never deleted, and /invoices deletes not even a draft', async () => {
  const issued = await issue(tenant, invoiceBody());
  const paid = await issue(tenant, invoiceBody());
  await tenant.call('POST', `/invoices/${paid.id}/mark-paid`);
  const untouched = await draft();
  for (const url of [
    `/invoices/${untouched}`,
    ...[issued.id, paid.id].flatMap((id) => [`/invoices/${id}`, `/tenant/invoices/${id}`]),
  ]) {
    const { status, body } = await tenant.call('DELETE', url);
    expect({ status, code: body.error_code }).toEqual({ status: 403, code: 'INVOICE_NOT_DELETABLE' });
    expect((await tenant.call('GET', url)).status).toBe(200);
  }
});

describe('external_id', () => {
  test('the same creation again is the document that is there', async () => {
    const body = invoiceBody({ external_id: 'twice' });
    const first = await tenant.call('POST', '/invoices', body);
    const again = await tenant.call('POST', '/invoices', body);
    expect(again.status).toBe(200);
    expect(again.body.message).toBe('This invoice existed already.');
    expect(again.body.data).toEqual(first.body.data);
    expect(again.body.warnings).toEqual(first.body.warnings);
    const spelled = await tenant.call('POST', '/invoices', {
      ...body,
      issue_date: undefined,
      invoice_date: '2026-05-06',
    });
    expect(spelled.body.data.id).toBe(first.body.data.id);
  });

  test('another content under the same id is a conflict', async () => {
    const first = await tenant.call('POST', '/invoices', invoiceBody({ external_id: 'clash' }));
    const { status, body } = await tenant.call(
      'POST',
      '/invoices',
      invoiceBody({ external_id: 'clash', notes: 'other' }),
    );
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: 'external_id_conflict',
      message: `external_id "clash" already names a document with another content (${first.body.data.id}).`,
    });
  });

  test('the repeat finds the invoice after it was changed and issued', async () => {
    const body = invoiceBody({ external_id: 'late' });
    const { id } = await issue(tenant, body);
    const again = await tenant.call('POST', '/invoices', body);
    expect(again.status).toBe(200);
    expect(again.body.data).toMatchObject({ id, status: 'validated' });
  });

  // Several rounds: the first meets a pool that has not opened its connections yet.
  test.each(['race-1', 'race-2', 'race-3', 'race-4'])(
    'creations at the same moment create one (%s)',
    async (name) => {
      const body = invoiceBody({ external_id: name });
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => tenant.call('POST', '/invoices', body)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
      expect(new Set(answers.map(({ body: answer }) => answer.data.id)).size).toBe(1);
    },
  );

  test('a draft may get another one, which must be free', async () => {
    const id = await draft({ external_id: 'mine' });
    const theirs = await draft({ external_id: 'theirs' });
    const clash = await tenant.call('PATCH', `/invoices/${id}`, { external_id: 'theirs' });
    expect(clash.status).toBe(409);
    expect(clash.body.message).toBe(
      `external_id "theirs" already names a document with another content (${theirs}).`,
    );
    const moved = await tenant.call('PATCH', `/invoices/${id}`, { external_id: 'moved' });
    expect(moved.body.data.external_id).toBe('moved');
    expect((await tenant.call('GET', '/invoices?external_id=moved')).body.data[0].id).toBe(id);
    expect((await tenant.call('GET', '/invoices?external_id=mine')).body.data).toEqual([]);
    const cleared = await tenant.call('PUT', `/tenant/invoices/${id}`, { external_id: null });
    expect(cleared.body.data.external_id).toBeNull();
    expect(await draft({ external_id: 'moved' })).not.toBe(id);
  });

  test('two tenants may use the same', async () => {
    const other = await platform.tenant({ slug: 'same-id' });
    await draft({ external_id: 'shared' });
    expect((await other.call('POST', '/invoices', invoiceBody({ external_id: 'shared' }))).status).toBe(201);
  });
});

describe('send_immediately', () => {
  test('creates and issues in one call, with the answer of a submission', async () => {
    const { status, body } = await tenant.call('POST', '/invoices', invoiceBody({ send_immediately: true }));
    expect(status).toBe(201);
    expect(body.message).toBe('Invoice issued.');
    expect(body.data.status).toBe('validated');
    expect(body.data.invoice_number).toMatch(/^ACMES-202605-\d{5}$/);
    const again = await tenant.call('POST', `/invoices/${body.data.id}/submit`);
    expect(again.body.data).toEqual(body.data);
    const { cii } = await documentsOf(tenant, body.data.id);
    expect(cii.one('BT-1')).toBe(body.data.invoice_number);
  });

  test('is repeatable by external_id', async () => {
    const body = invoiceBody({ send_immediately: true, external_id: 'at-once' });
    const first = await tenant.call('POST', '/tenant/invoices', body);
    const again = await tenant.call('POST', '/tenant/invoices', body);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body.data).toEqual(first.body.data);
  });

  test('with send_via=email the buyer gets it', async () => {
    const { status, body } = await tenant.call(
      'POST',
      '/invoices',
      invoiceBody({ send_immediately: true, send_via: 'email', buyer_email: 'compta@globex.fr' }),
    );
    expect(status).toBe(201);
    const trail = await tenant.call('GET', `/invoices/${body.data.id}/audit-trail`);
    expect(trail.body.data.map(({ event }: { event: string }) => event)).toEqual([
      'invoice.created',
      'invoice.validated',
      'invoice.sent_by_email',
    ]);
  });

  test('a refusal refuses everything: no draft, no number', async () => {
    const last = await issue(tenant, invoiceBody());
    const { status, body } = await tenant.call(
      'POST',
      '/invoices',
      invoiceBody({ send_immediately: true, send_via: 'email', external_id: 'nowhere' }),
    );
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'BUYER_HAS_NO_EMAIL' });
    const found = await tenant.call('GET', '/invoices?external_id=nowhere');
    expect(found.body.data).toEqual([]);
    const next = await issue(tenant, invoiceBody());
    const count = (number: string) => Number(number.slice(-5));
    expect(count(next.submitted.body.data.invoice_number)).toBe(
      count(last.submitted.body.data.invoice_number) + 1,
    );
  });

  test.each(['peppol', 'chorus'])('send_via=%s is refused in a sentence', async (network) => {
    const { status, body } = await tenant.call(
      'POST',
      '/invoices',
      invoiceBody({ send_immediately: true, send_via: network }),
    );
    expect(status).toBe(422);
    expect(body.errors).toEqual({
      send_via: [
        'send_via: an issued invoice waits for its transmission by an approved platform: here, only "email" sends.',
      ],
    });
  });
});
