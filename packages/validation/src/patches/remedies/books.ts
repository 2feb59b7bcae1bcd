/** The figures of an invoice by their place, in both syntaxes: those that are given, and those that follow from them. */
import { attribute, child, type XmlNode } from '@scell/syntax';
import { at } from '../../en16931-ubl/select.ts';
import { type FigurePlaces, figurePlaces } from '../../engine/figure-places.ts';
import {
  add,
  decimal,
  divide,
  equal,
  multiply,
  roundTo,
  subtract,
  sum,
  XsDecimal,
} from '../../engine/values.ts';

/** A figure that follows from others: where it stands, or where it would have to. */
export interface Derived {
  /** The business term: "BT-106". */
  readonly term: string;
  readonly node: XmlNode | undefined;
  readonly parent: XmlNode;
  readonly tag: string;
}

/** A group of the VAT breakdown (BG-23). */
interface Group {
  readonly category: string;
  readonly rate: XsDecimal | undefined;
  readonly base: Derived;
  readonly tax: Derived;
}

/** An amount with its VAT: a line, an allowance or a charge; allowances count below zero. */
interface Item {
  readonly kind: 'line' | 'allowance' | 'charge';
  readonly amount: XsDecimal;
  readonly category: string;
  readonly rate: XsDecimal | undefined;
}

/** An invoice with one set of totals. */
export interface Books {
  readonly items: readonly Item[];
  readonly groups: readonly Group[];
  readonly totals: ReadonlyMap<string, Derived>;
  /** Whether each line says what its quantity, price, allowances and charges make: then lines are a source to trust. */
  readonly linesAddUp: boolean;
  readonly currency: string;
}

/** The figures, or undefined where one that is given is no number, or where there are several sets of totals. */
export function readBooks(root: XmlNode): Books | undefined {
  const places = figurePlaces(root);
  const [summation, second] = at(root, ...places.totals);
  const [currency] = at(root, ...places.currency);
  if (summation === undefined || second !== undefined || currency === undefined) return undefined;
  const lines = places.lines.flatMap((path) => [...at(root, ...path)]);
  const items = [
    ...lines.map((line) =>
      itemOf('line', numberAt(line, places.lineNet), at(line, ...places.lineTax), places),
    ),
    ...at(root, ...places.entries).map((entry) => entryOf(entry, places)),
  ];
  if (items.some((item) => item === undefined)) return undefined;
  const vatTotal = vatTotalOf(root, places, currency.text);
  if (vatTotal === undefined) return undefined;
  const taxed = places.groupTax.length > 0 ? vatTotal.parent : undefined;
  const groups = at(root, ...places.groups).filter((group) => taxed === undefined || group.parent === taxed);
  return {
    items: items.filter((item) => item !== undefined),
    groups: groups.map((group) => groupOf(group, places)),
    totals: new Map([
      ...Object.entries(places.totalTags).map(([term, tag]): [string, Derived] => [
        term,
        derived(term, summation, tag),
      ]),
      ['BT-110', vatTotal],
    ]),
    linesAddUp: lines.length > 0 && lines.every((line) => addsUp(line, places)),
    currency: currency.text,
  };
}

function derived(term: string, parent: XmlNode, tag: string): Derived {
  return { term, parent, tag, node: child(parent, tag) };
}

/** BT-110: of several totals of VAT the one in the currency of the document. */
function vatTotalOf(root: XmlNode, { vatTotal }: FigurePlaces, currency: string): Derived | undefined {
  const [path, tag] = vatTotal;
  const found = at(root, ...path, tag).filter(
    (node) => (attribute(node, 'currencyID') ?? currency) === currency,
  );
  const [node, second] = found;
  if (second !== undefined) return undefined;
  const parent = node?.parent ?? at(root, ...path)[0];
  return parent === undefined ? undefined : { term: 'BT-110', node, parent, tag };
}

function groupOf(group: XmlNode, places: FigurePlaces): Group {
  const [tax = group] = at(group, ...places.groupTax);
  return {
    category: child(tax, places.category)?.text ?? '',
    rate: numberAt(tax, [places.rate]),
    base: derived('BT-116', group, places.base),
    tax: derived('BT-117', group, places.tax),
  };
}

function entryOf(entry: XmlNode, places: FigurePlaces): Item | undefined {
  const kind = kindOf(entry, places);
  return kind && itemOf(kind, numberAt(entry, [places.amount]), at(entry, ...places.entryTax), places);
}

function kindOf(entry: XmlNode, { indicator }: FigurePlaces): 'allowance' | 'charge' | undefined {
  const text = at(entry, ...indicator)[0]?.text.trim();
  if (text === 'false' || text === '0') return 'allowance';
  return text === 'true' || text === '1' ? 'charge' : undefined;
}

function itemOf(
  kind: Item['kind'],
  amount: XsDecimal | undefined,
  [tax]: readonly XmlNode[],
  { category, rate }: FigurePlaces,
): Item | undefined {
  if (amount === undefined) return undefined;
  return {
    kind,
    amount,
    category: tax === undefined ? '' : (child(tax, category)?.text ?? ''),
    rate: tax === undefined ? undefined : numberAt(tax, [rate]),
  };
}

/** BT-131 = BT-146 × BT-129 ÷ BT-149 − Σ BT-136 + Σ BT-141, to the cent; a line without price or quantity says nothing against it. */
function addsUp(line: XmlNode, places: FigurePlaces): boolean {
  const [quantity] = places.quantity
    .map((path) => numberAt(line, path))
    .filter((found) => found !== undefined);
  const price = numberAt(line, places.price);
  const net = numberAt(line, places.lineNet);
  if (net === undefined) return false;
  if (quantity === undefined || price === undefined) return true;
  const base = numberAt(line, places.baseQuantity) ?? new XsDecimal(1, 0);
  const entries = at(line, ...places.lineEntries).map((entry) => entryOf(entry, places));
  if (entries.some((entry) => entry === undefined)) return false;
  const signed = entries.flatMap((entry) => (entry === undefined ? [] : [signedAmount(entry)]));
  const expected = add(divide(multiply(quantity, price), base), sum(signed));
  return equal(roundTo(expected, 2), roundTo(net, 2)) === true;
}

/** What the item adds to the total without VAT. */
export function signedAmount({ kind, amount }: Item): XsDecimal {
  const signed = kind === 'allowance' ? subtract(new XsDecimal(0, 0), amount) : amount;
  return signed instanceof XsDecimal ? signed : amount;
}

function numberAt(node: XmlNode, path: readonly string[]): XsDecimal | undefined {
  const [found, second] = at(node, ...path);
  return second === undefined ? numberOf(found) : undefined;
}

/** The number that a node holds. */
export function numberOf(node: XmlNode | undefined): XsDecimal | undefined {
  if (node === undefined) return undefined;
  const value = decimal(node.text);
  return value instanceof XsDecimal ? value : undefined;
}
