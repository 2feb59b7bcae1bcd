import { add, cents, compare } from '@scell/core';
import {
  type AllowanceCharge,
  type Delivery,
  establishmentId,
  frenchNotes,
  type Identifier,
  type Invoice,
  type InvoiceLine,
  isFrench,
  legalIdOfSiret,
  type Note,
  type Party,
  type PaymentInstructions,
  type Period,
  type PostalAddress,
  percentageAmount,
  processType,
  SPECIFICATION_EN16931,
} from '@scell/en16931';
import type { AddressRow } from '../../platform/db/schema.ts';
import type {
  BuyerSnapshot,
  ContentLine,
  Period as ContentPeriod,
  InvoiceContent,
  SellerSnapshot,
} from './content.ts';

/** The invoice of EN 16931 without its number (BT-1): what is stored as the issued document. */
export type UnnumberedInvoice = Omit<Invoice, 'number'>;

/** What the content says, term by term. Pure: the same content gives the same document. */
export function semanticInvoice(content: InvoiceContent): UnnumberedInvoice {
  const { references, totals } = content;
  const foreignCurrency = content.exchange_rate !== null;
  return defined({
    issueDate: content.issue_date,
    typeCode: content.type_code,
    currency: content.currency,
    taxCurrency: foreignCurrency ? 'EUR' : undefined,
    taxPointCode: content.vat_on_debits ? '5' : undefined,
    dueDate: content.due_date ?? undefined,
    buyerReference: references.buyer ?? undefined,
    projectReference: references.project ?? undefined,
    contractReference: references.contract ?? undefined,
    purchaseOrderReference: references.purchase_order ?? undefined,
    salesOrderReference: references.sales_order ?? undefined,
    despatchAdviceReference: references.despatch_advice ?? undefined,
    paymentTerms: content.payment_terms ?? undefined,
    notes: notesOf(content),
    processType: processType(content.operation_category),
    specification: SPECIFICATION_EN16931,
    seller: sellerParty(content.seller),
    buyer: buyerParty(content.buyer),
    delivery: deliveryOf(content),
    period: periodOf(content.period),
    payment: paymentOf(content),
    allowances: content.discount?.parts.map((part) =>
      defined({
        amount: part.amount,
        baseAmount: content.discount?.percent == null ? undefined : part.base,
        percentage: content.discount?.percent ?? undefined,
        reason: content.discount?.reason ?? (content.language === 'fr' ? 'Remise' : 'Discount'),
        reasonCode: '95',
        vatCategory: part.vat_category,
        vatRate: part.vat_rate,
      }),
    ),
    totals: defined({
      lineNet: totals.lines_ht,
      allowances: content.discount?.amount,
      withoutVat: totals.total_ht,
      vat: totals.total_tax,
      vatInTaxCurrency: totals.total_tax_eur ?? undefined,
      withVat: totals.total_ttc,
      due: totals.total_ttc,
    }),
    vatBreakdown: content.vat_breakdown,
    lines: content.lines.map((line, index) => semanticLine(line, index, content.language)),
  });
}

/**
 * BG-13. An intra-Community supply always says when and where to (BR-IC-11, BR-IC-12): to the buyer, on the invoice
 * date, where nothing else is said.
 */
function deliveryOf(content: InvoiceContent): Delivery | undefined {
  const { shipping_address: shipping, delivery_date: date } = content;
  const intraCommunity = content.lines.some((line) => line.vat_category === 'K');
  const address = shipping ?? (intraCommunity ? content.buyer.address : null);
  const day = date ?? (intraCommunity && content.period === null ? content.issue_date : null);
  if (address === null && day === null) return undefined;
  return defined({
    name: shipping?.name,
    date: day ?? undefined,
    address: address === null ? undefined : postalAddress(address),
  });
}

function periodOf(period: ContentPeriod | null): Period | undefined {
  return period === null
    ? undefined
    : defined({ start: period.start ?? undefined, end: period.end ?? undefined });
}

function paymentOf(content: InvoiceContent): PaymentInstructions | undefined {
  if (content.payment_means_code === null) return undefined;
  return defined({
    meansCode: content.payment_means_code,
    creditTransfers:
      content.bank_details === null
        ? undefined
        : [
            defined({
              account: content.bank_details.iban,
              accountName: content.seller.name,
              provider: content.bank_details.bic ?? undefined,
            }),
          ],
  });
}

function notesOf(content: InvoiceContent): Note[] | undefined {
  const notes: Note[] = content.notes === null ? [] : [{ subjectCode: 'AAI', text: content.notes }];
  // Code de commerce L. 441-9 and L. 441-10 speak to professionals only.
  if (!content.buyer.is_individual && isFrench(content.seller.country)) {
    notes.push(
      ...frenchNotes(
        content.issue_date,
        defined({
          latePenaltyTerms: content.terms.late_penalty ?? undefined,
          discountTerms: content.terms.early_payment_discount ?? undefined,
        }),
        content.language,
      ),
    );
  }
  return notes.length === 0 ? undefined : notes;
}

function sellerParty(seller: SellerSnapshot): Party {
  return defined({
    name: seller.name,
    identifiers: seller.siret === null ? undefined : [establishmentId(seller.siret)],
    legalId: legalIdOf(seller),
    vatId: seller.vat_number ?? undefined,
    // Under the franchise there may be no VAT id; EN 16931 then wants a tax registration (BR-E-02): the SIREN.
    taxRegistrationId: seller.vat_number === null ? (seller.siren ?? undefined) : undefined,
    legalInfo: seller.legal_form ?? undefined,
    electronicAddress: seller.electronic_address ?? undefined,
    address: postalAddress(seller.address),
    contact:
      seller.email === null && seller.phone === null
        ? undefined
        : defined({ phone: seller.phone ?? undefined, email: seller.email ?? undefined }),
  });
}

/** BT-46, BT-47 and BT-48 are left out for a private buyer, and the buyer's e-mail is never part of the document. */
function buyerParty(buyer: BuyerSnapshot): Party {
  const address = postalAddress(buyer.address);
  if (buyer.is_individual)
    return defined({ name: buyer.name, electronicAddress: buyer.electronic_address ?? undefined, address });
  return defined({
    name: buyer.name,
    identifiers: buyer.siret === null ? undefined : [establishmentId(buyer.siret)],
    legalId: legalIdOf(buyer),
    vatId: buyer.vat_number ?? undefined,
    electronicAddress: buyer.electronic_address ?? undefined,
    address,
  });
}

function legalIdOf(party: SellerSnapshot | BuyerSnapshot): Identifier | undefined {
  if (party.siret !== null) return legalIdOfSiret(party.siret);
  if (party.siren !== null) return { value: party.siren, scheme: '0002' };
  if (party.legal_id === null) return undefined;
  return defined({ value: party.legal_id, scheme: party.legal_id_scheme ?? undefined });
}

function postalAddress(address: AddressRow): PostalAddress {
  return defined({
    line1: address.line1,
    line2: address.line2,
    city: address.city,
    postCode: address.postal_code,
    subdivision: address.region,
    country: address.country,
  });
}

function semanticLine(line: ContentLine, index: number, language: 'fr' | 'en'): InvoiceLine {
  return defined({
    id: String(index + 1),
    quantity: line.quantity,
    unitCode: line.unit,
    netAmount: line.total_ht,
    period: periodOf(line.period),
    allowances: lineDiscount(line, language),
    price: { net: line.unit_price },
    vatCategory: line.vat_category,
    vatRate: line.vat_category === 'O' ? undefined : line.vat_rate,
    name: line.description,
    sellerItemId: line.product_code ?? undefined,
  });
}

/**
 * BG-27. The net amount is rounded once, after the discount: a base and a percentage (BT-137, BT-138) that do not give
 * the amount to the cent are left to the words.
 */
function lineDiscount(line: ContentLine, language: 'fr' | 'en'): AllowanceCharge[] | undefined {
  const { discount: percentage, discount_amount: amount } = line;
  if (percentage === null || amount === null) return undefined;
  const word = language === 'fr' ? 'Remise' : 'Discount';
  const baseAmount = cents(add(line.total_ht, amount));
  const exact = compare(percentageAmount(baseAmount, percentage), amount) === 0;
  const percent = language === 'fr' ? `${percentage.replace('.', ',')} %` : `${percentage}%`;
  return [
    {
      amount,
      ...(exact ? { baseAmount, percentage } : {}),
      reason: exact ? word : `${word} ${percent}`,
      reasonCode: '95',
    },
  ];
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The object without its undefined members: an absent term is an absent property. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}
