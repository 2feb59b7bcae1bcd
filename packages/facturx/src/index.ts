export { epcPayload } from './epc-qr.ts';
export { type ExtractedInvoice, extractInvoice, NoInvoiceError } from './extract/extract-invoice.ts';
export type { HybridFinding } from './extract/finding.ts';
export type { HybridFormat, HybridProfile } from './extract/format.ts';
export { type FacturX, renderFacturX } from './render-facturx.ts';
export {
  FACTURX_FILENAME,
  type RenderOptions,
  type RenderPdfOptions,
  renderInvoicePdf,
} from './render-invoice-pdf.ts';
export { type InvoiceColors, type InvoiceFonts, loadInvoiceFonts, missingCharacters } from './theme.ts';
