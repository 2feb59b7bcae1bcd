import type { Text } from '@scell/core';
import {
  type EmbeddedFile,
  type PageText,
  type PdfContents,
  PdfReadError,
  type ReadLimits,
  readAttachments,
  readText,
} from '@scell/pdf';
import type { XmlError } from '@scell/syntax';
import { checkHybrid } from './check-hybrid.ts';
import { checkPrinted } from './check-printed.ts';
import { fatal, type HybridFinding, warning } from './finding.ts';
import { FORMATS, formatByFilename, type HybridFormat, type HybridProfile } from './format.ts';
import { type HybridMetadata, readHybridMetadata } from './hybrid-metadata.ts';
import { type IdentifiedXml, identifyXml, xmlFault } from './identify-xml.ts';

/** The machine-readable half of a hybrid document, and what is wrong with how the PDF carries it. */
export interface ExtractedInvoice {
  /** Byte for byte as embedded. */
  xml: Uint8Array;
  /** As the document gives it: not safe as a path. */
  filename: string;
  format: HybridFormat;
  /** By BT-24; null when it is of no known profile or the XML cannot be read. */
  profile: HybridProfile | null;
  /** BT-24. */
  guideline: string | null;
  /** The Version of the XMP metadata; null without. */
  version: string | null;
  /** AFRelationship. */
  relationship: string | null;
  findings: HybridFinding[];
  /** The document that carried it, with its other attachments. */
  pdf: PdfContents;
}

/** A PDF without a machine-readable document. */
export class NoInvoiceError extends Error {
  readonly code = 'no_invoice';
  readonly text: Text;
  /** The names of what is attached instead. */
  readonly attachments: string[];

  constructor(attachments: string[]) {
    const list = { en: attachments.map((name) => `"${name}"`), fr: attachments.map((name) => `« ${name} »`) };
    const text =
      attachments.length === 0
        ? { en: 'The PDF has no attachment.', fr: 'Le PDF n’a aucune pièce jointe.' }
        : {
            en: `No attachment of the PDF is an invoice or an order: ${list.en.join(', ')}.`,
            fr: `Aucune pièce jointe du PDF n’est une facture ou une commande : ${list.fr.join(', ')}.`,
          };
    super(text.en);
    this.name = 'NoInvoiceError';
    this.text = text;
    this.attachments = attachments;
  }
}

/** An attachment that may be the one. */
interface Candidate {
  file: EmbeddedFile;
  bytes: Uint8Array;
  xml: IdentifiedXml | undefined;
  fault: XmlError | undefined;
}

/** Attachments that are looked into: the named ones come first. */
const MOST_CANDIDATES = 20;

/**
 * Takes the invoice (or order) out of a hybrid PDF: Factur-X of every release, XRechnung, ZUGFeRD 2 and 1, Order-X, and CII or UBL attached under any
 * name. It is chosen by the name that the metadata announce, then by the names of the standards, then by content; its format is told by the root
 * of the XML. Faults that leave it readable are findings.
 *
 * Throws `PdfReadError` for a PDF or attachment that cannot be read, `NoInvoiceError` for one without such an attachment.
 */
export function extractInvoice(pdf: Uint8Array, limits: Partial<ReadLimits> = {}): ExtractedInvoice {
  const contents = readAttachments(pdf, limits);
  const { metadata, fault } = metadataOf(contents);
  const { candidates, chosen } = candidatesOf(contents, metadata);
  if (chosen === undefined) throw new NoInvoiceError(contents.attachments.map(({ name }) => name));
  const { file, xml } = chosen;
  const pages = pagesOf(pdf, limits);
  const format = formatOf(file.name, xml, metadata);
  const announced = metadata.find(({ namespace }) => namespacesOf(format).includes(namespace)) ?? metadata[0];
  return {
    xml: chosen.bytes,
    filename: file.name,
    format,
    profile: xml?.profile ?? null,
    guideline: xml?.guideline ?? null,
    version: announced?.version ?? null,
    relationship: file.relationship,
    findings: [
      ...contentFindings(chosen),
      ...otherInvoices(chosen, candidates),
      ...checkHybrid({ pdf: contents, pages, file, format, xml, metadata, metadataFault: fault }),
      ...(xml === undefined ? [] : checkPrinted(pages, xml)),
    ],
    pdf: contents,
  };
}

/**
 * The names of the attachments that are, or have the name of, an invoice or order; the one that `extractInvoice` would take comes first.
 * Throws `PdfReadError` as it does.
 */
export function invoicesIn(pdf: Uint8Array, limits: Partial<ReadLimits> = {}): string[] {
  const contents = readAttachments(pdf, limits);
  if (contents.attachments.length === 0) return [];
  const { chosen } = candidatesOf(contents, metadataOf(contents).metadata);
  const named = contents.attachments
    .map(({ name }) => name)
    .filter((name) => formatByFilename(name) !== undefined);
  return [...new Set([...(chosen === undefined ? [] : [chosen.file.name]), ...named])];
}

/** Pages beyond the limits are as good as unreadable: the XML is what counts. */
function pagesOf(pdf: Uint8Array, limits: Partial<ReadLimits>): PageText[] {
  try {
    return readText(pdf, limits);
  } catch (error) {
    if (error instanceof PdfReadError) return [];
    throw error;
  }
}

/** The hybrid properties, none without a packet, or why the packet cannot be read. */
function metadataOf({ xmp, problems: [problem] }: PdfContents): { metadata: HybridMetadata[]; fault?: Text } {
  if (xmp === null) {
    if (problem === undefined) return { metadata: [] };
    return { metadata: [], fault: { en: problem.message, fr: problem.messageFr } };
  }
  try {
    return { metadata: readHybridMetadata(xmp) };
  } catch (error) {
    const fault = xmlFault(error);
    if (fault === undefined) throw error;
    return { metadata: [], fault: located(fault) };
  }
}

function located({ line, column, text }: XmlError): Text {
  return {
    en: `line ${line}, column ${column}: ${text.en}`,
    fr: `ligne ${line}, colonne ${column} : ${text.fr}`,
  };
}

/** Readable attachments that are documents of ours, or have the name of one, the likeliest first. */
function candidatesOf(
  { attachments }: PdfContents,
  metadata: HybridMetadata[],
): { candidates: Candidate[]; chosen: Candidate | undefined } {
  const announced = new Set(metadata.map(({ documentFileName }) => documentFileName));
  const standards = Object.keys(FORMATS);
  const rank = ({ name }: EmbeddedFile) => {
    const format = formatByFilename(name);
    if (announced.has(name)) return -1;
    return format === undefined ? standards.length : standards.indexOf(format);
  };
  const candidates: Candidate[] = [];
  let unreadable: PdfReadError | undefined;
  const likely = attachments.filter((file) => rank(file) < standards.length || looksLikeXml(file));
  for (const file of likely.sort((a, b) => rank(a) - rank(b)).slice(0, MOST_CANDIDATES)) {
    const named = rank(file) < standards.length;
    try {
      const bytes = file.read();
      const candidate = { file, bytes, ...identified(bytes) };
      if (candidate.xml !== undefined || named) candidates.push(candidate);
    } catch (error) {
      if (!(error instanceof PdfReadError)) throw error;
      if (named) unreadable ??= error;
    }
  }
  if (candidates.length === 0 && unreadable !== undefined) throw unreadable;
  return { candidates, chosen: candidates.find(({ xml }) => xml !== undefined) ?? candidates[0] };
}

function looksLikeXml({ name, mimeType }: EmbeddedFile): boolean {
  return /\.xml$/i.test(name) || /[/+]xml\b/i.test(mimeType ?? '');
}

function identified(bytes: Uint8Array): Pick<Candidate, 'xml' | 'fault'> {
  try {
    return { xml: identifyXml(bytes), fault: undefined };
  } catch (error) {
    const fault = xmlFault(error);
    if (fault === undefined) throw error;
    return { xml: undefined, fault };
  }
}

function formatOf(name: string, xml: IdentifiedXml | undefined, metadata: HybridMetadata[]): HybridFormat {
  const named = formatByFilename(name);
  if (xml === undefined) return named ?? 'cii';
  if (xml.syntax !== 'cii') return xml.syntax;
  const announces = (format: HybridFormat) =>
    metadata.some(({ namespace }) => namespacesOf(format).includes(namespace));
  if (named === 'xrechnung' || metadata.some(({ conformanceLevel }) => conformanceLevel === 'XRECHNUNG'))
    return 'xrechnung';
  if (named === 'factur-x') return 'factur-x';
  if (named === 'zugferd-2' || named === 'zugferd-1') return 'zugferd-2';
  if (announces('factur-x')) return 'factur-x';
  if (announces('zugferd-2') || /zugferd\.de:2p0/.test(xml.guideline ?? '')) return 'zugferd-2';
  return 'cii';
}

function namespacesOf(format: HybridFormat): readonly string[] {
  return format === 'cii' || format === 'ubl' ? [] : FORMATS[format].namespaces;
}

function contentFindings({ file, bytes, xml, fault }: Candidate): HybridFinding[] {
  const findings: HybridFinding[] = [];
  if (fault !== undefined) {
    const { en, fr } = located(fault);
    findings.push(
      fatal(
        'SCELL-HYBRID-XML',
        `The attachment "${file.name}" is not well-formed XML: ${en}`,
        `La pièce jointe « ${file.name} » n’est pas du XML bien formé : ${fr}`,
      ),
    );
  } else if (xml === undefined)
    findings.push(
      fatal(
        'SCELL-HYBRID-XML',
        `The attachment "${file.name}" is neither CII, UBL, ZUGFeRD 1 nor Order-X.`,
        `La pièce jointe « ${file.name} » n’est ni du CII, ni de l’UBL, ni du ZUGFeRD 1, ni de l’Order-X.`,
      ),
    );
  const sizeDiffers = file.declaredSize !== null && file.declaredSize !== bytes.length;
  if (sizeDiffers || file.hasDeclaredChecksum() === false)
    findings.push(
      warning(
        'SCELL-HYBRID-CHECKSUM',
        `The attachment "${file.name}" does not have the size or checksum that its parameters give: it may have been altered.`,
        `La pièce jointe « ${file.name} » n’a pas la taille ou l’empreinte que donnent ses paramètres : elle a pu être modifiée.`,
      ),
    );
  return findings;
}

function otherInvoices(chosen: Candidate, candidates: Candidate[]): HybridFinding[] {
  const others = candidates.filter((candidate) => candidate !== chosen && candidate.xml !== undefined);
  if (others.length === 0) return [];
  const names = others.map(({ file }) => file.name);
  return [
    warning(
      'SCELL-HYBRID-SEVERAL',
      `The PDF carries other invoices besides "${chosen.file.name}": ${names.map((name) => `"${name}"`).join(', ')}.`,
      `Le PDF porte d’autres factures que « ${chosen.file.name} » : ${names.map((name) => `« ${name} »`).join(', ')}.`,
    ),
  ];
}
