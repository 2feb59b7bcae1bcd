import Stripe from 'stripe';
import {
  type Intent,
  PaymentDeclined,
  type PaymentEvent,
  type Payments,
  PaymentsUnavailable,
} from './payments.ts';

export interface StripeAccount {
  secretKey: string;
  webhookSecret: string;
  /** `https://api.stripe.com`, or what stands for it in tests. */
  url: string;
}

/** Asked within a transaction of ours, which is given up after twenty seconds. */
const TIMEOUT_MS = 8_000;
/** How old a signature may be (Stripe's own recommendation). */
const TOLERANCE_S = 300;

/** Payments through Stripe, by its own library. */
export function stripePayments({ secretKey, webhookSecret, url }: StripeAccount): Payments {
  const { hostname, port, protocol } = new URL(url);
  const stripe = new Stripe(secretKey, {
    host: hostname,
    port: port || (protocol === 'https:' ? '443' : '80'),
    protocol: protocol === 'https:' ? 'https' : 'http',
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 1,
    telemetry: false,
  });
  return {
    async createIntent(wish) {
      const intent = await asked(() =>
        stripe.paymentIntents.create(
          {
            amount: wish.amount,
            currency: 'eur',
            description: wish.description,
            metadata: { ...wish.metadata },
            automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
            ...(wish.customer === null ? {} : { customer: wish.customer }),
            ...(wish.save ? { setup_future_usage: 'off_session' as const } : {}),
            ...(wish.chargeNow === null
              ? {}
              : { payment_method: wish.chargeNow, confirm: true, off_session: true }),
          },
          { idempotencyKey: wish.key },
        ),
      );
      return intentOf(intent);
    },
    async readIntent(id) {
      return intentOf(await asked(() => stripe.paymentIntents.retrieve(id)));
    },
    async createCustomer({ tenantId, name, email }) {
      const customer = await asked(() =>
        stripe.customers.create(
          { name, metadata: { tenant_id: tenantId }, ...(email === null ? {} : { email }) },
          { idempotencyKey: `scell-customer-${tenantId}` },
        ),
      );
      return customer.id;
    },
    async putProduct(wish) {
      const says = { name: wish.name, active: wish.active, description: wish.description ?? wish.name };
      const { productId: known } = wish;
      const product = await asked(() =>
        known === null
          ? stripe.products.create(
              { ...says, metadata: { pack_id: wish.id } },
              { idempotencyKey: `scell-product-${wish.id}` },
            )
          : stripe.products.update(known, says),
      );
      if (wish.priceId !== null && wish.samePrice) return { productId: product.id, priceId: wish.priceId };
      const price = await asked(() =>
        stripe.prices.create(
          { product: product.id, currency: 'eur', unit_amount: wish.price, tax_behavior: 'exclusive' },
          { idempotencyKey: `scell-price-${wish.id}-${wish.price}` },
        ),
      );
      return { productId: product.id, priceId: price.id };
    },
    readEvent(bytes, signature, now) {
      try {
        const event = stripe.webhooks.constructEvent(
          Buffer.from(bytes),
          signature,
          webhookSecret,
          TOLERANCE_S,
          undefined,
          now.getTime(),
        );
        return eventOf(event);
      } catch (error) {
        if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null;
        throw error;
      }
    },
  };
}

function eventOf(event: Stripe.Event): PaymentEvent {
  return {
    id: event.id,
    type: event.type,
    occurredAt: new Date(event.created * 1000),
    intent: event.type.startsWith('payment_intent.')
      ? intentOf(event.data.object as Stripe.PaymentIntent)
      : null,
  };
}

function intentOf(intent: Stripe.PaymentIntent): Intent {
  const method = intent.payment_method;
  return {
    id: intent.id,
    clientSecret: intent.client_secret ?? null,
    status: intent.status,
    amount: intent.amount,
    received: intent.amount_received ?? 0,
    currency: intent.currency.toUpperCase(),
    paymentMethod: typeof method === 'string' ? method : (method?.id ?? null),
    failure: intent.last_payment_error?.code ?? null,
    metadata: intent.metadata ?? {},
  };
}

/** What Stripe refuses and what it cannot do become errors of ours; neither names our key. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError)
      throw new PaymentDeclined(
        error.decline_code ?? error.code ?? 'declined',
        error.payment_intent?.id ?? null,
      );
    if (error instanceof Stripe.errors.StripeError)
      throw new PaymentsUnavailable(`Stripe: ${error.type} ${error.code ?? ''}`.trim());
    throw error;
  }
}
