/** The nodes of the tree as the reader makes them: places in the source, their text cut out when it is asked for. */
import { Lines } from './lines.ts';
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
  private lines: Lines | undefined = undefined;

  constructor(root: XmlNode, source: string) {
    this.root = root;
    this.source = source;
  }

  lineOf(offset: number): Position {
    this.lines ??= new Lines(this.source);
    return this.lines.positionOf(offset);
  }
}
