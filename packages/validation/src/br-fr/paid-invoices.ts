import type { XmlNode } from '@scell/syntax';
import { at, hasAny, numberOf, type Select, textOf } from './operands.ts';
import { type Pattern, rule } from './rule.ts';
import type { Both, Syntax } from './syntax.ts';
import { dueDates, frameCodes, paidFrames, settlementTerm, theInvoice } from './terms.ts';

const totals = 'ram:SpecifiedTradeSettlementHeaderMonetarySummation';
/** BT-112. */
const grandTotals = settlementTerm({
  cii: `${totals}/ram:GrandTotalAmount`,
  ubl: 'cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount',
});
/** BT-113. */
const prepaidAmounts = settlementTerm({
  cii: `${totals}/ram:TotalPrepaidAmount`,
  ubl: 'cac:LegalMonetaryTotal/cbc:PrepaidAmount',
});
/** BT-115. */
const payableAmounts = settlementTerm({
  cii: `${totals}/ram:DuePayableAmount`,
  ubl: 'cac:LegalMonetaryTotal/cbc:PayableAmount',
});
const paymentDueDates = at('cac:PaymentMeans/cbc:PaymentDueDate');

/** BT-9, in UBL also where credit notes give it. */
const allDueDates: Both<Select> = {
  cii: dueDates.cii,
  ubl: (invoice) => [...dueDates.ubl(invoice), ...paymentDueDates(invoice)],
};

/** BR-FR-CO-09: an invoice already paid is prepaid in full, leaves nothing to pay and has the date of payment as its due date. */
export function paidInFull(syntax: Syntax): Pattern[] {
  const isPaid = (invoice: XmlNode) => hasAny(frameCodes[syntax](invoice), paidFrames);
  return [
    [
      rule(
        syntax,
        theInvoice,
        {
          id: 'BR-FR-CO-09_BT-23-1',
          holds: (invoice) =>
            !isPaid(invoice) ||
            numberOf(prepaidAmounts[syntax](invoice)) === numberOf(grandTotals[syntax](invoice)),
          facts: (invoice) => ({
            found: textOf(prepaidAmounts[syntax](invoice)),
            expected: textOf(grandTotals[syntax](invoice)),
          }),
        },
        {
          id: 'BR-FR-CO-09_BT-23-2',
          holds: (invoice) => !isPaid(invoice) || numberOf(payableAmounts[syntax](invoice)) === 0,
          facts: (invoice) => ({ found: textOf(payableAmounts[syntax](invoice)), expected: '0.00' }),
        },
        {
          id: 'BR-FR-CO-09_BT-23-3',
          holds: (invoice) => !isPaid(invoice) || textOf(allDueDates[syntax](invoice)) !== '',
        },
      ),
    ],
  ];
}
