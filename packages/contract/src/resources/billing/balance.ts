import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { choice, flag } from '../../fields/choices.ts';
import { date } from '../../fields/dates.ts';
import { threshold, topUpAmount } from '../../fields/decimals.ts';
import { operation } from '../../operation.ts';
import { one, written } from '../envelopes.ts';
import { listOf, paging } from '../lists.ts';
import { billing, moment, period } from './common.ts';

const balance = z
  .object({
    amount: z.number().meta({ description: 'Euros without VAT that can be spent now.' }),
    balance: z.number(),
    credits: z.number(),
    currency: z.literal('EUR'),
    auto_reload_enabled: z.boolean(),
    auto_reload_threshold: z.number().nullable(),
    auto_reload_amount: z.number().nullable(),
    low_balance_alert_threshold: z.number(),
    critical_balance_alert_threshold: z.number(),
    has_payment_method: z
      .boolean()
      .meta({ description: 'Whether a payment method is saved for automatic top-ups.' }),
    expiring_amount: z.number().meta({ description: 'What ends next.' }),
    expires_at: moment.nullable().meta({ description: 'When it ends; null without credits.' }),
    updated_at: moment,
  })
  .meta({ id: 'Balance' });

export type Balance = z.output<typeof balance>;

/** As old clients know them, and as the books do. */
const TRANSACTION_SERVICES = ['invoice', 'signature', 'manual', 'admin'] as const;

const transaction = z
  .object({
    id: z.uuid(),
    type: z.enum(['credit', 'debit']),
    service: z.enum(TRANSACTION_SERVICES),
    kind: z
      .enum([
        'invoice',
        'credit_note',
        'signature',
        'manual',
        'admin',
        'pack',
        'auto_reload',
        'welcome',
        'expiry',
        'refund',
        'statement',
      ])
      .meta({ description: 'What it was, more closely than `service`.' }),
    amount: z.number().meta({ description: 'Negative on a debit.' }),
    currency: z.literal('EUR'),
    balance_before: z.number(),
    balance_after: z.number(),
    description: z.string(),
    quantity: z.int(),
    unit_price: z.number().nullable(),
    reference: z.string().nullable(),
    reference_type: z.string().nullable(),
    reference_id: z.uuid().nullable(),
    entity_type: z.string().nullable(),
    entity_id: z.uuid().nullable(),
    sub_tenant_id: z.uuid().nullable(),
    status: z.literal('completed'),
    created_at: moment,
  })
  .meta({ id: 'BalanceTransaction' });

export type BalanceTransaction = z.output<typeof transaction>;

const balanceSummary = { fr: 'Lire le solde', en: 'Read the balance' };
const theBalance = {
  200: { description: { fr: 'Le solde.', en: 'The balance.' }, schema: one(balance) },
} as const;

export const getBalance = operation({
  ...billing,
  id: 'getBalance',
  method: 'GET',
  path: '/balance',
  summary: balanceSummary,
  scopes: ['billing:read'],
  responses: theBalance,
  errors: ['SUB_TENANT_FORBIDDEN'],
});

export const getTenantBalance = operation({
  ...billing,
  id: 'getTenantBalance',
  method: 'GET',
  path: '/tenant/balance',
  summary: balanceSummary,
  scopes: ['billing:read'],
  responses: theBalance,
  errors: ['SUB_TENANT_FORBIDDEN'],
});

export const updateBalanceSettings = operation({
  ...billing,
  id: 'updateBalanceSettings',
  method: 'PUT',
  alternateMethods: ['PATCH'],
  path: '/balance/settings',
  summary: { fr: 'Régler les alertes et le rechargement', en: 'Set alerts and automatic top-ups' },
  description: {
    fr: 'Les champs absents ne changent pas. Chaque seuil franchi vers le bas est annoncé une fois, par un événement et un courriel. Le rechargement automatique paie avec le moyen de paiement enregistré lors d’une recharge (save_payment_method).',
    en: 'Absent fields do not change. Each threshold that is fallen below is told of once, by an event and a mail. Automatic top-ups pay with the method saved at a top-up (save_payment_method).',
  },
  scopes: ['billing:write'],
  body: z.object({
    auto_reload_enabled: flag.optional(),
    auto_reload_threshold: threshold.nullable().optional(),
    auto_reload_amount: topUpAmount.nullable().optional(),
    low_balance_alert_threshold: threshold.optional(),
    critical_balance_alert_threshold: threshold.optional(),
  }),
  bodyOptional: true,
  examples: {
    reload: { auto_reload_enabled: true, auto_reload_threshold: 10, auto_reload_amount: 100 },
  },
  responses: {
    200: { description: { fr: 'Le solde réglé.', en: 'The balance as set.' }, schema: written(balance) },
  },
  errors: ['SUB_TENANT_FORBIDDEN'],
});

const transactionQuery = aliased(
  z.object({
    type: choice(['credit', 'debit']).optional(),
    service: choice([...TRANSACTION_SERVICES, 'credit_note', 'pack', 'expiry']).optional(),
    from: date.optional(),
    to: date.optional(),
    ...paging(['sequence']),
  }),
  { from: ['date_from'], to: ['date_to'] },
);
const transactionSummary = { fr: 'Lister les mouvements du solde', en: 'List the movements of the balance' };
const transactions = {
  200: {
    description: {
      fr: 'Une page de mouvements, le dernier d’abord.',
      en: 'A page of movements, the last first.',
    },
    schema: listOf(transaction),
  },
} as const;

export const listBalanceTransactions = operation({
  ...billing,
  id: 'listBalanceTransactions',
  method: 'GET',
  path: '/balance/transactions',
  summary: transactionSummary,
  scopes: ['billing:read'],
  query: transactionQuery,
  responses: transactions,
  errors: ['SUB_TENANT_FORBIDDEN'],
});

export const listTenantTransactions = operation({
  ...billing,
  id: 'listTenantTransactions',
  method: 'GET',
  path: '/tenant/billing/transactions',
  summary: transactionSummary,
  scopes: ['billing:read'],
  query: transactionQuery,
  responses: transactions,
  errors: ['SUB_TENANT_FORBIDDEN'],
});

const usage = z
  .object({
    period: z.string().meta({ description: 'YYYY-MM, in Paris.' }),
    period_start: z.iso.date(),
    period_end: z.iso.date(),
    invoices_count: z.int(),
    invoices_amount: z.number(),
    credit_notes_count: z.int(),
    credit_notes_amount: z.number(),
    signatures_count: z.int().meta({ description: 'Signers.' }),
    signatures_amount: z.number(),
    total_cost: z.number().meta({ description: 'Euros without VAT.' }),
    currency: z.literal('EUR'),
    breakdown: z.array(
      z.object({ service: z.string(), quantity: z.int(), unit_price: z.number(), total: z.number() }),
    ),
  })
  .meta({ id: 'BillingUsage' });

export type BillingUsage = z.output<typeof usage>;

export const getUsage = operation({
  ...billing,
  id: 'getUsage',
  method: 'GET',
  path: '/tenant/billing/usage',
  summary: { fr: 'Consommation d’un mois', en: 'Usage of a month' },
  scopes: ['billing:read'],
  query: z.object({ period: period.optional() }),
  responses: {
    200: {
      description: { fr: 'Ce qui a été débité dans le mois.', en: 'What was charged in the month.' },
      schema: one(usage),
    },
  },
  errors: ['SUB_TENANT_FORBIDDEN'],
});

export const balanceOperations = [
  getBalance,
  getTenantBalance,
  updateBalanceSettings,
  listBalanceTransactions,
  listTenantTransactions,
  getUsage,
] as const;
