/** A payment at the provider, as it says itself. Amounts are cents. */
export interface Intent {
  id: string;
  /** What the browser completes it with; only ever handed to who buys. */
  clientSecret: string | null;
  /** The provider's word: `succeeded`, `requires_payment_method`, `processing` … */
  status: string;
  amount: number;
  received: number;
  /** ISO 4217 in capitals. */
  currency: string;
  paymentMethod: string | null;
  /** Why the last try failed, where it did. */
  failure: string | null;
  metadata: Readonly<Record<string, string>>;
}

export interface NewIntent {
  /** The same key makes the same intent, however often it is asked for. */
  key: string;
  amount: number;
  description: string;
  metadata: Readonly<Record<string, string>>;
  customer: string | null;
  /** Keep the method for payments while the customer is away. */
  save: boolean;
  /** Pay at once with this method, the customer being away. */
  chargeNow: string | null;
}

/** Something the provider told us. */
export interface PaymentEvent {
  id: string;
  type: string;
  occurredAt: Date;
  /** Set where it is about a payment. */
  intent: Intent | null;
}

export interface ProductWish {
  id: string;
  name: string;
  description: string | null;
  /** Cents. */
  price: number;
  active: boolean;
  /** What it is at the provider already. */
  productId: string | null;
  priceId: string | null;
  /** Whether the price it has there is still right. */
  samePrice: boolean;
}

/** Who takes payments. */
export interface Payments {
  createIntent(wish: NewIntent): Promise<Intent>;
  readIntent(id: string): Promise<Intent>;
  /** The customer that stands for a tenant: the same however often it is asked for. */
  createCustomer(wish: { tenantId: string; name: string; email: string | null }): Promise<string>;
  putProduct(wish: ProductWish): Promise<{ productId: string; priceId: string }>;
  /** Reads what came to our door; `null` when the signature is not the provider's. */
  readEvent(bytes: Uint8Array, signature: string, now: Date): PaymentEvent | null;
}

/** The bank or the provider refuses a payment. */
export class PaymentDeclined extends Error {
  override readonly name = 'PaymentDeclined';
  readonly intentId: string | null;

  constructor(reason: string, intentId: string | null) {
    super(reason);
    this.intentId = intentId;
  }
}

/** The provider gave no answer that can be used. */
export class PaymentsUnavailable extends Error {
  override readonly name = 'PaymentsUnavailable';
}
