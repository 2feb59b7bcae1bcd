import { afterAll, beforeAll, expect, test } from 'vitest';
import { query } from '../data/sql.ts';
import { type OpenIdProvider, startOpenIdProvider, type Visitor } from '../support/openid-provider.ts';
import {
  confirmedPerson,
  PASSWORD,
  personOf,
  registerPerson,
  send,
  sendAccountMails,
} from '../support/people.ts';
import { type Answer, createTestPlatform, type TestPlatform } from '../support/platform.ts';

// Against a real OpenID provider on this machine, in the place of Google.

let platform: TestPlatform;
let provider: OpenIdProvider;
beforeAll(async () => {
  platform = await createTestPlatform();
  provider = await startOpenIdProvider('http://scell.test/api/v1/auth/google/callback');
  platform.services.google = provider.settings;
});
afterAll(() => Promise.all([platform.close(), provider.close()]));

const get = (url: string, headers: Record<string, string> = {}) =>
  send(platform, 'GET', url, undefined, headers);
const cookieOf = ({ headers }: Answer) => String([headers['set-cookie'] ?? ''].flat()[0]).split(';')[0] ?? '';

async function leave(): Promise<{ url: string; cookie: string }> {
  const answer = await get('/auth/google');
  expect(answer.status).toBe(200);
  return { url: answer.body.url, cookie: cookieOf(answer) };
}

/** There and back with one browser. */
async function enter(who: Visitor, headers: Record<string, string> = {}): Promise<Answer> {
  const { url, cookie } = await leave();
  const back = await provider.signIn(url, who);
  return get(`/auth/google/callback${back.search}`, { cookie, ...headers });
}

test('somebody new gets a person and an account of their own, and is known the next time', async () => {
  const who = { email: 'ada@google.example', verified: true };
  const first = await enter(who);
  expect(first.status).toBe(200);
  expect(first.body).toMatchObject({
    user: { email: who.email, name: 'Ada Lovelace', email_verified_at: expect.any(String) },
    tenant: { name: 'Ada Lovelace', role: 'owner' },
    token: expect.any(String),
  });
  expect((await personOf(platform, first.body).call('GET', '/auth/me')).status).toBe(200);
  // The address may change at Google: the identifier does not.
  const again = await enter({ ...who, email: 'ada@elsewhere.example' });
  expect(again.body.user.id).toBe(first.body.user.id);
  // Who has no password signs in with none.
  expect((await send(platform, 'POST', '/auth/login', { email: who.email, password: PASSWORD })).status).toBe(
    422,
  );
});

test('a browser is sent there, and comes back into cookies and the application', async () => {
  const left = await get('/auth/google', { accept: 'text/html' });
  expect(left.status).toBe(302);
  const url = new URL(String(left.headers.location));
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    state: expect.any(String),
    nonce: expect.any(String),
  });
  const back = await provider.signIn(url.href, { email: 'page@google.example', verified: true });
  const answer = await get(`/auth/google/callback${back.search}`, {
    cookie: cookieOf(left),
    accept: 'text/html',
  });
  expect({ status: answer.status, to: answer.headers.location }).toEqual({
    status: 302,
    to: 'http://scell.test/app',
  });
  const lines = [answer.headers['set-cookie'] ?? []].flat() as string[];
  expect(lines.map((line) => line.split('=')[0])).toEqual(['scell_session', 'XSRF-TOKEN', 'scell_google']);
  expect((await get('/auth/me', { cookie: lines[0]?.split(';')[0] ?? '' })).status).toBe(200);
});

test('nobody else comes back: not without the cookie, not with another’s, not twice, not later, not with another answer', async () => {
  const who = { email: 'eve@google.example', verified: true };
  const refused = async (search: string, cookie?: string) => {
    const answer = await get(`/auth/google/callback${search}`, cookie === undefined ? {} : { cookie });
    expect({ status: answer.status, code: answer.body.error_code }).toEqual({
      status: 401,
      code: 'GOOGLE_LOGIN_FAILED',
    });
  };
  const [mine, other] = [await leave(), await leave()];
  const { search } = await provider.signIn(mine.url, who);
  await refused(search);
  await refused(search, other.cookie);
  await refused(search, mine.cookie.slice(0, -4));
  await refused('', mine.cookie);
  await refused(search.replace(/code=[^&]*/, 'code=x'), mine.cookie);
  await refused(`?error=access_denied&state=${new URLSearchParams(search).get('state')}`, mine.cookie);
  expect((await get(`/auth/google/callback${search}`, { cookie: mine.cookie })).status).toBe(200);
  await refused(search, mine.cookie);
  const late = await leave();
  const back = await provider.signIn(late.url, who);
  platform.now += 600_000;
  await refused(back.search, late.cookie);
});

test('an address that the provider has not verified opens nothing', async () => {
  const { status, body } = await enter({ email: 'mallory@google.example', verified: false });
  expect({ status, code: body.error_code }).toEqual({ status: 401, code: 'GOOGLE_LOGIN_FAILED' });
  expect(
    await query(
      platform.databases.live.ownerUrl,
      "select from identity.users where email_key = 'mallory@google.example'",
    ),
  ).toEqual([]);
});

test('a confirmed account of the address is linked, and told so; its password stays', async () => {
  const person = await confirmedPerson(platform, { email: 'linked@google.example' });
  const { body } = await enter({ email: 'Linked@google.example', verified: true });
  expect(body.user.id).toBe(person.id);
  expect((await sendAccountMails(platform)).map(({ subject }) => subject)).toEqual([
    'Signing in with Google was added',
  ]);
  expect(
    (await send(platform, 'POST', '/auth/login', { email: person.email, password: PASSWORD })).status,
  ).toBe(200);
});

test('an account that somebody else made with the address goes to its owner, and they are out', async () => {
  const squatter = await registerPerson(platform, { email: 'victim@google.example' });
  const { body } = await enter({ email: 'victim@google.example', verified: true });
  expect(body.user.id).toBe(squatter.id);
  expect((await squatter.call('GET', '/auth/me')).status).toBe(401);
  expect(
    (await send(platform, 'POST', '/auth/login', { email: squatter.email, password: PASSWORD })).status,
  ).toBe(422);
});

test('a provider that is away is a 503, and is asked again', async () => {
  const { google } = platform.services;
  platform.services.google = { clientId: 'scell', clientSecret: 'x', issuer: 'http://127.0.0.1:9' };
  expect((await get('/auth/google')).body.error_code).toBe('GOOGLE_UNAVAILABLE');
  platform.services.google = google;
  expect((await get('/auth/google')).status).toBe(200);
});
