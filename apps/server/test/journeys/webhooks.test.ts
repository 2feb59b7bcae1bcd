import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startWebhookPump, type WebhookPump } from '../../src/features/webhooks/deliveries/pump.ts';
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
beforeEach(() => {
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
    const logs = await tenant.call('GET', `/webhooks/${hook.id}/logs`);
    expect(logs.body.meta.total).toBe(2);
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
