/** What every kind of remedy is: from a finding to changes worth trying, the most careful first. */
import type { XmlNode } from '@scell/syntax';
import type { Finding } from '../../validate.ts';
import type { Change, Editor } from '../edits.ts';

/**
 * Changes that may silence the finding, each on its own; none where this remedy has nothing to offer. They need not work: patches-for.ts
 * tries them and keeps the first that does. What they must be is honest: information that a person would have to know is never made up.
 */
export type Remedy = (finding: Finding, editor: Editor) => readonly Change[];

/** The nodes of a subtree, itself first, in document order. */
export function* descendants(node: XmlNode): Generator<XmlNode> {
  yield node;
  for (const child of node.children) yield* descendants(child);
}

/** The nodes at and below the hits, each once. */
export function nodesUnder(finding: Finding): Set<XmlNode> {
  const nodes = new Set<XmlNode>();
  for (const { node } of finding.hits)
    if (!nodes.has(node)) for (const inner of descendants(node)) nodes.add(inner);
  return nodes;
}

export function isLeaf(node: XmlNode): boolean {
  return node.children.length === 0;
}
