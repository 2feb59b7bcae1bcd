import { type ExtractedInvoice, extractInvoice, NoInvoiceError } from '@scell/facturx';
import { PdfReadError } from '@scell/pdf';
import { readXml, type Syntax, syntaxOf, type XmlDocument, XmlError } from '@scell/syntax';
import { DocumentFault } from './fault.ts';

/** An invoice of somebody, opened: its XML, and the hybrid PDF it came in. */
export interface OpenedDocument {
  xml: XmlDocument;
  syntax: Syntax;
  /** `null` for bare XML. */
  hybrid: ExtractedInvoice | null;
}

/** Above any invoice, below what would hold a thread for seconds. */
const XML_LIMITS = { elements: 1_000_000, textLength: 32 * 1024 * 1024 } as const;

/** Opens XML or a hybrid PDF, told apart by their first bytes. Throws {@link DocumentFault} for what is no invoice in CII or UBL. */
export function openDocument(bytes: Uint8Array): OpenedDocument {
  const hybrid = isPdf(bytes) ? extracted(bytes) : null;
  if (hybrid === null && !startsLikeXml(bytes)) {
    throw new DocumentFault({
      kind: 'no-invoice',
      code: 'unknown-type',
      text: {
        fr: 'Le fichier n’est ni du XML ni un PDF.',
        en: 'The file is neither XML nor a PDF.',
      },
    });
  }
  const xml = parsed(hybrid?.xml ?? bytes);
  const syntax = syntaxOf(xml);
  if (syntax === undefined) {
    throw new DocumentFault({
      kind: 'no-invoice',
      code: 'not-an-invoice',
      text: {
        fr: `L’élément racine ${xml.root.tag} n’est pas celui d’une facture CII ou UBL.`,
        en: `The root element ${xml.root.tag} is not that of an invoice in CII or UBL.`,
      },
      line: 1,
    });
  }
  return { xml, syntax, hybrid };
}

/** ISO 32000-1 §7.5.2 and its annex H: readers look for the header within the first kilobyte. */
function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-');
}

/** "<" after a byte order mark and blanks, in UTF-8 or UTF-16. */
function startsLikeXml(bytes: Uint8Array): boolean {
  for (const byte of bytes.subarray(0, 1024)) {
    if (byte === 0x3c) return true;
    if (!BEFORE_XML.has(byte)) return false;
  }
  return false;
}

const BEFORE_XML: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf, 0xfe, 0xff, 0x00, 0x20, 0x09, 0x0a, 0x0d]);

function extracted(bytes: Uint8Array): ExtractedInvoice {
  try {
    return extractInvoice(bytes);
  } catch (error) {
    if (error instanceof NoInvoiceError) {
      const { code, text } = error;
      throw new DocumentFault({ kind: 'no-invoice', code, text }, error);
    }
    if (!(error instanceof PdfReadError)) throw error;
    const { code, message, messageFr } = error;
    throw new DocumentFault({ kind: 'unreadable', code, text: { fr: messageFr, en: message } }, error);
  }
}

function parsed(bytes: Uint8Array): XmlDocument {
  try {
    return readXml(bytes, XML_LIMITS);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const { code, text, line, column } = error;
    throw new DocumentFault({ kind: 'unreadable', code, text, line, column }, error);
  }
}
