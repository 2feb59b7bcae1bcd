import { at, hasAny, textOf } from './operands.ts';
import { type Pattern, rule, textEverywhere } from './rule.ts';
import type { Syntax, TermPlace } from './syntax.ts';
import { depositTypes, frameCodes, theInvoice, typeCodes } from './terms.ts';

const types = new Set([
  ...['380', '389', '393', '501', '386', '500', '384', '471', '472', '473'],
  ...['261', '262', '381', '396', '502', '503'],
]);

const frames = new Set([
  ...['B1', 'S1', 'M1', 'B2', 'S2', 'M2', 'S3', 'B4', 'S4', 'M4', 'S5', 'S6'],
  ...['B7', 'S7', 'B8', 'S8', 'M8', 'B9', 'S9', 'M9'],
]);

/** BT-23 of the balance after a deposit. */
const balanceFrames = new Set(['B4', 'S4', 'M4']);

const documentTypes: TermPlace[] = [
  {
    term: 'BT-3',
    cii: '$document/ram:TypeCode',
    ubl: 'ubl:Invoice/cbc:InvoiceTypeCode | cn:CreditNote/cbc:CreditNoteTypeCode',
  },
  {
    term: 'EXT-FR-FE-02',
    cii: '$settlement/ram:InvoiceReferencedDocument/ram:TypeCode',
    ubl: '$invoice/cac:BillingReference/cac:InvoiceDocumentReference/cbc:DocumentTypeCode',
  },
  {
    term: 'EXT-FR-FE-137',
    cii: '$line/ram:SpecifiedLineTradeSettlement/ram:InvoiceReferencedDocument/ram:TypeCode',
    ubl: '$line/cac:BillingReference/cac:InvoiceDocumentReference/cbc:DocumentTypeCode',
  },
];

/** BR-FR-04: the type of the invoice and of the invoices it refers to is one that France knows. */
export function documentType(syntax: Syntax): Pattern[] {
  return [textEverywhere(syntax, documentTypes, 'BR-FR-04', (text) => types.has(text))];
}

/** BR-FR-08: BT-23 is one of the frames of invoicing. */
export function invoicingFrame(syntax: Syntax): Pattern[] {
  const place = { cii: '$invoice/rsm:ExchangedDocumentContext', ubl: '$invoice' };
  const code = at(
    { cii: 'ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID', ubl: 'cbc:ProfileID' }[syntax],
  );
  return [[rule(syntax, place, { id: 'BR-FR-08_BT-23', holds: (node) => frames.has(textOf(code(node))) })]];
}

/** BR-FR-CO-08: a balance after a deposit is not itself a deposit. */
export function balanceIsNoDeposit(syntax: Syntax): Pattern[] {
  return [
    [
      rule(syntax, theInvoice, {
        id: 'BR-FR-CO-08_BT-23',
        holds: (invoice) =>
          !hasAny(frameCodes[syntax](invoice), balanceFrames) ||
          !hasAny(typeCodes[syntax](invoice), depositTypes),
      }),
    ],
  ];
}
