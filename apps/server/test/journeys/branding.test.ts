/** How a tenant and its sub-tenants look: set, shown to anybody who has the address, and on the documents made from then on. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { form, jpegFile, pngFile, zipFile } from '../support/files.ts';
import { issue } from '../support/issue.ts';
import {
  answerOf,
  createTestPlatform,
  invoiceBody,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let sub: string;
beforeAll(async () => {
  platform = await createTestPlatform({ uploadLimit: 5 * 1024 * 1024 });
  tenant = await platform.tenant({ slug: 'acme-sas' });
  sub = (await tenant.call('POST', '/tenant/sub-tenants', { name: 'Merchant', siret: '73282932000074' })).body
    .data.id;
});
afterAll(() => platform.close());

const LOGO = pngFile(4, 4);
const upload = async (path: string, bytes: Uint8Array, key = tenant.key) => {
  const { payload, headers } = form({ name: 'logo', filename: 'logo.svg', bytes });
  const url = `/api/v1${path}/logo`;
  return answerOf(
    await platform.app.inject({
      method: 'POST',
      url,
      headers: { 'x-api-key': key, 'accept-language': 'en', ...headers },
      payload,
    }),
  );
};
const fetchPublic = async (url: string) => answerOf(await platform.app.inject(new URL(url).pathname));

describe.each([
  ['the tenant', () => '/branding/tenant', 'Acme SAS'],
  ['a sub-tenant', () => `/branding/sub-tenants/${sub}`, 'Merchant · SIRET 73282932000074'],
])('%s', (_whose, path, footer) => {
  test('begins plain, is changed in part, and cleared', async () => {
    const plain = (await tenant.call('GET', path())).body;
    expect(plain).toMatchObject({
      brand_logo_url: null,
      brand_email_enabled: true,
      computed_email_footer: footer,
      is_complete: false,
      missing_fields: ['brand_logo_url', 'brand_primary_color'],
    });
    expect(plain.data).toMatchObject({ computed_email_footer: footer });
    await tenant.call('PATCH', path(), { primary_color: '#FF8800', brand_email_footer: 'Mine' });
    const put = await tenant.call('PUT', path(), { brand_email_enabled: false });
    expect(put.body).toMatchObject({
      brand_primary_color: '#ff8800',
      computed_email_footer: 'Mine',
      brand_email_enabled: false,
    });
    const cleared = await tenant.call('PUT', path(), { brand_email_footer: null });
    expect(cleared.body).toMatchObject({ computed_email_footer: footer, brand_primary_color: '#ff8800' });
    for (const wrong of [{ brand_primary_color: 'red;}' }, { brand_logo_url: 'javascript:alert(1)' }])
      expect((await tenant.call('PUT', path(), wrong)).status).toBe(422);
  });

  test('shows a logo that was sent to anybody who has its address, and the next one there too', async () => {
    const sent = await upload(path(), LOGO);
    expect(sent.status, JSON.stringify(sent.body)).toBe(200);
    const url = sent.body.brand_logo_url;
    const shown = await fetchPublic(url);
    expect({ type: shown.headers['content-type'], same: shown.bytes.equals(LOGO) }).toEqual({
      type: 'image/png',
      same: true,
    });
    expect(shown.headers['x-content-type-options']).toBe('nosniff');
    // Sent back as clients do, our own address changes nothing.
    const back = await tenant.call('PATCH', path(), { brand_logo_url: url });
    expect(back.body).toMatchObject({ brand_logo_url: url, is_complete: true, missing_fields: [] });
    const other = pngFile(5, 5);
    expect((await upload(path(), other)).body.brand_logo_url).toBe(url);
    expect((await fetchPublic(url)).bytes.equals(other)).toBe(true);
    // An address elsewhere takes its place; nothing is fetched from there.
    const elsewhere = 'https://cdn.acme.fr/logo.png';
    expect((await tenant.call('PATCH', path(), { logo_url: elsewhere })).body.brand_logo_url).toBe(elsewhere);
    expect((await fetchPublic(url)).status).toBe(404);
  });

  test.each<[string, () => Uint8Array]>([
    ['a drawing that runs', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['an archive behind an image', () => Buffer.concat([LOGO, zipFile()])],
    ['an image that cannot be drawn', () => pngFile(2, 2, [['IDAT', Buffer.from('x')]])],
    ['an image too large to draw', () => pngFile(2000, 1500)],
    ['nothing', () => Buffer.from('x')],
  ])('%s is no logo', async (_what, bytes) => {
    expect((await upload(path(), bytes())).body.error_code).toBe('FILE_REFUSED');
  });

  test('a preview tries without keeping, escapes what it shows and runs nothing', async () => {
    await upload(path(), LOGO);
    const tried = encodeURIComponent('<script>alert(1)</script>');
    const page = await tenant.call(
      'GET',
      `${path()}/preview?brand_email_signature=${tried}&primary_color=%23123456`,
    );
    expect({ status: page.status, type: page.headers['content-type'] }).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
    });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    const text = page.bytes.toString();
    expect(text).toContain('#123456');
    expect(text).toContain(`data:image/png;base64,${LOGO.toString('base64')}`);
    expect(text).not.toContain('<script>');
    expect((await tenant.call('GET', path())).body.brand_email_signature).toBeNull();
  });
});

describe('a signed address', () => {
  const link = async (body: object, path = '/branding/tenant/logo-upload-url') => {
    const answer = await tenant.call('POST', path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body as { url: string; public_url: string; expires_at: string; max_bytes: number };
  };
  const put = async (url: string, bytes: Uint8Array, type = 'image/png') =>
    answerOf(
      await platform.app.inject({
        method: 'PUT',
        url: new URL(url).pathname,
        headers: { 'content-type': type },
        payload: Buffer.from(bytes),
      }),
    );

  test('takes the one image it was made for, without a key', async () => {
    for (const [path, whose] of [
      ['/branding/tenant/logo-upload-url', '/branding/tenant'],
      ['/auth/tenant/logo-upload-url', '/branding/tenant'],
      [`/branding/sub-tenants/${sub}/logo-upload-url`, `/branding/sub-tenants/${sub}`],
    ] as const) {
      const logo = pngFile(3, path.length % 50);
      const { url, public_url, expires_at } = await link({ mime_type: 'image/png', size: logo.length }, path);
      expect(expires_at).toBe('2026-05-06T08:10:00+00:00');
      expect((await put(url, logo)).status).toBe(204);
      expect((await fetchPublic(public_url)).bytes.equals(logo)).toBe(true);
      expect((await tenant.call('GET', whose)).body.brand_logo_url).toBe(public_url);
    }
  });

  test('takes no other type, size or file, and nothing after ten minutes', async () => {
    const { url } = await link({ mime_type: 'image/png', size: LOGO.length });
    for (const [bytes, type] of [
      [pngFile(4, 40), 'image/png'],
      [jpegFile(), 'image/jpeg'],
      [Buffer.from('<svg/>'), 'image/png'],
    ] as const)
      expect((await put(url, bytes, type)).body.error_code).toBe('FILE_REFUSED');
    expect((await put(url, LOGO, 'image/svg+xml')).status).toBe(415);
    expect((await put(url, Buffer.alloc(0))).status).toBe(422);
    const jpeg = await link({ mime_type: 'image/jpeg' });
    expect((await put(jpeg.url, LOGO)).body.error_code).toBe('FILE_REFUSED');
    expect((await put(url, LOGO)).status).toBe(204);
    platform.now += 10 * 60_000;
    expect((await put(url, LOGO)).body.error_code).toBe('LINK_EXPIRED');
    platform.now -= 10 * 60_000;
  });

  test('cannot be forged, nor a link to read be one to write', async () => {
    const { url, public_url } = await link({ mime_type: 'image/png' });
    const [body = '', mac = ''] = new URL(url).pathname.slice('/files/'.length).split('.');
    const rival = await platform.tenant();
    const turned = Buffer.from(body, 'base64url').toString().replaceAll(tenant.summary.id, rival.summary.id);
    for (const forged of [
      `http://scell.test/files/${Buffer.from(turned).toString('base64url')}.${mac}`,
      public_url,
      'http://scell.test/files/x',
    ])
      expect((await put(forged, LOGO)).body.error_code).toBe('FILE_NOT_FOUND');
    expect((await fetchPublic(url)).status).toBe(404);
  });
});

test('documents take the look of whom they are issued for; a company’s own goes first', async () => {
  const other = await platform.tenant();
  const plain = await issue(other, invoiceBody());
  await other.call('PATCH', '/branding/tenant', { primary_color: '#ff0000' });
  const { payload, headers } = form({ name: 'logo', bytes: LOGO });
  const url = '/api/v1/branding/tenant/logo';
  await platform.app.inject({
    method: 'POST',
    url,
    headers: { 'x-api-key': other.key, ...headers },
    payload,
  });
  const branded = await issue(other, invoiceBody());
  const rendering = async (id: string) => {
    const row = await platform.services.databases.sandbox.withTenant({ tenantId: other.summary.id }, (tx) =>
      tx.selectFrom('issued_documents').select('rendering').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    return row.rendering;
  };
  expect(await rendering(plain.id)).toMatchObject({ primary_color: null, logo_sha256: null });
  expect(await rendering(branded.id)).toMatchObject({
    primary_color: '#ff0000',
    logo_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const pdf = await other.call('GET', `/invoices/${branded.id}/download?format=pdf`, undefined, {
    headers: { accept: '*/*' },
  });
  expect(pdf.status).toBe(200);
  await other.call('PATCH', `/companies/${other.companyId}`, { primary_color: '#00ff00' });
  expect(await rendering((await issue(other, invoiceBody())).id)).toMatchObject({ primary_color: '#00ff00' });
});

test('a key of a sub-tenant keeps its own look, not the tenant’s nor a sibling’s; nobody sees another’s', async () => {
  const key = await tenant.newKey({ subTenantId: sub });
  expect(
    (await tenant.call('PUT', `/branding/sub-tenants/${sub}`, { primary_color: '#111111' }, { key })).status,
  ).toBe(200);
  for (const [method, path] of [
    ['GET', '/branding/tenant'],
    ['PUT', '/branding/tenant'],
    ['GET', '/branding/tenant/preview'],
    ['POST', '/branding/tenant/logo-upload-url'],
  ] as const)
    expect(
      (await tenant.call(method, path, method === 'GET' ? undefined : { mime_type: 'image/png' }, { key }))
        .body.error_code,
    ).toBe('SUB_TENANT_FORBIDDEN');
  expect((await upload('/branding/tenant', LOGO, key)).body.error_code).toBe('SUB_TENANT_FORBIDDEN');
  const rival = await platform.tenant();
  expect((await rival.call('GET', `/branding/sub-tenants/${sub}`)).body.error_code).toBe(
    'SUB_TENANT_NOT_FOUND',
  );
  expect((await rival.call('GET', '/branding/tenant')).body.brand_primary_color).toBeNull();
});
