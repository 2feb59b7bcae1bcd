import { createHash } from 'node:crypto';
import { type Decimal, divide, isZero } from '@scell/core';
import type { Invoice, Party, VatBreakdown, VatCategory } from '@scell/en16931';
import type { Client, Fact, Payment, Sale, Supply, SupplyKind } from '@scell/ledger';
import { fiscalDay } from '../../invoices/number.ts';
import type { FactRow } from './store.ts';

/** What a preimage says of an issued document. Numbers are texts. */
interface DocumentPreimage {
  number: string;
  type_code: string;
  issue_date: string;
  currency: string;
  preceding_invoices: { number: string }[];
  totals: Invoice['totals'];
  vat_breakdown: VatBreakdown[];
  lines: { net_amount: Decimal; vat_category: VatCategory; vat_rate: Decimal | null }[];
  buyer_hash: string;
}

/** What a preimage says of a payment. */
interface PaymentPreimage {
  invoice_id: string;
  amount: Decimal;
  means_code: string;
  paid_at: string;
}

/** The fact that a row of the ledger tells: amounts by its preimage, the client and the nature of lines by the document. */
export function factOf(row: FactRow): Fact {
  return row.entry_type === 'payment' ? paymentOf(row) : saleOf(row);
}

function paymentOf({ subject_id, preimage, recorded_at, reference }: FactRow): Payment {
  const fact = JSON.parse(preimage) as PaymentPreimage;
  return {
    type: 'payment',
    id: subject_id,
    saleId: fact.invoice_id,
    amount: fact.amount,
    meansCode: fact.means_code,
    paidOn: fiscalDay(new Date(fact.paid_at)),
    recordedOn: fiscalDay(recorded_at),
    // An erased one is empty.
    reference: reference === '' ? null : reference,
  };
}

function saleOf(row: FactRow): Sale {
  const fact = JSON.parse(row.preimage) as DocumentPreimage;
  const { totals } = fact;
  return {
    type: 'sale',
    id: row.subject_id,
    number: fact.number,
    typeCode: fact.type_code,
    issueDate: fact.issue_date,
    recordedOn: fiscalDay(row.recorded_at),
    currency: fact.currency,
    euroRate: fact.currency === 'EUR' ? null : (row.exchange_rate ?? rateOf(totals)),
    withVat: totals.withVat,
    vatInEuros: totals.vatInTaxCurrency ?? null,
    prepaid: totals.prepaid ?? null,
    rounding: totals.rounding ?? null,
    vat: fact.vat_breakdown.map(({ category, rate, taxableAmount, taxAmount }) => ({
      category,
      rate: rate ?? null,
      taxable: taxableAmount,
      tax: taxAmount,
    })),
    supplies: fact.lines.map((line, index): Supply => {
      const kind = row.supply_types?.[index] ?? kindOf(row.process_type);
      return { kind, category: line.vat_category, rate: line.vat_rate, net: line.net_amount };
    }),
    vatOnDebits: row.tax_point_code === '5',
    client: clientOf(row.buyer, row.buyer_id, fact.buyer_hash),
    precedingInvoices: fact.preceding_invoices.map(({ number }) => number),
  };
}

/** The rate by the VAT in both currencies, where nothing else says it any more. */
function rateOf({ vat, vatInTaxCurrency }: Invoice['totals']): Decimal {
  if (vat === undefined || vatInTaxCurrency === undefined || isZero(vat)) return '1';
  return divide(vatInTaxCurrency, vat, 8);
}

/** By BT-23: goods (B), services (S), both (M). */
function kindOf(processType: string | null): SupplyKind {
  if (processType?.startsWith('S') === true) return 'services';
  return processType?.startsWith('B') === true ? 'goods' : 'mixed';
}

/**
 * The client's subsidiary account: by SIREN, VAT or legal id, else by the registered buyer, else by name and place. A client who had the
 * personal data erased keeps an account a document, without a name.
 */
function clientOf(buyer: Party | null, buyerId: string | null, buyerHash: string): Client {
  if (buyer === null) return { code: `E${buyerHash.slice(0, 12).toUpperCase()}`, name: 'Client effacé' };
  const { name, legalId, vatId, address } = buyer;
  const identifier = legalId?.scheme === '0002' ? legalId.value : (vatId ?? legalId?.value);
  if (identifier !== undefined) return { code: identifier, name };
  if (buyerId !== null) return { code: `C${buyerId.replaceAll('-', '').slice(-12).toUpperCase()}`, name };
  const place = [name, address.postCode, address.city, address.country].join('\n').toLowerCase();
  return { code: `P${createHash('sha256').update(place).digest('hex').slice(0, 12).toUpperCase()}`, name };
}
