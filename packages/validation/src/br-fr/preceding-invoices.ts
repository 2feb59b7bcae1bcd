import type { XmlNode } from '@scell/syntax';
import { at, differsFromAny, has, hasAny, textOf, textsOf } from './operands.ts';
import { type Pattern, rule } from './rule.ts';
import type { Both, Place, Syntax } from './syntax.ts';
import { agreementTerm, settlementTerm, term, theInvoice, typeCodes } from './terms.ts';

/** BT-3 of corrective invoices. */
const correctiveTypes = new Set(['384', '471', '472', '473']);
/** BT-3 of credit notes that refer to invoices. */
const creditNoteTypes = new Set(['261', '381', '396', '502', '503']);

/** UBL asks credit notes only as documents CreditNote. */
const theCreditNote: Place = { cii: '$invoice', ubl: 'cn:CreditNote' };
const creditNoteTypeCodes = term({
  cii: 'rsm:ExchangedDocument/ram:TypeCode',
  ubl: 'cbc:CreditNoteTypeCode',
});

const contracts = agreementTerm({
  cii: 'ram:ContractReferencedDocument/ram:IssuerAssignedID',
  ubl: 'cac:ContractDocumentReference/cbc:ID',
});
const periodStarts = settlementTerm({
  cii: 'ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString',
  ubl: 'cac:InvoicePeriod/cbc:StartDate',
});
const periodEnds = settlementTerm({
  cii: 'ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString',
  ubl: 'cac:InvoicePeriod/cbc:EndDate',
});

/** BR-FR-CO-03: a credit note on a whole contract (262) names the contract and the period. */
export function globalRebate(syntax: Syntax): Pattern[] {
  return [
    [
      rule(syntax, theCreditNote, {
        id: 'BR-FR-CO-03_BT-3',
        holds: (invoice) =>
          !has(creditNoteTypeCodes[syntax](invoice), '262') ||
          [contracts, periodStarts, periodEnds].every((select) => textOf(select[syntax](invoice)) !== ''),
      }),
    ],
  ];
}

/** BG-3. */
const precedingInvoices = settlementTerm({
  cii: 'ram:InvoiceReferencedDocument',
  ubl: 'cac:BillingReference',
});

/** BR-FR-CO-04: a corrective invoice refers to exactly one invoice. */
export function correctedInvoice(syntax: Syntax): Pattern[] {
  const types = { cii: typeCodes.cii, ubl: at('cbc:InvoiceTypeCode') }[syntax];
  return [
    [
      rule(syntax, theInvoice, {
        id: { cii: 'BR-FR-CO-04_BT-4', ubl: 'BR-FR-CO-04_BT-3' }[syntax],
        holds: (invoice) =>
          !hasAny(types(invoice), correctiveTypes) || precedingInvoices[syntax](invoice).length === 1,
      }),
    ],
  ];
}

/** A reference gives number and date. */
const isComplete: Both<(reference: XmlNode) => boolean> = {
  cii: (reference) => ciiNumbers(reference).length > 0 && ciiDates(reference).length > 0,
  ubl: (reference) => ublNumbers(reference).length > 0 && ublDates(reference).length > 0,
};
const ciiNumbers = at('ram:IssuerAssignedID');
const ciiDates = at('ram:FormattedIssueDateTime/qdt:DateTimeString');
const ublNumbers = at('cbc:ID');
const ublDates = at('cbc:IssueDate');

const headerReferences = settlementTerm({
  cii: 'ram:InvoiceReferencedDocument',
  ubl: 'cac:BillingReference/cac:InvoiceDocumentReference',
});

/** BR-FR-CO-05: a credit note refers to an invoice with its date, in the header or on every line that is not a group or a remark. */
export function creditedInvoices(syntax: Syntax): Pattern[] {
  return [
    [
      rule(syntax, theCreditNote, {
        id: 'BR-FR-CO-05_BT-3',
        holds: (invoice) =>
          !hasAny(creditNoteTypeCodes[syntax](invoice), creditNoteTypes) ||
          headerReferences[syntax](invoice).some(isComplete[syntax]) ||
          everyLineRefers[syntax](invoice),
      }),
    ],
  ];
}

const ciiLines = at('rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem');
const ciiLineTypes = at('ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode');
const ciiLineReferences = at('ram:SpecifiedLineTradeSettlement/ram:InvoiceReferencedDocument');

const ublLines = at('cac:CreditNoteLine');
const billingReferences = at('cac:BillingReference');
const documentReferences = at('cac:InvoiceDocumentReference');
const documentIds = at('cac:InvoiceDocumentReference/cbc:ID');
const documentStatuses = at('cac:InvoiceDocumentReference/cbc:DocumentStatusCode');

const everyLineRefers: Both<(invoice: XmlNode) => boolean> = {
  cii: (invoice) =>
    ciiLines(invoice)
      .filter((line) => {
        const types = ciiLineTypes(line);
        return types.length === 0 || has(types, 'DETAIL');
      })
      .every((line) => ciiLineReferences(line).some(isComplete.cii)),
  // In UBL a reference to the invoice itself is how a line gives its type.
  ubl: (invoice) => {
    const own = textsOf(ublNumbers(invoice));
    return ublLines(invoice)
      .filter((line) => {
        const ownReferences = billingReferences(line).filter((node) => hasAny(documentIds(node), own));
        return (
          ownReferences.length === 0 || ownReferences.some((node) => has(documentStatuses(node), 'DETAIL'))
        );
      })
      .every((line) =>
        billingReferences(line)
          .filter((node) => differsFromAny(documentIds(node), own))
          .some((node) => documentReferences(node).some(isComplete.ubl)),
      );
  },
};
