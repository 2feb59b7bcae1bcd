import { equals, isZero } from '@scell/core';
import { isCreditNoteType } from '@scell/en16931';
import { type Account, type AccountPlan, accountFor } from './accounts.ts';
import { type EntryLine, EntryLines } from './entry.ts';
import type { Sale, SupplyKind, VatGroup } from './facts.ts';
import { type Cents, centsOf, fractionOf, scaled, shares } from './money.ts';

/** UNTDID 1001: a prepayment invoice, one made by the buyer, and the credit note of one. */
const DEPOSITS = new Set(['386', '500', '503']);

/** Whether BT-3 says that the document asks for a deposit, or takes one back. */
export function isDeposit(typeCode: string): boolean {
  return DEPOSITS.has(typeCode);
}

/** One part of a document that goes to one account: a VAT group, as far as it is of one kind of supply. */
interface Part {
  kind: SupplyKind;
  group: VatGroup;
  taxable: Cents;
  tax: Cents;
  /** The same in euros. */
  taxableEuros: Cents;
  taxEuros: Cents;
}

/** VAT that is owed once the document is paid: it waits on an account of its own. Positive for an invoice. */
export interface PendingVat {
  pending: Account;
  due: Account;
  /** The rate, as texts name it. */
  rate: string;
  amount: Cents;
  foreign: Cents;
  /** What payments have made due so far. */
  moved: Cents;
  movedForeign: Cents;
}

/** What later facts need to know of a booked document. */
export interface BookedSale {
  sale: Sale;
  /** What the client owes by it, in euros and in its currency; negative for a credit note. */
  receivable: Cents;
  receivableForeign: Cents;
  paid: Cents;
  paidForeign: Cents;
  pendingVat: PendingVat[];
  parts: Part[];
  /** What of a deposit later invoices have taken back, in its currency. */
  takenBack: Cents;
}

/**
 * Books an invoice or a credit note: the client owes what is invoiced, the sales and the VAT are credited; a credit note
 * is the reverse. A deposit is a debt to the client (4191) until the invoice that settles it takes it back. VAT that is due
 * on payment (services without the option for debits, CGI art. 269, 2-c; deposits for goods, 269, 2-a bis) waits.
 * @param deposits the deposit invoices the document settles, as they were booked.
 */
export function bookSale(
  sale: Sale,
  plan: AccountPlan,
  deposits: readonly BookedSale[],
): { booked: BookedSale; lines: EntryLine[] } {
  const sign = isCreditNoteType(sale.typeCode) ? -1n : 1n;
  const foreignCurrency = sale.currency === 'EUR' ? null : sale.currency;
  const entry = new EntryLines(foreignCurrency);
  const title = `${titleOf(sale)} ${sale.number}`;
  const parts = partsOf(sale);
  const deposit = isDeposit(sale.typeCode);
  const pendingVat: PendingVat[] = [];

  for (const part of parts) {
    const use = deposit ? 'deposit' : 'sale';
    entry.add(
      accountFor(plan, use, circumstancesOf(part)),
      -sign * part.taxableEuros,
      -sign * part.taxable,
      `${title}${vatWords(part.group)}`,
    );
  }
  for (const part of parts) {
    const waiting = waits(part, sale.vatOnDebits, deposit);
    const account = accountFor(plan, waiting ? 'vat_pending' : 'vat', circumstancesOf(part));
    entry.add(account, -sign * part.taxEuros, -sign * part.tax, `${title}${vatWords(part.group)}`);
    if (waiting) wait(pendingVat, part, plan, sign * part.taxEuros, sign * part.tax);
  }
  for (const { booked, taken } of takenBack(sale, deposits)) {
    const text = `${title} - acompte ${booked.sale.number}`;
    const takenEuros = scaled(booked.receivable, taken, booked.receivableForeign);
    const foreign = shares(
      taken,
      booked.parts.flatMap(({ taxable, tax }) => [taxable, tax]),
    );
    const euros = shares(
      takenEuros,
      booked.parts.flatMap(({ taxableEuros, taxEuros }) => [taxableEuros, taxEuros]),
    );
    for (const [index, part] of booked.parts.entries()) {
      const [taxable = 0n, tax = 0n] = foreign.slice(2 * index);
      const [taxableEuros = 0n, taxEuros = 0n] = euros.slice(2 * index);
      const words = `${text}${vatWords(part.group)}`;
      entry.add(accountFor(plan, 'deposit', circumstancesOf(part)), taxableEuros, taxable, words);
      const waiting = waits(part, sale.vatOnDebits, false);
      const account = accountFor(plan, waiting ? 'vat_pending' : 'vat', circumstancesOf(part));
      entry.add(account, taxEuros, tax, words);
      if (waiting) wait(pendingVat, part, plan, -taxEuros, -tax);
    }
  }
  round(entry, sale, parts, plan, sign, title);
  const client = accountFor(plan, 'client', {});
  const owed = entry.close(client, `${title} - ${sale.client.name}`, sale.client);
  return {
    lines: entry.lines(),
    booked: {
      sale,
      receivable: owed.amount,
      receivableForeign: owed.foreign,
      paid: 0n,
      paidForeign: 0n,
      pendingVat,
      parts,
      takenBack: 0n,
    },
  };
}

function titleOf({ typeCode }: Sale): string {
  const creditNote = isCreditNoteType(typeCode);
  if (isDeposit(typeCode)) return creditNote ? 'Avoir d’acompte' : 'Facture d’acompte';
  return creditNote ? 'Avoir' : 'Facture';
}

/** What the VAT of a group is, for the words of a line. */
function vatWords({ category, rate }: VatGroup): string {
  return ` - ${rate !== null && !isZero(rate) ? `TVA ${rate.replace('.', ',')} %` : CATEGORY_WORDS[category]}`;
}

/** UNCL 5305 categories that carry no VAT. */
const CATEGORY_WORDS: Readonly<Record<VatGroup['category'], string>> = {
  S: 'TVA 0 %',
  Z: 'taux zéro',
  E: 'exonéré',
  AE: 'autoliquidation',
  K: 'livraison intracommunautaire',
  G: 'exportation',
  O: 'hors champ',
  L: 'IGIC',
  M: 'IPSI',
  B: 'TVA italienne',
};

function circumstancesOf({ kind, group }: Part) {
  return { kind, vatCategory: group.category, vatRate: group.rate ?? undefined };
}

/** Whether the VAT of a part waits: of services unless the seller chose debits, and of a deposit for goods. */
function waits(part: Part, onDebits: boolean, deposit: boolean): boolean {
  return part.kind === 'services' ? !onDebits : deposit;
}

function wait(pendingVat: PendingVat[], part: Part, plan: AccountPlan, amount: Cents, foreign: Cents): void {
  const pending = accountFor(plan, 'vat_pending', circumstancesOf(part));
  const due = accountFor(plan, 'vat', circumstancesOf(part));
  const rate = vatWords(part.group);
  const twin = pendingVat.find(
    (one) => one.pending.account === pending.account && one.due.account === due.account && one.rate === rate,
  );
  if (twin === undefined)
    pendingVat.push({ pending, due, rate, amount, foreign, moved: 0n, movedForeign: 0n });
  else {
    twin.amount += amount;
    twin.foreign += foreign;
  }
}

/** Each VAT group split over the kinds of supply it is of, in proportion to the lines. */
function partsOf(sale: Sale): Part[] {
  const euros = eurosOf(sale);
  const split = sale.vat.flatMap((group) => {
    const nets = new Map<SupplyKind, Cents>();
    for (const { kind, category, rate, net } of sale.supplies) {
      if (category !== group.category || !equals(rate ?? '0', group.rate ?? '0')) continue;
      nets.set(kind, (nets.get(kind) ?? 0n) + centsOf(net));
    }
    const kinds: SupplyKind[] = nets.size === 0 ? ['mixed'] : [...nets.keys()];
    const weights = kinds.map((kind) => nets.get(kind) ?? 0n);
    const taxables = shares(centsOf(group.taxable), weights);
    const taxes = shares(centsOf(group.tax), taxables);
    return kinds.map((kind, index) => {
      const taxable = taxables[index] ?? 0n;
      const tax = taxes[index] ?? 0n;
      return { kind, group, taxable, tax, taxableEuros: euros(taxable), taxEuros: euros(tax) };
    });
  });
  // BT-111 is what is declared: the parts in euros add up to it.
  if (sale.vatInEuros !== null && sale.currency !== 'EUR') {
    const inEuros = shares(
      centsOf(sale.vatInEuros),
      split.map(({ tax }) => tax),
    );
    split.forEach((part, index) => {
      part.taxEuros = inEuros[index] ?? 0n;
    });
  }
  return split;
}

/** Euros for an amount in the currency of the document. */
export function eurosOf({ currency, euroRate }: Sale): (amount: Cents) => Cents {
  if (currency === 'EUR' || euroRate === null) return (amount) => amount;
  const { numerator, denominator } = fractionOf(euroRate);
  return (amount) => scaled(amount, numerator, denominator);
}

/** What of each deposit the document takes back: the amount paid in advance (BT-113), the oldest deposit first. */
function* takenBack(sale: Sale, deposits: readonly BookedSale[]) {
  let left = sale.prepaid === null ? 0n : centsOf(sale.prepaid);
  if (isCreditNoteType(sale.typeCode) || isDeposit(sale.typeCode)) return;
  for (const booked of deposits) {
    const open = booked.receivableForeign - booked.takenBack;
    if (booked.sale.currency !== sale.currency || open <= 0n || left <= 0n) continue;
    const taken = open < left ? open : left;
    left -= taken;
    booked.takenBack += taken;
    yield { booked, taken };
  }
}

/** BT-114, and what a document whose groups do not add up to its total is away from it. */
function round(
  entry: EntryLines,
  sale: Sale,
  parts: readonly Part[],
  plan: AccountPlan,
  sign: bigint,
  title: string,
): void {
  const grouped = parts.reduce((sum, { taxable, tax }) => sum + taxable + tax, 0n);
  const rounding = sale.rounding === null || isZero(sale.rounding) ? 0n : centsOf(sale.rounding);
  const foreign = sign * (centsOf(sale.withVat) - grouped + rounding);
  const rule = accountFor(plan, foreign < 0n ? 'rounding_loss' : 'rounding_gain', {});
  entry.add(rule, -eurosOf(sale)(foreign), -foreign, `${title} - arrondi`);
}
