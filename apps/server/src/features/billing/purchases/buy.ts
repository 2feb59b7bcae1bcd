import { ApiError } from '@scell/contract';
import { add, cents, type Decimal, divide, multiply, round } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import type { Payments } from '../../../platform/payments/payments.ts';
import type { Services } from '../../../platform/services.ts';
import { openBalance } from '../balance/open-balance.ts';
import { type BalanceRow, updateBalance } from '../balance/store.ts';
import { vatOfSale } from '../vat.ts';
import { type BillingParty, billingParty } from './buyer.ts';
import { onProviderErrors } from './provider-errors.ts';
import { settle, toCents } from './settle.ts';
import { insertPurchase, type PurchaseRow, updatePurchase } from './store.ts';

/** What is bought. */
export interface Basket {
  kind: 'top_up' | 'pack' | 'auto_reload' | 'statement';
  packSlug: string | null;
  documentId: string | null;
  label: string;
  /** Euros without VAT. */
  net: Decimal;
  bonus: Decimal;
  save: boolean;
}

export interface Sale {
  purchase: PurchaseRow;
  clientSecret: string | null;
}

type Buyer = Pick<Actor, 'by' | 'environment' | 'scope' | 'now' | 'newId'>;

/** Who is invoiced, and with which VAT: `null` in the sandbox, where nothing is sold. */
export async function termsOfSale(
  services: Services,
  { environment, scope }: Pick<Actor, 'environment' | 'scope'>,
): Promise<{ party: BillingParty; payments: Payments } | null> {
  if (environment === 'sandbox') return null;
  if (services.payments === null || services.billing.owner === null)
    throw new ApiError('PAYMENTS_NOT_CONFIGURED');
  return { party: await billingParty(services, scope.tenantId), payments: services.payments };
}

/**
 * Enters what is bought. In the sandbox it is credited at once; in live a payment is begun at the provider, and the credits come
 * when it says that it is paid. Only who is answered can complete the payment, so none can be completed whose row was not kept.
 */
export async function buy(
  tx: Tx,
  actor: Buyer,
  services: Services,
  terms: Awaited<ReturnType<typeof termsOfSale>>,
  basket: Basket,
): Promise<Sale> {
  const balance = await openBalance(tx, actor);
  const purchase = await insertPurchase(tx, purchaseRow(actor, terms?.party ?? null, basket));
  if (terms === null) return { purchase: await settle(tx, actor, purchase, null), clientSecret: null };
  const customer = basket.save ? await customerOf(services, terms, actor, balance) : balance.payment_customer;
  const intent = await onProviderErrors(services.logger, () =>
    terms.payments.createIntent({
      key: `scell-${purchase.id}`,
      amount: toCents(purchase.total),
      description: purchase.label,
      metadata: metadataOf(purchase),
      customer,
      save: basket.save,
      chargeNow: null,
    }),
  );
  const begun = await updatePurchase(tx, actor.scope.tenantId, purchase.id, {
    payment_intent: intent.id,
    updated_at: actor.now,
  });
  // Last: it holds the balance, and nobody waits for the provider with that.
  if (customer !== balance.payment_customer)
    await updateBalance(tx, actor.scope.tenantId, { payment_customer: customer, updated_at: actor.now });
  return { purchase: begun, clientSecret: intent.clientSecret };
}

/** What a payment bears at the provider, so that its word leads back to our row. */
export function metadataOf({ tenant_id, id, kind }: PurchaseRow): Record<string, string> {
  return { tenant_id, purchase_id: id, type: kind === 'pack' ? 'pack_purchase' : kind };
}

/** The row of a purchase: amounts with the VAT that its buyer pays. */
export function purchaseRow(actor: Buyer, party: BillingParty | null, basket: Basket) {
  const vat = party === null ? null : vatOfSale(party);
  const tax = taxOn(basket.net, vat?.rate ?? '0');
  return {
    tenant_id: actor.scope.tenantId,
    id: actor.newId(),
    kind: basket.kind,
    pack_slug: basket.packSlug,
    document_id: basket.documentId,
    label: basket.label,
    net: basket.net,
    tax,
    total: add(basket.net, tax),
    bonus: basket.bonus,
    vat_category: vat?.category ?? null,
    vat_rate: vat?.rate ?? null,
    buyer: party === null ? null : JSON.stringify(party),
    save_payment_method: basket.save,
    payment_intent: null,
    failure: null,
    invoice_id: null,
    invoice_number: null,
    created_at: actor.now,
    updated_at: actor.now,
    paid_at: null,
  };
}

/** VAT by the cent. */
export function taxOn(net: Decimal, rate: Decimal): Decimal {
  return cents(round(divide(multiply(net, rate), '100', 6), 2));
}

async function customerOf(
  services: Services,
  { party, payments }: NonNullable<Awaited<ReturnType<typeof termsOfSale>>>,
  { scope }: Buyer,
  balance: BalanceRow,
): Promise<string> {
  if (balance.payment_customer !== null) return balance.payment_customer;
  return onProviderErrors(services.logger, () =>
    payments.createCustomer({ tenantId: scope.tenantId, name: party.name, email: party.email }),
  );
}
