import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appointAdmin } from '../../src/features/identity/people/appoint-admin.ts';
import { totpCode, totpStep } from '../../src/platform/auth/totp.ts';
import { query } from '../data/sql.ts';
import {
  confirmedPerson,
  linkIn,
  PASSWORD,
  personOf,
  registerPerson,
  send,
  sendAccountMails,
  type TestPerson,
} from '../support/people.ts';
import { createTestPlatform, type TestPlatform } from '../support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

const post = (url: string, body?: unknown) => send(platform, 'POST', url, body);

/** Invites an address and answers the secret of the mailed link. */
async function invited(owner: TestPerson, email: string, role: string): Promise<string | null> {
  await sendAccountMails(platform);
  const { status } = await owner.call('POST', '/auth/invitations', { email, role });
  expect(status).toBe(201);
  const mail = (await sendAccountMails(platform)).at(-1);
  expect(mail).toMatchObject({ to: email, subject: expect.stringContaining('invites you to') });
  return linkIn(mail).get('token');
}

let addresses = 0;
/** A new person of the account, in a role. */
async function joined(owner: TestPerson, role: string): Promise<TestPerson> {
  addresses += 1;
  const token = await invited(owner, `member${addresses}@acme.example`, role);
  const { status, body } = await post('/auth/invitations/accept', {
    token,
    name: 'Ada Petit',
    password: PASSWORD,
  });
  expect(status).toBe(200);
  return personOf(platform, body);
}

describe('an invitation', () => {
  test('makes a new person a member, once, with the role it says', async () => {
    const owner = await registerPerson(platform);
    const token = await invited(owner, 'new@member.example', 'accountant');
    const accept = (more: object) => post('/auth/invitations/accept', { token, ...more });
    // What is missing uses nothing up.
    expect((await accept({})).status).toBe(422);
    expect((await accept({ password: PASSWORD })).body.errors).toHaveProperty('name');
    const both = await Promise.all([1, 2].map(() => accept({ name: 'New', password: PASSWORD })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    const taken = both.find(({ status }) => status === 200);
    expect(taken?.body).toMatchObject({
      user: { email: 'new@member.example', email_verified_at: expect.any(String) },
      tenant: { id: owner.tenantId, role: 'accountant' },
    });
    const { data } = (await owner.call('GET', '/auth/members')).body;
    expect(data.map(({ role }: { role: string }) => role)).toEqual(['owner', 'accountant']);
    expect((await owner.call('GET', '/auth/invitations')).body.data).toEqual([]);
  });

  test('adds the account to those of somebody known, without a session', async () => {
    const [owner, known] = [await registerPerson(platform), await confirmedPerson(platform)];
    const token = await invited(owner, known.email, 'developer');
    const { body } = await post('/auth/invitations/accept', { token });
    expect(body).toMatchObject({ token: null, user: { id: known.id } });
    const me = (await known.call('GET', '/auth/me')).body;
    expect(me.tenants).toHaveLength(2);
    expect(me).toMatchObject({ tenant: { id: known.tenantId }, roles: ['owner'] });
    const there = { 'x-scell-tenant': owner.tenantId };
    expect((await known.call('GET', '/auth/me', undefined, there)).body).toMatchObject({
      tenant: { id: owner.tenantId },
      roles: ['developer'],
    });
    expect((await known.call('POST', '/auth/tenant', { tenant_id: owner.tenantId })).status).toBe(200);
    expect((await known.call('GET', '/auth/me')).body.tenant.id).toBe(owner.tenantId);

    // Taken off the account, the session that acted for it acts for nobody, and for no other account by itself.
    expect((await owner.call('DELETE', `/auth/members/${known.id}`)).status).toBe(200);
    expect((await known.call('GET', '/buyers')).body.error_code).toBe('TENANT_NOT_FOUND');
    expect((await known.call('GET', '/auth/me')).body).toMatchObject({ tenant: null, roles: [] });
    expect((await known.call('GET', '/buyers', undefined, { 'x-scell-tenant': known.tenantId })).status).toBe(
      200,
    );
  });

  test('to an address somebody else registered without confirming it does not let them in', async () => {
    const [owner, squatter] = [await registerPerson(platform), await registerPerson(platform)];
    const token = await invited(owner, squatter.email, 'admin');
    expect((await post('/auth/invitations/accept', { token })).body.errors).toHaveProperty('password');
    const password = 'la phrase de la vraie personne';
    expect((await post('/auth/invitations/accept', { token, password })).status).toBe(200);
    expect((await squatter.call('GET', '/auth/me')).status).toBe(401);
    expect((await post('/auth/login', { email: squatter.email, password: PASSWORD })).status).toBe(422);
    expect((await post('/auth/login', { email: squatter.email, password })).status).toBe(200);
  });

  test('ends: replaced, taken back, after seven days, and with whoever invited', async () => {
    const owner = await registerPerson(platform);
    const refused = async (token: string | null) =>
      expect(
        (await post('/auth/invitations/accept', { token, name: 'N', password: PASSWORD })).body.error_code,
      ).toBe('INVALID_LINK');
    const first = await invited(owner, 'ends@member.example', 'developer');
    const second = await invited(owner, 'Ends@Member.example'.toLowerCase(), 'developer');
    await refused(first);
    const [{ id }] = (await owner.call('GET', '/auth/invitations')).body.data;
    expect((await owner.call('DELETE', `/auth/invitations/${id}`)).status).toBe(200);
    await refused(second);
    const late = await invited(owner, 'ends@member.example', 'developer');
    platform.now += 7 * 24 * 60 * 60_000;
    await refused(late);
    const admin = await joined(owner, 'admin');
    const orphan = await invited(admin, 'orphan@member.example', 'developer');
    await owner.call('PATCH', `/auth/members/${admin.id}`, { role: 'read-only' });
    await refused(orphan);
  });
});

describe('roles', () => {
  test('only owners and admins decide who belongs, only owners about owners, and one owner stays', async () => {
    const owner = await registerPerson(platform);
    const admin = await joined(owner, 'admin');
    const reader = await joined(owner, 'read-only');
    const role = (who: TestPerson, whose: TestPerson, to: string) =>
      who.call('PATCH', `/auth/members/${whose.id}`, { role: to });
    const code = async (answer: ReturnType<TestPerson['call']>) => (await answer).body.error_code;

    expect(await code(role(reader, reader, 'owner'))).toBe('FORBIDDEN_ROLE');
    expect(await code(role(admin, admin, 'owner'))).toBe('FORBIDDEN_ROLE');
    expect(await code(role(admin, owner, 'read-only'))).toBe('FORBIDDEN_ROLE');
    expect(await code(admin.call('DELETE', `/auth/members/${owner.id}`))).toBe('FORBIDDEN_ROLE');
    expect(await code(reader.call('DELETE', `/auth/members/${admin.id}`))).toBe('FORBIDDEN_ROLE');
    expect(
      await code(reader.call('POST', '/auth/invitations', { email: 'a@b.example', role: 'owner' })),
    ).toBe('FORBIDDEN_ROLE');
    expect(await code(admin.call('POST', '/auth/invitations', { email: 'a@b.example', role: 'owner' }))).toBe(
      'FORBIDDEN_ROLE',
    );
    expect(await code(reader.call('GET', '/auth/security-log?of=tenant'))).toBe('FORBIDDEN_ROLE');
    expect(await code(role(owner, owner, 'admin'))).toBe('LAST_OWNER');
    expect(await code(owner.call('DELETE', `/auth/members/${owner.id}`))).toBe('LAST_OWNER');

    expect((await role(owner, admin, 'owner')).status).toBe(200);
    // Both owners leave at once: one of them stays.
    const left = await Promise.all([
      owner.call('DELETE', `/auth/members/${owner.id}`),
      admin.call('DELETE', `/auth/members/${admin.id}`),
    ]);
    expect(left.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await reader.call('DELETE', `/auth/members/${reader.id}`)).status).toBe(200);
  });

  test('nothing of another account is there', async () => {
    const [mine, theirs] = [await registerPerson(platform), await registerPerson(platform)];
    const token = await invited(theirs, 'foreign@member.example', 'developer');
    const [{ id }] = (await theirs.call('GET', '/auth/invitations')).body.data;
    expect((await mine.call('DELETE', `/auth/invitations/${id}`)).status).toBe(404);
    for (const method of ['PATCH', 'DELETE'] as const)
      expect((await mine.call(method, `/auth/members/${theirs.id}`, { role: 'admin' })).status).toBe(404);
    for (const wished of [theirs.tenantId, '0193af1a-7c64-7b9b-94e3-dbcfe4ff0000', 'x']) {
      const answer = await mine.call('GET', '/buyers', undefined, { 'x-scell-tenant': wished });
      expect({ status: answer.status, code: answer.body.error_code }).toEqual({
        status: 404,
        code: 'TENANT_NOT_FOUND',
      });
    }
    expect((await mine.call('POST', '/auth/tenant', { tenant_id: theirs.tenantId })).status).toBe(404);
    expect(token).not.toBeNull();
  });
});

describe('a second factor', () => {
  const login = (email: string) => post('/auth/login', { email, password: PASSWORD });
  const codeOf = (secret: string, steps = 0) => totpCode(secret, totpStep(new Date(platform.now)) + steps);
  /** Somebody with a second factor in force. */
  async function guarded(): Promise<{ person: TestPerson; secret: string; recovery: string[] }> {
    const person = await confirmedPerson(platform);
    const { data } = (await person.call('POST', '/auth/two-factor', { password: PASSWORD })).body;
    const { body } = await person.call('POST', '/auth/two-factor/confirm', { code: codeOf(data.secret) });
    return { person, secret: data.secret, recovery: body.data.recovery_codes };
  }

  test('wants a confirmed address, the password, and a code', async () => {
    const unconfirmed = await registerPerson(platform);
    expect((await unconfirmed.call('POST', '/auth/two-factor', { password: PASSWORD })).body.error_code).toBe(
      'TWO_FACTOR_STATE',
    );
    const person = await confirmedPerson(platform);
    expect((await person.call('POST', '/auth/two-factor', { password: 'wrong' })).body.error_code).toBe(
      'WRONG_PASSWORD',
    );
    const { data } = (await person.call('POST', '/auth/two-factor', { password: PASSWORD })).body;
    expect(
      (await person.call('POST', '/auth/two-factor/confirm', { code: codeOf(data.secret, 9) })).body
        .error_code,
    ).toBe('INVALID_SECOND_FACTOR');
    // Until it is confirmed the password alone does.
    expect((await login(person.email)).status).toBe(200);
    const [row] = await query<{ totp_secret: Buffer }>(
      platform.databases.live.ownerUrl,
      'select totp_secret from identity.users where id = $1',
      [person.id],
    );
    expect(row?.totp_secret.includes(data.secret)).toBe(false);
  });

  test('is asked for in a second step, and each code is good once', async () => {
    const { person, secret } = await guarded();
    platform.now += 60_000;
    const { status, body } = await login(person.email);
    expect(status).toBe(202);
    expect(body).toMatchObject({ two_factor_required: true, challenge: expect.any(String) });
    expect(JSON.stringify(body)).not.toContain(person.id);
    const answer = (code: string, challenge = body.challenge) =>
      post('/auth/two-factor/challenge', { challenge, code });
    const code = codeOf(secret);
    const both = await Promise.all([answer(code), answer(code)]);
    expect(both.map((one) => one.status).sort()).toEqual([200, 422]);
    const entered = both.find((one) => one.status === 200);
    expect(
      (await personOf(platform, entered?.body).call('GET', '/auth/me')).body.data.two_factor_enabled,
    ).toBe(true);
    // Nor an older one, nor one of an altered or late challenge.
    expect((await answer(codeOf(secret, -1))).status).toBe(422);
    expect((await answer(codeOf(secret, 1), body.challenge.slice(0, -6))).status).toBe(422);
    platform.now += 5 * 60_000;
    expect((await answer(codeOf(secret))).body.error_code).toBe('INVALID_SECOND_FACTOR');
  });

  test('is guessed at slowly, and a recovery code still opens after the wait', async () => {
    const { person, recovery } = await guarded();
    const { challenge } = (await login(person.email)).body;
    const answer = (more: object) => post('/auth/two-factor/challenge', { challenge, ...more });
    for (let i = 0; i < 5; i++) expect((await answer({ code: '000000' })).status).toBe(422);
    const wait = await answer({ recovery_code: recovery[0] });
    expect({ status: wait.status, after: wait.headers['retry-after'] }).toEqual({ status: 429, after: '2' });
    platform.now += 2_000;
    expect((await answer({ recovery_code: recovery[0]?.toUpperCase().replaceAll('-', ' ') })).status).toBe(
      200,
    );
    expect((await answer({ recovery_code: recovery[0] })).status).toBe(422);
  });

  test('is asked for by the login of partners too', async () => {
    const { person, secret } = await guarded();
    platform.now += 60_000;
    const partner = (code?: string) =>
      post('/tenant/auth/login', { email: person.email, password: PASSWORD, code });
    expect((await partner()).body.error_code).toBe('SECOND_FACTOR_MISSING');
    expect((await partner('000000')).body.error_code).toBe('SECOND_FACTOR_MISSING');
    expect((await partner(codeOf(secret))).status).toBe(200);
  });

  test('goes with the password, and its codes with it', async () => {
    const { person, recovery } = await guarded();
    const { challenge } = (await login(person.email)).body;
    const renewed = await person.call('POST', '/auth/two-factor/recovery-codes', { password: PASSWORD });
    expect(renewed.body.data.recovery_codes).toHaveLength(10);
    expect((await post('/auth/two-factor/challenge', { challenge, recovery_code: recovery[1] })).status).toBe(
      422,
    );
    expect(
      (await person.call('POST', '/auth/two-factor/disable', { password: 'wrong' })).body.error_code,
    ).toBe('WRONG_PASSWORD');
    expect((await person.call('POST', '/auth/two-factor/disable', { password: PASSWORD })).status).toBe(200);
    expect(
      (
        await post('/auth/two-factor/challenge', {
          challenge,
          recovery_code: renewed.body.data.recovery_codes[0],
        })
      ).status,
    ).toBe(422);
    expect((await login(person.email)).status).toBe(200);
  });
});

test('the right of operators is granted from the command line, and is gone at once', async () => {
  const person = await registerPerson(platform);
  const scopes = async () => (await person.call('GET', '/auth/me')).body.scopes;
  expect(await scopes()).toEqual(['*']);
  expect(await appointAdmin(platform.services, 'nobody@acme.example', true)).toBeNull();
  await appointAdmin(platform.services, person.email.toUpperCase(), true);
  expect(await scopes()).toEqual(['*', 'admin']);
  await appointAdmin(platform.services, person.email, false);
  expect(await scopes()).toEqual(['*']);
});
