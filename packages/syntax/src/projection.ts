/**
 * Taking terms out of a tree and keeping the account: what was taken, what stood where no term has its place, what a term should have been
 * and was not. Values are taken as they stand; nothing is judged (that is validation) and nothing is made up.
 */
import { attribute, child, type XmlDocument, type XmlNode } from './xml/node.ts';

/**
 * A mandatory term that is absent, a text that is no number or date where its term is one, or a code outside those of EN 16931. The invoice
 * holds '' or the text as it stands.
 */
export interface Irregularity {
  /** "BT-27". */
  term: string;
  kind: 'missing' | 'malformed' | 'unknown-code';
  /** The element concerned, or the one that should hold it. */
  node: XmlNode;
}

/** An element with a text of its own, or an attribute, that the semantic model has no place for. */
export interface Unread {
  node: XmlNode;
  attribute?: string;
}

export type Compact<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** The object without its absent properties: in the model an absent term is an absent property. */
export function compact<T extends object>(value: T): Compact<T> {
  const present = Object.entries(value).filter(([, item]) => item !== undefined);
  // Only absent properties went: the shape is the one Compact says.
  return Object.fromEntries(present) as Compact<T>;
}

/** The object without its absent properties, or undefined when none is left. */
export function compactOrNone<T extends object>(value: T): Compact<T> | undefined {
  return Object.values(value).some((item) => item !== undefined) ? compact(value) : undefined;
}

/** The list, or undefined when it is empty. */
export function listOrNone<T>(items: T[]): T[] | undefined {
  return items.length === 0 ? undefined : items;
}

/** The first child by each tag in turn: the place of a term below a node. */
export function at(node: XmlNode | undefined, ...tags: string[]): XmlNode | undefined {
  let place = node;
  for (const tag of tags) place = place === undefined ? undefined : child(place, tag);
  return place;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class Projection {
  readonly irregularities: Irregularity[] = [];
  private readonly taken = new Set<XmlNode>();
  private readonly takenAttributes = new Map<XmlNode, string[]>();

  /** A text as it stands; absent when there is nothing but white space. */
  text(node: XmlNode | undefined): string | undefined {
    if (node === undefined || node.children.length > 0) return undefined;
    const { text } = node;
    if (!/[^ \t\r\n]/.test(text)) return undefined;
    this.taken.add(node);
    return text;
  }

  /** An identifier or a code: white space around it is none of it. */
  token(node: XmlNode | undefined): string | undefined {
    const text = this.text(node);
    return text === undefined ? undefined : trimmed(text);
  }

  /** A number in canonical form; the text as it stands, noted, when it is none. */
  decimal(node: XmlNode | undefined, term: string): string | undefined {
    const text = this.token(node);
    if (text === undefined || node === undefined) return undefined;
    const [, sign, whole = '', fraction = ''] = DECIMAL.exec(text) ?? [];
    if (sign === undefined || !/\d/.test(text)) {
      this.irregularities.push({ term, kind: 'malformed', node });
      return text;
    }
    const units = whole.replace(/^0+/, '');
    const digits = `${units === '' ? '0' : units}${fraction === '' ? '' : `.${fraction}`}`;
    return sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
  }

  /** An ISO date of a text that `isoDate` has brought into that form; the text as it stands, noted, when it could not. */
  date(node: XmlNode | undefined, term: string, isoDate: (text: string) => string): string | undefined {
    const text = this.token(node);
    if (text === undefined || node === undefined) return undefined;
    const date = isoDate(text);
    if (DATE.test(date)) return date;
    this.irregularities.push({ term, kind: 'malformed', node });
    return text;
  }

  /** Bytes in base64; undefined, noted, when they are none. */
  bytes(node: XmlNode | undefined, term: string): Uint8Array | undefined {
    const text = this.text(node);
    if (text === undefined || node === undefined) return undefined;
    try {
      return Uint8Array.fromBase64(text);
    } catch {
      this.irregularities.push({ term, kind: 'malformed', node });
      this.taken.delete(node);
      return undefined;
    }
  }

  /** The value of an attribute; absent when it is empty. */
  attribute(node: XmlNode | undefined, name: string): string | undefined {
    const value = node === undefined ? undefined : attribute(node, name);
    if (node === undefined || value === undefined || value === '') return undefined;
    const taken = this.takenAttributes.get(node);
    if (taken === undefined) this.takenAttributes.set(node, [name]);
    else taken.push(name);
    return value;
  }

  /** Takes an attribute that says what is known already: the scheme of a place, the currency of the document. */
  knownAttribute(node: XmlNode | undefined, name: string, value: string | undefined): void {
    if (node !== undefined && attribute(node, name) === value) this.attribute(node, name);
  }

  /** Takes a text that the syntax asks for and that says nothing beyond its place. */
  known(node: XmlNode | undefined, ...values: string[]): void {
    if (node !== undefined && values.includes(node.text.trim())) this.text(node);
  }

  /** A value of a list of codes; kept as it stands, noted, when it is not in it. */
  listed(node: XmlNode | undefined, term: string, isListed: (code: string) => boolean): string | undefined {
    const text = this.token(node);
    if (text !== undefined && node !== undefined && !isListed(text))
      this.irregularities.push({ term, kind: 'unknown-code', node });
    return text;
  }

  /** The same of a list that the model has as a type. */
  code<T extends string>(node: XmlNode | undefined, term: string, codes: readonly T[]): T | undefined {
    // What is none of the codes is kept too, so that what was read can be written again.
    return this.listed(node, term, (text) => codes.some((code) => code === text)) as T | undefined;
  }

  /** A mandatory value: '' where it is absent, noted. */
  required<T extends string>(value: T | undefined, term: string, parent: XmlNode): T {
    if (value !== undefined) return value;
    this.irregularities.push({ term, kind: 'missing', node: parent });
    return '' as T;
  }

  /** All that nothing took, in document order. */
  unread(document: XmlDocument): Unread[] {
    const left: Unread[] = [];
    const visit = (node: XmlNode): void => {
      if (node.children.length === 0 && !this.taken.has(node) && /[^ \t\r\n]/.test(node.text))
        left.push({ node });
      for (const { name, value } of node.attributes) {
        // Attributes of XML Schema instances speak to the parser.
        const forParser = name.startsWith('{http://www.w3.org/2001/XMLSchema-instance}');
        const taken = this.takenAttributes.get(node)?.includes(name) ?? false;
        if (value !== '' && !taken && !forParser) left.push({ node, attribute: name });
      }
      for (const below of node.children) visit(below);
    };
    visit(document.root);
    return left;
  }
}

/** Without the white space of XML around it. No expression: those look for the end from every blank. */
function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
