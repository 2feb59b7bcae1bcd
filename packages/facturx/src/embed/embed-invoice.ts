import type { Text } from '@scell/core';
import { type Archived, archivePdf, NotArchivableError, type ReadLimits } from '@scell/pdf';
import { invoicesIn } from '../extract/extract-invoice.ts';
import { FORMATS, type HybridProfile } from '../extract/format.ts';
import { type IdentifiedXml, identifyXml, xmlFault } from '../extract/identify-xml.ts';
import { keyFigures } from '../extract/key-figures.ts';
import { hybridSchema } from '../hybrid-schema.ts';
import { type Reason, reason } from './reason.ts';

export interface EmbedOptions {
  /** ISO 8601 instant with seconds and offset: when the PDF is changed. Nothing else dates the result: same input, same bytes. */
  date: string;
  /** What tells the result from any other, for the file identifier. */
  documentId: string;
  /** An invoice that the PDF carries already is removed; without it the PDF is refused. */
  replace?: boolean;
  limits?: Partial<ReadLimits>;
}

/** A hybrid document made of somebody else's PDF. */
export interface EmbeddedInvoice {
  pdf: Uint8Array;
  /** By BT-24. */
  profile: HybridProfile;
  /** Level of PDF/A-3. */
  conformance: Archived['conformance'];
  relationship: 'Data' | 'Alternative';
  /** What was mended in the PDF. */
  changes: Archived['changes'];
}

/** A pair of PDF and XML that cannot become a hybrid document; `reasons` has all of them. */
export class NotEmbeddableError extends Error {
  readonly code = 'not_embeddable';
  /** All reasons, one after the other. */
  readonly text: Text;
  readonly reasons: Reason[];

  constructor(reasons: Reason[]) {
    const said = (language: keyof Text) => reasons.map(({ text }) => text[language]).join(' ');
    super(said('en'));
    this.name = 'NotEmbeddableError';
    this.text = { fr: said('fr'), en: said('en') };
    this.reasons = reasons;
  }
}

/**
 * Puts an invoice in CII into somebody else's PDF: a PDF/A-3 with the attachment, its relationship and the metadata that Factur-X (or XRechnung, by
 * BT-24) asks. What of the PDF stands against PDF/A is mended where that changes nothing that is seen, else the PDF is refused. That the XML says
 * the same as the pages is not looked into here: `extractInvoice` on the result does.
 *
 * Throws `NotEmbeddableError`; `PdfReadError` for a PDF that cannot be read; `PdfError` (`date_invalid`).
 */
export function embedInvoice(
  pdf: Uint8Array,
  xml: string | Uint8Array,
  options: EmbedOptions,
): EmbeddedInvoice {
  const bytes = typeof xml === 'string' ? new TextEncoder().encode(xml) : xml;
  const { identified, reasons } = identify(bytes);
  const present = invoicesIn(pdf, options.limits);
  const [first] = present;
  if (first !== undefined && options.replace !== true)
    reasons.push(reason('invoice_present', { en: `"${first}"`, fr: `« ${first} »` }));
  const profile = identified?.profile ?? 'EN 16931';
  const format = FORMATS[profile === 'XRECHNUNG' ? 'xrechnung' : 'factur-x'];
  const figures = identified === undefined ? undefined : keyFigures(identified);
  const relationship = profile === 'MINIMUM' || profile === 'BASIC WL' ? 'Data' : 'Alternative';
  try {
    const archived = archivePdf(pdf, {
      title: `${format.title} ${figures?.number ?? ''}`.trim(),
      author: figures?.seller ?? format.title,
      date: options.date,
      id: options.documentId,
      replace: present,
      attachments: [
        { name: format.filename, bytes, mimeType: 'text/xml', description: format.title, relationship },
      ],
      schemas: [hybridSchema(format.filename, profile, versionOf(profile, identified))],
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    });
    if (reasons.length > 0) throw new NotEmbeddableError(reasons);
    return { ...archived, profile, relationship };
  } catch (error) {
    if (error instanceof NotArchivableError) throw new NotEmbeddableError([...reasons, ...error.obstacles]);
    throw error;
  }
}

function identify(bytes: Uint8Array): { identified: IdentifiedXml | undefined; reasons: Reason[] } {
  let identified: IdentifiedXml | undefined;
  try {
    identified = identifyXml(bytes);
  } catch (error) {
    const fault = xmlFault(error);
    if (fault === undefined) throw error;
    return { identified: undefined, reasons: [reason('xml_malformed', fault.text)] };
  }
  const reasons: Reason[] = [];
  if (identified?.syntax !== 'cii') reasons.push(reason('xml_not_cii', kindOf(identified)));
  else if (identified.profile === 'EXTENDED-CTC-FR') reasons.push(reason('profile_bare'));
  else if (identified.profile === null || identified.profile === 'COMFORT') {
    const { guideline } = identified;
    reasons.push(
      reason(
        'profile_unknown',
        guideline === null
          ? { en: 'missing', fr: 'absent' }
          : { en: `"${guideline}"`, fr: `« ${guideline} »` },
      ),
    );
  }
  return { identified, reasons };
}

function kindOf(identified: IdentifiedXml | undefined): Text {
  if (identified === undefined) return { en: 'no invoice', fr: 'autre chose qu’une facture' };
  const name = { cii: 'CII', ubl: 'UBL', 'zugferd-1': 'ZUGFeRD 1', 'order-x': 'Order-X' }[identified.syntax];
  return { en: name, fr: name };
}

/** Factur-X calls itself 1.0 in all its releases; XRechnung gives its own version, as its identifier ends. */
function versionOf(profile: HybridProfile, identified: IdentifiedXml | undefined): string {
  if (profile !== 'XRECHNUNG') return '1.0';
  return /xrechnung_(\d+\.\d+)/.exec(identified?.guideline?.toLowerCase() ?? '')?.[1] ?? '1.0';
}
