/**
 * What a CII invoice of EN 16931 must not hold although the schema offers it, and what it holds at most once: CII-SR and CII-DT of the CEN
 * rules, one row each.
 *
 * A context is a path from the root ("/rsm:…") or from anywhere ("//ram:…"), where "*ID" stands for every name that ends so. Where several
 * contexts match an element, only the first one counts for it. Rows are relative to the context: "ChargeIndicator/udt:Indicator", "@name";
 * names without a prefix are of the ram namespace. A row is hit once for each context element, however often its path occurs there.
 */
import type { Severity } from '../engine/rule-set.ts';

/** One row: the official id, and the steps from the context element, the last of which may be an attribute. */
export interface StructureRow {
  readonly rule: string;
  readonly severity: Severity;
  readonly steps: readonly string[];
  readonly attribute: string | undefined;
}

/** The rows of one context. */
export interface StructureContext {
  readonly path: string;
  readonly forbidden: readonly StructureRow[];
  readonly atMostOnce: readonly StructureRow[];
}

interface Rows {
  mustNotBeUsed?: string;
  mustNotBeUsedFatal?: string;
  atMostOnce?: string;
  atMostOnceFatal?: string;
}

function context(path: string, rows: Rows): StructureContext {
  return {
    path,
    forbidden: [...read(rows.mustNotBeUsed, 'warning'), ...read(rows.mustNotBeUsedFatal, 'fatal')],
    atMostOnce: [...read(rows.atMostOnce, 'warning'), ...read(rows.atMostOnceFatal, 'fatal')],
  };
}

function read(rows: string | undefined, severity: Severity): StructureRow[] {
  if (rows === undefined) return [];
  return rows
    .trim()
    .split('\n')
    .map((row) => {
      const [rule = '', path = ''] = row.trim().split(/ +/);
      const steps = path.split('/');
      const last = steps.at(-1) ?? '';
      const attribute = last.startsWith('@') ? last.slice(1) : undefined;
      const elements = attribute === undefined ? steps : steps.slice(0, -1);
      return {
        rule: `CII-${rule}`,
        severity,
        steps: elements.map((step) => (step.includes(':') ? step : `ram:${step}`)),
        attribute,
      };
    });
}

const INVOICE = '/rsm:CrossIndustryInvoice';
const DOCUMENT = `${INVOICE}/rsm:ExchangedDocument`;
const TRANSACTION = `${INVOICE}/rsm:SupplyChainTradeTransaction`;
const LINE = `${TRANSACTION}/ram:IncludedSupplyChainTradeLineItem`;
const SETTLEMENT = `${TRANSACTION}/ram:ApplicableHeaderTradeSettlement`;

/** Identifiers that no list of schemes governs: BT-24, BT-1, BT-126, BT-155. */
const PLAIN_IDENTIFIERS = [
  `${INVOICE}/rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID`,
  `${DOCUMENT}/ram:ID`,
  `${LINE}/ram:AssociatedDocumentLineDocument/ram:LineID`,
  `${LINE}/ram:SpecifiedTradeProduct/ram:SellerAssignedID`,
];

/** The contexts in the order in which they shadow each other. */
export const STRUCTURE: readonly StructureContext[] = [
  context('//ram:SpecifiedTradeSettlementPaymentMeans', {
    mustNotBeUsed: 'SR-464 PayerSpecifiedDebtorFinancialInstitution',
  }),
  context(`${INVOICE}/rsm:ExchangedDocumentContext`, {
    mustNotBeUsed: `
      SR-001 SpecifiedTransactionID
      SR-002 TestIndicator
      SR-006 BIMSpecifiedDocumentContextParameter
      SR-007 ScenarioSpecifiedDocumentContextParameter
      SR-008 ApplicationSpecifiedDocumentContextParameter
      SR-011 SubsetSpecifiedDocumentContextParameter
      SR-012 MessageStandardSpecifiedDocumentContextParameter`,
    atMostOnce: 'SR-003 BusinessProcessSpecifiedDocumentContextParameter',
  }),
  context(DOCUMENT, {
    mustNotBeUsed: `
      SR-013 Name
      SR-015 IssueDateTime/udt:DateTime
      SR-016 CopyIndicator
      SR-017 Purpose
      SR-018 ControlRequirementIndicator
      SR-019 LanguageID
      SR-020 PurposeCode
      SR-021 RevisionDateTime
      SR-022 VersionID
      SR-023 GlobalID
      SR-024 RevisionID
      SR-025 PreviousRevisionID
      SR-026 CategoryCode
      SR-027 IncludedNote/Subject
      SR-028 IncludedNote/ContentCode
      SR-032 IncludedNote/ID
      SR-033 EffectiveSpecifiedPeriod
      SR-034 IssuerTradeParty`,
  }),
  context(`${DOCUMENT}/ram:IncludedNote`, { atMostOnce: 'SR-030 Content' }),
  context(LINE, {
    mustNotBeUsed: `
      SR-035 DescriptionCode
      SR-036 ParentLineID
      SR-037 LineStatusCode
      SR-038 LineStatusReasonCode
      SR-221 IncludedSubordinateTradeLineItem`,
  }),
  context(`${LINE}/ram:AssociatedDocumentLineDocument`, {
    mustNotBeUsed: `
      SR-041 IncludedNote/SubjectCode
      SR-042 IncludedNote/ID
      SR-043 IncludedNote/Subject
      SR-044 IncludedNote/ContentCode`,
    atMostOnce: `
      SR-039 IncludedNote
      SR-040 IncludedNote/Content`,
  }),
  context(`${LINE}/ram:SpecifiedTradeProduct`, {
    mustNotBeUsed: `
      SR-045 ID
      SR-048 ManufacturerAssignedID
      SR-049 TradeName
      SR-050 TypeCode
      SR-051 NetWeightMeasure
      SR-052 GrossWeightMeasure
      SR-053 ProductGroupID
      SR-054 EndItemTypeCode
      SR-055 EndItemName
      SR-056 AreaDensityMeasure
      SR-057 UseDescription
      SR-058 BrandName
      SR-059 SubBrandName
      SR-060 DrainedNetWeightMeasure
      SR-061 VariableMeasureIndicator
      SR-062 ColourCode
      SR-063 ColourDescription
      SR-064 Designation
      SR-065 FormattedCancellationAnnouncedLaunchDateTime
      SR-066 FormattedLatestProductDataChangeDateTime
      SR-067 ApplicableProductCharacteristic/ID
      SR-068 ApplicableProductCharacteristic/TypeCode
      SR-070 ApplicableProductCharacteristic/ValueMeasure
      SR-071 ApplicableProductCharacteristic/MeasurementMethodCode
      SR-073 ApplicableProductCharacteristic/ValueCode
      SR-074 ApplicableProductCharacteristic/ValueDateTime
      SR-075 ApplicableProductCharacteristic/ValueIndicator
      SR-076 ApplicableProductCharacteristic/ContentTypeCode
      SR-077 ApplicableProductCharacteristic/ValueSpecifiedBinaryFile
      SR-078 ApplicableProductCharacteristic/ApplicableProductCharacteristicCondition
      SR-079 ApplicableProductCharacteristic/ApplicableReferencedStandard
      SR-080 ApplicableMaterialGoodsCharacteristic
      SR-081 DesignatedProductClassification/SystemID
      SR-082 DesignatedProductClassification/SystemName
      SR-083 DesignatedProductClassification/ClassName
      SR-084 DesignatedProductClassification/SubClassCode
      SR-085 DesignatedProductClassification/ClassProductCharacteristic
      SR-086 DesignatedProductClassification/ApplicableReferencedStandard
      SR-087 IndividualTradeProductInstance
      SR-088 CertificationEvidenceReferenceReferencedDocument
      SR-089 InspectionReferenceReferencedDocument
      SR-091 OriginTradeCountry/Name
      SR-092 OriginTradeCountry/SubordinateTradeCountrySubDivision
      SR-093 LinearSpatialDimension
      SR-094 MinimumLinearSpatialDimension
      SR-095 MaximumLinearSpatialDimension
      SR-096 ManufacturerTradeParty
      SR-097 PresentationSpecifiedBinaryFile
      SR-098 MSDSReferenceReferencedDocument
      SR-099 AdditionalReferenceReferencedDocument
      SR-100 LegalRightsOwnerTradeParty
      SR-101 BrandOwnerTradeParty
      SR-102 IncludedReferencedProduct
      SR-103 InformationNote`,
  }),
  context(`${LINE}/ram:SpecifiedLineTradeAgreement`, {
    mustNotBeUsed: `
      SR-104 BuyerReference
      SR-105 BuyerRequisitionerTradeParty
      SR-106 ApplicableTradeDeliveryTerms
      SR-107 SellerOrderReferencedDocument
      SR-108 BuyerOrderReferencedDocument/IssuerAssignedID
      SR-109 QuotationReferencedDocument
      SR-110 ContractReferencedDocument
      SR-111 DemandForecastReferencedDocument
      SR-112 PromotionalDealReferencedDocument
      SR-113 AdditionalReferencedDocument
      SR-114 GrossPriceProductTradePrice/TypeCode
      SR-115 GrossPriceProductTradePrice/MinimumQuantity
      SR-116 GrossPriceProductTradePrice/MaximumQuantity
      SR-117 GrossPriceProductTradePrice/ChangeReason
      SR-118 GrossPriceProductTradePrice/OrderUnitConversionFactorNumeric
      SR-120 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/ID
      SR-121 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/SequenceNumeric
      SR-122 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/CalculationPercent
      SR-123 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/BasisAmount
      SR-124 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/BasisQuantity
      SR-125 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/PrepaidIndicator
      SR-126 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/UnitBasisAmount
      SR-127 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/ReasonCode
      SR-128 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/Reason
      SR-129 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/TypeCode
      SR-130 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/CategoryTradeTax
      SR-131 GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/ActualTradeCurrencyExchange
      SR-132 GrossPriceProductTradePrice/ValiditySpecifiedPeriod
      SR-133 GrossPriceProductTradePrice/DeliveryTradeLocation
      SR-134 GrossPriceProductTradePrice/TradeComparisonReferencePrice
      SR-135 GrossPriceProductTradePrice/AssociatedReferencedDocument
      SR-445 GrossPriceProductTradePrice/IncludedTradeTax
      SR-136 NetPriceProductTradePrice/TypeCode
      SR-138 NetPriceProductTradePrice/MinimumQuantity
      SR-139 NetPriceProductTradePrice/MaximumQuantity
      SR-140 NetPriceProductTradePrice/ChangeReason
      SR-141 NetPriceProductTradePrice/OrderUnitConversionFactorNumeric
      SR-142 NetPriceProductTradePrice/AppliedTradeAllowanceCharge
      SR-143 NetPriceProductTradePrice/ValiditySpecifiedPeriod
      SR-144 NetPriceProductTradePrice/DeliveryTradeLocation
      SR-145 NetPriceProductTradePrice/TradeComparisonReferencePrice
      SR-146 NetPriceProductTradePrice/AssociatedReferencedDocument
      SR-446 NetPriceProductTradePrice/IncludedTradeTax
      SR-147 RequisitionerReferencedDocument
      SR-148 ItemSellerTradeParty
      SR-149 ItemBuyerTradeParty
      SR-150 IncludedSpecifiedMarketplace
      SR-447 UltimateCustomerOrderReferencedDocument`,
    atMostOnceFatal: 'SR-441 NetPriceProductTradePrice/ChargeAmount',
  }),
  context('//ram:SpecifiedTradeAllowanceCharge', {
    atMostOnceFatal: `
      SR-471 RateApplicablePercent
      SR-472 CategoryTradeTax
      SR-473 ActualAmount`,
  }),
  context('//ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge', {
    atMostOnceFatal: 'SR-440 ActualAmount',
  }),
  context(`${LINE}/ram:SpecifiedLineTradeDelivery`, {
    mustNotBeUsed: `
      SR-151 RequestedQuantity
      SR-152 ReceivedQuantity
      SR-153 ChargeFreeQuantity
      SR-154 PackageQuantity
      SR-155 ProductUnitQuantity
      SR-156 PerPackageUnitQuantity
      SR-157 NetWeightMeasure
      SR-158 GrossWeightMeasure
      SR-159 TheoreticalWeightMeasure
      SR-160 DespatchedQuantity
      SR-161 SpecifiedDeliveryAdjustment
      SR-162 IncludedSupplyChainPackaging
      SR-163 RelatedSupplyChainConsignment
      SR-164 ShipToTradeParty
      SR-165 UltimateShipToTradeParty
      SR-166 ShipFromTradeParty
      SR-167 ActualDespatchSupplyChainEvent
      SR-168 ActualPickUpSupplyChainEvent
      SR-169 RequestedDeliverySupplyChainEvent
      SR-170 ActualDeliverySupplyChainEvent
      SR-171 ActualReceiptSupplyChainEvent
      SR-172 AdditionalReferencedDocument
      SR-173 DespatchAdviceReferencedDocument
      SR-174 ReceivingAdviceReferencedDocument
      SR-175 DeliveryNoteReferencedDocument
      SR-176 ConsumptionReportReferencedDocument
      SR-177 PackingListReferencedDocument`,
  }),
  context(`${LINE}/ram:SpecifiedLineTradeSettlement`, {
    mustNotBeUsed: `
      SR-178 PaymentReference
      SR-179 InvoiceIssuerReference
      SR-180 TotalAdjustmentAmount
      SR-181 DiscountIndicator
      SR-182 ApplicableTradeTax/CalculatedAmount
      SR-183 SpecifiedTradeAllowanceCharge/ChargeIndicator/udt:IndicatorString
      SR-184 SpecifiedTradeAllowanceCharge/ID
      SR-185 SpecifiedTradeAllowanceCharge/SequenceNumeric
      SR-186 SpecifiedTradeAllowanceCharge/CalculationPercent/@format
      SR-187 SpecifiedTradeAllowanceCharge/BasisQuantity
      SR-188 SpecifiedTradeAllowanceCharge/PrepaidIndicator
      SR-189 SpecifiedTradeAllowanceCharge/UnitBasisAmount
      SR-190 SpecifiedTradeAllowanceCharge/TypeCode
      SR-191 SpecifiedTradeAllowanceCharge/CategoryTradeTax
      SR-192 SpecifiedTradeAllowanceCharge/ActualTradeCurrencyExchange
      SR-193 SpecifiedTradeAllowanceCharge/ID
      SR-194 SubtotalCalculatedTradeTax
      SR-195 SpecifiedLogisticsServiceCharge
      SR-196 SpecifiedTradePaymentTerms
      SR-197 SpecifiedTradeSettlementLineMonetarySummation/ChargeTotalAmount
      SR-198 SpecifiedTradeSettlementLineMonetarySummation/AllowanceTotalAmount
      SR-199 SpecifiedTradeSettlementLineMonetarySummation/TaxBasisTotalAmount
      SR-200 SpecifiedTradeSettlementLineMonetarySummation/TaxTotalAmount
      SR-201 SpecifiedTradeSettlementLineMonetarySummation/GrandTotalAmount
      SR-202 SpecifiedTradeSettlementLineMonetarySummation/InformationAmount
      SR-203 SpecifiedTradeSettlementLineMonetarySummation/TotalAllowanceChargeAmount
      SR-204 SpecifiedTradeSettlementLineMonetarySummation/TotalRetailValueInformationAmount
      SR-205 SpecifiedTradeSettlementLineMonetarySummation/GrossLineTotalAmount
      SR-206 SpecifiedTradeSettlementLineMonetarySummation/NetLineTotalAmount
      SR-207 SpecifiedTradeSettlementLineMonetarySummation/NetIncludingTaxesLineTotalAmount
      SR-208 SpecifiedTradeSettlementLineMonetarySummation/ProductWeightLossInformationAmount
      SR-209 SpecifiedFinancialAdjustment
      SR-210 InvoiceReferencedDocument
      SR-212 PayableSpecifiedTradeAccountingAccount
      SR-213 ReceivableSpecifiedTradeAccountingAccount/SetTriggerCode
      SR-214 ReceivableSpecifiedTradeAccountingAccount/TypeCode
      SR-215 ReceivableSpecifiedTradeAccountingAccount/AmountTypeCode
      SR-216 ReceivableSpecifiedTradeAccountingAccount/Name
      SR-217 ReceivableSpecifiedTradeAccountingAccount/CostReferenceDimensionPattern
      SR-218 PurchaseSpecifiedTradeAccountingAccount
      SR-219 SalesSpecifiedTradeAccountingAccount
      SR-220 SpecifiedTradeSettlementFinancialCard`,
  }),
  context(`${TRANSACTION}/ram:ApplicableHeaderTradeAgreement`, {
    mustNotBeUsed: `
      SR-442 Reference
      SR-222 SellerTradeParty/RoleCode
      SR-223 SellerTradeParty/SpecifiedLegalOrganization/LegalClassificationCode
      SR-224 SellerTradeParty/SpecifiedLegalOrganization/Name
      SR-225 SellerTradeParty/SpecifiedLegalOrganization/PostalTradeAddress
      SR-226 SellerTradeParty/SpecifiedLegalOrganization/AuthorizedLegalRegistration
      SR-227 SellerTradeParty/DefinedTradeContact/ID
      SR-228 SellerTradeParty/DefinedTradeContact/TypeCode
      SR-229 SellerTradeParty/DefinedTradeContact/JobTitle
      SR-230 SellerTradeParty/DefinedTradeContact/Responsibility
      SR-231 SellerTradeParty/DefinedTradeContact/PersonID
      SR-232 SellerTradeParty/DefinedTradeContact/TelephoneUniversalCommunication/URIID
      SR-233 SellerTradeParty/DefinedTradeContact/TelephoneUniversalCommunication/ChannelCode
      SR-234 SellerTradeParty/DefinedTradeContact/DirectTelephoneUniversalCommunication
      SR-235 SellerTradeParty/DefinedTradeContact/MobileTelephoneUniversalCommunication
      SR-236 SellerTradeParty/DefinedTradeContact/FaxUniversalCommunication
      SR-237 SellerTradeParty/DefinedTradeContact/EmailURIUniversalCommunication/ChannelCode
      SR-238 SellerTradeParty/DefinedTradeContact/EmailURIUniversalCommunication/CompleteNumber
      SR-239 SellerTradeParty/DefinedTradeContact/TelexUniversalCommunication
      SR-240 SellerTradeParty/DefinedTradeContact/VOIPUniversalCommunication
      SR-241 SellerTradeParty/DefinedTradeContact/InstantMessagingUniversalCommunication
      SR-242 SellerTradeParty/DefinedTradeContact/SpecifiedNote
      SR-243 SellerTradeParty/DefinedTradeContact/SpecifiedContactPerson
      SR-244 SellerTradeParty/URIUniversalCommunication/ChannelCode
      SR-245 SellerTradeParty/URIUniversalCommunication/CompleteNumber
      SR-246 SellerTradeParty/SpecifiedTaxRegistration/AssociatedRegisteredTax
      SR-247 SellerTradeParty/EndPointURIUniversalCommunication
      SR-248 SellerTradeParty/LogoAssociatedSpecifiedBinaryFile
      SR-249 BuyerTradeParty/RoleCode
      SR-250 BuyerTradeParty/Description
      SR-251 BuyerTradeParty/SpecifiedLegalOrganization/LegalClassificationCode
      SR-252 BuyerTradeParty/SpecifiedLegalOrganization/Name
      SR-254 BuyerTradeParty/SpecifiedLegalOrganization/PostalTradeAddress
      SR-255 BuyerTradeParty/SpecifiedLegalOrganization/AuthorizedLegalRegistration
      SR-256 BuyerTradeParty/DefinedTradeContact/ID
      SR-257 BuyerTradeParty/DefinedTradeContact/TypeCode
      SR-258 BuyerTradeParty/DefinedTradeContact/JobTitle
      SR-259 BuyerTradeParty/DefinedTradeContact/Responsibility
      SR-260 BuyerTradeParty/DefinedTradeContact/PersonID
      SR-261 BuyerTradeParty/DefinedTradeContact/TelephoneUniversalCommunication/URIID
      SR-262 BuyerTradeParty/DefinedTradeContact/TelephoneUniversalCommunication/ChannelCode
      SR-263 BuyerTradeParty/DefinedTradeContact/DirectTelephoneUniversalCommunication
      SR-264 BuyerTradeParty/DefinedTradeContact/MobileTelephoneUniversalCommunication
      SR-265 BuyerTradeParty/DefinedTradeContact/FaxUniversalCommunication
      SR-266 BuyerTradeParty/DefinedTradeContact/EmailURIUniversalCommunication/ChannelCode
      SR-267 BuyerTradeParty/DefinedTradeContact/EmailURIUniversalCommunication/CompleteNumber
      SR-268 BuyerTradeParty/DefinedTradeContact/TelexUniversalCommunication
      SR-269 BuyerTradeParty/DefinedTradeContact/VOIPUniversalCommunication
      SR-270 BuyerTradeParty/DefinedTradeContact/InstantMessagingUniversalCommunication
      SR-271 BuyerTradeParty/DefinedTradeContact/SpecifiedNote
      SR-272 BuyerTradeParty/DefinedTradeContact/SpecifiedContactPerson
      SR-273 BuyerTradeParty/URIUniversalCommunication/ChannelCode
      SR-274 BuyerTradeParty/URIUniversalCommunication/CompleteNumber
      SR-275 BuyerTradeParty/SpecifiedTaxRegistration/AssociatedRegisteredTax
      SR-276 BuyerTradeParty/EndPointURIUniversalCommunication
      SR-277 BuyerTradeParty/LogoAssociatedSpecifiedBinaryFile
      SR-278 SalesAgentTradeParty
      SR-279 BuyerRequisitionerTradeParty
      SR-280 BuyerAssignedAccountantTradeParty
      SR-281 SellerAssignedAccountantTradeParty
      SR-282 SellerTaxRepresentativeTradeParty/ID
      SR-283 SellerTaxRepresentativeTradeParty/GlobalID
      SR-284 SellerTaxRepresentativeTradeParty/RoleCode
      SR-285 SellerTaxRepresentativeTradeParty/Description
      SR-286 SellerTaxRepresentativeTradeParty/SpecifiedLegalOrganization
      SR-287 SellerTaxRepresentativeTradeParty/DefinedTradeContact
      SR-288 SellerTaxRepresentativeTradeParty/URIUniversalCommunication
      SR-289 SellerTaxRepresentativeTradeParty/SpecifiedTaxRegistration/AssociatedRegisteredTax
      SR-290 SellerTaxRepresentativeTradeParty/EndPointURIUniversalCommunication
      SR-291 SellerTaxRepresentativeTradeParty/LogoAssociatedSpecifiedBinaryFile
      SR-292 ProductEndUserTradeParty
      SR-293 ApplicableTradeDeliveryTerms
      SR-294 SellerOrderReferencedDocument/LineID
      SR-295 BuyerOrderReferencedDocument/LineID
      SR-296 QuotationReferencedDocument
      SR-297 OrderResponseReferencedDocument
      SR-298 ContractReferencedDocument/LineID
      SR-299 DemandForecastReferencedDocument
      SR-300 SupplyInstructionReferencedDocument
      SR-301 PromotionalDealReferencedDocument
      SR-302 PriceListReferencedDocument
      SR-303 AdditionalReferencedDocument/LineID
      SR-304 RequisitionerReferencedDocument
      SR-305 BuyerAgentTradeParty
      SR-306 PurchaseConditionsReferencedDocument
      SR-307 SpecifiedProcuringProject/Description
      SR-448 UltimateCustomerOrderReferencedDocument`,
    atMostOnceFatal: `
      SR-455 SellerTradeParty/DefinedTradeContact
      SR-456 BuyerTradeParty/DefinedTradeContact
      SR-459 SellerTradeParty/URIUniversalCommunication
      SR-460 BuyerTradeParty/URIUniversalCommunication`,
  }),
  context(`${TRANSACTION}/ram:ApplicableHeaderTradeDelivery`, {
    mustNotBeUsed: `
      SR-308 RelatedSupplyChainConsignment
      SR-309 ShipToTradeParty/RoleCode
      SR-310 ShipToTradeParty/Description
      SR-311 ShipToTradeParty/SpecifiedLegalOrganization
      SR-312 ShipToTradeParty/DefinedTradeContact
      SR-313 ShipToTradeParty/URIUniversalCommunication
      SR-314 ShipToTradeParty/SpecifiedTaxRegistration
      SR-315 ShipToTradeParty/EndPointURIUniversalCommunication
      SR-316 ShipToTradeParty/LogoAssociatedSpecifiedBinaryFile
      SR-317 UltimateShipToTradeParty
      SR-318 ShipFromTradeParty
      SR-319 ActualDespatchSupplyChainEvent
      SR-320 ActualPickUpSupplyChainEvent
      SR-321 ActualDeliverySupplyChainEvent/ID
      SR-322 ActualDeliverySupplyChainEvent/OccurrenceDateTime/udt:DateTime
      SR-323 ActualDeliverySupplyChainEvent/TypeCode
      SR-324 ActualDeliverySupplyChainEvent/Description
      SR-325 ActualDeliverySupplyChainEvent/DescriptionBinaryObject
      SR-326 ActualDeliverySupplyChainEvent/UnitQuantity
      SR-327 ActualDeliverySupplyChainEvent/LatestOccurrenceDateTime
      SR-328 ActualDeliverySupplyChainEvent/EarliestOccurrenceDateTime
      SR-329 ActualDeliverySupplyChainEvent/OccurrenceSpecifiedPeriod
      SR-330 ActualDeliverySupplyChainEvent/OccurrenceLogisticsLocation
      SR-331 ActualReceiptSupplyChainEvent
      SR-332 AdditionalReferencedDocument
      SR-333 DespatchAdviceReferencedDocument/LineID
      SR-334 DespatchAdviceReferencedDocument/LineID
      SR-335 DeliveryNoteReferencedDocument
      SR-336 ConsumptionReportReferencedDocument
      SR-337 PreviousDeliverySupplyChainEvent
      SR-338 PackingListReferencedDocument`,
  }),
  context(SETTLEMENT, {
    mustNotBeUsed: `
      SR-339 DuePayableAmount
      SR-340 CreditorReferenceTypeCode
      SR-341 CreditorReferenceType
      SR-342 CreditorReferenceIssuerID
      SR-344 PaymentCurrencyCode
      SR-345 InvoiceIssuerReference
      SR-346 InvoiceDateTime
      SR-347 NextInvoiceDateTime
      SR-348 CreditReasonCode
      SR-349 CreditReason
      SR-350 InvoicerTradeParty
      SR-351 InvoiceeTradeParty
      SR-352 PayeeTradeParty/RoleCode
      SR-353 PayeeTradeParty/Description
      SR-354 PayeeTradeParty/SpecifiedLegalOrganization/LegalClassificationCode
      SR-355 PayeeTradeParty/SpecifiedLegalOrganization/Name
      SR-356 PayeeTradeParty/SpecifiedLegalOrganization/TradingBusinessName
      SR-357 PayeeTradeParty/SpecifiedLegalOrganization/PostalTradeAddress
      SR-358 PayeeTradeParty/SpecifiedLegalOrganization/AuthorizedLegalRegistration
      SR-359 PayeeTradeParty/DefinedTradeContact
      SR-360 PayeeTradeParty/PostalTradeAddress
      SR-361 PayeeTradeParty/URIUniversalCommunication
      SR-362 PayeeTradeParty/SpecifiedTaxRegistration
      SR-363 PayeeTradeParty/EndPointURIUniversalCommunication
      SR-364 PayeeTradeParty/LogoAssociatedSpecifiedBinaryFile
      SR-365 PayerTradeParty
      SR-366 TaxApplicableTradeCurrencyExchange
      SR-367 InvoiceApplicableTradeCurrencyExchange
      SR-368 PaymentApplicableTradeCurrencyExchange
      SR-369 SpecifiedTradeSettlementPaymentMeans/PaymentChannelCode
      SR-370 SpecifiedTradeSettlementPaymentMeans/GuaranteeMethodCode
      SR-371 SpecifiedTradeSettlementPaymentMeans/PaymentMethodCode
      SR-443 SpecifiedTradeSettlementPaymentMeans/ID
      SR-372 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard/MicrochipIndicator
      SR-373 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard/TypeCode
      SR-375 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard/ExpiryDate
      SR-376 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard/VerificationNumeric
      SR-377 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard/ValidFromDateTime
      SR-378 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard/CreditLimitAmount
      SR-379 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard/CreditAvailableAmount
      SR-380 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard/InterestRatePercent
      SR-381 SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard/Description
      SR-382 SpecifiedTradeSettlementPaymentMeans/PayerPartyDebtorFinancialAccount/AccountName
      SR-444 SpecifiedTradeSettlementPaymentMeans/PayerPartyDebtorFinancialAccount/ProprietaryID
      SR-384 SpecifiedTradeSettlementPaymentMeans/PayerSpecifiedDebtorFinancialInstitution/ClearingSystemName
      SR-385 SpecifiedTradeSettlementPaymentMeans/PayerSpecifiedDebtorFinancialInstitution/Name
      SR-386 SpecifiedTradeSettlementPaymentMeans/PayerSpecifiedDebtorFinancialInstitution/LocationFinancialInstitutionAddress
      SR-388 SpecifiedTradeAllowanceCharge/ID
      SR-389 SpecifiedTradeAllowanceCharge/SequenceNumeric
      SR-390 SpecifiedTradeAllowanceCharge/BasisQuantity
      SR-391 SpecifiedTradeAllowanceCharge/PrepaidIndicator
      SR-392 SpecifiedTradeAllowanceCharge/UnitBasisAmount
      SR-393 SpecifiedTradeAllowanceCharge/TypeCode
      SR-394 SpecifiedTradeAllowanceCharge/ActualTradeCurrencyExchange
      SR-395 SubtotalCalculatedTradeTax
      SR-396 SpecifiedLogisticsServiceCharge
      SR-397 SpecifiedTradePaymentTerms/ID
      SR-398 SpecifiedTradePaymentTerms/FromEventCode
      SR-399 SpecifiedTradePaymentTerms/SettlementPeriodMeasure
      SR-400 SpecifiedTradePaymentTerms/DueDateDateTime/udt:DateTime
      SR-401 SpecifiedTradePaymentTerms/TypeCode
      SR-402 SpecifiedTradePaymentTerms/InstructionTypeCode
      SR-404 SpecifiedTradePaymentTerms/PartialPaymentPercent
      SR-405 SpecifiedTradePaymentTerms/PaymentMeansID
      SR-406 SpecifiedTradePaymentTerms/PartialPaymentAmount
      SR-407 SpecifiedTradePaymentTerms/ApplicableTradePaymentPenaltyTerms
      SR-408 SpecifiedTradePaymentTerms/ApplicableTradePaymentDiscountTerms
      SR-409 SpecifiedTradePaymentTerms/PayeeTradeParty
      SR-421 SpecifiedFinancialAdjustment
      SR-422 InvoiceReferencedDocument/LineID
      SR-423 ProFormaInvoiceReferencedDocument
      SR-424 LetterOfCreditReferencedDocument
      SR-425 FactoringAgreementReferencedDocument
      SR-426 FactoringListReferencedDocument
      SR-427 PayableSpecifiedTradeAccountingAccount
      SR-428 ReceivableSpecifiedTradeAccountingAccount/SetTriggerCode
      SR-429 ReceivableSpecifiedTradeAccountingAccount/TypeCode
      SR-430 ReceivableSpecifiedTradeAccountingAccount/AmountTypeCode
      SR-431 ReceivableSpecifiedTradeAccountingAccount/Name
      SR-432 ReceivableSpecifiedTradeAccountingAccount/CostReferenceDimensionPattern
      SR-433 PurchaseSpecifiedTradeAccountingAccount
      SR-434 SalesSpecifiedTradeAccountingAccount
      SR-435 SpecifiedTradeSettlementFinancialCard
      SR-436 SpecifiedAdvancePayment
      SR-437 UltimatePayeeTradeParty`,
    atMostOnce: `
      SR-452 SpecifiedTradePaymentTerms
      SR-453 SpecifiedTradePaymentTerms/Description`,
    atMostOnceFatal: 'SR-461 ApplicableTradeTax/TaxPointDate',
  }),
  context(`${SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`, {
    mustNotBeUsed: `
      SR-411 InformationAmount
      SR-412 TotalDiscountAmount
      SR-413 TotalAllowanceChargeAmount
      SR-414 RetailValueExcludingTaxInformationAmount
      SR-415 TotalDepositFeeInformationAmount
      SR-416 ProductValueExcludingTobaccoTaxInformationAmount
      SR-417 TotalRetailValueInformationAmount
      SR-418 GrossLineTotalAmount
      SR-419 NetLineTotalAmount
      SR-420 NetIncludingTaxesLineTotalAmount`,
    atMostOnceFatal: `
      SR-477 LineTotalAmount
      SR-478 ChargeTotalAmount
      SR-479 AllowanceTotalAmount
      SR-480 TaxBasisTotalAmount
      SR-481 RoundingAmount
      SR-482 GrandTotalAmount
      SR-483 InformationAmount
      SR-484 TotalPrepaidAmount
      SR-485 TotalDiscountAmount
      SR-486 TotalAllowanceChargeAmount
      SR-487 DuePayableAmount
      SR-488 RetailValueExcludingTaxInformationAmount
      SR-489 TotalDepositFeeInformationAmount
      SR-490 ProductValueExcludingTobaccoTaxInformationAmount
      SR-491 TotalRetailValueInformationAmount
      SR-492 GrossLineTotalAmount
      SR-493 NetLineTotalAmount
      SR-494 NetIncludingTaxesLineTotalAmount`,
  }),
  context(INVOICE, {
    mustNotBeUsed: 'SR-438 ValuationBreakdownStatement',
    mustNotBeUsedFatal: `
      DT-013 @languageID
      DT-014 @languageLocaleID`,
  }),
  context('//*DocumentContextParameter', {
    mustNotBeUsed: `
      SR-04 Value
      SR-05 SpecifiedDocumentVersion`,
  }),
  ...PLAIN_IDENTIFIERS.map((path) =>
    context(path, {
      mustNotBeUsedFatal: `
        DT-001 @schemeName
        DT-002 @schemeAgencyName
        DT-003 @schemeDataURI
        DT-004 @schemeURI
        DT-005 @schemeID
        DT-006 @schemeAgencyID
        DT-007 @schemeVersionID`,
    }),
  ),
  context('//ram:*ID', {
    mustNotBeUsedFatal: `
      DT-101 @schemeName
      DT-102 @schemeAgencyName
      DT-103 @schemeDataURI
      DT-104 @schemeURI`,
  }),
  // CII-DT-010 to -012, on the type of the document, stand behind this context and never speak.
  context('//ram:TypeCode', {
    mustNotBeUsedFatal: `
      DT-008 @name
      DT-009 @listURI`,
  }),
  context(`${LINE}/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:CategoryCode`, {
    mustNotBeUsed: `
      DT-045 @listID
      DT-046 @listAgencyID
      DT-047 @listVersionID
      DT-048 @listURI`,
  }),
  context('//ram:*ReferencedDocument', {
    mustNotBeUsedFatal: `
      DT-016 StatusCode
      DT-017 CopyIndicator
      DT-019 GlobalID
      DT-020 RevisionID
      DT-023 Information
      DT-025 SectionName
      DT-026 PreviousRevisionID
      DT-028 EffectiveSpecifiedPeriod
      DT-029 IssuerTradeParty
      DT-030 AttachedSpecifiedBinaryFile`,
  }),
  // The one amount that names its currency, BT-110 and BT-111, stands before the others to be left out of them.
  context('//ram:TaxTotalAmount', {}),
  context('//ram:*Amount', {
    mustNotBeUsedFatal: `
      DT-031 @currencyID
      DT-032 @currencyCodeListVersionID`,
  }),
  context('//ram:*Quantity', {
    mustNotBeUsedFatal: `
      DT-034 @unitCodeListID
      DT-035 @unitCodeListAgencyID
      DT-036 @unitCodeListAgencyName`,
  }),
  context('//ram:*TradeTax', {
    mustNotBeUsed: `
      DT-038 CalculatedRate
      DT-039 CalculationSequenceNumeric
      DT-040 BasisQuantity
      DT-042 UnitBasisAmount
      DT-043 LineTotalBasisAmount
      DT-044 AllowanceChargeBasisAmount
      DT-049 CurrencyCode
      DT-050 Jurisdiction
      DT-051 CustomsDutyIndicator
      DT-053 TaxBasisAllowanceRate
      DT-055 Type
      DT-056 InformationAmount
      DT-057 CategoryName
      DT-059 RateApplicablePercent/@format
      DT-060 SpecifiedTradeAccountingAccount
      DT-061 ServiceSupplyTradeCountry
      DT-062 BuyerRepayableTaxSpecifiedTradeAccountingAccount
      DT-063 SellerPayableTaxSpecifiedTradeAccountingAccount
      DT-064 SellerRefundableTaxSpecifiedTradeAccountingAccount
      DT-065 BuyerDeductibleTaxSpecifiedTradeAccountingAccount
      DT-066 BuyerNonDeductibleTaxSpecifiedTradeAccountingAccount
      DT-067 PlaceApplicableTradeLocation`,
  }),
  context('//ram:BillingSpecifiedPeriod', {
    mustNotBeUsedFatal: `
      DT-068 StartDateTime/udt:DateTime
      DT-069 DurationMeasure
      DT-070 InclusiveIndicator
      DT-071 Description
      DT-072 EndDateTime/udt:DateTime
      DT-073 CompleteDateTime
      DT-074 OpenIndicator
      DT-075 SeasonCode
      DT-076 ID
      DT-077 Name
      DT-078 SequenceNumeric
      DT-079 StartDateFlexibilityCode
      DT-080 ContinuousIndicator
      DT-081 PurposeCode`,
  }),
  context('//ram:PostalTradeAddress', {
    mustNotBeUsedFatal: `
      DT-082 ID
      DT-083 PostOfficeBox
      DT-084 BuildingName
      DT-086 LineFour
      DT-087 LineFive
      DT-088 StreetName
      DT-089 CitySubDivisionName
      DT-090 CountryName
      DT-091 CountrySubDivisionID
      DT-092 AttentionOf
      DT-093 CareOf
      DT-094 BuildingNumber
      DT-095 DepartmentName
      DT-096 AdditionalStreetName`,
  }),
];
