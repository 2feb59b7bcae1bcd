/** Where a node stands, as an XPath for people. */
import type { XmlNode } from '@scell/syntax';

/**
 * Gives paths such as `/ubl:Invoice/cac:InvoiceLine[2]/cbc:ID`; a position is written where siblings share the name. Keeps the positions it
 * has counted, so that many findings under one parent cost no more than one.
 */
export class Locator {
  private readonly positions = new Map<XmlNode, string>();

  pathOf(node: XmlNode): string {
    let path = '';
    for (let at: XmlNode | null = node; at !== null; at = at.parent) path = `/${this.step(at)}${path}`;
    return path;
  }

  private step(node: XmlNode): string {
    if (node.parent === null) return node.tag;
    const known = this.positions.get(node);
    if (known !== undefined) return known;
    const counts = new Map<string, number>();
    for (const { tag } of node.parent.children) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    const seen = new Map<string, number>();
    for (const sibling of node.parent.children) {
      const position = (seen.get(sibling.tag) ?? 0) + 1;
      seen.set(sibling.tag, position);
      this.positions.set(
        sibling,
        counts.get(sibling.tag) === 1 ? sibling.tag : `${sibling.tag}[${position}]`,
      );
    }
    return this.positions.get(node) ?? node.tag;
  }
}
