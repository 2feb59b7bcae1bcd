/** Selections of nodes and the tests on them that XPath 2.0 rules are made of. */
import { attribute, type XmlNode } from '@scell/syntax';
import {
  decimal,
  double,
  EMPTY,
  isBlank,
  MALFORMED,
  type Numeric,
  stringLength,
  type Truth,
} from '../engine/values.ts';

const NONE: readonly XmlNode[] = [];

/** The nodes at the end of a path of child steps, up to four. */
export function select(
  from: XmlNode,
  first: string,
  second?: string,
  third?: string,
  fourth?: string,
): readonly XmlNode[] {
  return collect(from, undefined, first, second, third, fourth) ?? NONE;
}

/** Rules select a dozen times a line and mostly find one node or none: no array is made for a step on the way. */
function collect(
  from: XmlNode,
  found: XmlNode[] | undefined,
  first: string,
  second?: string,
  third?: string,
  fourth?: string,
): XmlNode[] | undefined {
  let nodes = found;
  for (const node of from.children) {
    if (node.tag !== first) continue;
    if (second !== undefined) nodes = collect(node, nodes, second, third, fourth);
    else if (nodes === undefined) nodes = [node];
    else nodes.push(node);
  }
  return nodes;
}

/** As `select`, from several nodes and of any length. */
export function selectAll(from: readonly XmlNode[], ...path: readonly string[]): readonly XmlNode[] {
  let nodes = from;
  for (const tag of path) {
    const next: XmlNode[] = [];
    for (const { children } of nodes) for (const node of children) if (node.tag === tag) next.push(node);
    nodes = next;
  }
  return nodes;
}

/** Whether a path of child steps, up to three, leads to anything. */
export function has(from: XmlNode, first: string, second?: string, third?: string): boolean {
  for (const node of from.children)
    if (node.tag === first && (second === undefined || has(node, second, third))) return true;
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

/** Whether one of the nodes bears the attribute. */
export function bearAttribute(nodes: readonly XmlNode[], name: string): boolean {
  return nodes.some((node) => attribute(node, name) !== undefined);
}

/** `normalize-space(nodes) != ''`: XPath takes no sequence of several there. */
export function isFilled(nodes: readonly XmlNode[]): Truth {
  if (nodes.length > 1) return undefined;
  const [node] = nodes;
  return node !== undefined && !isBlank(node.text);
}

/** `normalize-space(nodes/@name) != ''`. */
export function isAttributeFilled(nodes: readonly XmlNode[], name: string): Truth {
  let outcome: Truth = false;
  let found = 0;
  for (const node of nodes) {
    const value = attribute(node, name);
    if (value === undefined) continue;
    if (++found > 1) return undefined;
    outcome = !isBlank(value);
  }
  return outcome;
}

/** `upper-case(ram:TypeCode) = 'VAT'`. */
export function isVat(tax: XmlNode): Truth {
  const types = select(tax, 'ram:TypeCode');
  if (types.length > 1) return undefined;
  const type = types[0]?.text;
  return type === 'VAT' || type?.toUpperCase() === 'VAT';
}

/** Whether a VAT category is given: `taxes[upper-case(ram:TypeCode) = 'VAT']/ram:CategoryCode`. */
export function haveVatCategory(taxes: readonly XmlNode[]): Truth {
  for (const tax of taxes) {
    const vat = isVat(tax);
    if (vat === undefined) return undefined;
    if (vat && has(tax, 'ram:CategoryCode')) return true;
  }
  return false;
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

/** Whether one of the nodes is this number: `nodes = value`. */
export function someEqual(nodes: readonly XmlNode[], value: number): Truth {
  return someCompare(nodes, (found) => found === value);
}

/**
 * Whether one of the nodes compares so: `nodes > 0`. What stands behind the first that does is not read. NaN and negative zero compare as XPath
 * F&O §6.3 says (-0 = 0, and nothing is true of NaN), which SaxonJS follows and Saxon-HE does not.
 */
export function someCompare(nodes: readonly XmlNode[], compares: (value: number) => boolean): Truth {
  for (const { text } of nodes) {
    const value = doubleOf(text);
    if (value === undefined) return undefined;
    if (compares(value)) return true;
  }
  return false;
}

/** `sum(nodes)` of untyped nodes: double after double, in document order; undefined where a node is no number. */
export function doubleSum(nodes: readonly XmlNode[]): number | undefined {
  let sum = 0;
  for (const { text } of nodes) {
    const value = doubleOf(text);
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}

const PLAIN_NUMBER = /^-?[0-9]+(?:\.[0-9]+)?$/;

/** `xs:double(text)`, without the whole grammar for the numbers that invoices are made of. */
function doubleOf(text: string): number | undefined {
  return PLAIN_NUMBER.test(text) ? Number(text) : double(text);
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

/** `string-length(substring-after(nodes, '.')) <= 2`, on the text as it stands. */
export function hasTwoDecimals(nodes: readonly XmlNode[]): Truth {
  if (nodes.length > 1) return undefined;
  const text = nodes[0]?.text ?? '';
  const point = text.indexOf('.');
  return point < 0 || text.length - point - 1 <= 2 || stringLength(text.slice(point + 1)) <= 2;
}

/** What is told of a node, once: rules ask the same of a parent for each of its children, and a hostile document has many. */
export function remembered<T>(tell: (node: XmlNode) => T): (node: XmlNode) => T {
  const told = new Map<XmlNode, { value: T }>();
  return (node) => {
    const known = told.get(node) ?? { value: tell(node) };
    told.set(node, known);
    return known.value;
  };
}
