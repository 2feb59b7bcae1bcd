/** The order of elements in UBL 2.1, types by the elements of that type. */
export const UBL_ORDER = `
ubl:Invoice: cbc:CustomizationID cbc:ProfileID cbc:ID cbc:IssueDate cbc:DueDate cbc:InvoiceTypeCode cbc:Note cbc:TaxPointDate
    cbc:DocumentCurrencyCode cbc:TaxCurrencyCode cbc:AccountingCost cbc:BuyerReference cac:InvoicePeriod cac:OrderReference
    cac:BillingReference cac:DespatchDocumentReference cac:ReceiptDocumentReference cac:OriginatorDocumentReference
    cac:ContractDocumentReference cac:AdditionalDocumentReference cac:ProjectReference cac:AccountingSupplierParty
    cac:AccountingCustomerParty cac:PayeeParty cac:TaxRepresentativeParty cac:Delivery cac:DeliveryTerms cac:PaymentMeans cac:PaymentTerms
    cac:AllowanceCharge cac:TaxExchangeRate cac:TaxTotal cac:LegalMonetaryTotal cac:InvoiceLine
cn:CreditNote: cbc:CustomizationID cbc:ProfileID cbc:ID cbc:IssueDate cbc:TaxPointDate cbc:CreditNoteTypeCode cbc:Note
    cbc:DocumentCurrencyCode cbc:TaxCurrencyCode cbc:AccountingCost cbc:BuyerReference cac:InvoicePeriod cac:OrderReference
    cac:BillingReference cac:DespatchDocumentReference cac:ReceiptDocumentReference cac:ContractDocumentReference
    cac:AdditionalDocumentReference cac:OriginatorDocumentReference cac:AccountingSupplierParty cac:AccountingCustomerParty cac:PayeeParty
    cac:TaxRepresentativeParty cac:Delivery cac:DeliveryTerms cac:PaymentMeans cac:PaymentTerms cac:TaxExchangeRate cac:AllowanceCharge
    cac:TaxTotal cac:LegalMonetaryTotal cac:CreditNoteLine
cac:DeliveryTerms: cbc:ID cac:DeliveryLocation
cac:DeliveryLocation: cbc:ID cbc:Name cac:Address
cac:OrderReference: cbc:ID cbc:SalesOrderID cbc:IssueDate
cac:ContractDocumentReference cac:OriginatorDocumentReference cac:AdditionalDocumentReference cac:DespatchDocumentReference
    cac:ReceiptDocumentReference cac:InvoiceDocumentReference cac:DocumentReference: cbc:ID cbc:IssueDate cbc:DocumentTypeCode
    cbc:DocumentType cbc:DocumentStatusCode cbc:DocumentDescription cac:Attachment
cac:Attachment: cbc:EmbeddedDocumentBinaryObject cac:ExternalReference
cac:Party cac:AgentParty cac:TaxRepresentativeParty cac:DeliveryParty cac:PayeeParty cac:PayerParty cac:ManufacturerParty: cbc:EndpointID
    cbc:IndustryClassificationCode cac:PartyIdentification cac:PartyName cac:PostalAddress cac:PartyTaxScheme cac:PartyLegalEntity
    cac:Contact cac:AgentParty cac:ServiceProviderParty
cac:PartyLegalEntity: cbc:RegistrationName cbc:CompanyID cbc:CompanyLegalForm
cac:PartyTaxScheme: cbc:CompanyID cac:TaxScheme
cac:Contact: cbc:Name cbc:Telephone cbc:ElectronicMail
cac:PostalAddress cac:Address: cbc:StreetName cbc:AdditionalStreetName cbc:CityName cbc:PostalZone cbc:CountrySubentity cac:AddressLine
    cac:Country
cac:Delivery: cbc:ActualDeliveryDate cac:DeliveryLocation cac:DeliveryParty
cac:PaymentMeans: cbc:PaymentMeansCode cbc:PaymentDueDate cbc:PaymentID cac:CardAccount cac:PayeeFinancialAccount cac:PaymentMandate
cac:PaymentMandate: cbc:ID cac:PayerParty cac:PayerFinancialAccount
cac:TaxExchangeRate: cbc:SourceCurrencyCode cbc:TargetCurrencyCode cbc:CalculationRate cbc:Date
cac:PayerFinancialAccount cac:PayeeFinancialAccount: cbc:ID cbc:Name cac:FinancialInstitutionBranch
cac:CardAccount: cbc:PrimaryAccountNumberID cbc:NetworkID cbc:HolderName
cac:TaxTotal: cbc:TaxAmount cac:TaxSubtotal
cac:TaxSubtotal: cbc:TaxableAmount cbc:TaxAmount cac:TaxCategory
cac:TaxCategory cac:ClassifiedTaxCategory: cbc:ID cbc:Percent cbc:TaxExemptionReasonCode cbc:TaxExemptionReason cac:TaxScheme
cac:InvoicePeriod: cbc:StartDate cbc:EndDate cbc:DescriptionCode cbc:Description
cac:LegalMonetaryTotal: cbc:LineExtensionAmount cbc:TaxExclusiveAmount cbc:TaxInclusiveAmount cbc:AllowanceTotalAmount cbc:ChargeTotalAmount
    cbc:PrepaidAmount cbc:PayableRoundingAmount cbc:PayableAmount
cac:BillingReference: cac:InvoiceDocumentReference cac:BillingReferenceLine
cac:AllowanceCharge: cbc:ChargeIndicator cbc:AllowanceChargeReasonCode cbc:AllowanceChargeReason cbc:MultiplierFactorNumeric cbc:Amount
    cbc:BaseAmount cac:TaxCategory
cac:InvoiceLine: cbc:ID cbc:Note cbc:InvoicedQuantity cbc:LineExtensionAmount cbc:AccountingCost cac:InvoicePeriod cac:OrderLineReference
    cac:DespatchLineReference cac:ReceiptLineReference cac:BillingReference cac:DocumentReference cac:Delivery cac:AllowanceCharge
    cac:TaxTotal cac:Item cac:Price cac:DeliveryTerms
cac:CreditNoteLine: cbc:ID cbc:Note cbc:CreditedQuantity cbc:LineExtensionAmount cbc:AccountingCost cac:InvoicePeriod cac:OrderLineReference
    cac:DespatchLineReference cac:ReceiptLineReference cac:BillingReference cac:DocumentReference cac:Delivery cac:TaxTotal
    cac:AllowanceCharge cac:Item cac:Price cac:DeliveryTerms
cac:Item: cbc:Description cbc:PackQuantity cbc:Name cac:BuyersItemIdentification cac:SellersItemIdentification
    cac:StandardItemIdentification cac:OriginCountry cac:CommodityClassification cac:ClassifiedTaxCategory cac:AdditionalItemProperty
    cac:ManufacturerParty
cac:OrderLineReference: cbc:LineID cbc:SalesOrderLineID cac:OrderReference
cac:DespatchLineReference cac:ReceiptLineReference: cbc:LineID cac:DocumentReference
cac:AdditionalItemProperty: cbc:Name cbc:NameCode cbc:Value cbc:ValueQuantity
cac:Price: cbc:PriceAmount cbc:BaseQuantity cac:AllowanceCharge`;
