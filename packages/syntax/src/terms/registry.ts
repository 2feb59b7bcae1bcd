/** All terms, with the way to each in either syntax. */
import type { Text } from '@scell/core';
import { bothRoots, type Path, parsePath, type Variant } from './notation.ts';
import { idOf } from './shapes.ts';
import type { Group, Row } from './table.ts';
import { allowanceGroups } from './tables/allowances.ts';
import { deliveryGroups } from './tables/delivery.ts';
import { documentGroups } from './tables/document.ts';
import { itemGroups } from './tables/item.ts';
import { lineGroups } from './tables/line.ts';
import { lineReferenceGroups } from './tables/line-references.ts';
import { agreementParties } from './tables/parties.ts';
import { settlementGroups } from './tables/settlement.ts';
import type { Term, TermKind } from './term.ts';

/** A term with what placing it takes. */
export interface Entry {
  readonly term: Term;
  /** The groups around it that repeat, and itself where it does, outermost first. */
  readonly repeats: readonly string[];
  /** Its path from the root, as far as the syntax has one. */
  readonly paths: Readonly<Partial<Record<Variant, EntryPath>>>;
}

export interface EntryPath extends Path {
  /** What each segment that repeats counts: a group or the term itself. */
  readonly counted: readonly (string | undefined)[];
}

const roots: Readonly<Record<Variant, string>> = {
  cii: 'rsm:CrossIndustryInvoice',
  invoice: 'ubl:Invoice',
  creditNote: 'cn:CreditNote',
};
export const variants = ['cii', 'invoice', 'creditNote'] as const;

const tables: readonly Group[] = [
  ...documentGroups,
  ...agreementParties,
  ...deliveryGroups,
  ...settlementGroups,
  ...allowanceGroups,
  ...lineGroups,
  ...lineReferenceGroups,
  ...itemGroups,
];

let compiled: readonly Entry[] | undefined;

/** Every term and group, groups before their terms. */
export function allEntries(): readonly Entry[] {
  compiled ??= compile();
  return compiled;
}

let byId: ReadonlyMap<string, Entry> | undefined;

/** The entry of "BT-X-304", or of "EXT-FR-FE-162". */
export function entryOf(id: string): Entry | undefined {
  if (byId === undefined) {
    const own = allEntries().map((entry) => [entry.term.id, entry] as const);
    const french = allEntries().flatMap((entry) =>
      entry.term.french === undefined ? [] : [[entry.term.french, entry] as const],
    );
    byId = new Map([...french, ...own]);
  }
  return byId.get(id);
}

function compile(): Entry[] {
  const root: Entry = {
    term: { id: '', name: { fr: '', en: '' }, group: '', cardinality: '1..1', kind: 'group' },
    repeats: [],
    paths: { cii: NOWHERE, invoice: NOWHERE, creditNote: NOWHERE },
  };
  const groups = new Map<string, Entry>([['', root]]);
  const all: Entry[] = [];
  for (const { head, parent, rows } of tables) {
    const around = groups.get(parent);
    if (around === undefined) throw new Error(`no group ${parent}`);
    const own = entry(head, around, around.term.id);
    groups.set(own.term.id, own);
    // A group without a number is called by its path below the group around it.
    if (head.numbers.id === undefined) groups.set(idOf(head), own);
    all.push(own);
    for (const row of rows) {
      const term = entry(row, own, own.term.id);
      all.push(term, ...attributeEntries(row, term));
    }
  }
  return all;
}

function entry(row: Row, around: Entry, group: string): Entry {
  const both = row.ubl === undefined ? undefined : bothRoots(row.ubl);
  const texts = { cii: row.cii, invoice: both?.invoice, creditNote: both?.creditNote };
  const own = variants.flatMap((variant) => {
    const text = texts[variant];
    const isAbsolute = text?.startsWith('/') === true;
    const outer = isAbsolute ? NOWHERE : around.paths[variant];
    if (text === undefined || outer === undefined) return [];
    const path = parsePath(isAbsolute ? text.slice(1) : text, variant, row.kind);
    return [{ variant, path, outer, isAbsolute }];
  });
  const xpathOf = (variant: Variant) => {
    const found = own.find((one) => one.variant === variant && one.path.isLater !== true);
    return found === undefined ? undefined : xpath(roots[variant], found.outer, found.path);
  };
  const cii = xpathOf('cii');
  const { id = cii ?? '', french } = row.numbers;
  const repeats = own.some(({ path, isAbsolute }) => !isAbsolute && path.segments.some((one) => one.repeats));
  const paths: Partial<Record<Variant, EntryPath>> = {};
  for (const { variant, path, outer, isAbsolute } of own) {
    const counts = isAbsolute ? around.repeats[0] : id;
    paths[variant] = {
      ...path,
      segments: [...outer.segments, ...path.segments],
      counted: [...outer.counted, ...path.segments.map((one) => (one.repeats ? counts : undefined))],
    };
  }
  const [invoice, creditNote] = [xpathOf('invoice'), xpathOf('creditNote')];
  const term: Term = {
    id,
    ...(french === undefined ? {} : { french }),
    name: row.name,
    group,
    cardinality: row.cardinality,
    kind: row.kind,
    ...(cii === undefined ? {} : { cii }),
    ...(invoice === undefined || creditNote === undefined ? {} : { ubl: { invoice, creditNote } }),
  };
  return { term, repeats: repeats ? [...around.repeats, id] : around.repeats, paths };
}

const NOWHERE: EntryPath = { segments: [], counted: [] };

/** The attributes of a kind of terms, with what they are called. */
const attributesByKind: Readonly<Partial<Record<TermKind, readonly (readonly [string, Text])[]>>> = {
  identifier: [['schemeID', { fr: 'schéma', en: 'scheme' }]],
  quantity: [['unitCode', { fr: 'unité', en: 'unit' }]],
  date: [['format', { fr: 'format', en: 'format' }]],
  amount: [['currencyID', { fr: 'devise', en: 'currency' }]],
  code: [
    ['listID', { fr: 'liste', en: 'list' }],
    ['listVersionID', { fr: 'version de la liste', en: 'list version' }],
  ],
  binary: [
    ['mimeCode', { fr: 'type de contenu', en: 'content type' }],
    ['filename', { fr: 'nom du fichier', en: 'file name' }],
  ],
};

/** The attributes of a term that are terms themselves: schemes, units, formats. */
function attributeEntries(row: Row, { term, paths, repeats }: Entry): Entry[] {
  const { attributes = [], attributeFrench } = row.numbers;
  if (row.numbers.id === undefined || paths.cii?.attribute !== undefined) return [];
  return (attributesByKind[row.kind] ?? []).flatMap(([attribute, label], at) => {
    const id = attributes[at] ?? (at === 0 ? derivedNumber(term) : undefined);
    if (id === undefined || id === '-') return [];
    const placed: Partial<Record<Variant, EntryPath>> = {};
    for (const variant of variants) {
      const path = paths[variant];
      if (path === undefined || path.attribute !== undefined || path.subject !== undefined) continue;
      // A date says its format in CII only.
      if (variant === 'cii' || row.kind !== 'date') placed[variant] = { ...path, attribute };
    }
    const { cii, ubl } = term;
    const inUbl =
      ubl === undefined || placed.invoice === undefined
        ? {}
        : { ubl: { invoice: `${ubl.invoice}/@${attribute}`, creditNote: `${ubl.creditNote}/@${attribute}` } };
    const attributeTerm: Term = {
      id,
      ...(attributeFrench === undefined || at > 0 ? {} : { french: attributeFrench }),
      name: { fr: `${term.name.fr} (${label.fr})`, en: `${term.name.en} (${label.en})` },
      group: term.group,
      cardinality: '0..1',
      kind: 'code',
      ...(cii === undefined ? {} : { cii: `${cii}/@${attribute}` }),
      ...inUbl,
    };
    return [{ term: attributeTerm, repeats, paths: placed }];
  });
}

/** Dates have their format, and the quantities of EXTENDED their unit, under their own number and "-0". */
function derivedNumber({ id, kind }: Term): string | undefined {
  const isNumbered = kind === 'date' || (kind === 'quantity' && id.startsWith('BT-X-'));
  return isNumbered ? `${id}-0` : undefined;
}

function xpath(root: string, outer: Path, { segments, attribute, subject }: Path): string {
  const steps = [...outer.segments, ...segments].map(({ tag, predicate }) => {
    if (predicate === undefined) return tag;
    const { path, attribute: name, value, otherwise } = predicate;
    const place = [...path, ...(name === undefined ? [] : [`@${name}`])].join('/');
    if (otherwise || value === undefined) return otherwise ? tag : `${tag}[${place}]`;
    return `${tag}[${place}='${value}']`;
  });
  const end = attribute === undefined ? '' : `/@${attribute}`;
  return `/${[root, ...steps].join('/')}${end}${subject === undefined ? '' : " (between '#' and '#')"}`;
}
