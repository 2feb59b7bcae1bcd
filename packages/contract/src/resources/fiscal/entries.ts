import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { choice, integer } from '../../fields/choices.ts';
import { date } from '../../fields/dates.ts';
import { line, uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { listOf, paging } from '../lists.ts';
import { fiscal } from './common.ts';

const CHAIN_KINDS = ['fiscal', 'technical', 'reprint', 'archive'] as const;
const ENTRY_TYPES = [
  'invoice_created',
  'credit_note_issued',
  'payment',
  'closing',
  'seal_key',
  'technical_event',
  'reprint',
  'file_recorded',
] as const;
const ENTITY_TYPES = ['invoice', 'credit_note', 'payment', 'closing', 'chain', 'technical_event'] as const;

const sha256 = z.string().regex(/^sha256:[0-9a-f]{64}$/);

const fiscalEntry = z
  .object({
    id: z.uuid(),
    tenant_id: z.uuid(),
    sub_tenant_id: z.uuid().nullable(),
    chain_id: z.uuid(),
    chain: z.enum(CHAIN_KINDS),
    seller: z.string(),
    sequence_number: z.int(),
    entry_type: z.enum(ENTRY_TYPES),
    fiscal_date: z.iso.datetime({ offset: true }),
    entity_type: z.enum(ENTITY_TYPES),
    entity_id: z.uuid(),
    data_snapshot: z.record(z.string(), z.unknown()),
    preimage: z.string(),
    data_hash: sha256,
    previous_hash: sha256,
    chain_hash: sha256,
    seal: z.object({ key_id: z.string(), signature: z.string() }).nullable(),
    environment: z.enum(['production', 'sandbox']),
    legal_status: z.literal('donnee_fiscale'),
    created_at: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'FiscalEntry' });

export type FiscalEntry = z.output<typeof fiscalEntry>;

export const listFiscalEntries = operation({
  ...fiscal,
  id: 'listFiscalEntries',
  method: 'GET',
  path: '/tenant/fiscal/entries',
  summary: { fr: 'Lister les écritures du registre', en: 'List the entries of the ledger' },
  description: {
    fr: 'Chaque écriture avec tout ce qui la prouve : le texte haché mot pour mot (preimage), ses trois empreintes et son sceau. Sans `chain` ni `entry_type`, celles des chaînes fiscales ; les plus récentes d’abord.',
    en: 'Each entry with all that proves it: the hashed text word for word (preimage), its three hashes and its seal. Without `chain` or `entry_type`, those of the fiscal chains; the latest first.',
  },
  scopes: ['fiscal:read'],
  query: aliased(
    z.object({
      ...paging(['created_at']),
      per_page: integer(1, 100).default(20),
      date_from: date.optional(),
      date_to: date.optional(),
      chain: choice(CHAIN_KINDS).optional(),
      entry_type: choice(ENTRY_TYPES).optional(),
      entity_type: choice(ENTITY_TYPES).optional(),
      entity_id: uuid.optional(),
      seller: line(100).optional(),
      sub_tenant_id: uuid.optional(),
      environment: choice(['production', 'sandbox'], { synonyms: { live: 'production' } }).optional(),
    }),
    {
      date_from: ['from', 'dateFrom', 'start_date'],
      date_to: ['to', 'dateTo', 'end_date'],
      chain: ['chain_kind'],
      entry_type: ['entryType'],
      entity_type: ['entityType'],
      entity_id: ['entityId'],
      per_page: ['limit', 'perPage'],
    },
  ),
  responses: {
    200: {
      description: { fr: 'Une page d’écritures.', en: 'A page of entries.' },
      schema: listOf(fiscalEntry).extend({ success: z.literal(true) }),
    },
  },
  errors: ['SUB_TENANT_NOT_FOUND'],
});
