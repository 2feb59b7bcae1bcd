/** What a syntax asks for that the other does not, so that an invoice valid in the one is valid in the other. */
import { cents, isDecimal, sum } from '@scell/core';
import type { Invoice } from '@scell/en16931';

/**
 * UBL holds one identifier of the buyer (UBL-SR-16), where CII has one with a scheme and several without: the one with a scheme says most. Its
 * schema asks for the VAT total (BT-110), which a CII invoice that bears no VAT may leave out.
 */
export function fitToUbl(invoice: Invoice): Invoice {
  const { buyer, totals } = invoice;
  const [first, ...others] = buyer.identifiers ?? [];
  const identifier = [first, ...others].find((each) => each?.scheme !== undefined) ?? first;
  return {
    ...invoice,
    buyer: identifier === undefined ? buyer : { ...buyer, identifiers: [identifier] },
    totals: totals.vat === undefined ? { ...totals, vat: vatOf(invoice) } : totals,
  };
}

function vatOf(invoice: Invoice): string {
  const amounts = invoice.vatBreakdown.map(({ taxAmount }) => taxAmount);
  return amounts.every(isDecimal) ? cents(sum(amounts)) : '';
}

/** BT-6 means something beside BT-5 only; CII asks for a second VAT total where it is there at all (BR-53). */
export function fitToCii(invoice: Invoice): Invoice {
  if (invoice.taxCurrency !== invoice.currency || invoice.totals.vatInTaxCurrency !== undefined)
    return invoice;
  const { taxCurrency: _, ...rest } = invoice;
  return rest;
}
