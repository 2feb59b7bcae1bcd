/**
 * The elements of UBL 2.1 that no business term of EN 16931 uses (CEN/TS 16931-3-2): each is one warning of the series UBL-CR, given
 * once a document however often the element stands there.
 */

/** A run of consecutive rule numbers: the first one, the parent's path from the document element, the forbidden paths below it. */
type Run = readonly [first: number, parent: string, forbidden: string];

/** What UBL knows of a referenced document beyond its identifier, in the order of the rules. */
const REFERENCE = `cbc:CopyIndicator cbc:UUID cbc:IssueDate cbc:IssueTime cbc:DocumentTypeCode cbc:DocumentType cbc:XPath
  cbc:LanguageID cbc:LocaleCode cbc:VersionID cbc:DocumentStatusCode cbc:DocumentDescription cac:Attachment
  cac:ValidityPeriod cac:IssuerParty cac:ResultOfVerification`;

const ADDRESS = `cbc:ID cbc:AddressTypeCode cbc:AddressFormatCode cbc:Postbox cbc:Floor cbc:Room cbc:BlockName
  cbc:BuildingName cbc:BuildingNumber cbc:InhouseMail cbc:Department cbc:MarkAttention cbc:MarkCare
  cbc:PlotIdentification cbc:CitySubdivisionName cbc:CountrySubentityCode cbc:Region cbc:District cbc:TimezoneOffset
  cac:Country/cbc:Name cac:LocationCoordinate`;

const TAX_SCHEME = `cac:TaxScheme/cbc:Name cac:TaxScheme/cbc:TaxTypeCode cac:TaxScheme/cbc:CurrencyCode
  cac:TaxScheme/cac:JurisdictionRegionAddress`;

const TAX_REGISTRATION = `cbc:RegistrationName cbc:TaxLevelCode cbc:ExemptionReasonCode cbc:ExemptionReason
  cac:RegistrationAddress ${TAX_SCHEME}`;

const PARTY_MARKS = 'cbc:MarkCareIndicator cbc:MarkAttentionIndicator cbc:WebsiteURI cbc:LogoReferenceID';
const PARTY_REST =
  'cac:Person cac:AgentParty cac:ServiceProviderParty cac:PowerOfAttorney cac:FinancialAccount';
const CONTACT = 'cbc:ID cbc:Telefax cbc:Note cac:OtherCommunication';

const LEGAL_DATES = 'cbc:RegistrationDate cbc:RegistrationExpirationDate cbc:CompanyLegalFormCode';
const LEGAL_REST = `cbc:SoleProprietorshipIndicator cbc:CompanyLiquidationStatusCode cbc:CorporateStockAmount
  cbc:FullyPaidSharesIndicator cac:RegistrationAddress cac:CorporateRegistrationScheme cac:HeadOfficeParty
  cac:ShareholderParty`;

const IDENTIFICATION = `cbc:ExtendedID cbc:BarcodeSymbologyID cac:PhysicalAttribute cac:MeasurementDimension
  cac:IssuerParty`;

const RUNS: readonly Run[] = [
  // Numbers 2, 412, 648 to 663, 665 to 668 and 672 to 679 carry conditions: see structure.ts and attributes.ts.
  [1, '', 'ext:UBLExtensions'],
  [
    3,
    '',
    `cbc:ProfileExecutionID cbc:CopyIndicator cbc:UUID cbc:IssueTime cbc:PricingCurrencyCode cbc:PaymentCurrencyCode
     cbc:PaymentAlternativeCurrencyCode cbc:AccountingCostCode cbc:LineCountNumeric`,
  ],
  [12, 'cac:InvoicePeriod', 'cbc:StartTime cbc:EndTime cbc:DurationMeasure cbc:Description'],
  [
    16,
    'cac:OrderReference',
    `cbc:CopyIndicator cbc:UUID cbc:IssueDate cbc:IssueTime cbc:CustomerReference cbc:OrderTypeCode
     cac:DocumentReference`,
  ],
  // The date of a preceding invoice is BT-26.
  [
    23,
    'cac:BillingReference/cac:InvoiceDocumentReference',
    `cbc:CopyIndicator cbc:UUID cbc:IssueTime cbc:DocumentTypeCode cbc:DocumentType cbc:XPath cbc:LanguageID
     cbc:LocaleCode cbc:VersionID cbc:DocumentStatusCode cbc:DocumentDescription cac:Attachment cac:ValidityPeriod
     cac:IssuerParty cac:ResultOfVerification`,
  ],
  [
    38,
    'cac:BillingReference',
    `cac:SelfBilledInvoiceDocumentReference cac:CreditNoteDocumentReference cac:SelfBilledCreditNoteDocumentReference
     cac:DebitNoteDocumentReference cac:ReminderDocumentReference cac:AdditionalDocumentReference
     cac:BillingReferenceLine`,
  ],
  [45, 'cac:DespatchDocumentReference', REFERENCE],
  [61, 'cac:ReceiptDocumentReference', REFERENCE],
  [77, '', 'cac:StatementDocumentReference'],
  [78, 'cac:OriginatorDocumentReference', REFERENCE],
  [94, 'cac:ContractDocumentReference', REFERENCE],
  // Type, description and attachment of a supporting document are BT-18, BT-123 and BT-125; there is no rule 120.
  [
    110,
    'cac:AdditionalDocumentReference',
    `cbc:CopyIndicator cbc:UUID cbc:IssueDate cbc:IssueTime cbc:DocumentType cbc:XPath cbc:LanguageID cbc:LocaleCode
     cbc:VersionID cbc:DocumentStatusCode`,
  ],
  [
    121,
    'cac:AdditionalDocumentReference/cac:Attachment/cac:ExternalReference',
    `cbc:DocumentHash cbc:HashAlgorithmMethod cbc:ExpiryDate cbc:ExpiryTime cbc:MimeCode cbc:FormatCode
     cbc:EncodingCode cbc:CharacterSetCode cbc:FileName cbc:Description`,
  ],
  [131, 'cac:AdditionalDocumentReference', 'cac:ValidityPeriod cac:IssuerParty cac:ResultOfVerification'],
  [134, 'cac:ProjectReference', 'cbc:UUID cbc:IssueDate cac:WorkPhaseReference'],
  [137, '', 'cac:Signature'],

  [
    138,
    'cac:AccountingSupplierParty',
    'cbc:CustomerAssignedAccountID cbc:AdditionalAccountID cbc:DataSendingCapability',
  ],
  [
    141,
    'cac:AccountingSupplierParty/cac:Party',
    `${PARTY_MARKS} cbc:IndustryClassificationCode cac:Language`,
  ],
  [147, 'cac:AccountingSupplierParty/cac:Party/cac:PostalAddress', ADDRESS],
  [168, 'cac:AccountingSupplierParty/cac:Party', 'cac:PhysicalLocation'],
  [169, 'cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme', TAX_REGISTRATION],
  // The legal form of the seller is BT-33.
  [178, 'cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity', `${LEGAL_DATES} ${LEGAL_REST}`],
  [189, 'cac:AccountingSupplierParty/cac:Party/cac:Contact', CONTACT],
  [193, 'cac:AccountingSupplierParty/cac:Party', PARTY_REST],
  [198, 'cac:AccountingSupplierParty', 'cac:DespatchContact cac:AccountingContact cac:SellerContact'],

  [
    201,
    'cac:AccountingCustomerParty',
    'cbc:CustomerAssignedAccountID cbc:SupplierAssignedAccountID cbc:AdditionalAccountID',
  ],
  [
    204,
    'cac:AccountingCustomerParty/cac:Party',
    `${PARTY_MARKS} cbc:IndustryClassificationCode cac:Language`,
  ],
  [210, 'cac:AccountingCustomerParty/cac:Party/cac:PostalAddress', ADDRESS],
  [231, 'cac:AccountingCustomerParty/cac:Party', 'cac:PhysicalLocation'],
  [232, 'cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme', TAX_REGISTRATION],
  [
    241,
    'cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity',
    `${LEGAL_DATES} cbc:CompanyLegalForm ${LEGAL_REST}`,
  ],
  [253, 'cac:AccountingCustomerParty/cac:Party/cac:Contact', CONTACT],
  [257, 'cac:AccountingCustomerParty/cac:Party', PARTY_REST],
  [262, 'cac:AccountingCustomerParty', 'cac:DeliveryContact cac:AccountingContact cac:BuyerContact'],

  [
    265,
    'cac:PayeeParty',
    `${PARTY_MARKS} cbc:EndpointID cbc:IndustryClassificationCode cac:Language cac:PostalAddress cac:PhysicalLocation
     cac:PartyTaxScheme`,
  ],
  [
    275,
    'cac:PayeeParty/cac:PartyLegalEntity',
    `cbc:RegistrationName ${LEGAL_DATES} cbc:CompanyLegalForm ${LEGAL_REST}`,
  ],
  [288, 'cac:PayeeParty', `cac:Contact ${PARTY_REST}`],
  [294, '', 'cac:BuyerCustomerParty cac:SellerSupplierParty'],

  [
    296,
    'cac:TaxRepresentativeParty',
    `${PARTY_MARKS} cbc:EndpointID cbc:IndustryClassificationCode cac:PartyIdentification cac:Language`,
  ],
  [304, 'cac:TaxRepresentativeParty/cac:PostalAddress', ADDRESS],
  [325, 'cac:TaxRepresentativeParty', 'cac:PhysicalLocation'],
  [326, 'cac:TaxRepresentativeParty/cac:PartyTaxScheme', TAX_REGISTRATION],
  [335, 'cac:TaxRepresentativeParty', `cac:PartyLegalEntity cac:Contact ${PARTY_REST}`],

  [
    342,
    'cac:Delivery',
    `cbc:ID cbc:Quantity cbc:MinimumQuantity cbc:MaximumQuantity cbc:ActualDeliveryTime cbc:LatestDeliveryDate
     cbc:LatestDeliveryTime cbc:ReleaseID cbc:TrackingID`,
  ],
  [
    351,
    'cac:Delivery/cac:DeliveryLocation',
    `cbc:Description cbc:Conditions cbc:CountrySubentity cbc:CountrySubentityCode cbc:LocationTypeCode
     cbc:InformationURI cbc:Name cac:ValidityPeriod`,
  ],
  [359, 'cac:Delivery/cac:DeliveryLocation/cac:Address', ADDRESS],
  [380, 'cac:Delivery/cac:DeliveryLocation', 'cac:SubsidiaryLocation cac:LocationCoordinate'],
  [
    382,
    'cac:Delivery',
    'cac:AlternativeDeliveryLocation cac:RequestedDeliveryPeriod cac:EstimatedDeliveryPeriod cac:CarrierParty',
  ],
  [
    386,
    'cac:Delivery/cac:DeliveryParty',
    `${PARTY_MARKS} cbc:EndpointID cbc:IndustryClassificationCode cac:PartyIdentification cac:Language
     cac:PostalAddress cac:PhysicalLocation cac:PartyTaxScheme cac:PartyLegalEntity cac:Contact ${PARTY_REST}`,
  ],
  [
    404,
    'cac:Delivery',
    `cac:NotifyParty cac:Despatch cac:DeliveryTerms cac:MinimumDeliveryUnit cac:MaximumDeliveryUnit cac:Shipment`,
  ],
  [410, '', 'cac:DeliveryTerms'],

  [411, 'cac:PaymentMeans', 'cbc:ID'],
  [413, 'cac:PaymentMeans', 'cbc:PaymentChannelCode cbc:InstructionID'],
  // There is no rule 423: the holder's name is BT-88.
  [
    415,
    'cac:PaymentMeans/cac:CardAccount',
    `cbc:CardTypeCode cbc:ValidityStartDate cbc:ExpiryDate cbc:IssuerID cbc:IssueNumberID cbc:CV2ID cbc:CardChipCode
     cbc:ChipApplicationID`,
  ],
  [
    424,
    'cac:PaymentMeans/cac:PayeeFinancialAccount',
    `cbc:AliasName cbc:AccountTypeCode cbc:AccountFormatCode cbc:CurrencyCode cbc:PaymentNote
     cac:FinancialInstitutionBranch/cbc:Name cac:FinancialInstitutionBranch/cac:FinancialInstitution/cbc:Name
     cac:FinancialInstitutionBranch/cac:FinancialInstitution/cac:Address cac:FinancialInstitutionBranch/cac:Address
     cac:Country`,
  ],
  [434, 'cac:PaymentMeans', 'cac:CreditAccount'],
  [
    435,
    'cac:PaymentMeans/cac:PaymentMandate',
    `cbc:MandateTypeCode cbc:MaximumPaymentInstructionsNumeric cbc:MaximumPaidAmount cbc:SignatureID cac:PayerParty`,
  ],
  [
    440,
    'cac:PaymentMeans/cac:PaymentMandate/cac:PayerFinancialAccount',
    `cbc:Name cbc:AliasName cbc:AccountTypeCode cbc:AccountFormatCode cbc:CurrencyCode cbc:PaymentNote
     cac:FinancialInstitutionBranch cac:Country`,
  ],
  [448, 'cac:PaymentMeans/cac:PaymentMandate', 'cac:ValidityPeriod cac:PaymentReversalPeriod cac:Clause'],
  [451, 'cac:PaymentMeans', 'cac:TradeFinancing'],
  [
    452,
    'cac:PaymentTerms',
    `cbc:ID cbc:PaymentMeansID cbc:PrepaidPaymentReferenceID cbc:ReferenceEventCode cbc:SettlementDiscountPercent
     cbc:PenaltySurchargePercent cbc:PaymentPercent cbc:Amount cbc:SettlementDiscountAmount cbc:PenaltyAmount
     cbc:PaymentTermsDetailsURI cbc:PaymentDueDate cbc:InstallmentDueDate cbc:InvoicingPartyReference
     cac:SettlementPeriod cac:PenaltyPeriod cac:ExchangeRate cac:ValidityPeriod`,
  ],
  [470, '', 'cac:PrepaidPayment'],

  [
    471,
    'cac:AllowanceCharge',
    `cbc:ID cbc:PrepaidIndicator cbc:SequenceNumeric cbc:AccountingCostCode cbc:AccountingCost cbc:PerUnitAmount`,
  ],
  [
    477,
    'cac:AllowanceCharge/cac:TaxCategory',
    `cbc:Name cbc:BaseUnitMeasure cbc:PerUnitAmount cbc:TaxExemptionReasonCode cbc:TaxExemptionReason cbc:TierRange
     cbc:TierRatePercent ${TAX_SCHEME}`,
  ],
  [488, 'cac:AllowanceCharge', 'cac:TaxTotal cac:PaymentMeans'],
  [
    490,
    '',
    'cac:TaxExchangeRate cac:PricingExchangeRate cac:PaymentExchangeRate cac:PaymentAlternativeExchangeRate',
  ],
  [494, 'cac:TaxTotal', 'cbc:RoundingAmount cbc:TaxEvidenceIndicator cbc:TaxIncludedIndicator'],
  [
    497,
    'cac:TaxTotal/cac:TaxSubtotal',
    `cbc:CalculationSequenceNumeric cbc:TransactionCurrencyTaxAmount cbc:Percent cbc:BaseUnitMeasure cbc:PerUnitAmount
     cbc:TierRange cbc:TierRatePercent`,
  ],
  // The reasons of an exemption are BT-120 and BT-121.
  [
    504,
    'cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory',
    `cbc:Name cbc:BaseUnitMeasure cbc:PerUnitAmount cbc:TierRange cbc:TierRatePercent ${TAX_SCHEME}`,
  ],
  [513, '', 'cac:WithholdingTaxTotal'],
  [514, 'cac:LegalMonetaryTotal', 'cbc:PayableAlternativeAmount'],
  [681, 'cac:PaymentMeans', 'cbc:InstructionNote'],
  [682, 'cac:Delivery', 'cac:DeliveryAddress'],
];

/** As RUNS, below a line: an InvoiceLine or a CreditNoteLine of the document element, in either document. */
const LINE_RUNS: readonly Run[] = [
  [
    515,
    '',
    'cbc:UUID cbc:TaxPointDate cbc:AccountingCostCode cbc:PaymentPurposeCode cbc:FreeOfChargeIndicator',
  ],
  [
    520,
    'cac:InvoicePeriod',
    'cbc:StartTime cbc:EndTime cbc:DurationMeasure cbc:DescriptionCode cbc:Description',
  ],
  [525, 'cac:OrderLineReference', 'cbc:SalesOrderLineID cbc:UUID cbc:LineStatusCode cac:OrderReference'],
  [529, '', 'cac:DespatchLineReference cac:ReceiptLineReference cac:BillingReference'],
  // The type of the referenced object belongs to BT-128: there is no rule 536.
  [532, 'cac:DocumentReference', 'cbc:CopyIndicator cbc:UUID cbc:IssueDate cbc:IssueTime'],
  [
    537,
    'cac:DocumentReference',
    `cbc:DocumentType cbc:XPath cbc:LanguageID cbc:LocaleCode cbc:VersionID cbc:DocumentStatusCode
     cbc:DocumentDescription cac:Attachment cac:ValidityPeriod cac:IssuerParty cac:ResultOfVerification`,
  ],
  [548, '', 'cac:PricingReference cac:OriginatorParty cac:Delivery cac:PaymentTerms'],
  [
    552,
    'cac:AllowanceCharge',
    `cbc:ID cbc:PrepaidIndicator cbc:SequenceNumeric cbc:AccountingCostCode cbc:AccountingCost cbc:PerUnitAmount
     cac:TaxCategory cac:TaxTotal cac:PaymentMeans`,
  ],
  [561, '', 'cac:TaxTotal cac:WithholdingTaxTotal'],
  [
    563,
    'cac:Item',
    `cbc:PackQuantity cbc:PackSizeNumeric cbc:CatalogueIndicator cbc:HazardousRiskIndicator cbc:AdditionalInformation
     cbc:Keyword cbc:BrandName cbc:ModelName`,
  ],
  [571, 'cac:Item/cac:BuyersItemIdentification', IDENTIFICATION],
  [576, 'cac:Item/cac:SellersItemIdentification', IDENTIFICATION],
  [581, 'cac:Item', 'cac:ManufacturersItemIdentification'],
  [582, 'cac:Item/cac:StandardItemIdentification', IDENTIFICATION],
  [
    587,
    'cac:Item',
    `cac:CatalogueItemIdentification cac:AdditionalItemIdentification cac:CatalogueDocumentReference
     cac:ItemSpecificationDocumentReference cac:OriginCountry/cbc:Name`,
  ],
  [592, 'cac:Item/cac:CommodityClassification', 'cbc:NatureCode cbc:CargoTypeCode cbc:CommodityCode'],
  [595, 'cac:Item', 'cac:TransactionConditions cac:HazardousItem'],
  [
    597,
    'cac:Item/cac:ClassifiedTaxCategory',
    `cbc:Name cbc:BaseUnitMeasure cbc:PerUnitAmount cbc:TaxExemptionReasonCode cbc:TaxExemptionReason cbc:TierRange
     cbc:TierRatePercent ${TAX_SCHEME}`,
  ],
  [
    608,
    'cac:Item/cac:AdditionalItemProperty',
    `cbc:ID cbc:NameCode cbc:TestMethod cbc:ValueQuantity cbc:ValueQualifier cbc:ImportanceCode cbc:ListValue
     cac:UsabilityPeriod cac:ItemPropertyGroup cac:RangeDimension cac:ItemPropertyRange`,
  ],
  [
    619,
    'cac:Item',
    `cac:ManufacturerParty cac:InformationContentProviderParty cac:OriginAddress cac:ItemInstance cac:Certificate
     cac:Dimension`,
  ],
  // 629 and 630 name basic components, where UBL has aggregates: the official rules do so.
  [
    625,
    'cac:Price',
    `cbc:PriceChangeReason cbc:PriceTypeCode cbc:PriceType cbc:OrderableUnitFactorRate cbc:ValidityPeriod
     cbc:PriceList`,
  ],
  [
    632,
    'cac:Price/cac:AllowanceCharge',
    `cbc:ID cbc:AllowanceChargeReasonCode cbc:AllowanceChargeReason cbc:MultiplierFactorNumeric cbc:PrepaidIndicator
     cbc:SequenceNumeric cbc:AccountingCostCode cbc:AccountingCost cbc:PerUnitAmount cac:TaxCategory cac:TaxTotal
     cac:PaymentMeans`,
  ],
  [644, 'cac:Price', 'cac:PricingExchangeRate'],
  [645, '', 'cac:DeliveryTerms cac:SubInvoiceLine cac:ItemPriceExtension'],
];

/** A forbidden element: the path from the document element, and the id of its rule. */
export interface ForbiddenElement {
  readonly rule: string;
  readonly path: readonly string[];
}

/** Every unconditional rule "this element is not to be used" that is anchored at the document element. */
export function forbiddenElements(): ForbiddenElement[] {
  const lines = ['cac:InvoiceLine', 'cac:CreditNoteLine'];
  return [
    ...RUNS.flatMap((run) => elementsOf(run, '')),
    ...lines.flatMap((line) => LINE_RUNS.flatMap((run) => elementsOf(run, line))),
  ];
}

function elementsOf([first, parent, forbidden]: Run, below: string): ForbiddenElement[] {
  return forbidden.split(/\s+/).map((name, index) => ({
    rule: `UBL-CR-${String(first + index).padStart(3, '0')}`,
    path: [below, parent, name]
      .filter((part) => part !== '')
      .join('/')
      .split('/'),
  }));
}
