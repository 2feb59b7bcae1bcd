import { readXml, type Syntax, syntaxOf, type XmlDocument } from '@scell/syntax';
import { extractInvoice } from '../extract/extract-invoice.ts';
import type { HybridFinding } from '../extract/finding.ts';
import { FORMATS } from '../extract/format.ts';
import { UnsupportedFormatError } from './unsupported-format-error.ts';

/** An invoice in CII or UBL, alone or out of a PDF. */
export interface OpenedDocument {
  container: 'xml' | 'pdf';
  syntax: Syntax;
  /** Byte for byte as it was, or was embedded. */
  xml: Uint8Array;
  document: XmlDocument;
  /** Of the PDF that carried it. */
  findings: HybridFinding[];
}

/**
 * Opens XML or a hybrid PDF, told apart by their first bytes.
 * @throws {PdfReadError} @throws {NoInvoiceError} for a PDF that cannot be read or carries no invoice.
 * @throws {XmlError} for XML that is not well-formed.
 * @throws {UnsupportedFormatError} for a document that is neither CII nor UBL.
 */
export function openDocument(bytes: Uint8Array): OpenedDocument {
  const pdf = isPdf(bytes);
  const { xml, findings, format } = pdf
    ? extractInvoice(bytes)
    : { xml: bytes, findings: [], format: undefined };
  const document = readXml(xml);
  const syntax = syntaxOf(document);
  if (syntax === undefined) {
    const named =
      format === undefined || format === 'cii' || format === 'ubl' ? undefined : FORMATS[format].title;
    throw new UnsupportedFormatError(document.root.tag, named);
  }
  return { container: pdf ? 'pdf' : 'xml', syntax, xml, document, findings };
}

/** ISO 32000-1 §7.5.2 note: readers take a header within the first 1024 bytes. */
function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-');
}
