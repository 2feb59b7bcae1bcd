import { z } from 'zod';
import { field, refuse } from '../../field.ts';
import { integer } from '../../fields/choices.ts';
import { currency } from '../../fields/codes.ts';
import { uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { one } from '../envelopes.ts';

/** A span of days in Paris: one that is named by where it is (`month`), or by the calendar. */
export type StatsPeriod =
  | { word: 'day' | 'week' | 'month' | 'quarter' | 'year' }
  | { month: string }
  | { year: string };

const WORDS: Readonly<Record<string, 'day' | 'week' | 'month' | 'quarter' | 'year'>> = {
  day: 'day',
  today: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
};

const period = field<StatsPeriod, string>(
  { type: 'string', examples: ['month', '2026-05', '2026'] },
  (raw) => {
    const text = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
    const word = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
    if (word !== undefined) return { word };
    if (/^20\d{2}-(0[1-9]|1[0-2])$/.test(text)) return { month: text };
    if (/^20\d{2}$/.test(text)) return { year: text };
    return refuse({
      fr: 'une période est attendue : day, week, month, quarter, year, un mois (2026-05) ou une année (2026).',
      en: 'a period is expected: day, week, month, quarter, year, a month (2026-05) or a year (2026).',
    });
  },
);

const amounts = {
  total_revenue: z.number().meta({ description: 'Without VAT: invoices less credit notes.' }),
  total_expenses: z.number().meta({ description: 'Without VAT: invoices received.' }),
};

const figures = z
  .object({ total_invoices: z.int(), total_credit_notes: z.int(), ...amounts })
  .meta({ id: 'StatsFigures' });

const overview = z
  .object({
    total_invoices: z.int(),
    total_credit_notes: z.int(),
    ...amounts,
    currency: z.string(),
    active_sub_tenants: z.int(),
    period: z.object({ from: z.iso.date(), to: z.iso.date() }),
    status_breakdown: z
      .record(z.string(), z.int())
      .meta({ description: 'Invoices of the period by their status, drafts included, in every currency.' }),
    period_comparison: z.object({
      previous: figures,
      revenue_change_percent: z
        .number()
        .nullable()
        .meta({ description: 'Null after a period without revenue.' }),
    }),
    by_currency: z.array(z.object({ currency: z.string(), ...figures.shape })),
  })
  .meta({ id: 'StatsOverview' });

const monthly = z
  .object({
    month: z.string(),
    currency: z.string(),
    invoices_count: z.int(),
    credit_notes_count: z.int(),
    revenue: z.number(),
    expenses: z.number(),
    daily_breakdown: z
      .array(
        z.object({
          date: z.iso.date(),
          invoices_count: z.int(),
          credit_notes_count: z.int(),
          revenue: z.number(),
          expenses: z.number(),
        }),
      )
      .nullable()
      .meta({ description: 'Every day of the month, where one month was asked for.' }),
  })
  .meta({ id: 'StatsMonth' });

export type StatsOverview = z.output<typeof overview>;
export type StatsMonth = z.output<typeof monthly>;

const common = { tag: 'Statistics', auth: 'key', surface: 'tenant', scopes: ['tenant:read'] } as const;
const overviewQuery = z.object({ period: period.optional(), currency: currency.optional() });
const overviewTexts = {
  description: {
    fr: 'Ce qui a été émis dans la période (le mois en cours sinon), jours de Paris, dans une devise (l’euro sinon) et dans chacune. Les montants sont ceux du registre fiscal.',
    en: 'What was issued in the period (this month unless said), days in Paris, in one currency (the euro unless said) and in each. Amounts are those of the fiscal ledger.',
  },
  responses: {
    200: { description: { fr: 'Les chiffres.', en: 'The figures.' }, schema: one(overview) },
  },
} as const;

export const getTenantStats = operation({
  ...common,
  id: 'getTenantStats',
  method: 'GET',
  path: '/tenant/stats',
  summary: { fr: 'Chiffres du mois', en: 'Figures of the month' },
  responses: {
    200: {
      description: { fr: 'Les chiffres du mois, à Paris.', en: 'The figures of the month, in Paris.' },
      schema: one(
        z
          .object({
            invoices_this_month: z.int(),
            credit_notes_this_month: z.int(),
            signatures_this_month: z.int(),
          })
          .meta({ id: 'QuickStats' }),
      ),
    },
  },
  errors: [],
});

export const getStatsOverview = operation({
  ...common,
  ...overviewTexts,
  id: 'getStatsOverview',
  method: 'GET',
  path: '/tenant/stats/overview',
  summary: { fr: 'Tableau de bord', en: 'Dashboard' },
  query: overviewQuery,
  errors: [],
});

export const getStatsMonthly = operation({
  ...common,
  id: 'getStatsMonthly',
  method: 'GET',
  path: '/tenant/stats/monthly',
  summary: { fr: 'Chiffres par mois', en: 'Figures by month' },
  description: {
    fr: 'Les mois d’une année (celle en cours sinon), ceux sans rien compris ; avec month, ce mois seul et ses jours.',
    en: 'The months of a year (this one unless said), those with nothing included; with month, that month alone and its days.',
  },
  query: z.object({
    year: integer(2000, 2099).optional(),
    month: integer(1, 12).optional(),
    currency: currency.optional(),
  }),
  responses: {
    200: {
      description: { fr: 'Les mois.', en: 'The months.' },
      schema: z.object({ data: z.array(monthly) }),
    },
  },
  errors: [],
});

export const getSubTenantStatsOverview = operation({
  ...common,
  ...overviewTexts,
  id: 'getSubTenantStatsOverview',
  method: 'GET',
  path: '/tenant/sub-tenants/{sub_tenant_id}/stats/overview',
  summary: { fr: 'Tableau de bord d’un sous-compte', en: 'Dashboard of a sub-tenant' },
  params: z.object({ sub_tenant_id: uuid }),
  query: overviewQuery,
  errors: ['SUB_TENANT_NOT_FOUND'],
});
