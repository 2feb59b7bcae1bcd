/** From one syntax to the other, with an account of every term that found no home. */
import { type TermValue, termValues } from '@scell/en16931';
import type { Irregularity, Unread } from '../projection.ts';
import { readInvoice, type Syntax } from '../read-invoice.ts';
import { placeExtension } from '../terms/place-extension.ts';
import { type ExtensionTerm, takeExtension } from '../terms/take-extension.ts';
import { writeCii } from '../write-cii.ts';
import { writeUbl } from '../write-ubl.ts';
import type { XmlDocument } from '../xml/node.ts';
import { readXml } from '../xml/read-xml.ts';
import { ConversionError } from './conversion-error.ts';
import { fitToCii, fitToUbl } from './fit.ts';

/** What a conversion made, and what it could not keep. The certificate is whole: what is in none of its lists is in `xml`. */
export interface Conversion {
  /** To be encoded in UTF-8. */
  xml: string;
  syntax: Syntax;
  /** Elements and attributes of the source that are no term of what the result claims to be (BT-24): not in `xml`. */
  unread: Unread[];
  /** Terms of EXTENDED, or beyond those EN 16931 admits, that the target has no place for: not in `xml`. */
  homeless: ExtensionTerm[];
  /** Terms of EN 16931 that have no home in the target: not in `xml`, or not as they were. */
  lost: TermValue[];
  /** Terms that the target asks for and the source does not have. */
  added: TermValue[];
  /** Where the source is no proper invoice: what is malformed stands in `xml` as it stood. */
  irregularities: Irregularity[];
}

/** BT-24 of an invoice that says more than EN 16931 does: EXTENDED, EXTENDED-CTC-FR and their like (EN 16931-1 §7.5). */
const EXTENSION = /#conformant#/i;

/**
 * The invoice of a document in the syntax asked for. BT-24 stays what it is unless another is given: a conversion changes how an invoice is written,
 * not what it claims to be. Terms of an extension are carried where BT-24 announces one; an invoice that claims EN 16931 alone has none.
 * What is lost is found by reading the result again, not by what the writer believes.
 * @throws {RangeError} when the document is no invoice in CII or UBL.
 * @throws {ConversionError} when the invoice cannot be written in that syntax at all.
 * @throws {IllegalCharacterError} never for a document that `readXml` read.
 */
export function convertInvoice(document: XmlDocument, syntax: Syntax, specification?: string): Conversion {
  const { invoice, irregularities, unread } = readInvoice(document);
  if (syntax === 'ubl' && invoice.lines.length === 0) throw new ConversionError('no-lines');
  const claimed = specification === undefined ? invoice : { ...invoice, specification };
  const fitted = syntax === 'cii' ? fitToCii(claimed) : fitToUbl(claimed);
  const beyond = EXTENSION.test(claimed.specification)
    ? takeExtension(document, unread)
    : { extension: [], unread };
  const core = syntax === 'cii' ? writeCii(fitted) : writeUbl(fitted);
  const { xml, homeless } = placeExtension(core, syntax, beyond.extension);
  const before = keyed(termValues(invoice));
  const after = keyed(termValues(readInvoice(readXml(xml)).invoice));
  return {
    xml,
    syntax,
    unread: beyond.unread,
    homeless,
    lost: without(before, after),
    added: without(after, before),
    irregularities,
  };
}

/** Terms with what tells whether two are the same. */
type Keyed = readonly { key: string; term: TermValue }[];

function keyed(terms: readonly TermValue[]): Keyed {
  return terms.map((term) => ({ key: keyOf(term), term }));
}

/** The terms of the one list that the other does not have, or not as often, at that place. */
function without(terms: Keyed, others: Keyed): TermValue[] {
  const counts = new Map<string, number>();
  for (const { key } of others) counts.set(key, (counts.get(key) ?? 0) + 1);
  const left: TermValue[] = [];
  for (const { key, term } of terms) {
    const count = counts.get(key) ?? 0;
    if (count > 0) counts.set(key, count - 1);
    else left.push(term);
  }
  return left;
}

/** The same for the same term with the same value in the same line, group or party. Identifiers of a party have no order (BT-29, BT-46). */
function keyOf({ term, path, value }: TermValue): string {
  const place = path.includes('identifiers') ? path.filter((step) => typeof step === 'string') : path;
  const text = typeof value === 'string' ? value : value.toBase64();
  return `${place.join('/')} ${term} ${text}`;
}
