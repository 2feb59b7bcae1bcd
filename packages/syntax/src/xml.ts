/**
 * The few XML 1.0 pieces the writers are made of. Each returns text; an absent value or an empty group is no text at
 * all, since neither syntax admits empty elements. One element a line, no indentation.
 */

import { indexOfIllegalCharacter } from '@scell/en16931';

/** A text holds a character that XML 1.0 cannot (§2.2 Char): most control characters, U+FFFE, U+FFFF, lone surrogates. */
export class IllegalCharacterError extends Error {
  /** The business term whose value holds the character: "BT-153". */
  readonly term: string;
  readonly codePoint: number;
  /** Where in the value, in UTF-16 code units. */
  readonly index: number;

  constructor(term: string, codePoint: number, index: number) {
    const name = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
    super(`${term} holds the character ${name} at ${index}, which XML 1.0 cannot carry`);
    this.name = 'IllegalCharacterError';
    this.term = term;
    this.codePoint = codePoint;
    this.index = index;
  }
}

/** Anything that needs a second look: markup, what a parser would normalise, what XML refuses. */
const SUSPICIOUS = /[^\n -!#-%'-;=?-\uD7FF\uE000-\uFFFD]/;

/** The text as element content. A carriage return is written as a reference, else a parser makes it a line feed (§2.11). */
export function escapeText(text: string, term: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  const illegal = indexOfIllegalCharacter(text);
  if (illegal >= 0) throw new IllegalCharacterError(term, text.codePointAt(illegal) ?? 0, illegal);
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** An attribute with a leading blank; nothing when the value is absent or ''. White space is kept by reference (§3.3.3). */
export function attribute(name: string, value: string | undefined, term: string): string {
  if (value === undefined || value === '') return '';
  const text = escapeText(value, term)
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;');
  return ` ${name}="${text}"`;
}

/**
 * An element with text; nothing when the value is absent, or '', which stands for a mandatory term that a document read lacks.
 * `attributes` comes from `attribute`.
 */
export function leaf(name: string, value: string | undefined, term: string, attributes = ''): string {
  return value === undefined || value === ''
    ? ''
    : `<${name}${attributes}>${escapeText(value, term)}</${name}>\n`;
}

/** An element with elements; nothing when there are none. */
export function group(name: string, content: string): string {
  return content === '' ? '' : `<${name}>\n${content}</${name}>\n`;
}

/** The text of every item, one after the other. */
export function each<T>(items: readonly T[] | undefined, write: (item: T) => string): string {
  let text = '';
  if (items) for (const item of items) text += write(item);
  return text;
}
