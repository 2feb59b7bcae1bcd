/** Every status an invoice can have in the product; `processing` is only said to clients older than the others. */
export const INVOICE_STATUSES = [
  'draft',
  'validating',
  'validated',
  'converting',
  'converted',
  'transmitting',
  'transmitted',
  'accepted',
  'rejected',
  'disputed',
  'paid',
  'received',
  'completed',
  'error',
  'refunded',
  'partially_refunded',
] as const;

export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** What a buyer is to the account. `external` and `sub_tenant` say nothing of person or business. */
export const BUYER_TYPES = ['external', 'sub_tenant', 'business', 'individual'] as const;

export type BuyerType = (typeof BUYER_TYPES)[number];

/** Further words for the same. */
export const BUYER_TYPE_WORDS = {
  internal: 'sub_tenant',
  company: 'business',
  professional: 'business',
  b2b: 'business',
  person: 'individual',
  consumer: 'individual',
  particulier: 'individual',
  b2c: 'individual',
} as const;

export const OUTPUT_FORMATS = ['facturx', 'ubl', 'cii'] as const;

/** What can be downloaded of an invoice. */
export const DOWNLOAD_TYPES = ['original', 'converted', 'pdf', 'xml', 'facturx', 'ubl', 'cii'] as const;

/** UNCL 5305 categories of BR-FR-15: what an invoice we issue may have. */
export const VAT_CATEGORIES = ['S', 'E', 'AE', 'K', 'G', 'O', 'Z'] as const;

/** Those of EN 16931: what an invoice of somebody else may have. */
export const EN16931_VAT_CATEGORIES = [...VAT_CATEGORIES, 'L', 'M', 'B'] as const;

/** How a payment is made, as French accountants name it. */
export const PAYMENT_METHODS = ['virement', 'carte', 'cheque', 'especes', 'prelevement'] as const;

/** UNTDID 4461 codes (BT-81) that say one of `PAYMENT_METHODS`. */
export const PAYMENT_MEANS_CODES = {
  '10': 'especes',
  '20': 'cheque',
  '30': 'virement',
  '42': 'virement',
  '48': 'carte',
  '49': 'prelevement',
  '58': 'virement',
  '59': 'prelevement',
} as const;

/** Words of the agent tools that say one UNCL 5305 category. */
export const VAT_CATEGORY_WORDS = {
  STANDARD: 'S',
  INTERMEDIATE: 'S',
  REDUCED: 'S',
  SUPER_REDUCED: 'S',
  ZERO_RATED: 'Z',
  EXEMPT: 'E',
  REVERSE_CHARGE: 'AE',
  INTRACOM_GOODS: 'K',
  EXPORT: 'G',
  OUT_OF_SCOPE: 'O',
} as const;
