/** `POST /invoices/validate`: every way to hand in a document, every form of the answer, and what is no document. */
import { writeCii, writeUbl } from '@scell/syntax';
import { applyPatches, ruleSetIds } from '@scell/validation';
import type { InjectOptions } from 'fastify';
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
let issued: string;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
  ({ id: issued, pdf } = await issue(tenant, invoiceBody()));
});
afterAll(() => platform.close());

const sample = samples.servicesFrance;
if (sample === undefined) throw new Error('no sample servicesFrance');
const cii = writeCii(sample);
const wrong = writeUbl(sample).replace(/(<cbc:TaxInclusiveAmount[^>]*>)[^<]+/, '$11.00');

interface Wish {
  query?: string;
  headers?: Record<string, string>;
  key?: string;
  prefix?: string;
}

async function post(payload: InjectOptions['payload'], wish: Wish = {}): Promise<Answer> {
  const { query = '', headers = {}, key = tenant.key, prefix = '/api/v1' } = wish;
  return answerOf(
    await platform.app.inject({
      method: 'POST',
      url: `${prefix}/invoices/validate${query}`,
      headers: { 'x-api-key': key, 'accept-language': 'en', ...headers },
      ...(payload === undefined ? {} : { payload }),
    }),
  );
}

const sendXml = (xml: string | Buffer, wish: Wish = {}) =>
  post(xml, { ...wish, headers: { 'content-type': 'application/xml', ...wish.headers } });

function form(parts: Record<string, string | Blob>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === 'string') data.set(name, value);
    else data.set(name, value, 'facture.xml');
  }
  return data;
}

const good = {
  valid: true,
  syntax: 'cii',
  container: 'xml',
  specification: 'urn:cen.eu:en16931:2017',
  rulesets: [
    { id: 'en16931', version: '1.3.16' },
    { id: 'br-fr', version: '1.4.0.03' },
  ],
  findings: [],
  hybrid: null,
};

const hybrid = {
  ...good,
  container: 'pdf',
  rulesets: [...good.rulesets, { id: 'hybrid', version: '1.09' }],
};

describe('a document comes', () => {
  const file = new Blob([cii]);
  test.each<[string, () => Promise<Answer>]>([
    ['alone, as XML', () => sendXml(cii)],
    ['alone, as text/xml', () => sendXml(cii, { headers: { 'content-type': 'text/xml; charset=utf-8' } })],
    ['as the part file of a form', () => post(form({ file }))],
    ['as original_file', () => post(form({ original_file: file }))],
    ['as a text of JSON', () => post({ xml: cii })],
    ['in base64', () => post({ content_base64: Buffer.from(cii).toString('base64') })],
    ['under /v1', () => sendXml(cii, { prefix: '/v1' })],
    ['at the root', () => sendXml(cii, { prefix: '' })],
  ])('%s', async (_, send) => {
    const { status, body } = await send();
    expect({ status, body }).toEqual({ status: 200, body: good });
  });

  test('as an invoice of the account, issued or not yet', async () => {
    const draft = await tenant.call('POST', '/invoices', invoiceBody({ output_format: 'ubl' }));
    expect((await post({ invoice_id: draft.body.data.id })).body).toMatchObject({ ...good, syntax: 'ubl' });
    const answer = await post({ invoice_id: issued });
    expect(answer.body).toMatchObject({ ...hybrid, hybrid: {} });
    expect(answer.body.hybrid).toMatchObject({
      format: 'factur-x',
      profile: 'EN 16931',
      filename: 'factur-x.xml',
    });
  });

  test('as a hybrid PDF, alone or in a form', async () => {
    const alone = await sendXml(pdf, { headers: { 'content-type': 'application/pdf' } });
    expect(alone.body).toMatchObject({ ...hybrid, hybrid: { format: 'factur-x' } });
    expect((await post(form({ file: new Blob([new Uint8Array(pdf)]) }))).body).toEqual(alone.body);
  });
});

describe('the rules are', () => {
  test('those asked for, by query or form', async () => {
    for (const answer of [
      await sendXml(cii, { query: '?rules=br-fr' }),
      await post(form({ file: new Blob([cii]), rules: 'br-fr' })),
      await post({ xml: cii, rules: ['br-fr'] }),
    ])
      expect(answer.body.rulesets).toEqual([{ id: 'br-fr', version: '1.4.0.03' }]);
  });

  test('known ones', async () => {
    const { status, body } = await sendXml(cii, { query: '?rules=en16931,xrechnung' });
    expect(status).toBe(422);
    expect(body.errors.rules[0]).toContain(ruleSetIds.join(', '));
  });

  test('those of the PDF side alone, of a PDF', async () => {
    const { body } = await post(form({ file: new Blob([new Uint8Array(pdf)]), rules: 'hybrid' }));
    expect(body).toMatchObject({ valid: true, rulesets: [{ id: 'hybrid', version: '1.09' }] });
    expect((await sendXml(cii, { query: '?rules=hybrid' })).body.errors).toHaveProperty('rules');
  });

  test('there for the syntax of the document', async () => {
    const { status, body } = await sendXml(wrong, { query: '?rules=en16931,facturx-basic' });
    expect(status).toBe(422);
    expect(body.errors.rules[0]).toMatch(
      /^rules: there are no rules facturx-basic for UBL; there are en16931/,
    );
  });
});

test('a rule that fails is told with its term, words, figures and places', async () => {
  const { body } = await sendXml(wrong, { query: '?rules=en16931' });
  expect(body).toMatchObject({ valid: false, syntax: 'ubl' });
  const finding = {
    ruleset: 'en16931',
    rule: 'BR-CO-15',
    severity: 'fatal',
    count: 1,
    term: 'BT-112',
    line: expect.any(Number),
    column: 1,
    path: '/ubl:Invoice',
    figures: { found: '1.00', expected: expect.stringMatching(/^\d+\.\d\d$/) },
    explanation: 'The total with VAT (BT-112) is not the total without VAT plus the VAT.',
    remedy: 'Correct BT-112: BT-109 + BT-110, in the invoice currency.',
  };
  const total = body.findings.find(({ rule }: { rule: string }) => rule === 'BR-CO-15');
  const mended = applyPatches(wrong, [total.patch]);
  expect((await sendXml(mended, { query: '?rules=en16931' })).body.valid).toBe(true);
  expect(body.findings).toContainEqual(expect.objectContaining(finding));
  const french = await sendXml(wrong, { query: '?rules=en16931&lang=fr' });
  expect(french.body.findings[0].explanation).toMatch(/^Le total/);
});

test('the rules of another day, and a version by its name', async () => {
  const object =
    '<cac:DocumentReference><cbc:ID>LOT A</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:DocumentReference>';
  const xml = writeUbl(sample).replace('<cac:Item>', `${object}<cac:Item>`);
  const now = await sendXml(xml, { query: '?rules=br-fr' });
  expect(now.body).toMatchObject({ valid: true, rulesets: [{ id: 'br-fr', version: '1.4.0.03' }] });
  for (const query of ['?rules=br-fr&on=2026-07-20', '?rules=br-fr@1.4.0.02'])
    expect((await sendXml(xml, { query })).body).toMatchObject({
      valid: false,
      rulesets: [{ id: 'br-fr', version: '1.4.0.02' }],
      findings: [{ ruleset: 'br-fr', rule: 'BR-FR-02_EXT-FR-FE-136' }],
    });
  expect((await sendXml(xml, { query: '?rules=br-fr@9' })).status).toBe(422);
  expect((await sendXml(xml, { query: '?on=yesterday' })).status).toBe(422);
});

test('the faults of a PDF stand beside those of its XML', async () => {
  const renamed = Buffer.from(
    pdf.toString('latin1').replaceAll('AFRelationship', 'AFRelationshiX'),
    'latin1',
  );
  const { body } = await sendXml(renamed, { headers: { 'content-type': 'application/pdf' } });
  expect(body.valid).toBe(false);
  expect(body.findings[0]).toMatchObject({
    ruleset: 'hybrid',
    rule: 'BR-HYBRID-12',
    severity: 'fatal',
    explanation: expect.stringContaining('AFRelationship'),
    patch: null,
  });
});

test('of a rule that fails everywhere, the count and the first hundred places', async () => {
  const line = sample.lines[0];
  if (line === undefined) throw new Error('no line');
  const lines = Array.from({ length: 150 }, (_, index) => ({ ...line, id: String(index), name: '' }));
  const document = writeCii({ ...sample, lines });
  const { body } = await sendXml(document);
  const finding = body.findings.find(({ rule }: { rule: string }) => rule === 'BR-25');
  expect(finding.count).toBe(150);
  expect(finding.places).toHaveLength(100);
  expect(new Set(finding.places.map(({ path }: { path: string }) => path)).size).toBe(100);
  const page = await sendXml(document, { query: '?format=html' });
  expect(page.bytes.toString()).toContain('and 130 more places');
});

describe('the answer is', () => {
  test.each([
    ['format=sarif', '*/*', 'application/sarif+json', '"version":"2.1.0"'],
    ['format=svrl', '*/*', 'application/xml', '<svrl:schematron-output'],
    ['format=xml', '*/*', 'application/xml', '<svrl:schematron-output'],
    ['format=html', '*/*', 'text/html; charset=utf-8', '<!DOCTYPE html>'],
    ['', 'application/sarif+json', 'application/sarif+json', '"version":"2.1.0"'],
    ['', 'application/json;q=0.5, text/xml', 'application/xml', '<svrl:schematron-output'],
    ['', 'text/html', 'text/html; charset=utf-8', '<!DOCTYPE html>'],
    ['', '*/*', 'application/json; charset=utf-8', '"valid":false'],
    ['', 'application/pdf', 'application/json; charset=utf-8', '"valid":false'],
    ['format=json', 'text/html', 'application/json; charset=utf-8', '"valid":false'],
  ])('of %j and %s: %s', async (query, accept, type, start) => {
    const answer = await sendXml(wrong, { query: `?${query}`, headers: { accept } });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.bytes.toString().replaceAll(/\s*([:{])\s*/g, '$1')).toContain(start.replaceAll(': ', ':'));
    expect(answer.bytes.toString()).toContain(
      type.includes('json') || type.includes('html') ? 'BR-CO-15' : 'id="BR-CO-15"',
    );
  });
});

describe('what is no document', () => {
  const refusal = async (answer: Promise<Answer>) => {
    const { status, body } = await answer;
    return { status, code: body.error_code, fault: body.fault, line: body.line, message: body.message };
  };

  test('broken XML is told with its place', async () => {
    expect(await refusal(sendXml('<a>\n  <b></a>'))).toEqual({
      status: 422,
      code: 'DOCUMENT_NOT_READABLE',
      fault: 'wrong-end-tag',
      line: 2,
      message: expect.stringMatching(/^The document cannot be read: line 2, column \d+: .*[^.]\.$/),
    });
  });

  test.each([
    ['another XML', '<Order xmlns="urn:x"/>', 'NOT_AN_INVOICE', 'unsupported-format'],
    ['a document type', '<!DOCTYPE a><a/>', 'DOCUMENT_NOT_READABLE', 'document-type'],
    ['text', 'hello', 'NOT_AN_INVOICE', 'unknown-type'],
    ['an image', '\x89PNG\r\n\x1a\n', 'NOT_AN_INVOICE', 'unknown-type'],
    ['a PDF that is none', '%PDF-1.7\nnothing', 'DOCUMENT_NOT_READABLE', expect.stringMatching(/^pdf_/)],
  ])('%s', async (_, content, code, fault) => {
    expect(await refusal(post(form({ file: new Blob([content]) })))).toMatchObject({
      status: 422,
      code,
      fault,
    });
  });

  test('a PDF without an invoice', async () => {
    expect(await refusal(post(form({ file: new Blob([PLAIN_PDF]) })))).toMatchObject({
      code: 'NOT_AN_INVOICE',
      fault: 'no_invoice',
      message: expect.stringContaining('The PDF has no attachment'),
    });
  });

  test.each<[string, () => Promise<Answer>, string]>([
    ['nothing', () => post({}), 'file'],
    ['an empty form', () => post(form({ rules: 'auto' })), 'file'],
    ['two documents', () => post({ xml: cii, invoice_id: issued }), 'invoice_id'],
    ['a file and an id', () => post(form({ file: new Blob([cii]), invoice_id: issued })), 'invoice_id'],
    ['base64 that is none', () => post({ content_base64: '***' }), 'content_base64'],
    ['an unknown format', () => sendXml(cii, { query: '?format=pdf' }), 'format'],
  ])('%s', async (_, send, field) => {
    const { status, body } = await send();
    expect({ status, fields: Object.keys(body.errors) }).toEqual({ status: 422, fields: [field] });
  });

  test('a body beyond the limit, of whatever type', async () => {
    const { uploadLimit } = platform.services;
    const large = Buffer.alloc(uploadLimit + 1, ' ');
    for (const answer of [
      await sendXml(large),
      await post(form({ file: new Blob([new Uint8Array(large)]) })),
    ]) {
      expect(answer.status).toBe(413);
      expect(answer.body).toMatchObject({ error_code: 'PAYLOAD_TOO_LARGE' });
      expect(answer.body.message).toContain(String(uploadLimit));
    }
  });

  test.each([
    ['no boundary', 'multipart/form-data', '--x\r\n\r\n'],
    [
      'no end',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n<a',
    ],
    [
      'a part without a name',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n',
    ],
  ])('a form with %s', async (_, type, payload) => {
    const { status, body } = await post(payload, { headers: { 'content-type': type } });
    expect({ status, code: body.error_code }).toEqual({ status: 400, code: 'MALFORMED_FORM' });
  });

  test('two files', async () => {
    const data = form({ file: new Blob([cii]) });
    data.append('original_file', new Blob([cii]), 'b.xml');
    expect(await refusal(post(data))).toMatchObject({ status: 400, code: 'MALFORMED_FORM' });
  });

  test('another type, here and where no file is taken', async () => {
    const image = await sendXml(cii, { headers: { 'content-type': 'image/png' } });
    expect(image.body.error_code).toBe('UNSUPPORTED_MEDIA_TYPE');
    for (const type of ['application/xml', 'multipart/form-data; boundary=x']) {
      const answer = answerOf(
        await platform.app.inject({
          method: 'POST',
          url: '/api/v1/buyers',
          headers: { 'x-api-key': tenant.key, 'content-type': type },
          payload: cii,
        }),
      );
      expect({ status: answer.status, code: answer.body.error_code }).toEqual({
        status: 415,
        code: 'UNSUPPORTED_MEDIA_TYPE',
      });
    }
    const nowhere = await platform.app.inject({
      method: 'POST',
      url: '/api/v1/nowhere',
      headers: { 'content-type': 'application/xml' },
      payload: cii,
    });
    expect(nowhere.statusCode).toBe(404);
  });
});

describe('who may ask', () => {
  test('a key that reads invoices', async () => {
    expect((await sendXml(cii, { key: await tenant.newKey({ scopes: ['invoices:read'] }) })).status).toBe(
      200,
    );
    const other = await sendXml(cii, { key: await tenant.newKey({ scopes: ['buyers'] }) });
    expect(other.body.error_code).toBe('INSUFFICIENT_SCOPE');
    const nobody = await sendXml(cii, { key: '' });
    expect(nobody.status).toBe(401);
  });

  test('of its own invoices only', async () => {
    const rival = await platform.tenant();
    const theirs = await post({ invoice_id: issued }, { key: rival.key });
    const nobodys = await post({ invoice_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0001' }, { key: rival.key });
    expect(theirs.status).toBe(404);
    expect({ ...theirs.body, request_id: '' }).toEqual({ ...nobodys.body, request_id: '' });
    const live = await tenant.newKey({ environment: 'production' });
    expect((await post({ invoice_id: issued }, { key: live })).status).toBe(404);
  });
});
