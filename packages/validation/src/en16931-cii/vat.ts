/** VAT of lines, allowances, charges and the document: BR-{category}-01 to -07, BR-B-01, BR-B-02. */
import type { XmlNode } from '@scell/syntax';
import type { Truth } from '../engine/values.ts';
import type { Hearing } from './hearing.ts';
import { hasText, indicates, isVat, select, someCompare, someEqual } from './select.ts';
import { VAT_CATEGORIES, type VatCategory } from './vat-categories.ts';
import { vatIdentifiers } from './vat-identifiers.ts';

export function judgeVat(hearing: Hearing): void {
  judgePresence(hearing);
  const { lists } = hearing;
  const identifiers = vatIdentifiers(hearing);
  const judge = (tax: XmlNode, category: VatCategory, identifiersRule: string, rateRule: string) => {
    const rates = select(tax, 'ram:RateApplicablePercent');
    hearing.fatal(`BR-${category.family}-${identifiersRule}`, tax, identifiers(category.identifiers));
    hearing.fatal(`BR-${category.family}-${rateRule}`, tax, rateSuits(category, rates), () => ({
      found: rates.map(({ text }) => text).join(' '),
    }));
  };

  for (const tax of lists.lineTaxes) {
    const line = tax.parent?.parent;
    if (line?.tag !== 'ram:IncludedSupplyChainTradeLineItem') continue;
    if (line.parent?.tag !== 'rsm:SupplyChainTradeTransaction') continue;
    const category = isVat(tax) === true ? categoryOf(tax) : undefined;
    if (category !== undefined) judge(tax, category, '02', '05');
  }
  for (const tax of lists.documentCategoryTaxes) {
    const entry = tax.parent;
    if (entry?.tag !== 'ram:SpecifiedTradeAllowanceCharge' || isVat(tax) !== true) continue;
    const category = categoryOf(tax);
    if (category === undefined) continue;
    const indicators = select(entry, 'ram:ChargeIndicator', 'udt:Indicator');
    if (indicates(indicators, false) === true) judge(tax, category, '03', '06');
    else if (indicates(indicators, true) === true) judge(tax, category, '04', '07');
  }
}

/** The category whose rules speak of this tax. */
function categoryOf(tax: XmlNode): VatCategory | undefined {
  return VAT_CATEGORIES.find(({ code }) => hasText(tax, 'ram:CategoryCode', code));
}

/** Whether the rates of a tax are what its category asks. */
export function rateSuits({ rate }: VatCategory, rates: readonly XmlNode[]): Truth {
  switch (rate) {
    case 'above zero':
      return someCompare(rates, (value) => value > 0);
    case 'zero or above':
      return someCompare(rates, (value) => value >= 0);
    case 'zero':
      return someEqual(rates, 0);
    case 'absent':
      return rates.length === 0;
  }
}

/** BR-{category}-01: what lines, allowances and charges use, the breakdown shows; and the split payment of Italy (BR-B). */
function judgePresence(hearing: Hearing): void {
  const { lists, root } = hearing;
  if (root.tag !== 'rsm:CrossIndustryInvoice') return;
  const inLines = countByCategory(lists.lineTaxes);
  const inEntries = countByCategory(lists.documentCategoryTaxes);
  const inBreakdown = countByCategory(lists.headerTaxes);
  for (const { code, family } of VAT_CATEGORIES) {
    const lines = inLines.get(code) ?? 0;
    const entries = inEntries.get(code) ?? 0;
    const breakdowns = inBreakdown.get(code) ?? 0;
    const isUsed = lines + entries > 0;
    hearing.fatal(`BR-${family}-01`, root, isShown(code, lines, entries, breakdowns, isUsed));
  }

  const uses = (code: string) => lists.categoryCodes.some(({ text }) => text === code);
  const usesSplitPayment = uses('B');
  const isItalian = !lists.countries.some(({ text }) => text !== 'IT');
  hearing.fatal('BR-B-01', root, !usesSplitPayment || isItalian);
  hearing.fatal('BR-B-02', root, !usesSplitPayment || !uses('S'));
}

function isShown(code: string, lines: number, entries: number, breakdowns: number, isUsed: boolean): boolean {
  switch (code) {
    // Several rates make several breakdowns; the official test counts the uses along, so that two lines make up for a breakdown.
    case 'S':
    case 'L':
    case 'M':
      return (lines === 0 || lines + breakdowns >= 2) && (entries === 0 || entries + breakdowns >= 2);
    case 'O':
      return breakdowns === 0 || (breakdowns === 1 && isUsed);
    default:
      return isUsed ? breakdowns === 1 : breakdowns === 0;
  }
}

/** How many of the taxes bear each category. */
function countByCategory(taxes: readonly XmlNode[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const tax of taxes)
    for (const code of new Set(select(tax, 'ram:CategoryCode').map(({ text }) => text)))
      counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
