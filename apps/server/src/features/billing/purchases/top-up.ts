import { add, divide, round } from '@scell/core';
import type { Actor } from '../../../platform/http/call.ts';
import type { Services } from '../../../platform/services.ts';
import { bonusOn, packsOf } from '../packs/packs.ts';
import { vatOfSale } from '../vat.ts';
import { type Basket, taxOn } from './buy.ts';
import { billingParty } from './buyer.ts';

interface TopUpWish {
  amount?: string | undefined;
  amount_cents?: number | undefined;
  save_payment_method?: boolean | undefined;
}

/** What a top-up asks for, in euros. */
function amountOf({ amount, amount_cents }: TopUpWish): string {
  return round(amount ?? divide(String(amount_cents ?? 0), '100', 2), 2);
}

/** A top-up as what is bought, with the bonus its amount has. */
export async function topUpBasket(services: Services, wish: TopUpWish): Promise<Basket> {
  const net = amountOf(wish);
  return {
    kind: 'top_up',
    packSlug: null,
    documentId: null,
    label: `Recharge de ${net} €`,
    net,
    bonus: bonusOn(net, await packsOf(services, { all: false })).bonus,
    save: wish.save_payment_method ?? false,
  };
}

/** What a top-up would cost and give. */
export async function previewTopUp(
  services: Services,
  { environment, scope }: Pick<Actor, 'environment' | 'scope'>,
  wish: TopUpWish,
) {
  const net = amountOf(wish);
  const { percent, bonus } = bonusOn(net, await packsOf(services, { all: false }));
  const rate = environment === 'sandbox' ? '0' : vatOfSale(await billingParty(services, scope.tenantId)).rate;
  const tax = taxOn(net, rate);
  return {
    amount: Number(net),
    bonus_percent: Number(percent),
    bonus: Number(bonus),
    credits: Number(add(net, bonus)),
    vat_rate: Number(rate),
    tax: Number(tax),
    total: Number(add(net, tax)),
    currency: 'EUR' as const,
  };
}
