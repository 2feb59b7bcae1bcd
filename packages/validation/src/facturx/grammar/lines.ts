/** Invoice lines (BG-25). The notation is described in notation.ts. */
export const LINES = `
B IncludedSupplyChainTradeLineItem +#265
  B AssociatedDocumentLineDocument 1#266
    B LineID 1#270; @schemeID B>-
    X ParentLineID ?; @schemeID X>-
    X LineStatusCode ?; in line-statuses #334
    X LineStatusReasonCode ?; in line-reasons #335; @listID X>-; @listVersionID X>-
    B IncludedNote BE:?#271 X:*
      X ContentCode ?; @listID X>-; @listVersionID X>-
      B Content BE:1#529 X:?#1012
      B>X SubjectCode ?#1013; in note-subjects #1014; @listID X>-; @listVersionID X>-
  B SpecifiedTradeProduct 1#267
    X ID ?; @schemeID X>-
    B GlobalID ?; @schemeID !#551 in identifier-schemes B#552 E#626 X#1146
    E SellerAssignedID ?; @schemeID E>-
    E BuyerAssignedID ?; @schemeID E>-
    X IndustryAssignedID ?; @schemeID X>-
    X ModelID ?; @schemeID X>-
    B Name 1#550
    E Description ?#625
    X BatchID *; @schemeID X>-
    X BrandName ?
    X ModelName ?
    E ApplicableProductCharacteristic *
      X TypeCode ?; @listID X>-; @listVersionID X>-
      E Description E:1#294 X:?#1144
      X ValueMeasure ?; @unitCode
      E Value E:1#295 X:?#384
    E DesignatedProductClassification *
      E ClassCode ?; @listID !#296 in item-schemes E#297 X#1145; @listVersionID
      X ClassName ?#342
    X IndividualTradeProductInstance *
      X BatchID ?; @schemeID X>-
      X SupplierAssignedSerialID ?; @schemeID X>-
    E OriginTradeCountry ?
      E ID 1#627; in countries E#628 X#1173
    X ManufacturerTradeParty ?
      X ID *; @schemeID X>-
      X GlobalID *; @schemeID !#1160 in party-schemes #1161
      X Name ?
      X RoleCode ?#1154
      X Description ?#1155
      X SpecifiedLegalOrganization ? = named-organisation #1165
      X DefinedTradeContact * = contact #1157
      X PostalTradeAddress ? = address #1162
      X URIUniversalCommunication ?#1156 = electronic-address #1170
      X SpecifiedTaxRegistration ..2
      X>- SpecifiedTaxRegistration[other]
      X SpecifiedTaxRegistration[FC] ..2#385
        X ID 1#1166; @schemeID !#1167
      X SpecifiedTaxRegistration[VA] ..2#386
        X ID 1#1168; @schemeID !#1169
    X IncludedReferencedProduct *
      X ID ?#1147; @schemeID X>-
      X GlobalID *; @schemeID !#1150 in identifier-schemes #1151
      X SellerAssignedID ?; @schemeID X>-
      X BuyerAssignedID ?; @schemeID X>-
      X IndustryAssignedID ?#343; @schemeID X>-
      X Name 1#1148
      X Description ?#1149
      X UnitQuantity ?#344; @unitCode !#1152 in units #1153
  B SpecifiedLineTradeAgreement BE:1#268 X:?
    X ApplicableTradeDeliveryTerms ?
      X DeliveryTypeCode 1#1026; in delivery-terms #1027
      X RelevantTradeLocation ? = location #1028
    X SellerOrderReferencedDocument ? = line-document #1069
    E BuyerOrderReferencedDocument ?
      E>X IssuerAssignedID ?; @schemeID X>-
      E>- URIID
      E LineID ?; @schemeID E>-
      E>- TypeCode
      E>- Name
      E>- AttachmentBinaryObject
      E>- ReferenceTypeCode
      E>X FormattedIssueDateTime ?
        X qdt:DateTimeString 1; @format !#1029 in date-formats #1030
    X QuotationReferencedDocument ? = line-document #1067
    X ContractReferencedDocument ? = line-document #1031
    X AdditionalReferencedDocument *
      X IssuerAssignedID 1#1015; @schemeID X>-
      X URIID ?; @schemeID X>-
      X LineID ?; @schemeID X>-
      X TypeCode 1#1016; in supporting-types #1025
      X Name ?#1017
      X AttachmentBinaryObject ?#1018; @mimeCode !#1019 in extended-attachment-types #1020; @filename !#1021
      X ReferenceTypeCode ?; in object-schemes #1024
      X FormattedIssueDateTime ?
        X qdt:DateTimeString 1; @format !#1022 in date-formats #1023
    B GrossPriceProductTradePrice ?
      B ChargeAmount 1#273; @currencyID B>-
      B BasisQuantity ?; @unitCode in units B#275 E#611 X#1037
      B AppliedTradeAllowanceCharge BE:? X:*
      B>- AppliedTradeAllowanceCharge[other]
      B AppliedTradeAllowanceCharge[false] BE:?#274 X:*
        B ChargeIndicator 1#530
          B udt:Indicator ?
        X>- SequenceNumeric
        B>X CalculationPercent ?
        B>X BasisAmount ?; @currencyID X>-
        X>- BasisQuantity
        B ActualAmount 1#531; @currencyID B>-
        B>X ReasonCode ?; in allowance-reasons #1033; @listID X>-
        B>X Reason ?
        B>- CategoryTradeTax
      B AppliedTradeAllowanceCharge[true] BE:? X:*
        B ChargeIndicator BE:1 X:1#1034
          B udt:Indicator ?
        X>- SequenceNumeric
        B CalculationPercent ?
        B BasisAmount ?; @currencyID B<X
        X>- BasisQuantity
        B ActualAmount BE:1 X:1#1035; @currencyID B<X
        B ReasonCode ?; @listID X
        B<X ReasonCode[other] ?
        B ReasonCode[5153] ?; in tax-types-vat X#1036; @listID X
        B ReasonCode[unlisted] ?; @listID X>-
        B Reason ?
        B<X CategoryTradeTax ?
      X>- IncludedTradeTax
    B NetPriceProductTradePrice BE:1#272 X:?
      B ChargeAmount 1#532; @currencyID B>-
      B BasisQuantity ?; @unitCode in units B#533 E#612 X#1059
      B>- AppliedTradeAllowanceCharge
      X IncludedTradeTax ?#336
        X CalculatedAmount 1#1060; @currencyID X>-
        X TypeCode 1#1061; in VAT #1066
        X ExemptionReason ?
        X>- BasisAmount
        X>- LineTotalBasisAmount
        X>- AllowanceChargeBasisAmount
        X CategoryCode 1#1062; in vat-categories-b #1064
        X ExemptionReasonCode ?; in exemption-codes #1065; @listID X>-; @listVersionID X>-
        X>- TaxPointDate
        X>- DueDateTypeCode
        X RateApplicablePercent 1#1063
    X ItemSellerTradeParty ?
      X ID *; @schemeID X>-
      X GlobalID *; @schemeID !#1046 in party-schemes #1047
      X Name ?
      X RoleCode ?#1038
      X Description ?#1039
      X SpecifiedLegalOrganization ? = named-organisation #1051
      X DefinedTradeContact * = contact #1043
      X PostalTradeAddress ? = address #1048
      X URIUniversalCommunication ?#1040 = electronic-address #1056
      X SpecifiedTaxRegistration ..2
      X>- SpecifiedTaxRegistration[other]
      X SpecifiedTaxRegistration[FC] ?#1042
        X ID 1#1052; @schemeID !#1053
      X SpecifiedTaxRegistration[VA] ?#1041
        X ID 1#1054; @schemeID !#1055
    X UltimateCustomerOrderReferencedDocument * = line-document #1071
  B SpecifiedLineTradeDelivery BE:1#269 X:?
    B BilledQuantity BE:1#276 X:?; @unitCode in units B#534 E#613 X#1076
    X ChargeFreeQuantity ?; @unitCode !#1077 in units #1078
    X PackageQuantity ?; @unitCode !#1083 in units #1084
    X PerPackageUnitQuantity ?; @unitCode !#1085 in units #1086
    X ShipToTradeParty ?
      X ID ?#1089; @schemeID X>-
      X GlobalID *; @schemeID !#1096 in party-schemes #1097
      X Name ?
      X RoleCode ?#1090
      X>- Description
      X SpecifiedLegalOrganization ?
        X ID ?; @schemeID !#1101 in identifier-schemes #1102
        X TradingBusinessName ?
        X>- PostalTradeAddress
      X DefinedTradeContact * = contact #1093
      X PostalTradeAddress ? = address #1098
      X URIUniversalCommunication ?#1091 = electronic-address #1105
      X SpecifiedTaxRegistration ?#1092
        X ID 1#1103; @schemeID !#1104
    X UltimateShipToTradeParty ?
      X ID ?#1108; @schemeID X>-
      X GlobalID *; @schemeID !#1115 in party-schemes #1116
      X Name ?
      X RoleCode ?#1109
      X>- Description
      X SpecifiedLegalOrganization ? = named-organisation #1120
      X DefinedTradeContact * = contact #1112
      X PostalTradeAddress ? = address #1117
      X URIUniversalCommunication ?#1110 = electronic-address #1123
      X SpecifiedTaxRegistration ?#1111
        X ID 1#1121; @schemeID !#1122
    X ActualDeliverySupplyChainEvent ?
      X OccurrenceDateTime 1#1073
        X udt:DateTimeString ?; @format !#1074 in day-format #1075
    X DespatchAdviceReferencedDocument ? = line-document #1081
    X ReceivingAdviceReferencedDocument ? = line-document #1087
    X DeliveryNoteReferencedDocument ? = line-document #1079
  B SpecifiedLineTradeSettlement 1
    B ApplicableTradeTax BE:1#278 X:*
      B>X CalculatedAmount ?#338; @currencyID X>-
      B TypeCode BE:1#535 X:?; in VAT B#538 E#620, tax-types-vat X#1131
      B>X ExemptionReason ?
      B>- BasisAmount
      X>- LineTotalBasisAmount
      X>- AllowanceChargeBasisAmount
      B CategoryCode BE:1#536 X:?; in vat-categories B#537 E#619, vat-categories-b X#1128
      B>X ExemptionReasonCode ?; in exemption-codes #1130; @listID X>-; @listVersionID X>-
      E>- TaxPointDate
      B>X DueDateTypeCode ?; in tax-point-events #1129
      B RateApplicablePercent ?
    B BillingSpecifiedPeriod ?
      X>- Description
      B StartDateTime ?
        B udt:DateTimeString ?; @format !#541 in day-format B#542 E#622 X#1133
      B EndDateTime ?
        B udt:DateTimeString ?; @format !#539 in day-format B#540 E#621 X#1132
      X>- CompleteDateTime
    B SpecifiedTradeAllowanceCharge *
    B>- SpecifiedTradeAllowanceCharge[other]
    B SpecifiedTradeAllowanceCharge[false] *
      B ChargeIndicator 1#543
        B udt:Indicator ?
      X>- SequenceNumeric
      B>E CalculationPercent ?
      B>E BasisAmount ?; @currencyID E>-
      X>- BasisQuantity
      B ActualAmount 1#544; @currencyID B>-
      B ReasonCode ?; in allowance-reasons B#545 E#623 X#1137; @listID X>-
      B Reason ?
      B>- CategoryTradeTax
    B SpecifiedTradeAllowanceCharge[true] *
      B ChargeIndicator 1#546
        B udt:Indicator ?
      X>- SequenceNumeric
      B>E CalculationPercent ?
      B>E BasisAmount ?; @currencyID E>-
      X>- BasisQuantity
      B ActualAmount 1#547; @currencyID B>-
      B ReasonCode ?; @listID X
      B>- ReasonCode[other]
      B ReasonCode[5153] ?; in tax-types-vat X#1138; @listID X
      B ReasonCode[unlisted] ?; in charge-reasons B#548 E#624 X#1139; @listID X>-
      B Reason ?
      B>- CategoryTradeTax
    B SpecifiedTradeSettlementLineMonetarySummation BE:1#279 X:?
      B LineTotalAmount BE:1#549 X:?#382; @currencyID B>-
      X ChargeTotalAmount ?#1140; @currencyID X>-
      X AllowanceTotalAmount ?#1141; @currencyID X>-
      X TaxTotalAmount ..2; @currencyID
      X>- TaxTotalAmount[other]
      X TaxTotalAmount[invoice] ?#387; @currencyID in currencies #1142
      X TaxTotalAmount[accounting] ?#388; @currencyID in currencies #1143
      X GrandTotalAmount ?#340; @currencyID X>-
      X TotalAllowanceChargeAmount ?#341; @currencyID X>-
    X InvoiceReferencedDocument ?#337
      X IssuerAssignedID ?; @schemeID X>-
      X>- URIID
      X LineID ?; @schemeID X>-
      X TypeCode ?; in preceding-types #1136
      X>- Name
      X>- AttachmentBinaryObject
      X>- ReferenceTypeCode
      X FormattedIssueDateTime ?
        X qdt:DateTimeString 1; @format !#1134 in date-formats #1135
    E AdditionalReferencedDocument E:?#293 X:*
      E IssuerAssignedID 1#615; @schemeID E>-
      E>- URIID
      E>- LineID
      E TypeCode 1#616; in supporting-types E#618 X#1127
      E>- Name
      E>- AttachmentBinaryObject
      E ReferenceTypeCode ?; in object-schemes E#617 X#1126
      E>- FormattedIssueDateTime
    E ReceivableSpecifiedTradeAccountingAccount E:?#614 X:*
      E ID 1; @schemeID E>-
      X TypeCode ?
`;
