/** What the document element must have: BR-01 to 10, 16 and 53, BR-CO-03, 15 and 18, BR-DEC-13 and 15, and the notes (BR-CL-08). */
import { attribute, child, childrenOf, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { isBlank } from '../engine/values.ts';
import { noteSubjectIsListed } from './codes.ts';
import { hasTwoDecimals } from './decimals.ts';
import { firstAt, has, someChildIs, textOf } from './select.ts';
import { isTotalWithVat } from './totals.ts';
import type { TreeIndex } from './tree-index.ts';

const SELLER = 'cac:AccountingSupplierParty';
const BUYER = 'cac:AccountingCustomerParty';

/** The rules of an Invoice or CreditNote as a whole. */
export function checkDocument(index: TreeIndex, report: Report): void {
  const { root } = index;
  const fatal = (rule: string) => report(rule, 'fatal', root);
  if (textOf(root, 'cbc:CustomizationID') === '') fatal('BR-01');
  if (textOf(root, 'cbc:ID') === '') fatal('BR-02');
  if (textOf(root, 'cbc:IssueDate') === '') fatal('BR-03');
  if (textOf(root, 'cbc:InvoiceTypeCode') === '' && textOf(root, 'cbc:CreditNoteTypeCode') === '')
    fatal('BR-04');
  if (textOf(root, 'cbc:DocumentCurrencyCode') === '') fatal('BR-05');
  if (!isNamed(root, SELLER)) fatal('BR-06');
  if (!isNamed(root, BUYER)) fatal('BR-07');
  if (firstAt(root, SELLER, 'cac:Party', 'cac:PostalAddress') === undefined) fatal('BR-08');
  if (firstAt(root, BUYER, 'cac:Party', 'cac:PostalAddress') === undefined) fatal('BR-10');
  if (!has(root, 'cac:InvoiceLine') && !has(root, 'cac:CreditNoteLine')) fatal('BR-16');

  const amounts = index.allUnder('cac:TaxTotal', 'cbc:TaxAmount');
  const inCurrency = (currency: string) => amounts.some((tax) => attribute(tax, 'currencyID') === currency);
  if (!childrenOf(root, 'cbc:TaxCurrencyCode').every(({ text }) => inCurrency(text))) fatal('BR-53');
  const dated = has(root, 'cbc:TaxPointDate');
  if (dated && firstAt(root, 'cac:InvoicePeriod', 'cbc:DescriptionCode') !== undefined) fatal('BR-CO-03');
  const total = isTotalWithVat(root, childrenOf(root, 'cbc:DocumentCurrencyCode'));
  if (total.truth === false) report('BR-CO-15', 'fatal', root, total.facts);
  if (firstAt(root, 'cac:TaxTotal', 'cac:TaxSubtotal') === undefined) fatal('BR-CO-18');
  checkTaxDecimals('BR-DEC-13', 'cbc:DocumentCurrencyCode', amounts, root, report);
  checkTaxDecimals('BR-DEC-15', 'cbc:TaxCurrencyCode', amounts, root, report);

  for (const note of childrenOf(root, 'cbc:Note')) {
    if (!noteSubjectIsListed(note.text)) report('BR-CL-08', 'fatal', note, { found: note.text });
  }
}

function isNamed(root: XmlNode, role: string): boolean {
  const name = firstAt(root, role, 'cac:Party', 'cac:PartyLegalEntity', 'cbc:RegistrationName');
  return name !== undefined && !isBlank(name.text);
}

/** The official test looks for the currency inside the tax amount, where no valid document has it; kept as it is. */
function checkTaxDecimals(
  rule: string,
  currencyTag: string,
  amounts: readonly XmlNode[],
  root: XmlNode,
  report: Report,
): void {
  const stated = amounts.find((tax) => {
    const currency = attribute(tax, 'currencyID');
    return (
      currency !== undefined &&
      child(tax, currencyTag) !== undefined &&
      someChildIs(tax, currencyTag, currency)
    );
  });
  if (stated !== undefined && !hasTwoDecimals(stated.text))
    report(rule, 'fatal', root, { found: stated.text });
}
