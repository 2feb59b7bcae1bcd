/** Documents that hold given terms and little else, made from the tables alone; and bare ones to put terms into. */

import type { Variant } from '../src/terms/notation.ts';
import type { EntryPath } from '../src/terms/registry.ts';
import { type Entry, entryOf } from '../src/terms/registry.ts';
import type { TermKind } from '../src/terms/term.ts';
import { namespaces } from '../src/xml/names.ts';
import { attribute, escapeText } from '../src/xml.ts';

/** BT-1, BT-5 and BT-6, which brackets ask for. */
const facts: Readonly<Record<string, string>> = { 'BT-1': 'F-1', 'BT-5': 'USD', 'BT-6': 'EUR' };

const roots: Readonly<Record<Variant, string>> = {
  cii: 'rsm:CrossIndustryInvoice',
  invoice: 'ubl:Invoice',
  creditNote: 'cn:CreditNote',
};

interface Made {
  tag: string;
  text: string;
  attributes: Record<string, string>;
  children: Made[];
}

function made(tag: string): Made {
  return { tag, text: '', attributes: {}, children: [] };
}

/** Whether a document with nothing else has the term already. */
export function isFact(id: string): boolean {
  return Object.hasOwn(facts, id);
}

/** A document with its number and currencies, and the terms given, as their syntax writes their sample values. */
export function documentOf(variant: Variant, ...terms: readonly Entry[]): string {
  const root = made(roots[variant]);
  for (const [id, value] of Object.entries(facts)) grow(root, pathOf(id, variant), value, {});
  for (const entry of terms) {
    const path = entry.paths[variant];
    if (path !== undefined) grow(root, path, ...sample(entry, variant));
  }
  return written(root);
}

function pathOf(id: string, variant: Variant): EntryPath {
  const path = entryOf(id)?.paths[variant];
  if (path === undefined) throw new Error(`no ${id} in ${variant}`);
  return path;
}

function grow(
  root: Made,
  path: EntryPath,
  value: string,
  attributes: Readonly<Record<string, string>>,
): void {
  let at = root;
  for (const { tag, predicate } of path.segments) {
    const told = predicate?.value?.replace('$BT-1', 'F-1').replace('$BT-6', 'EUR');
    const known = at.children.find((child) => child.tag === tag && (told === undefined || says(child, told)));
    const next = known ?? made(tag);
    if (known === undefined) at.children.push(next);
    if (predicate !== undefined && told !== undefined && known === undefined) {
      let holder = next;
      for (const inner of predicate.path) {
        const child = made(inner);
        holder.children.push(child);
        holder = child;
      }
      if (predicate.attribute === undefined) holder.text = told;
      else holder.attributes[predicate.attribute] = told;
    }
    at = next;
  }
  if (path.subject) at.text = `#${value}#${at.text}`;
  else if (path.attribute !== undefined) at.attributes[path.attribute] = value;
  else {
    at.text = value;
    Object.assign(at.attributes, { ...attributes, ...at.attributes });
  }
}

function says(element: Made, text: string): boolean {
  return (
    element.text === text ||
    Object.values(element.attributes).includes(text) ||
    element.children.some((child) => says(child, text))
  );
}

function written(root: Made): string {
  const declared = [...namespaces].map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('');
  return `<${root.tag}${declared}>\n${root.children.map(element).join('')}</${root.tag}>\n`;
}

function element({ tag, text, attributes, children }: Made): string {
  const open = `${tag}${Object.entries(attributes)
    .map(([name, value]) => attribute(name, value, 'test'))
    .join('')}`;
  return children.length > 0
    ? `<${open}>\n${children.map(element).join('')}</${tag}>\n`
    : `<${open}>${escapeText(text, 'test')}</${tag}>\n`;
}

/** A value that a term of that kind can have, as an `ExtensionTerm` has it. */
export function sampleValue({ term }: Entry): string {
  if (SUBJECTS.has(term.id)) return 'AAI';
  return samples[term.kind] ?? 'Été & <12>';
}

const SUBJECTS: ReadonlySet<string> = new Set(['BT-21', 'BT-X-10']);

const samples: Readonly<Partial<Record<TermKind, string>>> = {
  date: '2026-03-15',
  indicator: 'true',
  amount: '12.5',
  number: '12.5',
  percent: '12.5',
  quantity: '12.5',
  binary: 'QUJD',
  code: 'C1',
};

/** The attributes such a value has. */
export function sampleAttributes({ term, paths }: Entry): Record<string, string> {
  if (term.kind === 'quantity') return { unitCode: 'C62' };
  if (term.kind === 'binary') return { mimeCode: 'text/csv', filename: 'a.csv' };
  // What tells a global identifier from another.
  const isGlobal = paths.cii?.segments.at(-1)?.tag === 'ram:GlobalID';
  return isGlobal ? { schemeID: '0088' } : {};
}

function sample(entry: Entry, variant: Variant): [string, Record<string, string>] {
  const [value, attributes] = [sampleValue(entry), sampleAttributes(entry)];
  const { kind } = entry.term;
  if (kind === 'date' && variant === 'cii') return [value.replaceAll('-', ''), { format: '102' }];
  if (kind === 'amount' && variant !== 'cii') return [value, { currencyID: 'USD' }];
  return [value, attributes];
}
