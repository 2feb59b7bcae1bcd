import { PdfReadError } from './error.ts';

/** What a foreign file may ask of the reader: far above what hybrid invoices need, low enough that nothing takes long. */
export interface ReadLimits {
  /** Bytes of the file. */
  fileSize: number;
  /** Entries of the cross-reference tables. */
  objects: number;
  /** Nesting of arrays and dictionaries, and of name and page trees. */
  depth: number;
  /** Values parsed in all: numbers, names, strings, arrays, dictionaries. */
  values: number;
  /** Steps through pages, annotations and name trees. */
  steps: number;
  /** Bytes of one embedded file once decoded. */
  attachmentSize: number;
  /** Bytes of one structural stream once decoded: cross-reference, object stream, metadata. */
  structureSize: number;
  /** Bytes of all decoded streams together. */
  decodedSize: number;
  /** Embedded files. */
  attachments: number;
}

export const READ_LIMITS: ReadLimits = {
  fileSize: 100 * 1024 * 1024,
  objects: 1_000_000,
  depth: 64,
  values: 4_000_000,
  steps: 2_000_000,
  attachmentSize: 64 * 1024 * 1024,
  structureSize: 16 * 1024 * 1024,
  decodedSize: 128 * 1024 * 1024,
  attachments: 1_000,
};

/** Counts what one document has cost and stops it at its limits. */
export class Budget {
  readonly limits: ReadLimits;
  #work: number;
  #values: number;
  #steps: number;
  #decoded: number;

  constructor(limits: ReadLimits, fileSize: number) {
    this.limits = limits;
    // Every byte is scanned a few times at most; files that have the same bytes read over and over end here.
    this.#work = 8 * fileSize + 16 * 1024 * 1024;
    this.#values = limits.values;
    this.#steps = limits.steps;
    this.#decoded = limits.decodedSize;
  }

  /** Bytes scanned. */
  work(bytes: number): void {
    this.#work -= bytes;
    if (this.#work < 0)
      throw tooComplex('the same bytes are read again and again', 'les mêmes octets sont relus sans fin');
  }

  value(): void {
    if (--this.#values < 0)
      throw tooComplex(`more than ${this.limits.values} values`, `plus de ${this.limits.values} valeurs`);
  }

  step(): void {
    if (--this.#steps < 0)
      throw tooComplex(`more than ${this.limits.steps} steps`, `plus de ${this.limits.steps} pas`);
  }

  /** Bytes that came out of a filter. */
  decoded(bytes: number): void {
    this.#decoded -= bytes;
    if (this.#decoded < 0) {
      const { decodedSize } = this.limits;
      throw new PdfReadError(
        'pdf_stream_too_large',
        `the streams decode to more than ${decodedSize} bytes together`,
        `les flux décodés dépassent ensemble ${decodedSize} octets`,
      );
    }
  }
}

/** A refusal for what no honest document does. */
export function tooComplex(en: string, fr: string, offset?: number): PdfReadError {
  return new PdfReadError('pdf_too_complex', `too complex to read: ${en}`, `document trop complexe : ${fr}`, {
    ...(offset === undefined ? {} : { offset }),
  });
}
