export type { Certificate, CertifiedTerm } from './convert/certificate.ts';
export {
  type ConversionTarget,
  type ConvertedDocument,
  type ConvertOptions,
  convertDocument,
} from './convert/convert-document.ts';
export { NotPrintableError } from './convert/not-printable-error.ts';
export { isPdf, type OpenedDocument, openDocument } from './convert/open-document.ts';
export { UnsupportedFormatError } from './convert/unsupported-format-error.ts';
export {
  type EmbeddedInvoice,
  type EmbedOptions,
  embedInvoice,
  NotEmbeddableError,
} from './embed/embed-invoice.ts';
export type { Reason } from './embed/reason.ts';
export { epcPayload } from './epc-qr.ts';
export { explainHybrid } from './extract/explain-hybrid.ts';
export { type ExtractedInvoice, extractInvoice, NoInvoiceError } from './extract/extract-invoice.ts';
export type { HybridFinding } from './extract/finding.ts';
export type { HybridFormat, HybridProfile } from './extract/format.ts';
export { FACTURX_FILENAME } from './hybrid-schema.ts';
export { ProfileError } from './profiles/profile-error.ts';
export { type FacturXProfile, PROFILE_ORDER } from './profiles/profiles.ts';
export { type ProfileDocument, writeProfile } from './profiles/write-profile.ts';
export { type FacturX, renderFacturX } from './render-facturx.ts';
export {
  type RenderOptions,
  type RenderPdfOptions,
  renderInvoicePdf,
} from './render-invoice-pdf.ts';
export { type InvoiceColors, type InvoiceFonts, loadInvoiceFonts, missingCharacters } from './theme.ts';
