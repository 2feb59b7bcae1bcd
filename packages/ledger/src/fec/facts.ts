import type { Decimal } from '@scell/core';
import type { IsoDate, VatCategory } from '@scell/en16931';

/** What is sold. `mixed`: an invoice of both whose lines do not say. */
export type SupplyKind = 'goods' | 'services' | 'mixed';

/** An issued invoice or credit note, as bookkeeping needs it. Amounts are those of the document: a credit note's are positive. */
export interface Sale {
  type: 'sale';
  id: string;
  number: string; // BT-1
  typeCode: string; // BT-3
  issueDate: IsoDate; // BT-2
  /** The day in Paris on which the ledger recorded it. */
  recordedOn: IsoDate;
  currency: string; // BT-5
  /** Euros for one unit of a currency other than the euro. */
  euroRate: Decimal | null;
  withVat: Decimal; // BT-112
  vatInEuros: Decimal | null; // BT-111
  prepaid: Decimal | null; // BT-113
  rounding: Decimal | null; // BT-114
  vat: readonly VatGroup[]; // BG-23
  /** What the lines supply: it splits each VAT group over the accounts. */
  supplies: readonly Supply[];
  /** Whether the seller chose to owe VAT when it invoices (BT-8 "5"), not when it is paid. */
  vatOnDebits: boolean;
  client: Client;
  precedingInvoices: readonly string[]; // BT-25
}

export interface VatGroup {
  category: VatCategory; // BT-118
  rate: Decimal | null; // BT-119
  taxable: Decimal; // BT-116
  tax: Decimal; // BT-117
}

export interface Supply {
  kind: SupplyKind;
  category: VatCategory; // BT-151
  rate: Decimal | null; // BT-152
  net: Decimal; // BT-131
}

/** Whose subsidiary account it is. The code is the same wherever the client is. */
export interface Client {
  code: string;
  name: string;
}

/** A payment of an issued document. For a credit note, a positive amount is what was paid back. */
export interface Payment {
  type: 'payment';
  id: string;
  saleId: string;
  /** In the currency of the document. */
  amount: Decimal;
  /** UNTDID 4461. */
  meansCode: string;
  /** In Paris. */
  paidOn: IsoDate;
  recordedOn: IsoDate;
  reference: string | null;
}

export type Fact = Sale | Payment;
