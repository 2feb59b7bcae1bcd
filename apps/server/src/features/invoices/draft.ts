import type { FieldError, InvoiceCreate } from '@scell/contract';
import { isFrench, type OperationCategory, operationCategory } from '@scell/en16931';
import type { Environment } from '../../platform/environments.ts';
import type { Buyer } from '../buyers/find-buyer.ts';
import type { Company } from '../companies/find-company.ts';
import { checkDocument } from './check-document.ts';
import { noteBankDetails, notePartyIdentifiers } from './check-identifiers.ts';
import type { BuyerSnapshot, ContentLine, InvoiceContent } from './content.ts';
import { exchangeRateOf } from './currency.ts';
import { contentDiscount } from './discount.ts';
import { contentLines } from './lines.ts';
import { compareAmount, Notes } from './notes.ts';
import { fiscalDay } from './number.ts';
import { buyerSnapshot, compareSeller, sellerSnapshot, shippingAddressOf } from './parties.ts';
import { bankOf, dueDateOf, meansOf } from './payment.ts';
import { checkSize, totalsOf } from './totals.ts';

export interface DraftSource {
  environment: Environment;
  input: InvoiceCreate;
  company: Company;
  /** The registered buyer that `buyer_id` names. */
  buyer: Buyer | null;
  /** The copies of an earlier version of the draft that an update leaves as they are. */
  kept?: Partial<Pick<InvoiceContent, 'buyer' | 'shipping_address'>>;
  spell: (path: string) => string;
  /** Characters that the fonts of the documents cannot draw. */
  missingGlyphs: (text: string) => string[];
  now: Date;
  newId: () => string;
}

/**
 * Makes the content of a draft: snapshots of both parties, amounts computed exactly and compared with what was sent,
 * and what the law wants and the request does not say taken from the company or derived. Throws a 422 that names every
 * field at once; what a sandbox lets pass comes back as warnings.
 */
export function draftContent(source: DraftSource): { content: InvoiceContent; warnings: FieldError[] } {
  const { input, company, spell, environment } = source;
  const notes = new Notes(spell);
  const seller = sellerSnapshot(company);
  compareSeller(input, seller, notes);
  const buyer = source.kept?.buyer ?? buyerSnapshot(input, source.buyer);
  const shipping =
    source.kept?.shipping_address === undefined
      ? shippingAddressOf(input, source.buyer, buyer)
      : source.kept.shipping_address;
  notePartyIdentifiers(environment, buyer, 'buyer_', notes);
  noteBankDetails(environment, input.bank_details ?? {}, 'bank_details.', notes);
  checkDates(input, source.now, notes);

  const stated = input.operation_category ?? (company.operation_category as OperationCategory | null);
  const { language } = company;
  const lines = contentLines(
    input.lines,
    {
      issueDate: input.issue_date,
      vatDates: [input.delivery_date, input.period?.start, input.period?.end].filter(
        (date) => date !== undefined,
      ),
      language,
      seller,
      buyer,
      category: stated,
      newId: source.newId,
    },
    notes,
  );
  const discount = contentDiscount(input, lines, notes);
  const exchangeRate = exchangeRateOf(input, notes);
  const { totals, vatBreakdown } = totalsOf(lines, discount, exchangeRate);
  for (const [index, line] of lines.entries()) checkSize(`lines.${index}.total_ht`, line.total_ttc, notes);
  checkSize('total_ttc', totals.withVat, notes);
  checkSize('exchange_rate', totals.vatInTaxCurrency ?? '0', notes);
  compareAmount(notes, 'total_ht', input.total_ht, totals.withoutVat);
  compareAmount(notes, 'total_tax', input.total_tax, totals.vat);
  compareAmount(notes, 'total_ttc', input.total_ttc, totals.withVat);
  notes.raise();

  const bank = bankOf(input, company);
  const method = input.payment_method ?? (bank === null ? null : 'virement');
  if (input.bank_details !== undefined && method !== null && method !== 'virement') {
    notes.warn('bank_details', {
      fr: 'un compte n’est imprimé que pour un paiement par virement.',
      en: 'an account is only printed for a payment by transfer (virement).',
    });
  }
  const content: InvoiceContent = {
    version: 1,
    type_code: '380',
    issue_date: input.issue_date,
    due_date: dueDateOf(input, company, buyer),
    delivery_date: input.delivery_date ?? null,
    period:
      input.period === undefined
        ? null
        : { start: input.period.start ?? null, end: input.period.end ?? null },
    currency: input.currency,
    exchange_rate: exchangeRate,
    operation_category: categoryOf(stated, lines, environment, notes),
    vat_on_debits: company.vat_on_debits,
    processing_rule: processingRule(seller.country, buyer),
    language,
    seller,
    buyer,
    shipping_address: shipping,
    lines,
    discount,
    totals: {
      lines_ht: totals.lineNet,
      total_ht: totals.withoutVat,
      total_tax: totals.vat,
      total_tax_eur: totals.vatInTaxCurrency ?? null,
      total_ttc: totals.withVat,
    },
    vat_breakdown: vatBreakdown,
    payment_terms: input.payment_terms ?? company.payment_terms_default,
    payment_method: method,
    payment_means_code: meansOf(method, input.currency, bank?.iban),
    bank_details: method === 'virement' || method === null ? bank : null,
    notes: input.notes ?? company.invoice_notes_default,
    references: {
      purchase_order: input.purchase_order ?? null,
      contract: input.contract_reference ?? null,
      buyer: input.buyer_reference ?? null,
      project: input.project_reference ?? null,
      sales_order: input.sales_order_reference ?? null,
      despatch_advice: input.despatch_advice_reference ?? null,
    },
    terms: {
      late_penalty: company.late_penalty_terms,
      early_payment_discount: company.early_payment_discount_terms,
    },
    layout: {
      footer: company.invoice_footer_default,
      primary_color: company.primary_color,
      logo_sha256: company.logo_sha256?.toString('hex') ?? null,
    },
  };
  checkDocument(content, environment, source.missingGlyphs, notes);
  notes.raise();
  return { content, warnings: notes.warnings };
}

function checkDates(input: InvoiceCreate, now: Date, notes: Notes): void {
  const today = fiscalDay(now);
  if (input.issue_date > today) {
    notes.refuse('issue_date', {
      fr: `une facture n’est pas datée d’un jour à venir : nous sommes le ${today} à Paris.`,
      en: `an invoice is not dated in the future: it is ${today} in Paris.`,
    });
  }
}

/** BT-23 says what is sold. Live asks when nobody said; the sandbox takes services, the commoner case. */
function categoryOf(
  stated: OperationCategory | null,
  lines: readonly ContentLine[],
  environment: Environment,
  notes: Notes,
): OperationCategory {
  const supplies = lines.map((line) => line.supply_type).filter((supply) => supply !== null);
  const derived = supplies.length === lines.length ? operationCategory(supplies) : undefined;
  const category = derived ?? stated;
  if (category !== null) return category;
  const text = {
    fr: 'dites ce qui est vendu (goods, services ou mixed), ici, par supply_type sur chaque ligne, ou une fois pour toutes dans la société : la facture l’indique (BT-23).',
    en: 'say what is sold (goods, services or mixed), here, by supply_type on each line, or once for all in the company: the invoice states it (BT-23).',
  };
  if (environment === 'production') notes.refuse('operation_category', text);
  else {
    notes.warn('operation_category', {
      fr: `« services » est supposé ; ${text.fr}`,
      en: `"services" is assumed; ${text.en}`,
    });
  }
  return 'services';
}

function processingRule(sellerCountry: string, buyer: BuyerSnapshot): InvoiceContent['processing_rule'] {
  if (buyer.is_individual) return 'B2C';
  const domestic = buyer.country === sellerCountry || (isFrench(buyer.country) && isFrench(sellerCountry));
  return domestic ? 'B2B' : 'B2BInt';
}
