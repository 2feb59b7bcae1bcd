import { normalizeSpace } from '../engine/values.ts';
import { isAmount, isPositivePrice, isPrice, isQuantity } from './formats.ts';
import { at, normalizedTextOf } from './operands.ts';
import { type Condition, everywhere, type Pattern, rule, textEverywhere } from './rule.ts';
import type { Syntax, TermPlace } from './syntax.ts';

const headerTotals = '/$settlement/ram:SpecifiedTradeSettlementHeaderMonetarySummation';
const lineSettlement = '/$line/ram:SpecifiedLineTradeSettlement';

const amounts: TermPlace[] = [
  {
    term: 'BT-92_BT-99',
    cii: '$settlement/ram:SpecifiedTradeAllowanceCharge/ram:ActualAmount',
    ubl: '$invoice/cac:AllowanceCharge/cbc:Amount',
  },
  {
    term: 'BT-93_BT-100',
    cii: '/$settlement/ram:SpecifiedTradeAllowanceCharge/ram:BasisAmount',
    ubl: '$invoice/cac:AllowanceCharge/cbc:BaseAmount',
  },
  {
    term: 'BT-106',
    cii: `${headerTotals}/ram:LineTotalAmount`,
    ubl: 'cac:LegalMonetaryTotal/cbc:LineExtensionAmount',
  },
  {
    term: 'BT-107',
    cii: `${headerTotals}/ram:AllowanceTotalAmount`,
    ubl: 'cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount',
  },
  {
    term: 'BT-108',
    cii: `${headerTotals}/ram:ChargeTotalAmount`,
    ubl: 'cac:LegalMonetaryTotal/cbc:ChargeTotalAmount',
  },
  {
    term: 'BT-109',
    cii: `${headerTotals}/ram:TaxBasisTotalAmount`,
    ubl: 'cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount',
  },
  // BT-111 has the same context in both files and is never reached.
  { term: 'BT-110', cii: `${headerTotals}/ram:TaxTotalAmount`, ubl: 'cac:TaxTotal/cbc:TaxAmount' },
  {
    term: 'BT-112',
    cii: `${headerTotals}/ram:GrandTotalAmount`,
    ubl: 'cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount',
  },
  {
    term: 'BT-113',
    cii: `${headerTotals}/ram:TotalPrepaidAmount`,
    ubl: 'cac:LegalMonetaryTotal/cbc:PrepaidAmount',
  },
  {
    term: 'BT-114',
    cii: `${headerTotals}/ram:RoundingAmount`,
    ubl: 'cac:LegalMonetaryTotal/cbc:PayableRoundingAmount',
  },
  {
    term: 'BT-115',
    cii: `${headerTotals}/ram:DuePayableAmount`,
    ubl: 'cac:LegalMonetaryTotal/cbc:PayableAmount',
  },
  {
    term: 'BT-116',
    cii: '/$settlement/ram:ApplicableTradeTax/ram:BasisAmount',
    ubl: 'cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount',
  },
  {
    term: 'BT-117',
    cii: '/$settlement/ram:ApplicableTradeTax/ram:CalculatedAmount',
    ubl: 'cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount',
  },
  {
    term: 'BT-131',
    cii: `${lineSettlement}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount`,
    ubl: '$line/cbc:LineExtensionAmount',
  },
  {
    term: 'BT-136_BT-141',
    cii: `${lineSettlement}/ram:SpecifiedTradeAllowanceCharge/ram:ActualAmount`,
    ubl: '$line/cac:AllowanceCharge/cbc:Amount',
  },
  {
    term: 'BT-137_BT-142',
    cii: `${lineSettlement}/ram:SpecifiedTradeAllowanceCharge/ram:BasisAmount`,
    ubl: '$line/cac:AllowanceCharge/cbc:BaseAmount',
  },
];

/** BR-FR-DEC-01: an amount has at most two decimals and 19 characters. */
export function amountForm(syntax: Syntax): Pattern[] {
  return [textEverywhere(syntax, amounts, 'BR-FR-DEC-01', (text) => isAmount(normalizeSpace(text)))];
}

const ciiPrice = '$line/ram:SpecifiedLineTradeAgreement';
const baseQuantities = at('cac:Price/cbc:BaseQuantity');
const netPrices = at('cac:Price/cbc:PriceAmount');
const discounts = at('cbc:Amount');

/**
 * BR-FR-DEC-02: a quantity has at most four decimals and 19 characters. The CII rule looks for the base quantity (BT-149) in the net price; the UBL
 * rule looks from the line, where an empty one passes.
 */
export function quantityForm(syntax: Syntax): Pattern[] {
  const invoiced: TermPlace = {
    term: 'BT-129',
    cii: '$line/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity',
    ubl: 'ubl:Invoice/cac:InvoiceLine/cbc:InvoicedQuantity | cn:CreditNote/cac:CreditNoteLine/cbc:CreditedQuantity',
  };
  const base: TermPlace = {
    term: 'BT-149',
    cii: `${ciiPrice}/ram:NetPriceProductTradePrice/ram:BasisQuantity`,
    ubl: '$line',
  };
  const holds = (text: string) => isQuantity(normalizeSpace(text));
  if (syntax === 'cii') return [textEverywhere(syntax, [invoiced, base], 'BR-FR-DEC-02', holds)];
  return [
    [
      ...textEverywhere(syntax, [invoiced], 'BR-FR-DEC-02', holds),
      ...everywhere(syntax, [base], 'BR-FR-DEC-02', (line) => {
        const quantity = normalizedTextOf(baseQuantities(line));
        return quantity === '' || isQuantity(quantity);
      }),
    ],
  ];
}

/**
 * BR-FR-DEC-03: a unit price has at most six decimals and 19 characters, and is negative only in a bidirectional invoice. An empty one passes in UBL.
 */
export function priceForm(syntax: Syntax): Pattern[] {
  const isForm = (text: string, { isBidirectional }: Parameters<Condition>[1]) =>
    isBidirectional ? isPrice(text) : isPositivePrice(text);
  const ofText: Condition = ({ text }, invoice) => {
    const amount = normalizeSpace(text);
    return (syntax === 'ubl' && amount === '') || isForm(amount, invoice);
  };
  const ofSelected =
    (select: typeof netPrices): Condition =>
    (node, invoice) => {
      const amount = normalizedTextOf(select(node));
      return amount === '' || isForm(amount, invoice);
    };
  const each = (term: string, place: string, holds: Condition) =>
    rule(syntax, place, { id: `BR-FR-DEC-03_${term}`, holds });
  const gross = `${ciiPrice}/ram:GrossPriceProductTradePrice`;
  const discount = '$line/cac:Price/cac:AllowanceCharge';
  if (syntax === 'cii') {
    return [
      [
        each('BT-146', `${ciiPrice}/ram:NetPriceProductTradePrice/ram:ChargeAmount`, ofText),
        each('BT-147', `${gross}/ram:AppliedTradeAllowanceCharge/ram:ActualAmount`, ofText),
        each('BT-148', `${gross}/ram:ChargeAmount`, ofText),
      ],
    ];
  }
  return [
    [
      each('BT-146', '$line', ofSelected(netPrices)),
      each('BT-147', discount, ofSelected(discounts)),
      each('BT-148', `${discount}/cbc:BaseAmount`, ofText),
    ],
  ];
}
