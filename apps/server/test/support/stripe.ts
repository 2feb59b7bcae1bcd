import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stripePayments } from '../../src/platform/payments/stripe.ts';

// biome-ignore lint/suspicious/noExplicitAny: what Stripe keeps of an intent
type Stored = Record<string, any>;

/** What stands for Stripe: intents, customers, products and prices over HTTP, as far as the library of Stripe is asked for them. */
export interface TestStripe {
  payments: ReturnType<typeof stripePayments>;
  intents: Map<string, Stored>;
  /** Requests taken, `POST /v1/payment_intents` …, repeats by key not counted. */
  made: string[];
  /** Pays an intent as a customer would, and answers the event about it. */
  pay(intentId: string, changes?: Stored): Stored;
  event(type: string, object: Stored, id?: string): Stored;
  /** The header that Stripe would send with a body at a moment. */
  sign(body: string, at: number, secret?: string): string;
  /** What the next payment without the customer meets. */
  decline: boolean;
  close(): Promise<void>;
}

const SECRET = 'whsec_of_the_tests';

export async function startStripe(): Promise<TestStripe> {
  const intents = new Map<string, Stored>();
  const byKey = new Map<string, Stored>();
  const made: string[] = [];
  const stripe = { decline: false };
  const server: Server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const fields = new URLSearchParams(Buffer.concat(parts).toString());
    const { pathname } = new URL(request.url ?? '/', 'http://stripe.test');
    const say = (status: number, body: Stored) => {
      response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_test' });
      response.end(JSON.stringify(body));
    };
    const known = intents.get(pathname.slice('/v1/payment_intents/'.length));
    if (request.method === 'GET')
      return known === undefined
        ? say(404, { error: { type: 'invalid_request_error', message: 'no such intent' } })
        : say(200, known);
    const key = String(request.headers['idempotency-key'] ?? randomBytes(8).toString('hex'));
    const repeated = byKey.get(key);
    if (repeated !== undefined) return say(200, repeated);
    made.push(`POST ${pathname}`);
    if (pathname === '/v1/payment_intents' && fields.get('confirm') === 'true' && stripe.decline)
      return say(402, {
        error: {
          type: 'card_error',
          code: 'card_declined',
          decline_code: 'insufficient_funds',
          message: 'no',
        },
      });
    const object: Stored = {
      id: `${pathname.includes('payment_intents') ? 'pi' : pathname.slice(4, 8)}_${randomBytes(8).toString('hex')}`,
    };
    if (pathname === '/v1/payment_intents') {
      const paid = fields.get('confirm') === 'true';
      Object.assign(object, {
        object: 'payment_intent',
        amount: Number(fields.get('amount')),
        amount_received: paid ? Number(fields.get('amount')) : 0,
        currency: fields.get('currency'),
        client_secret: `${object.id}_secret_x`,
        status: paid ? 'succeeded' : 'requires_payment_method',
        customer: fields.get('customer'),
        payment_method: fields.get('payment_method'),
        last_payment_error: null,
        metadata: Object.fromEntries(
          [...fields]
            .filter(([name]) => name.startsWith('metadata['))
            .map(([name, value]) => [name.slice(9, -1), value]),
        ),
      });
      intents.set(object.id, object);
    }
    byKey.set(key, object);
    say(200, object);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  const event = (type: string, object: Stored, id = `evt_${randomBytes(8).toString('hex')}`) => ({
    id,
    object: 'event',
    api_version: '2026-01-01',
    created: 1_777_000_000,
    type,
    data: { object },
  });
  return Object.assign(stripe, {
    payments: stripePayments({
      secretKey: 'sk_test_of_the_tests',
      webhookSecret: SECRET,
      url: `http://127.0.0.1:${port}`,
    }),
    intents,
    made,
    event,
    pay(intentId: string, changes: Stored = {}) {
      const intent = intents.get(intentId);
      if (intent === undefined) throw new Error(`no intent ${intentId}`);
      Object.assign(intent, {
        status: 'succeeded',
        amount_received: intent.amount,
        payment_method: 'pm_card',
        ...changes,
      });
      return event('payment_intent.succeeded', { ...intent });
    },
    sign(body: string, at: number, secret = SECRET) {
      const t = Math.floor(at / 1000);
      return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}
