import { z } from 'zod';
import { operation } from '../../operation.ts';
import { one } from '../envelopes.ts';
import { fiscal } from './common.ts';

const moment = z.iso.datetime({ offset: true });

const incident = z
  .object({
    type: z.string(),
    severity: z.enum(['critical', 'warning', 'info']),
    message: z.string(),
    since: moment.nullable(),
    count: z.int().nullable(),
  })
  .meta({ id: 'FiscalIncident' });

const compliance = z
  .object({
    overall_status: z.enum(['CONFORME', 'ALERTE', 'NON_CONFORME']),
    compliant: z.boolean(),
    closing_coverage_percent: z.number(),
    chain_integrity_percent: z.number(),
    integrity_valid: z.boolean().nullable(),
    last_integrity_check: moment.nullable(),
    last_integrity_check_at: moment.nullable(),
    last_closing_at: moment.nullable(),
    last_closing_date: z.iso.date().nullable(),
    last_daily_closing: z.iso.date().nullable(),
    last_monthly_closing: z.iso.date().nullable(),
    last_annual_closing: z.iso.date().nullable(),
    kill_switch_active: z.boolean(),
    chain_length: z.int(),
    total_fiscal_entries: z.int(),
    days_with_activity: z.int(),
    days_closed: z.int(),
    open_incidents: z.array(incident),
    open_incidents_count: z.int(),
    warnings: z.array(z.string()),
    attestation_status: z.object({
      current: z.boolean(),
      software_version: z.string(),
      attestation_version: z.string().nullable(),
      needs_renewal: z.boolean(),
      reason: z.string().nullable(),
    }),
  })
  .meta({ id: 'FiscalCompliance' });

export type FiscalCompliance = z.output<typeof compliance>;
export type FiscalIncident = z.output<typeof incident>;

export const getFiscalCompliance = operation({
  ...fiscal,
  id: 'getFiscalCompliance',
  method: 'GET',
  path: '/tenant/fiscal/compliance',
  summary: { fr: 'État de la conformité fiscale', en: 'State of fiscal compliance' },
  description: {
    fr: 'Ce que disent le dernier contrôle, les clôtures, le coupe-circuit et l’attestation. Rien n’est contrôlé ici : GET /tenant/fiscal/integrity contrôle.',
    en: 'What the latest check, the closings, the kill switch and the attestation say. Nothing is checked here: GET /tenant/fiscal/integrity checks.',
  },
  scopes: ['fiscal:read'],
  responses: {
    200: { description: { fr: 'L’état.', en: 'The state.' }, schema: one(compliance) },
  },
  errors: [],
});
