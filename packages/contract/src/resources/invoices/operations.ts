import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { choice } from '../../fields/choices.ts';
import { dateOrMoment } from '../../fields/dates.ts';
import { email, line, paragraph, uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { one, written } from '../envelopes.ts';
import { listOf } from '../lists.ts';
import { convertInvoice } from './conversion.ts';
import { invoiceCreate, invoiceUpdate } from './create.ts';
import { CREATE_EXAMPLES } from './examples.ts';
import { invoiceFilters } from './filters.ts';
import { auditTrail, downloadLink, invoice, remainingCreditable } from './resource.ts';
import { validateInvoice } from './validation.ts';
import { DOWNLOAD_TYPES, PAYMENT_MEANS_CODES, PAYMENT_METHODS } from './values.ts';

const common = { tag: 'Invoices', auth: 'key', surface: 'invoices' } as const;
const byId = z.object({ id: uuid });
const downloadType = choice(DOWNLOAD_TYPES, { synonyms: { 'factur-x': 'facturx' } });

/** `?format=` of a download: the Factur-X PDF unless said. */
const downloadQuery = aliased(z.object({ format: downloadType.default('facturx') }), {
  format: ['type'],
});

/** The two shapes of a download: its bytes, or a signed link when JSON is asked for. */
const downloadResponse = {
  description: {
    fr: 'Le fichier ; ou, pour Accept: application/json, un lien signé qui vaut quinze minutes sans clé.',
    en: 'The file; or, for Accept: application/json, a signed link that is valid for fifteen minutes without a key.',
  },
  schema: downloadLink,
  media: ['application/pdf', 'application/xml'],
} as const;

/** Errors of a resolved issuer. */
const ISSUER_ERRORS = [
  'SUB_TENANT_NOT_FOUND',
  'NO_ISSUER_COMPANY',
  'KYB_REQUIRED',
  'SUB_TENANT_NOT_READY',
  'KYC_REQUIRED',
] as const;

export const listInvoices = operation({
  ...common,
  id: 'listInvoices',
  method: 'GET',
  path: '/invoices',
  summary: { fr: 'Lister les factures', en: 'List invoices' },
  scopes: ['invoices:read'],
  query: invoiceFilters,
  responses: {
    200: { description: { fr: 'Une page de factures.', en: 'A page of invoices.' }, schema: listOf(invoice) },
  },
  errors: ['SUB_TENANT_NOT_FOUND'],
});

export const createInvoice = operation({
  ...common,
  id: 'createInvoice',
  method: 'POST',
  path: '/invoices',
  summary: { fr: 'Créer un brouillon de facture', en: 'Create a draft invoice' },
  description: {
    fr: 'Les totaux absents sont calculés, les totaux envoyés sont comparés au centime. Le vendeur est la société émettrice : ce qui manque vient d’elle. Avec send_immediately=true la facture est émise dans le même appel, et envoyée par courriel si send_via=email ; un refus refuse tout.',
    en: 'Absent totals are computed, totals sent are compared to the cent. The seller is the issuing company: what is missing comes from it. With send_immediately=true the invoice is issued in the same call, and mailed if send_via=email; a refusal refuses everything.',
  },
  scopes: ['invoices:write'],
  body: invoiceCreate,
  upload: {
    names: ['original_file'],
    description: {
      fr: 'L’original, gardé avec la facture. D’une facture CII, UBL ou d’un PDF hybride viennent les champs que la requête omet.',
      en: 'The original, kept with the invoice. From an invoice in CII, UBL or a hybrid PDF come the fields the request leaves out.',
    },
    jsonParts: ['data', 'invoice'],
  },
  examples: CREATE_EXAMPLES,
  responses: {
    201: {
      description: {
        fr: 'Le brouillon créé, ou la facture émise.',
        en: 'The created draft, or the issued invoice.',
      },
      schema: written(invoice),
    },
    200: {
      description: {
        fr: 'Le document que cet external_id désigne déjà, au même contenu.',
        en: 'The document this external_id already names, with the same content.',
      },
      schema: written(invoice),
    },
  },
  errors: [
    ...ISSUER_ERRORS,
    'NOT_FOUND',
    'EXTERNAL_ID_CONFLICT',
    'UNSUPPORTED_FILE',
    'NOT_AN_INVOICE',
    'BUYER_HAS_NO_EMAIL',
    'INSUFFICIENT_BALANCE',
    'INVOICE_REJECTED',
    'FISCAL_KILLSWITCH_ACTIVE',
    'LEDGER_UNAVAILABLE',
  ],
});

export const getInvoice = operation({
  ...common,
  id: 'getInvoice',
  method: 'GET',
  path: '/invoices/{id}',
  summary: { fr: 'Lire une facture', en: 'Get an invoice' },
  scopes: ['invoices:read'],
  params: byId,
  responses: { 200: { description: { fr: 'La facture.', en: 'The invoice.' }, schema: one(invoice) } },
  errors: ['NOT_FOUND'],
});

export const updateInvoice = operation({
  ...common,
  id: 'updateInvoice',
  method: 'PUT',
  alternateMethods: ['PATCH'],
  path: '/invoices/{id}',
  summary: { fr: 'Modifier un brouillon', en: 'Update a draft' },
  description: {
    fr: 'Les champs absents ne changent pas, null efface, lines remplace toute la liste.',
    en: 'Absent fields do not change, null clears, lines replaces the whole list.',
  },
  scopes: ['invoices:write'],
  params: byId,
  body: invoiceUpdate,
  examples: { later: { due_date: '2026-06-30', notes: null } },
  responses: {
    200: { description: { fr: 'Le brouillon modifié.', en: 'The updated draft.' }, schema: written(invoice) },
  },
  errors: [...ISSUER_ERRORS, 'NOT_FOUND', 'INVOICE_IMMUTABLE', 'EXTERNAL_ID_CONFLICT', 'CONFLICT'],
});

export const deleteInvoice = operation({
  ...common,
  id: 'deleteInvoice',
  method: 'DELETE',
  path: '/invoices/{id}',
  summary: { fr: 'Supprimer une facture (toujours refusé)', en: 'Delete an invoice (always refused)' },
  scopes: ['invoices:write'],
  params: byId,
  responses: {},
  errors: ['NOT_FOUND', 'INVOICE_NOT_DELETABLE'],
});

export const submitInvoice = operation({
  ...common,
  id: 'submitInvoice',
  method: 'POST',
  path: '/invoices/{id}/submit',
  summary: { fr: 'Émettre une facture', en: 'Issue an invoice' },
  description: {
    fr: 'Attribue le numéro, produit les documents et inscrit la facture au registre. Un second appel rend la même facture. Un document que les règles officielles refuseraient n’est pas émis : la facture passe au statut rejected, sans numéro.',
    en: 'Gives the number, makes the documents and enters the invoice in the ledger. A second call returns the same invoice. A document that the official rules would refuse is not issued: the invoice becomes rejected, without a number.',
  },
  scopes: ['invoices:write'],
  params: byId,
  responses: {
    200: { description: { fr: 'La facture émise.', en: 'The issued invoice.' }, schema: written(invoice) },
  },
  errors: [
    ...ISSUER_ERRORS,
    'NOT_FOUND',
    'INSUFFICIENT_BALANCE',
    'INVOICE_REJECTED',
    'FISCAL_KILLSWITCH_ACTIVE',
    'LEDGER_UNAVAILABLE',
  ],
});

const markPaidBody = aliased(
  z.object({
    payment_reference: line(100).optional(),
    paid_at: dateOrMoment.optional(),
    note: paragraph(1000).optional(),
    payment_method: choice(PAYMENT_METHODS, { synonyms: PAYMENT_MEANS_CODES }).optional(),
  }),
  { note: ['payment_note'], payment_method: ['payment_means_code'], paid_at: ['payment_date'] },
).meta({ id: 'MarkPaid' });

export const markInvoicePaid = operation({
  ...common,
  id: 'markInvoicePaid',
  method: 'POST',
  path: '/invoices/{id}/mark-paid',
  summary: { fr: 'Marquer une facture payée', en: 'Mark an invoice as paid' },
  scopes: ['invoices:write'],
  params: byId,
  body: markPaidBody,
  bodyOptional: true,
  examples: { transfer: { paid_at: '2026-06-02', payment_reference: 'VIR-2026-0602' } },
  responses: {
    200: { description: { fr: 'La facture payée.', en: 'The paid invoice.' }, schema: written(invoice) },
  },
  errors: [
    'NOT_FOUND',
    'INVOICE_NOT_PAYABLE',
    'ALREADY_PAID',
    'FISCAL_KILLSWITCH_ACTIVE',
    'LEDGER_UNAVAILABLE',
  ],
});

const sendByEmailBody = z.object({ email: email.optional() }).meta({ id: 'SendByEmail' });

export const sendInvoiceByEmail = operation({
  ...common,
  id: 'sendInvoiceByEmail',
  method: 'POST',
  path: '/invoices/{id}/send-by-email',
  summary: { fr: 'Envoyer une facture par courriel', en: 'Send an invoice by email' },
  description: {
    fr: 'À l’adresse donnée ; sinon à billing_email puis email de l’acheteur enregistré, puis à celle que la facture a retenue.',
    en: 'To the address given; else to billing_email then email of the registered buyer, then to the one the invoice kept.',
  },
  scopes: ['invoices:write'],
  params: byId,
  body: sendByEmailBody,
  bodyOptional: true,
  examples: { chosen: { email: 'compta@globex.example' } },
  responses: {
    200: {
      description: { fr: 'Le courriel part.', en: 'The email is on its way.' },
      schema: z.object({ sent_to: z.string() }).meta({ id: 'SentByEmail' }),
    },
  },
  errors: ['NOT_FOUND', 'INVOICE_NOT_ISSUED', 'BUYER_HAS_NO_EMAIL', 'DOCUMENT_ERASED'],
});

export const getAuditTrail = operation({
  ...common,
  id: 'getInvoiceAuditTrail',
  method: 'GET',
  path: '/invoices/{id}/audit-trail',
  summary: { fr: 'Lire la piste d’audit', en: 'Get the audit trail' },
  scopes: ['invoices:read'],
  params: byId,
  responses: {
    200: { description: { fr: 'La piste d’audit.', en: 'The audit trail.' }, schema: auditTrail },
  },
  errors: ['NOT_FOUND'],
});

export const getRemainingCreditable = operation({
  ...common,
  id: 'getRemainingCreditable',
  method: 'GET',
  path: '/invoices/{id}/remaining-creditable',
  summary: { fr: 'Lire ce qui peut encore être crédité', en: 'Get what can still be credited' },
  scopes: ['invoices:read'],
  params: byId,
  responses: {
    200: {
      description: { fr: 'Les montants restants.', en: 'The remaining amounts.' },
      schema: remainingCreditable,
    },
  },
  errors: ['NOT_FOUND', 'INVOICE_NOT_CREDITABLE'],
});

export const downloadInvoice = operation({
  ...common,
  id: 'downloadInvoice',
  method: 'GET',
  path: '/invoices/{id}/download',
  summary: { fr: 'Télécharger une facture', en: 'Download an invoice' },
  scopes: ['invoices:read'],
  params: byId,
  query: downloadQuery,
  responses: { 200: downloadResponse },
  errors: ['NOT_FOUND', 'FILE_NOT_FOUND', 'DOCUMENT_ERASED', 'LEDGER_UNAVAILABLE'],
});

export const downloadInvoiceType = operation({
  ...common,
  id: 'downloadInvoiceType',
  method: 'GET',
  path: '/invoices/{id}/download/{type}',
  summary: { fr: 'Télécharger un fichier d’une facture', en: 'Download one file of an invoice' },
  scopes: ['invoices:read'],
  params: z.object({ id: uuid, type: downloadType }),
  responses: { 200: downloadResponse },
  errors: ['NOT_FOUND', 'FILE_NOT_FOUND', 'DOCUMENT_ERASED', 'LEDGER_UNAVAILABLE'],
});

export const invoiceOperations = [
  listInvoices,
  createInvoice,
  getInvoice,
  updateInvoice,
  deleteInvoice,
  submitInvoice,
  markInvoicePaid,
  sendInvoiceByEmail,
  getAuditTrail,
  getRemainingCreditable,
  downloadInvoice,
  downloadInvoiceType,
  validateInvoice,
  convertInvoice,
] as const;
