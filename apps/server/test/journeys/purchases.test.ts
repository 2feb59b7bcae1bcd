import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chargeToStatement } from '../../src/features/billing/balance/adjust-balance.ts';
import { chargeFor } from '../../src/features/billing/balance/charge-for.ts';
import { verifyCompany } from '../../src/features/companies/verify-company.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { operatorFor } from '../../src/features/tenants/operator.ts';
import { setDefaultCompany } from '../../src/features/tenants/set-default-company.ts';
import { verifyTenant } from '../../src/features/tenants/verify-tenant.ts';
import { tasksOf, timerHandlersOf } from '../../src/tasks.ts';
import { expectBooksBalanced } from '../support/books.ts';
import {
  answerOf,
  createTestPlatform,
  giveCredits,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';
import { startStripe, type TestStripe } from '../support/stripe.ts';

// Buying credits: what the provider says is held against our own rows, and each payment is credited once.

let platform: TestPlatform;
let stripe: TestStripe;
let tenant: TestTenant;
let key: string;
beforeAll(async () => {
  [platform, stripe] = await Promise.all([createTestPlatform({ poolSize: 10 }), startStripe()]);
});
afterAll(async () => {
  await expectBooksBalanced(platform.databases.live.ownerUrl);
  await expectBooksBalanced(platform.databases.sandbox.ownerUrl);
  await Promise.all([platform.close(), stripe.close()]);
});
beforeEach(async () => {
  platform.services.payments = stripe.payments;
  platform.services.billing = { on: true, owner: { tenant: 'scell-sas', companyId: null } };
  stripe.made.length = 0;
  tenant = await platform.tenant();
  key = await tenant.newKey({ environment: 'production' });
});

const live = (
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
) => tenant.call(method, url, body, { key, headers });
const balance = async () => (await live('GET', '/tenant/balance')).body.data.amount as number;
// biome-ignore lint/suspicious/noExplicitAny: an event as Stripe writes it
async function tell(event: any, signature?: string) {
  const payload = JSON.stringify(event);
  return answerOf(
    await platform.app.inject({
      method: 'POST',
      url: '/webhooks/stripe',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signature ?? stripe.sign(payload, platform.now),
      },
      payload,
    }),
  );
}

describe('in the sandbox', () => {
  test('a top-up is credited at once, with the bonus of the pack it would pay, and nobody is asked', async () => {
    const preview = await tenant.call('GET', '/tenant/billing/top-up/preview?amount=100');
    expect(preview.body.data).toMatchObject({
      bonus_percent: 15,
      bonus: 15,
      credits: 115,
      tax: 0,
      total: 100,
    });
    const { status, body } = await tenant.call('POST', '/tenant/billing/top-up', { amount_cents: 10_000 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      credited: true,
      client_secret: null,
      data: { status: 'paid', balance: 1115 },
    });
    const again = await tenant.call('POST', '/balance/reload', { amount: 10 });
    expect(again.body.transaction).toMatchObject({ amount: 10, balance_after: 1125 });
    expect(stripe.made).toEqual([]);
  });

  test('a pack is credited at once; one that is not for sale is not found', async () => {
    const bought = await tenant.call('POST', '/tenant/billing/packs/starter/checkout');
    expect(bought.body).toMatchObject({
      credited: true,
      data: { pack: 'starter', credits: 27.5, balance: 1027.5 },
    });
    const none = await tenant.call('POST', '/tenant/billing/packs/none/checkout');
    expect(none.status).toBe(404);
    expect(none.body).toMatchObject({ code: 'PACK_NOT_FOUND', error_code: 'PACK_NOT_FOUND' });
    expect(typeof none.body.error).toBe('string');
  });

  test('a repeat under its key buys once', async () => {
    const headers = { 'idempotency-key': 'one' };
    const [first, second] = [
      await tenant.call('POST', '/tenant/billing/top-up', { amount: 10 }, { headers }),
      await tenant.call('POST', '/tenant/billing/top-up', { amount: 10 }, { headers }),
    ];
    expect(second.body).toEqual(first.body);
    expect((await tenant.call('GET', '/tenant/balance')).body.data.amount).toBe(1010);
  });
});

describe('in live', () => {
  test('what cannot be sold is refused, and says why', async () => {
    platform.services.payments = null;
    const refused = await live('POST', '/tenant/billing/top-up', { amount: 50 });
    expect([refused.status, refused.body.error_code]).toEqual([409, 'PAYMENTS_NOT_CONFIGURED']);
    for (const body of [
      {},
      { amount: 9.99 },
      { amount: 10_001 },
      { amount: 10, amount_cents: 1000 },
      { amount: 10, currency: 'usd' },
    ])
      expect((await live('POST', '/tenant/billing/top-up', body)).status).toBe(422);
  });

  test('a payment is begun with VAT, and credited when Stripe tells of it: twice told, in any order, once', async () => {
    const { body } = await live('POST', '/tenant/billing/top-up', { amount: 50, save_payment_method: true });
    expect(body).toMatchObject({
      status: 'pending',
      credited: false,
      amount: 50,
      amount_cents: 6000,
      client_secret: expect.stringContaining('_secret_'),
      data: { tax: 10, total: 60, vat_rate: 20, credits: 55, balance: 0 },
    });
    const id = body.payment_intent_id;
    expect(stripe.intents.get(id)).toMatchObject({ amount: 6000, currency: 'eur' });
    const early = await live('POST', '/tenant/billing/top-up/confirm', { payment_intent_id: id });
    expect([early.status, early.body.error_code]).toEqual([422, 'PAYMENT_NOT_COMPLETED']);

    const failed = stripe.event('payment_intent.payment_failed', {
      ...stripe.intents.get(id),
      last_payment_error: { code: 'card_declined' },
    });
    const paid = stripe.pay(id);
    const answers = await Promise.all([
      tell(paid),
      tell(paid),
      tell(stripe.event('payment_intent.succeeded', paid.data.object)),
      live('POST', '/tenant/billing/top-up/confirm', { payment_intent_id: id }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    // Told after the payment though it came before.
    expect((await tell(failed)).status).toBe(200);
    expect(await balance()).toBe(55);
    const transactions = await live('GET', '/tenant/billing/transactions');
    expect(transactions.body.data).toMatchObject([
      { type: 'credit', kind: 'manual', service: 'manual', amount: 55 },
    ]);
    expect((await live('GET', '/balance')).body.data.has_payment_method).toBe(true);
  });

  test('a process that dies between payment and credit is told again, and credits then', async () => {
    const { body } = await live('POST', '/tenant/billing/packs/pro/checkout');
    const paid = stripe.pay(body.payment_intent_id);
    const { production } = platform.services.databases;
    const withTenant = production.withTenant.bind(production);
    // All is done but the commit.
    production.withTenant = (scope, work) =>
      withTenant(scope, async (tx) => {
        await work(tx);
        throw new Error('killed before the commit');
      });
    try {
      expect((await tell(paid)).status).toBe(500);
    } finally {
      production.withTenant = withTenant;
    }
    expect(await balance()).toBe(0);
    expect((await tell(paid)).status).toBe(200);
    expect(await balance()).toBe(115);
  });

  test.each([
    ['another amount', { amount_received: 1 }],
    ['another currency', { currency: 'usd' }],
  ])('%s credits nothing', async (_what, changes) => {
    const { body } = await live('POST', '/tenant/billing/top-up', { amount: 20 });
    expect((await tell(stripe.pay(body.payment_intent_id, changes))).status).toBe(200);
    const confirmed = await live('POST', '/tenant/billing/top-up/confirm', {
      payment_intent_id: body.payment_intent_id,
    });
    expect(confirmed.status).toBe(422);
    expect(await balance()).toBe(0);
  });

  test('an intent that is not the one of the purchase credits nothing', async () => {
    const { body } = await live('POST', '/tenant/billing/top-up', { amount: 20 });
    const paid = stripe.pay(body.payment_intent_id);
    paid.data.object.id = 'pi_other';
    expect((await tell(paid)).status).toBe(200);
    expect(await balance()).toBe(0);
  });

  test('a signature that is missing, wrong, old, or over other bytes is refused', async () => {
    const { body } = await live('POST', '/tenant/billing/top-up', { amount: 20 });
    const paid = stripe.pay(body.payment_intent_id);
    const text = JSON.stringify(paid);
    for (const signature of [
      '',
      't=1,v1=00',
      stripe.sign(text, platform.now, 'whsec_other'),
      stripe.sign(text, platform.now - 3_600_000),
      stripe.sign(`${text} `, platform.now),
    ])
      expect((await tell(paid, signature)).status).toBe(400);
    expect(await balance()).toBe(0);
  });

  test('what is not about a purchase of ours is taken and changes nothing', async () => {
    for (const event of [
      stripe.event('customer.created', { id: 'cus_1' }),
      stripe.event('payment_intent.succeeded', {
        id: 'pi_x',
        amount: 1,
        amount_received: 1,
        currency: 'eur',
        metadata: {},
      }),
      stripe.event('payment_intent.succeeded', {
        id: 'pi_x',
        amount: 1,
        amount_received: 1,
        currency: 'eur',
        metadata: { tenant_id: crypto.randomUUID(), purchase_id: crypto.randomUUID() },
      }),
      stripe.event('payment_intent.succeeded', {
        id: 'pi_x',
        amount: 1,
        amount_received: 1,
        currency: 'eur',
        metadata: { tenant_id: "'; drop table scell.balances; --", purchase_id: 'x' },
      }),
    ])
      expect((await tell(event)).status).toBe(200);
  });

  test('another tenant’s payment is not there', async () => {
    const { body } = await live('POST', '/tenant/billing/top-up', { amount: 20 });
    stripe.pay(body.payment_intent_id);
    const rival = await platform.tenant();
    const answer = await rival.call(
      'POST',
      '/tenant/billing/top-up/confirm',
      { payment_intent_id: body.payment_intent_id },
      { key: await rival.newKey({ environment: 'production' }) },
    );
    expect(answer.status).toBe(404);
  });
});

describe('what was bought is invoiced', () => {
  let owner: TestTenant;
  beforeEach(async () => {
    owner = await platform.tenant({ name: 'Scell SAS' });
    platform.services.billing = { on: true, owner: { tenant: owner.summary.slug, companyId: null } };
    await sellerOf(owner);
  });

  /** Gives the platform's owner a company whose numbers hold, verified for live. */
  async function sellerOf(who: TestTenant): Promise<void> {
    const made = await who.call(
      'POST',
      '/companies',
      {
        name: 'Scell SAS',
        siret: '73282932000074',
        vat_number: 'FR44732829320',
        address_line1: '1 Rue de la Paix',
        postal_code: '75001',
        city: 'Paris',
        iban: 'FR7630006000011234567890189',
        operation_category: 'services',
      },
      { key: await who.newKey({ environment: 'production' }) },
    );
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    await verifyCompany(platform.services, who.summary, made.body.data.id, null);
    await verifyTenant(platform.services, who.summary.id);
    platform.services.billing = {
      on: true,
      owner: { tenant: who.summary.slug, companyId: made.body.data.id },
    };
  }

  /** A customer whose numbers hold. */
  async function customer(changes: Record<string, unknown> = {}): Promise<void> {
    const { status, body } = await live('POST', '/companies', {
      name: 'Globex SAS',
      siret: '44306184100047',
      email: 'compta@globex.example',
      address_line1: '10 Place Vendôme',
      postal_code: '75001',
      city: 'Paris',
      operation_category: 'services',
      ...changes,
    });
    expect(status, JSON.stringify(body)).toBe(201);
    const actor = operatorFor(platform.services, tenant.summary, 'production');
    await setDefaultCompany(platform.services, actor, body.data.id);
  }

  async function buyPack(): Promise<string> {
    const { body } = await live('POST', '/tenant/billing/packs/starter/checkout');
    expect((await tell(stripe.pay(body.payment_intent_id))).status).toBe(200);
    return body.data.id;
  }
  const job = (name: string, payload: Record<string, unknown>) =>
    tasksOf(platform.services, 'production')[name]?.({ tenant_id: tenant.summary.id, ...payload });
  const bills = async () => (await live('GET', '/tenant/billing/invoices')).body.data;

  test('by the owner’s company, once, with French VAT, paid, and mailed', async () => {
    await customer();
    const purchaseId = await buyPack();
    await Promise.all(
      [1, 2].map(() => job('billing.invoice_purchase', { purchase_id: purchaseId })?.catch(() => {})),
    );
    await job('billing.invoice_purchase', { purchase_id: purchaseId });
    const [bill, ...others] = await bills();
    expect(others).toEqual([]);
    expect(bill).toMatchObject({
      kind: 'purchase',
      status: 'paid',
      total_ht: 25,
      total_tax: 5,
      total_ttc: 30,
      invoice_number: expect.stringMatching(/-202605-00001$/),
    });
    expect((await live('GET', '/tenant/billing/scell-invoices')).body.data).toEqual([bill]);
    const pdf = await live('GET', `/tenant/billing/invoices/${bill.id}/download`);
    expect(pdf.status).toBe(200);
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');

    const rival = await platform.tenant();
    const rivalKey = await rival.newKey({ environment: 'production' });
    for (const path of ['', '/download']) {
      const there = await rival.call('GET', `/tenant/billing/invoices/${bill.id}${path}`, undefined, {
        key: rivalKey,
      });
      expect(there.status).toBe(404);
    }
    expect(
      (await rival.call('POST', `/tenant/billing/invoices/${bill.id}/pay`, undefined, { key: rivalKey }))
        .status,
    ).toBe(404);
    expect((await tenant.call('GET', `/tenant/billing/invoices/${bill.id}`)).status).toBe(404);
    const sub = await createSubTenant(platform.services, 'production', tenant.summary, {
      name: 'S',
      externalId: null,
      country: 'FR',
    });
    const subKey = await tenant.newKey({ environment: 'production', subTenantId: sub.id });
    for (const [method, url] of [
      ['GET', '/tenant/billing/invoices'],
      ['GET', `/tenant/billing/invoices/${bill.id}`],
      ['GET', `/tenant/billing/invoices/${bill.id}/download`],
      ['POST', `/tenant/billing/invoices/${bill.id}/pay`],
      ['POST', '/tenant/billing/packs/starter/checkout'],
    ] as const)
      expect((await tenant.call(method, url, undefined, { key: subKey })).status).toBe(403);

    const ownerKey = await owner.newKey({ environment: 'production' });
    const issued = (await owner.call('GET', '/invoices', undefined, { key: ownerKey })).body.data;
    expect(issued).toMatchObject([
      {
        status: 'paid',
        amount_charged: 0,
        total_ttc: 30,
        buyer_siret: '44306184100047',
        external_id: `scell-purchase-${purchaseId}`,
      },
    ]);
    const mails = await platform.services.databases.production.withTenant(
      { tenantId: owner.summary.id },
      (tx) => tx.selectFrom('mails').select('recipient').execute(),
    );
    expect(mails).toEqual([{ recipient: 'compta@globex.example' }]);
  });

  test.each([
    [
      'a business elsewhere in the Union, by reverse charge',
      { country: 'DE', vat_number: 'DE136695976', siret: undefined },
      0,
      'AE',
    ],
    [
      'a business beyond the Union, without French VAT',
      { country: 'CH', legal_id: 'CHE123456788', siret: undefined },
      0,
      'G',
    ],
  ])('to %s', async (_who, changes, tax, category) => {
    await customer(changes);
    const purchaseId = await buyPack();
    await job('billing.invoice_purchase', { purchase_id: purchaseId });
    expect(await bills()).toMatchObject([{ total_ht: 25, total_tax: tax, total_ttc: 25 }]);
    const ownerKey = await owner.newKey({ environment: 'production' });
    const [issued] = (await owner.call('GET', '/invoices', undefined, { key: ownerKey })).body.data;
    expect(issued.lines[0].vat_category).toBe(category);
  });

  test('a month ends with a statement, which invoices only what was not prepaid, and is paid', async () => {
    const start = platform.now;
    const timer = () =>
      timerHandlersOf(platform.services)['billing.statement']?.('production', {
        tenantId: tenant.summary.id,
        kind: 'billing.statement',
        subjectId: tenant.summary.id,
        attempts: 1,
      });
    await customer();
    const actor = operatorFor(platform.services, tenant.summary, 'production');
    await giveCredits(platform.services, tenant.summary, '1');
    await platform.services.databases.production.withTenant(actor.scope, async (tx) => {
      await chargeFor(tx, actor, platform.services, 'signature', {
        type: 'signature',
        id: crypto.randomUUID(),
        subTenantId: null,
        description: 'x',
      }).catch(() => {});
      const subject = {
        type: 'invoice' as const,
        id: crypto.randomUUID(),
        subTenantId: null,
        description: 'x',
      };
      expect(await chargeFor(tx, actor, platform.services, 'invoice', subject)).toBe('0.04');
      await chargeToStatement(tx, actor, { amount: '250', reason: 'Formation' });
    });
    expect(await balance()).toBe(0.96);
    try {
      platform.now = Date.parse('2026-05-31T22:00:01Z');
      await Promise.all([timer(), timer()].map((run) => run?.catch(() => {})));
      await timer();
      const [statement, ...others] = await bills();
      expect(others).toEqual([]);
      expect(statement).toMatchObject({
        kind: 'statement',
        period: '2026-05',
        status: 'open',
        invoices_count: 1,
        prepaid_amount: 0.04,
        total_ht: 250,
        total_tax: 50,
        total_ttc: 300,
        due_date: '2026-07-01',
        invoice_number: expect.stringMatching(/-202606-00001$/),
      });
      const pay = await live('POST', `/tenant/billing/invoices/${statement.id}/pay`);
      expect(pay.body.data).toMatchObject({
        amount: 300,
        status: 'pending',
        client_secret: expect.any(String),
      });
      expect((await tell(stripe.pay(pay.body.data.payment_intent_id))).status).toBe(200);
      expect((await live('GET', `/tenant/billing/invoices/${statement.id}`)).body.data.status).toBe('paid');
      const again = await live('POST', `/tenant/billing/invoices/${statement.id}/pay`);
      expect([again.status, again.body.error_code]).toEqual([422, 'INVOICE_NOT_PAYABLE']);
      expect(await balance()).toBe(0.96);
      const [purchase] = await platform.services.databases.production.withTenant(
        { tenantId: tenant.summary.id },
        (tx) => tx.selectFrom('purchases').select('id').execute(),
      );
      await job('billing.invoice_purchase', { purchase_id: purchase?.id });
      await job('billing.invoice_purchase', { purchase_id: purchase?.id });
      const ownerKey = await owner.newKey({ environment: 'production' });
      const issued = (await owner.call('GET', '/invoices', undefined, { key: ownerKey })).body.data;
      expect(issued).toMatchObject([{ status: 'paid', total_ttc: 300 }]);

      // A month that was all prepaid: nothing to pay, and a paper that says so.
      platform.now = Date.parse('2026-06-02T10:00:00Z');
      const actorLater = operatorFor(platform.services, tenant.summary, 'production');
      await platform.services.databases.production.withTenant(actorLater.scope, (tx) =>
        chargeFor(tx, actorLater, platform.services, 'invoice', {
          type: 'invoice',
          id: crypto.randomUUID(),
          subTenantId: null,
          description: 'x',
        }),
      );
      platform.now = Date.parse('2026-06-30T22:00:01Z');
      await timer();
      const [june] = await bills();
      expect(june).toMatchObject({
        period: '2026-06',
        status: 'paid',
        total_ttc: 0,
        invoice_number: 'SCELL-2026-06',
      });
      const paper = await live('GET', `/tenant/billing/invoices/${june.id}/download`);
      expect(paper.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    } finally {
      platform.now = start;
    }
  });

  describe('a balance that reloads itself', () => {
    async function ready(): Promise<void> {
      await customer();
      const { body } = await live('POST', '/tenant/billing/top-up', {
        amount: 10,
        save_payment_method: true,
      });
      await tell(stripe.pay(body.payment_intent_id));
      const settings = { auto_reload_enabled: true, auto_reload_threshold: 50, auto_reload_amount: 100 };
      expect((await live('PUT', '/balance/settings', settings)).status).toBe(200);
    }

    test('pays once with the saved method, however often and by how many it is asked', async () => {
      await ready();
      await Promise.all(Array.from({ length: 5 }, () => job('balance.auto_reload', {})));
      await job('balance.auto_reload', {});
      expect(await balance()).toBe(125);
      const { body } = await live('GET', '/balance/transactions?type=credit');
      expect(body.data.map(({ kind }: { kind: string }) => kind)).toEqual(['auto_reload', 'manual']);
    });

    test('that cannot be paid is told of, and switches itself off', async () => {
      await ready();
      stripe.decline = true;
      try {
        await job('balance.auto_reload', {});
      } finally {
        stripe.decline = false;
      }
      await job('balance.alerts', {});
      await job('balance.auto_reload', {});
      expect(await balance()).toBe(10);
      expect((await live('GET', '/balance')).body.data.auto_reload_enabled).toBe(false);
      const told = await platform.services.databases.production.withTenant(
        { tenantId: tenant.summary.id },
        (tx) =>
          tx
            .selectFrom('events')
            .select(['type', 'data'])
            .where('subject_type', '=', 'balance')
            .orderBy('sequence')
            .execute(),
      );
      expect(told.at(-1)).toMatchObject({
        type: 'balance.reload_failed',
        data: { reason: 'insufficient_funds' },
      });
    });

    test('goes on after a crash between the payment and the note of it', async () => {
      await ready();
      const { payments } = platform.services;
      platform.services.payments = {
        ...stripe.payments,
        createIntent: async (wish) => {
          await stripe.payments.createIntent(wish);
          throw new Error('killed after the payment');
        },
      };
      await expect(job('balance.auto_reload', {})).rejects.toThrow('killed');
      platform.services.payments = payments;
      expect(await balance()).toBe(10);
      const [paid] = [...stripe.intents.values()].filter(
        ({ metadata }) => metadata.tenant_id === tenant.summary.id && metadata.type === 'auto_reload',
      );
      // The provider tells of it before the job comes again, or after: one credit.
      await tell(stripe.event('payment_intent.succeeded', paid ?? {}));
      await job('balance.auto_reload', {});
      expect(await balance()).toBe(125);
    });
  });
});

describe('packs', () => {
  test('are listed for everybody, and may be kept for an hour', async () => {
    const answer = await platform.app.inject({ url: '/api/v1/packs/public' });
    expect(answer.headers['cache-control']).toBe('public, max-age=3600');
    expect(answer.json().data[0]).toMatchObject({
      slug: 'starter',
      amount_eur: 25,
      amount_euros: 25,
      credits_eur: 27.5,
      bonus_eur: 2.5,
      bonus_percent: 10,
    });
  });

  test('are managed by administrators of the platform only, and kept at Stripe', async () => {
    expect((await live('GET', '/admin/credit-packs')).status).toBe(403);
    const { find } = platform.services.keys;
    const admin = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown) => {
      platform.services.keys.find = async (sent) => {
        const found = await find.call(platform.services.keys, sent);
        if (found.status !== 'valid') return found;
        return { ...found, principal: { ...found.principal, scopes: ['*', 'admin'] } };
      };
      try {
        return await tenant.call(method, url, body, { key });
      } finally {
        platform.services.keys.find = find;
      }
    };
    const made = await admin('POST', '/admin/credit-packs', {
      name: 'Enterprise 500',
      credits: 600,
      price_eur: 500,
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body.data).toMatchObject({
      slug: 'enterprise-500',
      bonus_percent: 20,
      stripe_product_id: expect.any(String),
      stripe_price_id: expect.any(String),
    });
    expect(stripe.made).toEqual(['POST /v1/products', 'POST /v1/prices']);
    const twin = await admin('POST', '/admin/credit-packs', {
      name: 'Enterprise 500',
      credits: 600,
      price_eur: 500,
    });
    expect(twin.body.data.slug).toBe('enterprise-500-2');
    const { id } = made.body.data;
    const changed = await admin('PUT', `/admin/credit-packs/${id}`, { price_eur: 450, is_active: false });
    expect(changed.body.data).toMatchObject({ amount_eur: 450, is_active: false });
    expect(changed.body.data.stripe_price_id).not.toBe(made.body.data.stripe_price_id);
    expect((await live('POST', '/tenant/billing/packs/enterprise-500/checkout')).status).toBe(404);
    for (const wrong of [{ credits: 1 }, { price_eur: 0 }, { price_eur: -1 }])
      expect((await admin('PUT', `/admin/credit-packs/${id}`, wrong)).status).toBe(422);
    expect((await admin('DELETE', `/admin/credit-packs/${id}`)).status).toBe(200);
    expect((await admin('DELETE', `/admin/credit-packs/${id}`)).status).toBe(404);
    const slugs = (await admin('GET', '/admin/credit-packs')).body.data.map(
      ({ slug }: { slug: string }) => slug,
    );
    expect(slugs).toContain('enterprise-500-2');
    expect(slugs).not.toContain('enterprise-500');
  });
});
