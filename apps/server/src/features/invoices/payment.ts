import type { InvoiceCreate } from '@scell/contract';
import { paymentMeansOf } from '@scell/en16931';
import type { Company } from '../companies/find-company.ts';
import type { BuyerSnapshot, InvoiceContent } from './content.ts';

/**
 * The due date: the one sent, else by the company's habit, else what the law sets where nothing is agreed, 30 days
 * between professionals (code de commerce L. 441-10), at once for a private buyer.
 */
export function dueDateOf(input: InvoiceCreate, company: Company, buyer: BuyerSnapshot): string {
  if (input.due_date !== undefined) return input.due_date;
  const days = company.payment_due_days_default ?? (buyer.is_individual ? 0 : 30);
  return Temporal.PlainDate.from(input.issue_date).add({ days }).toString();
}

/** The account to pay to: the one sent, else the company's. */
export function bankOf(input: InvoiceCreate, company: Company): InvoiceContent['bank_details'] {
  const iban = input.bank_details?.iban ?? company.iban;
  if (iban == null) return null;
  const bic =
    input.bank_details?.iban === undefined
      ? (input.bank_details?.bic ?? company.bic)
      : (input.bank_details.bic ?? null);
  return { iban, bic: bic ?? null, bank_name: input.bank_details?.bank_name ?? null };
}

/** BT-81. A transfer without an account to pay to would break BR-50: code 1 says that the means is not defined. */
export function meansOf(method: string | null, currency: string, iban: string | undefined): string | null {
  if (method === null) return null;
  if (method === 'virement' && iban === undefined) return '1';
  return paymentMeansOf(method as Parameters<typeof paymentMeansOf>[0], currency, iban);
}
