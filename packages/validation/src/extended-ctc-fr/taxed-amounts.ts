/** Amounts of a document by the tax they bear: category and rate, and with the reason of exemption. Gathered once, summed when asked for. */
import type { XmlNode } from '@scell/syntax';
import { shortest, type XsDecimal } from '../engine/values.ts';

/** What is entered and asked under. `rate` is undefined for the category O, whose rate no rule reads. */
export function taxKey(code: string, rate: XsDecimal | undefined): string {
  return `${code}\n${rate === undefined ? '' : shortest(rate)}`;
}

/** A tax key made narrower by the code and text of its reason of exemption (BT-121, BT-120), blanks normalised. */
export function exemptionKey(key: string, reasonCode: string, reason: string): string {
  return `${key}\n${reasonCode}\n${reason}`;
}

/** What stands under one key. */
export interface Taxed<Kind extends string> {
  /** The elements that count for the tolerance. */
  readonly elements: number;
  /** The amounts of one kind, in document order. */
  amounts(kind: Kind): readonly XmlNode[];
}

const NONE: readonly XmlNode[] = [];
const NOTHING: Taxed<never> = { elements: 0, amounts: () => NONE };

export class TaxedAmounts<Kind extends string> {
  private readonly entries = new Map<string, { elements: number; byKind: Map<Kind, XmlNode[]> }>();

  /** Enters amounts of one kind under each key. */
  enter(keys: Iterable<string>, kind: Kind, amounts: readonly XmlNode[]): void {
    for (const key of keys) {
      const { byKind } = this.entry(key);
      const known = byKind.get(kind) ?? [];
      byKind.set(kind, known);
      for (const amount of amounts) known.push(amount);
    }
  }

  /** Counts elements under each key. */
  count(keys: Iterable<string>, elements: number): void {
    for (const key of keys) this.entry(key).elements += elements;
  }

  under(key: string): Taxed<Kind> {
    const entry = this.entries.get(key);
    if (entry === undefined) return NOTHING;
    return { elements: entry.elements, amounts: (kind) => entry.byKind.get(kind) ?? NONE };
  }

  private entry(key: string): { elements: number; byKind: Map<Kind, XmlNode[]> } {
    const known = this.entries.get(key);
    if (known !== undefined) return known;
    const entry = { elements: 0, byKind: new Map<Kind, XmlNode[]>() };
    this.entries.set(key, entry);
    return entry;
  }
}
