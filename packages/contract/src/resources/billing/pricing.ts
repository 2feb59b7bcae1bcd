import { z } from 'zod';
import { operation } from '../../operation.ts';
import { one } from '../envelopes.ts';
import { billing } from './common.ts';

const prices = z
  .object({
    invoice_price: z.number().meta({ description: 'Euros without VAT, an invoice issued.' }),
    credit_note_price: z.number(),
    signature_price: z.number().meta({ description: 'A signer.' }),
    currency: z.literal('EUR'),
  })
  .meta({ id: 'Pricing' });

export type Pricing = z.output<typeof prices>;

const responses = {
  200: { description: { fr: 'Les prix hors TVA.', en: 'The prices without VAT.' }, schema: one(prices) },
} as const;
const ownSummary = { fr: 'Prix du compte', en: 'Prices of the account' };

export const getPublicPricing = operation({
  id: 'getPublicPricing',
  tag: 'Billing',
  auth: 'none',
  surface: 'system',
  scopes: [],
  method: 'GET',
  path: '/pricing/public',
  summary: { fr: 'Prix publics', en: 'Public prices' },
  responses,
  errors: [],
});

export const getPricing = operation({
  id: 'getPricing',
  tag: 'Billing',
  auth: 'none',
  keyOptional: true,
  surface: 'billing',
  method: 'GET',
  path: '/pricing',
  summary: ownSummary,
  description: {
    fr: 'Avec une clé, les prix du compte ; sans clé, les prix publics.',
    en: 'With a key, the prices of the account; without, the public ones.',
  },
  scopes: [],
  responses,
  errors: [],
});

export const getTenantPricing = operation({
  ...billing,
  id: 'getTenantPricing',
  method: 'GET',
  path: '/tenant/pricing',
  summary: ownSummary,
  scopes: ['billing:read'],
  responses,
  errors: [],
});

export const pricingOperations = [getPublicPricing, getPricing, getTenantPricing] as const;
