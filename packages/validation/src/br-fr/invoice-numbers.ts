import type { Edition } from './editions.ts';
import { isAtMost, isInvoiceNumber } from './formats.ts';
import { type Assertion, type Pattern, rule } from './rule.ts';
import { type Syntax, type TermPlace, termOf } from './syntax.ts';

/** The term of the invoice that a line refers to. */
const OF_LINE = 'EXT-FR-FE-136';

function numbers({ precedingOfLine }: Edition, rules: 'BR-FR-01' | 'BR-FR-02'): TermPlace[] {
  const { cii, ubl } = precedingOfLine[rules];
  return [
    { term: 'BT-1', cii: '$document/ram:ID', ubl: '$invoice/cbc:ID' },
    {
      term: 'BT-25',
      cii: '$settlement/ram:InvoiceReferencedDocument/ram:IssuerAssignedID',
      ubl: '$invoice/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID',
    },
    { term: OF_LINE, cii: `${cii}/ram:IssuerAssignedID`, ubl: `${ubl}/cbc:ID` },
  ];
}

/** BR-FR-01, BR-FR-02: the number of an invoice has at most 35 characters of a small alphabet. In UBL the alphabet is asked for twice. */
export function invoiceNumbers(syntax: Syntax, edition: Edition): Pattern[] {
  const short = (id: string): Assertion => ({ id, holds: ({ text }) => isAtMost(text, 35) });
  const plain = (id: string): Assertion => ({ id, holds: ({ text }) => isInvoiceNumber(text) });
  const pattern = (rules: 'BR-FR-01' | 'BR-FR-02', assertions: (term: string) => Assertion[]): Pattern =>
    numbers(edition, rules).map((place) => rule(syntax, place, ...assertions(termOf(syntax, place))));

  if (syntax === 'cii')
    return [pattern('BR-FR-01', (term) => [short(`BR-FR-01_${term}`), plain(`BR-FR-02_${term}`)])];
  // One id of 1.4.0.02 is spelled otherwise than its neighbours.
  const spelled = (term: string) =>
    edition.version === '1.4.0.02' && term === OF_LINE ? `BT-${term}` : term;
  return [
    pattern('BR-FR-01', (term) => [short(`BR-FR-01_${term}-1`), plain(`BR-FR-01_${spelled(term)}-2`)]),
    pattern('BR-FR-02', (term) => [plain(`BR-FR-02_${term}`)]),
  ];
}
