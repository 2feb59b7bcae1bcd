/** The figures that a closing states, added up from the entries with exact decimals. */
import { add, cents, type Decimal, equals, isDecimal, isZero, subtract } from '@scell/core';
import type { Preimage } from '../entry.ts';
import { shown } from './finding.ts';

/** Taxable base and tax of one VAT category and rate. */
interface RateTotals {
  category: string;
  rate: string | null;
  taxable: Decimal;
  tax: Decimal;
}

/** The figures of one currency beside those per rate. `total_*` are invoices less credit notes. */
const AMOUNTS = [
  'total_excl_tax',
  'total_tax',
  'total_incl_tax',
  'invoices_excl_tax',
  'invoices_incl_tax',
  'credit_notes_excl_tax',
  'credit_notes_incl_tax',
  'payments',
] as const;

/** The figures of one currency, as a closing states them. Credit notes count negative in the totals and per rate. */
export type CurrencyTotals = { currency: string; vat: RateTotals[] } & Record<
  (typeof AMOUNTS)[number],
  Decimal
>;

const COUNTS = ['invoices', 'credit_notes', 'payments'] as const;

/** What was added up from some entry on: figures by a path such as `EUR.vat.S.20.tax`, and how many there were of what. */
export class Totals {
  readonly #figures: Map<string, Decimal>;
  readonly #counts: Map<string, number>;

  constructor(figures = new Map<string, Decimal>(), counts = new Map<string, number>()) {
    this.#figures = figures;
    this.#counts = counts;
  }

  copy(): Totals {
    return new Totals(new Map(this.#figures), new Map(this.#counts));
  }

  /** Adds what an entry of the fiscal chain says; entries of other kinds add nothing. */
  take(preimage: Preimage): void {
    switch (preimage.entry_type) {
      case 'invoice_created':
        this.#count('invoices');
        this.#document(preimage, 1);
        break;
      case 'credit_note_issued':
        this.#count('credit_notes');
        this.#document(preimage, -1);
        break;
      case 'payment':
        this.#count('payments');
        this.#add(`${shown(preimage.currency)}.payments`, preimage.amount, 1);
        break;
    }
  }

  /** These figures without those of an earlier moment. */
  since(earlier: Totals): Totals {
    const figures = new Map(
      [...this.#figures].map(([path, value]) => [path, subtract(value, earlier.figure(path))] as const),
    );
    const counts = new Map([...this.#counts].map(([name, count]) => [name, count - earlier.count(name)]));
    return new Totals(figures, counts);
  }

  figure(path: string): Decimal {
    return this.#figures.get(path) ?? '0';
  }

  /** How many invoices, credit notes and payments. */
  get facts(): number {
    return COUNTS.reduce((sum, name) => sum + this.count(name), 0);
  }

  count(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** The figures that a closing states otherwise than they add up, by path; a figure of nothing may be left out. */
  differences(stated: Totals): { path: string; found: Decimal; expected: Decimal }[] {
    const paths = new Set([...this.#figures.keys(), ...stated.#figures.keys()]);
    return [...paths].sort().flatMap((path) => {
      const [found, expected] = [stated.figure(path), cents(this.figure(path))];
      return equals(found, expected) ? [] : [{ path, found, expected }];
    });
  }

  /** The counts that a closing states otherwise. */
  countDifferences(
    stated: Readonly<Record<string, unknown>>,
  ): { path: string; found: string; expected: string }[] {
    return COUNTS.flatMap((name) => {
      const [found, expected] = [shown(stated[name] ?? '0'), String(this.count(name))];
      return found === expected ? [] : [{ path: name, found, expected }];
    });
  }

  /** Reads the figures of a closing; `null` when they are not of that form. */
  static stated(value: unknown): Totals | null {
    if (!Array.isArray(value)) return null;
    const figures = new Map<string, Decimal>();
    const keep = (path: string, figure: unknown): boolean => {
      if (typeof figure !== 'string' || !isDecimal(figure) || figures.has(path)) return false;
      figures.set(path, figure);
      return true;
    };
    for (const item of records(value) as Partial<CurrencyTotals>[]) {
      const { currency, vat = [] } = item;
      if (typeof currency !== 'string' || !Array.isArray(vat)) return null;
      const whole =
        AMOUNTS.every((name) => keep(`${currency}.${name}`, item[name])) &&
        (records(vat) as Partial<RateTotals>[]).every(
          ({ category, rate, taxable, tax }) =>
            keep(ratePath(currency, category, rate, 'taxable'), taxable) &&
            keep(ratePath(currency, category, rate, 'tax'), tax),
        );
      if (!whole) return null;
    }
    return new Totals(figures);
  }

  #count(name: string): void {
    this.#counts.set(name, this.count(name) + 1);
  }

  #document(preimage: Preimage, sign: 1 | -1): void {
    const { totals: figures, vat_breakdown: groups } = preimage;
    const [totals] = records([figures]);
    const currency = shown(preimage.currency);
    this.#add(`${currency}.total_excl_tax`, totals?.withoutVat, sign);
    this.#add(`${currency}.total_tax`, totals?.vat, sign);
    this.#add(`${currency}.total_incl_tax`, totals?.withVat, sign);
    const kind = sign === 1 ? 'invoices' : 'credit_notes';
    this.#add(`${currency}.${kind}_excl_tax`, totals?.withoutVat, 1);
    this.#add(`${currency}.${kind}_incl_tax`, totals?.withVat, 1);
    for (const { category, rate, taxableAmount, taxAmount } of records(groups)) {
      this.#add(ratePath(currency, category, rate, 'taxable'), taxableAmount, sign);
      this.#add(ratePath(currency, category, rate, 'tax'), taxAmount, sign);
    }
  }

  #add(path: string, figure: unknown, sign: 1 | -1): void {
    if (typeof figure !== 'string' || !isDecimal(figure) || isZero(figure)) return;
    const before = this.figure(path);
    this.#figures.set(path, sign === 1 ? add(before, figure) : subtract(before, figure));
  }
}

function ratePath(currency: string, category: unknown, rate: unknown, what: 'taxable' | 'tax'): string {
  const written = typeof rate === 'string' ? rate.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : '-';
  return `${currency}.vat.${shown(category)}.${written}.${what}`;
}

/** The items of an array, each as an object: whoever tampers may have put anything there. */
function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map((item) => Object(item)) : [];
}
