import type { XmlNode } from '@scell/syntax';

/** Visits a node and all below it, in document order. */
export function walk(node: XmlNode, visit: (node: XmlNode) => void): void {
  visit(node);
  for (const child of node.children) walk(child, visit);
}
