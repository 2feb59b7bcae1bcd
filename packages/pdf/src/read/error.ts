import { PdfError, type PdfErrorCode } from '../errors.ts';

/** Where in the file: `offset` in bytes from its first one, `object` as its number says. */
export interface PdfPlace {
  offset?: number;
  object?: number;
}

/** Why a foreign file, or one of its streams, cannot be read. The place is in both sentences when it is known. */
export class PdfReadError extends PdfError {
  readonly offset: number | undefined;
  readonly object: number | undefined;

  constructor(code: PdfErrorCode, message: string, messageFr: string, place: PdfPlace = {}) {
    const { offset, object } = place;
    const where = [
      ...(object === undefined ? [] : [{ en: `object ${object}`, fr: `objet ${object}` }]),
      ...(offset === undefined ? [] : [{ en: `byte ${offset}`, fr: `octet ${offset}` }]),
    ];
    const suffix = (language: 'en' | 'fr') =>
      where.length === 0 ? '' : ` (${where.map((part) => part[language]).join(', ')})`;
    super(code, `${message}${suffix('en')}`, `${messageFr}${suffix('fr')}`);
    this.name = 'PdfReadError';
    this.offset = offset;
    this.object = object;
  }
}

/** The structure is broken beyond repair at a place. */
export function damaged(en: string, fr: string, place: PdfPlace = {}): PdfReadError {
  return new PdfReadError('pdf_damaged', en, fr, place);
}
