/**
 * How the tables write the place of a term.
 *
 * A path names elements below the group, separated by "/". In CII the prefix is `ram:` where none is given; in UBL the last element is `cbc:`, the
 * others `cac:`, and a group is `cac:` throughout. A date or an indicator is named by the element around the one that holds the text. "*" marks
 * what repeats; a leading "/" leaves the group for the document; "." is the element of the group itself, ".#" the code between two "#" at the start of its text;
 * "!" ends what a later version than UBL 2.1 has. What tells an element from others of
 * the same name stands in brackets:
 *
 *     [TypeCode=50]      that text below it ("true" and "1" are one indicator); $BT-1, $BT-6 stand for what the document says there
 *     [ID/@schemeID]     an attribute, whatever it says
 *     [TypeCode~916]     everything that no other bracket tells; a new one is written so
 *
 * A CreditNote has the names of its kind (CreditNoteLine, CreditedQuantity) without saying; "(credit note …)" gives another place there.
 */
import type { TermKind } from './term.ts';

/** Which of the three roots a path starts from. */
export type Variant = 'cii' | 'invoice' | 'creditNote';

export interface Predicate {
  /** Tags below the element. */
  readonly path: readonly string[];
  readonly attribute?: string;
  /** Absent where any value will do. */
  readonly value?: string;
  /** Holds where no other does. */
  readonly otherwise: boolean;
}

/** One element of a path. */
export interface Segment {
  readonly tag: string;
  readonly repeats: boolean;
  readonly predicate?: Predicate;
}

export interface Path {
  readonly segments: readonly Segment[];
  readonly attribute?: string;
  /** The code before the text. */
  readonly subject?: true;
  /** Of a later version of the syntax: read where it stands, and never written. */
  readonly isLater?: true;
}

/** The elements of a path of the tables. */
export function parsePath(text: string, variant: Variant, kind: TermKind): Path {
  if (text === '.' || text === '') return { segments: [] };
  if (text === '.#') return { segments: [], subject: true };
  if (text.endsWith('!')) return { ...parsePath(text.slice(0, -1), variant, kind), isLater: true };
  const parts = text.match(/[^/[]+(\[[^\]]*\])?/g) ?? [];
  const last = parts.at(-1);
  const attribute = last?.startsWith('@') === true ? last.slice(1) : undefined;
  const elements = attribute === undefined ? parts : parts.slice(0, -1);
  const segments = elements.map((part, at) => {
    const [, name = '', star, condition] = /^([^*[]+)(\*)?(?:\[(.*)\])?$/.exec(part) ?? [];
    const isLast = at === elements.length - 1;
    const tag = prefixed(name, variant, kind !== 'group' && isLast);
    const predicate = condition === undefined ? undefined : parsePredicate(condition, variant);
    return { tag, repeats: star !== undefined, ...(predicate === undefined ? {} : { predicate }) };
  });
  if (variant === 'cii') segments.push(...holder(segments.at(-1)?.tag ?? '', kind));
  return attribute === undefined ? { segments } : { segments, attribute };
}

/** The element that holds the text of a date or an indicator in CII. */
function holder(tag: string, kind: TermKind): Segment[] {
  if (kind === 'indicator') return [{ tag: 'udt:Indicator', repeats: false }];
  if (kind !== 'date') return [];
  if (tag === 'ram:TaxPointDate') return [{ tag: 'udt:DateString', repeats: false }];
  const prefix = tag.startsWith('ram:Formatted') ? 'qdt' : 'udt';
  return [{ tag: `${prefix}:DateTimeString`, repeats: false }];
}

function parsePredicate(condition: string, variant: Variant): Predicate {
  const [, place = '', operator, value = ''] = /^([^=~]+)(?:([=~])(.*))?$/.exec(condition) ?? [];
  const parts = place.split('/');
  const last = parts.at(-1) ?? '';
  const attribute = last.startsWith('@') ? last.slice(1) : undefined;
  const elements = attribute === undefined ? parts : parts.slice(0, -1);
  return {
    path: elements.map((name, at) => prefixed(name, variant, at === elements.length - 1)),
    ...(attribute === undefined ? {} : { attribute }),
    ...(operator === undefined ? {} : { value }),
    otherwise: operator === '~',
  };
}

/** What the elements of an Invoice are called in a CreditNote. */
const credited: Readonly<Record<string, string>> = {
  'cac:InvoiceLine': 'cac:CreditNoteLine',
  'cbc:InvoicedQuantity': 'cbc:CreditedQuantity',
  'cbc:InvoiceTypeCode': 'cbc:CreditNoteTypeCode',
};

function prefixed(name: string, variant: Variant, isBasic: boolean): string {
  if (name.includes(':')) return name;
  if (variant === 'cii') return `ram:${name}`;
  const tag = `${isBasic ? 'cbc' : 'cac'}:${name}`;
  return variant === 'creditNote' ? (credited[tag] ?? tag) : tag;
}

/** The path of an Invoice and that of a CreditNote. */
export function bothRoots(text: string): { invoice: string; creditNote: string } {
  const [, invoice = text, creditNote = invoice] = /^(.*?)(?: \(credit note (.*)\))?$/.exec(text) ?? [];
  return { invoice, creditNote };
}

/** "BT-126", "BT-X-304", "BT-X-304=EXT-FR-FE-162" out of "BT-126", "304", "304=162"; after "@", the same of its attributes. */
export interface TermNumbers {
  /** Absent where no number is published. */
  id?: string;
  french?: string;
  /** The numbers of its attributes; "-" where one is no term. */
  attributes?: readonly string[];
  attributeFrench?: string;
}

export function parseNumbers(text: string): TermNumbers {
  const [own = '', attribute] = text.split('@');
  const [id = '', french] = own.split('=');
  if (id === '-') return {};
  const [attributeId = '', attributeFrench] = attribute?.split('=') ?? [];
  return {
    id: numbered(id, 'BT-X-'),
    ...(french === undefined ? {} : { french: numbered(french, 'EXT-FR-FE-') }),
    ...(attributeId === ''
      ? {}
      : { attributes: attributeId.split(',').map((one) => numbered(one, 'BT-X-')) }),
    ...(attributeFrench === undefined ? {} : { attributeFrench: numbered(attributeFrench, 'EXT-FR-FE-') }),
  };
}

function numbered(text: string, prefix: string): string {
  return /^\d/.test(text) ? prefix + text : text;
}
