import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform({ poolSize: 10 });
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

const PERSON = {
  name: 'Marie Dupont',
  is_individual: true,
  billing_address: { line1: '8 Rue Lepic', postal_code: '75018', city: 'Paris', country: 'FR' },
};

const post = (url: string, body: unknown, idempotencyKey: string, key = tenant.key, who = tenant) =>
  who.call('POST', url, body, { key, headers: { 'idempotency-key': idempotencyKey } });

const buyers = async (q: string, key = tenant.key) =>
  (await tenant.call('GET', `/buyers?q=${q}`, undefined, { key })).body.meta.total;

describe('a repeat under the same key', () => {
  test('gets the first answer again, marked, and has no second effect', async () => {
    const body = { ...PERSON, name: 'Once' };
    const first = await post('/buyers', body, 'once');
    expect(first.status).toBe(201);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    platform.now += 1_000;
    const again = await post('/buyers', body, 'once');
    expect(again.status).toBe(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(await buyers('Once')).toBe(1);
  });

  test('is the same whatever the order of its members and the prefix of its address', async () => {
    const first = await post('/buyers', { ...PERSON, name: 'Order' }, 'order');
    const answer = await platform.app.inject({
      method: 'POST',
      url: '/v1/buyers',
      headers: { 'x-api-key': tenant.key, 'idempotency-key': 'order' },
      payload: { billing_address: PERSON.billing_address, name: 'Order', is_individual: true },
    });
    expect(answer.json().data.id).toBe(first.body.data.id);
  });

  test('with another payload is refused', async () => {
    await post('/buyers', { ...PERSON, name: 'Payload' }, 'payload');
    const other = await post('/buyers', { ...PERSON, name: 'Payload 2' }, 'payload');
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({
      message: 'This idempotency key has already been used for another request.',
      code: 'idempotency_key_reused',
      error_code: 'IDEMPOTENCY_KEY_REUSED',
      errors: {},
    });
    expect(await buyers('Payload')).toBe(1);
  });

  test('to another address of the same operation is refused', async () => {
    const [a, b] = await Promise.all([
      tenant.call('POST', '/invoices', invoiceBody()),
      tenant.call('POST', '/invoices', invoiceBody()),
    ]);
    expect((await post(`/invoices/${a.body.data.id}/submit`, undefined, 'address')).status).toBe(200);
    expect((await post(`/invoices/${b.body.data.id}/submit`, undefined, 'address')).body.code).toBe(
      'idempotency_key_reused',
    );
    const untouched = await tenant.call('GET', `/invoices/${b.body.data.id}`);
    expect(untouched.body.data.status).toBe('draft');
  });

  test('of a submission answers the same number', async () => {
    const draft = await tenant.call('POST', '/invoices', invoiceBody());
    const url = `/invoices/${draft.body.data.id}/submit`;
    const first = await post(url, undefined, 'submit');
    const again = await post(url, undefined, 'submit');
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });
});

test('ten at once have one effect: the others wait their turn or get its answer', async () => {
  const body = { ...PERSON, name: 'Parallel' };
  const answers = await Promise.all(Array.from({ length: 10 }, () => post('/buyers', body, 'parallel')));
  const ids = new Set(answers.filter(({ status }) => status === 201).map((answer) => answer.body.data.id));
  expect(ids.size).toBe(1);
  for (const refused of answers.filter(({ status }) => status !== 201)) {
    expect(refused.status).toBe(409);
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.body).toMatchObject({
      message: 'A request with the same idempotency key is in progress.',
      code: 'idempotency_in_progress',
      error_code: 'IDEMPOTENCY_IN_PROGRESS',
    });
  }
  expect(await buyers('Parallel')).toBe(1);
  expect((await post('/buyers', body, 'parallel')).body.data.id).toBe([...ids][0]);
});

test('while one runs, a repeat is told to wait', async () => {
  // Held inside its transaction by a lock on the table its answer is stored in.
  const owner = new pg.Client({ connectionString: platform.databases.sandbox.ownerUrl });
  await owner.connect();
  await owner.query('begin; lock table scell.idempotency_keys in share row exclusive mode');
  const body = { ...PERSON, name: 'Held' };
  const both = [post('/buyers', body, 'held'), post('/buyers', body, 'held')];
  expect((await Promise.race(both)).status).toBe(409);
  await owner.query('commit');
  await owner.end();
  expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await post('/buyers', body, 'held')).headers['idempotency-replayed']).toBe('true');
  expect(await buyers('Held')).toBe(1);
});

test('a refused request stores nothing: mended, it goes through under its key', async () => {
  const refused = await post('/buyers', { ...PERSON, name: 'Mended', is_individual: false }, 'mended');
  expect(refused.status).toBe(422);
  const missing = await post(
    '/buyers',
    { ...PERSON, name: 'Mended', sub_tenant_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0000' },
    'mended',
  );
  expect(missing.status).toBe(404);
  const mended = await post('/buyers', { ...PERSON, name: 'Mended' }, 'mended');
  expect(mended.status).toBe(201);
  expect(mended.headers).not.toHaveProperty('idempotency-replayed');
});

describe('the same text is another key', () => {
  test('for another operation', async () => {
    expect((await post('/buyers', { ...PERSON, name: 'Op' }, 'op')).status).toBe(201);
    expect((await post('/invoices', invoiceBody(), 'op')).status).toBe(201);
  });

  test('for another tenant', async () => {
    const other = await platform.tenant();
    const mine = await post('/buyers', { ...PERSON, name: 'Tenant' }, 'tenant');
    const theirs = await post('/buyers', { ...PERSON, name: 'Tenant' }, 'tenant', other.key, other);
    expect(theirs.status).toBe(201);
    expect(theirs.body.data.tenant_id).toBe(other.summary.id);
    expect(theirs.body.data.id).not.toBe(mine.body.data.id);
  });

  test('for another sub-tenant, which gets nothing of its sibling', async () => {
    const keyOf = async (name: string) => {
      const sub = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
        name,
        externalId: null,
        country: 'FR',
      });
      return tenant.newKey({ subTenantId: sub.id });
    };
    const [north, south] = [await keyOf('North'), await keyOf('South')];
    const first = await post('/buyers', { ...PERSON, name: 'Sub' }, 'sub', north);
    const second = await post('/buyers', { ...PERSON, name: 'Sub' }, 'sub', south);
    expect(second.status).toBe(201);
    expect(second.headers).not.toHaveProperty('idempotency-replayed');
    expect(second.body.data.id).not.toBe(first.body.data.id);
    expect(second.body.data.sub_tenant_id).not.toBe(first.body.data.sub_tenant_id);
    expect((await post('/buyers', { ...PERSON, name: 'Sub' }, 'sub', north)).body).toEqual(first.body);
  });

  test('in the other environment', async () => {
    const live = await tenant.newKey({ environment: 'production' });
    const sandbox = await post('/buyers', { ...PERSON, name: 'Env' }, 'env');
    const production = await post('/buyers', { ...PERSON, name: 'Env' }, 'env', live);
    expect(production.status).toBe(201);
    expect(production.body.data.id).not.toBe(sandbox.body.data.id);
  });
});

test.each(['a b', 'é', 'x'.repeat(256), ''])('a key that is none (%j) is a 400', async (key) => {
  const answer = await post('/buyers', PERSON, key);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({
    message: 'The request cannot be read: Idempotency-Key is 1 to 255 printable ASCII characters.',
    error_code: 'BAD_REQUEST',
  });
});

test('a key of 255 characters and one of punctuation are keys', async () => {
  expect((await post('/buyers', PERSON, 'k'.repeat(255))).status).toBe(201);
  expect((await post('/buyers', PERSON, '{"order":42}~!')).status).toBe(201);
});

test('PUT and DELETE are repeatable by nature and take no notice of a key', async () => {
  const { body } = await tenant.call('POST', '/buyers', PERSON);
  const options = { headers: { 'idempotency-key': 'put' } };
  expect((await tenant.call('PUT', `/buyers/${body.data.id}`, { name: 'A' }, options)).body.data.name).toBe(
    'A',
  );
  expect((await tenant.call('PUT', `/buyers/${body.data.id}`, { name: 'B' }, options)).body.data.name).toBe(
    'B',
  );
});
