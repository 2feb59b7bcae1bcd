/** What we ask of Stripe, held against Stripe's own description of its API: a field it does not know, or of another type, is refused. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PaymentsUnavailable } from '../apps/server/src/platform/payments/payments.ts';
import { stripePayments } from '../apps/server/src/platform/payments/stripe.ts';
import { buildStripeMock, startStripeMock } from './stripe-mock.ts';

const built = await buildStripeMock();
const program = typeof built === 'string' ? built : null;

describe.skipIf(program === null)('requests to Stripe', () => {
  let server: Awaited<ReturnType<typeof startStripeMock>>;
  const account = (secretKey: string) =>
    stripePayments({ secretKey, webhookSecret: 'whsec_1', url: server.url });
  beforeAll(async () => {
    server = await startStripeMock(program ?? '');
  });
  afterAll(() => server?.stop());

  const intent = {
    amount: 6000,
    description: 'Pack de crédits Starter',
    metadata: { tenant_id: randomUUID(), purchase_id: randomUUID(), type: 'pack_purchase' },
    customer: null,
    save: false,
    chargeNow: null,
  };
  const isIntent = {
    id: expect.stringMatching(/^pi_/),
    clientSecret: expect.any(String),
    status: expect.any(String),
    amount: expect.any(Number),
    received: expect.any(Number),
    currency: expect.stringMatching(/^[A-Z]{3}$/),
  };

  test.each([
    ['a payment by the browser', {}],
    ['one whose method is kept', { customer: 'cus_1', save: true }],
    ['one while the customer is away', { customer: 'cus_1', chargeNow: 'pm_card_visa' }],
  ])('%s', async (_what, wish) => {
    const { createIntent } = account('sk_test_123');
    expect(await createIntent({ key: `scell-${randomUUID()}`, ...intent, ...wish })).toMatchObject(isIntent);
  });

  test('the state of a payment', async () => {
    expect(await account('sk_test_123').readIntent('pi_1')).toMatchObject(isIntent);
  });

  test('a customer', async () => {
    const wish = { tenantId: randomUUID(), name: 'Globex SAS', email: 'compta@globex.example' };
    expect(await account('sk_test_123').createCustomer(wish)).toMatch(/^cus_/);
    expect(await account('sk_test_123').createCustomer({ ...wish, email: null })).toMatch(/^cus_/);
  });

  test('a pack, made, renamed, and at a new price', async () => {
    const { putProduct } = account('sk_test_123');
    const pack = { id: randomUUID(), name: 'Starter', description: null, price: 2500, active: true };
    const made = await putProduct({ ...pack, productId: null, priceId: null, samePrice: false });
    expect(made).toEqual({ productId: expect.any(String), priceId: expect.any(String) });
    expect(await putProduct({ ...pack, name: 'Start', ...made, samePrice: true })).toMatchObject({
      priceId: made.priceId,
    });
    expect(await putProduct({ ...pack, price: 3000, active: false, ...made, samePrice: false })).toEqual({
      productId: expect.any(String),
      priceId: expect.any(String),
    });
  });

  test('what the judge refuses is refused: a field that is none', async () => {
    const answer = await fetch(`${server.url}/v1/payment_intents`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_123', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'amount=1&currency=eur&colour=blue',
    });
    expect(answer.status).toBe(400);
  });

  test('a key that is none is not a payment, and is not repeated in the error', async () => {
    const refused = account('not-a-key').createCustomer({ tenantId: randomUUID(), name: 'x', email: null });
    await expect(refused).rejects.toBeInstanceOf(PaymentsUnavailable);
    await expect(refused).rejects.not.toThrow(/not-a-key/);
  });
});
