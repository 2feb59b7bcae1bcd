import { decodeLatin9 } from '../iso-8859-15.ts';

/** Longer ones are not read: what is no text has no line ends. */
const MAX_LINE = 64 * 1024;

const LF = 0x0a;
const CR = 0x0d;

/** A line and what its bytes are. `text` is null for one that is too long. */
export interface ReadLine {
  text: string | null;
  encoding: 'ascii' | 'utf-8' | 'iso-8859-15';
}

/** Cuts bytes, as they come, into lines: CR, LF and CR LF end one. Holds one line at a time. */
export class LineReader {
  #rest = new Uint8Array(MAX_LINE);
  #length = 0;
  #tooLong = false;
  #afterCr = false;

  /** The lines that the bytes complete. */
  *read(bytes: Uint8Array): Generator<ReadLine> {
    let start = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte !== LF && byte !== CR) {
        this.#afterCr = false;
        continue;
      }
      // The LF of a CR LF, which may come with the next bytes.
      if (byte === LF && this.#afterCr) {
        this.#afterCr = false;
        start = at + 1;
        continue;
      }
      this.#afterCr = byte === CR;
      yield this.#take(bytes.subarray(start, at));
      start = at + 1;
    }
    this.#keep(bytes.subarray(start));
  }

  /** The last line, when no line end follows it. */
  end(): ReadLine | null {
    return this.#length === 0 && !this.#tooLong ? null : this.#take(new Uint8Array());
  }

  #keep(bytes: Uint8Array): void {
    if (this.#length + bytes.length > MAX_LINE) {
      this.#tooLong = true;
      return;
    }
    this.#rest.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #take(bytes: Uint8Array): ReadLine {
    if (this.#length > 0 || bytes.length > MAX_LINE || this.#tooLong) {
      this.#keep(bytes);
      const line = this.#tooLong
        ? { text: null, encoding: 'ascii' as const }
        : decoded(this.#rest.subarray(0, this.#length));
      this.#length = 0;
      this.#tooLong = false;
      return line;
    }
    return decoded(bytes);
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 where the bytes are such, ISO 8859-15 where they are not: the order of the official checker. */
function decoded(bytes: Uint8Array): ReadLine {
  try {
    const text = utf8.decode(bytes);
    return { text, encoding: text.length === bytes.length ? 'ascii' : 'utf-8' };
  } catch {
    return { text: decodeLatin9(bytes), encoding: 'iso-8859-15' };
  }
}
