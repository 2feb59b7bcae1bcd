/** BR-FREXT-{category}-01: a category in lines, allowances or charges has a breakdown, and a breakdown is used by one of them. */
import { childrenOf, type XmlNode } from '@scell/syntax';
import { at } from '../../en16931-ubl/select.ts';
import type { TreeIndex } from '../../en16931-ubl/tree-index.ts';
import type { Report } from '../../engine/rule-set.ts';
import type { OwnReferences } from './own-references.ts';
import { VAT_FAMILIES } from './vat-families.ts';

export function checkVatPresence(
  { root, operands }: TreeIndex,
  references: OwnReferences,
  report: Report,
): void {
  if (root.tag !== 'ubl:Invoice' && root.tag !== 'cn:CreditNote') return;
  const codes = (categories: readonly XmlNode[]) =>
    new Set(categories.map((category) => operands.text(category, 'cbc:ID')));
  const lines = root.children.filter(
    (node) =>
      (node.tag === 'cac:InvoiceLine' || node.tag === 'cac:CreditNoteLine') && references.isCounted(node),
  );
  const used = codes([
    ...childrenOf(root, 'cac:AllowanceCharge').flatMap((item) => childrenOf(item, 'cac:TaxCategory')),
    ...lines.flatMap((line) => at(line, 'cac:Item', 'cac:ClassifiedTaxCategory')),
  ]);
  const shown = codes(at(root, 'cac:TaxTotal', 'cac:TaxSubtotal', 'cac:TaxCategory'));
  for (const [code, family] of VAT_FAMILIES)
    if (used.has(code) !== shown.has(code))
      report(`BR-FREXT-${family}-01`, 'fatal', root, { category: code });
}
