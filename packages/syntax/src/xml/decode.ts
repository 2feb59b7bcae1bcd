/** Bytes to text, by byte order mark, declaration, or UTF-8 (XML 1.0 §4.3.3 and appendix F). */
import { XmlError } from './error.ts';
import { positionIn } from './lines.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** Encodings by the names a declaration gives them, in lower case. */
const encodings: Readonly<
  Record<string, 'utf-8' | 'utf-16' | 'ascii' | 'latin1' | 'iso-8859-15' | 'windows-1252'>
> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'utf-16': 'utf-16',
  'utf-16le': 'utf-16',
  'utf-16be': 'utf-16',
  'us-ascii': 'ascii',
  ascii: 'ascii',
  'iso-8859-1': 'latin1',
  iso8859_1: 'latin1',
  'iso_8859-1': 'latin1',
  'iso8859-1': 'latin1',
  latin1: 'latin1',
  'iso-8859-15': 'iso-8859-15',
  'iso_8859-15': 'iso-8859-15',
  'iso8859-15': 'iso-8859-15',
  latin9: 'iso-8859-15',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
};

/** A decoded document, without its byte order mark, and the same in UTF-8. */
export interface DecodedXml {
  text: string;
  utf8: Uint8Array;
}

/**
 * The text of a document. A text given as such was decoded by its owner.
 * @throws {XmlError} for an encoding that is unknown, contradicts the bytes, or bytes that are no text in it.
 */
export function decodeXml(input: Uint8Array | string): DecodedXml {
  if (typeof input === 'string') return encoded(withoutMark(input));
  const wide = wideEncoding(input);
  if (wide !== undefined) {
    const text = decode(input, wide);
    const declared = declaredEncoding(text);
    if (declared !== undefined && encodings[declared.toLowerCase()] !== 'utf-16') mismatch(declared);
    return encoded(text);
  }
  const marked = input[0] === 0xef && input[1] === 0xbb && input[2] === 0xbf;
  const bytes = marked ? input.subarray(3) : input;
  // The declaration is ASCII in every encoding that is left; 200 bytes hold the longest sensible one.
  const declared = declaredEncoding(String.fromCharCode(...bytes.subarray(0, 200))) ?? 'utf-8';
  const encoding = encodings[declared.toLowerCase()];
  if (encoding === undefined) throw new XmlError('unknown-encoding', start, declared);
  if (encoding === 'utf-16' || (marked && encoding !== 'utf-8')) mismatch(declared);
  if (encoding === 'utf-8') return { text: decode(bytes, encoding), utf8: bytes };
  if (encoding === 'iso-8859-15' || encoding === 'windows-1252') return encoded(decode(bytes, encoding));
  if (encoding === 'ascii') {
    const wrong = bytes.findIndex((byte) => byte > 0x7f);
    if (wrong >= 0) {
      const detail = `0x${bytes[wrong]?.toString(16).toUpperCase()}`;
      throw new XmlError('invalid-bytes', positionAfter(latin1(bytes.subarray(0, wrong))), detail);
    }
  }
  return encoded(latin1(bytes));
}

function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

function encoded(text: string): DecodedXml {
  if (!text.isWellFormed()) {
    const offset = text.search(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/);
    const code = text.charCodeAt(offset).toString(16).toUpperCase();
    throw new XmlError('illegal-character', { offset, ...positionIn(text, offset) }, `U+${code}`);
  }
  return { text, utf8: new TextEncoder().encode(text) };
}

const start = { offset: 0, line: 1, column: 1 };

function mismatch(declared: string): never {
  throw new XmlError('encoding-mismatch', start, declared);
}

function declaredEncoding(head: string): string | undefined {
  return /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1];
}

/** UTF-16 by its mark, or by the "<?" or "<x" it must begin with. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0x3c && b === 0 && bytes[2] !== 0) return 'utf-16le';
  if (a === 0 && b === 0x3c) return 'utf-16be';
  return undefined;
}

function decode(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: encoding === 'utf-8' }).decode(bytes);
  } catch {
    return invalid(bytes, encoding);
  }
}

/** The longest prefix that decodes ends where the text stops being valid. */
function invalid(bytes: Uint8Array, encoding: string): never {
  // Characters before the wrong one; a character that has only begun is not among them.
  const text = decoder(encoding).decode(bytes.subarray(0, decodable(bytes, encoding)), { stream: true });
  const wide = encoding.startsWith('utf-16');
  const width = wide ? 2 * text.length : new TextEncoder().encode(text).length;
  const wrong = bytes[width] ?? 0;
  throw new XmlError(
    'invalid-bytes',
    // The mark of UTF-8 was taken off before.
    positionAfter(wide ? withoutMark(text) : text),
    `0x${wrong.toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** How many bytes decode, the last character perhaps begun only: by large steps as far as they go, then byte by byte. */
function decodable(bytes: Uint8Array, encoding: string): number {
  let good = 0;
  for (const step of [65_536, 1]) {
    const stream = decoder(encoding);
    stream.decode(bytes.subarray(0, good), { stream: true });
    try {
      while (good < bytes.length) {
        stream.decode(bytes.subarray(good, good + step), { stream: true });
        good = Math.min(good + step, bytes.length);
      }
    } catch {
      // The wrong byte is within this step.
    }
  }
  return good;
}

function decoder(encoding: string): TextDecoder {
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
}

function positionAfter(text: string): { offset: number; line: number; column: number } {
  return { offset: text.length, ...positionIn(text, text.length) };
}

/** ISO-8859-1 proper: the decoder of the web platform takes the name for Windows-1252. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}
