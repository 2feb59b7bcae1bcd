import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import type { Environment } from '../../src/platform/environments.ts';
import { superuserUrl } from '../data/sql.ts';
import { registerPerson } from '../support/people.ts';
import { answerOf, createTestPlatform, type TestPlatform, type TestTenant } from '../support/platform.ts';

// Keys over the API: REST reference §4.8, §5.8, §5.14; French reference §6, §10, §29.

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

const create = (body: Record<string, unknown>, key = tenant.key, headers: Record<string, string> = {}) =>
  tenant.call('POST', '/api-keys', { name: 'A key', ...body }, { key, headers });
const worksWith = async (key: string) =>
  (await tenant.call('GET', '/buyers', undefined, { key })).body.error_code ?? 'works';
const remove = (id: string, key = tenant.key, query = '') =>
  tenant.call('DELETE', `/api-keys/${id}${query}`, undefined, { key });

async function made(
  body: Record<string, unknown> = {},
  key = tenant.key,
): Promise<{ id: string; key: string }> {
  const answer = await create(body, key);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.data;
}

/** Every row of every table of a database, as text. */
async function everything(environment: Environment): Promise<string> {
  const { live, sandbox } = platform.databases;
  const db = environment === 'production' ? live : sandbox;
  const client = new pg.Client({ connectionString: superuserUrl(db) });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
  );
  const texts: string[] = [];
  for (const { name } of tables)
    texts.push(JSON.stringify((await client.query(`select t::text from ${name} t`)).rows));
  await client.end();
  return texts.join('\n');
}

describe('a new key', () => {
  test('is shown once and works at once', async () => {
    const answer = await create({ permissions: ['invoices', 'buyers:read'], environment: 'sandbox' });
    expect(answer.status).toBe(201);
    const { data } = answer.body;
    expect(answer.body).toMatchObject({ api_key: data.key, warning: expect.any(String) });
    expect(data).toMatchObject({
      plain_text_key: data.key,
      prefix: 'sk_test',
      key_prefix: 'sk_test',
      last4: data.key.slice(-4),
      scopes: ['invoices', 'buyers:read'],
      permissions: ['invoices', 'buyers:read'],
      environment: 'sandbox',
      rate_limit: 1000,
      revoked_at: null,
    });
    expect(await worksWith(data.key)).toBe('works');
    const read = await tenant.call('GET', `/api-keys/${data.id}`);
    expect(read.body.data).toMatchObject({ id: data.id, last4: data.key.slice(-4) });
    expect(JSON.stringify(read.body)).not.toContain(data.key);
  });

  test('is in clear in no column of either database, and a repeat gets the same one', async () => {
    const headers = { 'idempotency-key': 'make-one' };
    const [first, second] = await Promise.all([
      create({ name: 'Once' }, tenant.key, headers),
      create({ name: 'Once' }, tenant.key, headers),
    ]);
    const answered = [first, second].filter(({ status }) => status === 201);
    expect([1, 2]).toContain(answered.length);
    const again = await create({ name: 'Once' }, tenant.key, headers);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const keys = new Set([...answered, again].map(({ body }) => body.data.key as string));
    expect(keys.size).toBe(1);
    const [key = ''] = keys;
    const { data } = (await tenant.call('GET', '/api-keys?per_page=100')).body;
    expect(data.filter(({ name }: { name: string }) => name === 'Once')).toHaveLength(1);
    for (const environment of ['production', 'sandbox'] as const) {
      const all = await everything(environment);
      expect(all.includes(key.slice(8))).toBe(false);
      expect(all.includes(Buffer.from(key.slice(8)).toString('hex'))).toBe(false);
    }
    // The scan finds what is there.
    expect(await everything('production')).toContain(again.body.data.id);
    expect(await everything('production')).toContain('make-one');
  });

  test('is not repeated to another credential of the account that guesses the idempotency key', async () => {
    const headers = { 'idempotency-key': 'guessed' };
    const strong = await create({ name: 'Strong' }, tenant.key, headers);
    const weak = await made({ scopes: ['keys:write'] });
    const answer = await create({ name: 'Strong' }, weak.key, headers);
    expect(answer.body.data.key).not.toBe(strong.body.data.key);
    expect(answer.body.data.scopes).toEqual(['keys:write']);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a scope nobody knows', { scopes: ['everything'] }, 'scopes'],
    ['no scope at all', { permissions: [] }, 'permissions'],
    ['an end in the past', { expires_at: '2026-05-05' }, 'expires_at'],
    ['an address that is none', { allowed_ips: ['192.0.2.1/33'] }, 'allowed_ips'],
    [
      'an origin with a path',
      { type: 'publishable', allowed_origins: ['https://a.example/x'] },
      'allowed_origins',
    ],
    [
      'an origin without TLS',
      { type: 'publishable', allowed_origins: ['http://a.example'] },
      'allowed_origins',
    ],
    ['every origin', { type: 'publishable', allowed_origins: ['https://*.example'] }, 'allowed_origins'],
    ['no name', { name: ' ' }, 'name'],
  ])('with %s is refused', async (_what, body, field) => {
    const answer = await create(body);
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual([field]);
  });

  test('ends when it says', async () => {
    const { key } = await made({ expires_at: '2026-05-06T10:00:05+02:00' });
    expect(await worksWith(key)).toBe('works');
    platform.now += 5_000;
    expect(await worksWith(key)).toBe('API_KEY_EXPIRED');
  });
});

describe('a key makes none that may more', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['scopes', { scopes: ['keys', 'buyers:read'] }, { scopes: ['buyers'] }],
    ['everything', { scopes: ['keys', 'buyers'] }, { scopes: ['*'] }],
    ['another environment', {}, { environment: 'live' }],
    ['other addresses', { allowed_ips: ['127.0.0.0/8'] }, { allowed_ips: ['127.0.0.1', '0.0.0.0/0'] }],
    ['a longer life', { expires_at: '2027-01-01' }, { expires_at: '2027-01-02' }],
  ])('%s', async (_what, maker, wish) => {
    const { key } = await made(maker);
    const answer = await create(wish, key);
    expect([answer.status, answer.body.error_code]).toEqual([403, 'API_KEY_EXCEEDS_CALLER']);
  });

  test('what is not said is as far as it goes itself', async () => {
    const { key } = await made({
      scopes: ['keys', 'buyers:read'],
      allowed_ips: ['127.0.0.0/8', '::ffff:192.0.2.7'],
      expires_at: '2027-01-01',
      company_id: tenant.companyId,
    });
    const { data } = (await create({}, key)).body;
    expect(data).toMatchObject({
      scopes: ['keys', 'buyers:read'],
      allowed_ips: ['127.0.0.0/8', '192.0.2.7/32'],
      expires_at: '2027-01-01T23:00:00+00:00',
      company_id: tenant.companyId,
    });
  });

  test('nor is a stronger one replaced by it', async () => {
    const strong = await made();
    const weak = await made({ scopes: ['keys'] });
    const answer = await tenant.call('POST', `/api-keys/${strong.id}/regenerate`, undefined, {
      key: weak.key,
    });
    expect([answer.status, answer.body.error_code]).toEqual([403, 'API_KEY_EXCEEDS_CALLER']);
    expect(await worksWith(strong.key)).toBe('works');
  });

  test('and a key of one sub-tenant sees and makes only its own', async () => {
    const other = await platform.tenant();
    const [north, south] = await Promise.all(
      ['North', 'South'].map((name) =>
        createSubTenant(platform.services, 'sandbox', tenant.summary, {
          name,
          externalId: null,
          country: 'FR',
        }),
      ),
    );
    const key = await tenant.newKey({ subTenantId: north?.id ?? '' });
    const { id } = await made({}, key);
    const { data } = (await tenant.call('GET', '/api-keys', undefined, { key })).body;
    expect(data.map((item: { sub_tenant_id: string }) => item.sub_tenant_id)).toEqual([north?.id, north?.id]);
    expect((await create({ sub_tenant_id: south?.id }, key)).status).toBe(404);
    expect((await create({ company_id: tenant.companyId }, key)).status).toBe(404);
    expect((await create({ company_id: other.companyId })).status).toBe(404);
    expect((await other.call('GET', `/api-keys/${id}`)).status).toBe(404);
    const whole = (await tenant.call('GET', `/api-keys?sub_tenant_id=${north?.id}`)).body.data;
    expect(whole).toHaveLength(2);
  });
});

test('a key works only from its addresses, however they are written', async () => {
  const { key } = await made({ allowed_ips: ['192.0.2.0/24', '2001:db8::/32'] });
  const from = async (remoteAddress: string) =>
    answerOf(
      await platform.app.inject({
        method: 'GET',
        url: '/v1/buyers',
        remoteAddress,
        headers: { 'x-api-key': key },
      }),
    );
  for (const ip of ['192.0.2.9', '::ffff:192.0.2.9', '2001:db8::9'])
    expect((await from(ip)).status).toBe(200);
  for (const ip of ['192.0.3.9', '127.0.0.1', '::ffff:192.0.3.9', '2001:db9::9']) {
    const answer = await from(ip);
    expect([answer.status, answer.body.error_code]).toEqual([403, 'API_KEY_ADDRESS_REFUSED']);
  }
});

test('a person makes keys of both environments, and may revoke the last', async () => {
  const owner = await registerPerson(platform);
  for (const environment of ['sandbox', 'production']) {
    const { status, body } = await owner.call('POST', '/api-keys', { name: 'A key', environment });
    expect([status, body.data.environment, body.data.scopes]).toEqual([201, environment, ['*']]);
  }
  const { data } = (await owner.call('GET', '/api-keys')).body;
  expect(data.map((item: { environment: string }) => item.environment).sort()).toEqual([
    'production',
    'sandbox',
  ]);
  for (const { id } of data) expect((await owner.call('DELETE', `/api-keys/${id}`)).status).toBe(200);
  const { status, body } = await owner.call('POST', '/tenant/regenerate-key');
  expect([status, body.error_code]).toEqual([409, 'API_KEY_NOT_ACTIVE']);
});

test('a publishable key has no rights, and opens nothing that is private', async () => {
  for (const path of [
    '/tenant/auth/keys/publishable',
    '/tenant/keys/publishable',
    '/auth/tenant/keys/publishable',
  ]) {
    const { status, body } = await tenant.call('POST', path, {
      allowed_origins: ['https://WWW.acme.example:443/'],
    });
    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      type: 'publishable',
      prefix: 'pk_test',
      scopes: [],
      allowed_origins: ['https://www.acme.example'],
    });
    expect(await worksWith(body.data.key)).toBe('FORBIDDEN');
  }
});

describe('a revoked key', () => {
  test('stops at once, stays in the list, and is told of once', async () => {
    const { id, key } = await made();
    expect(await worksWith(key)).toBe('works');
    expect((await remove(id)).body).toEqual({ message: 'API key revoked.' });
    expect(await worksWith(key)).toBe('API_KEY_REVOKED');
    expect((await remove(id)).status).toBe(200);
    const { data } = (await tenant.call('GET', '/tenant/auth/keys?environment=sandbox&per_page=100')).body;
    const listed = data.find((item: { id: string }) => item.id === id);
    expect(listed.revoked_at).not.toBeNull();
    const events = await platform.services.databases.production.withTenant(
      { tenantId: tenant.summary.id },
      (tx) =>
        tx.selectFrom('events').select('type').where('subject_id', '=', id).orderBy('sequence').execute(),
    );
    expect(events.map(({ type }) => type)).toEqual(['api_key.created', 'api_key.revoked']);
  });

  test('is not the last one by accident, nor when two revoke each other at once', async () => {
    const other = await platform.tenant();
    const [{ id: last }] = (await other.call('GET', '/api-keys')).body.data;
    const second = (await other.call('POST', '/api-keys', { name: 'Second' })).body.data;
    const outcomes = await Promise.all([remove(second.id, other.key), remove(last, second.key)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [key, id] = outcomes[0]?.status === 200 ? [other.key, last] : [second.key, second.id];
    const answer = await remove(id, key);
    expect([answer.status, answer.body.error_code]).toEqual([409, 'LAST_API_KEY']);
    expect((await remove(id, key, '?force=true')).status).toBe(200);
    expect(await worksWith(key)).toBe('API_KEY_REVOKED');
  });
});

describe('a replaced key', () => {
  test('the calling one stops with the answer that bears the new one', async () => {
    const old = await made({ scopes: ['keys', 'buyers'], company_id: tenant.companyId });
    const answers = await Promise.all(
      [1, 2].map(() => tenant.call('POST', '/tenant/regenerate-key', undefined, { key: old.key })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, expect.any(Number)]);
    const good = answers.filter(({ status }) => status === 200);
    expect(good).toHaveLength(1);
    const { body } = good[0] ?? { body: {} };
    expect(body).toMatchObject({ message: 'API key replaced.', warning: expect.any(String) });
    expect(body.data).toMatchObject({
      tenant_key: body.api_key,
      scopes: ['keys', 'buyers'],
      company_id: tenant.companyId,
    });
    expect(await worksWith(old.key)).toBe('API_KEY_REVOKED');
    expect(await worksWith(body.api_key)).toBe('works');
  });

  test('keeps its settings, and may get another end', async () => {
    const old = await made({ allowed_ips: ['127.0.0.1'], expires_at: '2027-01-01' });
    const { status, body } = await tenant.call('POST', `/api-keys/${old.id}/regenerate`, {
      expires_at: '2028-01-01',
    });
    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      allowed_ips: ['127.0.0.1/32'],
      expires_at: '2028-01-01T23:00:00+00:00',
    });
    expect(await worksWith(old.key)).toBe('API_KEY_REVOKED');
    expect(await worksWith(body.data.key)).toBe('works');
  });
});
