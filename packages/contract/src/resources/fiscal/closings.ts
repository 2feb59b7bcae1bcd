import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { choice } from '../../fields/choices.ts';
import { date } from '../../fields/dates.ts';
import { uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { one, written } from '../envelopes.ts';
import { downloadLink } from '../invoices/resource.ts';
import { listOf, paging } from '../lists.ts';
import { fiscal } from './common.ts';

const moment = z.iso.datetime({ offset: true });
const CLOSING_TYPES = ['daily', 'monthly', 'annual'] as const;

const currencyTotals = z
  .object({
    currency: z.string(),
    total_excl_tax: z.number(),
    total_tax: z.number(),
    total_incl_tax: z.number(),
    invoices_excl_tax: z.number(),
    invoices_incl_tax: z.number(),
    credit_notes_excl_tax: z.number(),
    credit_notes_incl_tax: z.number(),
    payments: z.number(),
    vat: z.array(
      z.object({
        category: z.string(),
        rate: z.number().nullable(),
        taxable: z.number(),
        tax: z.number(),
      }),
    ),
  })
  .meta({ id: 'ClosingTotals' });

const closing = z
  .object({
    id: z.uuid(),
    tenant_id: z.uuid(),
    sub_tenant_id: z.uuid().nullable(),
    chain_id: z.uuid(),
    seller: z.string(),
    environment: z.enum(['production', 'sandbox']),
    type: z.enum(CLOSING_TYPES),
    closing_type: z.enum(CLOSING_TYPES),
    date: z.iso.date(),
    closing_date: z.iso.date(),
    status: z.literal('closed'),
    is_manual: z.boolean(),
    period_start: moment,
    period_end: moment,
    fiscal_year_end: z.iso.date(),
    sequence_number: z.int(),
    first_sequence: z.int().nullable(),
    last_sequence: z.int().nullable(),
    entries_count: z.int(),
    counts: z.object({ invoices: z.int(), credit_notes: z.int(), payments: z.int() }),
    totals: z.object({
      currency: z.string().nullable(),
      invoices_ht: z.number(),
      credit_notes_ht: z.number(),
      net_ht: z.number(),
    }),
    total_debit: z.number(),
    total_credit: z.number(),
    totals_by_currency: z.array(currencyTotals),
    fiscal_year_totals: z.array(currencyTotals),
    perpetual_totals: z.array(currencyTotals),
    head_sequence: z.int(),
    head_hash: z.string(),
    chain_hash: z.string(),
    closing_hash: z.string(),
    previous_closing_hash: z.string().nullable(),
    csv_url: z.string(),
    download_url: z.string(),
    csv_hash: z.string().nullable(),
    created_at: moment,
  })
  .meta({ id: 'FiscalClosing' });

export type FiscalClosing = z.output<typeof closing>;

const dayClosing = closing.extend({ closings: z.array(closing) }).meta({ id: 'DayClosing' });

export type DayClosing = z.output<typeof dayClosing>;

const byClosing = z.object({ closing: uuid });

export const listClosings = operation({
  ...fiscal,
  id: 'listClosings',
  method: 'GET',
  path: '/tenant/fiscal/closings',
  summary: { fr: 'Lister les clôtures', en: 'List closings' },
  scopes: ['fiscal:read'],
  query: aliased(
    z.object({
      closing_type: choice(CLOSING_TYPES).optional(),
      sub_tenant_id: uuid.optional(),
      from: date.optional(),
      to: date.optional(),
      ...paging(['created_at']),
    }),
    {
      closing_type: ['type'],
      from: ['date_from', 'start_date'],
      to: ['date_to', 'end_date'],
      per_page: ['limit', 'perPage'],
    },
  ),
  responses: {
    200: {
      description: {
        fr: 'Une page de clôtures, la dernière d’abord.',
        en: 'A page of closings, the latest first.',
      },
      schema: listOf(closing),
    },
  },
  errors: [],
});

export const performDailyClosing = operation({
  ...fiscal,
  id: 'performDailyClosing',
  method: 'POST',
  path: '/tenant/fiscal/closings/daily',
  summary: { fr: 'Clore une journée', en: 'Close a day' },
  description: {
    fr: 'Sans date, ou à celle du jour, clôt ce qui est enregistré jusqu’à maintenant ; la suite de la journée est close à minuit. Les journées manquées sont closes d’abord. Une journée déjà close rend sa clôture.',
    en: 'Without a date, or with that of today, closes what is recorded until now; the rest of the day is closed at midnight. Days missed are closed first. A day that is closed answers its closing.',
  },
  scopes: ['fiscal:write'],
  body: aliased(z.object({ date: date.optional() }), { date: ['closing_date'] }),
  bodyOptional: true,
  responses: {
    200: {
      description: {
        fr: 'La clôture de la journée : la première, avec les chiffres de toutes.',
        en: 'The closing of the day: the first, with the figures of all.',
      },
      schema: written(dayClosing),
    },
  },
  errors: ['NO_ISSUER_COMPANY', 'LEDGER_UNAVAILABLE'],
});

export const getClosing = operation({
  ...fiscal,
  id: 'getClosing',
  method: 'GET',
  path: '/tenant/fiscal/closings/{closing}',
  summary: { fr: 'Lire une clôture', en: 'Read a closing' },
  scopes: ['fiscal:read'],
  params: byClosing,
  responses: {
    200: { description: { fr: 'La clôture.', en: 'The closing.' }, schema: one(closing) },
  },
  errors: ['NOT_FOUND'],
});

const csv = {
  ...fiscal,
  method: 'GET',
  summary: { fr: 'Le CSV d’une clôture', en: 'The CSV of a closing' },
  scopes: ['fiscal:read'],
  params: byClosing,
  responses: {
    200: {
      description: {
        fr: 'Les documents de la période et leur total ; ou, pour Accept: application/json, un lien signé qui vaut cinq jours sans clé.',
        en: 'The documents of the period and their total; or, for Accept: application/json, a signed link that is valid for five days without a key.',
      },
      schema: downloadLink,
      media: ['text/csv'],
    },
  },
  errors: ['NOT_FOUND'],
} as const;

export const getClosingCsv = operation({
  ...csv,
  id: 'getClosingCsv',
  path: '/tenant/fiscal/closings/{closing}/csv',
});

export const downloadClosing = operation({
  ...csv,
  id: 'downloadClosing',
  path: '/tenant/fiscal/closings/{closing}/download',
});
