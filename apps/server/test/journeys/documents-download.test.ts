/** The documents of an issued invoice, in every type and both shapes. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { issue } from '../support/issue.ts';
import {
  type Answer,
  answerOf,
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';
import { elementsAt, readXml } from '../support/xml-tree.ts';

let platform: TestPlatform;
let tenant: TestTenant;
const ids: Record<string, string> = {};
const numbers: Record<string, string> = {};
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
  for (const format of ['facturx', 'ubl', 'cii']) {
    const { id, submitted } = await issue(tenant, invoiceBody({ output_format: format }));
    ids[format] = id;
    numbers[format] = submitted.body.data.invoice_number;
  }
});
afterEach(() => {
  platform.now = START;
});
afterAll(() => platform.close());

type Kind = 'pdf' | 'cii' | 'ubl';

function kindOf({ bytes }: Pick<Answer, 'bytes'>): Kind | 'other' {
  const start = bytes.subarray(0, 300).toString('latin1');
  if (start.startsWith('%PDF-1.7')) return 'pdf';
  if (start.includes('<rsm:CrossIndustryInvoice')) return 'cii';
  return start.includes('urn:oasis:names:specification:ubl:schema:xsd:Invoice-2') ? 'ubl' : 'other';
}

const get = (url: string, accept = '*/*') => tenant.call('GET', url, undefined, { headers: { accept } });

const fetchLink = async (url: string) =>
  answerOf(await platform.app.inject({ method: 'GET', url: new URL(url).pathname }));

describe.each<[string, Record<string, Kind>]>([
  [
    'facturx',
    { original: 'pdf', converted: 'pdf', pdf: 'pdf', facturx: 'pdf', xml: 'cii', cii: 'cii', ubl: 'ubl' },
  ],
  [
    'cii',
    { original: 'cii', converted: 'cii', pdf: 'pdf', facturx: 'pdf', xml: 'cii', cii: 'cii', ubl: 'ubl' },
  ],
  [
    'ubl',
    { original: 'ubl', converted: 'ubl', pdf: 'pdf', facturx: 'pdf', xml: 'ubl', cii: 'cii', ubl: 'ubl' },
  ],
])('an invoice made as %s', (format, kinds) => {
  test.each(Object.entries(kinds))('%s, by path and by query', async (type, kind) => {
    const byPath = await get(`/invoices/${ids[format]}/download/${type}`);
    expect(kindOf(byPath)).toBe(kind);
    expect(byPath.headers['content-type']).toMatch(
      kind === 'pdf' ? /^application\/pdf$/ : /^application\/xml/,
    );
    const name = kind === 'pdf' ? `${numbers[format]}.pdf` : `${numbers[format]}-${kind}.xml`;
    expect(byPath.headers['content-disposition']).toContain(name);
    expect(Number(byPath.headers['content-length'])).toBe(byPath.bytes.length);
    for (const url of [
      `/invoices/${ids[format]}/download?format=${type}`,
      `/tenant/invoices/${ids[format]}/download?format=${type}`,
    ]) {
      expect((await get(url)).bytes.equals(byPath.bytes), url).toBe(true);
    }
  });

  test('without a type it is the Factur-X PDF', async () => {
    expect(kindOf(await get(`/invoices/${ids[format]}/download`))).toBe('pdf');
    expect(kindOf(await get(`/tenant/invoices/${ids[format]}/download`))).toBe('pdf');
  });
});

test('the PDF carries the bytes of the XML download, whatever was asked first', async () => {
  const { id, pdf, cii } = await issue(tenant, invoiceBody());
  expect((await get(`/invoices/${id}/download/cii`)).bytes.toString()).toBe(cii.xml);
  expect((await get(`/invoices/${id}/download/pdf`)).bytes.equals(pdf)).toBe(true);
});

test('UBL says the same as CII', async () => {
  const { id, cii } = await issue(tenant, invoiceBody({ notes: 'Merci.', purchase_order: 'PO-1' }));
  const ubl = readXml((await get(`/invoices/${id}/download/ubl`)).bytes.toString());
  const text = (path: string) => elementsAt(ubl, path).map((element) => element.text);
  expect(text('ID')).toEqual([cii.one('BT-1')]);
  expect(text('ProfileID')).toEqual([cii.one('BT-23')]);
  expect(text('OrderReference/ID')).toEqual(['PO-1']);
  expect(text('Note').find((note) => note.startsWith('#AAI#'))).toBe('#AAI#Merci.');
  expect(text('LegalMonetaryTotal/PayableAmount')).toEqual(['1200.00']);
  expect(text('AccountingCustomerParty/Party/PartyLegalEntity/CompanyID')).toEqual(['987654321']);
});

describe('a signed link', () => {
  const link = (type = 'pdf', accept = 'application/json') =>
    get(`/invoices/${ids.facturx}/download/${type}`, accept);

  test.each([
    ['application/json', 'link'],
    ['application/json;charset=utf-8', 'link'],
    ['*/*', 'bytes'],
    ['application/pdf', 'bytes'],
    ['application/xml', 'bytes'],
    ['text/*', 'bytes'],
    ['application/json, */*', 'bytes'],
    ['application/pdf, application/json', 'bytes'],
  ])('Accept: %s gives %s', async (accept, shape) => {
    const answer = await link('pdf', accept);
    expect(answer.status).toBe(200);
    expect(answer.body === null ? 'bytes' : 'link').toBe(shape);
  });

  test.each(['original', 'converted', 'pdf', 'xml', 'facturx', 'ubl', 'cii'])(
    '%s: works without a key, for fifteen minutes to the second',
    async (type) => {
      const { body } = await link(type);
      expect(Object.keys(body).sort()).toEqual(['expires_at', 'url']);
      expect(body.expires_at).toBe('2026-05-06T08:15:00+00:00');
      expect(body.url).toMatch(/^http:\/\/scell\.test\/files\/[\w.~-]+$/);
      const direct = await get(`/invoices/${ids.facturx}/download/${type}`);
      platform.now = START + 15 * 60_000 - 1000;
      const fetched = await fetchLink(body.url);
      expect(fetched.status).toBe(200);
      expect(fetched.bytes.equals(direct.bytes)).toBe(true);
      expect(fetched.headers['content-type']).toBe(direct.headers['content-type']);
      platform.now = START + 15 * 60_000;
      const late = await fetchLink(body.url);
      expect(late.body).toMatchObject({ code: 'link_expired', error_code: 'LINK_EXPIRED' });
      expect(late.status).toBe(410);
    },
  );

  test('a link that was touched opens nothing', async () => {
    const { body } = await link();
    const token = new URL(body.url).pathname.slice('/files/'.length);
    const [payload = '', mac = ''] = token.split('.');
    const other = Buffer.from(payload, 'base64url')
      .toString()
      .replace(ids.facturx ?? '', ids.ubl ?? '');
    expect(other).toContain(ids.ubl);
    for (const forged of [
      `${Buffer.from(other).toString('base64url')}.${mac}`,
      `${payload}.${mac.slice(0, -2)}AA`,
      `${payload}.`,
      payload,
      'x',
    ]) {
      const { status, body: answer } = await fetchLink(`http://scell.test/files/${forged}`);
      expect({ forged, status, code: answer.code }).toEqual({ forged, status: 404, code: 'FILE_NOT_FOUND' });
    }
  });
});

describe('what cannot be downloaded', () => {
  test('a draft has no file, in either shape', async () => {
    const { body } = await tenant.call('POST', '/invoices', invoiceBody());
    for (const type of ['pdf', 'xml', 'original', 'ubl'])
      for (const accept of ['*/*', 'application/json']) {
        const answer = await get(`/invoices/${body.data.id}/download/${type}`, accept);
        expect(answer.status).toBe(404);
        expect(answer.body.code).toBe('FILE_NOT_FOUND');
      }
    expect((await tenant.call('GET', `/invoices/${body.data.id}`)).body.data.format_paths).toBeNull();
  });

  test('an unknown type is refused', async () => {
    const byPath = await get(`/invoices/${ids.facturx}/download/docx`);
    const byQuery = await get(`/invoices/${ids.facturx}/download?format=docx`);
    expect([byPath.status, byQuery.status]).toEqual([422, 422]);
    expect(Object.keys(byQuery.body.errors)).toEqual(['format']);
  });

  test('the paths an invoice names lead to its files', async () => {
    const { body } = await tenant.call('GET', `/invoices/${ids.facturx}`);
    for (const [format, path] of Object.entries<string>(body.data.format_paths)) {
      const answer = await get(new URL(path).pathname.replace('/api/v1', ''));
      expect(kindOf(answer)).toBe(format === 'facturx' ? 'pdf' : format);
    }
  });
});

test('documents that nobody made yet are made when they are asked for', async () => {
  const later = await createTestPlatform({ documents: 'later' });
  const own = await later.tenant({ slug: 'later-sas' });
  const { pdf, cii, submitted } = await issue(own, invoiceBody());
  expect(cii.one('BT-1')).toBe(submitted.body.data.invoice_number);
  expect(kindOf({ bytes: pdf })).toBe('pdf');
  await later.close();
});
