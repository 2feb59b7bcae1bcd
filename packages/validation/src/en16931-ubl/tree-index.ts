/** The elements of a document by name, and the owners of attributes by name: what answers the `//name` steps of the rules in one walk. */
import type { XmlDocument, XmlNode } from '@scell/syntax';
import { Operands } from './operands.ts';

const NONE: readonly XmlNode[] = [];

/** A document looked up by names; every list is in document order. */
export class TreeIndex {
  readonly root: XmlNode;
  /** Rules of EN 16931 that the set in force does not have: what only they would read stops nobody. */
  readonly omitted: ReadonlySet<string>;
  /** Reads the values the tests compute with. */
  readonly operands = new Operands();
  /** Every tag of the document with its elements. */
  readonly elements: ReadonlyMap<string, readonly XmlNode[]>;
  /** Every attribute name of the document with the elements that carry it. */
  readonly owners: ReadonlyMap<string, readonly XmlNode[]>;

  constructor(document: XmlDocument, omitted: ReadonlySet<string> = new Set()) {
    this.root = document.root;
    this.omitted = omitted;
    const elements = new Map<string, XmlNode[]>();
    const owners = new Map<string, XmlNode[]>();
    collect(document.root, elements, owners);
    this.elements = elements;
    this.owners = owners;
  }

  /** The elements of that tag, at any depth. */
  all(tag: string): readonly XmlNode[] {
    return this.elements.get(tag) ?? NONE;
  }

  /** The elements of that tag whose parent has that tag, at any depth. */
  allUnder(parent: string, tag: string): readonly XmlNode[] {
    const candidates = this.all(tag);
    return candidates.every((node) => node.parent?.tag === parent)
      ? candidates
      : candidates.filter((node) => node.parent?.tag === parent);
  }
}

function collect(node: XmlNode, elements: Map<string, XmlNode[]>, owners: Map<string, XmlNode[]>): void {
  add(elements, node.tag, node);
  for (const { name } of node.attributes) add(owners, name, node);
  for (const inner of node.children) collect(inner, elements, owners);
}

function add(map: Map<string, XmlNode[]>, key: string, node: XmlNode): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [node]);
  else list.push(node);
}
