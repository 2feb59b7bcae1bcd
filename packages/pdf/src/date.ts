import { PdfError } from './errors.ts';

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * One instant in the two spellings that a PDF needs and that PDF/A wants to agree: `pdf` for dictionaries
 * (ISO 32000-1 §7.9.4) and `xmp` for metadata, both cut to the second.
 * Throws `PdfError` (`date_invalid`) unless given ISO 8601 with seconds and an offset.
 */
export function documentDate(instant: string): { pdf: string; xmp: string } {
  const parts = INSTANT.exec(instant);
  if (parts === null || Number.isNaN(Date.parse(instant)))
    throw new PdfError(
      'date_invalid',
      `not an instant with seconds and offset: ${instant}`,
      `instant sans secondes ou sans décalage horaire : ${instant}`,
    );
  const [, year, month, day, hour, minute, second, zone = 'Z'] = parts;
  const offset = zone === 'Z' ? '+00:00' : zone;
  return {
    pdf: `D:${year}${month}${day}${hour}${minute}${second}${offset.replace(':', "'")}'`,
    xmp: `${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`,
  };
}
