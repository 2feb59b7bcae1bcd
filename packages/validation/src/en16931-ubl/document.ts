/** What the document element must have: BR-01 to 10, 16 and 53, BR-CO-03, 15 and 18, BR-DEC-13 and 15, and the notes (BR-CL-08). */
import { attribute, child, childrenOf, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { noteSubjectIsListed } from './codes.ts';
import { hasTwoDecimals } from './decimals.ts';
import { firstAt, has, someChildIs } from './select.ts';
import { checkTotalWithVat } from './totals.ts';
import type { TreeIndex } from './tree-index.ts';

const SELLER = 'cac:AccountingSupplierParty';
const BUYER = 'cac:AccountingCustomerParty';
const REGISTERED_NAME = ['cac:Party', 'cac:PartyLegalEntity', 'cbc:RegistrationName'] as const;

/** The rules of an Invoice or CreditNote as a whole. */
export function checkDocument(index: TreeIndex, report: Report): void {
  const { operands, root } = index;
  const fatal = (rule: string) => report(rule, 'fatal', root);
  if (operands.text(root, 'cbc:CustomizationID') === '') fatal('BR-01');
  if (operands.text(root, 'cbc:ID') === '') fatal('BR-02');
  if (operands.text(root, 'cbc:IssueDate') === '') fatal('BR-03');
  if (
    operands.text(root, 'cbc:InvoiceTypeCode') === '' &&
    operands.text(root, 'cbc:CreditNoteTypeCode') === ''
  )
    fatal('BR-04');
  if (operands.text(root, 'cbc:DocumentCurrencyCode') === '') fatal('BR-05');
  if (operands.text(root, SELLER, ...REGISTERED_NAME) === '') fatal('BR-06');
  if (operands.text(root, BUYER, ...REGISTERED_NAME) === '') fatal('BR-07');
  if (firstAt(root, SELLER, 'cac:Party', 'cac:PostalAddress') === undefined) fatal('BR-08');
  if (firstAt(root, BUYER, 'cac:Party', 'cac:PostalAddress') === undefined) fatal('BR-10');
  if (!has(root, 'cac:InvoiceLine') && !has(root, 'cac:CreditNoteLine')) fatal('BR-16');

  const amounts = index.allUnder('cac:TaxTotal', 'cbc:TaxAmount');
  const taxCurrencies = new Set(amounts.map((tax) => attribute(tax, 'currencyID')));
  if (!childrenOf(root, 'cbc:TaxCurrencyCode').every(({ text }) => taxCurrencies.has(text))) fatal('BR-53');
  const dated = has(root, 'cbc:TaxPointDate');
  if (dated && firstAt(root, 'cac:InvoicePeriod', 'cbc:DescriptionCode') !== undefined) fatal('BR-CO-03');
  if (!index.omitted.has('BR-CO-15')) checkTotalWithVat(index, report);
  if (firstAt(root, 'cac:TaxTotal', 'cac:TaxSubtotal') === undefined) fatal('BR-CO-18');
  checkTaxDecimals('BR-DEC-13', 'cbc:DocumentCurrencyCode', amounts, index, report);
  checkTaxDecimals('BR-DEC-15', 'cbc:TaxCurrencyCode', amounts, index, report);

  for (const note of childrenOf(root, 'cbc:Note')) {
    if (!noteSubjectIsListed(note.text)) report('BR-CL-08', 'fatal', note, { found: note.text });
  }
}

/** The official test looks for the currency inside the tax amount, where no valid document has it; kept as it is. */
function checkTaxDecimals(
  rule: string,
  currencyTag: string,
  amounts: readonly XmlNode[],
  { root, operands }: TreeIndex,
  report: Report,
): void {
  const [stated, second] = amounts.filter((tax) => {
    const currency = attribute(tax, 'currencyID');
    return (
      currency !== undefined &&
      child(tax, currencyTag) !== undefined &&
      someChildIs(tax, currencyTag, currency)
    );
  });
  if (second !== undefined) operands.stop(second, 'SCELL-REPEATED');
  else if (stated !== undefined && !hasTwoDecimals(stated.text))
    report(rule, 'fatal', root, { found: stated.text });
}
