/**
 * CII documents changed at random, reproducible from a seed, for the profiles of Factur-X: besides what `mutate.ts` does to values, elements of the
 * largest profile grow where the grammar has a place for them, so that the structure of every profile is tried, not only what we write.
 */
import { readXml, writeCii, type XmlNode } from '@scell/syntax';
import { samples } from '../packages/en16931/test/samples.ts';
import { type ProfileElement, profileTree } from '../packages/validation/src/facturx/grammar/profile-tree.ts';

import { type Random, randomFrom } from './random.ts';

export interface FacturXMutant {
  /** Seed, number, sample and changes: enough to make it again. */
  name: string;
  content: string;
}

/** An element that can be changed. */
interface Element {
  tag: string;
  attributes: Map<string, string>;
  children: Element[];
  text: string;
}

const CODES = (
  'S Z E AE K G O L M B s 380 381 384 386 389 326 471 EUR USD STD STN eur FR DE ES XI EL fr 1A VAT TAX vat VA FC 0002 0088 0225 0246 EM 0219 BY SE ' +
  'C62 HUR XPP ZZZ 30 48 58 59 1 7 8 102 203 205 VATEX-EU-O VATEX-EU-AE VATEX-FR-FRANCHISE PMT PMD AAB AAA VAD 130 50 916 5 35 72 432 true false 0 ' +
  '95 104 ABL DETAIL GROUP INFORMATION fra CFR 3 119 120 7161 5153 MARCHE application/pdf text/xml HS ZZ'
).split(' ');
/** No NaN and no negative zero: XPath engines disagree on how they compare with 0. */
const NUMBERS =
  '0 0.00 0.01 -1 1 2 10 19.999 20 20.00 5.5 100.00 1e3 1,00 abc +5 .5 100000000000000000000.01'.split(' ');
const DATES = ['20261120', '20261131', '20260229', '2026-11-20', '202611201530', '202611202460', '20261301'];
const TEXTS = ['', ' ', 'A', ' 1 ', 'FR12100000009', 'ZZ1', '1', '2', '732829320'];
const ATTRIBUTES = [
  'schemeID',
  'currencyID',
  'unitCode',
  'listID',
  'listVersionID',
  'format',
  'mimeCode',
  'filename',
];

/** Enough to try what stands together, and no giants. */
const MOST_CHILDREN = 12;

const ROOT = profileTree('extended');

/** Endless mutants of our samples, or of other documents. */
export function* facturXMutants(
  seed: number,
  bases: readonly { name: string; content: string }[] = ourSamples(),
): Generator<FacturXMutant> {
  for (let count = 0; ; count++) {
    const random = randomFrom(seed * 1_000_003 + count);
    const base = bases[random(bases.length)];
    if (base === undefined) return;
    const root = elementOf(readXml(base.content).root);
    const changes: string[] = [];
    for (let left = 1 + random(5); left > 0; left--) changes.push(change(root, random));
    yield { name: `${seed}/${count} ${base.name}: ${changes.join(' + ')}`, content: written(root) };
  }
}

function ourSamples(): { name: string; content: string }[] {
  return Object.entries(samples).map(([name, invoice]) => ({ name, content: writeCii(invoice) }));
}

function elementOf(node: XmlNode): Element {
  return {
    tag: node.tag,
    attributes: new Map(node.attributes.map(({ name, value }) => [name, value])),
    children: node.children.map(elementOf),
    text: node.children.length === 0 ? node.text : '',
  };
}

const NAMESPACES: Readonly<Record<string, string>> = {
  rsm: 'CrossIndustryInvoice',
  ram: 'ReusableAggregateBusinessInformationEntity',
  udt: 'UnqualifiedDataType',
  qdt: 'QualifiedDataType',
};

function written(root: Element): string {
  const declarations = Object.entries(NAMESPACES).map(([prefix, name]): [string, string] => [
    `xmlns:${prefix}`,
    `urn:un:unece:uncefact:data:standard:${name}:100`,
  ]);
  return `${text({ ...root, attributes: new Map([...declarations, ...root.attributes]) })}\n`;
}

function text({ tag, attributes, children, text: value }: Element): string {
  const all = Array.from(attributes, ([name, content]) => ` ${name}="${escaped(content)}"`).join('');
  const body = children.length > 0 ? `\n${children.map(text).join('')}` : escaped(value);
  return `<${tag}${all}>${body}</${tag}>\n`;
}

function escaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

/** One change below the root, and its name. */
function change(root: Element, random: Random): string {
  const pick = <T>(list: readonly T[]): T | undefined => list[random(list.length)];
  const owners = below(root).filter(({ children }) => children.length > 0);
  const owner = random(4) === 0 ? root : (pick(owners) ?? root);
  const at = random(owner.children.length);
  const element = owner.children[at];
  if (element === undefined) return 'nothing';
  switch (random(12)) {
    case 0:
      owner.children.splice(at, 1);
      return `delete ${element.tag}`;
    case 1:
      owner.children.splice(at, 0, structuredClone(element));
      return `double ${element.tag}`;
    case 2: {
      const place = pick(owners) ?? root;
      place.children.push(structuredClone(element));
      return `copy ${element.tag} to ${place.tag}`;
    }
    case 3:
    case 4: {
      const name = pick(random(3) === 0 ? ATTRIBUTES : [...element.attributes.keys()]) ?? 'schemeID';
      const value = pick([...CODES, '', ' ']) ?? '';
      if (element.attributes.has(name) && random(2) === 0) element.attributes.delete(name);
      else element.attributes.set(name, value);
      return `${element.tag}/@${name} = ${element.attributes.get(name)}`;
    }
    case 5:
    case 6: {
      const leaf = pick(below(root).filter(({ children }) => children.length === 0)) ?? element;
      leaf.text = otherText(leaf.text, random, pick);
      return `${leaf.tag} = ${JSON.stringify(leaf.text)}`;
    }
    default:
      return grow(root, random, pick);
  }
}

function below(element: Element): Element[] {
  return element.children.flatMap((child) => [child, ...below(child)]);
}

type Pick = <T>(list: readonly T[]) => T | undefined;

/** Adds what the grammar knows below some element. */
function grow(root: Element, random: Random, pick: Pick): string {
  let element = root;
  let entry = ROOT;
  // Down a random path of the document, as far as the grammar follows.
  for (let steps = 1 + random(7); steps > 0; steps--) {
    const known = element.children.filter(({ tag }) => entry.byTag.has(tag));
    const child = pick(known);
    const next =
      child === undefined
        ? undefined
        : pick(entry.byTag.get(child.tag)?.filter(({ children }) => children.length > 0) ?? []);
    if (child === undefined || next === undefined) break;
    element = child;
    entry = next;
  }
  const chosen = pick(entry.children.filter(({ variant }) => variant === undefined));
  if (chosen === undefined) return 'nothing';
  element.children.push(made(chosen, entry, random, pick));
  return `grow ${chosen.tag} in ${element.tag}`;
}

/** An element of the grammar with some of what it may hold. */
function made(plain: ProfileElement, owner: ProfileElement, random: Random, pick: Pick): Element {
  const entry = pick(owner.byTag.get(plain.tag) ?? []) ?? plain;
  const attributes = entry.attributes.flatMap(({ name, isUsed, codes }): [string, string][] =>
    random(isUsed ? 6 : 3) === 0
      ? []
      : isUsed || random(2) === 0
        ? [[name, valueFor(codes, random, pick)]]
        : [],
  );
  const children = entry.children
    .filter(
      ({ variant, atLeast, isUsed }) =>
        variant === undefined && random(atLeast > 0 ? 8 : isUsed ? 2 : 6) !== 1,
    )
    .map((child) => made(child, entry, random, pick));
  const isLeaf = entry.children.length === 0;
  return {
    tag: entry.tag,
    attributes: new Map(attributes),
    children: children.slice(0, MOST_CHILDREN),
    text: isLeaf ? leafText(entry, random, pick) : '',
  };
}

function valueFor(codes: ProfileElement['codes'], random: Random, pick: Pick): string {
  const listed = CODES.filter((code) => codes.every(({ isListed }) => isListed(code)));
  return pick(listed.length > 0 && random(5) > 0 ? listed : CODES) ?? '';
}

function leafText({ tag, codes }: ProfileElement, random: Random, pick: Pick): string {
  if (codes.length > 0 || /(?:Code|Indicator)$/.test(tag)) return valueFor(codes, random, pick);
  if (/Date(?:Time)?String$/.test(tag)) return pick(DATES) ?? '';
  if (/(?:Amount|Percent|Quantity|Measure|Numeric|Rate)$/.test(tag)) return pick(NUMBERS) ?? '';
  return pick(TEXTS) ?? '';
}

function otherText(value: string, random: Random, pick: Pick): string {
  switch (random(/^-?\d+(?:\.\d+)?$/.test(value) ? 9 : 5)) {
    case 0:
      return pick(CODES) ?? '';
    case 1:
      return pick(NUMBERS) ?? '';
    case 2:
      return pick(DATES) ?? '';
    case 3:
      return pick(TEXTS) ?? '';
    case 4:
      return ` ${value}\n`;
    default: {
      // An amount off by little: where tolerances and roundings lie.
      const step = pick([0.01, -0.01, 0.02, -0.02, 0.03, 1, -1, 0.005]) ?? 0;
      const decimals = Math.max(value.split('.')[1]?.length ?? 0, random(4));
      return (Number(value) + step).toFixed(decimals).replace(/^-(0(?:\.0+)?)$/, '$1');
    }
  }
}
