import { RATE_LIMITS } from '@scell/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { RateLimiter } from '../../src/platform/http/rate-limiter.ts';
import { countIn } from '../../src/platform/http/shared-counts.ts';
import { query } from '../data/sql.ts';
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
  platform = await createTestPlatform({ rateLimits: true });
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());
// Each test in a minute of its own, twenty seconds into it.
let minute = 0;
beforeEach(() => {
  minute += 1;
  platform.now = START + minute * 60_000 + 20_000;
});

async function ask(
  url: string,
  headers: Record<string, string> = {},
  app = platform.app,
  remoteAddress = '192.0.2.1',
) {
  return answerOf(
    await app.inject({ method: 'GET', url, headers: { 'accept-language': 'en', ...headers }, remoteAddress }),
  );
}

const limitOf = async (url: string, key: string) => {
  const { headers } = await ask(url, { 'x-api-key': key });
  return [headers['x-ratelimit-limit'], headers['x-ratelimit-remaining'], headers['x-ratelimit-reset']];
};

/** Unix seconds of the end of the minute. */
const reset = () => String((START + (minute + 1) * 60_000) / 1000);

test('the table says what the references say', () => {
  const { auth, onboarding_exchange, onboarding, tenant, invoices, credit_notes, signatures_create, mcp } =
    RATE_LIMITS;
  expect([auth, onboarding_exchange, onboarding].map(({ live }) => [live.limit, live.by])).toEqual([
    [5, 'ip'],
    [5, 'ip'],
    [60, 'ip'],
  ]);
  expect([tenant, invoices, credit_notes, mcp].map(({ live }) => [live.limit, live.by])).toEqual(
    Array.from({ length: 4 }, () => [600, 'key']),
  );
  expect(signatures_create.live).toMatchObject({ limit: 120, by: 'key' });
  for (const { live, sandbox } of Object.values(RATE_LIMITS)) {
    expect(live.windowSeconds).toBe(60);
    if (live.by === 'key') expect(sandbox.limit).toBe(1000);
  }
});

describe('every answer tells the three figures', () => {
  test.each([
    ['/api/v1/invoices', '600', '1000'],
    ['/api/v1/buyers', '600', '1000'],
    ['/api/v1/companies', '600', '1000'],
    ['/api/v1/tenant/invoices', '600', '1000'],
  ])('%s', async (url, live, sandbox) => {
    expect(await limitOf(url, await tenant.newKey({ environment: 'production' }))).toEqual([
      live,
      String(Number(live) - 1),
      reset(),
    ]);
    expect(await limitOf(url, tenant.key)).toEqual([sandbox, String(Number(sandbox) - 1), reset()]);
  });

  test('errors too', async () => {
    const missing = await ask('/api/v1/buyers/0193af1a-7c64-7b9b-94e3-dbcfe4ff0000', {
      'x-api-key': tenant.key,
    });
    expect(missing.status).toBe(404);
    expect(missing.headers).toMatchObject({ 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '999' });
    const malformed = answerOf(
      await platform.app.inject({
        method: 'POST',
        url: '/api/v1/buyers',
        headers: { 'x-api-key': tenant.key, 'content-type': 'application/json' },
        payload: '{',
      }),
    );
    expect(malformed.status).toBe(400);
    expect(malformed.headers).toMatchObject({ 'x-ratelimit-remaining': '998' });
  });

  test('health, to each address', async () => {
    expect((await ask('/api/health')).headers).toMatchObject({
      'x-ratelimit-limit': '600',
      'x-ratelimit-remaining': '599',
    });
    expect((await ask('/api/v1/version')).headers).toMatchObject({ 'x-ratelimit-remaining': '598' });
    expect((await ask('/api/health', {}, platform.app, '192.0.2.2')).headers).toMatchObject({
      'x-ratelimit-remaining': '599',
    });
  });
});

describe('counted are', () => {
  test('keys apart, surfaces apart, environments apart', async () => {
    const live = await tenant.newKey({ environment: 'production' });
    const other = await tenant.newKey({ environment: 'production' });
    expect((await limitOf('/api/v1/buyers', live))[1]).toBe('599');
    expect((await limitOf('/v1/buyers?page=2', live))[1]).toBe('598');
    expect((await limitOf('/api/v1/companies', live))[1]).toBe('599');
    expect((await limitOf('/api/v1/buyers', other))[1]).toBe('599');
    expect((await limitOf('/api/v1/sandbox/buyers', live))[1]).toBe('999');
    expect((await limitOf('/api/v1/buyers', live))[1]).toBe('597');
  });

  test('a forbidden call, but not against another key', async () => {
    const key = await tenant.newKey({ environment: 'production', scopes: ['invoices:read'] });
    expect((await ask('/api/v1/buyers', { 'x-api-key': key })).status).toBe(403);
    expect((await limitOf('/api/v1/buyers', key))[1]).toBe('598');
  });
});

test('the request beyond the limit is a 429 that says when to come back', async () => {
  const live = await tenant.newKey({ environment: 'production' });
  for (let i = 0; i < 600; i++) expect((await ask('/api/v1/buyers', { 'x-api-key': live })).status).toBe(200);
  const refused = await ask('/api/v1/buyers', { 'x-api-key': live, 'x-request-id': 'r-429' });
  expect(refused.status).toBe(429);
  expect(refused.headers).toMatchObject({
    'retry-after': '40',
    'x-ratelimit-limit': '600',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': reset(),
  });
  expect(refused.body).toEqual({
    message: 'Too many requests: retry in 40 s.',
    code: 'rate_limited',
    error_code: 'RATE_LIMITED',
    error: 'rate_limited',
    retry_after: 40,
    request_id: 'r-429',
    doc_url: 'http://scell.test/docs/errors/RATE_LIMITED',
  });
  // Nobody else is slowed down, and a minute later neither is this one.
  expect((await ask('/api/v1/buyers', { 'x-api-key': tenant.key })).status).toBe(200);
  platform.now += 40_000;
  expect((await ask('/api/v1/buyers', { 'x-api-key': live })).headers).toMatchObject({
    'x-ratelimit-remaining': '599',
  });
});

describe('whoever guesses keys', () => {
  test('is slowed down by address, whatever he sends', async () => {
    const guess = (i: number) =>
      ask('/api/v1/buyers', { 'x-api-key': `sk_test_guess${String(i).padStart(20, '0')}` });
    for (let i = 0; i < 600; i++) expect((await guess(i)).status).toBe(401);
    expect((await guess(600)).status).toBe(429);
    expect((await ask('/api/v1/buyers')).status).toBe(429);
    expect((await ask('/api/v1/buyers', { 'x-api-key': tenant.key })).status).toBe(200);
    expect((await ask('/api/v1/buyers', {}, platform.app, '192.0.2.9')).status).toBe(401);
  });

  test('cannot choose his address, behind a proxy or not', async () => {
    const forwarded = { 'x-forwarded-for': '203.0.113.7, 198.51.100.1' };
    const direct = await ask('/api/health', forwarded);
    expect(direct.headers).toMatchObject({ 'x-ratelimit-remaining': '599' });
    expect((await ask('/api/health', { 'x-forwarded-for': '203.0.113.8' })).headers).toMatchObject({
      'x-ratelimit-remaining': '598',
    });

    const proxied = buildApp(platform.services, { trustProxy: true });
    const remaining = async (value: string) =>
      (await ask('/api/health', { 'x-forwarded-for': value }, proxied)).headers['x-ratelimit-remaining'];
    expect(await remaining('203.0.113.7, 198.51.100.1')).toBe('599');
    expect(await remaining('203.0.113.8, 198.51.100.1')).toBe('598');
    expect(await remaining('198.51.100.2')).toBe('599');
    await proxied.close();
  });
});

describe('several processes', () => {
  test('count together in the database, which keeps no more than two minutes', async () => {
    const limiters = [0, 1, 2].map(() => new RateLimiter(() => platform.now, countIn(platform.services)));
    const allowances = await Promise.all(
      Array.from({ length: 30 }, (_, n) => limiters[n % 3]?.takeExactly('auth 192.0.2.1', 5)),
    );
    expect(allowances.filter((allowance) => allowance?.allowed)).toHaveLength(5);
    // Each with many callers, told at the same time in whatever order.
    await Promise.all(
      limiters.map(async (limiter, n) => {
        const callers = Array.from({ length: 200 }, (_, c) => `key ${c}`);
        for (const who of n === 1 ? callers.toReversed() : callers) limiter.take(who, 10);
        await limiter.share();
      }),
    );
    for (const limiter of limiters) limiter.take('key 7', 10);
    for (const limiter of limiters) await limiter.share();
    expect(limiters[2]?.take('key 7', 10)).toMatchObject({ remaining: 3 });

    platform.now += 3 * 60_000;
    await limiters[0]?.takeExactly('auth 192.0.2.1', 5);
    const asSuperuser = Object.assign(new URL(inject('testServer').superuserUrl), {
      pathname: new URL(platform.databases.live.ownerUrl).pathname,
    }).href;
    const kept = await query<{ n: number }>(
      asSuperuser,
      'select count(*)::int as n from scell.request_counts',
    );
    expect(kept).toEqual([{ n: 1 }]);
  });

  test('let through together what one would, once they told each other', async () => {
    const apps = [platform.app, buildApp(platform.services)] as const;
    const live = await tenant.newKey({ environment: 'production' });
    for (let i = 0; i < 300; i++)
      for (const app of apps)
        expect((await ask('/api/v1/buyers', { 'x-api-key': live }, app)).status).toBe(200);
    await expect
      .poll(async () => (await ask('/api/v1/buyers', { 'x-api-key': live }, apps[1])).status, {
        timeout: 5000,
      })
      .toBe(429);
    await apps[1].close();
  });
});

test('switched off, nothing is counted', async () => {
  const app = buildApp({ ...platform.services, rateLimits: false });
  const answer = await ask('/api/v1/buyers', { 'x-api-key': tenant.key }, app);
  expect(answer.status).toBe(200);
  expect(answer.headers).not.toHaveProperty('x-ratelimit-limit');
  await app.close();
});
