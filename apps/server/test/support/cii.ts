import { elementsAt, readXml, type XmlElement } from './xml-tree.ts';

const AGREEMENT = 'SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement';
const DELIVERY = 'SupplyChainTradeTransaction/ApplicableHeaderTradeDelivery';
const SETTLEMENT = 'SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement';
const SUMS = `${SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation`;
const SELLER = `${AGREEMENT}/SellerTradeParty`;
const BUYER = `${AGREEMENT}/BuyerTradeParty`;
const SHIP_TO = `${DELIVERY}/ShipToTradeParty`;
const LINE = 'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem';
const LINE_TAX = `${LINE}/SpecifiedLineTradeSettlement/ApplicableTradeTax`;
const ALLOWANCE = `${SETTLEMENT}/SpecifiedTradeAllowanceCharge`;
const VAT = `${SETTLEMENT}/ApplicableTradeTax`;
const DOCUMENT = 'ExchangedDocument';

/** Where CII keeps each term (CEN/TS 16931-3-3), for what invoices over the API can say. */
const PLACES = {
  'BT-1': `${DOCUMENT}/ID`,
  'BT-2': `${DOCUMENT}/IssueDateTime/DateTimeString`,
  'BT-3': `${DOCUMENT}/TypeCode`,
  'BT-5': `${SETTLEMENT}/InvoiceCurrencyCode`,
  'BT-6': `${SETTLEMENT}/TaxCurrencyCode`,
  'BT-8': `${VAT}/DueDateTypeCode`,
  'BT-9': `${SETTLEMENT}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString`,
  'BT-10': `${AGREEMENT}/BuyerReference`,
  'BT-11': `${AGREEMENT}/SpecifiedProcuringProject/ID`,
  'BT-12': `${AGREEMENT}/ContractReferencedDocument/IssuerAssignedID`,
  'BT-13': `${AGREEMENT}/BuyerOrderReferencedDocument/IssuerAssignedID`,
  'BT-14': `${AGREEMENT}/SellerOrderReferencedDocument/IssuerAssignedID`,
  'BT-16': `${DELIVERY}/DespatchAdviceReferencedDocument/IssuerAssignedID`,
  'BT-20': `${SETTLEMENT}/SpecifiedTradePaymentTerms/Description`,
  'BT-21': `${DOCUMENT}/IncludedNote/SubjectCode`,
  'BT-22': `${DOCUMENT}/IncludedNote/Content`,
  'BT-23': 'ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID',
  'BT-24': 'ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID',
  'BT-27': `${SELLER}/Name`,
  'BT-29': `${SELLER}/GlobalID`,
  'BT-30': `${SELLER}/SpecifiedLegalOrganization/ID`,
  'BT-31': `${SELLER}/SpecifiedTaxRegistration/ID`,
  'BT-34': `${SELLER}/URIUniversalCommunication/URIID`,
  'BT-35': `${SELLER}/PostalTradeAddress/LineOne`,
  'BT-37': `${SELLER}/PostalTradeAddress/CityName`,
  'BT-38': `${SELLER}/PostalTradeAddress/PostcodeCode`,
  'BT-40': `${SELLER}/PostalTradeAddress/CountryID`,
  'BT-44': `${BUYER}/Name`,
  'BT-46': `${BUYER}/GlobalID`,
  'BT-47': `${BUYER}/SpecifiedLegalOrganization/ID`,
  'BT-48': `${BUYER}/SpecifiedTaxRegistration/ID`,
  'BT-49': `${BUYER}/URIUniversalCommunication/URIID`,
  'BT-50': `${BUYER}/PostalTradeAddress/LineOne`,
  'BT-51': `${BUYER}/PostalTradeAddress/LineTwo`,
  'BT-52': `${BUYER}/PostalTradeAddress/CityName`,
  'BT-53': `${BUYER}/PostalTradeAddress/PostcodeCode`,
  'BT-54': `${BUYER}/PostalTradeAddress/CountrySubDivisionName`,
  'BT-55': `${BUYER}/PostalTradeAddress/CountryID`,
  'BT-70': `${SHIP_TO}/Name`,
  'BT-72': `${DELIVERY}/ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString`,
  'BT-73': `${SETTLEMENT}/BillingSpecifiedPeriod/StartDateTime/DateTimeString`,
  'BT-74': `${SETTLEMENT}/BillingSpecifiedPeriod/EndDateTime/DateTimeString`,
  'BT-75': `${SHIP_TO}/PostalTradeAddress/LineOne`,
  'BT-76': `${SHIP_TO}/PostalTradeAddress/LineTwo`,
  'BT-77': `${SHIP_TO}/PostalTradeAddress/CityName`,
  'BT-78': `${SHIP_TO}/PostalTradeAddress/PostcodeCode`,
  'BT-79': `${SHIP_TO}/PostalTradeAddress/CountrySubDivisionName`,
  'BT-80': `${SHIP_TO}/PostalTradeAddress/CountryID`,
  'BT-81': `${SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans/TypeCode`,
  'BT-84': `${SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID`,
  'BT-86': `${SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans/PayeeSpecifiedCreditorFinancialInstitution/BICID`,
  'BT-92': `${ALLOWANCE}/ActualAmount`,
  'BT-93': `${ALLOWANCE}/BasisAmount`,
  'BT-94': `${ALLOWANCE}/CalculationPercent`,
  'BT-95': `${ALLOWANCE}/CategoryTradeTax/CategoryCode`,
  'BT-96': `${ALLOWANCE}/CategoryTradeTax/RateApplicablePercent`,
  'BT-97': `${ALLOWANCE}/Reason`,
  'BT-106': `${SUMS}/LineTotalAmount`,
  'BT-107': `${SUMS}/AllowanceTotalAmount`,
  'BT-109': `${SUMS}/TaxBasisTotalAmount`,
  'BT-112': `${SUMS}/GrandTotalAmount`,
  'BT-115': `${SUMS}/DuePayableAmount`,
  'BT-116': `${VAT}/BasisAmount`,
  'BT-117': `${VAT}/CalculatedAmount`,
  'BT-118': `${VAT}/CategoryCode`,
  'BT-119': `${VAT}/RateApplicablePercent`,
  'BT-120': `${VAT}/ExemptionReason`,
  'BT-121': `${VAT}/ExemptionReasonCode`,
  'BT-126': `${LINE}/AssociatedDocumentLineDocument/LineID`,
  'BT-129': `${LINE}/SpecifiedLineTradeDelivery/BilledQuantity`,
  'BT-131': `${LINE}/SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount`,
  'BT-134': `${LINE}/SpecifiedLineTradeSettlement/BillingSpecifiedPeriod/StartDateTime/DateTimeString`,
  'BT-135': `${LINE}/SpecifiedLineTradeSettlement/BillingSpecifiedPeriod/EndDateTime/DateTimeString`,
  'BT-136': `${LINE}/SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge/ActualAmount`,
  'BT-137': `${LINE}/SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge/BasisAmount`,
  'BT-138': `${LINE}/SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge/CalculationPercent`,
  'BT-139': `${LINE}/SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge/Reason`,
  'BT-146': `${LINE}/SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount`,
  'BT-151': `${LINE_TAX}/CategoryCode`,
  'BT-152': `${LINE_TAX}/RateApplicablePercent`,
  'BT-153': `${LINE}/SpecifiedTradeProduct/Name`,
  'BT-155': `${LINE}/SpecifiedTradeProduct/SellerAssignedID`,
} as const;

export type Term = keyof typeof PLACES;

/** A CII document, asked term by term. */
export interface Cii {
  xml: string;
  root: XmlElement;
  /** The values of a term in document order; dates as written, `YYYYMMDD`. */
  all(term: Term): string[];
  /** The value of a term that occurs once at most. */
  one(term: Term): string | undefined;
  /** The scheme identifiers beside the values of a term. */
  schemes(term: Term): string[];
  /** BT-130 in document order. */
  units(): string[];
  /** BT-110 and BT-111 by currency. */
  vatTotals(): Record<string, string>;
  /** BT-22 by BT-21. */
  notes(): Record<string, string>;
}

export function readCii(xml: string): Cii {
  const root = readXml(xml);
  const at = (term: Term) => elementsAt(root, PLACES[term]);
  return {
    xml,
    root,
    all: (term) => at(term).map(({ text }) => text),
    one(term) {
      const found = at(term);
      if (found.length > 1) throw new Error(`${term} occurs ${found.length} times`);
      return found[0]?.text;
    },
    schemes: (term) => at(term).map(({ attributes }) => attributes.schemeID ?? ''),
    units: () => at('BT-129').map(({ attributes }) => attributes.unitCode ?? ''),
    vatTotals: () =>
      Object.fromEntries(
        elementsAt(root, `${SUMS}/TaxTotalAmount`).map(({ attributes, text }) => [
          attributes.currencyID ?? '',
          text,
        ]),
      ),
    notes: () =>
      Object.fromEntries(
        elementsAt(root, `${DOCUMENT}/IncludedNote`).map((note) => [
          elementsAt(note, 'SubjectCode')[0]?.text ?? '',
          elementsAt(note, 'Content')[0]?.text ?? '',
        ]),
      ),
  };
}
