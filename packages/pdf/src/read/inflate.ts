import { Inflate } from 'fflate';
import { PdfReadError } from './error.ts';

/** Few enough bytes at a time that what they swell to (1032 times at most) is seen before it hurts. */
const CHUNK = 32_768;
/** So many chunks in a row that give nothing are what follows the end of the data, or fill meant to cost time. */
const IDLE_CHUNKS = 8;

/**
 * Inflates zlib data (RFC 1950) up to `most` bytes; `account` is told of each portion as it comes. The Adler checksum is not
 * asked for, as no reader in the field does: writers get it wrong.
 * Throws `PdfReadError` `pdf_stream_too_large` or `pdf_stream_damaged`.
 */
export function inflate(data: Uint8Array, most: number, account: (bytes: number) => void): Uint8Array {
  const [cmf = 0, flags = 0] = data;
  if ((cmf & 15) !== 8 || ((cmf << 8) | flags) % 31 !== 0 || (flags & 32) !== 0) throw streamDamaged();
  const parts: Uint8Array[] = [];
  let length = 0;
  const inflater = new Inflate((part) => {
    length += part.length;
    if (length > most) throw streamTooLarge(most);
    account(part.length);
    if (part.length > 0) parts.push(part);
  });
  try {
    let idle = 0;
    for (let at = 2; at < data.length && idle < IDLE_CHUNKS; at += CHUNK) {
      const before = length;
      inflater.push(data.subarray(at, at + CHUNK));
      idle = length === before ? idle + 1 : 0;
    }
    inflater.push(new Uint8Array(0), true);
  } catch (error) {
    if (error instanceof PdfReadError) throw error;
    throw streamDamaged();
  }
  return joined(parts, length);
}

function joined(parts: Uint8Array[], length: number): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function streamDamaged(): PdfReadError {
  return new PdfReadError(
    'pdf_stream_damaged',
    'the data of a stream are damaged or cut short',
    'les données d’un flux sont abîmées ou tronquées',
  );
}

export function streamTooLarge(most: number): PdfReadError {
  return new PdfReadError(
    'pdf_stream_too_large',
    `a stream decodes to more than ${most} bytes`,
    `un flux décodé dépasse ${most} octets`,
  );
}
