/** What happens to an issued invoice: paid, creditable, and a trail that proves itself. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issue } from '../support/issue.ts';
import {
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

const pay = (id: string, body?: unknown) => tenant.call('POST', `/invoices/${id}/mark-paid`, body);

describe('mark-paid', () => {
  test('without a body: paid now, by hand', async () => {
    const { id, submitted } = await issue(tenant, invoiceBody());
    platform.now = START + 3_600_000;
    const { status, body } = await pay(id);
    expect(status).toBe(200);
    expect(body.message).toBe('Invoice marked as paid.');
    expect(body.data).toMatchObject({
      status: 'paid',
      lifecycle_status: 'paid',
      legal_status: 'paid',
      paid_at: '2026-05-06T09:00:00+00:00',
      payment_method: 'manual',
      payment_reference: null,
      payment_note: null,
      invoice_number: submitted.body.data.invoice_number,
      validated_at: submitted.body.data.validated_at,
      total_ttc: 1200,
    });
    platform.now = START;
  });

  test.each<[string, unknown, Record<string, unknown>]>([
    ['an empty list, as PHP sends nothing', [], { payment_method: 'manual' }],
    [
      'everything',
      { payment_reference: 'VIR-1', paid_at: '2026-05-05', note: 'Reçu', payment_method: 'virement' },
      {
        payment_reference: 'VIR-1',
        paid_at: '2026-05-05T00:00:00+00:00',
        payment_note: 'Reçu',
        payment_method: 'virement',
      },
    ],
    [
      'a moment with its offset, in other names',
      { payment_date: '2026-05-06T09:30:00+02:00', payment_note: 'n', payment_means_code: '48' },
      { paid_at: '2026-05-06T07:30:00+00:00', payment_note: 'n', payment_method: 'carte' },
    ],
  ])('%s', async (_, request, shown) => {
    const { id } = await issue(tenant, invoiceBody());
    const { status, body } = await pay(id, request);
    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
    expect(body.data).toMatchObject(shown);
  });

  test('a draft cannot be paid', async () => {
    const { body: created } = await tenant.call('POST', '/invoices', invoiceBody());
    const { status, body } = await pay(created.data.id);
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'INVOICE_NOT_PAYABLE' });
    expect((await tenant.call('GET', `/invoices/${created.data.id}`)).body.data.status).toBe('draft');
  });

  test('twice is once', async () => {
    const { id } = await issue(tenant, invoiceBody());
    const first = await pay(id, { payment_reference: 'A' });
    const { status, body } = await pay(id, { payment_reference: 'B' });
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'ALREADY_PAID' });
    expect((await tenant.call('GET', `/invoices/${id}`)).body.data).toEqual(first.body.data);
  });

  test('at the same moment too', async () => {
    const { id } = await issue(tenant, invoiceBody());
    const answers = await Promise.all(Array.from({ length: 4 }, () => pay(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422]);
    const trail = await tenant.call('GET', `/invoices/${id}/audit-trail`);
    expect(trail.body.data.map(({ action }: { action: string }) => action)).toEqual([
      'invoice.created',
      'invoice.validated',
      'invoice.paid',
    ]);
  });

  test('the same Idempotency-Key answers the same', async () => {
    const { id } = await issue(tenant, invoiceBody());
    const keyed = { headers: { 'idempotency-key': 'pay-1' } };
    const first = await tenant.call('POST', `/invoices/${id}/mark-paid`, {}, keyed);
    const again = await tenant.call('POST', `/invoices/${id}/mark-paid`, {}, keyed);
    expect(again.status).toBe(200);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  test.each([
    [
      { paid_at: '2026-05-07' },
      'paid_at: a payment is not recorded before it is made: it is 2026-05-06 in Paris.',
    ],
    [
      { paid_at: '2026-02-30' },
      'paid_at: a date (YYYY-MM-DD) or a moment with its offset (2026-05-06T08:42:31+02:00) is expected.',
    ],
    [
      { payment_method: 'barter' },
      'payment_method: one of these values is expected: virement, carte, cheque, especes, prelevement.',
    ],
  ])('%j is refused', async (request, sentence) => {
    const { id } = await issue(tenant, invoiceBody());
    const { status, body } = await pay(id, request);
    const [field = ''] = Object.keys(request);
    expect({ status, errors: body.errors }).toEqual({ status: 422, errors: { [field]: [sentence] } });
  });
});

describe('remaining-creditable', () => {
  test.each(['/invoices', '/tenant/invoices'])(
    '%s: bare for one client, under data for the other',
    async (at) => {
      const { id, created } = await issue(tenant, invoiceBody());
      const { status, body } = await tenant.call('GET', `${at}/${id}/remaining-creditable`);
      expect(status).toBe(200);
      const { data, ...bare } = body;
      expect(data).toEqual(bare);
      expect(bare).toEqual({
        invoice_id: id,
        currency: 'EUR',
        invoice_total: 1200,
        credited_total: 0,
        remaining_total: 1200,
        total_ht: 1000,
        total_tax: 200,
        total_ttc: 1200,
        lines: [
          {
            invoice_line_id: created.body.data.lines[0].id,
            description: 'Conseil',
            original_quantity: 5,
            credited_quantity: 0,
            remaining_quantity: 5,
            unit_price: 200,
            vat_rate: 20,
          },
        ],
      });
    },
  );

  test('of a draft there is nothing to credit, of a paid invoice there is', async () => {
    const { body: created } = await tenant.call('POST', '/invoices', invoiceBody());
    const refused = await tenant.call('GET', `/invoices/${created.data.id}/remaining-creditable`);
    expect({ status: refused.status, code: refused.body.code }).toEqual({
      status: 422,
      code: 'INVOICE_NOT_CREDITABLE',
    });
    const { id } = await issue(tenant, invoiceBody());
    await pay(id);
    expect((await tenant.call('GET', `/invoices/${id}/remaining-creditable`)).body.remaining_total).toBe(
      1200,
    );
  });
});

describe('the audit trail', () => {
  test('names what happened, when, by whom and from where, in both clients’ words', async () => {
    const own = await platform.tenant({ slug: 'trail' });
    const { body: created } = await own.call('POST', '/invoices', invoiceBody());
    const { id } = created.data;
    await own.call('PATCH', `/invoices/${id}`, { notes: 'x' });
    platform.now = START + 1000;
    const submitted = await own.call('POST', `/invoices/${id}/submit`);
    platform.now = START + 2000;
    await own.call('POST', `/invoices/${id}/mark-paid`);
    platform.now = START;
    const { body } = await own.call('GET', `/invoices/${id}/audit-trail`);
    expect(body.integrity_valid).toBe(true);
    const key = created.data.api_key_id;
    const event = (action: string, details: string, at: string) => ({
      action,
      event: action,
      details,
      actor: `api_key:${key}`,
      actor_ip: '127.0.0.1',
      created_at: at,
      performed_at: at,
    });
    expect(body.data).toEqual([
      event('invoice.created', 'Brouillon de facture créé', '2026-05-06T08:00:00+00:00'),
      event('invoice.updated', 'Brouillon de facture modifié', '2026-05-06T08:00:00+00:00'),
      event(
        'invoice.validated',
        `Facture émise sous le numéro ${submitted.body.data.invoice_number}`,
        '2026-05-06T08:00:01+00:00',
      ),
      event('invoice.paid', 'Facture marquée payée', '2026-05-06T08:00:02+00:00'),
    ]);
  });

  test('a refused change leaves no trace of having happened', async () => {
    const { id } = await issue(tenant, invoiceBody());
    await tenant.call('PATCH', `/invoices/${id}`, { notes: 'x' });
    await tenant.call('DELETE', `/invoices/${id}`);
    const { body } = await tenant.call('GET', `/invoices/${id}/audit-trail`);
    expect(body.data).toHaveLength(2);
    expect(body.integrity_valid).toBe(true);
  });

  test('the status of a partner client', async () => {
    const { id, submitted } = await issue(tenant, invoiceBody());
    const { body } = await tenant.call('GET', `/tenant/invoices/${id}/status`);
    expect(body.data).toEqual({
      id,
      invoice_number: submitted.body.data.invoice_number,
      status: 'validated',
      lifecycle_status: 'validated',
      legal_status: 'validated',
      message: null,
      submitted_at: submitted.body.data.validated_at,
      paid_at: null,
      updated_at: '2026-05-06T08:00:00+00:00',
    });
  });
});
