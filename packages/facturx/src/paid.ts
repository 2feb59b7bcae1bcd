import { isZero } from '@scell/core';
import type { Invoice } from '@scell/en16931';

/** Whether nothing is left to pay (BT-115 is zero). */
export function isPaid(invoice: Invoice): boolean {
  return isZero(invoice.totals.due);
}
