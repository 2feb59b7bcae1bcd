import { z } from 'zod';
import { paragraph } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { one, written } from '../envelopes.ts';
import { fiscal } from './common.ts';

const moment = z.iso.datetime({ offset: true });

const killSwitch = z
  .object({
    id: z.uuid(),
    tenant_id: z.uuid(),
    is_active: z.boolean(),
    reason: z.string(),
    activated_at: moment,
    activated_by: z.string(),
    deactivated_at: moment.nullable(),
    deactivated_by: z.string().nullable(),
    deactivation_reason: z.string().nullable(),
  })
  .meta({ id: 'KillSwitch' });

const killSwitchStatus = z
  .object({
    is_active: z.boolean(),
    active: z.boolean(),
    activated_at: moment.nullable(),
    activated_by: z.string().nullable(),
    reason: z.string().nullable(),
    kill_switch: killSwitch.nullable(),
  })
  .meta({ id: 'KillSwitchStatus' });

export type KillSwitchStatus = z.output<typeof killSwitchStatus>;

export const getKillSwitchStatus = operation({
  ...fiscal,
  id: 'getKillSwitchStatus',
  method: 'GET',
  path: '/tenant/fiscal/kill-switch/status',
  summary: { fr: 'État du coupe-circuit fiscal', en: 'State of the fiscal kill switch' },
  scopes: ['fiscal:read'],
  responses: {
    200: {
      description: {
        fr: 'L’état, et la dernière activation.',
        en: 'The state, and the latest activation.',
      },
      schema: one(killSwitchStatus),
    },
  },
  errors: [],
});

export const activateKillSwitch = operation({
  ...fiscal,
  id: 'activateKillSwitch',
  method: 'POST',
  path: '/tenant/fiscal/kill-switch/activate',
  summary: { fr: 'Activer le coupe-circuit fiscal', en: 'Activate the fiscal kill switch' },
  description: {
    fr: 'Plus aucune facture ni aucun avoir n’est créé ou émis, aucun paiement enregistré, pour tout le tenant : la base de données elle-même les refuse, et l’API répond 451. Clôtures, contrôles et exports continuent.',
    en: 'No invoice or credit note is created or issued any more, no payment recorded, for the whole tenant: the database itself refuses them, and the API answers 451. Closings, checks and exports go on.',
  },
  scopes: ['fiscal:admin'],
  body: z.object({ reason: paragraph(1000) }),
  responses: {
    200: {
      description: {
        fr: 'Le coupe-circuit est actif ; il le restait s’il l’était.',
        en: 'The kill switch is active; it stays so if it was.',
      },
      schema: written(killSwitchStatus),
    },
  },
  errors: ['SUB_TENANT_FORBIDDEN', 'LEDGER_UNAVAILABLE'],
});

export const deactivateKillSwitch = operation({
  ...fiscal,
  id: 'deactivateKillSwitch',
  method: 'POST',
  path: '/tenant/fiscal/kill-switch/deactivate',
  summary: { fr: 'Désactiver le coupe-circuit fiscal', en: 'Deactivate the fiscal kill switch' },
  scopes: ['fiscal:admin'],
  body: z.object({ reason: paragraph(1000).optional() }),
  bodyOptional: true,
  responses: {
    200: {
      description: {
        fr: 'Le coupe-circuit est inactif ; il le restait s’il l’était.',
        en: 'The kill switch is inactive; it stays so if it was.',
      },
      schema: written(killSwitchStatus),
    },
  },
  errors: ['SUB_TENANT_FORBIDDEN', 'LEDGER_UNAVAILABLE'],
});
