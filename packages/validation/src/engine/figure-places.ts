/** Where the figures of an invoice stand in each syntax: the places that sums and products are computed from. */
import type { XmlNode } from '@scell/syntax';

/** Paths of child steps: from the root, from a line, from an allowance or charge, from a VAT group. */
export interface FigurePlaces {
  readonly currency: readonly string[];
  readonly lines: readonly (readonly string[])[];
  readonly lineNet: readonly string[];
  readonly lineTax: readonly string[];
  readonly quantity: readonly (readonly string[])[];
  readonly price: readonly string[];
  readonly baseQuantity: readonly string[];
  readonly grossPrice: readonly string[];
  readonly grossBaseQuantity: readonly string[];
  readonly discount: readonly string[];
  readonly lineEntries: readonly string[];
  readonly entries: readonly string[];
  readonly indicator: readonly string[];
  readonly amount: string;
  readonly entryBase: string;
  readonly entryPercentage: string;
  readonly entryTax: readonly string[];
  readonly category: string;
  readonly rate: string;
  readonly totals: readonly string[];
  readonly totalTags: Readonly<Record<string, string>>;
  readonly vatTotal: readonly [parent: readonly string[], tag: string];
  readonly groups: readonly string[];
  readonly groupTax: readonly string[];
  readonly base: string;
  readonly tax: string;
}

const TRANSACTION = 'rsm:SupplyChainTradeTransaction';
const SETTLEMENT = 'ram:ApplicableHeaderTradeSettlement';
const LINE_SETTLEMENT = 'ram:SpecifiedLineTradeSettlement';
const SUMMATION = 'ram:SpecifiedTradeSettlementHeaderMonetarySummation';
const GROSS_PRICE = ['ram:SpecifiedLineTradeAgreement', 'ram:GrossPriceProductTradePrice'];
const NET_PRICE = ['ram:SpecifiedLineTradeAgreement', 'ram:NetPriceProductTradePrice'];

const CII: FigurePlaces = {
  currency: [TRANSACTION, SETTLEMENT, 'ram:InvoiceCurrencyCode'],
  lines: [[TRANSACTION, 'ram:IncludedSupplyChainTradeLineItem']],
  lineNet: [LINE_SETTLEMENT, 'ram:SpecifiedTradeSettlementLineMonetarySummation', 'ram:LineTotalAmount'],
  lineTax: [LINE_SETTLEMENT, 'ram:ApplicableTradeTax'],
  quantity: [['ram:SpecifiedLineTradeDelivery', 'ram:BilledQuantity']],
  price: [...NET_PRICE, 'ram:ChargeAmount'],
  baseQuantity: [...NET_PRICE, 'ram:BasisQuantity'],
  grossPrice: [...GROSS_PRICE, 'ram:ChargeAmount'],
  grossBaseQuantity: [...GROSS_PRICE, 'ram:BasisQuantity'],
  discount: [...GROSS_PRICE, 'ram:AppliedTradeAllowanceCharge', 'ram:ActualAmount'],
  lineEntries: [LINE_SETTLEMENT, 'ram:SpecifiedTradeAllowanceCharge'],
  entries: [TRANSACTION, SETTLEMENT, 'ram:SpecifiedTradeAllowanceCharge'],
  indicator: ['ram:ChargeIndicator', 'udt:Indicator'],
  amount: 'ram:ActualAmount',
  entryBase: 'ram:BasisAmount',
  entryPercentage: 'ram:CalculationPercent',
  entryTax: ['ram:CategoryTradeTax'],
  category: 'ram:CategoryCode',
  rate: 'ram:RateApplicablePercent',
  totals: [TRANSACTION, SETTLEMENT, SUMMATION],
  totalTags: {
    'BT-106': 'ram:LineTotalAmount',
    'BT-107': 'ram:AllowanceTotalAmount',
    'BT-108': 'ram:ChargeTotalAmount',
    'BT-109': 'ram:TaxBasisTotalAmount',
    'BT-112': 'ram:GrandTotalAmount',
    'BT-113': 'ram:TotalPrepaidAmount',
    'BT-114': 'ram:RoundingAmount',
    'BT-115': 'ram:DuePayableAmount',
  },
  vatTotal: [[TRANSACTION, SETTLEMENT, SUMMATION], 'ram:TaxTotalAmount'],
  groups: [TRANSACTION, SETTLEMENT, 'ram:ApplicableTradeTax'],
  groupTax: [],
  base: 'ram:BasisAmount',
  tax: 'ram:CalculatedAmount',
};

const UBL: FigurePlaces = {
  currency: ['cbc:DocumentCurrencyCode'],
  lines: [['cac:InvoiceLine'], ['cac:CreditNoteLine']],
  lineNet: ['cbc:LineExtensionAmount'],
  lineTax: ['cac:Item', 'cac:ClassifiedTaxCategory'],
  quantity: [['cbc:InvoicedQuantity'], ['cbc:CreditedQuantity']],
  price: ['cac:Price', 'cbc:PriceAmount'],
  baseQuantity: ['cac:Price', 'cbc:BaseQuantity'],
  grossPrice: ['cac:Price', 'cac:AllowanceCharge', 'cbc:BaseAmount'],
  grossBaseQuantity: ['cac:Price', 'cbc:BaseQuantity'],
  discount: ['cac:Price', 'cac:AllowanceCharge', 'cbc:Amount'],
  lineEntries: ['cac:AllowanceCharge'],
  entries: ['cac:AllowanceCharge'],
  indicator: ['cbc:ChargeIndicator'],
  amount: 'cbc:Amount',
  entryBase: 'cbc:BaseAmount',
  entryPercentage: 'cbc:MultiplierFactorNumeric',
  entryTax: ['cac:TaxCategory'],
  category: 'cbc:ID',
  rate: 'cbc:Percent',
  totals: ['cac:LegalMonetaryTotal'],
  totalTags: {
    'BT-106': 'cbc:LineExtensionAmount',
    'BT-107': 'cbc:AllowanceTotalAmount',
    'BT-108': 'cbc:ChargeTotalAmount',
    'BT-109': 'cbc:TaxExclusiveAmount',
    'BT-112': 'cbc:TaxInclusiveAmount',
    'BT-113': 'cbc:PrepaidAmount',
    'BT-114': 'cbc:PayableRoundingAmount',
    'BT-115': 'cbc:PayableAmount',
  },
  vatTotal: [['cac:TaxTotal'], 'cbc:TaxAmount'],
  groups: ['cac:TaxTotal', 'cac:TaxSubtotal'],
  groupTax: ['cac:TaxCategory'],
  base: 'cbc:TaxableAmount',
  tax: 'cbc:TaxAmount',
};

/** Of an invoice in either syntax. */
export function figurePlaces(root: XmlNode): FigurePlaces {
  return root.tag === 'rsm:CrossIndustryInvoice' ? CII : UBL;
}
