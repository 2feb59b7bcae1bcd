/** Invoice lines: their identity and notes, delivery, settlement and totals. */
import { allowance, reference, tax } from '../shapes.ts';
import { group } from '../table.ts';

const LINE_DOCUMENT = 'AssociatedDocumentLineDocument';
const SETTLEMENT = 'SpecifiedLineTradeSettlement';
const SUMMATION = `${SETTLEMENT}/SpecifiedTradeSettlementLineMonetarySummation`;

/**
 * UBL has no place for sub-lines: EXTENDED-CTC-FR has the line refer to its own invoice, naming there the line it stands below and giving its type as the
 * status of the document.
 */
const OWN_REFERENCE = 'BillingReference[InvoiceDocumentReference/ID=$BT-1]';

const inUbl = {
  percentage: 'MultiplierFactorNumeric',
  base: 'BaseAmount',
  amount: 'Amount',
  reasonCode: 'AllowanceChargeReasonCode',
  reason: 'AllowanceChargeReason',
};

export const lineGroups = [
  group(
    'BG-25-00',
    'BG-25 | 1..n | IncludedSupplyChainTradeLineItem* | InvoiceLine* | ligne de facture | invoice line',
    `
    BT-126  | 1..1 | identifier | ${LINE_DOCUMENT}/LineID               | ID | numéro de ligne          | invoice line identifier
    304=162 | 0..1 | identifier | ${LINE_DOCUMENT}/ParentLineID         | ${OWN_REFERENCE}/BillingReferenceLine/ID | numéro de la ligne parente | parent line identifier
    7       | 0..1 | code       | ${LINE_DOCUMENT}/LineStatusCode       | -  | statut de la ligne       | line status
    8=163   | 0..1 | code       | ${LINE_DOCUMENT}/LineStatusReasonCode | ${OWN_REFERENCE}/InvoiceDocumentReference/DocumentStatusCode | type de la ligne | line type`,
  ),
  group(
    'BG-25',
    `BT-127-00 | 0..n | ${LINE_DOCUMENT}/IncludedNote* | cbc:Note* | note de ligne | invoice line note`,
    `
    9      | 0..1 | code | ContentCode | -  | code du contenu de la note de ligne | line note content code
    BT-127 | 0..1 | text | Content     | .  | texte de la note de ligne           | invoice line note
    10=183 | 0..1 | code | SubjectCode | .# | code du sujet de la note de ligne   | line note subject code`,
  ),
  group(
    'BG-25',
    'BT-129-00 | 0..1 | SpecifiedLineTradeDelivery | . | livraison de la ligne | delivery of the line',
    `
    BT-129@BT-130 | 0..1 | quantity | BilledQuantity         | InvoicedQuantity  | quantité facturée          | invoiced quantity
    46            | 0..1 | quantity | ChargeFreeQuantity     | -                 | quantité gratuite          | charge-free quantity
    47            | 0..1 | quantity | PackageQuantity        | -                 | nombre de colis            | package quantity
    561=191       | 0..1 | quantity | PerPackageUnitQuantity | Item/PackQuantity | quantité par ligne parente | quantity in one parent line
    85=158@85-0=158-1 | 0..1 | date     | ActualDeliverySupplyChainEvent/OccurrenceDateTime | Delivery/ActualDeliveryDate | date de livraison de la ligne | delivery date of the line`,
  ),
  tax(
    'BG-25',
    `BG-30 | 0..n | ${SETTLEMENT}/ApplicableTradeTax* | Item/ClassifiedTaxCategory* | TVA de la ligne | line VAT information`,
    {
      amount: '95',
      type: 'BT-151-0 > TaxScheme/ID',
      reason: '96=178 > TaxExemptionReason',
      category: 'BT-151 > ID',
      reasonCode: '97=179 > TaxExemptionReasonCode',
      pointCode: '589=180 > /InvoiceLine*/InvoicePeriod/DescriptionCode',
      rate: 'BT-152 > Percent',
    },
  ),
  group(
    'BG-25',
    `BG-26 | 0..1 | ${SETTLEMENT}/BillingSpecifiedPeriod | InvoicePeriod | période de la ligne | invoice line period`,
    `
    -      | 0..1 | text | Description      | Description | description de la période de la ligne | line period description
    BT-134 | 0..1 | date | StartDateTime    | StartDate   | début de la période de la ligne       | line period start date
    BT-135 | 0..1 | date | EndDateTime      | EndDate     | fin de la période de la ligne         | line period end date
    -      | 0..1 | date | CompleteDateTime | -           | période de la ligne : date            | line period: date`,
  ),
  allowance(
    'BG-25',
    `BG-27 | 0..n | ${SETTLEMENT}/SpecifiedTradeAllowanceCharge*[ChargeIndicator/udt:Indicator=false] | AllowanceCharge*[ChargeIndicator=false] | remise de ligne | invoice line allowance`,
    {
      percentage: `BT-138 > ${inUbl.percentage}`,
      base: `BT-137 > ${inUbl.base}`,
      amount: `BT-136 > ${inUbl.amount}`,
      reasonCode: `BT-140 > ${inUbl.reasonCode}`,
      reason: `BT-139 > ${inUbl.reason}`,
    },
  ),
  tax('BG-27', '- | 0..1 | CategoryTradeTax | - | TVA de la remise de ligne | VAT of the line allowance', {}),
  allowance(
    'BG-25',
    `BG-28 | 0..n | ${SETTLEMENT}/SpecifiedTradeAllowanceCharge*[ChargeIndicator/udt:Indicator=true] | AllowanceCharge*[ChargeIndicator=true] | frais de ligne | invoice line charge`,
    {
      percentage: `BT-143 > ${inUbl.percentage}`,
      base: `BT-142 > ${inUbl.base}`,
      amount: `BT-141 > ${inUbl.amount}`,
      // A code of the list 5153 is a tax, BT-193.
      reasonCode: `BT-145@BT-193 > ${inUbl.reasonCode}`,
      reason: `BT-144 > ${inUbl.reason}`,
    },
  ),
  tax('BG-28', '- | 0..1 | CategoryTradeTax | - | TVA des frais de ligne | VAT of the line charge', {}),
  group(
    'BG-25',
    `BT-131-00 | 0..1 | ${SUMMATION} | . | totaux de la ligne | line totals`,
    `
    BT-131                  | 1..1 | amount | LineTotalAmount      | LineExtensionAmount | montant net de la ligne | invoice line net amount
    327                     | 0..1 | amount | ChargeTotalAmount    | - | total des frais de la ligne   | total charges of the line
    328                     | 0..1 | amount | AllowanceTotalAmount | - | total des remises de la ligne | total allowances of the line
    329=181@329-0=181-1     | 0..1 | amount | TaxTotalAmount       | TaxTotal/TaxAmount | TVA de la ligne | VAT amount of the line
    590=182@590-0=182-1     | 0..1 | amount | TaxTotalAmount[@currencyID=$BT-6] | TaxTotal[TaxAmount/@currencyID=$BT-6]/TaxAmount | TVA de la ligne en devise de comptabilisation | VAT amount of the line in accounting currency
    330=184                 | 0..1 | amount | GrandTotalAmount     | TaxInclusiveLineExtensionAmount! | total TVA comprise de la ligne | total with VAT of the line
    98                      | 0..1 | amount | TotalAllowanceChargeAmount | - | total des remises et frais de la ligne | total allowances and charges of the line`,
  ),
  reference(
    'BG-25',
    `BG-X-48=EXT-FR-FE-BG-06 | 0..1 | ${SETTLEMENT}/InvoiceReferencedDocument | BillingReference | facture antérieure de la ligne | preceding invoice of the line`,
    {
      number: '331=136 > InvoiceDocumentReference/ID',
      line: '540=139 > BillingReferenceLine/ID',
      type: '332=137 > InvoiceDocumentReference/DocumentTypeCode',
      date: '333=138 > InvoiceDocumentReference/IssueDate',
    },
  ),
  reference(
    'BG-25',
    `BT-128-00 | 0..n | ${SETTLEMENT}/AdditionalReferencedDocument*[TypeCode~130] | DocumentReference*[DocumentTypeCode~130] | objet facturé de la ligne | invoice line object`,
    { number: 'BT-128@- > ID', type: 'BT-128-0', kind: 'BT-128-1 > ID/@schemeID' },
  ),
  group(
    'BG-25',
    `BT-133-00 | 0..n | ${SETTLEMENT}/ReceivableSpecifiedTradeAccountingAccount* | . | imputation comptable de la ligne | line accounting account`,
    `
    BT-133 | 1..1 | identifier | ID       | AccountingCost | référence comptable de la ligne         | line accounting reference
    99     | 0..1 | code       | TypeCode | -              | type de la référence comptable de ligne | type of line accounting reference`,
  ),
];
