import { readXml, type Syntax, syntaxOf, type XmlDocument } from '@scell/syntax';
import { type ExtractedInvoice, extractInvoice } from '../extract/extract-invoice.ts';
import { FORMATS } from '../extract/format.ts';
import { identifyXml } from '../extract/identify-xml.ts';
import { UnsupportedFormatError } from './unsupported-format-error.ts';

/** An invoice in CII or UBL, alone or out of a PDF. */
export interface OpenedDocument {
  syntax: Syntax;
  /** Byte for byte as it was, or was embedded. */
  xml: Uint8Array;
  document: XmlDocument;
  /** The PDF that carried it; null for bare XML. */
  hybrid: ExtractedInvoice | null;
}

/**
 * Opens XML or a hybrid PDF, told apart by their first bytes.
 * @throws {PdfReadError} @throws {NoInvoiceError} for a PDF that cannot be read or carries no invoice.
 * @throws {XmlError} for XML that is not well-formed.
 * @throws {UnsupportedFormatError} for a document that is neither CII nor UBL.
 */
export function openDocument(bytes: Uint8Array): OpenedDocument {
  const hybrid = isPdf(bytes) ? extractInvoice(bytes) : null;
  const xml = hybrid?.xml ?? bytes;
  const document = readXml(xml);
  const syntax = syntaxOf(document);
  if (syntax === undefined) throw new UnsupportedFormatError(document.root.tag, titleOf(xml));
  return { syntax, xml, document, hybrid };
}

/** "ZUGFeRD 1.0", "Order-X"; undefined for what is none of the formats we know. */
function titleOf(xml: Uint8Array): string | undefined {
  const found = identifyXml(xml)?.syntax;
  return found === 'zugferd-1' || found === 'order-x' ? FORMATS[found].title : undefined;
}

/** ISO 32000-1 §7.5.2 and its annex H: readers look for the header within the first kilobyte. */
export function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-');
}
