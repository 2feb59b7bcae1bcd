import { type Decimal, divide, multiply, round, subtract, trimZeros } from '@scell/core';
import type { Services } from '../../../platform/services.ts';
import { callCreditPacks, callWriteCreditPack, type Pack } from './store.ts';

export type { Pack } from './store.ts';

/** The packs of the platform, in the order they are shown; those for sale only, unless all are wanted. Of both environments. */
export async function packsOf(services: Services, { all }: { all: boolean }): Promise<Pack[]> {
  const packs = await services.databases.production.withSystem('list credit packs', (tx) =>
    callCreditPacks(tx),
  );
  return packs.filter(({ is_active }) => all || is_active);
}

/** Keeps a pack as it is given. */
export function writePack(services: Services, pack: Pack): Promise<Pack> {
  return services.databases.production.withSystem('write credit pack', (tx) => callWriteCreditPack(tx, pack));
}

/** What a pack gives beyond its price, in percent with two decimals. */
export function bonusPercent({ price, credits }: Pick<Pack, 'price' | 'credits'>): Decimal {
  return trimZeros(divide(multiply(subtract(credits, price), '100'), price, 2));
}

/** What a top-up of an amount gives beyond it: the bonus of the largest pack that the amount would pay. */
export function bonusOn(amount: Decimal, packs: readonly Pack[]): { percent: Decimal; bonus: Decimal } {
  const within = packs.filter(({ price }) => Number(price) <= Number(amount));
  const largest = within.sort((a, b) => Number(b.price) - Number(a.price))[0];
  if (largest === undefined) return { percent: '0', bonus: '0' };
  const percent = bonusPercent(largest);
  return { percent, bonus: round(divide(multiply(amount, percent), '100', 6), 2) };
}
