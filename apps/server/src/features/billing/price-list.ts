import { compare, type Decimal } from '@scell/core';

/** What is charged, by the name the journal gives it. */
export type ChargedService = 'invoice' | 'credit_note' | 'signature';

/** Euros without VAT: an invoice, a credit note, a signer. */
export type Prices = Readonly<Record<ChargedService, Decimal>>;

/** The price lists, by the moment from which each holds; the latest first. */
const LISTS: readonly { from: string; prices: Prices }[] = [
  { from: '2026-01-01T00:00:00+01:00', prices: { invoice: '0.04', credit_note: '0.04', signature: '1.2' } },
];

const FIRST = LISTS.at(-1)?.prices ?? { invoice: '0', credit_note: '0', signature: '0' };

/** The list in force at a moment. */
export function pricesAt(moment: Date): Prices {
  return LISTS.find(({ from }) => Date.parse(from) <= moment.getTime())?.prices ?? FIRST;
}

/** With less than this nothing can be issued. */
export function cheapest(prices: Prices): Decimal {
  return Object.values(prices).reduce((least, price) => (compare(price, least) < 0 ? price : least));
}
