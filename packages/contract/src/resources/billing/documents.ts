import { z } from 'zod';
import { choice } from '../../fields/choices.ts';
import { uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { one } from '../envelopes.ts';
import { listOf, paging } from '../lists.ts';
import { billing, moment } from './common.ts';

const document = z
  .object({
    id: z.uuid(),
    kind: z.enum(['purchase', 'statement']).meta({
      description: 'The invoice of a purchase, or the statement of a month.',
    }),
    invoice_number: z.string(),
    period: z.string(),
    period_start: z.iso.date(),
    period_end: z.iso.date(),
    invoices_count: z.int(),
    invoices_amount: z.number(),
    credit_notes_count: z.int(),
    credit_notes_amount: z.number(),
    signatures_count: z.int(),
    signatures_amount: z.number(),
    prepaid_amount: z.number().meta({ description: 'Of a statement: what was charged to the balance.' }),
    total_ht: z.number().meta({ description: 'Of a statement: what was not prepaid.' }),
    total_tax: z.number(),
    total_ttc: z.number(),
    currency: z.literal('EUR'),
    status: z.enum(['open', 'paid']),
    issued_at: moment,
    due_date: z.iso.date().nullable(),
    paid_at: moment.nullable(),
    lines: z.array(
      z.object({
        description: z.string(),
        quantity: z.number(),
        unit_price: z.number(),
        total: z.number(),
      }),
    ),
  })
  .meta({ id: 'BillingDocument' });

export type BillingDocument = z.output<typeof document>;

const listSummary = { fr: 'Lister mes factures Scell', en: 'List my Scell invoices' };
const listDescription = {
  fr: 'La facture de chaque achat de crédits, et un relevé par mois, qui ne facture que ce qui n’était pas prépayé.',
  en: 'The invoice of every purchase of credits, and a statement a month, which invoices only what was not prepaid.',
};
const query = z.object({ status: choice(['open', 'paid']).optional(), ...paging(['created_at']) });
const listed = {
  200: {
    description: { fr: 'Une page de factures et de relevés.', en: 'A page of invoices and statements.' },
    schema: listOf(document),
  },
} as const;
const byId = z.object({ invoice: uuid });

export const listBillingInvoices = operation({
  ...billing,
  id: 'listBillingInvoices',
  method: 'GET',
  path: '/tenant/billing/invoices',
  summary: listSummary,
  description: listDescription,
  scopes: ['billing:read'],
  query,
  responses: listed,
  errors: ['SUB_TENANT_FORBIDDEN'],
});

export const listScellInvoices = operation({
  ...billing,
  id: 'listScellInvoices',
  method: 'GET',
  path: '/tenant/billing/scell-invoices',
  summary: listSummary,
  description: listDescription,
  scopes: ['billing:read'],
  query,
  responses: listed,
  errors: ['SUB_TENANT_FORBIDDEN'],
});

export const getBillingInvoice = operation({
  ...billing,
  id: 'getBillingInvoice',
  method: 'GET',
  path: '/tenant/billing/invoices/{invoice}',
  summary: { fr: 'Lire une facture Scell', en: 'Get a Scell invoice' },
  scopes: ['billing:read'],
  params: byId,
  responses: { 200: { description: { fr: 'La facture.', en: 'The invoice.' }, schema: one(document) } },
  errors: ['SUB_TENANT_FORBIDDEN', 'NOT_FOUND'],
});

export const downloadBillingInvoice = operation({
  ...billing,
  id: 'downloadBillingInvoice',
  method: 'GET',
  path: '/tenant/billing/invoices/{invoice}/download',
  summary: { fr: 'Télécharger une facture Scell', en: 'Download a Scell invoice' },
  scopes: ['billing:read'],
  params: byId,
  responses: {
    200: {
      description: {
        fr: 'Le PDF : une facture Factur-X, ou un relevé.',
        en: 'The PDF: a Factur-X invoice, or a statement.',
      },
      media: ['application/pdf'],
    },
  },
  errors: ['SUB_TENANT_FORBIDDEN', 'NOT_FOUND', 'FILE_NOT_FOUND'],
});

export const payBillingInvoice = operation({
  ...billing,
  id: 'payBillingInvoice',
  method: 'POST',
  path: '/tenant/billing/invoices/{invoice}/pay',
  summary: { fr: 'Payer un relevé ouvert', en: 'Pay an open statement' },
  scopes: ['billing:write'],
  params: byId,
  responses: {
    200: {
      description: { fr: 'L’intention de paiement.', en: 'The payment intent.' },
      schema: z.object({
        message: z.string(),
        data: z.object({
          payment_intent_id: z.string().nullable(),
          client_secret: z.string().nullable(),
          amount: z.number(),
          currency: z.literal('EUR'),
          status: z.string(),
        }),
      }),
    },
  },
  errors: [
    'SUB_TENANT_FORBIDDEN',
    'NOT_FOUND',
    'INVOICE_NOT_PAYABLE',
    'PAYMENTS_NOT_CONFIGURED',
    'BILLING_PROFILE_INCOMPLETE',
    'PAYMENT_PROVIDER_UNAVAILABLE',
    'PAYMENT_DECLINED',
  ],
});

export const documentOperations = [
  listBillingInvoices,
  listScellInvoices,
  getBillingInvoice,
  downloadBillingInvoice,
  payBillingInvoice,
] as const;
