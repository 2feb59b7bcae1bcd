import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { field, refuse } from '../../field.ts';
import { uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { warning } from '../envelopes.ts';
import { invoice, invoiceState } from './resource.ts';

/** Most invoices of one request. */
const MOST_AT_ONCE = 100;

const common = { tag: 'Invoices', method: 'POST', auth: 'key', surface: 'invoices' } as const;
const partner = { tag: 'Tenant invoices', surface: 'tenant' } as const;

/**
 * The creations as they came: each is read by itself, as the body of a single one would be, so that what is wrong with one
 * is said of that one.
 */
const creations = field<readonly unknown[]>(
  {
    type: 'array',
    minItems: 1,
    maxItems: MOST_AT_ONCE,
    items: { $ref: '#/components/schemas/TenantInvoiceCreate' },
  },
  (raw) =>
    Array.isArray(raw) && raw.length > 0 && raw.length <= MOST_AT_ONCE
      ? raw
      : refuse({
          fr: `une liste de 1 à ${MOST_AT_ONCE} factures est attendue.`,
          en: `a list of 1 to ${MOST_AT_ONCE} invoices is expected.`,
        }),
);

const named = aliased(z.object({ invoice_ids: z.array(uuid).min(1).max(MOST_AT_ONCE) }), {
  invoice_ids: ['ids'],
}).meta({ id: 'InvoiceIds' });

const itemError = z
  .looseObject({ message: z.string(), code: z.string(), error_code: z.string() })
  .meta({ id: 'ItemError', description: 'The body this error has when it is the whole answer.' });

const resultShape = {
  index: z.int().meta({ description: 'Place in the list that was sent, from 0.' }),
  id: z.uuid().nullable(),
  invoice_number: z.string().nullable(),
  status: invoiceState.shape.status.nullable(),
  success: z.boolean(),
  error: itemError.nullable(),
};

const creationResult = z
  .object({
    ...resultShape,
    outcome: z.enum(['created', 'issued', 'existing', 'failed']),
    external_id: z.string().nullable(),
    warnings: z.array(warning),
  })
  .meta({ id: 'InvoiceCreationResult' });

const submissionResult = z
  .object({ ...resultShape, outcome: z.enum(['issued', 'failed']) })
  .meta({ id: 'InvoiceSubmissionResult' });

export type CreationResult = z.output<typeof creationResult>;
export type SubmissionResult = z.output<typeof submissionResult>;

const bulkCreation = z
  .object({
    message: z.string(),
    data: z.object({
      created: z.int(),
      existing: z.int(),
      failed: z.int(),
      invoices: z
        .array(invoice)
        .meta({ description: 'What was created or existed, in the order it was sent.' }),
      results: z.array(creationResult).meta({ description: 'One of each creation, in the order sent.' }),
    }),
  })
  .meta({ id: 'BulkCreation' });

const bulkSubmission = z
  .object({
    message: z.string(),
    data: z.object({
      submitted: z.int(),
      failed: z.int(),
      results: z.array(submissionResult).meta({ description: 'One of each invoice, in the order sent.' }),
    }),
  })
  .meta({ id: 'BulkSubmission' });

export type BulkCreation = z.output<typeof bulkCreation>;
export type BulkSubmission = z.output<typeof bulkSubmission>;

export const bulkCreateTenantInvoices = operation({
  ...common,
  ...partner,
  id: 'bulkCreateTenantInvoices',
  path: '/tenant/invoices/bulk',
  summary: { fr: 'Créer jusqu’à 100 factures', en: 'Create up to 100 invoices' },
  description: {
    fr: 'Chaque facture est lue et jugée pour elle-même, et a son résultat : l’une n’empêche pas les autres. Les réussites sont enregistrées ensemble : une coupure en cours de route n’en laisse aucune, et la même requête se répète sans doublon, par Idempotency-Key pour le tout, par external_id pour chacune. Si aucune ne passe, la réponse est une erreur.',
    en: 'Each invoice is read and judged by itself and has its result: one does not stop the others. What succeeds is recorded together: a cut on the way leaves none, and the same request can be repeated without doubling, by Idempotency-Key as a whole and by external_id for each. If none passes, the answer is an error.',
  },
  scopes: ['invoices:write'],
  body: z.object({ invoices: creations }).meta({ id: 'BulkInvoiceCreate' }),
  examples: {
    two: {
      invoices: [1, 2].map((rank) => ({
        external_id: `ORDER-2026-${rank}`,
        issue_date: '2026-05-06',
        buyer: {
          company_name: 'Globex SAS',
          siret: '98765432109876',
          address: { street: '10 Place Vendôme', postal_code: '75001', city: 'Paris', country: 'FR' },
        },
        lines: [{ description: 'Conseil', quantity: rank, unit_price: 200, tax_rate: 20 }],
      })),
    },
  },
  responses: {
    201: {
      description: { fr: 'Une facture au moins est créée.', en: 'At least one invoice is created.' },
      schema: bulkCreation,
    },
    200: {
      description: { fr: 'Rien de nouveau : celles-là existaient.', en: 'Nothing new: these existed.' },
      schema: bulkCreation,
    },
  },
  errors: ['BULK_REFUSED', 'INSUFFICIENT_BALANCE', 'FISCAL_KILLSWITCH_ACTIVE', 'LEDGER_UNAVAILABLE'],
});

export const bulkSubmitInvoices = operation({
  ...common,
  id: 'bulkSubmitInvoices',
  path: '/invoices/bulk-submit',
  summary: { fr: 'Émettre jusqu’à 100 factures', en: 'Issue up to 100 invoices' },
  description: {
    fr: 'Chaque facture a son résultat, et son numéro dans l’ordre de la liste. Ce qui était déjà émis réussit de nouveau. Si aucune ne passe, la réponse est une erreur.',
    en: 'Each invoice has its result, and its number in the order of the list. What was issued before succeeds again. If none passes, the answer is an error.',
  },
  scopes: ['invoices:write'],
  body: named,
  examples: { one: { invoice_ids: ['0193af1a-7c64-7b9b-94e3-dbcfe4ff0001'] } },
  responses: {
    200: { description: { fr: 'Les résultats.', en: 'The results.' }, schema: bulkSubmission },
  },
  errors: ['BULK_REFUSED', 'INSUFFICIENT_BALANCE', 'FISCAL_KILLSWITCH_ACTIVE', 'LEDGER_UNAVAILABLE'],
});

export const bulkInvoiceStatus = operation({
  ...common,
  id: 'bulkInvoiceStatus',
  path: '/invoices/bulk-status',
  summary: { fr: 'Lire le statut de plusieurs factures', en: 'Get the status of several invoices' },
  description: {
    fr: 'Dans l’ordre de la liste. Ce que le compte n’a pas est nommé dans not_found.',
    en: 'In the order of the list. What the account does not have is named in not_found.',
  },
  scopes: ['invoices:read'],
  body: named,
  changesNothing: true,
  examples: { one: { invoice_ids: ['0193af1a-7c64-7b9b-94e3-dbcfe4ff0001'] } },
  responses: {
    200: {
      description: { fr: 'Les statuts.', en: 'The statuses.' },
      schema: z
        .object({ data: z.array(invoiceState), not_found: z.array(z.uuid()) })
        .meta({ id: 'InvoiceStates' }),
    },
  },
  errors: [],
});

export const bulkSubmitTenantInvoices = operation({
  ...bulkSubmitInvoices,
  ...partner,
  id: 'bulkSubmitTenantInvoices',
  path: '/tenant/invoices/bulk-submit',
});

export const bulkTenantInvoiceStatus = operation({
  ...bulkInvoiceStatus,
  ...partner,
  id: 'bulkTenantInvoiceStatus',
  path: '/tenant/invoices/bulk-status',
});

export const bulkInvoiceOperations = [
  bulkSubmitInvoices,
  bulkInvoiceStatus,
  bulkCreateTenantInvoices,
  bulkSubmitTenantInvoices,
  bulkTenantInvoiceStatus,
] as const;
