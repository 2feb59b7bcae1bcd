/** BR-21 to BR-28, BR-54, BR-64, BR-65, BR-CO-04, BR-CO-18, BR-DEC-23: invoice lines (BG-25) and their items (BG-31). */
import type { XmlNode } from '@scell/syntax';
import type { Facts } from '../engine/rule-set.ts';
import { any } from '../engine/values.ts';
import type { Hearing } from './hearing.ts';
import {
  bearAttribute,
  has,
  hasTwoDecimals,
  haveVatCategory,
  isAttributeFilled,
  isFilled,
  select,
  someCompare,
  textsOf,
} from './select.ts';

export function judgeLines(hearing: Hearing): void {
  const { lists } = hearing;
  const hasBreakdown = lists.headerTaxes.some(
    (tax) => tax.parent?.parent?.tag === 'rsm:SupplyChainTradeTransaction',
  );
  for (const line of lists.lines) {
    judgeLine(hearing, line);
    hearing.fatal('BR-CO-18', line, hasBreakdown);
  }
  for (const characteristic of lists.characteristics)
    hearing.fatal(
      'BR-54',
      characteristic,
      has(characteristic, 'ram:Description') && has(characteristic, 'ram:Value'),
    );
  for (const classification of lists.classifications) {
    const codes = select(classification, 'ram:ClassCode');
    const listed = isAttributeFilled(codes, 'listID');
    hearing.fatal('BR-65', classification, any(listed, codes.length === 0));
  }
}

function judgeLine(hearing: Hearing, line: XmlNode): void {
  const lineIds = select(line, 'ram:AssociatedDocumentLineDocument', 'ram:LineID');
  hearing.fatal('BR-21', line, isFilled(lineIds));

  const quantities = select(line, 'ram:SpecifiedLineTradeDelivery', 'ram:BilledQuantity');
  hearing.fatal('BR-22', line, quantities.length > 0);
  hearing.fatal('BR-23', line, bearAttribute(quantities, 'unitCode'));

  const amounts = select(
    line,
    'ram:SpecifiedLineTradeSettlement',
    'ram:SpecifiedTradeSettlementLineMonetarySummation',
    'ram:LineTotalAmount',
  );
  hearing.fatal('BR-24', line, amounts.length > 0);
  hearing.fatal('BR-DEC-23', line, hasTwoDecimals(amounts));
  const taxes = select(line, 'ram:SpecifiedLineTradeSettlement', 'ram:ApplicableTradeTax');
  hearing.fatal('BR-CO-04', line, haveVatCategory(taxes));

  const netPrices = prices(line, 'ram:NetPriceProductTradePrice');
  hearing.fatal('BR-26', line, netPrices.length > 0);
  hearing.fatal('BR-27', line, someCompare(netPrices, isPositive), () => found(netPrices));
  const grossPrices = prices(line, 'ram:GrossPriceProductTradePrice');
  hearing.fatal('BR-28', line, grossPrices.length === 0 || someCompare(grossPrices, isPositive), () =>
    found(grossPrices),
  );

  hearing.fatal('BR-25', line, isFilled(select(line, 'ram:SpecifiedTradeProduct', 'ram:Name')));
  const standardIds = select(line, 'ram:SpecifiedTradeProduct', 'ram:GlobalID');
  hearing.fatal('BR-64', line, standardIds.length === 0 || isAttributeFilled(standardIds, 'schemeID'));
}

function prices(line: XmlNode, price: string): readonly XmlNode[] {
  return select(line, 'ram:SpecifiedLineTradeAgreement', price, 'ram:ChargeAmount');
}

function isPositive(price: number): boolean {
  return price >= 0;
}

function found(nodes: readonly XmlNode[]): Facts {
  return { found: textsOf(nodes).join(' ') };
}
