import * as contract from '@scell/contract';
import { ApiError } from '@scell/contract';
import { add } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { type Call, ok, type Reply } from '../../../platform/http/call.ts';
import { route } from '../../../platform/http/route.ts';
import { requireWholeTenant } from '../../tenants/whole-tenant.ts';
import { openBalance } from '../balance/open-balance.ts';
import { readBalance } from '../balance/read-balance.ts';
import { packsOf } from '../packs/packs.ts';
import { type Basket, buy, type Sale, termsOfSale } from './buy.ts';
import { askAboutPayment, confirmPayment } from './confirm-payment.ts';
import { presentBought, presentPurchase } from './present.ts';
import { previewTopUp, topUpBasket } from './top-up.ts';

export const purchaseRoutes = [
  route(contract.previewTopUp, async (call) => {
    requireWholeTenant(call);
    return ok({ data: await previewTopUp(call.services, call, call.query) });
  }),

  route(contract.topUp, async (call) => sell(call, await topUpBasket(call.services, call.body))),

  route(contract.confirmTopUp, async (call) => {
    requireWholeTenant(call);
    const payment = await askAboutPayment(call.services, call, call.body.payment_intent_id);
    return call.once(async (tx) => {
      const purchase = await confirmPayment(tx, call, call.services, payment);
      return bought(tx, call, { purchase, clientSecret: null });
    });
  }),

  route(contract.reloadBalance, async (call) =>
    sell(call, await topUpBasket(call.services, call.body), async (tx, { purchase, clientSecret }) => {
      const { amount } = await readBalance(tx, call);
      const paid = purchase.status === 'paid';
      return ok({
        message: {
          fr: paid ? 'Solde rechargé avec succès.' : 'Paiement à terminer.',
          en: paid ? 'Balance topped up.' : 'Payment to be completed.',
        }[call.language],
        transaction: {
          id: purchase.id,
          amount: Number(add(purchase.net, purchase.bonus)),
          balance_after: Number(amount),
        },
        data: presentPurchase(purchase, clientSecret, amount),
      });
    }),
  ),

  route(contract.checkoutPack, async (call) => {
    const packs = await packsOf(call.services, { all: false });
    const pack = packs.find(({ slug }) => slug === call.params.pack_slug);
    if (pack === undefined) throw new ApiError('PACK_NOT_FOUND');
    return sell(call, {
      kind: 'pack',
      packSlug: pack.slug,
      documentId: null,
      label: `Pack de crédits ${pack.name}`,
      net: pack.price,
      bonus: add(pack.credits, `-${pack.price}`),
      save: call.body?.save_payment_method ?? false,
    });
  }),
];

async function sell(
  call: Call,
  basket: Basket,
  answer: (tx: Tx, sale: Sale) => Promise<Reply> = (tx, sale) => bought(tx, call, sale),
): Promise<Reply> {
  requireWholeTenant(call);
  const terms = await termsOfSale(call.services, call);
  await call.db.withTenant(call.scope, (tx) => openBalance(tx, call));
  return call.once(async (tx) => answer(tx, await buy(tx, call, call.services, terms, basket)));
}

async function bought(tx: Tx, call: Call, { purchase, clientSecret }: Sale): Promise<Reply> {
  const { amount } = await readBalance(tx, call);
  return ok(presentBought(purchase, clientSecret, amount, call.language));
}
