import type { CreditPack, ManagedCreditPack } from '@scell/contract';
import * as contract from '@scell/contract';
import { subtract } from '@scell/core';
import { cached } from '../../../platform/http/cached.ts';
import { type Call, ok } from '../../../platform/http/call.ts';
import { moment, presentWarnings } from '../../../platform/http/present.ts';
import { publicRoute, route } from '../../../platform/http/route.ts';
import { createPack, deletePack, updatePack } from './manage-pack.ts';
import { bonusPercent, type Pack, packsOf } from './packs.ts';

export const packRoutes = [
  publicRoute(contract.listPublicPacks, async ({ services }) =>
    cached(ok({ data: (await packsOf(services, { all: false })).map(present) })),
  ),
  route(contract.listPacks, async ({ services }) =>
    ok({ data: (await packsOf(services, { all: false })).map(present) }),
  ),

  route(contract.listManagedPacks, async ({ services }) =>
    ok({ data: (await packsOf(services, { all: true })).map(presentManaged) }),
  ),
  route(contract.createPack, (call) =>
    call.once(async () => ({
      status: 201,
      body: written(
        call,
        { fr: 'Pack créé.', en: 'Pack created.' },
        await createPack(call.services, call, call.body),
      ),
    })),
  ),
  route(contract.updatePack, async (call) =>
    ok(
      written(
        call,
        { fr: 'Pack modifié.', en: 'Pack updated.' },
        await updatePack(call.services, call, call.params.id, call.body),
      ),
    ),
  ),
  route(contract.deletePack, async (call) => {
    await deletePack(call.services, call, call.params.id);
    return ok({ message: { fr: 'Pack retiré.', en: 'Pack removed.' }[call.language] });
  }),
];

function present(pack: Pack): CreditPack {
  const bonus = Number(subtract(pack.credits, pack.price));
  return {
    id: pack.id,
    slug: pack.slug,
    name: pack.name,
    description: pack.description,
    amount_eur: Number(pack.price),
    amount_euros: Number(pack.price),
    credits_eur: Number(pack.credits),
    credits_euros: Number(pack.credits),
    bonus_eur: bonus,
    bonus_euros: bonus,
    bonus_percent: Number(bonusPercent(pack)),
    currency: 'EUR',
    position: pack.position,
    is_recommended: pack.is_recommended,
  };
}

function presentManaged(pack: Pack): ManagedCreditPack {
  return {
    ...present(pack),
    is_active: pack.is_active,
    stripe_product_id: pack.stripe_product_id,
    stripe_price_id: pack.stripe_price_id,
    created_at: moment(pack.created_at),
    updated_at: moment(pack.updated_at),
  };
}

function written(call: Call, message: { fr: string; en: string }, pack: Pack) {
  return {
    message: message[call.language],
    data: presentManaged(pack),
    warnings: presentWarnings(call.warnings, call.language),
  };
}
