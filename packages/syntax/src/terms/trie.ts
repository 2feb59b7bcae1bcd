/** The places of all terms in a syntax as one tree, and the way of an element of a document through it. */
import type { XmlDocument, XmlNode } from '../xml/node.ts';
import type { Predicate, Variant } from './notation.ts';
import { allEntries, type Entry } from './registry.ts';

/** An element where terms stand or pass by. */
export interface Place {
  readonly tag: string;
  readonly predicate: Predicate | undefined;
  readonly children: Map<string, Place[]>;
  /** What its occurrences are counted as: a group or a term. */
  counted: string | undefined;
  /** The group that it is. */
  group: Entry | undefined;
  /** The term that it holds. */
  term: Entry | undefined;
  /** The term that the code before its text is. */
  subject: Entry | undefined;
  readonly attributes: Map<string, Entry>;
  /** What the bracket around it says that it holds. */
  implied: string | undefined;
  readonly impliedAttributes: Map<string, string>;
}

/** An element, of a document or of one in the making. */
export type Element = Pick<XmlNode, 'tag' | 'text' | 'attributes'> & {
  readonly children: readonly Element[];
};

/** What brackets ask of the document: BT-1, and BT-6 where that is another currency than BT-5. */
export interface Facts {
  readonly number: string | undefined;
  readonly currency: string | undefined;
  readonly taxCurrency: string | undefined;
}

const tries = new Map<Variant, Place>();

export function trieOf(variant: Variant): Place {
  const known = tries.get(variant);
  if (known !== undefined) return known;
  const root = placeFor('', undefined);
  for (const entry of allEntries()) insert(root, entry, variant);
  tries.set(variant, root);
  return root;
}

const rootVariants: Readonly<Record<string, Variant>> = {
  'rsm:CrossIndustryInvoice': 'cii',
  'ubl:Invoice': 'invoice',
  'cn:CreditNote': 'creditNote',
};

/** The syntax of a document by its root; undefined for what is no invoice. */
export function variantOf(root: Pick<XmlNode, 'tag'>): Variant | undefined {
  return Object.hasOwn(rootVariants, root.tag) ? rootVariants[root.tag] : undefined;
}

function placeFor(tag: string, predicate: Predicate | undefined): Place {
  return {
    tag,
    predicate,
    children: new Map(),
    counted: undefined,
    group: undefined,
    term: undefined,
    subject: undefined,
    attributes: new Map(),
    implied: undefined,
    impliedAttributes: new Map(),
  };
}

function insert(root: Place, entry: Entry, variant: Variant): void {
  const path = entry.paths[variant];
  if (path === undefined) return;
  let place = root;
  path.segments.forEach(({ tag, predicate }, at) => {
    place = descend(place, tag, predicate);
    place.counted ??= path.counted[at];
  });
  if (path.subject) place.subject = entry;
  else if (path.attribute !== undefined) {
    if (!place.attributes.has(path.attribute)) place.attributes.set(path.attribute, entry);
  } else if (entry.term.kind === 'group') {
    if (place !== root) place.group ??= entry;
  } else place.term ??= entry;
}

function descend(parent: Place, tag: string, predicate: Predicate | undefined): Place {
  const named = parent.children.get(tag);
  const found = named?.find((place) => sameCondition(place.predicate, predicate));
  if (found !== undefined) return found;
  const place = placeFor(tag, predicate);
  if (named === undefined) parent.children.set(tag, [place]);
  else named.push(place);
  if (predicate?.value !== undefined) imply(place, predicate, predicate.value);
  return place;
}

function sameCondition(one: Predicate | undefined, other: Predicate | undefined): boolean {
  return (
    one?.path.join('/') === other?.path.join('/') &&
    one?.attribute === other?.attribute &&
    one?.value === other?.value
  );
}

/** Marks what the bracket tells as known: it says nothing more. */
function imply(place: Place, { path, attribute }: Predicate, value: string): void {
  let holder = place;
  for (const tag of path) holder = descend(holder, tag, undefined);
  if (attribute === undefined) holder.implied = value;
  else holder.impliedAttributes.set(attribute, value);
}

/** The place of a child element. */
export function placeOf(parent: Place, child: Element, facts: Facts): Place | undefined {
  const named = parent.children.get(child.tag);
  if (named === undefined) return undefined;
  return (
    named.find(
      ({ predicate }) => predicate !== undefined && !predicate.otherwise && holds(predicate, child, facts),
    ) ?? named.find(({ predicate }) => predicate === undefined || predicate.otherwise)
  );
}

function holds({ path, attribute, value }: Predicate, element: Element, facts: Facts): boolean {
  let nodes: readonly Element[] = [element];
  for (const tag of path) nodes = nodes.flatMap(({ children }) => children.filter((one) => one.tag === tag));
  const wanted = value === undefined ? undefined : said(value, facts);
  if (value !== undefined && wanted === undefined) return false;
  return nodes.some((node) => {
    const text =
      attribute === undefined
        ? node.text.trim()
        : node.attributes.find(({ name }) => name === attribute)?.value;
    return text !== undefined && text !== '' && (wanted === undefined || sameText(text, wanted));
  });
}

/** XML Schema has two spellings of each indicator. */
function sameText(text: string, wanted: string): boolean {
  const indicators: Readonly<Record<string, string>> = { true: '1', false: '0' };
  return text === wanted || text === indicators[wanted];
}

/** The value of a bracket, where "$BT-1" and "$BT-6" stand for what the document says. */
export function said(value: string, facts: Facts): string | undefined {
  if (value === '$BT-1') return facts.number;
  return value === '$BT-6' ? facts.taxCurrency : value;
}

/** Where BT-1, BT-5 and BT-6 stand. */
const factPaths: Readonly<
  Record<'cii' | 'ubl', Readonly<Record<'number' | 'currency' | 'taxCurrency', string>>>
> = {
  cii: {
    number: 'rsm:ExchangedDocument/ram:ID',
    currency: 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:InvoiceCurrencyCode',
    taxCurrency: 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:TaxCurrencyCode',
  },
  ubl: { number: 'cbc:ID', currency: 'cbc:DocumentCurrencyCode', taxCurrency: 'cbc:TaxCurrencyCode' },
};

export function factsOf(root: Element, variant: Variant): Facts {
  const paths = factPaths[variant === 'cii' ? 'cii' : 'ubl'];
  const at = (path: string): string | undefined => {
    let node: Element | undefined = root;
    for (const tag of path.split('/')) node = node?.children.find((one) => one.tag === tag);
    const text = node?.text.trim();
    return text === '' ? undefined : text;
  };
  const [currency, taxCurrency] = [at(paths.currency), at(paths.taxCurrency)];
  return {
    number: at(paths.number),
    currency,
    taxCurrency: taxCurrency === currency ? undefined : taxCurrency,
  };
}

/** The places from the root of its document to an element, as far as the tables know the way. */
export function wayTo(node: XmlNode): { places: Place[]; isWhole: boolean } | undefined {
  const line: XmlNode[] = [];
  for (let at: XmlNode | null = node; at !== null; at = at.parent) line.unshift(at);
  const root = line[0];
  const variant = root === undefined ? undefined : variantOf(root);
  if (root === undefined || variant === undefined) return undefined;
  const facts = factsOf(root, variant);
  let place: Place | undefined = trieOf(variant);
  const places = [place];
  for (const element of line.slice(1)) {
    place = placeOf(place, element, facts);
    if (place === undefined) return { places, isWhole: false };
    places.push(place);
  }
  return { places, isWhole: true };
}

/** The facts of a document, found once. */
export function documentFacts({ root }: XmlDocument): { variant: Variant; facts: Facts } | undefined {
  const variant = variantOf(root);
  return variant === undefined ? undefined : { variant, facts: factsOf(root, variant) };
}
