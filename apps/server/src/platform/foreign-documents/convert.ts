import type { Language } from '@scell/contract';
import {
  type ConversionTarget,
  type ConvertedDocument,
  convertDocument,
  type FacturXProfile,
  type InvoiceFonts,
} from '@scell/facturx';
import { refuseOtherFiles } from './open-document.ts';

export interface ConvertJob {
  kind: 'convert';
  bytes: Uint8Array;
  target: ConversionTarget;
  profile: FacturXProfile | null;
  /** Of the page. */
  language: Language;
  /** RFC 3339. */
  creationDate: string;
  documentId: string;
}

/** Converts a document. Throws what `faultOf` knows for what cannot be read or converted. */
export function convert(job: ConvertJob, fonts: InvoiceFonts): ConvertedDocument {
  const { bytes, target, profile, language, creationDate, documentId } = job;
  refuseOtherFiles(bytes);
  return convertDocument(bytes, target, {
    language,
    fonts,
    creationDate,
    documentId,
    ...(profile === null ? {} : { profile }),
  });
}
