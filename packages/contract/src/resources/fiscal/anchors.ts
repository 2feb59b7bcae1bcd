import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { choice } from '../../fields/choices.ts';
import { uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { one } from '../envelopes.ts';
import { listOf, paging } from '../lists.ts';
import { fiscal } from './common.ts';

const TYPES = ['opentimestamps', 'rfc3161'] as const;
const STATUSES = ['submitted', 'pending', 'attested', 'confirmed', 'failed'] as const;

const moment = z.iso.datetime({ offset: true });

const anchor = z
  .object({
    id: z.uuid(),
    tenant_id: z.uuid(),
    sub_tenant_id: z.uuid().nullable(),
    anchor_type: z.enum(TYPES),
    type: z.string().meta({ description: 'What is dated: `daily_closing`.' }),
    entity_id: z.uuid().meta({ description: 'The closing.' }),
    source_hash: z.string().meta({ description: 'SHA-256 in hex: what the proof is about.' }),
    data_hash: z.string().meta({ description: 'The same, as `sha256:…`.' }),
    status: z.enum(STATUSES).meta({
      description:
        'submitted: asked for. pending: promised, nothing proved yet. attested: names a Bitcoin block that was not checked here. confirmed: checked. failed: given up.',
    }),
    explanation: z.string().meta({ description: 'The status in a sentence.' }),
    verified: z.boolean().meta({ description: 'The proof was checked here, to the block or to the root.' }),
    anchor_provider: z.string().nullable(),
    anchor_reference: z.string().nullable().meta({ description: '`BITCOIN:523364` or `RFC3161:1e2`.' }),
    anchored_at: moment.nullable().meta({
      description: 'The hash existed then. Null until the proof is confirmed.',
    }),
    problem: z
      .object({ code: z.string(), message: z.string(), detail: z.string() })
      .nullable()
      .meta({ description: 'Why it is not further; it is tried again unless it failed.' }),
    proofs: z
      .array(
        z.object({
          version: z.int().meta({ description: '1 is the one given first.' }),
          sha256: z.string(),
          size: z.int(),
          created_at: moment,
        }),
      )
      .meta({ description: 'The files that prove it, all kept.' }),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: 'FiscalAnchor' });

export type FiscalAnchor = z.output<typeof anchor>;

const common = { ...fiscal, scopes: ['fiscal:read'] } as const;
const byId = z.object({ anchor: uuid });

export const listFiscalAnchors = operation({
  ...common,
  id: 'listFiscalAnchors',
  method: 'GET',
  path: '/tenant/fiscal/anchors',
  summary: { fr: 'Lister les preuves de date', en: 'List the proofs of date' },
  description: {
    fr: 'Les empreintes des clôtures que des services tiers datent : OpenTimestamps (Bitcoin) et RFC 3161. Vide tant que l’opérateur n’en a activé aucun.',
    en: 'The hashes of closings that services outside date: OpenTimestamps (Bitcoin) and RFC 3161. Empty until the operator has switched one on.',
  },
  query: aliased(
    z.object({
      anchor_type: choice(TYPES, {
        synonyms: { ots: 'opentimestamps', bitcoin: 'opentimestamps', tsa: 'rfc3161' },
      }).optional(),
      status: choice(STATUSES, { synonyms: { bitcoin_confirmed: 'confirmed' } }).optional(),
      entity_id: uuid.optional(),
      ...paging(['created_at']),
    }),
    { anchor_type: ['type'], per_page: ['limit'] },
  ),
  responses: {
    200: { description: { fr: 'Une page de preuves.', en: 'A page of proofs.' }, schema: listOf(anchor) },
  },
  errors: [],
});

export const getFiscalAnchor = operation({
  ...common,
  id: 'getFiscalAnchor',
  method: 'GET',
  path: '/tenant/fiscal/anchors/{anchor}',
  summary: { fr: 'Lire une preuve de date', en: 'Get a proof of date' },
  params: byId,
  responses: { 200: { description: { fr: 'La preuve.', en: 'The proof.' }, schema: one(anchor) } },
  errors: ['NOT_FOUND'],
});

export const downloadFiscalAnchorProof = operation({
  ...common,
  id: 'downloadFiscalAnchorProof',
  method: 'GET',
  path: '/tenant/fiscal/anchors/{anchor}/proof',
  summary: { fr: 'Télécharger le fichier d’une preuve', en: 'Download the file of a proof' },
  description: {
    fr: 'Un fichier .ots ou .tsr, que les outils publics vérifient sans nous : la version la plus complète, ou celle reçue d’abord (version=original).',
    en: 'An .ots or .tsr file, which public tools check without us: the version that says most, or the one given first (version=original).',
  },
  params: byId,
  query: z.object({ version: choice(['latest', 'original']).default('latest') }),
  responses: {
    200: {
      description: { fr: 'Le fichier.', en: 'The file.' },
      media: ['application/vnd.opentimestamps.v1', 'application/timestamp-reply'],
    },
  },
  errors: ['NOT_FOUND', 'FILE_NOT_FOUND'],
});
