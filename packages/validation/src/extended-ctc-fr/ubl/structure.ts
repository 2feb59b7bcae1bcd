/** Structure and codes: UBL-FREXT-CR, CII-FREXT-CR-490 (so named in the UBL artefact too), BR-FREXT-CL. */
import { attribute, childrenOf, type XmlNode } from '@scell/syntax';
import { isAllowance, isCharge } from '../../en16931-ubl/predicates.ts';
import { at } from '../../en16931-ubl/select.ts';
import type { TreeIndex } from '../../en16931-ubl/tree-index.ts';
import type { Report } from '../../engine/rule-set.ts';
import { chargeReasonRule, isDeliveryTerm } from '../code-lists.ts';
import { localName } from '../local-name.ts';

export function checkStructure({ root }: TreeIndex, report: Report): void {
  if (root.tag !== 'ubl:Invoice' && root.tag !== 'cn:CreditNote') return;
  const warn = (rule: string, holds: boolean) => {
    if (!holds) report(rule, 'warning', root);
  };
  const lines = root.children.filter(({ tag }) => tag === 'cac:InvoiceLine' || tag === 'cac:CreditNoteLine');
  warn('UBL-FREXT-CR-410', arePlain(childrenOf(root, 'cac:DeliveryTerms')));
  warn('UBL-FREXT-CR-645', arePlain(lines.flatMap((line) => childrenOf(line, 'cac:DeliveryTerms'))));
  const exchanges = childrenOf(root, 'cac:TaxExchangeRate').flatMap(({ children }) => children);
  warn(
    'CII-FREXT-CR-490',
    exchanges.every(({ tag }) => EXCHANGE.has(localName(tag))),
  );
}

/** The rate to the accounting currency is given by currencies, rate and date; the official test minds no namespace. */
const EXCHANGE: ReadonlySet<string> = new Set([
  'SourceCurrencyCode',
  'TargetCurrencyCode',
  'CalculationRate',
  'Date',
]);

/** Terms of delivery hold a code and the name of a place, nothing else (EXT-FR-FE-BG-10). */
function arePlain(terms: readonly XmlNode[]): boolean {
  const isPlain = terms.every(({ children }) =>
    children.every(({ tag }) => tag === 'cbc:ID' || tag === 'cac:DeliveryLocation'),
  );
  const places = terms.flatMap((term) => at(term, 'cac:DeliveryLocation'));
  return isPlain && places.every(({ children }) => children.every(({ tag }) => tag === 'cbc:Name'));
}

export function checkCodes(index: TreeIndex, report: Report): void {
  for (const id of index.allUnder('cac:DeliveryTerms', 'cbc:ID'))
    if (!isDeliveryTerm(id)) report('BR-FREXT-CL-27', 'fatal', id, { found: id.text });
  for (const reason of index.allUnder('cac:AllowanceCharge', 'cbc:AllowanceChargeReasonCode')) {
    const { parent } = reason;
    if (parent === null || isAllowance(parent) || !isCharge(parent)) continue;
    const rule = chargeReasonRule(reason);
    if (rule !== undefined)
      report(rule, 'fatal', reason, { found: reason.text, list: attribute(reason, 'listID') ?? '' });
  }
}
