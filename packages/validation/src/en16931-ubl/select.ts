/** Steps and predicates on a node that the rules share, with the meaning XPath 2.0 gives them on untyped documents. */
import { attribute, child, type XmlNode } from '@scell/syntax';
import { normalizeSpace } from '../engine/values.ts';

/** `exists(tag)`. */
export function has(node: XmlNode, tag: string): boolean {
  return child(node, tag) !== undefined;
}

/** `normalize-space(tag)`: empty when there is no such child. Of several, for which XPath has no answer, the first. */
export function textOf(node: XmlNode, tag: string): string {
  const found = child(node, tag);
  return found === undefined ? '' : normalizeSpace(found.text);
}

/** The elements at the end of a path of child steps. */
export function at(node: XmlNode, ...path: readonly string[]): readonly XmlNode[] {
  let nodes: readonly XmlNode[] = [node];
  for (const tag of path) {
    const next: XmlNode[] = [];
    for (const parent of nodes) for (const inner of parent.children) if (inner.tag === tag) next.push(inner);
    nodes = next;
  }
  return nodes;
}

/** The first element at the end of a path of child steps, in document order. */
export function firstAt(node: XmlNode, ...path: readonly string[]): XmlNode | undefined {
  return firstFrom(node, path, 0);
}

function firstFrom(node: XmlNode, path: readonly string[], step: number): XmlNode | undefined {
  const tag = path[step];
  if (tag === undefined) return node;
  for (const inner of node.children) {
    if (inner.tag !== tag) continue;
    const found = firstFrom(inner, path, step + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How many elements stand at the end of a path of child steps. */
export function countAt(node: XmlNode, ...path: readonly string[]): number {
  return countFrom(node, path, 0);
}

function countFrom(node: XmlNode, path: readonly string[], step: number): number {
  const tag = path[step];
  if (tag === undefined) return 1;
  let count = 0;
  for (const inner of node.children) if (inner.tag === tag) count += countFrom(inner, path, step + 1);
  return count;
}

/** `tag = 'value'`: some child of that tag has exactly that text. */
export function someChildIs(node: XmlNode, tag: string, value: string): boolean {
  for (const inner of node.children) if (inner.tag === tag && inner.text === value) return true;
  return false;
}

/** `exists(tag/@name)`. */
export function someChildCarries(node: XmlNode, tag: string, name: string): boolean {
  for (const inner of node.children) {
    if (inner.tag === tag && attribute(inner, name) !== undefined) return true;
  }
  return false;
}

/** `nodes = texts` over two sequences: some text stands in both. */
export function someTextIn(nodes: readonly XmlNode[], texts: ReadonlySet<string>): boolean {
  return nodes.some(({ text }) => texts.has(text));
}

/** `nodes != texts` over two sequences: some text of one differs from some text of the other. */
export function someTextDiffers(nodes: readonly XmlNode[], texts: ReadonlySet<string>): boolean {
  if (nodes.length === 0 || texts.size === 0) return false;
  return texts.size > 1 || nodes.some(({ text }) => !texts.has(text));
}

/** Whether the node is reached from the document element by exactly these tags, its own last: `/{*}/a/b`. */
export function isAt(node: XmlNode, ...path: readonly string[]): boolean {
  let current: XmlNode | null = node;
  for (let step = path.length - 1; step >= 0; step -= 1) {
    if (current?.tag !== path[step]) return false;
    current = current?.parent ?? null;
  }
  return current !== null && current.parent === null;
}

/** Whether the last tags of the path to the node are these, its own last: `a/b`. */
export function endsAt(node: XmlNode, ...path: readonly string[]): boolean {
  let current: XmlNode | null = node;
  for (let step = path.length - 1; step >= 0; step -= 1) {
    if (current === null || current.tag !== path[step]) return false;
    current = current.parent;
  }
  return true;
}
