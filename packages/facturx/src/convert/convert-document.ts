/** Any document an invoice comes in, to the one that is asked for. */
import { type Invoice, isFrench } from '@scell/en16931';
import { convertInvoice, readInvoice, readXml, type Syntax } from '@scell/syntax';
import { type EmbeddedInvoice, embedInvoice } from '../embed/embed-invoice.ts';
import type { ExtractedInvoice } from '../extract/extract-invoice.ts';
import type { HybridFinding } from '../extract/finding.ts';
import type { HybridProfile } from '../extract/format.ts';
import { profileOf } from '../extract/identify-xml.ts';
import { frenchAdmission } from '../profiles/french-admission.ts';
import { type FacturXProfile, PROFILES, termsOfProfile } from '../profiles/profiles.ts';
import { writeProfile } from '../profiles/write-profile.ts';
import { type RenderOptions, renderInvoicePdf } from '../render-invoice-pdf.ts';
import {
  type Certificate,
  type CertifiedTerm,
  certifiedElements,
  certifiedExtension,
  certifiedFaults,
  certifiedTerms,
} from './certificate.ts';
import { NotPrintableError } from './not-printable-error.ts';
import { type OpenedDocument, openDocument } from './open-document.ts';

export type ConversionTarget = Certificate['target'];

/** What a page takes, and the profile of the XML; the source's own, or EN 16931, when absent. */
export interface ConvertOptions extends RenderOptions {
  profile?: FacturXProfile;
}

export interface ConvertedDocument {
  bytes: Uint8Array;
  mediaType: 'application/xml' | 'application/pdf';
  extension: 'xml' | 'pdf';
  certificate: Certificate;
  /** Faults of the PDF that the source was, and what France says of the profile asked for. */
  findings: HybridFinding[];
  /** What was mended in the pages of that PDF to make it a Factur-X. */
  changes: EmbeddedInvoice['changes'];
}

/**
 * Converts CII, UBL or a hybrid PDF to CII, UBL or Factur-X, with an account of what was lost. A document that is already what is asked for comes
 * back byte for byte.
 * A hybrid PDF keeps its pages; other sources get pages of ours.
 * Throws as `openDocument`, `convertInvoice`, `writeProfile`, `embedInvoice` and `renderInvoicePdf` do.
 * @throws {NotPrintableError} for a page of an invoice that lacks what a page needs.
 */
export function convertDocument(
  bytes: Uint8Array,
  target: ConversionTarget,
  options: ConvertOptions,
): ConvertedDocument {
  const source = openDocument(bytes);
  const { invoice } = readInvoice(source.document);
  const findings = [...(source.hybrid?.findings ?? []), ...admission(invoice, options.profile)];
  if (target !== 'facturx') {
    const { xml, certificate } = convertXml(source, target, target === 'cii' ? options.profile : undefined);
    return { bytes: xml, mediaType: 'application/xml', extension: 'xml', certificate, findings, changes: [] };
  }
  const profile = options.profile ?? profileToEmbed(profileOf(invoice.specification));
  const { xml, certificate } = convertXml(source, 'cii', profile);
  const { hybrid } = source;
  const page = hybrid === null ? undefined : samePage(bytes, hybrid, xml, options);
  return {
    ...(page ?? { bytes: drawnPage(invoice, xml, profile, certificate, options), changes: [] }),
    mediaType: 'application/pdf',
    extension: 'pdf',
    certificate: { ...certificate, target },
    findings,
  };
}

/** Of a profile that the source had already, its own findings say it. */
function admission({ seller, buyer }: Invoice, profile: FacturXProfile | undefined): HybridFinding[] {
  const french = isFrench(seller.address.country) && isFrench(buyer.address.country);
  return french && profile !== undefined ? frenchAdmission(profile) : [];
}

/** The pages the invoice came with: what the buyer has seen stays what is seen. Untouched where nothing is to be changed. */
function samePage(
  bytes: Uint8Array,
  { xml: before, findings }: ExtractedInvoice,
  xml: Uint8Array,
  { creationDate: date, documentId }: ConvertOptions,
): Pick<ConvertedDocument, 'bytes' | 'changes'> {
  const sound = findings.every(({ severity }) => severity !== 'fatal');
  if (xml === before && sound) return { bytes, changes: [] };
  const { pdf, changes } = embedInvoice(bytes, xml, { date, documentId, replace: true });
  return { bytes: pdf, changes };
}

function drawnPage(
  invoice: Invoice,
  xml: Uint8Array,
  profile: FacturXProfile,
  { irregularities }: Certificate,
  options: ConvertOptions,
): Uint8Array {
  // A payment means without its code (BT-81) is common in CII, and printed without it.
  const faults = irregularities.filter(({ term }) => term !== 'BT-81');
  if (faults.length > 0) throw new NotPrintableError(faults);
  return renderInvoicePdf(invoice, { ...options, xml, profile });
}

/** EXTENDED-CTC-FR is a profile of bare XML: inside a PDF its invoice is of EXTENDED. What is no profile of Factur-X is embedded as EN 16931. */
function profileToEmbed(claimed: HybridProfile | null): FacturXProfile {
  if (claimed === 'EXTENDED-CTC-FR') return 'EXTENDED';
  return claimed !== null && claimed in PROFILES ? (claimed as FacturXProfile) : 'EN 16931';
}

/** The XML of a document in a syntax, and in CII of a profile. */
function convertXml(
  source: OpenedDocument,
  target: Syntax,
  profile: FacturXProfile | undefined,
): { xml: Uint8Array; certificate: Certificate } {
  const { document, hybrid, syntax } = source;
  const container = hybrid === null ? 'xml' : 'pdf';
  const { invoice, irregularities } = readInvoice(document);
  const { specification } = invoice;
  const isOfProfile = profile === undefined || profileOf(specification) === profile;
  const certificate = (lost: CertifiedTerm[], added: CertifiedTerm[]): Certificate => ({
    source: { container, syntax, specification: specification === '' ? null : specification },
    target,
    complete: lost.length === 0,
    lost,
    added,
    irregularities: certifiedFaults(document, irregularities),
  });
  if (target === syntax && isOfProfile) return { xml: source.xml, certificate: certificate([], []) };

  const claim = profile === undefined ? undefined : PROFILES[profile].specification;
  const { xml, unread, homeless, lost, added } = convertInvoice(document, target, claim);
  const gone = [
    ...certifiedTerms(lost, 'noHome'),
    ...certifiedExtension(homeless),
    ...certifiedElements(document, unread),
  ];
  const more = certifiedTerms(added, 'asked');
  if (profile === undefined || termsOfProfile(profile) === null)
    return { xml: encoded(xml), certificate: certificate(gone, more) };

  const part = writeProfile(readInvoice(readXml(xml)).invoice, profile);
  const leftOut = certifiedTerms(part.leftOut, 'profile');
  return { xml: encoded(part.xml), certificate: certificate([...gone, ...leftOut], more) };
}

function encoded(xml: string): Uint8Array {
  return new TextEncoder().encode(xml);
}
