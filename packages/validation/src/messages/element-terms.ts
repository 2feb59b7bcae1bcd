/** Which group or term of EN 16931 an element of CII or UBL belongs to. */

/** Elements of the document as a whole. */
const OF_DOCUMENT: ReadonlyMap<string, string> = new Map([
  ['cac:InvoicePeriod', 'BG-14'],
  ['cac:OrderReference', 'BT-13'],
  ['cac:BillingReference', 'BG-3'],
  ['cac:DespatchDocumentReference', 'BT-16'],
  ['cac:ReceiptDocumentReference', 'BT-15'],
  ['cac:OriginatorDocumentReference', 'BT-17'],
  ['cac:ContractDocumentReference', 'BT-12'],
  ['cac:AdditionalDocumentReference', 'BG-24'],
  ['cac:ProjectReference', 'BT-11'],
  ['cac:AccountingSupplierParty', 'BG-4'],
  ['cac:AccountingCustomerParty', 'BG-7'],
  ['cac:PayeeParty', 'BG-10'],
  ['cac:TaxRepresentativeParty', 'BG-11'],
  ['cac:Delivery', 'BG-13'],
  ['cac:PaymentMeans', 'BG-16'],
  ['cac:CardAccount', 'BG-18'],
  ['cac:PayeeFinancialAccount', 'BG-17'],
  ['cac:PaymentMandate', 'BG-19'],
  ['cac:PaymentTerms', 'BT-20'],
  ['cac:AllowanceCharge', 'BG-20'],
  ['cac:TaxTotal', 'BG-23'],
  ['cac:LegalMonetaryTotal', 'BG-22'],
  ['cac:ClassifiedTaxCategory', 'BG-30'],
  ['cac:BuyersItemIdentification', 'BT-156'],
  ['cac:SellersItemIdentification', 'BT-155'],
  ['cac:Price', 'BG-29'],
  ['cac:FinancialInstitution', 'BT-86'],
  ['cbc:PrimaryAccountNumberID', 'BT-87'],
  ['cbc:CustomizationID', 'BT-24'],
  ['cbc:ProfileID', 'BT-23'],
  ['cbc:SalesOrderID', 'BT-14'],
  ['cbc:InvoiceTypeCode', 'BT-3'],
  ['cbc:CreditNoteTypeCode', 'BT-3'],
  ['cbc:DocumentCurrencyCode', 'BT-5'],
  ['cbc:TaxCurrencyCode', 'BT-6'],
  ['rsm:ExchangedDocumentContext', 'BG-2'],
  ['ram:IncludedNote', 'BG-1'],
  ['ram:SellerTradeParty', 'BG-4'],
  ['ram:BuyerTradeParty', 'BG-7'],
  ['ram:SellerTaxRepresentativeTradeParty', 'BG-11'],
  ['ram:PayeeTradeParty', 'BG-10'],
  ['ram:ApplicableHeaderTradeDelivery', 'BG-13'],
  ['ram:ActualDeliverySupplyChainEvent', 'BT-72'],
  ['ram:DespatchAdviceReferencedDocument', 'BT-16'],
  ['ram:ReceivingAdviceReferencedDocument', 'BT-15'],
  ['ram:ContractReferencedDocument', 'BT-12'],
  ['ram:BuyerOrderReferencedDocument', 'BT-13'],
  ['ram:SellerOrderReferencedDocument', 'BT-14'],
  ['ram:AdditionalReferencedDocument', 'BG-24'],
  ['ram:SpecifiedProcuringProject', 'BT-11'],
  ['ram:SpecifiedTradeSettlementPaymentMeans', 'BG-16'],
  ['ram:ApplicableTradeSettlementFinancialCard', 'BG-18'],
  ['ram:PayerPartyDebtorFinancialAccount', 'BG-19'],
  ['ram:SpecifiedTradeAllowanceCharge', 'BG-20'],
  ['ram:SpecifiedTradePaymentTerms', 'BT-20'],
  ['ram:InvoiceReferencedDocument', 'BG-3'],
  ['ram:ReceivableSpecifiedTradeAccountingAccount', 'BT-19'],
  ['ram:ApplicableTradeTax', 'BG-23'],
  ['ram:SpecifiedTradeSettlementHeaderMonetarySummation', 'BG-22'],
  ['ram:BillingSpecifiedPeriod', 'BG-14'],
  ['ram:AppliedTradeAllowanceCharge', 'BT-147'],
]);

/** Elements of a line, where they mean something else. */
const OF_LINE: ReadonlyMap<string, string> = new Map([
  ['cac:InvoiceLine', 'BG-25'],
  ['cac:CreditNoteLine', 'BG-25'],
  ['cac:InvoicePeriod', 'BG-26'],
  ['cac:OrderLineReference', 'BT-132'],
  ['cac:DocumentReference', 'BT-128'],
  ['cac:AllowanceCharge', 'BG-27'],
  ['cac:Item', 'BG-31'],
  ['cac:ClassifiedTaxCategory', 'BG-30'],
  ['cac:AdditionalItemProperty', 'BG-32'],
  ['cac:StandardItemIdentification', 'BT-157'],
  ['cac:CommodityClassification', 'BT-158'],
  ['cac:OriginCountry', 'BT-159'],
  ['ram:IncludedSupplyChainTradeLineItem', 'BG-25'],
  ['ram:IncludedNote', 'BT-127'],
  ['ram:SpecifiedTradeProduct', 'BG-31'],
  ['ram:ApplicableProductCharacteristic', 'BG-32'],
  ['ram:DesignatedProductClassification', 'BT-158'],
  ['ram:OriginTradeCountry', 'BT-159'],
  ['ram:SpecifiedLineTradeAgreement', 'BG-29'],
  ['ram:BuyerOrderReferencedDocument', 'BT-132'],
  ['ram:SpecifiedLineTradeDelivery', 'BT-129'],
  ['ram:SpecifiedTradeAllowanceCharge', 'BG-27'],
  ['ram:ApplicableTradeTax', 'BG-30'],
  ['ram:BillingSpecifiedPeriod', 'BG-26'],
  ['ram:SpecifiedTradeSettlementLineMonetarySummation', 'BT-131'],
  ['ram:AdditionalReferencedDocument', 'BT-128'],
  ['ram:ReceivableSpecifiedTradeAccountingAccount', 'BT-133'],
]);

const LINES: ReadonlySet<string> = new Set([
  'cac:InvoiceLine',
  'cac:CreditNoteLine',
  'ram:IncludedSupplyChainTradeLineItem',
]);

/** The term of the innermost element of the path that has one: "BG-25"; null when none has. */
export function termOfPath(path: readonly string[]): string | null {
  // Below a price nothing has its usual meaning: an allowance there is the discount on it (BT-147).
  if (path.includes('cac:Price')) return 'BG-29';
  const isOfLine = path.some((tag) => LINES.has(tag));
  for (const tag of path.toReversed()) {
    const term = (isOfLine ? OF_LINE.get(tag) : undefined) ?? OF_DOCUMENT.get(tag);
    if (term !== undefined) return term;
  }
  return null;
}
