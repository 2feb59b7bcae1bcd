import type { Invoice } from '@scell/en16931';
import { writeCii } from '@scell/syntax';
import { type RenderOptions, renderInvoicePdf } from './render-invoice-pdf.ts';

/** A hybrid document: the PDF, and the XML it carries byte for byte once encoded in UTF-8. */
export interface FacturX {
  pdf: Uint8Array;
  xml: string;
}

/**
 * The invoice as Factur-X 1.0, profile EN 16931: a PDF/A-3b with the CII document attached as `factur-x.xml`.
 * Throws as `renderInvoicePdf` and `writeCii` do.
 */
export function renderFacturX(invoice: Invoice, options: RenderOptions): FacturX {
  const xml = writeCii(invoice);
  return { xml, pdf: renderInvoicePdf(invoice, { ...options, xml }) };
}
