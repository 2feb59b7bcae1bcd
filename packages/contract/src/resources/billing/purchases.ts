import { z } from 'zod';
import { withRules } from '../../field.ts';
import { flag, integer } from '../../fields/choices.ts';
import { topUpAmount } from '../../fields/decimals.ts';
import { line } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { one } from '../envelopes.ts';
import { billing, moment } from './common.ts';

const PURCHASE_ERRORS = [
  'SUB_TENANT_FORBIDDEN',
  'PAYMENTS_NOT_CONFIGURED',
  'BILLING_PROFILE_INCOMPLETE',
  'PAYMENT_DECLINED',
  'PAYMENT_PROVIDER_UNAVAILABLE',
] as const;

const purchase = z
  .object({
    id: z.uuid(),
    kind: z.enum(['top_up', 'pack', 'auto_reload', 'statement']),
    status: z.enum(['pending', 'paid', 'failed', 'cancelled']),
    credited: z.boolean().meta({ description: 'Whether the credits are on the balance.' }),
    amount: z.number().meta({ description: 'Euros without VAT.' }),
    tax: z.number(),
    total: z.number().meta({ description: 'What is paid, VAT included.' }),
    vat_rate: z.number().nullable(),
    bonus: z.number(),
    credits: z.number().meta({ description: 'What the balance gets, bonus included.' }),
    currency: z.literal('EUR'),
    pack: z.string().nullable(),
    payment_intent_id: z.string().nullable(),
    client_secret: z
      .string()
      .nullable()
      .meta({ description: 'With which the browser completes the payment at Stripe.' }),
    balance: z.number().meta({ description: 'The balance now.' }),
    created_at: moment,
  })
  .meta({ id: 'Purchase' });

export type Purchase = z.output<typeof purchase>;

// Old clients read the sentence, newer ones the flat fields, the reference the object.
const bought = z.object({
  message: z.string(),
  payment_intent_id: z.string().nullable(),
  client_secret: z.string().nullable(),
  amount: z.number(),
  amount_cents: z.int(),
  currency: z.literal('EUR'),
  status: z.string(),
  credited: z.boolean(),
  data: purchase,
});

export type Bought = z.output<typeof bought>;

const buys = (fr: string, en: string) => ({ 200: { description: { fr, en }, schema: bought } }) as const;

const ONE_AMOUNT = {
  fr: 'un montant est attendu : amount en euros, ou amount_cents en centimes.',
  en: 'an amount is expected: amount in euros, or amount_cents in cents.',
};

const topUpBody = withRules(
  z.object({
    amount: topUpAmount.optional(),
    amount_cents: integer(1_000, 1_000_000).optional(),
    save_payment_method: flag.optional(),
    payment_method: line(100).optional(),
    currency: line(3).optional(),
  }),
  ({ amount, amount_cents, currency }, refuseField) => {
    if ((amount === undefined) === (amount_cents === undefined)) refuseField(['amount'], ONE_AMOUNT);
    if (currency !== undefined && currency.toUpperCase() !== 'EUR')
      refuseField(['currency'], { fr: 'seul EUR est accepté.', en: 'only EUR is accepted.' });
  },
).meta({ anyOf: [{ required: ['amount'] }, { required: ['amount_cents'] }] });

export const previewTopUp = operation({
  ...billing,
  id: 'previewTopUp',
  method: 'GET',
  path: '/tenant/billing/top-up/preview',
  summary: { fr: 'Prévoir une recharge', en: 'Preview a top-up' },
  description: {
    fr: 'Une recharge a le bonus du plus grand pack que son montant paierait.',
    en: 'A top-up has the bonus of the largest pack that its amount would pay.',
  },
  scopes: ['billing:read'],
  query: withRules(
    z.object({ amount: topUpAmount.optional(), amount_cents: integer(1_000, 1_000_000).optional() }),
    ({ amount, amount_cents }, refuseField) => {
      if ((amount === undefined) === (amount_cents === undefined)) refuseField(['amount'], ONE_AMOUNT);
    },
  ),
  responses: {
    200: {
      description: { fr: 'Ce qu’elle coûterait et donnerait.', en: 'What it would cost and give.' },
      schema: one(
        z
          .object({
            amount: z.number(),
            bonus_percent: z.number(),
            bonus: z.number(),
            credits: z.number(),
            vat_rate: z.number(),
            tax: z.number(),
            total: z.number(),
            currency: z.literal('EUR'),
          })
          .meta({ id: 'TopUpPreview' }),
      ),
    },
  },
  errors: ['SUB_TENANT_FORBIDDEN', 'BILLING_PROFILE_INCOMPLETE'],
});

export const topUp = operation({
  ...billing,
  id: 'topUp',
  method: 'POST',
  path: '/tenant/billing/top-up',
  summary: { fr: 'Recharger le solde', en: 'Top up the balance' },
  description: {
    fr: 'En production, une intention de paiement Stripe à terminer par le navigateur ; les crédits viennent quand Stripe dit qu’elle est payée. Dans le bac à sable, le solde est crédité aussitôt.',
    en: 'In production, a Stripe payment intent for the browser to complete; the credits come when Stripe says that it is paid. In the sandbox, the balance is credited at once.',
  },
  scopes: ['billing:write'],
  body: topUpBody,
  examples: { hundred: { amount: 100 }, in_cents: { amount_cents: 5000, save_payment_method: true } },
  responses: buys('La recharge.', 'The top-up.'),
  errors: PURCHASE_ERRORS,
});

export const confirmTopUp = operation({
  ...billing,
  id: 'confirmTopUp',
  method: 'POST',
  path: '/tenant/billing/top-up/confirm',
  summary: { fr: 'Confirmer un paiement', en: 'Confirm a payment' },
  description: {
    fr: 'Demande à Stripe si l’intention est payée, et crédite si elle l’est. L’appel de Stripe fait de même : le second ne crédite rien.',
    en: 'Asks Stripe whether the intent is paid, and credits if it is. Stripe’s own call does the same: the second credits nothing.',
  },
  scopes: ['billing:write'],
  body: z.object({ payment_intent_id: line(255, 'pi_3Nx') }),
  responses: buys('Le paiement.', 'The payment.'),
  errors: [...PURCHASE_ERRORS, 'NOT_FOUND', 'PAYMENT_NOT_COMPLETED'],
});

export const reloadBalance = operation({
  ...billing,
  id: 'reloadBalance',
  method: 'POST',
  path: '/balance/reload',
  summary: { fr: 'Recharger le solde (ancienne adresse)', en: 'Top up the balance (former address)' },
  scopes: ['billing:write'],
  body: topUpBody,
  examples: { hundred: { amount: 100 } },
  responses: {
    200: {
      description: { fr: 'La recharge.', en: 'The top-up.' },
      schema: z.object({
        message: z.string(),
        transaction: z.object({ id: z.uuid(), amount: z.number(), balance_after: z.number() }),
        data: purchase,
      }),
    },
  },
  errors: PURCHASE_ERRORS,
});

export const checkoutPack = operation({
  ...billing,
  id: 'checkoutPack',
  method: 'POST',
  path: '/tenant/billing/packs/{pack_slug}/checkout',
  summary: { fr: 'Acheter un pack', en: 'Buy a pack' },
  scopes: ['billing:write'],
  params: z.object({ pack_slug: line(64, 'starter') }),
  body: z.object({ save_payment_method: flag.optional() }),
  bodyOptional: true,
  responses: buys('L’achat.', 'The purchase.'),
  errors: [...PURCHASE_ERRORS, 'PACK_NOT_FOUND'],
});

export const purchaseOperations = [previewTopUp, topUp, confirmTopUp, reloadBalance, checkoutPack] as const;
