import type { Pricing } from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { type Prices, pricesAt } from '../price-list.ts';
import { overridesAt } from './store.ts';

/** The prices that hold for a tenant: the list, but where it has its own. */
export async function pricesOf(tx: Tx, tenantId: string, now: Date): Promise<Prices> {
  const own = (await overridesAt(tx, tenantId, now)).filter(({ price }) => price !== null);
  return { ...pricesAt(now), ...Object.fromEntries(own.map(({ service, price }) => [service, price])) };
}

export function presentPrices(prices: Prices): Pricing {
  return {
    invoice_price: Number(prices.invoice),
    credit_note_price: Number(prices.credit_note),
    signature_price: Number(prices.signature),
    currency: 'EUR',
  };
}
