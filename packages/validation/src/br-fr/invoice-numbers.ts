import { isAtMost, isInvoiceNumber } from './formats.ts';
import { type Assertion, type Pattern, rule } from './rule.ts';
import { type Syntax, type TermPlace, termOf } from './syntax.ts';

const numbers: TermPlace[] = [
  { term: 'BT-1', cii: '$document/ram:ID', ubl: '$invoice/cbc:ID' },
  {
    term: 'BT-25',
    cii: '$settlement/ram:InvoiceReferencedDocument/ram:IssuerAssignedID',
    ubl: '$invoice/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID',
  },
  {
    term: 'EXT-FR-FE-136',
    cii: '$line/ram:SpecifiedLineTradeSettlement/ram:InvoiceReferencedDocument/ram:IssuerAssignedID',
    ubl: '$line/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID',
  },
];

/** BR-FR-01, BR-FR-02: the number of an invoice has at most 35 characters of a small alphabet. In UBL the alphabet is asked for twice. */
export function invoiceNumbers(syntax: Syntax): Pattern[] {
  const short = (id: string): Assertion => ({ id, holds: ({ text }) => isAtMost(text, 35) });
  const plain = (id: string): Assertion => ({ id, holds: ({ text }) => isInvoiceNumber(text) });
  const pattern = (assertions: (term: string) => Assertion[]): Pattern =>
    numbers.map((place) => rule(syntax, place, ...assertions(termOf(syntax, place))));

  if (syntax === 'cii') return [pattern((term) => [short(`BR-FR-01_${term}`), plain(`BR-FR-02_${term}`)])];
  return [
    pattern((term) => [short(`BR-FR-01_${term}-1`), plain(`BR-FR-01_${term}-2`)]),
    pattern((term) => [plain(`BR-FR-02_${term}`)]),
  ];
}
