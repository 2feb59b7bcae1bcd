import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { choice, choices } from '../../fields/choices.ts';
import { date } from '../../fields/dates.ts';
import { amount } from '../../fields/decimals.ts';
import { siret } from '../../fields/identifiers.ts';
import { line, uuid } from '../../fields/texts.ts';
import { paging } from '../lists.ts';
import { INVOICE_STATUSES } from './values.ts';

const shape = {
  direction: choice(['outgoing', 'incoming']).default('outgoing'),
  // What only some clients know: the nearest of ours, and `cancelled`, which no invoice of ours is.
  status: choices([...INVOICE_STATUSES, 'cancelled'], {
    submitted: 'transmitted',
    sent: 'transmitted',
    pending: 'validating',
    processing: 'validating',
  }).optional(),
  environment: choice(['production', 'sandbox'], {
    synonyms: { live: 'production', test: 'sandbox' },
  }).optional(),
  company_id: uuid.optional(),
  buyer_id: uuid.optional(),
  external_id: line(100).optional(),
  buyer_siret: siret.optional(),
  seller_siret: siret.optional(),
  from: date.optional(),
  to: date.optional(),
  min_amount: amount.optional(),
  max_amount: amount.optional(),
  q: line(255).optional(),
  ...paging(['created_at', 'issue_date', 'due_date', 'invoice_number', 'total_ttc']),
};

const spellings = {
  from: ['date_from'],
  to: ['date_to'],
  q: ['search'],
  company_id: ['seller_company_id'],
} as const;

/** Filters of an invoice list: `from` and `to` bound the invoice date, `min_amount` and `max_amount` the total with VAT. */
export const invoiceFilters = aliased(z.object({ ...shape, sub_tenant_id: uuid.optional() }), spellings);

/** The same where the path names the sub-tenant. */
export const subTenantInvoiceFilters = aliased(z.object(shape), spellings);
