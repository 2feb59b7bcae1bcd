import { cbc } from '@noble/ciphers/aes.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { md5 } from '../md5.ts';
import { PdfReadError } from './error.ts';
import type { PdfFile } from './file.ts';
import { streamDamaged } from './inflate.ts';
import { type Dictionary, integerOf, nameOf, type PdfValue, Stream } from './values.ts';

type Cipher = 'none' | 'RC4' | 'AES-128' | 'AES-256';

/** How the file is encrypted; it could be opened without a password. */
export interface Encryption {
  /** What its streams are encrypted with. */
  cipher: Cipher;
  /** Length of the file's key in bits. */
  bits: number;
}

/** Undoes the encryption of streams and strings. */
export interface Decryption {
  encryption: Encryption;
  stream(stream: Stream, file: PdfFile): Uint8Array;
  /** `value`, the object `id`, with its strings in clear. */
  strings(value: PdfValue, id: number, generation: number): PdfValue;
}

/** ISO 32000-1 §7.6.3.3, step a: what fills a password up, and so the whole of an empty one. */
const PADDING = Uint8Array.from([
  0x28, 0xbf, 0x4e, 0x5e, 0x4e, 0x75, 0x8a, 0x41, 0x64, 0x00, 0x4e, 0x56, 0xff, 0xfa, 0x01, 0x08, 0x2e, 0x2e,
  0x00, 0xb6, 0xd0, 0x68, 0x3e, 0x80, 0x2f, 0x0c, 0xa9, 0xfe, 0x64, 0x53, 0x69, 0x7a,
]);
/** Step b of algorithm 1: "sAlT". */
const AES_SALT = Uint8Array.from([0x73, 0x41, 0x6c, 0x54]);
/** What setting a cipher up costs, in bytes scanned: a file of many short strings must not cost more than one of long ones. */
const STRING_WORK = 256;
const NO_BYTES = new Uint8Array(0);

/**
 * The standard security handler (ISO 32000-1 §7.6.3, ISO 32000-2 §7.6.4) opened with the empty user password, as every reader tries first;
 * undefined for a file that is not encrypted. Throws `PdfReadError`: `pdf_encrypted` when a password is needed,
 * `pdf_encryption_unsupported` for certificates and unknown handlers.
 */
export function decryptionOf(file: PdfFile): Decryption | undefined {
  const dictionary = file.dictionary(file.trailer.get('Encrypt'));
  if (dictionary === undefined) return undefined;
  const version = integerOf(file.resolve(dictionary.get('V'))) ?? 0;
  const revision = integerOf(file.resolve(dictionary.get('R'))) ?? 0;
  if (nameOf(file.resolve(dictionary.get('Filter'))) !== 'Standard' || ![1, 2, 4, 5].includes(version))
    unsupported();
  const methods = methodsOf(file, dictionary, version);
  const encryptsMetadata = file.resolve(dictionary.get('EncryptMetadata')) !== false;
  const key =
    version === 5
      ? newKey(file, dictionary, revision)
      : oldKey(file, dictionary, { version, revision, encryptsMetadata });
  if (key === undefined)
    throw new PdfReadError(
      'pdf_encrypted',
      'the file is encrypted and asks for a password',
      'le fichier est chiffré et demande un mot de passe',
    );
  return {
    encryption: { cipher: methods.streams, bits: 8 * key.length },
    stream(stream) {
      const cipher = cipherOf(stream, methods, encryptsMetadata);
      return decrypt(cipher, objectKey(cipher, key, stream.id, stream.generation), stream.raw);
    },
    strings(value, id, generation) {
      const own = objectKey(methods.strings, key, id, generation);
      return withStrings(value, (text) => {
        file.budget.work(STRING_WORK + text.length);
        try {
          return decrypt(methods.strings, own, text);
        } catch {
          return text;
        }
      });
    },
  };
}

function unsupported(): never {
  throw new PdfReadError(
    'pdf_encryption_unsupported',
    'the file is encrypted in a way that is not supported',
    'le fichier est chiffré d’une manière qui n’est pas prise en charge',
  );
}

interface Methods {
  streams: Cipher;
  strings: Cipher;
  embeddedFiles: Cipher;
}

/** Crypt filters (§7.6.5); before them everything was RC4. */
function methodsOf(file: PdfFile, dictionary: Dictionary, version: number): Methods {
  if (version < 4) return { streams: 'RC4', strings: 'RC4', embeddedFiles: 'RC4' };
  const filters = file.dictionary(dictionary.get('CF'));
  const cipher = (key: string): Cipher | undefined => {
    const name = nameOf(file.resolve(dictionary.get(key)));
    if (name === undefined) return undefined;
    if (name === 'Identity') return 'none';
    switch (nameOf(file.resolve(file.dictionary(filters?.get(name))?.get('CFM')))) {
      case 'None':
        return 'none';
      case 'V2':
        return 'RC4';
      case 'AESV2':
        return 'AES-128';
      case 'AESV3':
        return 'AES-256';
      default:
        return unsupported();
    }
  };
  const streams = cipher('StmF') ?? 'none';
  return { streams, strings: cipher('StrF') ?? 'none', embeddedFiles: cipher('EFF') ?? streams };
}

function cipherOf({ dictionary }: Stream, methods: Methods, encryptsMetadata: boolean): Cipher {
  const type = nameOf(dictionary.get('Type'));
  if (type === 'XRef' || (type === 'Metadata' && !encryptsMetadata)) return 'none';
  const filter = dictionary.get('Filter');
  const first = nameOf(Array.isArray(filter) ? filter[0] : filter);
  // A Crypt filter of its own is Identity in practice: it takes the stream out (§7.4.10).
  if (first === 'Crypt') return 'none';
  return type === 'EmbeddedFile' ? methods.embeddedFiles : methods.streams;
}

/** Algorithms 2, 4 and 5 of §7.6.3; undefined when the empty password does not open the file. */
function oldKey(
  file: PdfFile,
  dictionary: Dictionary,
  { version, revision, encryptsMetadata }: { version: number; revision: number; encryptsMetadata: boolean },
): Uint8Array | undefined {
  const owner = bytesOf(file, dictionary, 'O', 32);
  const user = bytesOf(file, dictionary, 'U', 16);
  const permissions = integerOf(file.resolve(dictionary.get('P'))) ?? 0;
  const identifier = file.resolve(file.array(file.trailer.get('ID'))[0]);
  const id = identifier instanceof Uint8Array ? identifier : NO_BYTES;
  const bits =
    version === 1 ? 40 : version === 4 ? 128 : (integerOf(file.resolve(dictionary.get('Length'))) ?? 40);
  const length = Math.min(16, Math.max(5, bits >> 3));
  const four = Uint8Array.from([0, 8, 16, 24], (shift) => permissions >> shift);
  const mark = revision >= 4 && !encryptsMetadata ? new Uint8Array(4).fill(255) : NO_BYTES;
  let key = md5(concatenated(PADDING, owner.subarray(0, 32), four, id, mark)).subarray(0, length);
  if (revision < 3) return equal(rc4(key, PADDING), user.subarray(0, 32)) ? key : undefined;
  for (let round = 0; round < 50; round++) key = md5(key).subarray(0, length);
  let proof = md5(concatenated(PADDING, id));
  for (let round = 0; round < 20; round++)
    proof = rc4(
      key.map((byte) => byte ^ round),
      proof,
    );
  return equal(proof, user.subarray(0, 16)) ? key : undefined;
}

/** Algorithm 2.A of ISO 32000-2 §7.6.4.3.3; revision 5 is Adobe's extension level 3, with one plain hash. */
function newKey(file: PdfFile, dictionary: Dictionary, revision: number): Uint8Array | undefined {
  const user = bytesOf(file, dictionary, 'U', 48);
  const sealed = bytesOf(file, dictionary, 'UE', 32).subarray(0, 32);
  const hash = revision >= 6 ? hardHash : sha256;
  if (!equal(hash(user.subarray(32, 40)), user.subarray(0, 32))) return undefined;
  return cbc(hash(user.subarray(40, 48)), new Uint8Array(16), { disablePadding: true }).decrypt(sealed);
}

/** Algorithm 2.B for an empty user password: at least 64 rounds, at most what one byte counts besides. */
function hardHash(salt: Uint8Array): Uint8Array {
  let key = sha256(salt);
  for (let round = 0; ; round++) {
    const repeated = new Uint8Array(64 * key.length);
    for (let i = 0; i < 64; i++) repeated.set(key, i * key.length);
    const encrypted = cbc(key.slice(0, 16), key.slice(16, 32), { disablePadding: true }).encrypt(repeated);
    // The first sixteen bytes as a number modulo 3: 256 is 1 modulo 3, so the digits add up.
    const remainder = encrypted.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = remainder === 0 ? sha256(encrypted) : remainder === 1 ? sha384(encrypted) : sha512(encrypted);
    if (round >= 63 && (encrypted.at(-1) ?? 0) <= round - 31) return key.slice(0, 32);
  }
}

function bytesOf(file: PdfFile, dictionary: Dictionary, key: string, least: number): Uint8Array {
  const value = file.resolve(dictionary.get(key));
  if (!(value instanceof Uint8Array) || value.length < least) return unsupported();
  return value;
}

/** Algorithm 1: the key of one object. */
function objectKey(cipher: Cipher, key: Uint8Array, id: number, generation: number): Uint8Array {
  if (cipher === 'none' || cipher === 'AES-256') return key;
  const place = Uint8Array.from([id, id >> 8, id >> 16, generation, generation >> 8]);
  const digest = md5(concatenated(key, place, cipher === 'AES-128' ? AES_SALT : NO_BYTES));
  return digest.subarray(0, Math.min(16, key.length + 5));
}

function decrypt(cipher: Cipher, key: Uint8Array, data: Uint8Array): Uint8Array {
  if (cipher === 'none') return data;
  if (cipher === 'RC4') return rc4(key, data);
  // The initial vector comes first, then whole blocks; a tail of half a block is a writer's line end.
  const length = data.length - (data.length % 16);
  if (length < 32) return NO_BYTES;
  if (key.length !== (cipher === 'AES-128' ? 16 : 32)) throw streamDamaged();
  const padded = cbc(Uint8Array.from(key), data.slice(0, 16), { disablePadding: true }).decrypt(
    data.slice(16, length),
  );
  const padding = padded.at(-1) ?? 0;
  return padding >= 1 && padding <= 16 ? padded.subarray(0, padded.length - padding) : padded;
}

function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  const swap = (i: number, j: number) => {
    const kept = state[i] ?? 0;
    state[i] = state[j] ?? 0;
    state[j] = kept;
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255;
    swap(i, j);
  }
  const out = new Uint8Array(data.length);
  for (let n = 0, i = 0, j = 0; n < data.length; n++) {
    i = (i + 1) & 255;
    j = (j + (state[i] ?? 0)) & 255;
    swap(i, j);
    out[n] = (data[n] ?? 0) ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 255] ?? 0);
  }
  return out;
}

function withStrings(value: PdfValue, clear: (text: Uint8Array) => Uint8Array): PdfValue {
  if (value instanceof Uint8Array) return clear(value);
  if (Array.isArray(value)) return value.map((item) => withStrings(item, clear));
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, withStrings(item, clear)]));
  if (!(value instanceof Stream)) return value;
  const dictionary = new Map([...value.dictionary].map(([key, item]) => [key, withStrings(item, clear)]));
  return new Stream(dictionary, value.raw, value.id, value.generation, value.offset);
}

function concatenated(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
