/** Where an element and its parts stand in the source, for whoever changes a document without writing it anew. */
import type { XmlDocument, XmlNode } from './node.ts';

/** Two places of the source, in UTF-16 code units: the first character, and the one after the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An attribute as the source spells it. */
export interface AttributeSpan extends Span {
  /** With its prefix: "schemeID", "xsi:schemaLocation". */
  readonly name: string;
  /** What stands between the quotes. */
  readonly value: Span;
  readonly quote: '"' | "'";
}

/** An element as the source spells it. */
export interface ElementSpan extends Span {
  /** With the prefix of the document: "ram:ID", "n1:ID", "ID". */
  readonly name: string;
  /** In the order of the source, namespace declarations included; each span begins at the name. */
  readonly attributes: readonly AttributeSpan[];
  /** Where the name and the attributes end: before ">" or "/>", blanks not counted. */
  readonly attributesEnd: number;
  /** What stands between the tags; empty, and after the only tag, where `isEmptyTag`. */
  readonly content: Span;
  /** Of the form `<name/>`. */
  readonly isEmptyTag: boolean;
}

/** The places of an element of this document. Time: its start tag, and what follows its last child. */
export function spanOf({ source }: XmlDocument, node: XmlNode): ElementSpan {
  return elementSpan(source, node);
}

function elementSpan(source: string, node: XmlNode): ElementSpan {
  const start = node.offset;
  const tag = startTag(source, start);
  if (tag.isEmptyTag)
    return { ...tag, start, end: tag.tagEnd, content: { start: tag.tagEnd, end: tag.tagEnd } };
  const last = node.children.at(-1);
  const contentEnd = endTagAfter(source, last === undefined ? tag.tagEnd : elementSpan(source, last).end);
  return {
    ...tag,
    start,
    end: source.indexOf('>', contentEnd) + 1,
    content: { start: tag.tagEnd, end: contentEnd },
  };
}

const NAME = /[^\s/>=]+/y;
const ATTRIBUTE = /\s+([^\s/>=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;

function startTag(source: string, start: number) {
  NAME.lastIndex = start + 1;
  const name = NAME.exec(source)?.[0] ?? '';
  const attributes: AttributeSpan[] = [];
  let at = start + 1 + name.length;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(source);
    if (match === null) break;
    const [whole, attribute = '', double, single] = match;
    const quote = double === undefined ? "'" : '"';
    const value = double ?? single ?? '';
    const end = at + whole.length;
    attributes.push({
      name: attribute,
      start: at + whole.search(/\S/),
      end,
      value: { start: end - 1 - value.length, end: end - 1 },
      quote,
    });
    at = end;
  }
  const close = source.indexOf('>', at);
  return {
    name,
    attributes,
    attributesEnd: at,
    tagEnd: close + 1,
    isEmptyTag: source[close - 1] === '/',
  };
}

/** The next end tag from a place after which no element begins: comments, instructions and CDATA sections are passed over. */
function endTagAfter(source: string, from: number): number {
  let at = from;
  for (;;) {
    at = source.indexOf('<', at);
    if (at < 0) return source.length;
    if (source.startsWith('<!--', at)) at = source.indexOf('-->', at + 4) + 3;
    else if (source.startsWith('<![CDATA[', at)) at = source.indexOf(']]>', at + 9) + 3;
    else if (source.startsWith('<?', at)) at = source.indexOf('?>', at + 2) + 2;
    else return at;
  }
}
