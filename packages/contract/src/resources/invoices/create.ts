import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { field, type RefuseField, refuse, withRules } from '../../field.ts';
import { choice, flag } from '../../fields/choices.ts';
import { country, currency } from '../../fields/codes.ts';
import { date } from '../../fields/dates.ts';
import { amount, exchangeRate, percentage, positiveAmount } from '../../fields/decimals.ts';
import { bic, iban, siren, siret, vatNumber } from '../../fields/identifiers.ts';
import { metadata } from '../../fields/metadata.ts';
import { email, line, paragraph, uuid } from '../../fields/texts.ts';
import { updateShape } from '../../update-shape.ts';
import { addressInput, shippingAddressInput } from '../address.ts';
import { electronicAddressInput } from '../electronic-address.ts';
import { type DraftFacts, draftProblems } from './draft-rules.ts';
import { invoiceLineInput } from './line.ts';
import { period } from './period.ts';
import {
  BUYER_TYPE_WORDS,
  BUYER_TYPES,
  OUTPUT_FORMATS,
  PAYMENT_MEANS_CODES,
  PAYMENT_METHODS,
} from './values.ts';

const MAX_LINES = 5000;

const direction = choice(['outgoing'], {
  refused: {
    incoming: {
      fr: 'cette adresse n’émet que des factures de vente (outgoing) ; une facture de fournisseur relève de /invoices/incoming.',
      en: 'this address issues sales invoices only (outgoing); a supplier’s invoice belongs to /invoices/incoming.',
    },
  },
});

const onlyStandard = {
  fr: 'seule la valeur « standard » est acceptée : les factures d’acompte et de solde ne le sont pas.',
  en: 'only "standard" is accepted: deposit and balance invoices are not.',
};

const invoiceType = choice(['standard'], { refused: { deposit: onlyStandard, balance: onlyStandard } });

const notTransmitted = {
  fr: 'la facture émise attend sa transmission par une plateforme agréée : ici, seul « email » envoie.',
  en: 'an issued invoice waits for its transmission by an approved platform: here, only "email" sends.',
};

/** How an issued invoice reaches the buyer: by mail, or not at all. */
export const sendVia = choice(['email'], {
  refused: { peppol: notTransmitted, chorus: notTransmitted, pdp: notTransmitted },
});

/** For updates: a draft is issued by its own route, and a caller that counts on more must not find a draft later. */
const neverSent = field<false, boolean>({ type: 'boolean', enum: [false] }, (raw) =>
  raw === false || raw === 0 || raw === '0' || raw === 'false'
    ? false
    : refuse({
        fr: 'un brouillon s’émet par sa route submit.',
        en: 'a draft is issued by its submit route.',
      }),
);

const documentShape = {
  external_id: line(100).optional(),
  sub_tenant_id: uuid.optional(),
  company_id: uuid.optional(),
  direction: direction.default('outgoing'),
  invoice_type: invoiceType.default('standard'),
  output_format: choice(OUTPUT_FORMATS, { synonyms: { 'factur-x': 'facturx' } }).default('facturx'),
  issue_date: date.describe('BT-2'),
  due_date: date.describe('BT-9').optional(),
  delivery_date: date.describe('BT-72').optional(),
  period: period.describe('BG-14').optional(),
  currency: currency.describe('BT-5').default('EUR'),
  tax_currency: currency.describe('BT-6').optional(),
  exchange_rate: exchangeRate.optional(),
  operation_category: choice(['goods', 'services', 'mixed']).describe('BT-23').optional(),
  archive_enabled: flag.default(true),
};

const sendingShape = {
  send_immediately: flag.optional(),
  send_via: sendVia.optional(),
};

const sellerShape = {
  seller_name: line(255).describe('BT-27').optional(),
  seller_siret: siret.describe('BT-29').optional(),
  seller_siren: siren.describe('BT-30').optional(),
  seller_vat_number: vatNumber.describe('BT-31').optional(),
  seller_legal_id: line(50).describe('BT-30').optional(),
  seller_legal_id_scheme: line(10).optional(),
  seller_country: country.describe('BT-40').optional(),
  seller_address: addressInput.describe('BG-5').optional(),
};

const buyerShape = {
  buyer_id: uuid.optional(),
  buyer_type: choice(BUYER_TYPES, { synonyms: BUYER_TYPE_WORDS }).optional(),
  buyer_name: line(255).describe('BT-44').optional(),
  buyer_is_individual: flag.optional(),
  buyer_siret: siret.describe('BT-46').optional(),
  buyer_siren: siren.describe('BT-47').optional(),
  buyer_vat_number: vatNumber.describe('BT-48').optional(),
  buyer_legal_id: line(50).describe('BT-47').optional(),
  buyer_legal_id_scheme: line(10).optional(),
  buyer_country: country.describe('BT-55').optional(),
  buyer_email: email.describe('BT-58').optional(),
  buyer_phone: line(50).describe('BT-57').optional(),
  buyer_address: addressInput.describe('BG-8').optional(),
  buyer_shipping_address: shippingAddressInput.describe('BG-13').optional(),
  buyer_electronic_address: electronicAddressInput.describe('BT-49').optional(),
};

const amountsShape = {
  lines: z.array(invoiceLineInput).min(1).max(MAX_LINES).describe('BG-25'),
  discount_amount: positiveAmount.describe('BT-92').optional(),
  discount_percent: percentage.describe('BT-94').optional(),
  discount_reason: line(255).describe('BT-97').optional(),
  total_ht: amount.describe('BT-109').optional(),
  total_tax: amount.describe('BT-110').optional(),
  total_ttc: amount.describe('BT-112').optional(),
};

const referencesShape = {
  purchase_order: line(50).describe('BT-13').optional(),
  contract_reference: line(50).describe('BT-12').optional(),
  project_reference: line(100).describe('BT-11').optional(),
  buyer_reference: line(100).describe('BT-10').optional(),
  sales_order_reference: line(100).describe('BT-14').optional(),
  despatch_advice_reference: line(100).describe('BT-16').optional(),
  internal_reference: line(100).optional(),
};

const paymentShape = {
  payment_terms: paragraph(1000).describe('BT-20').optional(),
  payment_method: choice(PAYMENT_METHODS, { synonyms: PAYMENT_MEANS_CODES }).describe('BT-81').optional(),
  bank_details: z
    .object({ iban: iban.optional(), bic: bic.optional(), bank_name: line(255).optional() }) // BT-84, BT-86
    .meta({ id: 'BankDetailsInput' })
    .optional(),
  notes: paragraph(2000).describe('BT-22').optional(),
  metadata: metadata.optional(),
};

const shape = {
  ...documentShape,
  ...sellerShape,
  ...buyerShape,
  ...amountsShape,
  ...referencesShape,
  ...paymentShape,
};

const spellings = {
  issue_date: ['invoice_date'],
  company_id: ['seller_company_id'],
  total_tax: ['total_tva'],
  discount_amount: ['discount.amount'],
  discount_percent: ['discount.percent'],
  discount_reason: ['discount.reason'],
  purchase_order: ['purchase_order_ref', 'purchase_order_reference'],
  payment_method: ['payment_means_code'],
  seller_name: ['seller.name', 'seller.company_name'],
  seller_siret: ['seller.siret'],
  seller_siren: ['seller.siren'],
  seller_vat_number: ['seller.vat_number'],
  seller_legal_id: ['seller.legal_id'],
  seller_legal_id_scheme: ['seller.legal_id_scheme'],
  seller_country: ['seller.country'],
  seller_address: ['seller.address'],
  buyer_type: ['buyer.type'],
  buyer_name: ['buyer.name', 'buyer.company_name'],
  buyer_is_individual: ['buyer.is_individual'],
  buyer_siret: ['buyer.siret'],
  buyer_siren: ['buyer.siren'],
  buyer_vat_number: ['buyer.vat_number'],
  buyer_legal_id: ['buyer.legal_id'],
  buyer_legal_id_scheme: ['buyer.legal_id_scheme'],
  buyer_country: ['buyer.country'],
  buyer_email: ['buyer.email'],
  buyer_phone: ['buyer.phone'],
  buyer_address: ['buyer.address'],
  buyer_shipping_address: ['buyer.shipping_address'],
  buyer_electronic_address: ['buyer.electronic_address'],
} as const;

const depositOnly = {
  fr: 'ce champ ne sert qu’aux factures d’acompte ; une facture standard ne le lit pas.',
  en: 'this field only serves deposit invoices; a standard invoice does not read it.',
};

const ignored = {
  invoice_number: {
    fr: 'le numéro est attribué par la plateforme, sans trou ni doublon (CGI ann. II art. 242 nonies A) ; gardez le vôtre dans external_id.',
    en: 'the number is given by the platform, without gap or repetition (CGI ann. II art. 242 nonies A); keep yours in external_id.',
  },
  environment: {
    fr: 'l’environnement est celui de la clé d’API.',
    en: 'the environment is that of the API key.',
  },
  invoice_template_id: {
    fr: 'la facture prend le logo et les couleurs de la société.',
    en: 'the invoice takes the logo and colours of the company.',
  },
  deposit_group_id: depositOnly,
  deposit_total_ht: depositOnly,
  deposit_reference_text: depositOnly,
};

/** `POST /invoices`. Flat canonical names; every spelling of the references is accepted. */
export const invoiceCreate = withRules(
  aliased(z.object({ ...shape, ...sendingShape }), spellings, ignored),
  applyCreationRules,
).meta({
  id: 'InvoiceCreate',
});

/** `POST /tenant/invoices`: the same, and without a date the invoice is of the day it is created. */
export const tenantInvoiceCreate = withRules(
  aliased(z.object({ ...shape, ...sendingShape, issue_date: date.optional() }), spellings, ignored),
  applyCreationRules,
).meta({ id: 'TenantInvoiceCreate' });

/**
 * An update of a draft. Absent fields do not change and `null` clears; `lines` replaces the whole list. Rules over
 * fields that were not sent need the stored draft: the server applies `draftProblems` to the result.
 */
export const invoiceUpdate = aliased(
  z.object({ ...updateShape(shape), send_immediately: neverSent.optional() }),
  spellings,
  ignored,
).meta({ id: 'InvoiceUpdate' });

export type InvoiceCreate = z.output<typeof invoiceCreate>;
export type TenantInvoiceCreate = z.output<typeof tenantInvoiceCreate>;
export type InvoiceUpdate = z.output<typeof invoiceUpdate>;

interface CreationFacts extends DraftFacts {
  send_immediately?: boolean | undefined;
  send_via?: string | undefined;
}

function applyCreationRules(invoice: CreationFacts, refuseField: RefuseField): void {
  for (const { path, text } of draftProblems(invoice)) refuseField([path], text);
  if (invoice.send_via !== undefined && invoice.send_immediately !== true)
    refuseField(['send_via'], {
      fr: 'un brouillon ne s’envoie pas : envoyez aussi send_immediately=true, ou la facture émise par send-by-email.',
      en: 'a draft is not sent: send send_immediately=true too, or the issued invoice by send-by-email.',
    });
}
