/**
 * What an XPath expression of the official rules takes from the tree, as values of XPath 2.0. At two of its run-time errors the official engines stop
 * (engine/stops.ts): here they are thrown as `Unjudged`, and judge.ts goes on with the next assertion.
 */
import { attribute, type XmlNode } from '@scell/syntax';
import type { StopRule } from '../engine/stops.ts';
import { double, normalizeSpace, number } from '../engine/values.ts';

/** Why an assertion cannot be judged, by the rule of our own that says so. No Error: nobody looks at the stack, and gathering one is slow. */
export class Unjudged {
  /** SCELL-REPEATED: an element stands again where one value is asked for. SCELL-NUMBER: a text in a sum is no number. */
  readonly rule: Extract<StopRule, 'SCELL-REPEATED' | 'SCELL-NUMBER'>;
  /** The second of the elements, or the text. */
  readonly node: XmlNode;

  constructor(rule: Unjudged['rule'], node: XmlNode) {
    this.rule = rule;
    this.node = node;
  }
}

/** Nodes below a node, in document order. */
export type Select = (node: XmlNode) => readonly XmlNode[];

const none: readonly XmlNode[] = [];

/** The elements at a path of child names, "ram:A/ram:B"; a step may name several, "cac:InvoiceLine|cac:CreditNoteLine". */
export function at(path: string): Select {
  const steps = path.split('/').map((step) => new Step(step.split('|')));
  return (node) => {
    let nodes: readonly XmlNode[] = [node];
    for (const step of steps) {
      nodes = step.from(nodes);
      if (nodes.length === 0) return none;
    }
    return nodes;
  };
}

/** One step down. Most find nothing, and then make nothing. */
class Step {
  readonly #tag: string;
  readonly #others: readonly string[];

  constructor([tag = '', ...others]: readonly string[]) {
    this.#tag = tag;
    this.#others = others;
  }

  from(parents: readonly XmlNode[]): readonly XmlNode[] {
    let found: XmlNode[] | undefined;
    for (const parent of parents) {
      for (const child of parent.children) {
        if (child.tag !== this.#tag && !(this.#others.length > 0 && this.#others.includes(child.tag)))
          continue;
        if (found === undefined) found = [child];
        else found.push(child);
      }
    }
    return found ?? none;
  }
}

/** Those whose attribute has that value. */
export function withAttribute(nodes: readonly XmlNode[], name: string, value: string): readonly XmlNode[] {
  return nodes.filter((node) => attribute(node, name) === value);
}

/** The only node of an operand, or undefined. @throws {Unjudged} */
function only(nodes: readonly XmlNode[]): XmlNode | undefined {
  const [node, second] = nodes;
  if (second !== undefined) throw new Unjudged('SCELL-REPEATED', second);
  return node;
}

/** The string value of an operand of one item at most; "" when there is none. @throws {Unjudged} */
export function textOf(nodes: readonly XmlNode[]): string {
  return only(nodes)?.text ?? '';
}

/** `textOf`, blanks normalised. @throws {Unjudged} */
export function normalizedTextOf(nodes: readonly XmlNode[]): string {
  return normalizeSpace(textOf(nodes));
}

/** The general comparison `=`: one of the nodes has that text. */
export function has(nodes: readonly XmlNode[], text: string): boolean {
  return nodes.some((node) => node.text === text);
}

/** The general comparison `=` with a list: one of the nodes has one of the texts. */
export function hasAny(nodes: readonly XmlNode[], texts: ReadonlySet<string>): boolean {
  return nodes.some((node) => texts.has(node.text));
}

/** The general comparison `!=` with a list: one of the nodes differs from one of the texts. */
export function differsFromAny(nodes: readonly XmlNode[], texts: ReadonlySet<string>): boolean {
  if (texts.size === 0) return false;
  return texts.size > 1 ? nodes.length > 0 : nodes.some((node) => !texts.has(node.text));
}

/** The texts of the nodes, once each. */
export function textsOf(nodes: readonly XmlNode[]): ReadonlySet<string> {
  return new Set(nodes.map((node) => node.text));
}

/** fn:number: a double, NaN for what is absent or no number. @throws {Unjudged} */
export function numberOf(nodes: readonly XmlNode[]): number {
  const node = only(nodes);
  return node === undefined ? Number.NaN : number(node.text);
}

/** fn:sum of untyped values: doubles, added in document order; 0 for none. @throws {Unjudged} */
export function sumOf(nodes: readonly XmlNode[]): number {
  let sum = 0;
  for (const node of nodes) {
    const value = double(node.text);
    if (value === undefined) throw new Unjudged('SCELL-NUMBER', node);
    sum += value;
  }
  return sum;
}
