import { ApiError } from '@scell/contract';
import { compare } from '@scell/core';
import type { Environment } from '../../../platform/environments.ts';
import { PaymentDeclined } from '../../../platform/payments/payments.ts';
import type { Services } from '../../../platform/services.ts';
import { tell } from '../balance/alerts.ts';
import { bookkeeper } from '../balance/bookkeeper.ts';
import { readBalance } from '../balance/read-balance.ts';
import { lockBalance, updateBalance } from '../balance/store.ts';
import { metadataOf, purchaseRow, termsOfSale } from './buy.ts';
import { noteFailure, settle, toCents } from './settle.ts';
import { insertReload, lockPurchase, type PurchaseRow, pendingReload, updatePurchase } from './store.ts';
import { topUpBasket } from './top-up.ts';

/**
 * Reloads a balance that fell below its tenant's threshold, by the payment method that was saved. Never two at once: a reload that
 * waits for its payment is gone on with, under the same key at the provider. What cannot be paid switches reloads off, and is told of.
 */
export async function autoReload(
  services: Services,
  environment: Environment,
  tenantId: string,
): Promise<void> {
  const db = services.databases[environment];
  const clerk = { ...bookkeeper(services, tenantId), environment };
  const wanted = await db.withTenant({ tenantId }, async (tx) => {
    const { row, amount } = await readBalance(tx, clerk);
    const { auto_reload_enabled: on, auto_reload_threshold: below, auto_reload_amount: by } = row;
    return on && below !== null && by !== null && compare(amount, below) < 0 ? by : null;
  });
  if (wanted === null) return;
  let terms: Awaited<ReturnType<typeof termsOfSale>>;
  try {
    terms = await termsOfSale(services, clerk);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return switchOff(services, environment, tenantId, wanted, error.errorCode);
  }
  const basket = {
    ...(await topUpBasket(services, { amount: wanted })),
    kind: 'auto_reload' as const,
    label: `Rechargement automatique de ${wanted} €`,
  };
  const entered = await db.withTenant({ tenantId }, async (tx) => {
    const balance = await lockBalance(tx, tenantId);
    const { amount } = await readBalance(tx, clerk);
    // Somebody topped up, or changed their mind, meanwhile.
    if (balance?.auto_reload_enabled !== true) return null;
    if (compare(amount, balance.auto_reload_threshold ?? '0') >= 0) return null;
    const purchase =
      (await insertReload(tx, purchaseRow(clerk, terms?.party ?? null, basket))) ??
      (await pendingReload(tx, tenantId));
    if (purchase === undefined) return null;
    if (terms === null) await settle(tx, clerk, purchase, null);
    return { purchase, balance };
  });
  if (entered === null || terms === null) return;
  const { purchase, balance } = entered;
  if (balance.payment_method === null || balance.payment_customer === null)
    return fail(services, tenantId, purchase, 'no_payment_method');
  try {
    const intent = await terms.payments.createIntent({
      key: `scell-${purchase.id}`,
      amount: toCents(purchase.total),
      description: purchase.label,
      metadata: metadataOf(purchase),
      customer: balance.payment_customer,
      save: false,
      chargeNow: balance.payment_method,
    });
    await db.withTenant({ tenantId }, async (tx) => {
      const locked = await lockPurchase(tx, tenantId, purchase.id);
      if (locked === undefined || locked.status !== 'pending') return;
      const begun = await updatePurchase(tx, tenantId, purchase.id, { payment_intent: intent.id });
      if (intent.status === 'succeeded') await settle(tx, clerk, begun, intent);
      // What is under way is told of by the provider.
      else if (intent.status !== 'processing') await noteFailure(tx, clerk, begun, intent.status);
    });
  } catch (error) {
    if (!(error instanceof PaymentDeclined)) throw error;
    await fail(services, tenantId, purchase, error.message);
  }
}

async function fail(
  services: Services,
  tenantId: string,
  { id }: PurchaseRow,
  reason: string,
): Promise<void> {
  const clerk = { ...bookkeeper(services, tenantId), environment: 'production' as const };
  await services.databases.production.withTenant({ tenantId }, async (tx) => {
    const purchase = await lockPurchase(tx, tenantId, id);
    if (purchase !== undefined) await noteFailure(tx, clerk, purchase, reason);
  });
}

/** There is nobody to sell, or nobody to invoice. */
async function switchOff(
  services: Services,
  environment: Environment,
  tenantId: string,
  amount: string,
  reason: string,
): Promise<void> {
  const clerk = bookkeeper(services, tenantId);
  await services.databases[environment].withTenant({ tenantId }, async (tx) => {
    await updateBalance(tx, tenantId, { auto_reload_enabled: false, updated_at: clerk.now });
    await tell(tx, clerk, [{ type: 'balance.reload_failed', data: { amount, currency: 'EUR', reason } }]);
  });
}
