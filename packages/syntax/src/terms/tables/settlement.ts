/** Settlement of the document: currencies, payment, VAT breakdown, totals, advances. */
import { party, reference, tax } from '../shapes.ts';
import { group } from '../table.ts';
import { settlementParties } from './parties.ts';

export const SETTLEMENT = 'ApplicableHeaderTradeSettlement';

const EXCHANGE = 'TaxApplicableTradeCurrencyExchange';
const MEANS = 'SpecifiedTradeSettlementPaymentMeans';
const SUMMATION = 'SpecifiedTradeSettlementHeaderMonetarySummation';

export const settlementGroups = [
  group(
    'BG-25-00',
    `- | 1..1 | ${SETTLEMENT} | . | règlement | settlement`,
    `
    BT-83 | 0..1 | text       | PaymentReference       | PaymentMeans/PaymentID | référence de paiement          | remittance information
    BT-6  | 0..1 | code       | TaxCurrencyCode        | TaxCurrencyCode        | devise de comptabilisation de la TVA | VAT accounting currency
    BT-5  | 1..1 | code       | InvoiceCurrencyCode    | DocumentCurrencyCode   | devise de la facture           | invoice currency
    204   | 0..1 | text       | InvoiceIssuerReference | -                      | référence du vendeur           | seller reference`,
  ),
  group(
    SETTLEMENT,
    'BG-19 | 0..1 | . | . | prélèvement | direct debit',
    `
    BT-90 | 0..1 | identifier | CreditorReferenceID    | PayeeParty/PartyIdentification[ID/@schemeID=SEPA]/ID | identifiant du créancier SEPA | creditor identifier`,
  ),
  ...settlementParties(SETTLEMENT),
  group(
    SETTLEMENT,
    `BG-X-41 | 0..1 | ${EXCHANGE} | TaxExchangeRate | change de la devise de TVA | VAT currency exchange`,
    `
    258     | 1..1 | code   | SourceCurrencyCode     | SourceCurrencyCode | devise d’origine   | source currency
    259     | 1..1 | code   | TargetCurrencyCode     | TargetCurrencyCode | devise de change   | target currency
    260     | 1..1 | number | ConversionRate         | CalculationRate    | taux de change     | exchange rate
    261=192 | 0..1 | date   | ConversionRateDateTime | Date               | date du taux de change | exchange rate date`,
  ),
  group(
    SETTLEMENT,
    `BG-16 | 0..n | ${MEANS}* | PaymentMeans* | instructions de paiement | payment instructions`,
    `
    BT-81 | 1..1 | code | TypeCode    | PaymentMeansCode       | moyen de paiement             | payment means code
    BT-82 | 0..1 | text | Information | PaymentMeansCode/@name | libellé du moyen de paiement  | payment means text
    BT-91  | 0..1 | identifier | PayerPartyDebtorFinancialAccount/IBANID             | PaymentMandate/PayerFinancialAccount/ID | compte débité            | debited account identifier
    BT-216 | 0..1 | text       | PayerPartyDebtorFinancialAccount/AccountName        | - | titulaire du compte débité | debited account name
    BT-215 | 0..1 | identifier | PayerSpecifiedDebtorFinancialInstitution/BICID      | - | banque du compte débité    | debited account provider
    BT-86  | 0..1 | identifier | PayeeSpecifiedCreditorFinancialInstitution/BICID    | PayeeFinancialAccount/FinancialInstitutionBranch/ID | banque du compte | payment service provider identifier`,
  ),
  group(
    'BG-16',
    'BG-18 | 0..1 | ApplicableTradeSettlementFinancialCard | CardAccount | carte de paiement | payment card information',
    `
    BT-87 | 1..1 | identifier | ID             | PrimaryAccountNumberID | numéro de carte     | card number
    BT-87-1@- | 0..1 | identifier | -        | NetworkID              | réseau de la carte    | card network
    BT-88 | 0..1 | text       | CardholderName | HolderName             | titulaire de la carte | card holder`,
  ),
  group(
    'BG-16',
    'BG-17 | 0..1 | PayeePartyCreditorFinancialAccount | PayeeFinancialAccount | virement | credit transfer',
    `
    BT-84   | 0..1 | identifier | IBANID        | ID   | compte à créditer        | payment account identifier
    BT-85   | 0..1 | text       | AccountName   | Name | titulaire du compte      | payment account name
    BT-84-0 | 0..1 | identifier | ProprietaryID | -    | compte à créditer (autre) | payment account identifier (other)`,
  ),
  tax(
    SETTLEMENT,
    'BG-23 | 1..n | ApplicableTradeTax* | TaxTotal/TaxSubtotal* | ventilation de la TVA | VAT breakdown',
    {
      amount: 'BT-117 > TaxAmount',
      type: 'BT-118-0 > TaxCategory/TaxScheme/ID',
      reason: 'BT-120 > TaxCategory/TaxExemptionReason',
      base: 'BT-116 > TaxableAmount',
      lineBase: '262',
      allowanceBase: '263',
      category: 'BT-118 > TaxCategory/ID',
      reasonCode: 'BT-121 > TaxCategory/TaxExemptionReasonCode',
      pointDate: 'BT-7 > /TaxPointDate',
      pointCode: 'BT-8 > /InvoicePeriod/DescriptionCode',
      rate: 'BT-119 > TaxCategory/Percent',
    },
  ),
  group(
    SETTLEMENT,
    'BG-14 | 0..1 | BillingSpecifiedPeriod | InvoicePeriod | période de facturation | invoicing period',
    `
    264   | 0..1 | text | Description      | -         | description de la période de facturation | invoicing period description
    BT-73 | 0..1 | date | StartDateTime    | StartDate | début de la période de facturation       | invoicing period start date
    BT-74 | 0..1 | date | EndDateTime      | EndDate   | fin de la période de facturation         | invoicing period end date
    -     | 0..1 | date | CompleteDateTime | -         | période de facturation : date            | invoicing period: date`,
  ),
  group(
    SETTLEMENT,
    'BT-20-00 | 0..n | SpecifiedTradePaymentTerms* | . | conditions de paiement | payment terms',
    `
    BT-20 | 0..1 | text       | Description          | PaymentTerms/Note | conditions de paiement  | payment terms
    BT-9  | 0..1 | date       | DueDateDateTime      | DueDate (credit note PaymentMeans/PaymentDueDate) | date d’échéance | due date
    BT-89 | 0..1 | identifier | DirectDebitMandateID | PaymentMeans/PaymentMandate/ID | référence du mandat | mandate reference
    275   | 0..1 | amount     | PartialPaymentAmount | - | montant du paiement partiel | partial payment amount`,
  ),
  group(
    'BT-20-00',
    'BG-X-43 | 0..1 | ApplicableTradePaymentPenaltyTerms | - | pénalités de paiement | payment penalties',
    `
    276      | 0..1 | date     | BasisDateTime       | - | pénalités : date de référence | penalties: reference date
    277@278  | 0..1 | quantity | BasisPeriodMeasure  | - | pénalités : délai             | penalties: period
    279      | 0..1 | amount   | BasisAmount         | - | pénalités : base              | penalties: base amount
    280      | 0..1 | percent  | CalculationPercent  | - | pénalités : pourcentage       | penalties: percentage
    281      | 0..1 | amount   | ActualPenaltyAmount | - | pénalités : montant           | penalties: amount`,
  ),
  group(
    'BT-20-00',
    'BG-X-44 | 0..1 | ApplicableTradePaymentDiscountTerms | - | escompte | payment discount',
    `
    282     | 0..1 | date     | BasisDateTime        | - | escompte : date de référence | discount: reference date
    283@284 | 0..1 | quantity | BasisPeriodMeasure   | - | escompte : délai             | discount: period
    285     | 0..1 | amount   | BasisAmount          | - | escompte : base              | discount: base amount
    286     | 0..1 | percent  | CalculationPercent   | - | escompte : pourcentage       | discount: percentage
    287     | 0..1 | amount   | ActualDiscountAmount | - | escompte : montant           | discount: amount`,
  ),
  ...party({
    parent: 'BT-20-00',
    head: 'BG-X-77 | 0..1 | PayeeTradeParty | - | bénéficiaire d’une échéance | payee of an instalment',
    id: '506',
    globalId: '507',
    name: '504',
    role: '511',
    legal: 'BT-X-508-00',
    legalId: '508',
    tradingName: '505',
    endpoint: '510',
    vatId: '509',
    legalAddress: 'BG-X-80 525 526 527 528 529 530 531',
    contact: 'BG-X-78 512 513 514 515 516 517',
    address: 'BG-X-79 518 519 520 521 522 523 524',
  }),
  group(
    SETTLEMENT,
    `BG-22 | 1..1 | ${SUMMATION} | . | totaux du document | document totals`,
    `
    BT-106 | 1..1 | amount | LineTotalAmount      | LegalMonetaryTotal/LineExtensionAmount   | somme des montants nets des lignes | sum of line net amounts
    BT-108 | 0..1 | amount | ChargeTotalAmount    | LegalMonetaryTotal/ChargeTotalAmount     | somme des frais du document        | sum of document level charges
    BT-107 | 0..1 | amount | AllowanceTotalAmount | LegalMonetaryTotal/AllowanceTotalAmount  | somme des remises du document      | sum of document level allowances
    BT-109 | 1..1 | amount | TaxBasisTotalAmount  | LegalMonetaryTotal/TaxExclusiveAmount    | total hors TVA                     | total without VAT
    BT-110@BT-110-0=BT-110-1 | 0..1 | amount | TaxTotalAmount | TaxTotal/TaxAmount | total de la TVA | total VAT amount
    BT-111@BT-111-0=BT-111-1 | 0..1 | amount | TaxTotalAmount[@currencyID=$BT-6] | TaxTotal[TaxAmount/@currencyID=$BT-6]/TaxAmount | total de la TVA en devise de comptabilisation | total VAT amount in accounting currency
    BT-114 | 0..1 | amount | RoundingAmount       | LegalMonetaryTotal/PayableRoundingAmount | arrondi          | rounding amount
    BT-112 | 1..1 | amount | GrandTotalAmount     | LegalMonetaryTotal/TaxInclusiveAmount    | total TVA comprise | total with VAT
    BT-113 | 0..1 | amount | TotalPrepaidAmount   | LegalMonetaryTotal/PrepaidAmount         | montant déjà payé | paid amount
    BT-115 | 1..1 | amount | DuePayableAmount     | LegalMonetaryTotal/PayableAmount         | montant à payer   | amount due for payment`,
  ),
  group(
    SETTLEMENT,
    'BG-34 | 0..n | SpecifiedFinancialAdjustment* | - | somme perçue pour un tiers | amount collected for a third party',
    `
    BT-180 | 1..1 | text   | Reason       | - | motif de la somme perçue pour un tiers   | reason of the amount collected for a third party
    BT-179 | 1..1 | amount | ActualAmount | - | montant de la somme perçue pour un tiers | amount collected for a third party`,
  ),
  reference(
    SETTLEMENT,
    'BG-3 | 0..n | InvoiceReferencedDocument* | BillingReference* | facture antérieure | preceding invoice',
    {
      number: 'BT-25 > InvoiceDocumentReference/ID',
      type: '555=02 > InvoiceDocumentReference/DocumentTypeCode',
      date: 'BT-26 > InvoiceDocumentReference/IssueDate',
    },
  ),
  group(
    SETTLEMENT,
    'BT-19-00 | 0..n | ReceivableSpecifiedTradeAccountingAccount* | . | imputation comptable | accounting account',
    `
    BT-19 | 1..1 | identifier | ID       | AccountingCost | référence comptable de l’acheteur | buyer accounting reference
    290   | 0..1 | code       | TypeCode | -              | type de la référence comptable    | type of accounting reference`,
  ),
  group(
    SETTLEMENT,
    'BG-X-45 | 0..n | SpecifiedAdvancePayment* | - | acompte versé | advance payment',
    `
    291 | 1..1 | amount | PaidAmount                | - | montant de l’acompte versé | advance payment amount
    292 | 0..1 | date   | FormattedReceivedDateTime | - | date de l’acompte versé    | advance payment date`,
  ),
  tax(
    'BG-X-45',
    'BG-X-46 | 1..n | IncludedTradeTax* | - | TVA de l’acompte versé | VAT of the advance payment',
    {
      amount: '293',
      type: '294',
      reason: '295',
      category: '296',
      reasonCode: '297',
      rate: '298',
    },
  ),
  reference(
    'BG-X-45',
    'BG-X-85 | 0..1 | InvoiceSpecifiedReferencedDocument | - | facture d’acompte | invoice of the advance payment',
    { number: '558', type: '559', date: '560' },
  ),
];
