/** BR-21 to BR-28, BR-54, BR-64, BR-65, BR-CO-04, BR-CO-18, BR-DEC-23: invoice lines (BG-25) and their items (BG-31). */
import type { XmlNode } from '@scell/syntax';
import { any } from '../engine/values.ts';
import type { Hearing } from './hearing.ts';
import {
  attributesOf,
  has,
  hasTwoDecimals,
  isFilled,
  isVat,
  select,
  selectAll,
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
    const listed = isFilled(attributesOf(codes, 'listID'));
    hearing.fatal('BR-65', classification, any(listed, codes.length === 0));
  }
}

function judgeLine(hearing: Hearing, line: XmlNode): void {
  const lineIds = select(line, 'ram:AssociatedDocumentLineDocument', 'ram:LineID');
  hearing.fatal('BR-21', line, isFilled(textsOf(lineIds)));

  const quantities = select(line, 'ram:SpecifiedLineTradeDelivery', 'ram:BilledQuantity');
  hearing.fatal('BR-22', line, quantities.length > 0);
  hearing.fatal('BR-23', line, attributesOf(quantities, 'unitCode').length > 0);

  const settlements = select(line, 'ram:SpecifiedLineTradeSettlement');
  const amounts = selectAll(
    settlements,
    'ram:SpecifiedTradeSettlementLineMonetarySummation',
    'ram:LineTotalAmount',
  );
  hearing.fatal('BR-24', line, amounts.length > 0);
  hearing.fatal('BR-DEC-23', line, hasTwoDecimals(textsOf(amounts)));
  const categorised = selectAll(settlements, 'ram:ApplicableTradeTax').map((tax) =>
    has(tax, 'ram:CategoryCode') ? isVat(tax) : false,
  );
  hearing.fatal('BR-CO-04', line, any(...categorised));

  const agreements = select(line, 'ram:SpecifiedLineTradeAgreement');
  const netPrices = selectAll(agreements, 'ram:NetPriceProductTradePrice', 'ram:ChargeAmount');
  hearing.fatal('BR-26', line, netPrices.length > 0);
  hearing.fatal(
    'BR-27',
    line,
    someCompare(netPrices, (price) => price >= 0),
    () => ({ found: textsOf(netPrices).join(' ') }),
  );
  const grossPrices = selectAll(agreements, 'ram:GrossPriceProductTradePrice', 'ram:ChargeAmount');
  hearing.fatal(
    'BR-28',
    line,
    grossPrices.length === 0 || someCompare(grossPrices, (price) => price >= 0),
    () => ({ found: textsOf(grossPrices).join(' ') }),
  );

  const products = select(line, 'ram:SpecifiedTradeProduct');
  hearing.fatal('BR-25', line, isFilled(textsOf(selectAll(products, 'ram:Name'))));
  const standardIds = selectAll(products, 'ram:GlobalID');
  hearing.fatal(
    'BR-64',
    line,
    any(isFilled(attributesOf(standardIds, 'schemeID')), standardIds.length === 0),
  );
}
