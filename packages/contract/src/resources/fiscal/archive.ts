import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { choice, choices } from '../../fields/choices.ts';
import { date } from '../../fields/dates.ts';
import { line, uuid } from '../../fields/texts.ts';
import { type OperationDefinition, operation } from '../../operation.ts';
import { listOf, paging } from '../lists.ts';
import { fiscal } from './common.ts';

const common = { ...fiscal, scopes: ['fiscal:read'] } as const;
const moment = z.iso.datetime({ offset: true });
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const ARCHIVE_STATUSES = ['pending', 'archived', 'error'] as const;
const SUBJECTS = ['invoice', 'credit_note', 'closing', 'proof'] as const;
const FAULTS = ['missing', 'altered', 'retention_too_short', 'unreadable'] as const;

const archiveObject = z
  .object({
    id: z.uuid(),
    sub_tenant_id: z.uuid().nullable(),
    subject_type: z.enum(SUBJECTS),
    subject_id: z.uuid(),
    number: z.string().nullable(),
    kind: z.string(),
    media_type: z.string(),
    sha256: hash,
    status: z.enum(ARCHIVE_STATUSES),
    archive_path: z.string().nullable(),
    archive_until: z.iso.date(),
    retain_until: moment,
    locked_until: moment.nullable(),
    encryption_key_id: z.string().nullable(),
    attempts: z.int(),
    archived_at: moment.nullable(),
    verified_at: moment.nullable(),
    verdict: z.enum(['intact', ...FAULTS]).nullable(),
    created_at: moment,
  })
  .meta({ id: 'ArchiveObject' });

export type ArchiveObject = z.output<typeof archiveObject>;

const archiveVerification = z
  .object({
    id: z.uuid(),
    reason: z.enum(['daily', 'operator']),
    valid: z.boolean(),
    started_at: moment,
    finished_at: moment,
    checked: z.int(),
    intact: z.int(),
    faults: z.array(
      z.object({
        object_id: z.uuid(),
        subject_id: z.uuid(),
        kind: z.string(),
        sha256: hash,
        path: z.string(),
        verdict: z.enum(FAULTS),
      }),
    ),
  })
  .meta({ id: 'ArchiveVerification' });

export type ArchiveVerification = z.output<typeof archiveVerification>;

export const listArchive = operation({
  ...common,
  id: 'listArchive',
  method: 'GET',
  path: '/tenant/fiscal/archive',
  summary: { fr: 'Lister l’archive légale', en: 'List the legal archive' },
  description: {
    fr: 'Chaque fichier à conserver, jusqu’à quand, où il est et ce que la dernière vérification a trouvé.',
    en: 'Each file to be kept, until when, where it is, and what the last verification found.',
  },
  query: z.object({
    status: choices(ARCHIVE_STATUSES, { failed: 'error' }).optional(),
    subject_type: choice(SUBJECTS).optional(),
    subject_id: uuid.optional(),
    kind: line(40).optional(),
    sub_tenant_id: uuid.optional(),
    until_from: date.optional(),
    until_to: date.optional(),
    ...paging(['created_at']),
  }),
  responses: {
    200: {
      description: { fr: 'Une page de l’archive.', en: 'A page of the archive.' },
      schema: listOf(archiveObject),
    },
  },
  errors: ['SUB_TENANT_NOT_FOUND'],
});

export const readArchiveObject = operation({
  ...common,
  id: 'readArchiveObject',
  method: 'GET',
  path: '/tenant/fiscal/archive/{id}',
  summary: { fr: 'Relire un objet de l’archive', en: 'Read an object of the archive back' },
  description: {
    fr: 'Les octets tels que l’archive les rend, comparés à leur empreinte SHA-256 avant d’être envoyés.',
    en: 'The bytes as the archive gives them back, held against their SHA-256 before they are sent.',
  },
  params: z.object({ id: uuid }),
  responses: {
    200: {
      description: { fr: 'L’objet.', en: 'The object.' },
      media: [
        'application/pdf',
        'application/xml',
        'application/json',
        'text/csv',
        'application/timestamp-reply',
        'application/vnd.opentimestamps.v1',
        'application/octet-stream',
      ],
    },
  },
  errors: ['NOT_FOUND', 'ARCHIVE_NOT_READY', 'ARCHIVE_UNAVAILABLE', 'ARCHIVE_DAMAGED'],
});

export const listArchiveVerifications = operation({
  ...common,
  id: 'listArchiveVerifications',
  method: 'GET',
  path: '/tenant/fiscal/archive/verifications',
  summary: { fr: 'Lister les vérifications de l’archive', en: 'List the verifications of the archive' },
  description: {
    fr: 'Ce que chaque relecture a trouvé, la plus récente d’abord.',
    en: 'What each reading back found, the latest first.',
  },
  query: z.object(paging(['created_at'])),
  responses: {
    200: {
      description: { fr: 'Une page de vérifications.', en: 'A page of verifications.' },
      schema: listOf(archiveVerification),
    },
  },
  errors: [],
});

export const exportArchive = operation({
  ...common,
  id: 'exportArchive',
  method: 'GET',
  path: '/tenant/fiscal/archive/export',
  summary: { fr: 'Exporter toutes les factures', en: 'Export all invoices' },
  description: {
    fr: 'Une archive ZIP : de chaque facture le PDF/A-3, le XML et le contenu en JSON, un index avec les empreintes, et une notice. La période, facultative, est celle de la date de facture.',
    en: 'A ZIP archive: of each invoice the PDF/A-3, the XML and the content as JSON, an index with the hashes, and a notice in French. The period, optional, is that of the invoice date.',
  },
  query: aliased(
    z.object({
      start_date: date.optional(),
      end_date: date.optional(),
      sub_tenant_id: uuid.optional(),
    }),
    { start_date: ['from', 'date_from'], end_date: ['to', 'date_to'] },
  ),
  responses: {
    200: { description: { fr: 'L’archive ZIP.', en: 'The ZIP archive.' }, media: ['application/zip'] },
  },
  errors: ['SUB_TENANT_NOT_FOUND'],
});

export const archiveOperations: readonly OperationDefinition[] = [
  listArchive,
  listArchiveVerifications,
  exportArchive,
  readArchiveObject,
] as const;
