import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendAccountMail } from '../../src/features/identity/mails/send-account-mail.ts';
import { startWorker } from '../../src/platform/jobs/worker.ts';
import { tasksOf } from '../../src/tasks.ts';
import { query } from '../data/sql.ts';
import { until } from '../data/until.ts';
import { linkIn, PASSWORD, personOf, registerPerson, send, sendAccountMails } from '../support/people.ts';
import { type Answer, createTestPlatform, invoiceBody, type TestPlatform } from '../support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

const post = (url: string, body?: unknown, headers?: Record<string, string>) =>
  send(platform, 'POST', url, body, headers);
const login = (email: string, password = PASSWORD, headers?: Record<string, string>) =>
  post('/auth/login', { email, password }, headers);
const stored = <Row extends object>(text: string, values: unknown[] = []) =>
  query<Row>(platform.databases.live.ownerUrl, text, values);

describe('registering', () => {
  test('in the shape of the REST reference: person, account, token', async () => {
    const { status, body } = await post('/auth/register', {
      name: 'Acme founder',
      email: 'Founder@Acme-One.example',
      password: '5tr0ng-pa55w0rd',
      password_confirmation: '5tr0ng-pa55w0rd',
      tenant_name: 'Écurie d’Été',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      message: 'Registered.',
      user: {
        email: 'Founder@acme-one.example',
        name: 'Acme founder',
        first_name: 'Acme',
        last_name: 'founder',
        is_admin: false,
        email_verified_at: null,
      },
      tenant: { name: 'Écurie d’Été', slug: 'ecurie-d-ete', role: 'owner', kyb_status: 'pending' },
      token: expect.stringMatching(/^[0-9a-f-]{36}\|[\w-]{43}$/),
    });
    const me = await personOf(platform, body).call('GET', '/auth/me');
    expect(me.status).toBe(200);
    expect(me.body).toMatchObject({
      data: { id: body.user.id },
      tenant: { id: body.tenant.id },
      roles: ['owner'],
      scopes: ['*'],
      tenants: [{ id: body.tenant.id }],
    });
  });

  test('in the shape of the French reference: the account bears the name of the person', async () => {
    const { status, body } = await post('/auth/register', {
      email: 'jean@dupont.example',
      password: 'secret123',
      first_name: 'Jean',
      last_name: 'Dupont',
      phone: '+33612345678',
    });
    expect(status).toBe(201);
    expect(body.user).toMatchObject({ first_name: 'Jean', last_name: 'Dupont', phone: '+33612345678' });
    expect(body.tenant).toMatchObject({ name: 'Jean Dupont', slug: 'jean-dupont' });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a short password', { password: 'short' }, 'password'],
    ['a password everybody tries', { password: '123456789' }, 'password'],
    ['a password beyond 1,024 bytes', { password: 'é'.repeat(513) }, 'password'],
    ['half a surrogate pair', { password: '\ud800aaaaaaaa' }, 'password'],
    ['another confirmation', { password_confirmation: 'autre chose' }, 'password_confirmation'],
    ['no name', { name: undefined }, 'name'],
    ['no address', { email: 'zoe' }, 'email'],
  ])('refuses %s', async (_what, changes, field) => {
    const { status, body } = await post('/auth/register', {
      name: 'Zoé',
      email: 'refused@acme.example',
      password: PASSWORD,
      ...changes,
    });
    expect(status).toBe(422);
    expect(Object.keys(body.errors)).toEqual([field]);
  });

  test('an address is taken once, however it is spelt', async () => {
    await registerPerson(platform, { email: 'Uniqué@Exämple.example' });
    for (const email of [
      'uniqué@exämple.example',
      'UNIQUÉ@EXÄMPLE.EXAMPLE',
      'unique\u0301@exämple.example',
      'uniqué@xn--exmple-cua.example',
    ]) {
      const { status, body } = await post('/auth/register', { name: 'Z', email, password: PASSWORD });
      expect({ email, status, fields: Object.keys(body.errors) }).toEqual({
        email,
        status: 422,
        fields: ['email'],
      });
    }
  });

  test('of many at once with one address, one registers and nothing is left of the others', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        post('/auth/register', {
          name: 'Race',
          email: 'race@acme.example',
          password: PASSWORD,
          tenant_name: 'Race SAS',
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(422)]);
    expect(await stored("select from scell.tenants where name = 'Race SAS'")).toHaveLength(1);
  });

  test('accounts of one name get slugs of their own, also those made at the same moment', async () => {
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((letter) =>
        post('/auth/register', {
          name: 'Same',
          email: `same-${letter}@acme.example`,
          password: PASSWORD,
          tenant_name: '同名',
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.tenant.slug)).size).toBe(3);
  });

  test('neither the password nor the token is stored', async () => {
    const person = await registerPerson(platform);
    const [row] = await stored<{ password_hash: string }>(
      'select password_hash from identity.users where id = $1',
      [person.id],
    );
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$/);
    const secret = person.token.split('|')[1];
    const [session] = await stored<{ row: string }>(
      'select s::text as row from identity.sessions s where user_id = $1',
      [person.id],
    );
    expect(session?.row).not.toContain(secret);
  });
});

describe('signing in', () => {
  test('with the password, in whatever spelling of the address', async () => {
    const { email } = await registerPerson(platform);
    const { status, body } = await login(email.toUpperCase());
    expect(status).toBe(200);
    expect(body).toMatchObject({ message: 'Signed in.', user: { email }, tenant: { role: 'owner' } });
    expect((await personOf(platform, body).call('GET', '/auth/me')).status).toBe(200);
  });

  test('a wrong password and an address nobody has are answered alike', async () => {
    const { email } = await registerPerson(platform);
    const [wrong, unknown] = [await login(email, 'not the password'), await login('nobody@acme.example')];
    expect(wrong.status).toBe(422);
    const comparable = ({ body }: Answer) => ({ ...body, request_id: '' });
    expect(comparable(wrong)).toEqual(comparable(unknown));
    expect(wrong.body).toMatchObject({
      error_code: 'INVALID_CREDENTIALS',
      errors: { email: [expect.any(String)] },
    });
  });

  test('guesses wait longer and longer, for a known address as for an unknown one, never for good', async () => {
    const { email } = await registerPerson(platform);
    // Another address than the one they registered from: a stranger's.
    await stored(
      "update identity.sessions set ip = '203.0.113.9' where user_id = (select id from identity.users where email = $1)",
      [email],
    );
    for (const address of ['nobody-at-all@acme.example', email]) {
      for (let i = 0; i < 5; i++) expect((await login(address, 'wrong guess')).status).toBe(422);
      const waits: number[] = [];
      for (let i = 0; i < 9; i++) {
        const { status, body, headers } = await login(address, 'wrong guess');
        expect({ status, code: body.error_code }).toEqual({ status: 429, code: 'LOGIN_THROTTLED' });
        waits.push(Number(headers['retry-after']));
        platform.now += Number(headers['retry-after']) * 1000;
        expect((await login(address, 'wrong guess')).status).toBe(422);
      }
      expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300]);
    }
    expect((await login(email)).status).toBe(429);
    platform.now += 300_000;
    expect((await login(email)).status).toBe(200);
    expect((await login(email, 'wrong guess')).status).toBe(422);
    expect((await login(email)).status).toBe(200);
  });

  test('guesses made at once are counted before they are judged', async () => {
    const { email } = await registerPerson(platform);
    await stored("update identity.sessions set ip = '203.0.113.9'");
    const answers = await Promise.all(Array.from({ length: 20 }, () => login(email, 'wrong guess')));
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  test('the owner signs in from an address known before, while a stranger has to wait', async () => {
    const { email } = await registerPerson(platform);
    const from = (ip: string, password = PASSWORD) =>
      platform.app.inject({
        method: 'POST',
        url: '/api/v1/auth/login',
        remoteAddress: ip,
        payload: { email, password },
      });
    for (let i = 0; i < 6; i++) await from('203.0.113.77', 'wrong guess');
    expect((await from('203.0.113.77')).statusCode).toBe(429);
    expect((await from('127.0.0.1')).statusCode).toBe(200);
  });

  test('five attempts a minute from one address, then 429', async () => {
    const limited = await createTestPlatform({ rateLimits: true });
    try {
      const statuses = [];
      for (let i = 0; i < 6; i++)
        statuses.push(
          (await send(limited, 'POST', '/auth/login', { email: `a${i}@b.example`, password: 'x' })).status,
        );
      expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
    } finally {
      await limited.close();
    }
  });

  test('a hash of other parameters is made anew', async () => {
    const { passwordsWith } = await import('../../src/platform/auth/passwords.ts');
    const { id, email } = await registerPerson(platform);
    const old = await passwordsWith({ memory: 128, passes: 2, parallelism: 1 }).hash(PASSWORD);
    await stored('update identity.users set password_hash = $1 where id = $2', [old, id]);
    expect((await login(email)).status).toBe(200);
    const [row] = await stored<{ password_hash: string }>(
      'select password_hash from identity.users where id = $1',
      [id],
    );
    expect(row?.password_hash).toContain('$m=64,t=1,p=1$');
    expect((await login(email)).status).toBe(200);
  });

  test('an account that was disabled neither signs in nor goes on', async () => {
    const person = await registerPerson(platform);
    await stored('update identity.users set disabled_at = now() where id = $1', [person.id]);
    expect((await login(person.email)).body.error_code).toBe('INVALID_CREDENTIALS');
    expect((await person.call('GET', '/auth/me')).body.error_code).toBe('SESSION_EXPIRED');
  });
});

describe('a browser', () => {
  const BROWSER = { origin: 'http://scell.test' };
  const cookiesOf = ({ headers }: Answer) =>
    Object.fromEntries(
      ([headers['set-cookie'] ?? []].flat() as string[]).map((line) => [line.split('=')[0] ?? '', line]),
    );
  const textOf = (line = '') => /=([^;]*)/.exec(line)?.[1] ?? '';

  test.each<[string, Record<string, string>]>([
    ['Origin', BROWSER],
    ['Referer', { referer: 'http://scell.test/app/login' }],
    ['X-Requested-With', { 'x-requested-with': 'XMLHttpRequest' }],
  ])('is known by %s and gets cookies instead of a token', async (_sign, headers) => {
    const { email } = await registerPerson(platform);
    const answer = await login(email, PASSWORD, headers);
    expect(answer.body.token).toBeNull();
    const cookies = cookiesOf(answer);
    expect(cookies.scell_session).toMatch(/; Path=\/; Max-Age=\d+; SameSite=Lax; HttpOnly$/);
    expect(cookies['XSRF-TOKEN']).toMatch(/; Path=\/; Max-Age=\d+; SameSite=Lax$/);
  });

  test('of another site gets no cookie', async () => {
    const { email } = await registerPerson(platform);
    const answer = await login(email, PASSWORD, { origin: 'https://evil.example' });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('over TLS gets cookies that only travel over TLS', async () => {
    const { email } = await registerPerson(platform);
    const { services } = platform;
    services.publicUrl = 'https://scell.test';
    try {
      const cookies = cookiesOf(await login(email, PASSWORD, { origin: 'https://scell.test' }));
      for (const line of Object.values(cookies)) expect(line).toContain('; Secure');
    } finally {
      services.publicUrl = 'http://scell.test';
    }
  });

  test('reads by cookie, and writes only with the token of its own session', async () => {
    const { email } = await registerPerson(platform);
    const enter = async () => {
      const cookies = cookiesOf(await login(email, PASSWORD, BROWSER));
      return {
        cookie: `scell_session=${textOf(cookies.scell_session)}`,
        xsrf: textOf(cookies['XSRF-TOKEN']),
      };
    };
    const [mine, other] = [await enter(), await enter()];
    const { cookie } = mine;
    expect((await send(platform, 'GET', '/auth/me', undefined, { cookie })).status).toBe(200);
    const person = {
      name: 'Marie',
      is_individual: true,
      billing_address: { line1: '8 Rue Lepic', postal_code: '75018', city: 'Paris' },
    };
    const write = (headers: Record<string, string>) => post('/buyers', person, { cookie, ...headers });
    for (const wrong of [{}, { 'x-xsrf-token': 'x' }, { 'x-xsrf-token': other.xsrf }]) {
      const { status, body } = await write(wrong);
      expect({ status, code: body.error_code }).toEqual({ status: 403, code: 'XSRF_MISMATCH' });
    }
    expect((await write({ 'x-xsrf-token': mine.xsrf })).status).toBe(201);
    const out = await post('/auth/logout', undefined, { cookie, 'x-xsrf-token': mine.xsrf });
    expect(cookiesOf(out).scell_session).toContain('Max-Age=0');
    expect((await send(platform, 'GET', '/auth/me', undefined, { cookie })).body.error_code).toBe(
      'SESSION_EXPIRED',
    );
  });

  test('gets a new session each time it signs in: one that was planted before is worth nothing', async () => {
    const { email } = await registerPerson(platform);
    const planted =
      'scell_session=0193af1a-7c64-7b9b-94e3-dbcfe4ff0000|AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    const cookies = cookiesOf(await login(email, PASSWORD, { ...BROWSER, cookie: planted }));
    expect(textOf(cookies.scell_session)).not.toContain('0193af1a-7c64-7b9b-94e3-dbcfe4ff0000');
    expect((await send(platform, 'GET', '/auth/me', undefined, { cookie: planted })).status).toBe(401);
  });
});

describe('a session', () => {
  test('opens what a key opens, in live unless it says otherwise', async () => {
    const person = await registerPerson(platform);
    const create = async (headers: Record<string, string>, url = '/invoices') =>
      person.call('POST', url, { ...invoiceBody(), company_id: undefined }, headers);
    // Without a company there is nobody to issue for; the answer says which environment it was looked for in.
    expect((await create({})).body.error_code).toBe('KYB_REQUIRED');
    for (const headers of [{ 'x-scell-environment': 'sandbox' }, { 'x-scell-environment': 'SANDBOX' }])
      expect((await create(headers)).body.error_code).toBe('NO_ISSUER_COMPANY');
    expect((await create({}, '/sandbox/invoices')).body.error_code).toBe('NO_ISSUER_COMPANY');
    expect((await create({ 'x-scell-environment': 'mars' })).body.error_code).toBe('BAD_REQUEST');
    const company = {
      name: 'Acme',
      siret: '73282932000074',
      address_line1: '1',
      postal_code: '75001',
      city: 'Paris',
      operation_category: 'services',
    };
    expect(
      (await person.call('POST', '/companies', company, { 'x-scell-environment': 'sandbox' })).status,
    ).toBe(201);
    const { status, body } = await create({ 'x-scell-environment': 'sandbox' });
    expect(status).toBe(201);
    const trail = await person.call('GET', `/sandbox/invoices/${body.data.id}/audit-trail`);
    expect(JSON.stringify(trail.body)).toContain('invoice.created');
    const actors = await platform.services.databases.sandbox.withTenant({ tenantId: person.tenantId }, (tx) =>
      tx.selectFrom('events').select('actor').where('subject_id', '=', body.data.id).execute(),
    );
    expect(actors).toContainEqual({ actor: `user:${person.id}` });
    const list = (q: string) => person.call('GET', `/invoices?environment=${q}`);
    expect((await list('sandbox')).body.meta.total).toBe(1);
    expect((await list('production')).body.meta.total).toBe(0);
  });

  test('is taken from the headers of keys too, and a key opens nothing of a person', async () => {
    const person = await registerPerson(platform);
    const tenant = await platform.tenant();
    for (const name of ['x-api-key', 'x-tenant-key', 'authorization'])
      expect(
        (
          await send(platform, 'GET', '/buyers', undefined, {
            [name]: name === 'authorization' ? `Bearer ${person.token}` : person.token,
          })
        ).status,
      ).toBe(200);
    const { status, body } = await tenant.call('GET', '/auth/me');
    expect({ status, code: body.error_code }).toEqual({ status: 403, code: 'SESSION_REQUIRED' });
    const nobody = await send(platform, 'GET', '/auth/me');
    expect({ status: nobody.status, code: nobody.body.error_code }).toEqual({
      status: 401,
      code: 'SESSION_MISSING',
    });
  });

  test.each(['accountant', 'developer', 'read-only'])(
    'of the role %s does what the role may',
    async (role) => {
      const person = await registerPerson(platform);
      await stored('update identity.memberships set role = $1 where user_id = $2', [role, person.id]);
      const refused = async (method: 'GET' | 'POST' | 'PUT', url: string, body?: unknown) => {
        const answer = await person.call(method, url, body);
        return answer.body?.error_code === 'FORBIDDEN_ROLE';
      };
      expect({
        read: await refused('GET', '/invoices'),
        write: await refused('POST', '/buyers', {}),
        company: await refused('POST', '/companies', {}),
        profile: await refused('PUT', '/auth/tenant/profile', {}),
        switch: await refused('POST', '/tenant/fiscal/kill-switch/activate', { reason: 'x' }),
      }).toEqual({
        read: false,
        write: role === 'read-only',
        company: role !== 'accountant',
        profile: true,
        switch: true,
      });
    },
  );

  test('ends by signing out, when it is not used, at its term, and when it is altered', async () => {
    const { email } = await registerPerson(platform);
    const fresh = async () => personOf(platform, (await login(email)).body);
    const isOpen = async (person: { call: (m: 'GET', u: string) => Promise<Answer> }) =>
      (await person.call('GET', '/auth/me')).status === 200;
    const out = await fresh();
    expect((await out.call('POST', '/auth/logout')).body).toEqual({ message: 'Signed out.' });
    expect(await isOpen(out)).toBe(false);
    const day = 24 * 60 * 60_000;
    const [idle, used] = [await fresh(), await fresh()];
    for (let i = 0; i < 4; i++) {
      platform.now += 20 * day;
      expect(await isOpen(used)).toBe(true);
      // Its use is noted beside the answer.
      const seen = [new Date(platform.now), used.token.split('|')[0]];
      await until(
        async () =>
          (await stored('select from identity.sessions where last_seen_at = $1 and id = $2', seen)).length ===
          1,
      );
    }
    expect(await isOpen(idle)).toBe(false);
    platform.now += 11 * day;
    expect(await isOpen(used)).toBe(false);
    const { token } = await fresh();
    for (const altered of [
      token.slice(0, -1),
      `${token}A`,
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
    ])
      expect(
        (await send(platform, 'GET', '/buyers', undefined, { authorization: `Bearer ${altered}` })).status,
      ).toBe(401);
  });

  test('is listed, and ended from another', async () => {
    const person = await registerPerson(platform);
    const second = personOf(platform, (await login(person.email)).body);
    const third = personOf(platform, (await login(person.email)).body);
    const { data } = (await person.call('GET', '/auth/sessions')).body;
    expect(data).toHaveLength(3);
    expect(data.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    const id = second.token.split('|')[0];
    expect((await person.call('DELETE', `/auth/sessions/${id}`)).status).toBe(200);
    expect((await second.call('GET', '/auth/me')).status).toBe(401);
    expect((await person.call('DELETE', `/auth/sessions/${id}`)).status).toBe(404);
    const stranger = await registerPerson(platform);
    expect((await stranger.call('DELETE', `/auth/sessions/${third.token.split('|')[0]}`)).status).toBe(404);
    expect((await person.call('DELETE', '/auth/sessions')).body).toMatchObject({ revoked: 1 });
    expect((await third.call('GET', '/auth/me')).status).toBe(401);
    expect((await person.call('GET', '/auth/me')).status).toBe(200);
  });
});

describe('a forgotten password', () => {
  test('is set by the link of a mail, once, within the hour, and ends every session', async () => {
    await sendAccountMails(platform);
    const person = await registerPerson(platform);
    const [verification] = await sendAccountMails(platform);
    expect(verification).toMatchObject({ to: person.email, subject: 'Confirm your e-mail address' });
    const asked = await post('/auth/forgot-password', { email: person.email.toUpperCase() });
    const [mail] = await sendAccountMails(platform);
    expect(mail).toMatchObject({ to: person.email, subject: 'Your new password' });
    expect(mail?.html).toContain('<a href=');
    const link = linkIn(mail);
    const reset = (changes: Record<string, unknown> = {}) =>
      post('/auth/reset-password', {
        token: link.get('token'),
        email: link.get('email'),
        password: 'une autre phrase, plus longue',
        password_confirmation: 'une autre phrase, plus longue',
        ...changes,
      });
    for (const wrong of [{ token: 'x' }, { token: `${link.get('token')}A` }, { email: 'other@acme.example' }])
      expect((await reset(wrong)).body.error_code).toBe('INVALID_LINK');
    const both = await Promise.all([reset(), reset()]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect((await person.call('GET', '/auth/me')).status).toBe(401);
    expect((await login(person.email)).status).toBe(422);
    const again = await login(person.email, 'une autre phrase, plus longue');
    expect(again.status).toBe(200);
    expect(again.body.user.email_verified_at).not.toBeNull();
    const [notice] = await sendAccountMails(platform);
    expect(notice).toMatchObject({ to: person.email, subject: 'Your password was changed' });

    const unknown = await post('/auth/forgot-password', { email: 'nobody@acme.example' });
    expect(unknown.body).toEqual(asked.body);
    expect(await sendAccountMails(platform)).toEqual([]);
    expect(await stored("select from identity.mails where email_key = 'nobody@acme.example'")).toEqual([]);

    await post('/auth/forgot-password', { email: person.email });
    const late = linkIn((await sendAccountMails(platform))[0]);
    platform.now += 60 * 60_000;
    expect((await reset({ token: late.get('token') })).body.error_code).toBe('INVALID_LINK');
  });

  test('sends three mails an hour at most, and no secret is stored', async () => {
    const { email } = await registerPerson(platform);
    await sendAccountMails(platform);
    const sent = [];
    for (let i = 0; i < 5; i++) {
      platform.now += 1000;
      await post('/auth/forgot-password', { email });
      sent.push(...(await sendAccountMails(platform)));
    }
    expect(sent).toHaveLength(3);
    const token = linkIn(sent[0]).get('token') ?? '';
    const rows = await stored<{ row: string }>(
      'select m::text as row from identity.mails m union all select t::text from identity.mail_tokens t',
    );
    expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
  });
});

test('the worker sends the mail of an account, again where the server refused it, and names nobody in the failure', async () => {
  await sendAccountMails(platform);
  const { services, databases, mails } = platform;
  const { mailer } = services;
  const person = await registerPerson(platform);
  const refused = new Error(`550 no mailbox <${person.email}>`);
  services.mailer = { ...mailer, send: () => Promise.reject(refused) };
  const [row] = await stored<{ id: string }>('select id from identity.mails where recipient = $1', [
    person.email,
  ]);
  await expect(sendAccountMail(services, row?.id ?? '')).rejects.toThrow('550 no mailbox <<recipient>>');
  expect(
    await stored('select status, last_error, attempts from identity.mails where id = $1', [row?.id]),
  ).toEqual([{ status: 'failed', last_error: '550 no mailbox <<recipient>>', attempts: 1 }]);
  services.mailer = mailer;
  const worker = startWorker(databases.live.appUrl, tasksOf(services, 'production'), services.logger);
  try {
    await until(() => mails.some(({ to }) => to === person.email));
  } finally {
    await worker.stop();
  }
});

test('an address is confirmed by the link of a mail, once', async () => {
  await sendAccountMails(platform);
  const person = await registerPerson(platform, { language: 'fr' });
  const [mail] = await sendAccountMails(platform);
  expect(mail?.subject).toBe('Confirmez votre adresse électronique');
  const token = linkIn(mail).get('token');
  expect(
    (await post('/auth/reset-password', { token, email: person.email, password: PASSWORD })).body.error_code,
  ).toBe('INVALID_LINK');
  expect((await post('/auth/verify-email', { token })).status).toBe(200);
  expect((await person.call('GET', '/auth/me')).body.data.email_verified_at).not.toBeNull();
  expect((await post('/auth/verify-email', { token })).body.error_code).toBe('INVALID_LINK');
  await person.call('POST', '/auth/verify-email/resend');
  expect(await sendAccountMails(platform)).toEqual([]);
});

describe('one’s own account', () => {
  test('is changed: names, phone, language', async () => {
    const person = await registerPerson(platform);
    const { body } = await person.call('PUT', '/auth/profile', {
      first_name: 'Ada',
      phone: null,
      language: 'en',
    });
    expect(body.data).toMatchObject({
      first_name: 'Ada',
      name: expect.stringMatching(/^Ada /),
      phone: null,
      language: 'en',
    });
    expect((await person.call('PATCH', '/auth/profile', { name: 'Ada Lovelace' })).body.data).toMatchObject({
      first_name: 'Ada',
      last_name: 'Lovelace',
    });
  });

  test('gets another password with the present one, which ends the other sessions and mailed links', async () => {
    const person = await registerPerson(platform);
    await sendAccountMails(platform);
    await post('/auth/forgot-password', { email: person.email });
    const token = linkIn((await sendAccountMails(platform)).at(-1)).get('token');
    const other = personOf(platform, (await login(person.email)).body);
    const change = (current_password?: string) =>
      person.call('PUT', '/auth/password', {
        current_password,
        new_password: 'une autre phrase, plus longue',
      });
    for (const wrong of [undefined, 'wrong'])
      expect((await change(wrong)).body.error_code).toBe('WRONG_PASSWORD');
    expect((await change(PASSWORD)).status).toBe(200);
    const reset = { token, email: person.email, password: 'la phrase de quelqu’un d’autre' };
    expect((await post('/auth/reset-password', reset)).body.error_code).toBe('INVALID_LINK');
    expect((await other.call('GET', '/auth/me')).status).toBe(401);
    expect((await person.call('GET', '/auth/me')).status).toBe(200);
    expect((await login(person.email, 'une autre phrase, plus longue')).status).toBe(200);
  });

  test('has a log of what was done to it, that nobody changes', async () => {
    const person = await registerPerson(platform);
    await login(person.email, 'wrong');
    await login(person.email);
    const { body } = await person.call('GET', '/auth/security-log?per_page=2');
    expect(body.data.map(({ action }: { action: string }) => action)).toEqual(['login', 'login.failed']);
    expect(body.meta.total).toBe(3);
    const rest = await person.call('GET', `/auth/security-log?cursor=${body.meta.next_cursor}`);
    expect(rest.body.data.map(({ action }: { action: string }) => action)).toEqual(['registered']);
    const ofTenant = await person.call('GET', '/auth/security-log?of=tenant');
    expect(ofTenant.body.meta.total).toBe(2);
    await expect(stored('delete from identity.security_log')).rejects.toThrow(/append-only/);
  });
});

test('the profile of the account is read and changed by its people', async () => {
  const person = await registerPerson(platform);
  const { status, body } = await person.call('PUT', '/auth/tenant/profile', { name: 'Acme Nouveau' });
  expect(status).toBe(200);
  expect(body.data).toMatchObject({ name: 'Acme Nouveau', email: person.email });
  expect((await person.call('GET', '/tenant/auth/me')).body.data).toMatchObject({
    name: 'Acme Nouveau',
    environment: 'production',
  });
});

describe('the routes of partners', () => {
  test('register by a publishable key, sign in for a token that works as a key, and give it back', async () => {
    const partner = await platform.tenant();
    const { createApiKey } = await import('../../src/features/api-keys/create-api-key.ts');
    const { key } = await createApiKey(platform.services, partner.summary.id, {
      kind: 'pk',
      environment: 'sandbox',
      name: 'widget',
      scopes: ['*'],
      subTenantId: null,
      companyId: null,
      expiresAt: null,
    });
    const wish = {
      publishable_key: key,
      name: 'Mon Tenant',
      email: 'contact@mon-tenant.example',
      password: 'motdepasse',
      siret: '12345678901234',
    };
    for (const wrong of ['pk_test_00000000000000000000', partner.key, 'x'])
      expect(
        (await post('/tenant/auth/register', { ...wish, publishable_key: wrong })).body.errors,
      ).toHaveProperty('publishable_key');
    const made = await post('/tenant/auth/register', wish);
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({
      api_key: expect.stringMatching(/^sk_test_/),
      environment: 'sandbox',
    });
    expect(
      (await send(platform, 'GET', '/buyers', undefined, { 'x-tenant-key': made.body.data.api_key })).status,
    ).toBe(200);
    const again = await post('/tenant/auth/register', wish);
    expect({ status: again.status, code: again.body.error_code }).toEqual({
      status: 409,
      code: 'EMAIL_TAKEN',
    });

    const refused = await post('/tenant/auth/login', { email: wish.email, password: 'wrong' });
    expect({ status: refused.status, code: refused.body.error_code }).toEqual({
      status: 401,
      code: 'TENANT_LOGIN_FAILED',
    });
    const { data } = (await post('/tenant/auth/login', { email: wish.email, password: wish.password })).body;
    expect(data).toMatchObject({ tenant_id: made.body.data.tenant_id });
    const headers = { 'x-tenant-key': data.token };
    expect((await send(platform, 'GET', '/tenant/auth/me', undefined, headers)).body.data).toMatchObject({
      id: data.tenant_id,
      siret: wish.siret,
    });
    // A token of an account opens nothing of the person.
    expect((await send(platform, 'GET', '/auth/me', undefined, headers)).body.error_code).toBe(
      'SESSION_REQUIRED',
    );
    expect(
      (await post('/tenant/auth/logout', undefined, { 'x-tenant-key': made.body.data.api_key })).body
        .error_code,
    ).toBe('SESSION_REQUIRED');
    expect((await post('/tenant/auth/logout', undefined, headers)).status).toBe(200);
    expect((await send(platform, 'GET', '/tenant/auth/me', undefined, headers)).status).toBe(401);
  });
});
