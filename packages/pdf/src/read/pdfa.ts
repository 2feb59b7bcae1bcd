/** The part ("3") and conformance level ("B", absent in part 4) that a document claims. */
export interface PdfAIdentification {
  part: string;
  conformance: string | null;
}

/** Prefixes of the namespace that are followed up: writers use one, hostile files a million. */
const MOST_PREFIXES = 8;

/**
 * What the XMP packet claims in the PDF/A identification schema (ISO 19005-3 §6.6.4), as elements or as attributes of rdf:Description; null
 * without a claim. That it is true is not looked into.
 */
export function pdfAIdentification(xmp: string): PdfAIdentification | null {
  const prefixes = new Set<string>();
  for (const [, prefix = ''] of xmp.matchAll(
    /xmlns:([\w.-]{1,40})\s{0,9}=\s{0,9}["']http:\/\/www\.aiim\.org\/pdfa\/ns\/id\/["']/g,
  ))
    prefixes.add(prefix);
  for (const prefix of [...prefixes].slice(0, MOST_PREFIXES)) {
    const part = property(xmp, prefix, 'part');
    if (part !== undefined) return { part, conformance: property(xmp, prefix, 'conformance') ?? null };
  }
  return null;
}

function property(xmp: string, prefix: string, name: string): string | undefined {
  const qualified = `${prefix.replace(/[.]/g, '\\$&')}:${name}`;
  const found = new RegExp(
    `<${qualified}>\\s{0,20}([\\w]{1,8})\\s{0,20}</|\\s${qualified}\\s{0,9}=\\s{0,9}["']\\s{0,20}(\\w{1,8})\\s{0,20}["']`,
  ).exec(xmp);
  return found?.[1] ?? found?.[2];
}
