import { strToU8 } from 'fflate';

/**
 * The file structure of a PDF 1.7 (ISO 32000-1 §7.5): numbered objects, a classic cross-reference table, a trailer.
 * Object numbers are given by `reserve`, so that objects can point at one another before they are written.
 */
export class ObjectFile {
  readonly #objects: (Uint8Array[] | undefined)[] = [];

  reserve(): number {
    this.#objects.push(undefined);
    return this.#objects.length;
  }

  /** Writes the object `id`, reserved before. */
  put(id: number, body: string): void {
    this.#objects[id - 1] = [strToU8(body, true)];
  }

  /** Adds an object and returns its number. */
  add(body: string): number {
    const id = this.reserve();
    this.put(id, body);
    return id;
  }

  /** Adds a stream and returns its number; `entries` are dictionary entries besides Length. */
  addStream(entries: string, data: Uint8Array): number {
    const id = this.reserve();
    this.putStream(id, entries, data);
    return id;
  }

  /** Writes the stream `id`, reserved before. */
  putStream(id: number, entries: string, data: Uint8Array): void {
    this.#objects[id - 1] = [
      strToU8(`<<${entries} /Length ${data.length}>>\nstream\n`, true),
      data,
      strToU8('\nendstream', true),
    ];
  }

  /** The whole file. `id` is that of this version of the document, `original` that of its first one. */
  toBytes(root: number, info: number, id: Uint8Array, original = id): Uint8Array {
    // The second line's bytes above 127 tell transfer programs that the file is binary (ISO 19005-3 §6.1.2).
    const parts: Uint8Array[] = [strToU8('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', true)];
    let length = parts[0]?.length ?? 0;
    let table = `xref\n0 ${this.#objects.length + 1}\n0000000000 65535 f \n`;
    for (const [index, body] of this.#objects.entries()) {
      if (body === undefined) throw new Error(`PDF object ${index + 1} was reserved and never written`);
      table += `${String(length).padStart(10, '0')} 00000 n \n`;
      for (const part of [strToU8(`${index + 1} 0 obj\n`, true), ...body, strToU8('\nendobj\n', true)]) {
        parts.push(part);
        length += part.length;
      }
    }
    const trailer = `trailer\n<</Size ${this.#objects.length + 1} /Root ${root} 0 R /Info ${info} 0 R /ID [${hex(original)} ${hex(id)}]>>`;
    const end = strToU8(`${table}${trailer}\nstartxref\n${length}\n%%EOF\n`, true);
    const file = new Uint8Array(length + end.length);
    let at = 0;
    for (const part of parts) {
      file.set(part, at);
      at += part.length;
    }
    file.set(end, at);
    return file;
  }
}

/** Bytes as a hexadecimal string object. */
export function hex(bytes: Uint8Array): string {
  let digits = '';
  for (const byte of bytes) digits += byte.toString(16).padStart(2, '0');
  return `<${digits}>`;
}

/** Text as a text string object: ASCII as it is, all else in UTF-16BE with a byte order mark (ISO 32000-1 §7.9.2). */
export function textString(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, '\\$&')})`;
  let digits = 'feff';
  for (let i = 0; i < text.length; i++) digits += text.charCodeAt(i).toString(16).padStart(4, '0');
  return `<${digits}>`;
}

/** Text as a name object, characters outside the regular ones as `#xx` of their UTF-8 bytes (§7.3.5). */
export function name(text: string): string {
  let result = '/';
  for (const byte of strToU8(text)) {
    const character = String.fromCharCode(byte);
    result += /[A-Za-z0-9_.+-]/.test(character) ? character : `#${byte.toString(16).padStart(2, '0')}`;
  }
  return result;
}
