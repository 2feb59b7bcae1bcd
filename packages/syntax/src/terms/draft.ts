/** A document in the making: the tree of a written one, to be added to and written again as the writers write. */

import type { XmlDocument, XmlNode } from '../xml/node.ts';
import { attribute, escapeText } from '../xml.ts';
import { rankOf } from './order.ts';

/** An element that can be changed. */
export interface Draft {
  readonly tag: string;
  readonly parent: Draft | undefined;
  readonly children: Draft[];
  attributes: { name: string; value: string }[];
  text: string;
  /** The term whose value it holds, to be named in errors. */
  term: string;
  /** Written since: not of the document. */
  readonly isNew: boolean;
}

/** The tree of a document. */
export function draftOf(node: XmlNode, parent?: Draft): Draft {
  const draft: Draft = {
    tag: node.tag,
    parent,
    children: [],
    attributes: node.attributes.map(({ name, value }) => ({ name, value })),
    text: node.children.length === 0 ? node.text : '',
    term: node.tag,
    isNew: false,
  };
  for (const child of node.children) draft.children.push(draftOf(child, draft));
  return draft;
}

/** A new element below another, where the schema wants it: after all that comes before it and those of its name, but before `next`. */
export function insert(parent: Draft, tag: string, next?: Draft): Draft {
  const draft: Draft = { tag, parent, children: [], attributes: [], text: '', term: tag, isNew: true };
  const rank = rankOf(parent.tag, tag) ?? 0;
  const after = parent.children.findLastIndex((child) => (rankOf(parent.tag, child.tag) ?? 0) <= rank) + 1;
  parent.children.splice(next === undefined ? after : parent.children.indexOf(next), 0, draft);
  return draft;
}

/** The value of an attribute; an existing one is replaced. */
export function setAttribute(draft: Draft, name: string, value: string): void {
  const known = draft.attributes.find((one) => one.name === name);
  if (known === undefined) draft.attributes.push({ name, value });
  else known.value = value;
}

/** Mandatory in CII even with nothing in it. */
export const BARE = 'ram:ApplicableHeaderTradeDelivery';

/** The document as the writers write: an element a line, its root as it was. Throws `IllegalCharacterError`. */
export function writeDraft(root: Draft, document: XmlDocument): string {
  const { source } = document;
  const start = source.indexOf('>', document.root.offset) + 1;
  const end = source.lastIndexOf('</');
  const parts = [source.slice(0, start), '\n'];
  for (const child of root.children) write(child, parts);
  parts.push(source.slice(end));
  return parts.join('');
}

function write({ tag, text, attributes, children, term }: Draft, parts: string[]): void {
  const open = `${tag}${attributes.map(({ name, value }) => attribute(name, value, term)).join('')}`;
  if (children.length > 0) {
    parts.push(`<${open}>\n`);
    for (const child of children) write(child, parts);
    parts.push(`</${tag}>\n`);
  } else if (tag === BARE && text === '') parts.push(`<${open}/>\n`);
  else parts.push(`<${open}>${escapeText(text, term)}</${tag}>\n`);
}
