/** BR-FREXT-{category}-01: a category in lines, allowances or charges has a breakdown, and a breakdown is used by one of them. */
import type { XmlNode } from '@scell/syntax';
import type { Hearing } from '../../en16931-cii/hearing.ts';
import { select, selectAll } from '../../en16931-cii/select.ts';
import { VAT_CATEGORIES } from '../../en16931-cii/vat-categories.ts';
import { isCounted } from './lines.ts';

export function judgeVatPresence(hearing: Hearing): void {
  const { lists, root } = hearing;
  if (root.tag !== 'rsm:CrossIndustryInvoice') return;
  // The official rule looks for the status of the line in its settlement, where the schema has none.
  const settlements = new Set(lists.lineTaxes.flatMap(({ parent }) => parent ?? []));
  const lineTaxes = selectAll([...settlements].filter(isCounted), 'ram:ApplicableTradeTax');
  const used = categoriesOf([...lineTaxes, ...lists.documentCategoryTaxes]);
  const shown = categoriesOf(lists.headerTaxes);
  for (const { code, family } of VAT_CATEGORIES)
    hearing.fatal(`BR-FREXT-${family}-01`, root, used.has(code) === shown.has(code));
}

function categoriesOf(taxes: readonly XmlNode[]): ReadonlySet<string> {
  return new Set(taxes.flatMap((tax) => select(tax, 'ram:CategoryCode').map(({ text }) => text)));
}
