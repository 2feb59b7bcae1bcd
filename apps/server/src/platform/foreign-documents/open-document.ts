import { type ExtractedInvoice, extractInvoice, UnsupportedFormatError } from '@scell/facturx';
import { readXml, type Syntax, syntaxOf, type XmlDocument } from '@scell/syntax';
import { DocumentFault } from './fault.ts';
import { isPdf, startsLikeXml } from './file-type.ts';

/** An invoice of somebody, opened: its XML, and the hybrid PDF it came in. */
export interface OpenedDocument {
  xml: XmlDocument;
  syntax: Syntax;
  /** `null` for bare XML. */
  hybrid: ExtractedInvoice | null;
}

/**
 * Opens XML or a hybrid PDF, told apart by their first bytes. Throws what `faultOf` knows for what is no invoice in CII or UBL.
 */
export function openDocument(bytes: Uint8Array): OpenedDocument {
  refuseOtherFiles(bytes);
  const hybrid = isPdf(bytes) ? extractInvoice(bytes) : null;
  const xml = readXml(hybrid?.xml ?? bytes);
  const syntax = syntaxOf(xml);
  if (syntax === undefined) throw new UnsupportedFormatError(xml.root.tag, undefined);
  return { xml, syntax, hybrid };
}

/** Says of what is neither XML nor PDF what it is not, rather than where its XML goes wrong. */
export function refuseOtherFiles(bytes: Uint8Array): void {
  if (isPdf(bytes) || startsLikeXml(bytes)) return;
  throw new DocumentFault({
    kind: 'no-invoice',
    code: 'unknown-type',
    text: { fr: 'Le fichier n’est ni du XML ni un PDF.', en: 'The file is neither XML nor a PDF.' },
  });
}
