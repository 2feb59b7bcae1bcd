/** The variants of elements that the profiles tell apart, by what stands in or beside them. */
import { attribute, type XmlNode } from '@scell/syntax';
import { hasText, remembered, select, textsOf } from '../../en16931-cii/select.ts';

/** Whether an element is of a variant. */
export type VariantTest = (node: XmlNode) => boolean;

/** The variant of whatever is of no other. */
export const OTHER = 'other';

/** The tests for one document, by variant. */
export function variantTests(root: XmlNode): ReadonlyMap<string, VariantTest> {
  const ofCurrency = (tag: string): VariantTest => {
    const everywhere = remembered(() =>
      currencies(select(root, 'rsm:SupplyChainTradeTransaction', 'ram:ApplicableHeaderTradeSettlement'), tag),
    );
    const ofSettlement = remembered((settlement) => currencies([settlement], tag));
    return (total) => {
      const currency = attribute(total, 'currencyID');
      const settlement = total.parent?.parent;
      if (currency === undefined || !settlement) return false;
      // Totals of lines are told apart by the currencies of the document, those of the document by those beside them.
      const isHeader = settlement.tag === 'ram:ApplicableHeaderTradeSettlement';
      return (isHeader ? ofSettlement(settlement) : everywhere(root)).has(currency);
    };
  };
  const byTests: [string, VariantTest][] = [
    ['invoice', ofCurrency('ram:InvoiceCurrencyCode')],
    ['accounting', ofCurrency('ram:TaxCurrencyCode')],
    ['unlisted', (code) => attribute(code, 'listID') === undefined],
    ['5153', (code) => attribute(code, 'listID') === '5153'],
  ];
  const ofScheme = ['VA', 'FC'].map((scheme): [string, VariantTest] => [
    scheme,
    (registration) => select(registration, 'ram:ID').some((id) => attribute(id, 'schemeID') === scheme),
  ]);
  const ofIndicator = ['false', 'true'].map((value): [string, VariantTest] => [
    value,
    (entry) => select(entry, 'ram:ChargeIndicator', 'udt:Indicator').some(({ text }) => text === value),
  ]);
  const ofType = ['130', '50', '916'].map((type): [string, VariantTest] => [
    type,
    (document) => hasText(document, 'ram:TypeCode', type),
  ]);
  return new Map([...byTests, ...ofScheme, ...ofIndicator, ...ofType]);
}

function currencies(settlements: readonly XmlNode[], tag: string): ReadonlySet<string> {
  return new Set(settlements.flatMap((settlement) => textsOf(select(settlement, tag))));
}
