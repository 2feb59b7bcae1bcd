import { z } from 'zod';
import { address, shippingAddress } from '../address.ts';
import { electronicAddress } from '../electronic-address.ts';
import { EN16931_VAT_CATEGORIES, INVOICE_STATUSES, OUTPUT_FORMATS } from './values.ts';

const text = z.string().nullable();
const day = z.iso.date();
const moment = z.iso.datetime({ offset: true });
const money = z.number();
const metadata = z.record(z.string(), z.unknown()).nullable();
const period = z.object({ start: day.nullable(), end: day.nullable() }).nullable();

/** Why the same fact has several names: the references and their clients each read their own. */
const alsoAs = (name: string) => ({ description: `Same value as \`${name}\`.` });

const line = z
  .object({
    id: z.string(),
    line_number: z.int(),
    description: z.string(),
    quantity: z.number(),
    unit: z.string(),
    unit_price: z.number(),
    unit_price_ht: z.number().meta(alsoAs('unit_price')),
    vat_rate: z.number(),
    tva_rate: z.number().meta(alsoAs('vat_rate')),
    tax_rate: z.number().meta(alsoAs('vat_rate')),
    vat_category: z.enum(EN16931_VAT_CATEGORIES),
    exemption_code: text,
    exemption_reason: text,
    supply_type: z.enum(['goods', 'services']).nullable(),
    discount: z.number().nullable(),
    total_ht: money,
    total_tax: money,
    total_tva: money.meta(alsoAs('total_tax')),
    total_ttc: money,
    product_code: text,
    period,
    metadata,
  })
  .meta({ id: 'InvoiceLine' });

const partyShape = {
  name: z.string(),
  company_name: z.string().meta(alsoAs('name')),
  siret: z.string().meta({ description: 'Empty for a party without one: old clients need text.' }),
  siren: text,
  vat_number: text,
  legal_id: text,
  legal_id_scheme: text,
  country: z.string(),
  email: text,
  phone: text,
  address,
};

const seller = z.object(partyShape).meta({ id: 'InvoiceSeller' });
const buyer = z.object({ ...partyShape, is_individual: z.boolean() }).meta({ id: 'InvoiceBuyer' });

const vatBreakdown = z
  .object({
    vat_category: z.enum(EN16931_VAT_CATEGORIES),
    vat_rate: z.number(),
    taxable_amount: money,
    tax_amount: money,
    exemption_code: text,
    exemption_reason: text,
  })
  .meta({ id: 'VatBreakdown' });

const identity = {
  id: z.uuid(),
  tenant_id: z.uuid(),
  sub_tenant_id: z.uuid().nullable(),
  company_id: z.uuid(),
  seller_company_id: z.uuid().meta(alsoAs('company_id')),
  api_key_id: z.uuid().nullable(),
  user_id: z.uuid().nullable(),
  environment: z.enum(['production', 'sandbox']),
  external_id: text,
  invoice_number: z.string(),
  invoice_type: z.enum(['standard']),
  direction: z.enum(['outgoing', 'incoming']),
  input_format: text,
  output_format: z.enum(OUTPUT_FORMATS),
};

const dates = {
  issue_date: day,
  invoice_date: day.meta(alsoAs('issue_date')),
  due_date: day.nullable(),
  delivery_date: day.nullable(),
  period,
};

const amounts = {
  currency: z.string(),
  tax_currency: text,
  exchange_rate: z.number().nullable(),
  total_ht: money,
  total_tax: money,
  total_tva: money.meta(alsoAs('total_tax')),
  total_ttc: money,
  total_tax_in_tax_currency: money.nullable().meta({ description: 'BT-111.' }),
  discount_amount: money.nullable(),
  discount_percent: z.number().nullable(),
  discount_reason: text,
  vat_breakdown: z.array(vatBreakdown),
  lines: z.array(line),
};

const parties = {
  seller,
  seller_name: z.string(),
  seller_siret: text,
  seller_siren: text,
  seller_vat_number: text,
  seller_legal_id: text,
  seller_legal_id_scheme: text,
  seller_country: z.string(),
  seller_address: address,
  buyer,
  buyer_id: z.uuid().nullable(),
  buyer_name: z.string(),
  buyer_is_individual: z.boolean(),
  buyer_siret: text,
  buyer_siren: text,
  buyer_vat_number: text,
  buyer_legal_id: text,
  buyer_legal_id_scheme: text,
  buyer_country: z.string(),
  buyer_email: text,
  buyer_phone: text,
  buyer_address: address,
  buyer_shipping_address: shippingAddress.nullable(),
  buyer_electronic_address: electronicAddress.nullable(),
};

const references = {
  purchase_order: text,
  contract_reference: text,
  project_reference: text,
  buyer_reference: text,
  sales_order_reference: text,
  despatch_advice_reference: text,
  internal_reference: text,
};

const payment = {
  payment_terms: text,
  payment_method: text.meta({ description: '`manual` once it was marked as paid by hand.' }),
  bank_details: z.object({ iban: text, bic: text, bank_name: text }).nullable(),
  payment_reference: text,
  payment_note: text,
  notes: text,
  metadata,
};

const state = {
  status: z.enum([...INVOICE_STATUSES, 'processing']),
  lifecycle_status: z.enum(INVOICE_STATUSES).meta({
    description: 'The true status, where `status` is translated for a client that does not know it.',
  }),
  status_message: text,
  legal_status: z.string(),
  operation_category: z.enum(['goods', 'services', 'mixed']).nullable(),
  archive_enabled: z.boolean(),
  archive_status: text,
  archive_path: text,
  archive_until: day.nullable(),
  format_paths: z.record(z.string(), z.string()).nullable(),
  amount_charged: money.nullable(),
  created_at: moment,
  updated_at: moment,
  validated_at: moment.nullable(),
  submitted_at: moment.nullable(),
  transmitted_at: moment.nullable(),
  received_at: moment.nullable(),
  read_at: moment.nullable(),
  read_by_user_id: z.uuid().nullable(),
  accepted_at: moment.nullable(),
  rejected_at: moment.nullable(),
  rejection_reason: text,
  completed_at: moment.nullable(),
  paid_at: moment.nullable(),
};

/** An invoice in answers: the union of what both references and their clients read. */
export const invoice = z
  .object({ ...identity, ...dates, ...amounts, ...parties, ...references, ...payment, ...state })
  .meta({ id: 'Invoice' });

export type Invoice = z.output<typeof invoice>;

/** Where an invoice stands, without its content. */
export const invoiceState = z
  .object({
    id: z.uuid(),
    invoice_number: z.string(),
    status: state.status,
    lifecycle_status: state.lifecycle_status,
    legal_status: state.legal_status,
    message: text,
    submitted_at: moment.nullable(),
    paid_at: moment.nullable(),
    updated_at: moment,
  })
  .meta({ id: 'InvoiceState' });

export type InvoiceState = z.output<typeof invoiceState>;

/** One fact in the life of an invoice, under the names of both references. */
const auditEntry = z
  .object({
    action: z.string(),
    event: z.string().meta(alsoAs('action')),
    details: z.string(),
    actor: text,
    actor_ip: text,
    created_at: moment,
    performed_at: moment.meta(alsoAs('created_at')),
  })
  .meta({ id: 'AuditEntry' });

/** The audit trail of an invoice, and whether its chain still proves it. */
export const auditTrail = z
  .object({ data: z.array(auditEntry), integrity_valid: z.boolean() })
  .meta({ id: 'AuditTrail' });

export type AuditTrail = z.output<typeof auditTrail>;

const remainingShape = {
  invoice_id: z.uuid(),
  currency: z.string(),
  invoice_total: money,
  credited_total: money,
  remaining_total: money,
  total_ht: money.meta({ description: 'What can still be credited, without VAT.' }),
  total_tax: money,
  total_ttc: money.meta(alsoAs('remaining_total')),
  lines: z.array(
    z.object({
      invoice_line_id: z.string(),
      description: z.string(),
      original_quantity: z.number(),
      credited_quantity: z.number(),
      remaining_quantity: z.number(),
      unit_price: z.number(),
      vat_rate: z.number(),
    }),
  ),
};

/** What can still be credited of an invoice: at the top for one client, under `data` for the other. */
export const remainingCreditable = z
  .object({ ...remainingShape, data: z.object(remainingShape) })
  .meta({ id: 'RemainingCreditable' });

export type RemainingCreditable = z.output<typeof remainingCreditable>;

/** A link that works without a key, for fifteen minutes. */
export const downloadLink = z.object({ url: z.url(), expires_at: moment }).meta({ id: 'DownloadLink' });

export type DownloadLink = z.output<typeof downloadLink>;
