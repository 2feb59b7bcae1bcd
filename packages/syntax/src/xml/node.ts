/** The faithful tree: every element in order, duplicates and empties kept, each with its place in the source. */

/** An attribute that is no namespace declaration. */
export interface XmlAttribute {
  /** The local name where there is no prefix ("schemeID"), else "{uri}local". */
  readonly name: string;
  /** Normalised as XML 1.0 §3.3.3 asks of a parser without a DTD. */
  readonly value: string;
}

/** An element. */
export interface XmlNode {
  /**
   * The canonical name, whatever prefix the document uses: "ram:TypeCode", "cbc:ID", "ubl:Invoice", "cn:CreditNote", "ext:…". A foreign
   * namespace gives "{uri}local", no namespace "local". Interned: compare with ===.
   */
  readonly tag: string;
  /** Null for the root element. */
  readonly parent: XmlNode | null;
  /** The child elements, in document order. */
  readonly children: readonly XmlNode[];
  /** The string value of XPath: the text of all descendants, CDATA included, not normalised. */
  readonly text: string;
  readonly attributes: readonly XmlAttribute[];
  /** Where "<" stands in the source, in UTF-16 code units. */
  readonly offset: number;
}

/** A place for a reader of the source; both count from 1, columns in UTF-16 code units. */
export interface Position {
  line: number;
  column: number;
}

/** A well-formed document. */
export interface XmlDocument {
  readonly root: XmlNode;
  /** The decoded source, without a byte order mark; offsets point into it. */
  readonly source: string;
  lineOf(offset: number): Position;
}

/** The value of an attribute, or undefined. */
export function attribute(node: XmlNode, name: string): string | undefined {
  for (const candidate of node.attributes) if (candidate.name === name) return candidate.value;
  return undefined;
}

/** The first child element of that tag, or undefined. */
export function child(node: XmlNode, tag: string): XmlNode | undefined {
  for (const candidate of node.children) if (candidate.tag === tag) return candidate;
  return undefined;
}

/** The child elements of that tag, in document order. */
export function childrenOf(node: XmlNode, tag: string): XmlNode[] {
  const found: XmlNode[] = [];
  for (const candidate of node.children) if (candidate.tag === tag) found.push(candidate);
  return found;
}
