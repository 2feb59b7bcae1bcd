import { PdfError } from './errors.ts';

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * One instant in the two spellings that a PDF needs and that PDF/A wants to agree: `pdf` for dictionaries
 * (ISO 32000-1 §7.9.4) and `xmp` for metadata, both cut to the second.
 * Throws `PdfError` (`date_invalid`) unless given ISO 8601 with seconds and an offset.
 */
export function documentDate(instant: string): { pdf: string; xmp: string } {
  const parts = INSTANT.exec(instant);
  if (parts === null || !exists(instant))
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

/** `Date` takes 30 February for 2 March: the day has to come back as it went in. */
function exists(instant: string): boolean {
  const local = `${instant.slice(0, 19)}Z`;
  const time = Date.parse(local);
  return (
    !Number.isNaN(time + Date.parse(instant)) &&
    new Date(time).toISOString().slice(0, 19) === instant.slice(0, 19)
  );
}
