import { once } from 'node:events';
import { connect } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import {
  answerOf,
  createTestPlatform,
  invoiceBody,
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

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

async function ask(
  method: Method,
  url: string,
  { headers = {}, payload }: { headers?: Record<string, string>; payload?: string } = {},
) {
  return answerOf(
    await platform.app.inject({
      method,
      url,
      headers: { 'x-api-key': tenant.key, 'accept-language': 'en', ...headers },
      ...(payload === undefined ? {} : { payload }),
    }),
  );
}

const JSON_TYPE = { 'content-type': 'application/json' };
const HOME = { line1: '8 Rue Lepic', postal_code: '75018', city: 'Paris', country: 'FR' };
const PERSON = { name: 'Marie Dupont', is_individual: true, billing_address: HOME };

describe('every route answers', () => {
  test.each(['/api/v1', '/v1', '/api', ''])('under "%s"', async (prefix) => {
    expect((await ask('GET', `${prefix}/buyers`)).status).toBe(200);
    expect((await ask('GET', `${prefix}/buyers/`)).status).toBe(200);
    expect((await ask('GET', `${prefix}/sandbox/buyers`)).status).toBe(200);
    expect((await ask('GET', `${prefix}/health`)).status).toBe(200);
    expect((await ask('GET', `${prefix}/version`)).status).toBe(200);
  });

  test('HEAD as it answers GET, without the body', async () => {
    const headers = { 'x-api-key': tenant.key };
    const answer = await platform.app.inject({ method: 'HEAD', url: '/api/v1/buyers', headers });
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload).toHaveLength(0);
  });
});

describe('the program says', () => {
  test('that it lives, to anybody', async () => {
    const answer = answerOf(await platform.app.inject('/api/health'));
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      status: 'ok',
      healthy: true,
      timestamp: '2026-05-06T08:00:00+00:00',
      services: {},
    });
  });

  test('its version', async () => {
    const answer = answerOf(await platform.app.inject('/api/v1/version'));
    expect(answer.body).toEqual({
      version: '0.0.0-test',
      commit_sha: null,
      commit_short: null,
      committed_at: null,
      environment: 'production',
      runtime: `node ${process.versions.node}`,
      resolved_at: '2026-05-06T08:00:00+00:00',
    });
  });

  test('whether it can serve, and which database is missing', async () => {
    const ready = answerOf(await platform.app.inject('/api/health/ready'));
    expect(ready.status).toBe(200);
    expect(ready.body).toMatchObject({
      status: 'ok',
      healthy: true,
      services: { database: 'ok', sandbox_database: 'ok' },
    });

    await withoutDatabase(platform.databases.sandbox.appUrl, async () => {
      const missing = answerOf(await platform.app.inject('/api/health/ready'));
      expect(missing.status).toBe(503);
      expect(missing.body).toMatchObject({
        status: 'unavailable',
        healthy: false,
        services: { database: 'ok', sandbox_database: 'unavailable' },
      });
      expect((await platform.app.inject('/api/health')).statusCode).toBe(200);
      const refused = await ask('GET', '/api/v1/buyers');
      expect(refused.status).toBe(503);
      expect(refused.headers['retry-after']).toBe('1');
      expect(refused.body).toMatchObject({
        message: 'The database does not answer: nothing was confirmed.',
        code: 'database_unavailable',
        error_code: 'DATABASE_UNAVAILABLE',
      });
    });
    expect((await platform.app.inject('/api/health/ready')).statusCode).toBe(200);
    expect((await ask('GET', '/api/v1/buyers')).status).toBe(200);
  });
});

/** Runs `work` while a database refuses connections and has lost those it had. */
async function withoutDatabase(url: string, work: () => Promise<void>): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const client = new pg.Client({ connectionString: inject('testServer').superuserUrl });
  await client.connect();
  try {
    await client.query(`alter database ${name} allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await work();
  } finally {
    await client.query(`alter database ${name} allow_connections true`);
    await client.end();
  }
}

describe('what is not there', () => {
  test('an unknown address is a 404 that names it', async () => {
    const answer = await ask('GET', '/api/v1/nothing/here?key=secret', {
      headers: { 'x-request-id': 'r-404' },
    });
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({
      message: 'No resource at GET /api/v1/nothing/here.',
      code: 'not_found',
      error_code: 'ROUTE_NOT_FOUND',
      error: 'not_found',
      request_id: 'r-404',
      doc_url: 'http://scell.test/docs/errors/ROUTE_NOT_FOUND',
    });
  });

  test.each<[Method, string, string]>([
    ['DELETE', '/api/v1/buyers', 'GET, POST'],
    ['POST', '/api/v1/buyers/0193af1a-7c64-7b9b-94e3-dbcfe4ff0000', 'GET, PATCH, PUT, DELETE'],
    ['GET', '/invoices/0193af1a-7c64-7b9b-94e3-dbcfe4ff0000/submit', 'POST'],
    ['POST', '/api/health', 'GET'],
    ['OPTIONS', '/v1/sandbox/companies', 'GET, POST'],
  ])('%s %s is a 405 with Allow: %s', async (method, url, allow) => {
    const answer = await ask(method, url, { headers: { 'accept-language': 'fr' } });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe(allow);
    expect(answer.body).toMatchObject({
      message: `Cette adresse n’accepte pas ${method} (méthodes acceptées : ${allow}).`,
      code: 'method_not_allowed',
      error_code: 'METHOD_NOT_ALLOWED',
    });
  });

  test.each([
    [
      'a broken escape',
      '/api/v1/buyers/%ZZ',
      'the address has a "%" that is not followed by two hexadecimal digits of a UTF-8 text',
    ],
    [
      'half a character',
      '/api/v1/buyers/%C3',
      'the address has a "%" that is not followed by two hexadecimal digits of a UTF-8 text',
    ],
    ['an endless name', `/api/v1/buyers/${'a'.repeat(2_001)}`, 'a part of the address is too long'],
  ])('an address with %s is a 400 of ours', async (_what, url, reason) => {
    const answer = await ask('GET', url, { headers: { 'x-request-id': 'r-400' } });
    expect(answer.status).toBe(400);
    expect(answer.headers).toMatchObject({ 'x-request-id': 'r-400', 'x-content-type-options': 'nosniff' });
    expect(answer.body).toMatchObject({
      message: `The request cannot be read: ${reason}.`,
      code: 'bad_request',
      error_code: 'BAD_REQUEST',
      request_id: 'r-400',
    });
  });

  test('an identifier that is no UUID is refused by name', async () => {
    const answer = await ask('GET', '/api/v1/buyers/42');
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual({ buyer: ['buyer: a UUID is expected.'] });
  });
});

describe('a body', () => {
  test.each([
    ['cut short', '{"name": "Ac'],
    ['with a comma too many', '{"name": "Acme",}'],
    ['with single quotes', "{'name': 'Acme'}"],
    ['that is no JSON at all', 'name=Acme'],
    ['with NaN', '{"quantity": NaN}'],
  ])('%s is a 400', async (_what, payload) => {
    const answer = await ask('POST', '/api/v1/buyers', { headers: JSON_TYPE, payload });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      message: 'The request body is not valid JSON.',
      code: 'malformed_json',
      error_code: 'MALFORMED_JSON',
    });
  });

  test('in another encoding than UTF-8 is a 400, with a byte order mark it is read', async () => {
    const send = async (payload: Buffer) =>
      answerOf(
        await platform.app.inject({
          method: 'POST',
          url: '/api/v1/buyers',
          headers: { 'x-api-key': tenant.key, ...JSON_TYPE },
          payload,
        }),
      );
    const text = JSON.stringify({ ...PERSON, name: 'Société Générée' });
    expect((await send(Buffer.from(text, 'latin1'))).body.error_code).toBe('MALFORMED_JSON');
    const marked = await send(Buffer.from(`\ufeff${text}`));
    expect(marked.status).toBe(201);
    expect(marked.body.data.name).toBe('Société Générée');
  });

  test.each([
    ['a number', '1'],
    ['a text', '"Acme"'],
    ['a list of something', '[{"name":"Acme"}]'],
    ['true', 'true'],
  ])('that is %s is a 422', async (_what, payload) => {
    const answer = await ask('POST', '/api/v1/buyers', { headers: JSON_TYPE, payload });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual({ body: ['body: a JSON object is expected.'] });
  });

  test.each([
    ['empty', ''],
    ['[] (an empty PHP array)', '[]'],
    ['null', 'null'],
  ])('%s is no body: every required field is named', async (_what, payload) => {
    const answer = await ask('POST', '/api/v1/buyers', { headers: JSON_TYPE, payload });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual({
      name: ['name: this field is required.'],
      billing_address: ['billing_address: this field is required.'],
      siret: [
        'siret: a French business is named by its SIRET, its VAT number or a legal identifier; for an individual, send is_individual=true.',
      ],
    });
  });

  test('of 10 MB is a 413, whether its length is announced or not', async () => {
    const payload = JSON.stringify({ ...PERSON, notes: 'x'.repeat(10 * 1024 * 1024) });
    const announced = await ask('POST', '/api/v1/buyers', { headers: JSON_TYPE, payload });
    expect(announced.status).toBe(413);
    expect(announced.body).toMatchObject({
      message: 'The request body exceeds 5242880 bytes.',
      code: 'payload_too_large',
      error_code: 'PAYLOAD_TOO_LARGE',
    });
    expect(announced.headers['content-type']).toContain('application/json');
  });

  test('of wrong types names each field, its rule and its remedy', async () => {
    const payload = JSON.stringify({
      name: 42,
      is_individual: 'perhaps',
      billing_address: 'Paris',
      siret: 12345678901234,
      metadata: 'x',
    });
    const answer = await ask('POST', '/api/v1/buyers', {
      headers: { ...JSON_TYPE, 'accept-language': 'fr' },
      payload,
    });
    expect(answer.status).toBe(422);
    expect(answer.body.code).toBe('validation_failed');
    expect(answer.body.errors).toEqual({
      name: ['name : un texte est attendu, entre guillemets.'],
      is_individual: ['is_individual : true ou false est attendu.'],
      billing_address: ['billing_address : un objet JSON est attendu.'],
      siret: ['siret : un SIRET compte 14 chiffres, envoyés en texte.'],
      metadata: ['metadata : un objet JSON est attendu.'],
    });
  });

  test.each([
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/x-www-form-urlencoded', 'name=Acme'],
    ['text/plain', '{}'],
    ['application/xml', '<a/>'],
  ])('of type %s is a 415', async (type, payload) => {
    const answer = await ask('POST', '/api/v1/buyers', { headers: { 'content-type': type }, payload });
    expect(answer.status).toBe(415);
    expect(answer.body).toMatchObject({
      message: `The content type "${type}" is not accepted here.`,
      code: 'unsupported_media_type',
      error_code: 'UNSUPPORTED_MEDIA_TYPE',
    });
  });

  test('may say its charset', async () => {
    const answer = await ask('POST', '/api/v1/buyers', {
      headers: { 'content-type': 'application/json; charset=utf-8' },
      payload: JSON.stringify(PERSON),
    });
    expect(answer.status).toBe(201);
  });

  test.each([
    ['a null character', { metadata: { note: 'a\0b' } }],
    ['half a surrogate pair', { metadata: { note: '\ud800' } }],
    ['a name with a null character', { metadata: { 'a\0b': 1 } }],
  ])('with metadata no database can keep (%s) is a 422', async (_what, changes) => {
    const answer = await ask('POST', '/api/v1/buyers', {
      headers: JSON_TYPE,
      payload: JSON.stringify({ ...PERSON, ...changes }),
    });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual(['metadata']);
  });

  test('nested without end is refused or read, never a failure of ours', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const field = await ask('POST', '/api/v1/buyers', {
      headers: JSON_TYPE,
      payload: `${JSON.stringify(PERSON).slice(0, -1)},"metadata":{"a":${deep}}}`,
    });
    expect(field.status).toBe(422);
    const unknown = `${JSON.stringify(PERSON).slice(0, -1)},"unknown":${deep}}`;
    expect((await ask('POST', '/api/v1/buyers', { headers: JSON_TYPE, payload: unknown })).status).toBe(201);
    const fingerprinted = await ask('POST', '/api/v1/buyers', {
      headers: { ...JSON_TYPE, 'idempotency-key': 'deep' },
      payload: unknown,
    });
    expect(fingerprinted.status).toBe(400);
    expect(fingerprinted.body.error_code).toBe('BAD_REQUEST');
  });

  test('may carry members named like inherited ones', async () => {
    const payload = `${JSON.stringify(PERSON).slice(0, -1)},"__proto__":{"polluted":true},"constructor":1}`;
    const answer = await ask('POST', '/api/v1/buyers', { headers: JSON_TYPE, payload });
    expect(answer.status).toBe(201);
    expect(answer.body.warnings.map(({ field }: { field: string }) => field)).toEqual([
      '__proto__',
      'constructor',
    ]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('bodyless requests of old clients', () => {
  test.each<[string, Record<string, string>, string | undefined]>([
    ['a JSON type and no body', JSON_TYPE, ''],
    ['[]', JSON_TYPE, '[]'],
    ['neither', {}, undefined],
  ])('a POST with %s is answered', async (_what, headers, payload) => {
    const draft = await tenant.call('POST', '/invoices', invoiceBody());
    const url = `/api/v1/invoices/${draft.body.data.id}/submit`;
    const answer = await ask('POST', url, { headers, ...(payload === undefined ? {} : { payload }) });
    expect(answer.status).toBe(200);
    expect(answer.body.data.status).toBe('validated');
  });

  test('GET and DELETE with a JSON type are answered, and 204 carries no type', async () => {
    expect((await ask('GET', '/api/v1/buyers', { headers: JSON_TYPE })).status).toBe(200);
    const { body } = await ask('POST', '/api/v1/buyers', {
      headers: JSON_TYPE,
      payload: JSON.stringify(PERSON),
    });
    const gone = await ask('DELETE', `/api/v1/buyers/${body.data.id}`, { headers: JSON_TYPE });
    expect(gone.status).toBe(204);
    expect(gone.bytes).toHaveLength(0);
    expect(gone.headers).not.toHaveProperty('content-type');
  });
});

describe('unknown fields', () => {
  const payload = JSON.stringify({
    ...PERSON,
    colour: 'blue',
    billing_address: { ...HOME, floor: 3 },
  });

  test('are named in warnings, in the language of the caller', async () => {
    const french = await ask('POST', '/api/v1/buyers', {
      headers: { ...JSON_TYPE, 'accept-language': 'fr' },
      payload,
    });
    expect(french.status).toBe(201);
    expect(french.body).toMatchObject({
      message: 'Acheteur enregistré.',
      warnings: [
        {
          field: 'billing_address.floor',
          message: 'billing_address.floor : ce champ n’existe pas ici et n’a pas été lu.',
        },
        { field: 'colour', message: 'colour : ce champ n’existe pas ici et n’a pas été lu.' },
      ],
    });
    const english = await ask('POST', '/api/v1/buyers', { headers: JSON_TYPE, payload });
    expect(english.body.warnings[1].message).toBe('colour: this field does not exist here and was not read.');
  });

  test.each(['handling=strict', 'respond-async, handling=strict', 'handling=strict; wait=10'])(
    'are refused under Prefer: %s',
    async (prefer) => {
      const answer = await ask('POST', '/api/v1/buyers', { headers: { ...JSON_TYPE, prefer }, payload });
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toEqual({
        'billing_address.floor': [
          'billing_address.floor: this field does not exist here; it is refused because the request asks for Prefer: handling=strict.',
        ],
        colour: [
          'colour: this field does not exist here; it is refused because the request asks for Prefer: handling=strict.',
        ],
      });
    },
  );

  test('of a query are ignored, and refused when strict', async () => {
    expect((await ask('GET', '/api/v1/buyers?colour=blue')).status).toBe(200);
    const strict = await ask('GET', '/api/v1/buyers?colour=blue', { headers: { prefer: 'handling=strict' } });
    expect(strict.status).toBe(422);
    expect(Object.keys(strict.body.errors)).toEqual(['colour']);
  });
});

test('lists of PHP clients are read: status[0]=draft&status[1]=paid', async () => {
  const other = await platform.tenant();
  await other.call('POST', '/invoices', invoiceBody());
  const total = async (query: string) => (await other.call('GET', `/invoices?${query}`)).body.meta.total;
  expect(await total('status[0]=draft&status[1]=paid')).toBe(1);
  expect(await total('status%5B%5D=paid')).toBe(0);
  expect(await total('status=draft&status=paid')).toBe(1);
});

describe('the language is that of Accept-Language', () => {
  test.each([
    ['fr', 'Aucune'],
    ['fr-CA, en;q=0.5', 'Aucune'],
    ['en-GB,en;q=0.9', 'No resource'],
    ['de, en;q=0.2', 'No resource'],
    ['*', 'Aucune'],
    ['', 'Aucune'],
  ])('%s', async (language, start) => {
    const answer = await ask('GET', '/api/v1/nothing', { headers: { 'accept-language': language } });
    expect(answer.body.message).toMatch(new RegExp(`^${start}`));
  });
});

describe('a request id', () => {
  test('of the caller comes back in the header and in errors', async () => {
    const answer = await ask('GET', '/api/v1/nothing', { headers: { 'x-request-id': 'order-42_a.b' } });
    expect(answer.headers['x-request-id']).toBe('order-42_a.b');
    expect(answer.body.request_id).toBe('order-42_a.b');
  });

  test.each(['', 'a b', 'x'.repeat(101), 'é', '<script>'])(
    'that is not plain (%j) is replaced',
    async (id) => {
      const answer = await ask('GET', '/api/v1/buyers', { headers: { 'x-request-id': id } });
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  test('is written with the event it caused', async () => {
    const { body } = await ask('POST', '/api/v1/buyers', {
      headers: { ...JSON_TYPE, 'x-request-id': 'made-by-r7' },
      payload: JSON.stringify(PERSON),
    });
    const events = await platform.services.databases.sandbox.withTenant(
      { tenantId: tenant.summary.id },
      (tx) => tx.selectFrom('events').selectAll().where('subject_id', '=', body.data.id).execute(),
    );
    expect(events).toMatchObject([
      { type: 'buyer.created', request_id: 'made-by-r7', actor_ip: '127.0.0.1' },
    ]);
  });
});

test.each<[string, Method, string, number]>([
  ['an answer', 'GET', '/api/v1/buyers', 200],
  ['an error', 'GET', '/api/v1/nothing', 404],
  ['a public answer', 'GET', '/api/health', 200],
])('%s is kept, framed, sniffed and run by nobody', async (_what, method, url, status) => {
  const answer = await ask(method, url);
  expect(answer.status).toBe(status);
  expect(answer.headers).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-type': expect.stringMatching(/^application\/json/),
  });
});

describe('on a real socket', () => {
  test('a program that closes finishes what runs, sends the rest elsewhere, and ends', async () => {
    const app = buildApp(platform.services);
    await app.listen({ port: 0, host: '127.0.0.1' });
    const address = app.server.address();
    const open = () =>
      connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
    const answerOn = async (socket: ReturnType<typeof open>) => {
      let answer = '';
      for await (const data of socket) answer += data;
      return answer;
    };
    const owner = new pg.Client({ connectionString: platform.databases.sandbox.ownerUrl });
    await owner.connect();
    await owner.query('begin; lock table scell.buyers in share row exclusive mode');
    const head = `Host: x\r\nX-API-Key: ${tenant.key}\r\nAccept-Language: en\r\n`;
    const body = JSON.stringify({ ...PERSON, name: 'Last' });

    const [late, running] = [open(), open()];
    const answers = [answerOn(late), answerOn(running)];
    late.write('GET /api/v1/buyers HTTP/1.1\r\n');
    running.write(
      `POST /api/v1/buyers HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    const waiting = async () =>
      (await owner.query("select from pg_locks where relation = 'scell.buyers'::regclass and not granted"))
        .rowCount;
    await expect.poll(waiting).toBe(1);
    const closed = app.close();
    await expect.poll(() => app.server.listening).toBe(false);
    late.write(`${head}\r\n`);
    const refused = await answers[0];
    await owner.query('commit');
    await owner.end();
    const finished = await answers[1];
    await closed;

    expect(refused).toMatch(/^HTTP\/1\.1 503 /);
    expect(refused).toMatch(/retry-after: 1/i);
    expect(refused).toContain('"error_code":"SERVICE_UNAVAILABLE"');
    expect(finished).toMatch(/^HTTP\/1\.1 201 /);
    expect(finished).toMatch(/connection: close/i);
    expect(finished).toContain('"name":"Last"');
  });

  test('a request that is no HTTP gets a 400, a slow body a 413 before its end', async () => {
    const app = buildApp(platform.services);
    await app.listen({ port: 0, host: '127.0.0.1' });
    const address = app.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const say = async (text: string) => {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.on('data', (data) => {
        answer += data.toString();
      });
      socket.write(text);
      await once(socket, 'data');
      socket.destroy();
      return answer;
    };
    expect(await say('NOT HTTP\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    const head = `POST /api/v1/buyers HTTP/1.1\r\nHost: x\r\nX-API-Key: ${tenant.key}\r\nContent-Type: application/json\r\n`;
    const announced = await say(`${head}Content-Length: 10485760\r\n\r\n`);
    expect(announced).toMatch(/^HTTP\/1\.1 413 /);
    expect(announced).toContain('"error_code":"PAYLOAD_TOO_LARGE"');
    const chunk = `${(1024 * 1024).toString(16)}\r\n${'x'.repeat(1024 * 1024)}\r\n`;
    expect(await say(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(6)}`)).toMatch(
      /^HTTP\/1\.1 413 /,
    );
    await app.close();
  });
});
