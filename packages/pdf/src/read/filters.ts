import { PdfReadError } from './error.ts';
import { inflate, streamDamaged, streamTooLarge } from './inflate.ts';
import { fromLzw } from './lzw.ts';
import { hexDigit, isSpace } from './parser.ts';
import { type PredictorParameters, unpredict } from './predictor.ts';
import { type Dictionary, integerOf } from './values.ts';

/**
 * One filter (ISO 32000-1 §7.4) undone, up to `most` bytes out; `account` is told of every byte. Images' filters are
 * `pdf_filter_unsupported`.
 */
export function unfilter(
  name: string,
  data: Uint8Array,
  parameters: Dictionary,
  most: number,
  account: (bytes: number) => void,
): Uint8Array {
  switch (name) {
    case 'FlateDecode':
    case 'Fl':
      return unpredict(inflate(data, most, account), predictorOf(parameters));
    case 'LZWDecode':
    case 'LZW': {
      const early = integerOf(parameters.get('EarlyChange')) !== 0;
      return unpredict(fromLzw(data, early, most, account), predictorOf(parameters));
    }
    case 'ASCIIHexDecode':
    case 'AHx':
      return capped(fromHex(data), most, account);
    case 'ASCII85Decode':
    case 'A85':
      return capped(fromBase85(data, most), most, account);
    case 'RunLengthDecode':
    case 'RL':
      return fromRuns(data, most, account);
    default:
      throw new PdfReadError(
        'pdf_filter_unsupported',
        `the stream filter ${name} is not supported`,
        `le filtre de flux ${name} n’est pas pris en charge`,
      );
  }
}

function predictorOf(parameters: Dictionary): PredictorParameters {
  const integer = (key: string, otherwise: number) => integerOf(parameters.get(key)) ?? otherwise;
  return {
    predictor: integer('Predictor', 1),
    columns: integer('Columns', 1),
    colors: integer('Colors', 1),
    bitsPerComponent: integer('BitsPerComponent', 8),
  };
}

function capped(data: Uint8Array, most: number, account: (bytes: number) => void): Uint8Array {
  if (data.length > most) throw streamTooLarge(most);
  account(data.length);
  return data;
}

function fromHex(data: Uint8Array): Uint8Array {
  const out = new Uint8Array((data.length + 1) >> 1);
  let digits = 0;
  for (const byte of data) {
    if (byte === 0x3e) break;
    if (isSpace(byte)) continue;
    const digit = hexDigit(byte);
    if (digit < 0) throw streamDamaged();
    out[digits >> 1] = (out[digits >> 1] ?? 0) | (digits % 2 === 0 ? digit << 4 : digit);
    digits++;
  }
  return out.subarray(0, (digits + 1) >> 1);
}

function fromBase85(data: Uint8Array, most: number): Uint8Array {
  // A lone "z" makes four bytes.
  const out = new Uint8Array(Math.min(4 * data.length, most + 4));
  let length = 0;
  let group = 0;
  let digits = 0;
  const put = (value: number, bytes: number) => {
    if (length > most) throw streamTooLarge(most);
    for (let i = 0; i < bytes; i++) out[length++] = Math.floor(value / 256 ** (3 - i)) & 0xff;
  };
  for (const byte of data) {
    if (byte === 0x7e) break;
    if (isSpace(byte)) continue;
    if (byte === 0x7a && digits === 0) {
      put(0, 4);
      continue;
    }
    if (byte < 0x21 || byte > 0x75) throw streamDamaged();
    group = group * 85 + (byte - 0x21);
    if (++digits < 5) continue;
    put(group % 2 ** 32, 4);
    group = 0;
    digits = 0;
  }
  if (digits > 1) {
    const bytes = digits - 1;
    for (; digits < 5; digits++) group = group * 85 + 84;
    put(group % 2 ** 32, bytes);
  }
  return out.slice(0, length);
}

function fromRuns(data: Uint8Array, most: number, account: (bytes: number) => void): Uint8Array {
  let length = 0;
  for (let at = 0; at < data.length; ) {
    const code = data[at] ?? 128;
    if (code === 128) break;
    length += code < 128 ? code + 1 : 257 - code;
    at += code < 128 ? code + 2 : 2;
  }
  if (length > most) throw streamTooLarge(most);
  account(length);
  const out = new Uint8Array(length);
  let to = 0;
  for (let at = 0; to < length; ) {
    const code = data[at] ?? 128;
    const count = code < 128 ? code + 1 : 257 - code;
    if (code < 128) out.set(data.subarray(at + 1, at + 1 + count), to);
    else out.fill(data[at + 1] ?? 0, to, to + count);
    to += count;
    at += code < 128 ? code + 2 : 2;
  }
  return out;
}
