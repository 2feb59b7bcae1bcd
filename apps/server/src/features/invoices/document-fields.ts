import type { InvoiceContent } from './content.ts';

/** Where a part of the semantic invoice comes from in a request, the longest part first. */
const FIELDS: readonly (readonly [part: string, field: string])[] = [
  ['seller.identifiers', 'seller_siret'],
  ['seller.legalId', 'seller_siret'],
  ['seller.vatId', 'seller_vat_number'],
  ['seller.address', 'seller_address'],
  ['seller', 'seller_name'],
  ['buyer.identifiers', 'buyer_siret'],
  ['buyer.vatId', 'buyer_vat_number'],
  ['buyer.electronicAddress', 'buyer_electronic_address'],
  ['buyer.address', 'buyer_address'],
  ['buyer', 'buyer_name'],
  ['delivery.date', 'delivery_date'],
  ['delivery', 'buyer_shipping_address'],
  ['payment.creditTransfers', 'bank_details.iban'],
  ['payment', 'payment_method'],
  ['totals.vatInTaxCurrency', 'exchange_rate'],
  ['totals.allowances', 'discount_amount'],
  ['totals.withoutVat', 'total_ht'],
  ['totals.lineNet', 'total_ht'],
  ['totals.vat', 'total_tax'],
  ['totals', 'total_ttc'],
  ['issueDate', 'issue_date'],
  ['dueDate', 'due_date'],
  ['period', 'period'],
  ['currency', 'currency'],
  ['taxCurrency', 'tax_currency'],
  ['buyerReference', 'buyer_reference'],
  ['projectReference', 'project_reference'],
  ['contractReference', 'contract_reference'],
  ['purchaseOrderReference', 'purchase_order'],
  ['salesOrderReference', 'sales_order_reference'],
  ['despatchAdviceReference', 'despatch_advice_reference'],
  ['paymentTerms', 'payment_terms'],
  ['notes', 'notes'],
  ['processType', 'operation_category'],
];

const LINE_FIELDS: readonly (readonly [part: string, field: string])[] = [
  ['quantity', 'quantity'],
  ['unitCode', 'unit'],
  ['price', 'unit_price'],
  ['netAmount', 'total_ht'],
  ['allowances', 'discount'],
  ['period', 'period'],
  ['vatCategory', 'vat_category'],
  ['vatRate', 'vat_rate'],
  ['sellerItemId', 'product_code'],
  ['name', 'description'],
];

/**
 * The field of a request that decides what the document says at a path of the semantic invoice (`lines[0].netAmount`),
 * so that a refused document is mended where the caller can. The whole document, `lines`, where no one field does.
 */
export function fieldOf(path: string, content: InvoiceContent): string {
  const [, array, index, rest = ''] = /^(lines|vatBreakdown|allowances)\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  if (array === 'lines') return lineField(Number(index), rest);
  if (array === 'allowances') {
    if (rest.startsWith('reason')) return 'discount_reason';
    return content.discount?.percent == null ? 'discount_amount' : 'discount_percent';
  }
  if (array === 'vatBreakdown') {
    const group = content.vat_breakdown[Number(index)];
    const line = content.lines.findIndex(
      ({ vat_category, vat_rate }) =>
        vat_category === group?.category && (group.rate === undefined || vat_rate === group.rate),
    );
    return `lines.${Math.max(0, line)}.${groupField(rest)}`;
  }
  if (/^buyer\.legalId/.test(path)) return content.buyer.legal_id === null ? 'buyer_siret' : 'buyer_legal_id';
  return FIELDS.find(([part]) => path.startsWith(part))?.[1] ?? 'lines';
}

function lineField(index: number, rest: string): string {
  const field = LINE_FIELDS.find(([part]) => rest.startsWith(part))?.[1];
  return field === undefined ? `lines.${index}` : `lines.${index}.${field}`;
}

function groupField(rest: string): string {
  if (rest.startsWith('exemptionReasonCode')) return 'exemption_code';
  if (rest.startsWith('exemptionReason')) return 'exemption_reason';
  return rest.endsWith('Amount') ? 'total_ht' : 'vat_category';
}
