/** The nodes of the tree as the reader makes them: places in the source, their text cut out when it is asked for. */
import type { Position, XmlAttribute, XmlDocument, XmlNode } from './node.ts';
import type { ElementName } from './scope.ts';
import { stringValue } from './text.ts';

export const NO_ATTRIBUTES: readonly XmlAttribute[] = Object.freeze([]);
const NO_CHILDREN: Element[] = [];

export class Element implements XmlNode {
  readonly tag: string;
  readonly parent: Element | null;
  children: Element[] = NO_CHILDREN;
  readonly attributes: readonly XmlAttribute[];
  readonly offset: number;
  /** As the document spells it. */
  readonly name: ElementName;
  private readonly source: string;
  /** Where the content lies in the source. */
  private readonly contentStart: number;
  contentEnd: number;
  /** Nothing in the content but characters that stand for themselves. */
  plain = true;
  private value: string | undefined = undefined;

  constructor(
    name: ElementName,
    parent: Element | null,
    attributes: readonly XmlAttribute[],
    offset: number,
    source: string,
    contentStart: number,
  ) {
    this.name = name;
    this.tag = name.tag;
    this.parent = parent;
    this.attributes = attributes;
    this.offset = offset;
    this.source = source;
    this.contentStart = contentStart;
    this.contentEnd = contentStart;
  }

  get text(): string {
    this.value ??= this.plain
      ? this.source.slice(this.contentStart, this.contentEnd)
      : stringValue(this.source, this.contentStart, this.contentEnd);
    return this.value;
  }
}

export class Document implements XmlDocument {
  readonly root: XmlNode;
  readonly source: string;
  private lines: number[] | undefined = undefined;

  constructor(root: XmlNode, source: string) {
    this.root = root;
    this.source = source;
  }

  lineOf(offset: number): Position {
    this.lines ??= lineStarts(this.source);
    let low = 0;
    let high = this.lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lines[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.lines[low] ?? 0) + 1 };
  }
}

/** A line ends with a line feed, a carriage return, or both (§2.11). */
export function lineStarts(source: string): number[] {
  const starts = [0];
  for (const end of source.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
  return starts;
}
