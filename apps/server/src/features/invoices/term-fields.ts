import type { InvoiceContent } from './content.ts';

/** The field of a request that decides what the document says under a business term, where one does. */
const FIELDS: Readonly<Record<string, string>> = {
  'BT-2': 'issue_date',
  'BT-5': 'currency',
  'BT-6': 'tax_currency',
  'BT-9': 'due_date',
  'BT-10': 'buyer_reference',
  'BT-11': 'project_reference',
  'BT-12': 'contract_reference',
  'BT-13': 'purchase_order',
  'BT-14': 'sales_order_reference',
  'BT-16': 'despatch_advice_reference',
  'BT-20': 'payment_terms',
  'BT-21': 'notes',
  'BT-22': 'notes',
  'BG-1': 'notes',
  'BT-23': 'operation_category',
  'BT-27': 'seller_name',
  'BT-29': 'seller_siret',
  'BT-30': 'seller_siret',
  'BT-31': 'seller_vat_number',
  'BT-32': 'seller_siren',
  'BG-5': 'seller_address',
  'BT-40': 'seller_country',
  'BT-44': 'buyer_name',
  'BT-46': 'buyer_siret',
  'BT-47': 'buyer_siret',
  'BT-48': 'buyer_vat_number',
  'BT-49': 'buyer_electronic_address',
  'BG-8': 'buyer_address',
  'BT-55': 'buyer_country',
  'BT-72': 'delivery_date',
  'BG-13': 'buyer_shipping_address',
  'BG-15': 'buyer_shipping_address',
  'BT-80': 'buyer_shipping_address',
  'BG-14': 'period',
  'BT-73': 'period.start',
  'BT-74': 'period.end',
  'BT-81': 'payment_method',
  'BT-84': 'bank_details.iban',
  'BT-86': 'bank_details.bic',
  'BT-92': 'discount_amount',
  'BT-94': 'discount_percent',
  'BT-97': 'discount_reason',
  'BT-106': 'total_ht',
  'BT-109': 'total_ht',
  'BT-110': 'total_tax',
  'BT-111': 'exchange_rate',
  'BT-112': 'total_ttc',
  'BT-115': 'total_ttc',
};

/** The same within a line. */
const LINE_FIELDS: Readonly<Record<string, string>> = {
  'BT-129': 'quantity',
  'BT-130': 'unit',
  'BT-131': 'total_ht',
  'BT-134': 'period.start',
  'BT-135': 'period.end',
  'BG-26': 'period',
  'BG-27': 'discount',
  'BT-136': 'discount',
  'BT-138': 'discount',
  'BT-146': 'unit_price',
  'BT-151': 'vat_category',
  'BT-152': 'vat_rate',
  'BT-153': 'description',
  'BT-155': 'product_code',
};

/** Terms of the VAT breakdown, which follows from the lines. */
const OF_BREAKDOWN: Readonly<Record<string, string>> = {
  'BT-118': 'vat_category',
  'BT-119': 'vat_rate',
  'BT-120': 'exemption_reason',
  'BT-121': 'exemption_code',
};

/** A line of the document in an XPath of CII or UBL, counted from 1; the first one may go without a number. */
const LINE_OF_PATH =
  /\/(?:ram:IncludedSupplyChainTradeLineItem|cac:(?:Invoice|CreditNote)Line)(?:\[(\d+)\])?(?:\/|$)/;

/**
 * The field of a request where a finding is mended, from its term and its place in the document: `lines.2.quantity`. `lines`,
 * as for the document as a whole, where no one field decides.
 */
export function fieldOfTerm(term: string | null, path: string, content: InvoiceContent): string {
  const line = LINE_OF_PATH.exec(path);
  if (line !== null) {
    const index = Math.min(Number(line[1] ?? 1), content.lines.length) - 1;
    const field = term === null ? undefined : (LINE_FIELDS[term] ?? OF_BREAKDOWN[term]);
    return field === undefined ? `lines.${index}` : `lines.${index}.${field}`;
  }
  if (term === null) return 'lines';
  return FIELDS[term] ?? (OF_BREAKDOWN[term] === undefined ? 'lines' : `lines.0.${OF_BREAKDOWN[term]}`);
}
