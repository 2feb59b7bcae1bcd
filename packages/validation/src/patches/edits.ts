/** Makes edits of a document: each writes what XML needs (references, the prefixes in force) and leaves the rest as it stands. */
import { attribute, namespaces, spanOf, type XmlDocument, type XmlNode } from '@scell/syntax';
import { Locator } from '../engine/path.ts';
import { isBlank, normalizeSpace } from '../engine/values.ts';
import type { Edit } from './patch.ts';

/** A new element: its name as "ram:TypeCode", its attributes, its text or its children. */
export interface NewElement {
  readonly tag: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content: string | readonly NewElement[];
}

/** Edits, and what the document loses by them. */
export interface Change {
  readonly edits: readonly Edit[];
  readonly lost: readonly string[];
  /** Rules that may not speak any more afterwards: else the change only moves the fault elsewhere. */
  readonly settles?: RegExp;
}

/** A lost text is named up to here. */
const LONGEST_LOSS = 200;

export class Editor {
  readonly document: XmlDocument;
  readonly #locator = new Locator();

  constructor(document: XmlDocument) {
    this.document = document;
  }

  /** Another text in an element without children. What it held is replaced, not lost. */
  replaceText(node: XmlNode, value: string): Change {
    const span = spanOf(this.document, node);
    const { content } = span;
    // An element of one tag gets two.
    const [start, end, becomes] = span.isEmptyTag
      ? [span.attributesEnd, span.end, `>${escapedText(value)}</${span.name}>`]
      : [content.start, content.end, escapedText(value)];
    return change(this.#edit('replace-text', node, start, end, becomes, { value }));
  }

  /** Another value of an attribute, or a new attribute behind the others. `name` is one without a prefix. */
  setAttribute(node: XmlNode, name: string, value: string): Change {
    const { attributes, attributesEnd } = spanOf(this.document, node);
    const known = attributes.find((candidate) => candidate.name === name);
    const [start, end, becomes] = known
      ? [known.value.start, known.value.end, escapedAttribute(value)]
      : [attributesEnd, attributesEnd, ` ${name}="${escapedAttribute(value)}"`];
    return change(this.#edit('set-attribute', node, start, end, becomes, { name, value }));
  }

  /** The attribute and the blank before it go. */
  removeAttribute(node: XmlNode, name: string): Change {
    const { attributes, name: tag, start } = spanOf(this.document, node);
    const index = attributes.findIndex((candidate) => candidate.name === name);
    const found = attributes[index];
    if (found === undefined) return NOTHING;
    const before = attributes[index - 1]?.end ?? start + 1 + tag.length;
    const value = attribute(node, name) ?? '';
    return change(
      this.#edit('remove-attribute', node, before, found.end, '', { name }),
      isBlank(value) ? [] : [named(name, value)],
    );
  }

  /** The element goes, with the line it stands alone on, and with whatever around it would be left empty. */
  remove(node: XmlNode): Change {
    const target = outermostLeftEmpty(node);
    const { source } = this.document;
    const span = spanOf(this.document, target);
    const before = /(?:^|\n)[ \t]*$/.exec(source.slice(Math.max(0, span.start - 1_000), span.start));
    const after = /^[ \t]*\r?\n/.exec(source.slice(span.end, span.end + 1_000));
    const isAlone = before !== null && after !== null;
    const start = isAlone ? span.start - before[0].replace('\n', '').length : span.start;
    const end = isAlone ? span.end + after[0].length : span.end;
    return change(this.#edit('remove', target, start, end, ''), leavesOf(target).flatMap(lossOf));
  }

  /**
   * A new element in `parent`, behind the last child whose name stands before its own in `order` (the order of the schema), else in front of all.
   * Undefined where the parent is written as one tag.
   */
  insert(parent: XmlNode, element: NewElement, order: readonly string[]): Change | undefined {
    const span = spanOf(this.document, parent);
    if (span.isEmptyTag) return undefined;
    const earlier = new Set(order.slice(0, order.indexOf(element.tag)));
    const anchor = parent.children.findLast(({ tag }) => earlier.has(tag));
    const [first] = parent.children;
    const indent = first === undefined ? '' : this.#blankBefore(first);
    const at = anchor === undefined ? span.content.start : spanOf(this.document, anchor).end;
    const written = this.#written(element, parent, indent);
    return change(
      this.#edit('insert', parent, at, at, `${indent}${written}`, {
        name: element.tag,
        ...(typeof element.content === 'string' ? { value: element.content } : {}),
      }),
    );
  }

  /** The line end and blanks in front of an element. */
  #blankBefore(node: XmlNode): string {
    const { source } = this.document;
    return /[ \t\r\n]*$/.exec(source.slice(Math.max(0, node.offset - 1_000), node.offset))?.[0] ?? '';
  }

  #written({ tag, attributes = {}, content }: NewElement, near: XmlNode, indent: string): string {
    const { name, declaration } = this.#nameOf(tag, near);
    const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapedAttribute(value)}"`);
    const open = `<${name}${declaration}${given.join('')}>`;
    if (typeof content === 'string') return `${open}${escapedText(content)}</${name}>`;
    const deeper = indent === '' ? '' : `${indent}${stepOf(indent)}`;
    const inner = content.map((element) => `${deeper}${this.#written(element, near, deeper)}`);
    return `${open}${inner.join('')}${indent}</${name}>`;
  }

  /** The name of a new element with a prefix that is bound to its namespace there: the parent's, that of a child, or one it declares itself. */
  #nameOf(tag: string, near: XmlNode): { name: string; declaration: string } {
    const [prefix = '', local = ''] = tag.split(':');
    for (const node of [near, ...near.children]) {
      if (!node.tag.startsWith(`${prefix}:`)) continue;
      const { name, attributes } = spanOf(this.document, node);
      const own = name.includes(':') ? `${name.split(':')[0]}:` : '';
      // A child may have declared its prefix itself.
      const isOwn = attributes.some((at) => at.name === (own === '' ? 'xmlns' : `xmlns:${own.slice(0, -1)}`));
      if (node === near || !isOwn) return { name: `${own}${local}`, declaration: '' };
    }
    return { name: local, declaration: ` xmlns="${namespaces.get(prefix) ?? ''}"` };
  }

  #edit(
    op: Edit['op'],
    node: XmlNode,
    start: number,
    end: number,
    becomes: string,
    more: Partial<Edit> = {},
  ): Edit {
    const was = this.document.source.slice(start, end);
    return { op, path: this.#locator.pathOf(node), ...more, start, end, was, becomes };
  }
}

const NOTHING: Change = { edits: [], lost: [] };

/** Several changes as one. */
export function together(changes: readonly Change[]): Change {
  return {
    edits: changes.flatMap(({ edits }) => edits),
    lost: changes.flatMap(({ lost }) => lost),
  };
}

function change(edit: Edit, lost: readonly string[] = []): Change {
  return { edits: edit.was === edit.becomes ? [] : [edit], lost };
}

/** Groups that every invoice has, whatever they hold. */
const KEPT =
  /^(?:rsm:|ubl:|cn:|ram:ApplicableHeader|ram:SpecifiedLineTrade|ram:SpecifiedTradeSettlement\w*MonetarySummation$|ram:(?:Seller|Buyer)TradeParty$|ram:(?:SpecifiedTradeProduct|AssociatedDocumentLineDocument|\w*TradeTax|NetPriceProductTradePrice)$|cac:(?:Party|Accounting\w+Party|LegalMonetaryTotal|TaxTotal|TaxSubtotal|\w*TaxCategory|TaxScheme|Item|Price)$)/;

/** The element itself, or the ancestor that holds nothing besides it and that an invoice can do without. */
function outermostLeftEmpty(node: XmlNode): XmlNode {
  let at = node;
  for (
    let above = at.parent;
    above !== null && isOnlyContent(at, above) && !KEPT.test(above.tag);
    above = at.parent
  )
    at = above;
  return at;
}

function isOnlyContent(node: XmlNode, parent: XmlNode): boolean {
  return (
    parent.children.length === 1 && parent.attributes.length === 0 && parent.text.trim() === node.text.trim()
  );
}

function leavesOf(node: XmlNode): XmlNode[] {
  return node.children.length === 0 ? [node] : node.children.flatMap(leavesOf);
}

function lossOf(leaf: XmlNode): string[] {
  return isBlank(leaf.text) ? [] : [shortened(normalizeSpace(leaf.text))];
}

function named(name: string, value: string): string {
  return `${name}=${shortened(normalizeSpace(value))}`;
}

function shortened(text: string): string {
  return text.length <= LONGEST_LOSS ? text : `${text.slice(0, LONGEST_LOSS).toWellFormed()}…`;
}

/** One more step of the indentation in force, as far as one level tells. */
function stepOf(indent: string): string {
  return /\t$/.test(indent) ? '\t' : / {2}$/.test(indent) ? '  ' : '';
}

function escapedText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

function escapedAttribute(text: string): string {
  return escapedText(text)
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;');
}
