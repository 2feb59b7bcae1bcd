import type { InvoiceRow } from './store.ts';

/**
 * Whether an invoice is issued: it has its number and its document, and what it says cannot change. What was rejected at
 * its submission is not.
 */
export function isIssued({ invoice_number }: Pick<InvoiceRow, 'invoice_number'>): boolean {
  return invoice_number !== null;
}
