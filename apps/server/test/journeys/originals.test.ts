/** An invoice is created with the file it comes from: kept as it is, and read for what the request leaves out. */
import type { Invoice } from '@scell/en16931';
import { writeCii, writeUbl } from '@scell/syntax';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samples } from '../../../../packages/en16931/test/samples.ts';
import { issue } from '../support/issue.ts';
import { PLAIN_PDF } from '../support/plain-pdf.ts';
import {
  type Answer,
  answerOf,
  createTestPlatform,
  invoiceBody,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let pdf: Buffer;
let issuedNumber: string;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
  const issued = await issue(
    tenant,
    invoiceBody({ notes: 'Merci.', purchase_order: 'PO-1', payment_terms: '30 jours' }),
  );
  pdf = issued.pdf;
  issuedNumber = issued.submitted.body.data.invoice_number;
});
afterAll(() => platform.close());

const base = samples.servicesFrance;
if (base === undefined) throw new Error('no sample servicesFrance');
const sample: Invoice = { ...base, issueDate: '2026-05-04', dueDate: '2026-06-03' };

type Content = string | Uint8Array;

async function create(
  file: Content | null,
  fields: Record<string, string> = {},
  options: { headers?: Record<string, string>; url?: string; key?: string; filename?: string } = {},
): Promise<Answer> {
  const data = new FormData();
  const content = typeof file === 'string' ? Buffer.from(file, 'latin1') : file;
  if (content !== null)
    data.set('original_file', new Blob([new Uint8Array(content)]), options.filename ?? 'facture.bin');
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return answerOf(
    await platform.app.inject({
      method: 'POST',
      url: `/api/v1${options.url ?? '/invoices'}`,
      headers: { 'x-api-key': options.key ?? tenant.key, 'accept-language': 'en', ...options.headers },
      payload: data,
    }),
  );
}

const utf8 = (text: string) => new TextEncoder().encode(text);

const download = (id: string, type = 'original', key = tenant.key, accept = '*/*') =>
  tenant.call('GET', `/invoices/${id}/download/${type}`, undefined, { key, headers: { accept } });

/** The fields of `invoiceBody` as a form writes them. */
const FORM = {
  issue_date: '2026-05-06',
  due_date: '2026-06-05',
  buyer_name: 'Globex SAS',
  buyer_siret: '98765432109876',
  'buyer_address.line1': '10 Place Vendôme',
  'buyer_address[postal_code]': '75001',
  'buyer_address.city': 'Paris',
  'lines[0][description]': 'Conseil',
  'lines[0][quantity]': '5',
  'lines[0][unit_price]': '200',
  'lines[0][vat_rate]': '20',
  archive_enabled: '1',
};

describe('a form says the same as JSON', () => {
  test('field by field, without a file', async () => {
    const { status, body } = await create(null, FORM);
    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      total_ttc: 1200,
      buyer_address: { line1: '10 Place Vendôme', city: 'Paris' },
      lines: [{ description: 'Conseil', quantity: 5 }],
    });
  });

  test.each(['data', 'invoice'])('as JSON in the part %s', async (part) => {
    const { status, body } = await create(null, { [part]: JSON.stringify(invoiceBody()), notes: 'n' });
    expect(status).toBe(201);
    expect(body.data).toMatchObject({ total_ttc: 1200, notes: 'n' });
    expect(body.warnings.map(({ field }: { field: string }) => field)).not.toContain(part);
  });

  test('but not both at once, nor JSON that is none', async () => {
    const twice = await create(null, { data: JSON.stringify(invoiceBody()), issue_date: '2026-05-06' });
    expect(twice.body).toMatchObject({ error_code: 'MALFORMED_FORM' });
    expect((await create(null, { data: '{' })).body.error_code).toBe('MALFORMED_JSON');
    expect((await create(null, { data: '[]' })).body.error_code).toBe('MALFORMED_FORM');
  });
});

describe('a file that says nothing is kept', () => {
  test.each<[string, Content, string]>([
    ['a plain PDF', PLAIN_PDF, 'application/pdf'],
    ['a PNG', '\x89PNG\r\n\x1a\nrest', 'image/png'],
    ['a JPEG', '\xff\xd8\xff\xe0rest', 'image/jpeg'],
  ])('%s', async (_, content, type) => {
    const { status, body } = await create(content, FORM, { filename: 'reçu 1.bin' });
    expect({ status, errors: body.errors }).toEqual({ status: 201, errors: undefined });
    const kept = await download(body.data.id);
    expect(kept.headers['content-type']).toBe(type);
    expect(kept.headers['content-disposition']).toBe('attachment; filename="re_u 1.bin"');
    expect(kept.bytes.equals(Buffer.from(content as string, 'latin1'))).toBe(true);
  });

  test('by a signed link too, and still once the invoice is issued', async () => {
    const { body } = await create(PLAIN_PDF, FORM);
    const { id } = body.data;
    const link = await download(id, 'original', tenant.key, 'application/json');
    const { pathname } = new URL(link.body.url);
    expect((await platform.app.inject(pathname)).rawPayload.toString()).toBe(PLAIN_PDF);
    expect((await download(id, 'converted')).status).toBe(404);
    await tenant.call('POST', `/invoices/${id}/submit`);
    expect((await download(id)).bytes.toString()).toBe(PLAIN_PDF);
    expect((await download(id, 'converted')).bytes.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect((await tenant.call('GET', `/invoices/${id}/audit-trail`)).body.integrity_valid).toBe(true);
  });

  test('without one, original is the document in its output format', async () => {
    const { body } = await create(null, FORM);
    expect((await download(body.data.id)).status).toBe(404);
    await tenant.call('POST', `/invoices/${body.data.id}/submit`);
    expect((await download(body.data.id)).bytes.subarray(0, 8).toString()).toBe('%PDF-1.7');
  });
});

describe('a document says what the request leaves out', () => {
  test.each([
    ['CII', writeCii],
    ['UBL', writeUbl],
  ])('in %s', async (_, write) => {
    const { status, body } = await create(utf8(write(sample)), {});
    expect({ status, errors: body.errors }).toEqual({ status: 201, errors: undefined });
    const { data } = body;
    expect(data).toMatchObject({
      issue_date: sample.issueDate,
      due_date: sample.dueDate,
      currency: sample.currency,
      buyer_name: sample.buyer.name,
      total_ht: Number(sample.totals.withoutVat),
      total_ttc: Number(sample.totals.withVat),
      seller_name: 'Acme SAS',
    });
    expect(data.lines.map((line: { description: string }) => line.description.split('\n')[0])).toEqual(
      sample.lines.map(({ name }) => name),
    );
    expect(data.invoice_number).toMatch(/^DRAFT-/);
    const warned = body.warnings.filter(({ field }: { field: string }) => field === 'original_file');
    expect(warned.map(({ message }: { message: string }) => message).join()).toContain(sample.number);
    expect(warned.map(({ message }: { message: string }) => message).join()).toMatch(
      /another seller, Acme SAS \(\d{9}\): the invoice bears Acme SAS \(123456789\)/,
    );
    const issued = await tenant.call('POST', `/invoices/${data.id}/submit`);
    expect(issued.status, JSON.stringify(issued.body)).toBe(200);
    expect((await download(data.id)).bytes.toString()).toBe(write(sample));
  });

  test('in a hybrid PDF, references, notes and terms included', async () => {
    const { status, body } = await create(pdf, {});
    expect({ status, errors: body.errors }).toEqual({ status: 201, errors: undefined });
    expect(body.data).toMatchObject({
      issue_date: '2026-05-06',
      buyer_siret: '98765432109876',
      purchase_order: 'PO-1',
      payment_terms: '30 jours',
      notes: 'Merci.',
      operation_category: 'services',
      total_ttc: 1200,
      lines: [{ description: 'Conseil', quantity: 5, unit: 'DAY', unit_price: 200, vat_rate: 20 }],
    });
    expect(JSON.stringify(body.warnings)).toContain(issuedNumber);
  });

  test('and the request wins where it speaks', async () => {
    const { body } = await create(pdf, { issue_date: '2026-05-05', notes: 'Autre', 'buyer.name': 'Globex' });
    expect(body.data).toMatchObject({
      issue_date: '2026-05-05',
      notes: 'Autre',
      buyer_name: 'Globex',
      total_ttc: 1200,
    });
  });

  test('at the partner addresses too', async () => {
    const { status, body } = await create(pdf, {}, { url: '/tenant/invoices' });
    expect(status).toBe(201);
    expect(body.data.issue_date).toBe('2026-05-06');
  });

  test('but a registered buyer is taken whole', async () => {
    const person = {
      name: 'Marie Dupont',
      is_individual: true,
      billing_address: { line1: '8 Rue Lepic', postal_code: '75018', city: 'Paris', country: 'FR' },
    };
    const buyer = (await tenant.call('POST', '/buyers', person)).body.data.id;
    const { body } = await create(pdf, { buyer_id: buyer });
    expect(body.data).toMatchObject({ buyer_name: 'Marie Dupont', buyer_siret: null });
  });

  test('a discount on a line and on the whole come over', async () => {
    const made = await issue(
      tenant,
      invoiceBody({
        total_ht: undefined,
        total_tax: undefined,
        total_ttc: undefined,
        discount_amount: 100,
        lines: [
          { description: 'A', quantity: 3, unit_price: 33.333333, vat_rate: 20, discount: 12.5 },
          { description: 'B', quantity: 10, unit_price: 100, vat_rate: 5.5 },
        ],
      }),
    );
    const { status, body } = await create(made.pdf, {});
    expect({ status, errors: body.errors }).toEqual({ status: 201, errors: undefined });
    expect(body.data.total_ttc).toBe(made.submitted.body.data.total_ttc);
    expect(body.data.lines[0].discount).toBe(12.5);
  });
});

describe('what disagrees is refused, with both figures', () => {
  const drafts = async () => (await tenant.call('GET', '/invoices?per_page=1')).body.meta.total as number;

  test.each<[string, () => [Content, Record<string, string>], string, RegExp]>([
    [
      'lines of the request that make another total',
      () => [
        pdf,
        {
          'lines[0][description]': 'x',
          'lines[0][quantity]': '1',
          'lines[0][unit_price]': '5',
          'lines[0][vat_rate]': '20',
        },
      ],
      'total_ttc',
      /the file says 1200\.00, the computation gives 6\.00/,
    ],
    [
      'a total of the file that is wrong',
      () => [utf8(writeCii({ ...sample, totals: { ...sample.totals, withVat: '1.00', due: '1.00' } })), {}],
      'total_ttc',
      /the file says 1\.00, the computation gives /,
    ],
    [
      'an amount that was paid already',
      () => [utf8(writeCii({ ...sample, totals: { ...sample.totals, prepaid: '1.00', due: '2.00' } })), {}],
      'total_ttc',
      /the file says 2\.00/,
    ],
    [
      'a credit note',
      () => [utf8(writeCii({ ...sample, typeCode: '381' })), {}],
      'original_file',
      /type 381/,
    ],
    [
      'another currency',
      () => [utf8(writeCii(sample)), { currency: 'USD', exchange_rate: '1' }],
      'currency',
      /EUR.*USD/,
    ],
  ])('%s', async (_, make, field, message) => {
    const before = await drafts();
    const { status, body } = await create(...make());
    expect({ status, code: body.error_code }).toEqual({ status: 422, code: 'VALIDATION_FAILED' });
    expect(body.errors[field]?.join()).toMatch(message);
    expect(await drafts()).toBe(before);
  });

  test.each<[string, Content, string]>([
    ['a text', 'hello', 'UNSUPPORTED_FILE'],
    ['a program', 'MZ\x90\0', 'UNSUPPORTED_FILE'],
    ['another XML', '<a/>', 'NOT_AN_INVOICE'],
    ['broken XML', '<a>', 'DOCUMENT_NOT_READABLE'],
    ['a broken PDF', '%PDF-1.7', 'DOCUMENT_NOT_READABLE'],
  ])('%s', async (_, content, code) => {
    const { status, body } = await create(content, FORM);
    expect({ status, code: body.error_code }).toEqual({ status: 422, code });
  });

  test('a file beyond the limit', async () => {
    const { uploadLimit } = platform.services;
    expect((await create(Buffer.alloc(uploadLimit), FORM)).body.error_code).toBe('PAYLOAD_TOO_LARGE');
  });
});

describe('a repeat', () => {
  test('under an Idempotency-Key is the same invoice, and another file another request', async () => {
    const headers = { 'idempotency-key': 'original-1' };
    const first = await create(PLAIN_PDF, FORM, { headers });
    const again = await create(PLAIN_PDF, FORM, { headers });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body.data.id).toBe(first.body.data.id);
    const other = await create(`${PLAIN_PDF}\n`, FORM, { headers });
    expect(other.body.error_code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('under an external_id too', async () => {
    const fields = { ...FORM, external_id: 'FILE-1' };
    const first = await create(PLAIN_PDF, fields);
    const again = await create(PLAIN_PDF, fields);
    expect(again.status).toBe(200);
    expect(again.body.data.id).toBe(first.body.data.id);
    for (const file of [`${PLAIN_PDF}\n`, null])
      expect((await create(file, fields)).body.error_code).toBe('EXTERNAL_ID_CONFLICT');
  });
});

test('the file of another tenant is not there', async () => {
  const rival = await platform.tenant();
  const { body } = await create(PLAIN_PDF, FORM);
  const theirs = await download(body.data.id, 'original', rival.key);
  expect({ status: theirs.status, code: theirs.body.error_code }).toEqual({ status: 404, code: 'NOT_FOUND' });
  const seen = await platform.services.databases.sandbox.withTenant({ tenantId: rival.summary.id }, (tx) =>
    tx.selectFrom('files').select('kind').execute(),
  );
  expect(seen).toEqual([]);
});

test('a store that fails leaves no invoice', async () => {
  const { content } = platform.services;
  const before = (await tenant.call('GET', '/invoices?per_page=1')).body.meta.total;
  platform.services.content = {
    ...content,
    put: () => Promise.reject(new Error('the disk is full')),
  };
  try {
    expect((await create(PLAIN_PDF, FORM)).status).toBe(500);
  } finally {
    platform.services.content = content;
  }
  expect((await tenant.call('GET', '/invoices?per_page=1')).body.meta.total).toBe(before);
});
