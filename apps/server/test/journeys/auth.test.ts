import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '../../src/features/api-keys/create-api-key.ts';
import {
  answerOf,
  createTestPlatform,
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

async function get(headers: Record<string, string>, url = '/api/v1/buyers') {
  return answerOf(await platform.app.inject({ method: 'GET', url, headers }));
}

describe('a key is taken from', () => {
  test.each<[string, (key: string) => Record<string, string>]>([
    ['X-API-Key', (key) => ({ 'x-api-key': key })],
    ['X-Tenant-Key', (key) => ({ 'x-tenant-key': key })],
    ['X-Scell-API-Key', (key) => ({ 'x-scell-api-key': key })],
    ['Authorization: Bearer', (key) => ({ authorization: `Bearer ${key}` })],
    ['a scheme in lower case', (key) => ({ authorization: `bearer ${key}` })],
    ['a header padded with blanks', (key) => ({ 'x-api-key': `  ${key} ` })],
    ['Bearer beside an empty X-API-Key', (key) => ({ 'x-api-key': '', authorization: `Bearer ${key}` })],
    [
      'X-API-Key beside the Bearer of another system',
      (key) => ({ 'x-api-key': key, authorization: 'Bearer 1|abc' }),
    ],
  ])('%s', async (_where, headers) => {
    expect((await get(headers(tenant.key))).status).toBe(200);
  });

  test('a tk_ key in every header, on the tenant surface and on the other', async () => {
    const key = await tenant.newKey({ kind: 'tk' });
    expect(key).toMatch(/^tk_test_/);
    for (const headers of [
      { 'x-tenant-key': key },
      { 'x-api-key': key },
      { authorization: `Bearer ${key}` },
    ]) {
      expect((await get(headers, '/api/v1/tenant/invoices')).status).toBe(200);
      expect((await get(headers)).status).toBe(200);
    }
  });
});

describe('a request without a usable key is answered 401', () => {
  test.each<[string, Record<string, string>, string, string, string]>([
    ['no header', {}, 'MISSING_API_KEY', 'Aucune clé d’API n’a été envoyée.', 'No API key was sent.'],
    [
      'an empty header',
      { 'x-api-key': ' ' },
      'MISSING_API_KEY',
      'Aucune clé d’API n’a été envoyée.',
      'No API key was sent.',
    ],
    [
      'Basic credentials',
      { authorization: 'Basic YTpi' },
      'MISSING_API_KEY',
      'Aucune clé d’API n’a été envoyée.',
      'No API key was sent.',
    ],
    [
      'something that is no key',
      { 'x-api-key': 'hello' },
      'INVALID_API_KEY_FORMAT',
      'La clé d’API envoyée n’a pas la forme d’une clé Scell.',
      'The API key sent does not have the form of a Scell key.',
    ],
    [
      'a session token of another system',
      { authorization: 'Bearer 1|abcdef' },
      'INVALID_API_KEY_FORMAT',
      'La clé d’API envoyée n’a pas la forme d’une clé Scell.',
      'The API key sent does not have the form of a Scell key.',
    ],
    [
      'an unknown key',
      { 'x-api-key': 'sk_test_00000000000000000000000000000000' },
      'UNAUTHENTICATED',
      'La clé d’API est inconnue.',
      'The API key is unknown.',
    ],
    [
      'an unknown live key',
      { 'x-api-key': 'sk_live_00000000000000000000000000000000' },
      'UNAUTHENTICATED',
      'La clé d’API est inconnue.',
      'The API key is unknown.',
    ],
  ])('%s', async (_what, headers, errorCode, fr, en) => {
    for (const [language, message] of [
      ['fr', fr],
      ['en', en],
    ] as const) {
      const answer = await get({ ...headers, 'accept-language': language, 'x-request-id': 'r-1' });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe(
        errorCode === 'MISSING_API_KEY'
          ? 'Bearer realm="Scell"'
          : 'Bearer realm="Scell", error="invalid_token"',
      );
      expect(answer.body).toEqual({
        message,
        code: 'unauthenticated',
        error_code: errorCode,
        error: 'unauthenticated',
        request_id: 'r-1',
        doc_url: `http://scell.test/docs/errors/${errorCode}`,
      });
    }
  });

  test('a key that lost or gained a character is another key', async () => {
    for (const key of [
      tenant.key.slice(0, -1),
      `${tenant.key}0`,
      tenant.key.toUpperCase().replace('SK_TEST', 'sk_test'),
    ])
      expect((await get({ 'x-api-key': key })).body.error_code).toBe('UNAUTHENTICATED');
  });

  test('a live key is not its sandbox namesake', async () => {
    expect((await get({ 'x-api-key': tenant.key.replace('sk_test', 'sk_live') })).body.error_code).toBe(
      'UNAUTHENTICATED',
    );
  });

  test('before its body is looked at', async () => {
    const answer = answerOf(
      await platform.app.inject({
        method: 'POST',
        url: '/api/v1/buyers',
        headers: { 'content-type': 'application/json' },
        payload: '{ not json',
      }),
    );
    expect(answer.status).toBe(401);
    expect(answer.body.error_code).toBe('MISSING_API_KEY');
  });
});

test('a key works until the second it expires', async () => {
  const { key } = await createApiKey(platform.services, tenant.summary.id, {
    kind: 'sk',
    environment: 'sandbox',
    name: 'short-lived',
    scopes: ['*'],
    subTenantId: null,
    companyId: null,
    expiresAt: new Date(START + 60_000),
  });
  expect((await get({ 'x-api-key': key })).status).toBe(200);
  platform.now = START + 59_999;
  expect((await get({ 'x-api-key': key })).status).toBe(200);
  platform.now = START + 60_000;
  const answer = await get({ 'x-api-key': key, 'accept-language': 'en' });
  expect(answer.status).toBe(401);
  expect(answer.body).toMatchObject({
    message: 'This API key has expired.',
    code: 'unauthenticated',
    error_code: 'API_KEY_EXPIRED',
  });
  platform.now = START;
});

describe('the environment is that of', () => {
  test('the key', async () => {
    const live = await tenant.newKey({ environment: 'production' });
    await tenant.call('POST', '/buyers', {
      name: 'Sandbox only',
      is_individual: true,
      billing_address: HOME,
    });
    const seen = async (key: string, url?: string) =>
      (await get({ 'x-api-key': key }, url)).body.data.map(({ name }: { name: string }) => name);
    expect(await seen(tenant.key)).toEqual(['Sandbox only']);
    expect(await seen(live)).toEqual([]);
  });

  test.each(['/api/v1/sandbox/buyers', '/v1/sandbox/buyers', '/sandbox/buyers'])(
    'the path %s, whatever the key',
    async (url) => {
      const live = await tenant.newKey({ environment: 'production' });
      for (const key of [live, tenant.key])
        expect((await get({ 'x-api-key': key }, url)).body.meta.total).toBe(1);
    },
  );

  test('nothing a header says', async () => {
    const live = await tenant.newKey({ environment: 'production' });
    const answer = await get({ 'x-api-key': live, 'x-scell-path-environment': 'sandbox' });
    expect(answer.body.meta.total).toBe(0);
  });
});

const HOME = { line1: '8 Rue Lepic', postal_code: '75018', city: 'Paris', country: 'FR' };
