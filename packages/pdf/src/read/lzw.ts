import { streamDamaged, streamTooLarge } from './inflate.ts';

const CLEAR = 256;
const END = 257;
const MOST_CODES = 4096;

/**
 * Undoes LZWDecode (ISO 32000-1 §7.4.4) up to `most` bytes. `early` is EarlyChange: codes grow one entry sooner, as nearly every writer has it.
 * Throws `PdfReadError` `pdf_stream_too_large` or `pdf_stream_damaged`.
 */
export function fromLzw(
  data: Uint8Array,
  early: boolean,
  most: number,
  account: (bytes: number) => void,
): Uint8Array {
  // An entry is the entry it extends, the byte it adds and its length.
  const prefix = new Uint16Array(MOST_CODES);
  const suffix = new Uint8Array(MOST_CODES);
  const lengths = new Uint16Array(MOST_CODES).fill(1, 0, 256);
  for (let i = 0; i < 256; i++) suffix[i] = i;
  let out = new Uint8Array(Math.min(most, 4 * data.length) + 1);
  let length = 0;
  let next = END + 1;
  let width = 9;
  let previous = -1;
  let bits = 0;
  let held = 0;
  let at = 0;
  for (;;) {
    while (held < width && at < data.length) {
      bits = ((bits << 8) | (data[at++] ?? 0)) & 0xffffff;
      held += 8;
    }
    if (held < width) break;
    const code = (bits >> (held - width)) & ((1 << width) - 1);
    held -= width;
    if (code === END) break;
    if (code === CLEAR) {
      next = END + 1;
      width = 9;
      previous = -1;
      continue;
    }
    if (code > next || (code === next && previous < 0) || (previous < 0 && code > 255)) throw streamDamaged();
    const entry = code < next ? code : previous;
    const size = (lengths[entry] ?? 0) + (code < next ? 0 : 1);
    if (length + size > most) throw streamTooLarge(most);
    account(size);
    if (length + size > out.length) {
      const larger = new Uint8Array(Math.min(most, 2 * (length + size)));
      larger.set(out.subarray(0, length));
      out = larger;
    }
    let to = length + (lengths[entry] ?? 0);
    for (let walk = entry; to > length; walk = prefix[walk] ?? 0) out[--to] = suffix[walk] ?? 0;
    const first = out[length] ?? 0;
    if (code === next) out[length + size - 1] = first;
    length += size;
    if (previous >= 0 && next < MOST_CODES) {
      prefix[next] = previous;
      suffix[next] = first;
      lengths[next] = (lengths[previous] ?? 0) + 1;
      next++;
    }
    const grown = next + (early ? 1 : 0);
    width = grown >= 2048 ? 12 : grown >= 1024 ? 11 : grown >= 512 ? 10 : 9;
    previous = code;
  }
  return out.slice(0, length);
}
