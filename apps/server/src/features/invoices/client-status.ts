import type { Invoice, InvoiceStatus } from '@scell/contract';

/** The first major version of the PHP library stops at a status it does not know, and takes the whole list down with it. */
const STRICT_CLIENT = /^Scell-PHP-SDK\/1\./;

/** What such a client is told instead: the nearest of the ten it knows. `lifecycle_status` always says the true one. */
const NEAREST: Readonly<Partial<Record<InvoiceStatus, Invoice['status']>>> = {
  validating: 'processing',
  transmitting: 'transmitted',
  received: 'transmitted',
  disputed: 'rejected',
  completed: 'paid',
  refunded: 'paid',
  partially_refunded: 'paid',
};

/** The status of an invoice as a client can read it. */
export function statusFor(userAgent: string, status: InvoiceStatus): Invoice['status'] {
  return STRICT_CLIENT.test(userAgent) ? (NEAREST[status] ?? status) : status;
}
