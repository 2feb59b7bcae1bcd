/** From the tree of a document to the semantic invoice. */
import type { Invoice } from '@scell/en16931';
import { type Irregularity, Projection, type Unread } from './projection.ts';
import { readCii } from './read-cii.ts';
import { readUbl } from './read-ubl.ts';
import type { XmlDocument } from './xml/node.ts';

export type Syntax = 'cii' | 'ubl';

/** What a document says, term by term, and what the terms could not hold. */
export interface ReadInvoice {
  invoice: Invoice;
  /** Where the document does not fit the model. */
  irregularities: Irregularity[];
  /** Elements with a text and attributes that the model has no place for, in document order: what a conversion would lose. */
  unread: Unread[];
}

const roots: Readonly<Record<string, Syntax>> = {
  'rsm:CrossIndustryInvoice': 'cii',
  'ubl:Invoice': 'ubl',
  'cn:CreditNote': 'ubl',
};

/** The syntax of an invoice by its root element, or undefined for any other document. */
export function syntaxOf(document: XmlDocument): Syntax | undefined {
  const { tag } = document.root;
  return Object.hasOwn(roots, tag) ? roots[tag] : undefined;
}

/**
 * The semantic invoice of a document: places of the terms as in CEN/TS 16931-3-2 and 16931-3-3, the inverse of `writeCii` and `writeUbl`.
 * Where a term that occurs once is repeated, the first stands and the others are unread.
 * @throws {RangeError} when the document is no invoice in CII or UBL.
 */
export function readInvoice(document: XmlDocument): ReadInvoice {
  const syntax = syntaxOf(document);
  if (syntax === undefined) throw new RangeError(`${document.root.tag} is no invoice in CII or UBL`);
  const projection = new Projection();
  const invoice = syntax === 'cii' ? readCii(document.root, projection) : readUbl(document.root, projection);
  return { invoice, irregularities: projection.irregularities, unread: projection.unread(document) };
}
