import type { Invoice, TermValue } from '@scell/en16931';
import type { FacturXProfile } from './profiles/profiles.ts';
import { writeProfile } from './profiles/write-profile.ts';
import { type RenderOptions, renderInvoicePdf } from './render-invoice-pdf.ts';

/** A hybrid document: the PDF, and the XML it carries byte for byte once encoded in UTF-8. */
export interface FacturX {
  pdf: Uint8Array;
  xml: string;
  /** The terms that the profile does not hold: on the page and not in the XML. */
  leftOut: TermValue[];
}

/**
 * The invoice as Factur-X 1.0 of a profile: a PDF/A-3b with the CII document attached as `factur-x.xml`.
 * Throws as `renderInvoicePdf` and `writeProfile` do.
 */
export function renderFacturX(
  invoice: Invoice,
  options: RenderOptions,
  profile: FacturXProfile = 'EN 16931',
): FacturX {
  const { xml, leftOut } = writeProfile(invoice, profile);
  return { xml, leftOut, pdf: renderInvoicePdf(invoice, { ...options, xml, profile }) };
}
