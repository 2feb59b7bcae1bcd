import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { forwardEvents } from '../../src/cli/listen.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { startWebhookPump, type WebhookPump } from '../../src/features/webhooks/deliveries/pump.ts';
import { purgeLog } from '../../src/features/webhooks/deliveries/store.ts';
import { recordEvent } from '../../src/platform/events/record-event.ts';
import { query, superuserUrl } from '../data/sql.ts';
import { until } from '../data/until.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let server: Server;
let url: string;
let pump: WebhookPump;

interface Heard {
  headers: IncomingHttpHeaders;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies freely
  body: any;
}
let heard: Heard[] = [];
let answer: { status: number; headers?: Record<string, string> } = { status: 200 };

beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant();
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    heard.push({ headers: request.headers, text, body: JSON.parse(text) });
    response.writeHead(answer.status, answer.headers).end('said');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  pump = startWebhookPump(platform.services, 'sandbox');
});
afterAll(async () => {
  await pump.stop();
  server.closeAllConnections();
  server.close();
  await platform.close();
});
beforeEach(async () => {
  // Of a test that failed: the next one is told apart.
  for (const { id } of (await tenant.call('GET', '/webhooks?per_page=100')).body.data) await remove(id);
  heard = [];
  answer = { status: 200 };
});

const create = async (body: Record<string, unknown>, headers: Record<string, string> = {}) => {
  const made = await tenant.call('POST', '/webhooks', { url, ...body }, { headers });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.data;
};
const remove = (id: string) => tenant.call('DELETE', `/webhooks/${id}`);
const draft = async () => {
  const made = await tenant.call('POST', '/invoices', invoiceBody());
  expect(made.status).toBe(201);
  return made.body.data.id as string;
};
const hex = (key: string, text: string) => createHmac('sha256', key).update(text).digest('hex');

describe('an endpoint', () => {
  test('hears of what it subscribed to, under the name it chose, signed in every way', async () => {
    const hook = await create({
      events: ['invoice.created', 'invoice.submitted'],
      description: 'Back office',
    });
    expect(hook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const id = await draft();
    await tenant.call('POST', `/invoices/${id}/submit`);
    await until(() => heard.length === 2);
    const [created, issued] = heard.sort((a, b) => (a.body.event < b.body.event ? -1 : 1));
    expect(created?.body).toMatchObject({
      type: 'invoice.created',
      event: 'invoice.created',
      tenant_id: tenant.summary.id,
      sub_tenant_id: null,
      environment: 'sandbox',
      data: {
        id,
        status: 'draft',
        environment: 'sandbox',
        invoice: { id, status: 'draft', total_ttc: 1200 },
      },
    });
    expect(issued?.body).toMatchObject({ type: 'invoice.submitted', data: { status: 'validated' } });
    expect(issued?.body.data.invoice.invoice_number).toMatch(/-00001$/);
    for (const { headers, text, body } of heard) {
      expect(body.id).toMatch(/^evt_[0-9a-f-]{36}$/);
      expect(body.delivery_id).toBe(headers['x-scell-delivery-id']);
      expect(headers).toMatchObject({
        'content-type': 'application/json',
        'x-scell-event': body.event,
        'x-scell-delivery': body.delivery_id,
        'x-scell-environment': 'sandbox',
        'x-scell-timestamp': String(platform.now / 1000),
        'webhook-id': body.delivery_id,
        'x-scell-signature': `sha256=${hex(hook.secret, text)}`,
      });
      const key = Buffer.from(hook.secret.slice('whsec_'.length), 'base64');
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
      expect(headers['webhook-signature']).toBe(
        `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
      );
    }
    // Written down a moment after the answer.
    const read = () => tenant.call('GET', `/webhooks/${hook.id}/logs`);
    await until(async () => (await read()).body.meta.total === 2);
    const logs = await read();
    expect(logs.body.data[0]).toMatchObject({
      success: true,
      response_status: 200,
      response_body: 'said',
      attempt: 1,
      next_retry_at: null,
      payload: { environment: 'sandbox' },
    });
    await remove(hook.id);
  });
});

describe('creation', () => {
  test('the SDKs’ agents get the signature their verifiers read, others that of the reference', async () => {
    for (const [agent, format] of [
      ['Scell-PHP-SDK/1.2.0', 't_v1'],
      ['node', 't_v1'],
      ['curl/8.5.0', 'sha256'],
      ['node-fetch/3', 'sha256'],
    ] as const) {
      const hook = await create({ events: ['invoice.paid'] }, { 'user-agent': agent });
      expect({ agent, format: hook.signature_format }).toEqual({ agent, format });
      await remove(hook.id);
    }
    const hook = await create({ events: ['invoice.created'], signature_format: 't_v1' });
    const id = await draft();
    await until(() => heard.length === 1);
    const [{ headers, text, body } = { headers: {}, text: '', body: {} }] = heard;
    const seconds = platform.now / 1000;
    expect(headers['x-scell-signature']).toBe(`t=${seconds},v1=${hex(hook.secret, `${seconds}.${text}`)}`);
    expect(body.data.id).toBe(id);
    await remove(hook.id);
  });

  test.each([
    ['http://93.184.216.34/', 'clear'],
    ['https://10.0.0.8/', 'public address'],
    ['https://[::ffff:10.0.0.8]/', 'public address'],
    ['https://user:pw@example.org/', 'name and password'],
    ['https://example.org:25/', 'port'],
    ['ftp://example.org/', 'https'],
    ['not an address', 'https'],
  ])('%s is not gone to', async (address, why) => {
    const made = await tenant.call('POST', '/webhooks', { url: address, events: ['*'] });
    expect(made.status).toBe(422);
    expect(made.body.errors.url[0]).toContain(why);
  });

  test('headers of the connection and of ours are refused, others go with every request', async () => {
    for (const name of ['Host', 'content-length', 'X-Scell-Event', 'Webhook-Id', 'Connection', 'a b', 'é'])
      expect(
        (await tenant.call('POST', '/webhooks', { url, events: ['*'], headers: { [name]: 'x' } })).status,
      ).toBe(422);
    const hook = await create({ events: ['invoice.created'], headers: { Authorization: 'Bearer mine' } });
    expect(hook.headers).toEqual({ authorization: 'Bearer mine' });
    await draft();
    await until(() => heard.length === 1);
    expect(heard[0]?.headers.authorization).toBe('Bearer mine');
    const logs = await tenant.call('GET', `/webhooks/${hook.id}/logs`);
    expect(JSON.stringify(logs.body)).not.toContain('Bearer mine');
    await remove(hook.id);
  });

  test('the secret is shown once, stored encrypted, and given again to a repeat', async () => {
    const headers = { 'idempotency-key': 'create-once' };
    const first = await create({ events: ['invoice.paid'] }, headers);
    const again = await create({ events: ['invoice.paid'] }, headers);
    expect(again).toEqual(first);
    const read = await tenant.call('GET', `/webhooks/${first.id}`);
    expect(JSON.stringify(read.body)).not.toContain(first.secret);
    expect(read.body.data.secret_last4).toBe(first.secret.slice(-4));
    const rows = await query<{ all: string }>(
      superuserUrl(platform.databases.sandbox),
      `select (select string_agg(w::text, ' ') from scell.webhooks w) || (select string_agg(k::text, ' ') from scell.idempotency_keys k) as all`,
    );
    expect(rows[0]?.all).not.toContain(first.secret.slice('whsec_'.length));
    await remove(first.id);
  });

  test('an environment is chosen by the key, and a sandbox key stays in it', async () => {
    const refused = await tenant.call('POST', '/webhooks', { url, events: ['*'], environment: 'production' });
    expect(refused.body.errors.environment[0]).toContain('sandbox');
    const live = await tenant.newKey({ environment: 'production' });
    const options = { key: live };
    const made = await tenant.call('POST', '/webhooks', { url, events: ['invoice.paid'] }, options);
    expect(made.body.data.environment).toBe('production');
    expect((await tenant.call('GET', `/webhooks/${made.body.data.id}`)).status).toBe(404);
    expect(
      (await tenant.call('POST', '/webhooks', { type: 'inbox', events: ['*'] }, options)).body.errors.type[0],
    ).toContain('sandbox only');
    // A live key may make one of the sandbox, and finds it there.
    const inSandbox = await tenant.call(
      'POST',
      '/webhooks',
      { type: 'inbox', events: ['invoice.paid'], environment: 'sandbox' },
      options,
    );
    expect(inSandbox.status).toBe(201);
    expect((await tenant.call('GET', `/webhooks/${inSandbox.body.data.id}`)).status).toBe(200);
    await remove(inSandbox.body.data.id);
  });
});

const deliveries = async (id: string) => (await tenant.call('GET', `/webhooks/${id}/deliveries`)).body.data;

describe('failures', () => {
  const failing = async (wish: Record<string, unknown> = {}) => {
    const hook = await create({ events: ['invoice.created'], ...wish });
    answer = { status: 500 };
    await draft();
    await until(() => heard.length === 1);
    return hook;
  };
  const state = async (id: string) => (await tenant.call('GET', `/webhooks/${id}`)).body.data;
  const written = (id: string, attempts: number) =>
    until(async () => (await deliveries(id))[0]?.attempts === attempts);

  test('are tried again seven times in all, the same bytes, at the hours of the reference', async () => {
    const hook = await failing();
    const waits = [30, 120, 600, 3_600, 21_600, 86_400];
    for (const [index, wait] of waits.entries()) {
      await written(hook.id, index + 1);
      const [{ next_attempt_at: next }] = await deliveries(hook.id);
      const seconds = (Date.parse(next) - platform.now) / 1_000;
      expect(seconds).toBeGreaterThanOrEqual(wait - 1);
      expect(seconds).toBeLessThanOrEqual(wait * 1.1 + 1);
      platform.now += (wait * 1.1 + 1) * 1_000;
      await until(() => heard.length >= index + 2);
    }
    await written(hook.id, 7);
    expect(await deliveries(hook.id)).toMatchObject([{ status: 'failed', next_attempt_at: null }]);
    expect(
      new Set(heard.filter(({ body }) => body.event === 'invoice.created').map(({ text }) => text)).size,
    ).toBe(1);
    expect(await state(hook.id)).toMatchObject({ is_active: true, failure_count: 7 });
    const logs = (await tenant.call('GET', `/webhooks/${hook.id}/logs?success=false`)).body;
    expect(logs.data.map(({ attempt }: { attempt: number }) => attempt)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(logs.data[0]).toMatchObject({
      response_status: 500,
      error_message: 'HTTP 500',
      next_retry_at: null,
    });

    // By hand it begins anew, under the same id.
    answer = { status: 204 };
    const retried = await tenant.call(
      'POST',
      `/webhooks/${hook.id}/deliveries/${logs.data[0].delivery_id}/retry`,
    );
    expect(retried.body.data).toMatchObject({ status: 'pending' });
    await until(async () => (await deliveries(hook.id))[0]?.status === 'delivered');
    expect(heard.at(-1)?.text).toBe(heard[0]?.text);
    expect(await state(hook.id)).toMatchObject({ failure_count: 0, failing_since: null });
    await remove(hook.id);
  });

  test('of long are told once, and the recovery too', async () => {
    const hook = await failing();
    const inbox = await create({ type: 'inbox', url: undefined, events: ['webhook.*'] });
    const names = async () =>
      (await deliveries(inbox.id)).map(({ event }: { event: string }) => event).sort();
    await written(hook.id, 1);
    for (const attempts of [2, 3, 4, 5]) {
      platform.now += 4_000_000;
      await written(hook.id, attempts);
    }
    await until(async () => (await names()).length === 1);
    answer = { status: 200 };
    platform.now += 90_000_000;
    await until(async () => (await names()).length === 2);
    expect(await names()).toEqual(['webhook.failing', 'webhook.recovered']);
    await remove(hook.id);
    await remove(inbox.id);
  });

  test('of retry_count 0 are final', async () => {
    const hook = await failing({ retry_count: 0 });
    await until(async () => (await deliveries(hook.id))[0]?.status === 'failed');
    const since = new Date(platform.now - 1_000).toISOString();
    answer = { status: 200 };
    const replayed = await tenant.call('POST', `/webhooks/${hook.id}/replay`, { since });
    expect(replayed.body.data).toEqual({ replayed: 1 });
    await until(async () => (await deliveries(hook.id))[0]?.status === 'delivered');
    expect((await tenant.call('POST', `/webhooks/${hook.id}/replay`, { since })).body.data.replayed).toBe(0);
    await remove(hook.id);
  });

  test('410 switches the endpoint off at once, and nothing is added', async () => {
    const hook = await create({ events: ['invoice.created'] });
    answer = { status: 410 };
    await draft();
    await until(async () => !(await state(hook.id)).is_active);
    expect(await state(hook.id)).toMatchObject({ disabled_reason: 'gone' });
    await draft();
    expect(await deliveries(hook.id)).toHaveLength(1);
    await remove(hook.id);
  });

  test('429 has the endpoint rest as long as it says', async () => {
    const hook = await create({ events: ['invoice.created'] });
    answer = { status: 429, headers: { 'retry-after': '600' } };
    await draft();
    await written(hook.id, 1);
    const [{ next_attempt_at: next }] = await deliveries(hook.id);
    expect(Date.parse(next) - platform.now).toBeGreaterThanOrEqual(600_000 - 1_000);
    answer = { status: 200 };
    await draft();
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(heard).toHaveLength(1);
    platform.now += 700_000;
    await until(() => heard.length === 3);
    await remove(hook.id);
  });

  test('an endpoint that redirects is not followed', async () => {
    const hook = await create({ events: ['invoice.created'] });
    answer = { status: 302, headers: { location: 'http://127.0.0.1:1/' } };
    const test = await tenant.call('POST', `/webhooks/${hook.id}/test`);
    expect(test.body).toMatchObject({ success: false, status_code: 302, error: 'HTTP 302' });
    await remove(hook.id);
  });
});

describe('order', () => {
  /** Until an attempt is written down: when it is tried again counts from then. */
  const tried = (id: string, times: number) =>
    until(async () =>
      (await deliveries(id)).some(({ attempts }: { attempts: number }) => attempts === times),
    );

  test('the events of a subject wait for each other, numbered, and other subjects do not', async () => {
    const hook = await create({ events: ['invoice.*'], ordered: true });
    answer = { status: 500 };
    const first = await draft();
    await until(() => heard.length === 1);
    await tenant.call('PUT', `/invoices/${first}`, { notes: 'a' });
    await tenant.call('POST', `/invoices/${first}/submit`);
    answer = { status: 200 };
    const second = await draft();
    await until(() => heard.some(({ body }) => body.data.id === second));
    expect(heard.filter(({ body }) => body.data.id === first)).toHaveLength(1);
    await tried(hook.id, 1);
    platform.now += 60_000;
    await until(() => heard.length === 5);
    const told = heard.slice(2).map(({ body }) => [body.event, body.sequence]);
    expect(told).toEqual([
      ['invoice.created', 1],
      ['invoice.updated', 2],
      ['invoice.validated', 3],
    ]);
    await remove(hook.id);
  });

  test('nobody waits longer than an hour for one that does not arrive', async () => {
    const hook = await create({ events: ['invoice.*'], ordered: true });
    answer = { status: 500 };
    const id = await draft();
    await until(() => heard.length === 1);
    await tenant.call('PUT', `/invoices/${id}`, { notes: 'a' });
    for (let n = 2; n <= 4; n++) {
      await tried(hook.id, n - 1);
      platform.now += 1_000_000;
      await until(() => heard.length >= n);
    }
    await tried(hook.id, 4);
    expect(new Set(heard.map(({ body }) => body.sequence))).toEqual(new Set([1]));
    platform.now += 1_000_000;
    await until(() => heard.some(({ body }) => body.sequence === 2));
    await remove(hook.id);
  });
});

describe('secrets', () => {
  test('of a change both sign until the overlap is over', async () => {
    const hook = await create({ events: ['invoice.created'] });
    const changed = await tenant.call('POST', `/webhooks/${hook.id}/regenerate-secret`, { overlap_hours: 2 });
    const { secret } = changed.body;
    expect(changed.body.data).toMatchObject({ id: hook.id, secret, url });
    expect(secret).not.toBe(hook.secret);
    await draft();
    await until(() => heard.length === 1);
    const [{ headers, text } = { headers: {} as IncomingHttpHeaders, text: '' }] = heard;
    expect(headers['x-scell-signature']).toBe(`sha256=${hex(secret, text)}`);
    expect(headers['x-scell-signature-previous']).toBe(`sha256=${hex(hook.secret, text)}`);
    expect(String(headers['webhook-signature']).split(' ')).toHaveLength(2);
    platform.now += 2 * 3_600_000;
    await draft();
    await until(() => heard.length === 2);
    expect(heard[1]?.headers['x-scell-signature-previous']).toBeUndefined();
    await remove(hook.id);
  });
});

describe('without a server', () => {
  test('an inbox keeps in its log what would have been sent', async () => {
    const hook = await create({ type: 'inbox', url: undefined, events: ['invoice.created'] });
    const id = await draft();
    await until(async () => (await tenant.call('GET', `/webhooks/${hook.id}/logs`)).body.meta.total === 1);
    const [log] = (await tenant.call('GET', `/webhooks/${hook.id}/logs`)).body.data;
    expect(log).toMatchObject({ success: true, payload: { data: { id } } });
    expect(log.request_headers['x-scell-signature']).toMatch(/^sha256=[0-9a-f]{64}$/);
    await remove(hook.id);
  });

  test('events are pulled in order, none missed while a slow transaction runs', async () => {
    const all = async (after: string | null) => {
      const seen: { type: string; data: { id: string } }[] = [];
      let place = after;
      for (;;) {
        const { body } = await tenant.call(
          'GET',
          `/events?limit=3${place === null ? '' : `&after=${place}`}`,
        );
        seen.push(...body.data);
        place = body.next_after;
        if (!body.has_more) return { seen, place };
      }
    };
    const { place } = await all(null);
    const slow = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const subject = crypto.randomUUID();
    const running = platform.services.databases.sandbox.withTenant(
      { tenantId: tenant.summary.id },
      async (tx) => {
        await recordEvent(
          tx,
          {
            by: 'test',
            scope: { tenantId: tenant.summary.id },
            ip: null,
            requestId: null,
            now: new Date(platform.now),
            newId: () => crypto.randomUUID(),
          },
          { subjectType: 'buyer', subjectId: subject, type: 'buyer.updated', details: 'x', data: {} },
          null,
        );
        begun.resolve();
        await slow.promise;
      },
    );
    await begun.promise;
    const id = await draft();
    const before = await all(place);
    expect(before.seen).toEqual([]);
    slow.resolve();
    await running;
    const after = await all(before.place);
    expect(after.seen.map(({ type, data }) => [type, data.id])).toEqual([
      ['buyer.updated', subject],
      ['invoice.created', id],
    ]);
    expect((await all(after.place)).seen).toEqual([]);
  });
});

test('a developer’s server gets the events as webhooks, signed, without an endpoint', async () => {
  await platform.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = platform.app.server.address() as AddressInfo;
  const stopping = new AbortController();
  const said: string[] = [];
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const forwarding = forwardEvents(
    {
      server: `http://127.0.0.1:${port}`,
      key: tenant.key,
      to: url,
      secret,
      format: 'sha256',
      events: ['invoice.*'],
    },
    stopping.signal,
    (line) => said.push(line),
  );
  await until(() => said.length === 1);
  const id = await draft();
  await until(() => said.length === 2);
  stopping.abort();
  await forwarding;
  const [{ headers, text, body } = { headers: {} as IncomingHttpHeaders, text: '', body: {} }] = heard;
  expect(body).toMatchObject({ type: 'invoice.created', data: { id }, environment: 'sandbox' });
  expect(headers['x-scell-signature']).toBe(`sha256=${hex(secret, text)}`);
  expect(said[1]).toMatch(/^invoice\.created evt_\S+ → 200 \(\d+ ms\)$/);
  await expect(
    forwardEvents(
      {
        server: `http://127.0.0.1:${port}`,
        key: 'sk_test_nobody12',
        to: url,
        secret,
        format: 'sha256',
        events: [],
      },
      stopping.signal,
      () => {},
    ),
  ).rejects.toThrow('answered 401');
});

test('the log is kept for thirty days, and no longer', async () => {
  const hook = await create({ type: 'inbox', url: undefined, events: ['invoice.created'] });
  const total = async () => (await tenant.call('GET', `/webhooks/${hook.id}/logs`)).body.meta.total;
  await draft();
  await until(async () => (await total()) === 1);
  platform.now += 20 * 86_400_000;
  await draft();
  await until(async () => (await total()) === 2);
  await purgeLog(platform.services.databases.sandbox, new Date(platform.now - 10 * 86_400_000));
  expect(await total()).toBe(1);
  expect((await tenant.call('GET', `/webhooks/${hook.id}/deliveries`)).body.meta.total).toBe(1);
  const [log] = (await tenant.call('GET', `/webhooks/${hook.id}/logs`)).body.data;
  expect(log.payload).not.toBeNull();
  await remove(hook.id);
});

test('a sub-tenant’s events reach the account’s endpoint and its own, and no sibling’s', async () => {
  const [shop, cafe] = await Promise.all(
    ['Shop', 'Café'].map((name) =>
      createSubTenant(platform.services, 'sandbox', tenant.summary, {
        name,
        externalId: null,
        country: 'FR',
      }),
    ),
  );
  if (shop === undefined || cafe === undefined) throw new Error('sub-tenants are there');
  const hooks = [
    await create({ type: 'inbox', url: undefined, events: ['buyer.created'] }),
    await create({ type: 'inbox', url: undefined, events: ['buyer.created'], sub_tenant_id: shop.id }),
    await create({ type: 'inbox', url: undefined, events: ['buyer.created'], sub_tenant_id: cafe.id }),
  ];
  const key = await tenant.newKey({ subTenantId: shop.id });
  const person = {
    name: 'Marie Dupont',
    is_individual: true,
    billing_address: { line1: '8 Rue Lepic', postal_code: '75018', city: 'Paris', country: 'FR' },
  };
  expect((await tenant.call('POST', '/buyers', person, { key })).status).toBe(201);
  const counts = await Promise.all(
    hooks.map(async ({ id }) => (await tenant.call('GET', `/webhooks/${id}/deliveries`)).body.meta.total),
  );
  expect(counts).toEqual([1, 1, 0]);
  const seen = await tenant.call('GET', '/webhooks', undefined, { key });
  expect(seen.body.data.map(({ id }: { id: string }) => id)).toEqual([hooks[1]?.id]);
  for (const { id } of hooks) await remove(id);
});

test('the account’s webhook_url is an endpoint for every event, and goes with it', async () => {
  expect((await tenant.call('PUT', '/tenant/me', { webhook_url: 'https://10.0.0.1/' })).status).toBe(422);
  const address = 'https://hooks.acme.example/scell';
  expect((await tenant.call('PUT', '/tenant/me', { webhook_url: address })).status).toBe(200);
  const listed = async () =>
    (await tenant.call('GET', '/webhooks')).body.data.filter(
      ({ is_global }: { is_global: boolean }) => is_global,
    );
  expect(await listed()).toMatchObject([{ url: address, events: ['*'], environment: 'sandbox' }]);
  expect((await tenant.call('PUT', '/tenant/me', { webhook_url: null })).status).toBe(200);
  expect(await listed()).toEqual([]);
});
