import type { Language } from '@scell/core';
import type { Invoice } from '@scell/en16931';
import { type Attachment, PdfDocument, type PdfImage, readImage } from '@scell/pdf';
import { documentTitle } from './document-type.ts';
import { drawFacts } from './facts.ts';
import { Flow } from './flow.ts';
import { drawFeet, drawRunningHead, footHeight, footLines } from './foot.ts';
import { drawHead } from './head.ts';
import { FACTURX_FILENAME, hybridSchema } from './hybrid-schema.ts';
import { drawLinesTable } from './lines-table.ts';
import { drawMentions } from './mentions.ts';
import { drawParties } from './parties.ts';
import { drawPayment } from './payment.ts';
import { type FacturXProfile, PROFILES } from './profiles/profiles.ts';
import { drawSummary } from './summary.ts';
import { type InvoiceColors, type InvoiceFonts, themeOf } from './theme.ts';

/** What the look of a document takes besides the invoice itself. */
export interface RenderOptions {
  language: Language;
  fonts: InvoiceFonts;
  /** PNG or JPEG bytes, or an image read before. */
  logo?: Uint8Array | PdfImage;
  colors?: InvoiceColors;
  /** The company's own words at the foot of every page; the seller's identity when absent. */
  footer?: string;
  /** ISO 8601 instant with seconds and offset. Nothing else dates the file: same input, same bytes. */
  creationDate: string;
  /** What tells this document from any other, for the file identifier. */
  documentId: string;
}

/** ... and the CII document the PDF carries. */
export interface RenderPdfOptions extends RenderOptions {
  xml: string | Uint8Array;
  /** What the XML is; EN 16931 when absent. */
  profile?: FacturXProfile;
}

const CREATOR = 'Scell';

/**
 * Draws the invoice as an A4 PDF/A-3b and attaches `xml` as Factur-X. The XML is taken as given: that it says the same as the invoice, and is of the
 * profile, is the caller's word (`renderFacturX` makes it itself).
 *
 * Throws `MissingGlyphsError` for a text the fonts cannot draw, `PdfError` for a bad logo or date.
 */
export function renderInvoicePdf(invoice: Invoice, options: RenderPdfOptions): Uint8Array {
  const { language, fonts, logo, footer, profile = 'EN 16931' } = options;
  const theme = themeOf(fonts, options.colors);
  const title = documentTitle(invoice.typeCode, language);
  const document = new PdfDocument({
    title: `${title} ${invoice.number} – ${invoice.seller.name}`,
    author: invoice.seller.name,
    subject: `${title} ${invoice.number} – ${invoice.buyer.name}`,
    language: language === 'fr' ? 'fr-FR' : 'en',
    creator: CREATOR,
    creationDate: options.creationDate,
    id: options.documentId,
    attachments: [attachment(options.xml, profile)],
    schemas: [hybridSchema(FACTURX_FILENAME, profile, '1.0')],
  });
  const foot = footLines(invoice, theme, language, footer);
  const flow = new Flow(document, footHeight(foot.lines), (page) =>
    drawRunningHead(page, invoice, theme, language),
  );
  drawHead(flow, invoice, theme, language, logo instanceof Uint8Array ? readImage(logo) : logo);
  drawParties(flow, invoice, theme, language);
  drawFacts(flow, invoice, theme, language);
  drawLinesTable(flow, invoice, theme, language);
  drawSummary(flow, invoice, theme, language);
  drawPayment(flow, invoice, theme, language);
  drawMentions(flow, invoice, theme, language, foot.rest);
  drawFeet(document, foot.lines, theme, language);
  return document.toBytes();
}

function attachment(xml: string | Uint8Array, profile: FacturXProfile): Attachment {
  return {
    name: FACTURX_FILENAME,
    bytes: typeof xml === 'string' ? new TextEncoder().encode(xml) : xml,
    mimeType: 'text/xml',
    description: 'Factur-X',
    relationship: PROFILES[profile].relationship,
  };
}
