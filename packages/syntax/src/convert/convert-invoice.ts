/** From one syntax to the other, with an account of every term that found no home. */
import { type TermValue, termsOf } from '@scell/en16931';
import type { Irregularity, Unread } from '../projection.ts';
import { readInvoice, type Syntax } from '../read-invoice.ts';
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
  /** Elements and attributes of the source that are no term of EN 16931, or repeat one that occurs once: not in `xml`. */
  unread: Unread[];
  /** Terms that were read and have no home in the target: not in `xml`, or not as they were. */
  lost: TermValue[];
  /** Terms that the target asks for and the source does not have. */
  added: TermValue[];
  /** Where the source is no proper invoice: what is malformed stands in `xml` as it stood. */
  irregularities: Irregularity[];
}

/**
 * The invoice of a document in the syntax asked for. BT-24 stays what it is: a conversion changes how an invoice is written, not what it claims to be.
 * What is lost is found by reading the result again, not by what the writer believes.
 * @throws {RangeError} when the document is no invoice in CII or UBL.
 * @throws {ConversionError} when the invoice cannot be written in that syntax at all.
 * @throws {IllegalCharacterError} never for a document that `readXml` read.
 */
export function convertInvoice(document: XmlDocument, syntax: Syntax): Conversion {
  const { invoice, irregularities, unread } = readInvoice(document);
  if (syntax === 'ubl' && invoice.lines.length === 0) throw new ConversionError('no-lines');
  const fitted = syntax === 'cii' ? fitToCii(invoice) : fitToUbl(invoice);
  const xml = syntax === 'cii' ? writeCii(fitted) : writeUbl(fitted);
  const before = termsOf(invoice);
  const after = termsOf(readInvoice(readXml(xml)).invoice);
  return {
    xml,
    syntax,
    unread,
    lost: without(before, after),
    added: without(after, before),
    irregularities,
  };
}

/** The terms of the one list that the other does not have, or not as often, at that place. */
function without(terms: readonly TermValue[], others: readonly TermValue[]): TermValue[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(keyOf(other), (counts.get(keyOf(other)) ?? 0) + 1);
  return terms.filter((term) => {
    const key = keyOf(term);
    const left = counts.get(key) ?? 0;
    if (left > 0) counts.set(key, left - 1);
    return left === 0;
  });
}

/** The same for the same term with the same value in the same line, group or party. Identifiers of a party have no order (BT-29, BT-46). */
function keyOf({ term, path, value }: TermValue): string {
  const place = path.includes('identifiers') ? path.filter((step) => typeof step === 'string') : path;
  const text = typeof value === 'string' ? value : value.toBase64();
  return `${place.join('/')} ${term} ${text}`;
}
