import type { Invoice as InvoiceResource, InvoiceState, InvoiceStatus } from '@scell/contract';
import type { Environment } from '../../platform/environments.ts';
import { moment } from '../../platform/http/present.ts';
import { presentAddress, presentShippingAddress } from '../buyers/present.ts';
import { statusFor } from './client-status.ts';
import type { BuyerSnapshot, ContentLine, SellerSnapshot } from './content.ts';
import { isIssued } from './issued.ts';
import type { InvoiceRow } from './store.ts';

/** Who asks and where: the answer names the environment and where the files are. */
export interface PresentContext {
  environment: Environment;
  /** What addresses start with. */
  apiBase: string;
  /** Which client reads it. */
  userAgent: string;
}

/** An invoice as callers read it: both references' names for the same facts. Amounts become JSON numbers only here. */
export function presentInvoice(
  row: InvoiceRow,
  { environment, apiBase, userAgent }: PresentContext,
): InvoiceResource {
  const { content } = row;
  const { totals, seller, buyer, discount, references } = content;
  const status = row.status as InvoiceStatus;
  const issued = isIssued(row);
  const file = (kind: string) => `${apiBase}/invoices/${row.id}/download/${kind}`;
  return {
    id: row.id,
    tenant_id: row.tenant_id,
    sub_tenant_id: row.sub_tenant_id,
    company_id: row.company_id,
    seller_company_id: row.company_id,
    api_key_id: row.api_key_id,
    user_id: null,
    environment,
    external_id: row.external_id,
    invoice_number: row.invoice_number ?? row.draft_number,
    invoice_type: 'standard',
    direction: row.direction,
    input_format: null,
    output_format: row.output_format,
    issue_date: content.issue_date,
    invoice_date: content.issue_date,
    due_date: content.due_date,
    delivery_date: content.delivery_date,
    period: content.period,
    currency: content.currency,
    tax_currency: content.exchange_rate === null ? null : 'EUR',
    exchange_rate: numberOrNull(content.exchange_rate),
    total_ht: Number(totals.total_ht),
    total_tax: Number(totals.total_tax),
    total_tva: Number(totals.total_tax),
    total_ttc: Number(totals.total_ttc),
    total_tax_in_tax_currency: numberOrNull(totals.total_tax_eur),
    discount_amount: numberOrNull(discount?.amount),
    discount_percent: numberOrNull(discount?.percent),
    discount_reason: discount?.reason ?? null,
    vat_breakdown: content.vat_breakdown.map((group) => ({
      vat_category: group.category,
      vat_rate: Number(group.rate ?? 0),
      taxable_amount: Number(group.taxableAmount),
      tax_amount: Number(group.taxAmount),
      exemption_code: group.exemptionReasonCode ?? null,
      exemption_reason: group.exemptionReason ?? null,
    })),
    lines: content.lines.map(presentLine),
    seller: { ...presentParty(seller), email: seller.email, phone: seller.phone },
    seller_name: seller.name,
    seller_siret: seller.siret,
    seller_siren: seller.siren,
    seller_vat_number: seller.vat_number,
    seller_legal_id: seller.legal_id,
    seller_legal_id_scheme: seller.legal_id_scheme,
    seller_country: seller.country,
    seller_address: presentAddress(seller.address),
    buyer: {
      ...presentParty(buyer),
      email: row.buyer_email,
      phone: row.buyer_phone,
      is_individual: buyer.is_individual,
    },
    buyer_id: buyer.id,
    buyer_name: buyer.name,
    buyer_is_individual: buyer.is_individual,
    buyer_siret: buyer.siret,
    buyer_siren: buyer.siren,
    buyer_vat_number: buyer.vat_number,
    buyer_legal_id: buyer.legal_id,
    buyer_legal_id_scheme: buyer.legal_id_scheme,
    buyer_country: buyer.country,
    buyer_email: row.buyer_email,
    buyer_phone: row.buyer_phone,
    buyer_address: presentAddress(buyer.address),
    buyer_shipping_address:
      content.shipping_address === null ? null : presentShippingAddress(content.shipping_address),
    buyer_electronic_address: buyer.electronic_address,
    purchase_order: references.purchase_order,
    contract_reference: references.contract,
    project_reference: references.project,
    buyer_reference: references.buyer,
    sales_order_reference: references.sales_order,
    despatch_advice_reference: references.despatch_advice,
    internal_reference: row.internal_reference,
    payment_terms: content.payment_terms,
    payment_method: row.payment_method ?? content.payment_method,
    bank_details: content.bank_details,
    payment_reference: row.payment_reference,
    payment_note: row.payment_note,
    notes: content.notes,
    metadata: row.metadata,
    status: statusFor(userAgent, status),
    lifecycle_status: status,
    status_message: row.rejection_reason,
    legal_status: status,
    operation_category: content.operation_category,
    archive_enabled: row.archive_enabled,
    archive_status: row.archive_status,
    archive_path: row.archive_path,
    archive_until: row.archive_until,
    format_paths: issued ? { facturx: file('facturx'), cii: file('cii'), ubl: file('ubl') } : null,
    amount_charged: row.amount_charged === null ? null : Number(row.amount_charged),
    created_at: moment(row.created_at),
    updated_at: moment(row.updated_at),
    validated_at: moment(row.validated_at),
    submitted_at: moment(row.validated_at),
    transmitted_at: moment(row.transmitted_at),
    received_at: null,
    read_at: null,
    read_by_user_id: null,
    accepted_at: null,
    rejected_at: moment(row.rejected_at),
    rejection_reason: row.rejection_reason,
    completed_at: null,
    paid_at: moment(row.paid_at),
  };
}

export function presentState(row: InvoiceRow, userAgent: string): InvoiceState {
  const status = row.status as InvoiceStatus;
  return {
    id: row.id,
    invoice_number: row.invoice_number ?? row.draft_number,
    status: statusFor(userAgent, status),
    lifecycle_status: status,
    legal_status: status,
    message: row.rejection_reason,
    submitted_at: moment(row.validated_at),
    paid_at: moment(row.paid_at),
    updated_at: moment(row.updated_at),
  };
}

function presentLine(line: ContentLine, index: number): InvoiceResource['lines'][number] {
  return {
    id: line.id,
    line_number: index + 1,
    description: line.description,
    quantity: Number(line.quantity),
    unit: line.unit,
    unit_price: Number(line.unit_price),
    unit_price_ht: Number(line.unit_price),
    vat_rate: Number(line.vat_rate),
    tva_rate: Number(line.vat_rate),
    tax_rate: Number(line.vat_rate),
    vat_category: line.vat_category,
    exemption_code: line.exemption_code,
    exemption_reason: line.exemption_reason,
    supply_type: line.supply_type,
    discount: numberOrNull(line.discount),
    total_ht: Number(line.total_ht),
    total_tax: Number(line.total_tax),
    total_tva: Number(line.total_tax),
    total_ttc: Number(line.total_ttc),
    product_code: line.product_code,
    period: line.period,
    metadata: line.metadata,
  };
}

function presentParty(party: SellerSnapshot | BuyerSnapshot) {
  return {
    name: party.name,
    company_name: party.name,
    siret: party.siret ?? '',
    siren: party.siren,
    vat_number: party.vat_number,
    legal_id: party.legal_id,
    legal_id_scheme: party.legal_id_scheme,
    country: party.country,
    address: presentAddress(party.address),
  };
}

function numberOrNull(value: string | null | undefined): number | null {
  return value == null ? null : Number(value);
}
