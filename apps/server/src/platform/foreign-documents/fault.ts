import type { Text } from '@scell/contract';

/**
 * What kind of fault it is: bytes that cannot be read as what they are, a document that bears no invoice, or a request that
 * does not fit the document.
 */
export type FaultKind = 'unreadable' | 'no-invoice' | 'no-rules';

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
