import type { Text } from '@scell/contract';
import { NoInvoiceError, UnsupportedFormatError } from '@scell/facturx';
import { PdfReadError } from '@scell/pdf';
import { XmlError } from '@scell/syntax';

/**
 * What kind of fault it is: bytes that cannot be read as what they are, a document that bears no invoice, a request that does
 * not fit the document, or an invoice that cannot be said in the form asked for.
 */
export type FaultKind = 'unreadable' | 'no-invoice' | 'no-rules' | 'not-convertible';

/** Why nothing can be done with a document, as plain data: it crosses threads. */
export interface Fault {
  kind: FaultKind;
  /** "wrong-end-tag", "pdf_encrypted", "no_invoice". */
  code: string;
  text: Text;
  line?: number;
  column?: number;
}

/** Thrown inside the work on a document, answered as its {@link Fault}. */
export class DocumentFault extends Error {
  override readonly name = 'DocumentFault';
  readonly fault: Fault;

  constructor(fault: Fault, cause?: unknown) {
    super(fault.text.en, { cause });
    this.fault = fault;
  }
}

/** The fault of the document that an error tells of; `undefined` for an error of ours. */
export function faultOf(error: unknown): Fault | undefined {
  if (error instanceof DocumentFault) return error.fault;
  if (error instanceof XmlError) {
    const { code, text, line, column } = error;
    return { kind: 'unreadable', code, text, line, column };
  }
  if (error instanceof NoInvoiceError || error instanceof UnsupportedFormatError)
    return { kind: 'no-invoice', code: error.code, text: error.text };
  // The libraries say what they refuse with a code and a sentence in both languages.
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const kind = error instanceof PdfReadError ? 'unreadable' : 'not-convertible';
  if ('text' in error) return { kind, code: error.code, text: error.text as Text };
  if (!('messageFr' in error)) return undefined;
  return { kind, code: error.code, text: { fr: String(error.messageFr), en: error.message } };
}
