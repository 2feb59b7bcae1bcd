/** VAT of lines, allowances and charges: BR-{category}-02 to -07. Whether the tax says it is VAT does not matter here. */
import type { XmlNode } from '@scell/syntax';
import type { Hearing } from '../../en16931-cii/hearing.ts';
import { hasText, remembered, select, textsOf } from '../../en16931-cii/select.ts';
import { rateSuits } from '../../en16931-cii/vat.ts';
import { VAT_CATEGORIES } from '../../en16931-cii/vat-categories.ts';
import { vatIdentifiers } from '../../en16931-cii/vat-identifiers.ts';

export function judgeVat(hearing: Hearing): void {
  const { lists } = hearing;
  const identifiers = vatIdentifiers(hearing);
  const judge = (tax: XmlNode, identifiersRule: string, rateRule: string) => {
    const rates = select(tax, 'ram:RateApplicablePercent');
    for (const category of VAT_CATEGORIES) {
      if (!hasText(tax, 'ram:CategoryCode', category.code)) continue;
      hearing.fatal(`BR-${category.family}-${identifiersRule}`, tax, identifiers(category.identifiers));
      hearing.fatal(`BR-${category.family}-${rateRule}`, tax, rateSuits(category, rates), () => ({
        found: textsOf(rates).join(' '),
      }));
    }
  };

  for (const tax of lists.lineTaxes) {
    const line = tax.parent?.parent;
    if (line?.tag !== 'ram:IncludedSupplyChainTradeLineItem') continue;
    if (line.parent?.tag === 'rsm:SupplyChainTradeTransaction') judge(tax, '02', '05');
  }
  const indicators = remembered((entry) => textsOf(select(entry, 'ram:ChargeIndicator', 'udt:Indicator')));
  for (const tax of lists.documentCategoryTaxes) {
    const entry = tax.parent;
    if (entry?.tag !== 'ram:SpecifiedTradeAllowanceCharge') continue;
    if (indicators(entry).includes('false')) judge(tax, '03', '06');
    if (indicators(entry).includes('true')) judge(tax, '04', '07');
  }
}
