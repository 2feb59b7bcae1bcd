import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { flag, integer } from '../../fields/choices.ts';
import { amount } from '../../fields/decimals.ts';
import { line, paragraph, uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { updateShape } from '../../update-shape.ts';
import { messageOnly, written } from '../envelopes.ts';
import { billing } from './common.ts';

const packShape = {
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  amount_eur: z.number().meta({ description: 'Price in euros without VAT.' }),
  amount_euros: z.number(),
  credits_eur: z.number().meta({ description: 'Credits in euros, bonus included.' }),
  credits_euros: z.number(),
  bonus_eur: z.number(),
  bonus_euros: z.number(),
  bonus_percent: z.number(),
  currency: z.literal('EUR'),
  position: z.int(),
  is_recommended: z.boolean(),
};
const pack = z.object(packShape).meta({ id: 'CreditPack' });
const managedPack = z
  .object({
    ...packShape,
    is_active: z.boolean(),
    stripe_product_id: z.string().nullable(),
    stripe_price_id: z.string().nullable(),
    created_at: z.iso.datetime({ offset: true }),
    updated_at: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'ManagedCreditPack' });

export type CreditPack = z.output<typeof pack>;
export type ManagedCreditPack = z.output<typeof managedPack>;

const listed = {
  200: {
    description: { fr: 'Les packs en vente.', en: 'The packs for sale.' },
    schema: z.object({ data: z.array(pack) }),
  },
} as const;
const listSummary = { fr: 'Lister les packs de crédits', en: 'List credit packs' };

export const listPublicPacks = operation({
  id: 'listPublicPacks',
  tag: 'Billing',
  auth: 'none',
  surface: 'system',
  scopes: [],
  method: 'GET',
  path: '/packs/public',
  summary: listSummary,
  responses: listed,
  errors: [],
});

export const listPacks = operation({
  ...billing,
  id: 'listPacks',
  method: 'GET',
  path: '/tenant/billing/packs',
  summary: listSummary,
  scopes: ['billing:read'],
  responses: listed,
  errors: [],
});

const shape = {
  name: line(255, 'Enterprise 500'),
  slug: line(64, 'enterprise-500').optional(),
  description: paragraph(1000).optional(),
  price_eur: amount,
  credits: amount,
  position: integer(0, 1_000_000).optional(),
  is_active: flag.optional(),
  is_recommended: flag.optional(),
};
const spellings = {
  price_eur: ['amount_eur', 'amount_euros', 'price'],
  credits: ['credits_eur', 'credits_euros'],
} as const;

const admin = { tag: 'Administration', auth: 'key', surface: 'billing', scopes: ['admin'] } as const;
const byId = z.object({ id: uuid });

export const listManagedPacks = operation({
  ...admin,
  id: 'listManagedPacks',
  method: 'GET',
  path: '/admin/credit-packs',
  summary: { fr: 'Lister tous les packs', en: 'List all packs' },
  responses: {
    200: {
      description: {
        fr: 'Les packs, aussi ceux qui ne se vendent plus.',
        en: 'The packs, also those no longer sold.',
      },
      schema: z.object({ data: z.array(managedPack) }),
    },
  },
  errors: [],
});

export const createPack = operation({
  ...admin,
  id: 'createPack',
  method: 'POST',
  path: '/admin/credit-packs',
  summary: { fr: 'Créer un pack', en: 'Create a pack' },
  description: {
    fr: '`credits` et `price_eur` en euros hors TVA : la différence est le bonus. Le produit et le prix sont créés chez Stripe, si un compte est configuré.',
    en: '`credits` and `price_eur` in euros without VAT: the difference is the bonus. Product and price are made at Stripe, where an account is configured.',
  },
  body: aliased(z.object(shape), spellings),
  examples: {
    enterprise: { name: 'Enterprise 500', description: 'Grands comptes', credits: 600, price_eur: 500 },
  },
  responses: { 201: { description: { fr: 'Le pack.', en: 'The pack.' }, schema: written(managedPack) } },
  errors: ['CONFLICT', 'PAYMENT_PROVIDER_UNAVAILABLE'],
});

const { slug: _slug, ...changeable } = shape;

export const updatePack = operation({
  ...admin,
  id: 'updatePack',
  method: 'PUT',
  alternateMethods: ['PATCH'],
  path: '/admin/credit-packs/{id}',
  summary: { fr: 'Modifier un pack', en: 'Update a pack' },
  params: byId,
  body: aliased(z.object(updateShape(changeable)), spellings),
  responses: { 200: { description: { fr: 'Le pack.', en: 'The pack.' }, schema: written(managedPack) } },
  errors: ['PACK_NOT_FOUND', 'PAYMENT_PROVIDER_UNAVAILABLE'],
});

export const deletePack = operation({
  ...admin,
  id: 'deletePack',
  method: 'DELETE',
  path: '/admin/credit-packs/{id}',
  summary: { fr: 'Retirer un pack', en: 'Remove a pack' },
  params: byId,
  responses: {
    200: { description: { fr: 'Le pack est retiré.', en: 'The pack is removed.' }, schema: messageOnly },
  },
  errors: ['PACK_NOT_FOUND', 'PAYMENT_PROVIDER_UNAVAILABLE'],
});

export const packOperations = [
  listPublicPacks,
  listPacks,
  listManagedPacks,
  createPack,
  updatePack,
  deletePack,
] as const;
