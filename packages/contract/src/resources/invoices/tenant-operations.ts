import { z } from 'zod';
import { email, uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { messageOnly, one } from '../envelopes.ts';
import { sendVia, tenantInvoiceCreate } from './create.ts';
import { TENANT_EXAMPLES } from './examples.ts';
import { subTenantInvoiceFilters } from './filters.ts';
import {
  createInvoice,
  deleteInvoice,
  downloadInvoice,
  getInvoice,
  getRemainingCreditable,
  listInvoices,
  submitInvoice,
  updateInvoice,
} from './operations.ts';
import { invoiceState } from './resource.ts';

// The partner surface (`X-Tenant-Key`): the same resources and commands as /invoices, at the addresses partners know.
const partner = { tag: 'Tenant invoices', surface: 'tenant' } as const;
const ofSubTenant = z.object({ sub_tenant_id: uuid });

export const listTenantInvoices = operation({
  ...listInvoices,
  ...partner,
  id: 'listTenantInvoices',
  path: '/tenant/invoices',
  summary: { fr: 'Lister les factures du compte', en: 'List the invoices of the account' },
});

export const createTenantInvoice = operation({
  ...createInvoice,
  ...partner,
  id: 'createTenantInvoice',
  path: '/tenant/invoices',
  body: tenantInvoiceCreate,
  examples: TENANT_EXAMPLES,
});

export const getTenantInvoice = operation({
  ...getInvoice,
  ...partner,
  id: 'getTenantInvoice',
  path: '/tenant/invoices/{id}',
});

export const updateTenantInvoice = operation({
  ...updateInvoice,
  ...partner,
  id: 'updateTenantInvoice',
  path: '/tenant/invoices/{id}',
});

export const deleteTenantInvoice = operation({
  ...deleteInvoice,
  ...partner,
  id: 'deleteTenantInvoice',
  path: '/tenant/invoices/{id}',
  summary: { fr: 'Supprimer un brouillon', en: 'Delete a draft' },
  description: {
    fr: 'Un brouillon, ou ce que les règles ont refusé, peut partir : il n’a ni numéro ni document. Une facture émise jamais.',
    en: 'A draft, or what the rules refused, may go: it has neither number nor document. An issued invoice never.',
  },
  responses: { 200: { description: { fr: 'Il est supprimé.', en: 'It is deleted.' }, schema: messageOnly } },
});

export const submitTenantInvoice = operation({
  ...submitInvoice,
  ...partner,
  id: 'submitTenantInvoice',
  path: '/tenant/invoices/{id}/submit',
});

export const validateTenantInvoice = operation({
  ...submitInvoice,
  ...partner,
  id: 'validateTenantInvoice',
  path: '/tenant/invoices/{id}/validate',
  summary: { fr: 'Valider une facture', en: 'Validate an invoice' },
  description: {
    fr: 'Le nom que des clients donnent à l’émission : la même chose que submit. Pour un verdict sans émission, POST /invoices/validate.',
    en: 'The name some clients give to issuing: the same as submit. For a verdict without issuing, POST /invoices/validate.',
  },
});

const sendInvoiceBody = z
  .object({ send_via: sendVia.default('email'), email: email.optional() })
  .meta({ id: 'SendInvoice' });

export const sendTenantInvoice = operation({
  ...submitInvoice,
  ...partner,
  id: 'sendTenantInvoice',
  path: '/tenant/invoices/{id}/send',
  summary: { fr: 'Émettre une facture et l’envoyer', en: 'Issue an invoice and send it' },
  description: {
    fr: 'Émet un brouillon, puis l’envoie à l’acheteur par courriel ; sans adresse, rien n’est émis. Un second appel vers la même adresse n’envoie rien de plus : pour renvoyer, POST /invoices/{id}/send-by-email.',
    en: 'Issues a draft, then mails it to the buyer; without an address, nothing is issued. A second call to the same address sends nothing more: to send again, POST /invoices/{id}/send-by-email.',
  },
  body: sendInvoiceBody,
  bodyOptional: true,
  examples: { chosen: { email: 'compta@globex.example' } },
  errors: [...submitInvoice.errors, 'BUYER_HAS_NO_EMAIL', 'DOCUMENT_ERASED'],
});

export const getTenantInvoiceStatus = operation({
  ...getInvoice,
  ...partner,
  id: 'getTenantInvoiceStatus',
  path: '/tenant/invoices/{id}/status',
  summary: { fr: 'Lire le statut d’une facture', en: 'Get the status of an invoice' },
  responses: { 200: { description: { fr: 'Le statut.', en: 'The status.' }, schema: one(invoiceState) } },
});

export const getTenantRemainingCreditable = operation({
  ...getRemainingCreditable,
  ...partner,
  id: 'getTenantRemainingCreditable',
  path: '/tenant/invoices/{id}/remaining-creditable',
});

export const downloadTenantInvoice = operation({
  ...downloadInvoice,
  ...partner,
  id: 'downloadTenantInvoice',
  path: '/tenant/invoices/{id}/download',
});

export const listSubTenantInvoices = operation({
  ...listInvoices,
  ...partner,
  id: 'listSubTenantInvoices',
  path: '/tenant/sub-tenants/{sub_tenant_id}/invoices',
  summary: { fr: 'Lister les factures d’un sous-compte', en: 'List the invoices of a sub-tenant' },
  params: ofSubTenant,
  query: subTenantInvoiceFilters,
});

export const createSubTenantInvoice = operation({
  ...createTenantInvoice,
  id: 'createSubTenantInvoice',
  path: '/tenant/sub-tenants/{sub_tenant_id}/invoices',
  summary: { fr: 'Créer un brouillon pour un sous-compte', en: 'Create a draft for a sub-tenant' },
  params: ofSubTenant,
});

export const downloadSubTenantInvoice = operation({
  ...downloadInvoice,
  ...partner,
  id: 'downloadSubTenantInvoice',
  path: '/tenant/sub-tenants/{sub_tenant_id}/invoices/{id}/download',
  summary: { fr: 'Télécharger une facture d’un sous-compte', en: 'Download an invoice of a sub-tenant' },
  params: z.object({ sub_tenant_id: uuid, id: uuid }),
  errors: ['NOT_FOUND', 'FILE_NOT_FOUND', 'DOCUMENT_ERASED', 'SUB_TENANT_NOT_FOUND', 'LEDGER_UNAVAILABLE'],
});

export const tenantInvoiceOperations = [
  listTenantInvoices,
  createTenantInvoice,
  getTenantInvoice,
  updateTenantInvoice,
  deleteTenantInvoice,
  submitTenantInvoice,
  validateTenantInvoice,
  sendTenantInvoice,
  getTenantInvoiceStatus,
  getTenantRemainingCreditable,
  downloadTenantInvoice,
  listSubTenantInvoices,
  createSubTenantInvoice,
  downloadSubTenantInvoice,
] as const;
