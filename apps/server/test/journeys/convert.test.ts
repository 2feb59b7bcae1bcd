/** `POST /invoices/convert`: an issued invoice or an upload in another format, its certificate, its link and its end. */
import { writeCii, writeUbl } from '@scell/syntax';
import type { InjectOptions } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { samples } from '../../../../packages/en16931/test/samples.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { timerHandlersOf } from '../../src/tasks.ts';
import { issue } from '../support/issue.ts';
import { PLAIN_PDF } from '../support/plain-pdf.ts';
import {
  type Answer,
  answerOf,
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let rival: TestTenant;
let issued: { id: string; pdf: Buffer };
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
  rival = await platform.tenant({ slug: 'rival-sas' });
  issued = await issue(tenant, invoiceBody());
});
afterEach(() => {
  platform.now = START;
});
afterAll(() => platform.close());

const sample = samples.servicesFrance;
if (sample === undefined) throw new Error('no sample servicesFrance');
const cii = writeCii(sample);
const ubl = writeUbl(sample);

interface Wish {
  key?: string;
  headers?: Record<string, string>;
}

async function post(
  payload: InjectOptions['payload'],
  { key = tenant.key, headers = {} }: Wish = {},
): Promise<Answer> {
  return answerOf(
    await platform.app.inject({
      method: 'POST',
      url: '/api/v1/invoices/convert',
      headers: { 'x-api-key': key, 'accept-language': 'en', ...headers },
      ...(payload === undefined ? {} : { payload }),
    }),
  );
}

function form(content: string | Buffer, fields: Record<string, string>, filename = 'facture.xml'): FormData {
  const data = new FormData();
  data.set('original_file', new Blob([new Uint8Array(Buffer.from(content))]), filename);
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

const follow = async (url: string) => answerOf(await platform.app.inject(new URL(url).pathname));

const rows = (who = tenant) =>
  platform.services.databases.sandbox.withTenant({ tenantId: who.summary.id }, async (tx) => ({
    conversions: await tx.selectFrom('conversions').selectAll().execute(),
    timers: await tx.selectFrom('timers').select(['kind', 'subject_id', 'due_at']).execute(),
  }));

describe('an issued invoice', () => {
  test.each(['facturx', 'cii', 'ubl'])('becomes %s, the very file its download gives', async (format) => {
    const { status, body } = await post({ invoice_id: issued.id, target_format: format });
    expect(status).toBe(200);
    const pdf = format === 'facturx';
    expect(body).toMatchObject({
      message: 'Document converted.',
      invoice_id: issued.id,
      target_format: format,
      status: 'converted',
      media_type: pdf ? 'application/pdf' : 'application/xml',
      expires_at: '2026-05-06T08:15:00+00:00',
      certificate: {
        source: { container: 'xml', syntax: 'cii', specification: 'urn:cen.eu:en16931:2017' },
        target: format,
        complete: true,
        lost: [],
        irregularities: [],
      },
      findings: [],
    });
    const file = await follow(body.url);
    const downloaded = await tenant.call('GET', `/invoices/${issued.id}/download/${format}`, undefined, {
      headers: { accept: '*/*' },
    });
    expect(file.bytes.equals(downloaded.bytes)).toBe(true);
    expect(file.bytes).toHaveLength(body.size);
    expect(file.headers['content-disposition']).toBe(`attachment; filename="${body.filename}"`);
  });

  test('is certified for what its UBL really is', async () => {
    const { body } = await post({ invoice_id: issued.id, target_format: 'ubl' });
    const again = await post(form((await follow(body.url)).bytes, { target_format: 'cii' }));
    expect(again.body.certificate).toMatchObject({ complete: true });
    const own = await tenant.call('GET', `/invoices/${issued.id}/download/cii`, undefined, {
      headers: { accept: '*/*' },
    });
    expect((await follow(again.body.url)).bytes.toString()).toBe(own.bytes.toString());
  });

  test('is kept as a file of the invoice', async () => {
    const files = await platform.services.databases.sandbox.withTenant(
      { tenantId: tenant.summary.id },
      (tx) =>
        tx.selectFrom('files').select('kind').where('subject_id', '=', issued.id).orderBy('kind').execute(),
    );
    expect(files.map(({ kind }) => kind)).toEqual(['cii', 'facturx', 'ubl']);
    expect((await rows()).conversions.filter(({ id }) => id === issued.id)).toEqual([]);
  });

  test('comes as the file where Accept asks for one', async () => {
    const request = { invoice_id: issued.id, target_format: 'facturx' };
    const answer = await post(request, { headers: { accept: 'application/pdf' } });
    expect(answer.headers['content-type']).toBe('application/pdf');
    expect(answer.bytes.equals(issued.pdf)).toBe(true);
  });

  test('is asked for by any of the accepted names', async () => {
    for (const name of ['target_format', 'output_format', 'format'])
      expect((await post({ invoice_id: issued.id, [name]: 'Factur-X' })).body.target_format).toBe('facturx');
  });

  test('has to be issued, and to be one’s own', async () => {
    const draft = (await tenant.call('POST', '/invoices', invoiceBody())).body.data.id;
    const of = async (invoice_id: string, key: string) =>
      (await post({ invoice_id, target_format: 'ubl' }, { key })).body;
    expect(await of(draft, tenant.key)).toMatchObject({
      error_code: 'INVOICE_NOT_ISSUED',
      message: 'The invoice is a draft: it has no number and no document yet.',
    });
    const unknown = await of('0193af1a-7c64-7b9b-94e3-dbcfe4ff0001', rival.key);
    for (const id of [issued.id, draft])
      expect({ ...(await of(id, rival.key)), request_id: '' }).toEqual({ ...unknown, request_id: '' });
    expect(unknown.error_code).toBe('NOT_FOUND');
  });
});

describe('an upload', () => {
  test.each<[string, string, string | (() => Buffer), string]>([
    ['CII', 'ubl', cii, 'application/xml'],
    ['UBL', 'cii', ubl, 'application/xml'],
    ['a hybrid PDF', 'ubl', () => issued.pdf, 'application/xml'],
    ['a hybrid PDF', 'cii', () => issued.pdf, 'application/xml'],
    ['UBL', 'facturx', ubl, 'application/pdf'],
  ])('%s becomes %s', async (_, target, content, type) => {
    const source = typeof content === 'function' ? content() : content;
    const { status, body } = await post(form(source, { output_format: target }));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      message: 'Document converted.',
      invoice_id: null,
      target_format: target,
      status: 'converted',
      filename: `facture-${target}.${type.slice('application/'.length)}`,
      media_type: type,
      certificate: { complete: true, lost: [], target },
    });
    const file = await follow(body.url);
    expect(file.headers['content-type']).toBe(type);
    expect(file.bytes).toHaveLength(body.size);
    const verdict = answerOf(
      await platform.app.inject({
        method: 'POST',
        url: '/api/v1/invoices/validate',
        headers: { 'x-api-key': tenant.key, 'content-type': type },
        payload: file.bytes,
      }),
    );
    expect(verdict.body).toMatchObject({ valid: true, syntax: target === 'ubl' ? 'ubl' : 'cii' });
  });

  test('to what it is already comes back byte for byte', async () => {
    const before = (await rows()).conversions.length;
    const answer = await post(form(cii, { target_format: 'cii' }), {
      headers: { accept: 'application/xml' },
    });
    expect(answer.bytes.toString()).toBe(cii);
    expect((await rows()).conversions).toHaveLength(before);
  });

  test('in a lower profile is certified for what that leaves out', async () => {
    const { body } = await post(form(cii, { target_format: 'facturx', profile: 'BASIC_WL' }));
    expect(body.certificate.complete).toBe(false);
    expect(body.certificate.lost).toContainEqual(
      expect.objectContaining({ term: 'BT-153', reason: { fr: expect.any(String), en: expect.any(String) } }),
    );
  });

  test('is told what is wrong with the PDF it came in', async () => {
    const spoilt = Buffer.from(
      issued.pdf.toString('latin1').replaceAll('AFRelationship', 'AFRelationshiX'),
      'latin1',
    );
    const { body } = await post(form(spoilt, { target_format: 'cii' }, 'a.pdf'));
    expect(body.findings).toContainEqual(
      expect.objectContaining({ rule: 'BR-HYBRID-12', severity: 'fatal' }),
    );
  });

  test('keeps its name as far as a header can hold it', async () => {
    const { body } = await post(form(cii, { target_format: 'ubl' }, '../../fâcture\u202e 1.xml'));
    expect(body.filename).toBe('f_cture 1-ubl.xml');
    expect((await follow(body.url)).headers['content-disposition']).toContain(body.filename);
  });

  test.each<[string, string, Record<string, string>, number, string, unknown]>([
    ['a PDF without an invoice', PLAIN_PDF, { target_format: 'ubl' }, 422, 'NOT_AN_INVOICE', 'no_invoice'],
    ['another file', 'hello', { target_format: 'ubl' }, 422, 'NOT_AN_INVOICE', 'unknown-type'],
    ['another XML', '<a/>', { target_format: 'ubl' }, 422, 'NOT_AN_INVOICE', 'unsupported-format'],
    ['broken XML', '<a>', { target_format: 'ubl' }, 422, 'DOCUMENT_NOT_READABLE', expect.any(String)],
    [
      'an invoice without lines',
      writeCii({ ...sample, lines: [] }),
      { target_format: 'ubl' },
      422,
      'CONVERSION_IMPOSSIBLE',
      'no-lines',
    ],
    [
      'letters the page cannot print',
      writeCii({ ...sample, seller: { ...sample.seller, name: '株式会社' } }),
      { target_format: 'facturx' },
      422,
      'CONVERSION_IMPOSSIBLE',
      'missing_glyphs',
    ],
    ['no format', cii, {}, 422, 'VALIDATION_FAILED', undefined],
    ['another format', cii, { target_format: 'pdf' }, 422, 'VALIDATION_FAILED', undefined],
    [
      'a profile of UBL',
      cii,
      { target_format: 'ubl', profile: 'BASIC' },
      422,
      'VALIDATION_FAILED',
      undefined,
    ],
  ])('%s is refused', async (_, content, fields, status, code, fault) => {
    const before = (await rows()).conversions.length;
    const answer = await post(form(content, fields));
    expect({ status: answer.status, code: answer.body.error_code, fault: answer.body.fault }).toEqual({
      status,
      code,
      fault,
    });
    expect((await rows()).conversions).toHaveLength(before);
  });

  test('nothing, and two documents, are refused', async () => {
    expect((await post({ target_format: 'ubl' })).body.errors).toHaveProperty('invoice_id');
    const both = await post(form(cii, { target_format: 'ubl', invoice_id: issued.id }));
    expect(both.body.errors).toHaveProperty('invoice_id');
  });

  test('needs the right to write', async () => {
    const key = await tenant.newKey({ scopes: ['invoices:read'] });
    expect((await post(form(cii, { target_format: 'ubl' }), { key })).body.error_code).toBe(
      'INSUFFICIENT_SCOPE',
    );
  });
});

describe('a converted upload', () => {
  test('is answered once under an Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'convert-1' };
    const first = await post(form(cii, { target_format: 'ubl' }), { headers });
    const count = (await rows()).conversions.length;
    const again = await post(form(cii, { target_format: 'ubl' }), { headers });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect((await rows()).conversions).toHaveLength(count);
    const other = await post(form(ubl, { target_format: 'ubl' }), { headers });
    expect(other.body.error_code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('belongs to its tenant: nobody else sees the row, and no link turns into another', async () => {
    const mine = await post(form(cii, { target_format: 'ubl' }));
    const theirs = await post(form(ubl, { target_format: 'cii' }), { key: rival.key });
    const { conversions } = await rows(rival);
    expect(conversions).toHaveLength(1);
    const [text = '', signature = ''] = new URL(mine.body.url).pathname.slice('/files/'.length).split('.');
    const [own] = (await rows()).conversions.toSorted((a, b) => (a.id < b.id ? 1 : -1));
    const turned = Buffer.from(text, 'base64url')
      .toString()
      .replace(own?.id ?? '', conversions[0]?.id ?? '');
    const forged = await platform.app.inject(
      `/files/${Buffer.from(turned).toString('base64url')}.${signature}`,
    );
    expect(forged.statusCode).toBe(404);
    expect((await follow(theirs.body.url)).status).toBe(200);
  });

  test('of a sub-tenant is out of sight of its sibling', async () => {
    const sub = async (name: string) =>
      (
        await createSubTenant(platform.services, 'sandbox', tenant.summary, {
          name,
          externalId: null,
          country: 'FR',
        })
      ).id;
    const [north, south] = [await sub('North'), await sub('South')];
    await post(form(cii, { target_format: 'ubl' }), { key: await tenant.newKey({ subTenantId: north }) });
    const seen = (subTenantId: string) =>
      platform.services.databases.sandbox.withTenant({ tenantId: tenant.summary.id, subTenantId }, (tx) =>
        tx.selectFrom('conversions').select('sub_tenant_id').execute(),
      );
    expect(await seen(north)).toEqual([{ sub_tenant_id: north }]);
    expect(await seen(south)).toEqual([]);
  });

  test('goes when its link expires, and leaves the same bytes of another alone', async () => {
    const first = await post(form(cii, { target_format: 'ubl' }));
    platform.now = START + 60_000;
    const second = await post(form(cii, { target_format: 'ubl' }));
    platform.now = START + 15 * 60_000;
    expect((await follow(first.body.url)).body.error_code).toBe('LINK_EXPIRED');
    const { timers } = await rows();
    const due = timers.filter(
      ({ kind, due_at }) => kind === 'conversion.expiry' && due_at.getTime() <= platform.now,
    );
    expect(due.length).toBeGreaterThan(0);
    const expire = timerHandlersOf(platform.services)['conversion.expiry'];
    for (const { kind, subject_id: subjectId } of due) {
      const timer = { tenantId: tenant.summary.id, kind, subjectId, attempts: 0 };
      await expire?.('sandbox', timer);
      // A timer may come twice.
      await expire?.('sandbox', timer);
    }
    expect((await follow(second.body.url)).status).toBe(200);
    const left = await rows();
    expect(left.conversions).toHaveLength(1);
    expect(left.timers.filter(({ kind }) => kind === 'conversion.expiry')).toHaveLength(1);
    platform.now = START;
    expect((await follow(first.body.url)).body.error_code).toBe('FILE_NOT_FOUND');
  });
});

test('a transaction that fails after the bytes were stored names nothing', async () => {
  const { temporary } = platform.services;
  const before = (await rows()).conversions.length;
  platform.services.temporary = {
    ...temporary,
    put: async (id, bytes) => {
      await temporary.put(id, bytes);
      throw new Error('the disk is gone');
    },
  };
  try {
    expect((await post(form(cii, { target_format: 'ubl' }))).status).toBe(500);
  } finally {
    platform.services.temporary = temporary;
  }
  expect((await rows()).conversions).toHaveLength(before);
});
