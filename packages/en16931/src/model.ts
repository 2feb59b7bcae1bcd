/**
 * The semantic invoice of EN 16931-1:2017, one field a business term.
 *
 * Amounts, quantities, prices and rates are exact decimals written as strings in canonical form: an optional minus
 * sign, digits, an optional point and decimals, no exponent ("1000.00", "-0.5"). Dates are `YYYY-MM-DD`. An absent
 * term is an absent property: never an empty string and never null.
 *
 * Source: EN 16931-1:2017 §6.3 (BT and BG numbers), XP Z12-012 for the French use.
 */
import type { Decimal } from '@scell/core';

/** ISO 8601 calendar date, `YYYY-MM-DD`. */
export type IsoDate = string;

/** An identifier and the ISO/IEC 6523 ICD or EAS scheme it belongs to ("0002" SIREN, "0009" SIRET, "0225" …). */
export interface Identifier {
  value: string;
  scheme?: string;
}

/** The UNCL 5305 categories a French invoice may have (BR-FR-15). */
export type FrenchVatCategory = 'S' | 'E' | 'AE' | 'K' | 'G' | 'O' | 'Z';

/** BT-118, BT-151, BT-95, BT-102: the French ones, L (Canary Islands), M (Ceuta and Melilla) and B (Italian split payment). */
export type VatCategory = FrenchVatCategory | 'L' | 'M' | 'B';

/** BG-1. `subjectCode` is BT-21 (UNTDID 4451: PMT, PMD, AAB, AAI, ABL, TXD, BAR …), `text` is BT-22. */
export interface Note {
  subjectCode?: string;
  text: string;
}

/** BG-3. */
export interface PrecedingInvoice {
  number: string; // BT-25
  issueDate?: IsoDate; // BT-26
}

/** BG-5, BG-8, BG-12, BG-15. */
export interface PostalAddress {
  line1?: string; // BT-35, BT-50, BT-75
  line2?: string; // BT-36, BT-51, BT-76
  line3?: string; // BT-162, BT-163, BT-165
  city?: string; // BT-37, BT-52, BT-77
  postCode?: string; // BT-38, BT-53, BT-78
  subdivision?: string; // BT-39, BT-54, BT-79
  country: string; // BT-40, BT-55, BT-80: ISO 3166-1 alpha-2
}

/** BG-6, BG-9. */
export interface Contact {
  name?: string; // BT-41, BT-56
  phone?: string; // BT-42, BT-57
  email?: string; // BT-43, BT-58
}

/** BG-4 Seller and BG-7 Buyer. */
export interface Party {
  name: string; // BT-27, BT-44
  tradingName?: string; // BT-28, BT-45
  identifiers?: Identifier[]; // BT-29, BT-46
  legalId?: Identifier; // BT-30, BT-47
  vatId?: string; // BT-31, BT-48
  taxRegistrationId?: string; // BT-32 (seller only)
  legalInfo?: string; // BT-33 (seller only): form, capital, RCS
  electronicAddress?: Identifier; // BT-34, BT-49 (scheme from the EAS list)
  address: PostalAddress; // BG-5, BG-8
  contact?: Contact; // BG-6, BG-9
}

/** BG-10. */
export interface Payee {
  name: string; // BT-59
  identifier?: Identifier; // BT-60
  legalId?: Identifier; // BT-61
}

/** BG-11. */
export interface TaxRepresentative {
  name: string; // BT-62
  vatId: string; // BT-63
  address: PostalAddress; // BG-12
}

/** BG-13. */
export interface Delivery {
  name?: string; // BT-70
  location?: Identifier; // BT-71
  date?: IsoDate; // BT-72
  address?: PostalAddress; // BG-15
}

/** BG-14, BG-26. At least one bound. */
export interface Period {
  start?: IsoDate; // BT-73, BT-134
  end?: IsoDate; // BT-74, BT-135
}

/** BG-17. */
export interface CreditTransfer {
  account: string; // BT-84: an IBAN without blanks, or a national account number
  accountName?: string; // BT-85
  provider?: string; // BT-86: BIC
}

/** BG-16 with BG-17 to BG-19. */
export interface PaymentInstructions {
  meansCode: string; // BT-81: UNTDID 4461 ("30", "58" transfer, "48" card, "20" cheque, "10" cash, "59" direct debit)
  meansText?: string; // BT-82
  remittance?: string; // BT-83
  creditTransfers?: CreditTransfer[]; // BG-17
  card?: { number: string; holder?: string }; // BG-18: BT-87, BT-88
  directDebit?: { mandate?: string; creditorId?: string; debitedAccount?: string }; // BG-19: BT-89, BT-90, BT-91
}

/** BG-20, BG-21 (document) and BG-27, BG-28 (line, where the VAT terms are absent). */
export interface AllowanceCharge {
  amount: Decimal; // BT-92, BT-99, BT-136, BT-141
  baseAmount?: Decimal; // BT-93, BT-100, BT-137, BT-142
  percentage?: Decimal; // BT-94, BT-101, BT-138, BT-143
  reason?: string; // BT-97, BT-104, BT-139, BT-144
  reasonCode?: string; // BT-98, BT-105, BT-140, BT-145
  vatCategory?: VatCategory; // BT-95, BT-102 (document level)
  vatRate?: Decimal; // BT-96, BT-103 (document level)
}

/** BG-22. */
export interface DocumentTotals {
  lineNet: Decimal; // BT-106
  allowances?: Decimal; // BT-107
  charges?: Decimal; // BT-108
  withoutVat: Decimal; // BT-109
  vat?: Decimal; // BT-110
  vatInTaxCurrency?: Decimal; // BT-111
  withVat: Decimal; // BT-112
  prepaid?: Decimal; // BT-113
  rounding?: Decimal; // BT-114
  due: Decimal; // BT-115
}

/** BG-23. */
export interface VatBreakdown {
  taxableAmount: Decimal; // BT-116
  taxAmount: Decimal; // BT-117
  category: VatCategory; // BT-118
  rate?: Decimal; // BT-119 (absent for O)
  exemptionReason?: string; // BT-120
  exemptionReasonCode?: string; // BT-121: VATEX code
}

/** BG-24. */
export interface SupportingDocument {
  reference: string; // BT-122
  description?: string; // BT-123
  location?: string; // BT-124
  attachment?: { bytes: Uint8Array; mimeCode: string; filename: string }; // BT-125
}

/** BG-32. */
export interface ItemAttribute {
  name: string; // BT-160
  value: string; // BT-161
}

/** BG-25 with BG-26 to BG-32. */
export interface InvoiceLine {
  id: string; // BT-126
  note?: string; // BT-127
  object?: Identifier; // BT-128
  quantity: Decimal; // BT-129
  unitCode: string; // BT-130: UN/ECE Rec. 20 and 21
  netAmount: Decimal; // BT-131
  purchaseOrderLine?: string; // BT-132
  buyerAccountingReference?: string; // BT-133
  period?: Period; // BG-26
  allowances?: AllowanceCharge[]; // BG-27
  charges?: AllowanceCharge[]; // BG-28
  price: {
    net: Decimal; // BT-146
    discount?: Decimal; // BT-147
    gross?: Decimal; // BT-148
    baseQuantity?: Decimal; // BT-149
    baseQuantityUnit?: string; // BT-150
  };
  vatCategory: VatCategory; // BT-151
  vatRate?: Decimal; // BT-152 (absent for O)
  name: string; // BT-153
  description?: string; // BT-154
  sellerItemId?: string; // BT-155
  buyerItemId?: string; // BT-156
  standardItemId?: Identifier; // BT-157
  classifications?: { code: string; scheme: string; version?: string }[]; // BT-158
  originCountry?: string; // BT-159
  attributes?: ItemAttribute[]; // BG-32
}

/** The whole invoice or credit note. */
export interface Invoice {
  number: string; // BT-1
  issueDate: IsoDate; // BT-2
  typeCode: string; // BT-3: UNTDID 1001, see code-lists/document-types.ts
  currency: string; // BT-5
  taxCurrency?: string; // BT-6
  taxPointDate?: IsoDate; // BT-7
  taxPointCode?: '5' | '29' | '72'; // BT-8 as UNTDID 2475 (CII); UBL writes 3, 35, 432
  dueDate?: IsoDate; // BT-9
  buyerReference?: string; // BT-10
  projectReference?: string; // BT-11
  contractReference?: string; // BT-12
  purchaseOrderReference?: string; // BT-13
  salesOrderReference?: string; // BT-14
  receivingAdviceReference?: string; // BT-15
  despatchAdviceReference?: string; // BT-16
  tenderReference?: string; // BT-17
  invoicedObject?: Identifier; // BT-18
  buyerAccountingReference?: string; // BT-19
  paymentTerms?: string; // BT-20
  notes?: Note[]; // BG-1
  processType?: string; // BT-23: B1, S1, M1, B2 … in France
  specification: string; // BT-24
  precedingInvoices?: PrecedingInvoice[]; // BG-3
  seller: Party; // BG-4
  buyer: Party; // BG-7
  payee?: Payee; // BG-10
  taxRepresentative?: TaxRepresentative; // BG-11
  delivery?: Delivery; // BG-13
  period?: Period; // BG-14
  payment?: PaymentInstructions; // BG-16
  allowances?: AllowanceCharge[]; // BG-20
  charges?: AllowanceCharge[]; // BG-21
  totals: DocumentTotals; // BG-22
  vatBreakdown: VatBreakdown[]; // BG-23
  supportingDocuments?: SupportingDocument[]; // BG-24
  lines: InvoiceLine[]; // BG-25
}

/** BT-24 of an invoice that keeps to the core of EN 16931. */
export const SPECIFICATION_EN16931 = 'urn:cen.eu:en16931:2017';
