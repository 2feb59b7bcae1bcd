import { z } from 'zod';
import { uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { one, written } from '../envelopes.ts';
import { listOf } from '../lists.ts';
import { invoiceUpdate, tenantInvoiceCreate } from './create.ts';
import { TENANT_EXAMPLES } from './examples.ts';
import { invoiceFilters, subTenantInvoiceFilters } from './filters.ts';
import { downloadQuery, downloadResponse, ISSUER_ERRORS } from './operations.ts';
import { invoice, invoiceState, remainingCreditable } from './resource.ts';

// The partner surface (`X-Tenant-Key`): the same resources and commands as /invoices, at the addresses partners know.
const common = { tag: 'Tenant invoices', auth: 'key', surface: 'tenant' } as const;
const byId = z.object({ id: uuid });
const ofSubTenant = z.object({ sub_tenant_id: uuid });

const created = {
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
} as const;

export const listTenantInvoices = operation({
  ...common,
  id: 'listTenantInvoices',
  method: 'GET',
  path: '/tenant/invoices',
  summary: { fr: 'Lister les factures du compte', en: 'List the invoices of the account' },
  scopes: ['invoices:read'],
  query: invoiceFilters,
  responses: {
    200: { description: { fr: 'Une page de factures.', en: 'A page of invoices.' }, schema: listOf(invoice) },
  },
  errors: ['SUB_TENANT_NOT_FOUND'],
});

export const createTenantInvoice = operation({
  ...common,
  id: 'createTenantInvoice',
  method: 'POST',
  path: '/tenant/invoices',
  summary: { fr: 'Créer un brouillon de facture', en: 'Create a draft invoice' },
  scopes: ['invoices:write'],
  body: tenantInvoiceCreate,
  examples: TENANT_EXAMPLES,
  responses: created,
  errors: [...ISSUER_ERRORS, 'NOT_FOUND', 'EXTERNAL_ID_CONFLICT', 'BUYER_HAS_NO_EMAIL', 'LEDGER_UNAVAILABLE'],
});

export const getTenantInvoice = operation({
  ...common,
  id: 'getTenantInvoice',
  method: 'GET',
  path: '/tenant/invoices/{id}',
  summary: { fr: 'Lire une facture', en: 'Get an invoice' },
  scopes: ['invoices:read'],
  params: byId,
  responses: { 200: { description: { fr: 'La facture.', en: 'The invoice.' }, schema: one(invoice) } },
  errors: ['NOT_FOUND'],
});

export const updateTenantInvoice = operation({
  ...common,
  id: 'updateTenantInvoice',
  method: 'PUT',
  alternateMethods: ['PATCH'],
  path: '/tenant/invoices/{id}',
  summary: { fr: 'Modifier un brouillon', en: 'Update a draft' },
  scopes: ['invoices:write'],
  params: byId,
  body: invoiceUpdate,
  responses: {
    200: { description: { fr: 'Le brouillon modifié.', en: 'The updated draft.' }, schema: written(invoice) },
  },
  errors: [...ISSUER_ERRORS, 'NOT_FOUND', 'INVOICE_IMMUTABLE', 'EXTERNAL_ID_CONFLICT', 'CONFLICT'],
});

export const deleteTenantInvoice = operation({
  ...common,
  id: 'deleteTenantInvoice',
  method: 'DELETE',
  path: '/tenant/invoices/{id}',
  summary: { fr: 'Supprimer une facture (toujours refusé)', en: 'Delete an invoice (always refused)' },
  scopes: ['invoices:write'],
  params: byId,
  responses: {},
  errors: ['NOT_FOUND', 'INVOICE_NOT_DELETABLE'],
});

export const submitTenantInvoice = operation({
  ...common,
  id: 'submitTenantInvoice',
  method: 'POST',
  path: '/tenant/invoices/{id}/submit',
  summary: { fr: 'Émettre une facture', en: 'Issue an invoice' },
  scopes: ['invoices:write'],
  params: byId,
  responses: {
    200: { description: { fr: 'La facture émise.', en: 'The issued invoice.' }, schema: written(invoice) },
  },
  errors: [...ISSUER_ERRORS, 'NOT_FOUND', 'LEDGER_UNAVAILABLE'],
});

export const getTenantInvoiceStatus = operation({
  ...common,
  id: 'getTenantInvoiceStatus',
  method: 'GET',
  path: '/tenant/invoices/{id}/status',
  summary: { fr: 'Lire le statut d’une facture', en: 'Get the status of an invoice' },
  scopes: ['invoices:read'],
  params: byId,
  responses: { 200: { description: { fr: 'Le statut.', en: 'The status.' }, schema: one(invoiceState) } },
  errors: ['NOT_FOUND'],
});

export const getTenantRemainingCreditable = operation({
  ...common,
  id: 'getTenantRemainingCreditable',
  method: 'GET',
  path: '/tenant/invoices/{id}/remaining-creditable',
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

export const downloadTenantInvoice = operation({
  ...common,
  id: 'downloadTenantInvoice',
  method: 'GET',
  path: '/tenant/invoices/{id}/download',
  summary: { fr: 'Télécharger une facture', en: 'Download an invoice' },
  scopes: ['invoices:read'],
  params: byId,
  query: downloadQuery,
  responses: { 200: downloadResponse },
  errors: ['NOT_FOUND', 'FILE_NOT_FOUND'],
});

export const listSubTenantInvoices = operation({
  ...common,
  id: 'listSubTenantInvoices',
  method: 'GET',
  path: '/tenant/sub-tenants/{sub_tenant_id}/invoices',
  summary: { fr: 'Lister les factures d’un sous-compte', en: 'List the invoices of a sub-tenant' },
  scopes: ['invoices:read'],
  params: ofSubTenant,
  query: subTenantInvoiceFilters,
  responses: {
    200: { description: { fr: 'Une page de factures.', en: 'A page of invoices.' }, schema: listOf(invoice) },
  },
  errors: ['SUB_TENANT_NOT_FOUND'],
});

export const createSubTenantInvoice = operation({
  ...common,
  id: 'createSubTenantInvoice',
  method: 'POST',
  path: '/tenant/sub-tenants/{sub_tenant_id}/invoices',
  summary: { fr: 'Créer un brouillon pour un sous-compte', en: 'Create a draft for a sub-tenant' },
  scopes: ['invoices:write'],
  params: ofSubTenant,
  body: tenantInvoiceCreate,
  responses: created,
  errors: [...ISSUER_ERRORS, 'NOT_FOUND', 'EXTERNAL_ID_CONFLICT', 'BUYER_HAS_NO_EMAIL', 'LEDGER_UNAVAILABLE'],
});

export const downloadSubTenantInvoice = operation({
  ...common,
  id: 'downloadSubTenantInvoice',
  method: 'GET',
  path: '/tenant/sub-tenants/{sub_tenant_id}/invoices/{id}/download',
  summary: { fr: 'Télécharger une facture d’un sous-compte', en: 'Download an invoice of a sub-tenant' },
  scopes: ['invoices:read'],
  params: z.object({ sub_tenant_id: uuid, id: uuid }),
  query: downloadQuery,
  responses: { 200: downloadResponse },
  errors: ['NOT_FOUND', 'FILE_NOT_FOUND', 'SUB_TENANT_NOT_FOUND'],
});

export const tenantInvoiceOperations = [
  listTenantInvoices,
  createTenantInvoice,
  getTenantInvoice,
  updateTenantInvoice,
  deleteTenantInvoice,
  submitTenantInvoice,
  getTenantInvoiceStatus,
  getTenantRemainingCreditable,
  downloadTenantInvoice,
  listSubTenantInvoices,
  createSubTenantInvoice,
  downloadSubTenantInvoice,
] as const;
