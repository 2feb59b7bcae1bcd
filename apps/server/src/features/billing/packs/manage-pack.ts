import {
  ApiError,
  type BodyOf,
  type createPack as createOperation,
  fieldError,
  type updatePack as updateOperation,
  validationError,
} from '@scell/contract';
import { cents, compare, equals, multiply } from '@scell/core';
import type { Actor } from '../../../platform/http/call.ts';
import type { Services } from '../../../platform/services.ts';
import { slugOf } from '../../tenants/create-tenant.ts';
import { onProviderErrors } from '../purchases/provider-errors.ts';
import { type Pack, packsOf, writePack } from './packs.ts';

type Admin = Pick<Actor, 'now' | 'newId'>;

/** Puts a pack on the platform's list, and its product and price at the payment provider. */
export async function createPack(
  services: Services,
  admin: Admin,
  wish: BodyOf<typeof createOperation>,
): Promise<Pack> {
  const known = await packsOf(services, { all: true });
  const pack: Pack = {
    id: admin.newId(),
    slug: freeSlug(wish.slug, wish.name, known),
    name: wish.name,
    description: wish.description ?? null,
    price: wish.price_eur,
    credits: wish.credits,
    position: wish.position ?? known.length + 1,
    is_active: wish.is_active ?? true,
    is_recommended: wish.is_recommended ?? false,
    stripe_product_id: null,
    stripe_price_id: null,
    created_at: admin.now,
    updated_at: admin.now,
    deleted_at: null,
  };
  checkAmounts(pack);
  return writePack(services, await atProvider(services, pack, true));
}

/** Changes a pack; one that is in somebody's basket keeps the price it had there. */
export async function updatePack(
  services: Services,
  admin: Admin,
  id: string,
  wish: BodyOf<typeof updateOperation>,
): Promise<Pack> {
  const before = await requirePack(services, id);
  const pack: Pack = {
    ...before,
    name: wish.name ?? before.name,
    description: wish.description === undefined ? before.description : wish.description,
    price: wish.price_eur ?? before.price,
    credits: wish.credits ?? before.credits,
    position: wish.position ?? before.position,
    is_active: wish.is_active ?? before.is_active,
    is_recommended: wish.is_recommended ?? before.is_recommended,
    updated_at: admin.now,
  };
  checkAmounts(pack);
  return writePack(services, await atProvider(services, pack, !equals(pack.price, before.price)));
}

/** Takes a pack off the list for good; its name stays on what was bought. */
export async function deletePack(services: Services, admin: Admin, id: string): Promise<void> {
  const pack = { ...(await requirePack(services, id)), is_active: false, updated_at: admin.now };
  await writePack(services, { ...(await atProvider(services, pack, false)), deleted_at: admin.now });
}

async function requirePack(services: Services, id: string): Promise<Pack> {
  const pack = (await packsOf(services, { all: true })).find((candidate) => candidate.id === id);
  if (pack === undefined) throw new ApiError('PACK_NOT_FOUND');
  return pack;
}

function checkAmounts({ price, credits }: Pack): void {
  if (compare(price, '1') < 0 || compare(price, '100000') > 0)
    throw validationError([
      fieldError('price_eur', {
        fr: 'un pack se vend entre 1 et 100 000 €.',
        en: 'a pack sells for 1 to 100,000 EUR.',
      }),
    ]);
  if (compare(credits, price) < 0 || compare(credits, '1000000') > 0)
    throw validationError([
      fieldError('credits', {
        fr: 'les crédits valent au moins le prix du pack, et au plus 1 000 000 €.',
        en: 'the credits are worth the price of the pack at least, and 1,000,000 EUR at most.',
      }),
    ]);
}

function freeSlug(wished: string | undefined, name: string, known: readonly Pack[]): string {
  const slug = (wished ?? slugOf(name)).slice(0, 60).replace(/-+$/, '') || 'pack';
  const taken = (candidate: string) => known.some((pack) => pack.slug === candidate);
  if (wished !== undefined && (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(wished) || wished !== slug || taken(slug)))
    throw validationError([
      fieldError('slug', {
        fr: 'un slug libre est attendu, en minuscules, chiffres et tirets simples, comme enterprise-500.',
        en: 'a free slug is expected, of small letters, digits and single hyphens, such as enterprise-500.',
      }),
    ]);
  let candidate = slug;
  for (let n = 2; taken(candidate); n++) candidate = `${slug}-${n}`;
  return candidate;
}

/** The pack with what it is at the payment provider; unchanged where there is none. */
async function atProvider(services: Services, pack: Pack, newPrice: boolean): Promise<Pack> {
  const { payments } = services;
  if (payments === null) return pack;
  const { productId, priceId } = await onProviderErrors(services.logger, () =>
    payments.putProduct({
      id: pack.id,
      name: pack.name,
      description: pack.description,
      price: Number(multiply(cents(pack.price), '100')),
      active: pack.is_active,
      productId: pack.stripe_product_id,
      priceId: pack.stripe_price_id,
      samePrice: !newPrice,
    }),
  );
  return { ...pack, stripe_product_id: productId, stripe_price_id: priceId };
}
