import type { Bought, Language, Purchase } from '@scell/contract';
import { add, type Decimal } from '@scell/core';
import { moment } from '../../../platform/http/present.ts';
import { toCents } from './settle.ts';
import type { PurchaseRow } from './store.ts';

/** A purchase; `clientSecret` goes to who buys, and to nobody later. */
export function presentPurchase(row: PurchaseRow, clientSecret: string | null, balance: Decimal): Purchase {
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    credited: row.status === 'paid',
    amount: Number(row.net),
    tax: Number(row.tax),
    total: Number(row.total),
    vat_rate: row.vat_rate === null ? null : Number(row.vat_rate),
    bonus: Number(row.bonus),
    credits: row.kind === 'statement' ? 0 : Number(add(row.net, row.bonus)),
    currency: row.currency,
    pack: row.pack_slug,
    payment_intent_id: row.payment_intent,
    client_secret: clientSecret,
    balance: Number(balance),
    created_at: moment(row.created_at),
  };
}

const SAID: Record<Language, { paid: string; pending: string }> = {
  fr: {
    paid: 'Solde rechargé.',
    pending: 'Paiement à terminer : le solde sera crédité dès qu’il est confirmé.',
  },
  en: {
    paid: 'Balance topped up.',
    pending: 'Payment to be completed: the balance is credited as soon as it is confirmed.',
  },
};

export function presentBought(
  row: PurchaseRow,
  clientSecret: string | null,
  balance: Decimal,
  language: Language,
): Bought {
  const data = presentPurchase(row, clientSecret, balance);
  return {
    message: SAID[language][data.credited ? 'paid' : 'pending'],
    payment_intent_id: data.payment_intent_id,
    client_secret: clientSecret,
    amount: data.amount,
    amount_cents: toCents(row.total),
    currency: 'EUR',
    status: data.status,
    credited: data.credited,
    data,
  };
}
