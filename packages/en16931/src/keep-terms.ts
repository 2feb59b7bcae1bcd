/** A part of an invoice: the terms that somebody asks for, and a list of those left out. */
import type { Invoice } from './model.ts';
import { type TermValue, termValues } from './term-values.ts';

/** An invoice with fewer terms than it had. A term of the model that is always there may be absent: writers write what is there. */
export interface Part {
  invoice: Invoice;
  leftOut: TermValue[];
}

/** The invoice with the terms that `isKept`, by number ("BT-29-1" goes with "BT-29"), and without groups and items that hold none of them. */
export function keepTerms(invoice: Invoice, isKept: (term: string) => boolean): Part {
  const leftOut = termValues(invoice).filter(({ term }) => !isKept(term.replace(/(?<=^BT-\d+)-\d+$/, '')));
  const paths = new Set(leftOut.map(({ path }) => path.join('/')));
  // Absent properties of the model stand for absent terms, here also where it asks for one.
  const part = without(invoice, '', paths) as Invoice | undefined;
  const lists = { lines: part?.lines ?? [], vatBreakdown: part?.vatBreakdown ?? [] };
  return { invoice: { ...(part as Invoice), ...lists }, leftOut };
}

/** The value without what stands at the paths; undefined when nothing is left. */
function without(value: unknown, path: string, paths: ReadonlySet<string>): unknown {
  if (paths.has(path)) return undefined;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  const below = (key: string | number) => (path === '' ? String(key) : `${path}/${key}`);
  if (Array.isArray(value)) {
    const items = value
      .map((item, index) => without(item, below(index), paths))
      .filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  const entries = Object.entries(value)
    .map(([key, item]) => [key, without(item, below(key), paths)] as const)
    .filter(([, item]) => item !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
