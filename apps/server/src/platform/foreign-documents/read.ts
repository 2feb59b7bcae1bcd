import type { Invoice } from '@scell/en16931';
import { NoInvoiceError } from '@scell/facturx';
import { readInvoice } from '@scell/syntax';
import { openDocument } from './open-document.ts';

export interface ReadJob {
  kind: 'read';
  bytes: Uint8Array;
}

/** What a document says, without its attachments; `null` for a PDF that carries no invoice. */
export type ReadResult = Omit<Invoice, 'supportingDocuments'> | null;

/** Reads a document. Throws what `faultOf` knows for what cannot be read. */
export function read({ bytes }: ReadJob): ReadResult {
  try {
    const { supportingDocuments: _, ...invoice } = readInvoice(openDocument(bytes).document).invoice;
    return invoice;
  } catch (error) {
    if (error instanceof NoInvoiceError) return null;
    throw error;
  }
}
