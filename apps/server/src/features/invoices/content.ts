import type { Decimal } from '@scell/core';
import type { FrenchVatCategory, OperationCategory, VatBreakdown } from '@scell/en16931';
import type { AddressRow, ElectronicAddressRow } from '../../platform/db/schema.ts';

/**
 * What an invoice says, in the API's own terms: the JSON of column `content`. Seller and buyer are snapshots: neither
 * follows its registry any more. Frozen when the draft is issued; `semantic.ts` turns it into EN 16931.
 */
export interface InvoiceContent {
  version: 1;
  type_code: string;
  issue_date: string;
  due_date: string | null;
  delivery_date: string | null;
  period: Period | null;
  currency: string;
  /** Euros for one unit of `currency`; set when `currency` is not EUR. */
  exchange_rate: Decimal | null;
  operation_category: OperationCategory;
  vat_on_debits: boolean;
  /** How a platform is to treat the invoice (XP Z12-013 processingRule), kept for its transmission. */
  processing_rule: 'B2B' | 'B2BInt' | 'B2C';
  language: 'fr' | 'en';
  seller: SellerSnapshot;
  buyer: BuyerSnapshot;
  shipping_address: AddressRow | null;
  lines: ContentLine[];
  discount: ContentDiscount | null;
  totals: ContentTotals;
  vat_breakdown: VatBreakdown[];
  payment_terms: string | null;
  payment_method: string | null;
  /** UNTDID 4461; null where nothing is known of the payment. */
  payment_means_code: string | null;
  bank_details: { iban: string; bic: string | null; bank_name: string | null } | null;
  notes: string | null;
  references: ContentReferences;
  terms: { late_penalty: string | null; early_payment_discount: string | null };
  layout: { footer: string | null; primary_color: string | null; logo_sha256: string | null };
}

export interface Period {
  start: string | null;
  end: string | null;
}

interface PartySnapshot {
  name: string;
  country: string;
  siret: string | null;
  siren: string | null;
  vat_number: string | null;
  legal_id: string | null;
  legal_id_scheme: string | null;
  address: AddressRow;
  electronic_address: ElectronicAddressRow | null;
}

export interface SellerSnapshot extends PartySnapshot {
  company_id: string;
  legal_form: string | null;
  email: string | null;
  phone: string | null;
  vat_regime: string | null;
}

export interface BuyerSnapshot extends PartySnapshot {
  id: string | null;
  is_individual: boolean;
}

export interface ContentLine {
  id: string;
  description: string;
  product_code: string | null;
  quantity: Decimal;
  /** UN/ECE Rec. 20. */
  unit: string;
  unit_price: Decimal;
  /** Percent, 0 to 100. */
  discount: Decimal | null;
  /** What the discount takes off: quantity × price in cents, minus `total_ht`. */
  discount_amount: Decimal | null;
  vat_rate: Decimal;
  vat_category: FrenchVatCategory;
  exemption_code: string | null;
  exemption_reason: string | null;
  supply_type: 'goods' | 'services' | null;
  period: Period | null;
  total_ht: Decimal;
  total_tax: Decimal;
  total_ttc: Decimal;
  metadata: Record<string, unknown> | null;
}

/** A discount on the whole, split over the VAT groups it lowers (BG-20). */
export interface ContentDiscount {
  percent: Decimal | null;
  amount: Decimal;
  reason: string | null;
  parts: { amount: Decimal; base: Decimal; vat_category: FrenchVatCategory; vat_rate: Decimal }[];
}

export interface ContentTotals {
  /** BT-106. */
  lines_ht: Decimal;
  /** BT-109. */
  total_ht: Decimal;
  /** BT-110. */
  total_tax: Decimal;
  /** BT-111, in euros. */
  total_tax_eur: Decimal | null;
  /** BT-112. */
  total_ttc: Decimal;
}

export interface ContentReferences {
  purchase_order: string | null;
  contract: string | null;
  buyer: string | null;
  project: string | null;
  sales_order: string | null;
  despatch_advice: string | null;
}
