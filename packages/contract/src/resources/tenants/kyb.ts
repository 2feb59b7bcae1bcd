import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { choice } from '../../fields/choices.ts';
import { uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { messageOnly, one, written } from '../envelopes.ts';
import { listOf, paging } from '../lists.ts';
import { KYB_STATUSES } from './profile.ts';

const moment = z.iso.datetime({ offset: true });

export const KYB_DOCUMENT_TYPES = ['kbis', 'id_card', 'articles', 'proof_of_address'] as const;
const KYB_DOCUMENT_STATUSES = ['pending', 'under_review', 'approved', 'rejected'] as const;
const type = choice(KYB_DOCUMENT_TYPES);
const status = choice(KYB_DOCUMENT_STATUSES, { synonyms: { verified: 'approved' } });

const kybStatus = z
  .object({
    status: z.enum(KYB_STATUSES),
    verified_at: moment.nullable(),
    documents_count: z.int(),
    missing_documents: z
      .array(z.enum(KYB_DOCUMENT_TYPES))
      .meta({ description: 'Kinds a verification needs that were not sent, or were rejected.' }),
    rejection_reason: z.string().nullable(),
  })
  .meta({ id: 'KybStatus' });

const kybDocument = z
  .object({
    id: z.uuid(),
    type: z.enum(KYB_DOCUMENT_TYPES),
    filename: z.string(),
    mime_type: z.string().meta({ description: 'By the content, whatever the file was called.' }),
    size: z.int(),
    sha256: z.string(),
    status: z.enum(KYB_DOCUMENT_STATUSES),
    scan_status: z
      .enum(['clean', 'not_scanned'])
      .meta({ description: 'not_scanned: this installation has no virus scanner.' }),
    rejection_reason: z.string().nullable(),
    reviewed_at: moment.nullable(),
    created_at: moment,
  })
  .meta({ id: 'KybDocument' });

export type KybStatusResource = z.output<typeof kybStatus>;
export type KybDocument = z.output<typeof kybDocument>;

const common = { tag: 'KYB', auth: 'key', surface: 'tenant' } as const;
const byId = z.object({ document: uuid });

export const getKybStatus = operation({
  ...common,
  id: 'getKybStatus',
  method: 'GET',
  path: '/tenant/kyb/status',
  summary: { fr: 'État de la vérification du compte', en: 'State of the verification of the tenant' },
  description: {
    fr: 'Le bac à sable a sa propre vérification, qui n’ouvre rien.',
    en: 'The sandbox has a verification of its own, which opens nothing.',
  },
  scopes: ['tenant:read'],
  responses: { 200: { description: { fr: 'L’état.', en: 'The state.' }, schema: one(kybStatus) } },
  errors: ['SUB_TENANT_FORBIDDEN'],
});

export const listKybDocuments = operation({
  ...common,
  id: 'listKybDocuments',
  method: 'GET',
  path: '/tenant/kyb/documents',
  summary: { fr: 'Lister les justificatifs', en: 'List the documents' },
  scopes: ['tenant:read'],
  query: z.object({ type: type.optional(), status: status.optional(), ...paging(['created_at']) }),
  responses: {
    200: {
      description: { fr: 'Une page de justificatifs.', en: 'A page of documents.' },
      schema: listOf(kybDocument),
    },
  },
  errors: ['SUB_TENANT_FORBIDDEN'],
});

export const submitKybDocument = operation({
  ...common,
  id: 'submitKybDocument',
  surface: 'documents',
  method: 'POST',
  path: '/tenant/kyb/documents',
  summary: { fr: 'Déposer un justificatif', en: 'Submit a document' },
  description: {
    fr: 'Un PDF, un JPEG ou un PNG de 10 Mo au plus, reconnu à son contenu ; un PDF qui agit ou porte un autre fichier est refusé. Le fichier est gardé chiffré.',
    en: 'A PDF, a JPEG or a PNG of at most 10 MB, known by its content; a PDF that acts or bears another file is refused. The file is kept encrypted.',
  },
  scopes: ['tenant:write'],
  body: aliased(z.object({ type }), { type: ['document_type'] }).meta({ id: 'KybDocumentInput' }),
  upload: {
    names: ['document', 'file'],
    description: { fr: 'Le justificatif : PDF, JPEG ou PNG.', en: 'The document: PDF, JPEG or PNG.' },
  },
  responses: {
    201: {
      description: { fr: 'Le justificatif déposé.', en: 'The submitted document.' },
      schema: written(kybDocument),
    },
  },
  errors: [
    'SUB_TENANT_FORBIDDEN',
    'FILE_REFUSED',
    'FILE_INFECTED',
    'VIRUS_SCAN_UNAVAILABLE',
    'KYB_DOCUMENT_EXISTS',
  ],
});

export const getKybDocument = operation({
  ...common,
  id: 'getKybDocument',
  method: 'GET',
  path: '/tenant/kyb/documents/{document}',
  summary: { fr: 'Lire la fiche d’un justificatif', en: 'Get a document’s record' },
  scopes: ['tenant:read'],
  params: byId,
  responses: { 200: { description: { fr: 'La fiche.', en: 'The record.' }, schema: one(kybDocument) } },
  errors: ['NOT_FOUND'],
});

export const downloadKybDocument = operation({
  ...common,
  id: 'downloadKybDocument',
  method: 'GET',
  path: '/tenant/kyb/documents/{document}/download',
  summary: { fr: 'Télécharger un justificatif', en: 'Download a document' },
  scopes: ['tenant:read'],
  params: byId,
  responses: {
    200: {
      description: { fr: 'Le fichier.', en: 'The file.' },
      media: ['application/pdf', 'image/jpeg', 'image/png'],
    },
  },
  errors: ['NOT_FOUND'],
});

export const deleteKybDocument = operation({
  ...common,
  id: 'deleteKybDocument',
  method: 'DELETE',
  path: '/tenant/kyb/documents/{document}',
  summary: { fr: 'Retirer un justificatif', en: 'Withdraw a document' },
  description: {
    fr: 'Avant qu’il soit approuvé ou le compte vérifié. Le fichier est effacé.',
    en: 'Before it is approved or the tenant verified. The file is erased.',
  },
  scopes: ['tenant:write'],
  params: byId,
  responses: {
    200: {
      description: { fr: 'Le justificatif est retiré.', en: 'The document is withdrawn.' },
      schema: messageOnly,
    },
  },
  errors: ['NOT_FOUND', 'KYB_DOCUMENT_LOCKED'],
});
