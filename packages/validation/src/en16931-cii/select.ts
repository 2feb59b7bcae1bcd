/** Selections of nodes and the tests on them that XPath 2.0 rules are made of. */
import { attribute, type XmlNode } from '@scell/syntax';
import {
  decimal,
  double,
  EMPTY,
  isBlank,
  MALFORMED,
  type Numeric,
  type Truth,
  type XsDecimal,
} from '../engine/values.ts';

/** The nodes at the end of a path of child steps. */
export function select(from: XmlNode, ...path: readonly string[]): readonly XmlNode[] {
  return selectAll([from], ...path);
}

/** As `select`, from several nodes. */
export function selectAll(from: readonly XmlNode[], ...path: readonly string[]): readonly XmlNode[] {
  let nodes = from;
  for (const tag of path) {
    const next: XmlNode[] = [];
    for (const { children } of nodes) for (const node of children) if (node.tag === tag) next.push(node);
    nodes = next;
  }
  return nodes;
}

/** Whether a path of child steps leads to anything. */
export function has(from: XmlNode, tag: string, ...path: readonly string[]): boolean {
  for (const node of from.children) {
    if (node.tag !== tag) continue;
    const [next, ...rest] = path;
    if (next === undefined || has(node, next, ...rest)) return true;
  }
  return false;
}

/** How many child elements bear the tag. */
export function count(from: XmlNode, tag: string): number {
  let found = 0;
  for (const node of from.children) if (node.tag === tag) found++;
  return found;
}

/** Whether one of the child elements of that tag holds exactly this text: `ram:CategoryCode = 'S'`. */
export function hasText(from: XmlNode, tag: string, text: string): boolean {
  for (const node of from.children) if (node.tag === tag && node.text === text) return true;
  return false;
}

/** Whether an attribute is exactly this text. */
export function hasAttribute(node: XmlNode, name: string, value: string): boolean {
  return attribute(node, name) === value;
}

/** The texts of nodes. */
export function textsOf(nodes: readonly XmlNode[]): string[] {
  return nodes.map(({ text }) => text);
}

/** The values that an attribute has on nodes; those without it are passed over. */
export function attributesOf(nodes: readonly XmlNode[], name: string): string[] {
  return nodes.flatMap((node) => attribute(node, name) ?? []);
}

/** `normalize-space(texts) != ''`: XPath takes no sequence of several there. */
export function isFilled(texts: readonly string[]): Truth {
  if (texts.length > 1) return undefined;
  return texts.some((text) => !isBlank(text));
}

/** `upper-case(ram:TypeCode) = 'VAT'`. */
export function isVat(tax: XmlNode): Truth {
  const types = select(tax, 'ram:TypeCode');
  if (types.length > 1) return undefined;
  return types.some(({ text }) => text.toUpperCase() === 'VAT');
}

/** `xs:decimal(tag)`: the one child element of that tag. */
export function decimalAt(from: XmlNode, tag: string): Numeric {
  const nodes = select(from, tag);
  return nodes.length > 1 ? MALFORMED : firstDecimal(nodes);
}

/** `xs:decimal(nodes[1])`. */
export function firstDecimal(nodes: readonly XmlNode[]): Numeric {
  const first = nodes[0];
  return first === undefined ? EMPTY : decimal(first.text);
}

/** Whether one of the nodes is this number: `nodes = value`. What stands behind the first match is not read. */
export function someEqual(nodes: readonly XmlNode[], value: number): Truth {
  for (const { text } of nodes) {
    const found = double(text);
    if (found === undefined) return undefined;
    if (found === value) return true;
  }
  return false;
}

/** Whether one of the nodes compares so: `nodes > 0`. All are read, for their greatest or least decides. */
export function someCompare(nodes: readonly XmlNode[], compares: (value: number) => boolean): Truth {
  const values = nodes.map(({ text }) => double(text));
  return values.includes(undefined)
    ? undefined
    : values.some((value) => value !== undefined && compares(value));
}

/** `sum(nodes)` of untyped nodes: double after double, in document order; undefined where a node is no number. */
export function doubleSum(nodes: readonly XmlNode[]): number | undefined {
  let sum = 0;
  for (const { text } of nodes) {
    const value = double(text);
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}

/** The double nearest to a decimal, as comparisons of the two types promote it. */
export function toDouble(value: XsDecimal): number {
  // The quotient of two numbers that doubles hold exactly is the correctly rounded one (IEEE 754 §5.4.1).
  if (typeof value.units === 'number' && value.scale <= 22) return value.units / 10 ** value.scale;
  return Number(value.toString());
}

/** `udt:Indicator = value` on an indicator's texts: xs:boolean knows true, false, 1 and 0. */
export function indicates(indicators: readonly XmlNode[], value: boolean): Truth {
  for (const { text } of indicators) {
    const found = booleanOf(text);
    if (found === undefined) return undefined;
    if (found === value) return true;
  }
  return false;
}

/** `xs:boolean(text)`; undefined where the cast fails. */
export function booleanOf(text: string): boolean | undefined {
  const [, word] = /^[ \t\r\n]*(true|false|1|0)[ \t\r\n]*$/.exec(text) ?? [];
  return word === undefined ? undefined : word === 'true' || word === '1';
}

/** `string-length(substring-after(texts, '.')) <= 2`, on the text as it stands. */
export function hasTwoDecimals(texts: readonly string[]): Truth {
  if (texts.length > 1) return undefined;
  const [text] = texts;
  const point = text === undefined ? -1 : text.indexOf('.');
  return text === undefined || point < 0 || text.length - point - 1 <= 2;
}
