/** Payment, VAT breakdown, allowances, charges and totals. The notation is described in notation.ts. */
export const SETTLEMENT = `
M ApplicableHeaderTradeSettlement 1
  W CreditorReferenceID ?; @schemeID W>-
  W PaymentReference ?#172
  W TaxCurrencyCode ?; in currencies W#196 B#528 E#610 X#1011
  M InvoiceCurrencyCode 1#38; in currencies M#40 W#464 B#514 E#595 X#861
  X InvoiceIssuerReference ?
  X InvoicerTradeParty ? = party #886
  X InvoiceeTradeParty ? = party #864
  W PayeeTradeParty ?
    W ID ?#467; @schemeID W>-
    W GlobalID WBE:?#468 X:*; @schemeID !#470 in identifier-schemes-0240 W#471 B#516 E#597, party-schemes X#914
    W Name 1#469
    X RoleCode ?#908
    E>- Description
    W SpecifiedLegalOrganization ?
      W ID ?; @schemeID in identifier-schemes W#472 B#517 E#598 X#918
      W>X TradingBusinessName ?
      X PostalTradeAddress ? = address #919
    E>X DefinedTradeContact * = contact #911
    W>X PostalTradeAddress ? = address #915
    W>X URIUniversalCommunication ?#909 = electronic-address #924
    W>X SpecifiedTaxRegistration ?#910
      X ID 1#922; @schemeID !#923
  X PayerTradeParty ? = party #927
  X TaxApplicableTradeCurrencyExchange ?
    X SourceCurrencyCode 1; in currencies #332
    X TargetCurrencyCode 1; in currencies #333
    X ConversionRate 1
    X ConversionRateDateTime ?
      X udt:DateTimeString ?; @format !#1009 in day-format #1010
  W SpecifiedTradeSettlementPaymentMeans *
    W TypeCode 1#488; in payment-means W#489 B#527 E#609 X#1008
    E Information ?#291
    E ApplicableTradeSettlementFinancialCard ?
      E ID 1#608; @schemeID E>-
      E CardholderName ?
    W PayerPartyDebtorFinancialAccount ?
      W IBANID 1#195; @schemeID W>-
      X AccountName ?
    W PayeePartyCreditorFinancialAccount ?#194
      W IBANID ?; @schemeID W>-
      E AccountName ?
      W ProprietaryID ?; @schemeID W>-
    X PayerSpecifiedDebtorFinancialInstitution ?
      X BICID ?; @schemeID X>-
    E PayeeSpecifiedCreditorFinancialInstitution ?
      E BICID 1#292; @schemeID E>-
  W ApplicableTradeTax +#173
    W CalculatedAmount 1#176; @currencyID W>-
    W TypeCode 1#458; in VAT W#459 B#511 E#592, tax-types-vat X#857
    W ExemptionReason ?
    W BasisAmount 1#177; @currencyID W>-
    X LineTotalBasisAmount ?#323; @currencyID X>-
    X AllowanceChargeBasisAmount ?#324; @currencyID X>-
    W CategoryCode 1#178; in vat-categories W#179 B#508 E#587, vat-categories-b X#853
    W ExemptionReasonCode ?; in exemption-codes W#181 B#510 E#589 X#855; @listID E>-; @listVersionID E>-
    E TaxPointDate ?
      E udt:DateString ?; @format !#590 in day-format E#591 X#856
    W DueDateTypeCode ?; in tax-point-events W#180 B#509 E#588 X#854
    W RateApplicablePercent ?
  W BillingSpecifiedPeriod ?
    X Description ?#858
    W StartDateTime ?
      W udt:DateTimeString ?; @format !#462 in day-format W#463 B#513 E#594 X#860
    W EndDateTime ?
      W udt:DateTimeString ?; @format !#460 in day-format W#461 B#512 E#593 X#859
    X>- CompleteDateTime
  W SpecifiedTradeAllowanceCharge *
  W>- SpecifiedTradeAllowanceCharge[other]
  W SpecifiedTradeAllowanceCharge[false] *
    W ChargeIndicator 1#183
      W udt:Indicator ?
    X SequenceNumeric ?
    W CalculationPercent ?
    W BasisAmount ?; @currencyID W>-
    X BasisQuantity ?; @unitCode in units #969
    W ActualAmount 1#184; @currencyID W>-
    W ReasonCode ?; in allowance-reasons W#186 B#520 E#601 X#973; @listID X>-
    W Reason ?
    W CategoryTradeTax 1#185
      W>- CalculatedAmount
      W TypeCode 1#473; in VAT W#476 B#519 E#600, tax-types-vat X#972
      W>X ExemptionReason ?
      W>- BasisAmount
      X>- LineTotalBasisAmount
      X>- AllowanceChargeBasisAmount
      W CategoryCode 1#474; in vat-categories W#475 B#518 E#599, vat-categories-b X#970
      W>X ExemptionReasonCode ?; in exemption-codes #971; @listID X>-; @listVersionID X>-
      E>- TaxPointDate
      W>- DueDateTypeCode
      W RateApplicablePercent ?
  W SpecifiedTradeAllowanceCharge[true] *
    W ChargeIndicator 1#477
      W udt:Indicator ?
    X SequenceNumeric ?
    W CalculationPercent ?
    W BasisAmount ?; @currencyID W>-
    X BasisQuantity ?; @unitCode in units #974
    W ActualAmount 1#478; @currencyID W>-
    W ReasonCode ?; @listID X
    W>- ReasonCode[other]
    W ReasonCode[5153] ?; in tax-types X#390; @listID X
    W ReasonCode[unlisted] ?; in charge-reasons W#391 B#523 E#604 X#978; @listID X>-
    W Reason ?
    W CategoryTradeTax 1#479
      W>- CalculatedAmount
      W TypeCode 1#480; in VAT W#483 B#522 E#603, tax-types-vat X#977
      W>X ExemptionReason ?
      W>- BasisAmount
      X>- LineTotalBasisAmount
      X>- AllowanceChargeBasisAmount
      W CategoryCode 1#481; in vat-categories W#482 B#521 E#602, vat-categories-b X#975
      W>X ExemptionReasonCode ?; in exemption-codes #976; @listID X>-; @listVersionID X>-
      E>- TaxPointDate
      W>- DueDateTypeCode
      W RateApplicablePercent ?
  X SpecifiedLogisticsServiceCharge *
    X Description 1#963
    X AppliedAmount 1#327; @currencyID X>-
    X AppliedTradeTax +#328
      X>- CalculatedAmount
      X TypeCode 1#964; in tax-types-vat #968
      X ExemptionReason ?
      X>- BasisAmount
      X>- LineTotalBasisAmount
      X>- AllowanceChargeBasisAmount
      X CategoryCode 1#965; in vat-categories-b #966
      X ExemptionReasonCode ?; in exemption-codes #967; @listID X>-; @listVersionID X>-
      X>- TaxPointDate
      X>- DueDateTypeCode
      X RateApplicablePercent 1#329
  W SpecifiedTradePaymentTerms WBE:?#174 X:*
    W Description ?#187
    W DueDateDateTime ?
      W udt:DateTimeString ?; @format !#484 in day-format W#485 B#524 E#605 X#983
    W DirectDebitMandateID ?#188; @schemeID W>-
    X PartialPaymentAmount ?#330; @currencyID X>-
    X ApplicableTradePaymentPenaltyTerms ?
      X BasisDateTime ?
        X udt:DateTimeString ?; @format !#981 in day-format #982
      X BasisPeriodMeasure ?; @unitCode !#277
      X BasisAmount ?; @currencyID X>-
      X CalculationPercent ?
      X ActualPenaltyAmount ?; @currencyID X>-
    X ApplicableTradePaymentDiscountTerms ?
      X BasisDateTime ?
        X udt:DateTimeString ?; @format !#979 in day-format #980
      X BasisPeriodMeasure ?; @unitCode
      X BasisAmount ?; @currencyID X>-
      X CalculationPercent ?
      X ActualDiscountAmount ?; @currencyID X>-
    X PayeeTradeParty ?#331 = party #984
  M SpecifiedTradeSettlementHeaderMonetarySummation 1#39
    W LineTotalAmount 1#189; @currencyID W>-
    W ChargeTotalAmount ?#190; @currencyID W>-
    W AllowanceTotalAmount ?#191; @currencyID W>-
    M TaxBasisTotalAmount 1#41; @currencyID M>-
    M TaxTotalAmount ..2; @currencyID
    M>- TaxTotalAmount[other]
    M TaxTotalAmount[invoice] ?#42; @currencyID in currencies M#45 W#486 B#525 E#606 X#1006
    M TaxTotalAmount[accounting] ?#192; @currencyID in currencies M#414 W#487 B#526 E#607 X#1007
    E RoundingAmount ?#290; @currencyID E>-
    M GrandTotalAmount 1#43; @currencyID M>-
    W TotalPrepaidAmount ?#193; @currencyID W>-
    M DuePayableAmount 1#44; @currencyID M>-
  X SpecifiedFinancialAdjustment *
    X Reason 1#383
    X ActualAmount 1#962; @currencyID X>-
  W InvoiceReferencedDocument *
    W IssuerAssignedID 1#415; @schemeID W>-
    E>- URIID
    E>- LineID
    E>X TypeCode ?; in preceding-types #863
    E>- Name
    E>- AttachmentBinaryObject
    E>- ReferenceTypeCode
    W FormattedIssueDateTime ?
      W qdt:DateTimeString 1; @format !#465 in day-format W#466 B#515 E#596, date-formats X#862
  W ReceivableSpecifiedTradeAccountingAccount WBE:?#175 X:*
    W ID 1; @schemeID W>-
    X TypeCode ?; in account-types #949
  X SpecifiedAdvancePayment *
    X PaidAmount 1; @currencyID X>-
    X FormattedReceivedDateTime ?
      X qdt:DateTimeString 1; @format !#950 in date-formats #951
    X IncludedTradeTax +#325
      X CalculatedAmount 1#952; @currencyID X>-
      X TypeCode 1#953; in tax-types-vat #957
      X ExemptionReason ?
      X>- BasisAmount
      X>- LineTotalBasisAmount
      X>- AllowanceChargeBasisAmount
      X CategoryCode 1#954; in vat-categories-b #955
      X ExemptionReasonCode ?; in exemption-codes #956; @listID X>-; @listVersionID X>-
      X>- TaxPointDate
      X>- DueDateTypeCode
      X RateApplicablePercent ?
    X InvoiceSpecifiedReferencedDocument ?#326
      X IssuerAssignedID 1#958; @schemeID X>-
      X>- URIID
      X>- LineID
      X TypeCode ?; in preceding-types #961
      X>- Name
      X>- AttachmentBinaryObject
      X>- ReferenceTypeCode
      X FormattedIssueDateTime ?
        X qdt:DateTimeString 1; @format !#959 in date-formats #960
`;
