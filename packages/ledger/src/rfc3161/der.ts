import { fromBER } from 'asn1js';
import { joinBytes } from '../bytes.ts';

/** One ASN.1 value as it was written: nothing is re-encoded, so hashes and signatures are over the very bytes. */
export interface Der {
  /** The identifier octet without the bit that says whether the value has parts: see {@link TAG}. */
  tag: number;
  /** Header and content. */
  raw: Uint8Array;
  content: Uint8Array;
  /** The parts of a constructed value. */
  parts: readonly Der[];
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  sequence: 0x10,
  set: 0x11,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const;

/** The tag `[n]` of a field. */
export const context = (n: number): number => 0x80 | n;

/** Bytes that are not what the standard says they must be. */
export class MalformedAsn1 extends Error {
  override readonly name = 'MalformedAsn1';
}

/** Ours: a reply with a long chain of large keys is a tenth of it. */
const MAX_BYTES = 262_144;
const LIMITS = { maxDepth: 48, maxNodes: 20_000, parseEmbedded: false };

/**
 * Reads one value that takes up all the bytes.
 * @throws {MalformedAsn1}
 */
export function readDer(bytes: Uint8Array): Der {
  if (bytes.length > MAX_BYTES) throw new MalformedAsn1(`longer than ${MAX_BYTES} bytes`);
  let read: ReturnType<typeof fromBER>;
  try {
    read = fromBER(Uint8Array.from(bytes), LIMITS);
  } catch (error) {
    throw new MalformedAsn1(error instanceof Error ? error.message : 'not ASN.1');
  }
  if (read.offset === -1) throw new MalformedAsn1(read.result.error || 'not ASN.1');
  if (read.offset !== bytes.length) throw new MalformedAsn1('bytes follow the value');
  return view(read.result);
}

type Block = ReturnType<typeof fromBER>['result'];

function view(block: Block): Der {
  const raw = block.valueBeforeDecodeView;
  const { tagClass, tagNumber } = block.idBlock;
  if (tagNumber > 30) throw new MalformedAsn1('a tag is not known');
  const header = block.idBlock.blockLength + block.lenBlock.blockLength;
  const inner: unknown = Reflect.get(block.valueBlock, 'value');
  const constructed = block.idBlock.isConstructed && Array.isArray(inner);
  const parts = constructed ? (inner as Block[]).map(view) : [];
  if (!block.lenBlock.isIndefiniteForm) {
    // The library reads on where a part says it is longer than what it is a part of.
    const { length } = block.lenBlock;
    const taken = constructed ? parts.reduce((sum, part) => sum + part.raw.length, 0) : length;
    if (raw.length !== header + length || taken !== length)
      throw new MalformedAsn1('a length contradicts another one');
  }
  return { tag: ((tagClass - 1) << 6) | tagNumber, raw, content: raw.subarray(header), parts };
}

/** The parts of a value one after the other; what is left over at the end is for the caller to refuse or to skip. */
export class Fields {
  readonly #parts: readonly Der[];
  readonly #what: string;
  #next = 0;

  constructor(value: Der, tag: number, what: string) {
    if (value.tag !== tag) throw new MalformedAsn1(`${what} is not what it must be`);
    this.#parts = value.parts;
    this.#what = what;
  }

  /** The next part, which must be there and bear the tag, if one is given. */
  take(tag?: number): Der {
    const part = this.#parts[this.#next];
    if (part === undefined || (tag !== undefined && part.tag !== tag))
      throw new MalformedAsn1(`${this.#what}: part ${this.#next + 1} is missing or of another type`);
    this.#next += 1;
    return part;
  }

  /** The next part if it bears one of the tags. */
  takeIf(...tags: readonly number[]): Der | undefined {
    const part = this.#parts[this.#next];
    if (part === undefined || !tags.includes(part.tag)) return undefined;
    this.#next += 1;
    return part;
  }

  rest(): readonly Der[] {
    const rest = this.#parts.slice(this.#next);
    this.#next = this.#parts.length;
    return rest;
  }
}

/** An OBJECT IDENTIFIER with dots. */
export function oid({ tag, content }: Der): string {
  if (tag !== TAG.oid || content.length === 0) throw new MalformedAsn1('an object identifier is expected');
  const arcs: number[] = [];
  let arc = 0;
  for (const [index, byte] of content.entries()) {
    arc = arc * 128 + (byte & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER) throw new MalformedAsn1('an object identifier is too long');
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    } else if (index === content.length - 1) throw new MalformedAsn1('an object identifier is cut off');
  }
  const [first = 0, ...others] = arcs;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - 40 * root, ...others].join('.');
}

/** The bytes of an OCTET STRING, whole or in pieces as BER allows. */
export function octets(value: Der): Uint8Array {
  if (value.tag !== TAG.octetString) throw new MalformedAsn1('an octet string is expected');
  return value.parts.length === 0 ? value.content : joinBytes(...value.parts.map(octets));
}

/** The bytes of a BIT STRING, which must be a whole number of them. */
export function bits({ tag, content, parts }: Der): Uint8Array {
  if (tag !== TAG.bitString || parts.length > 0 || content[0] !== 0)
    throw new MalformedAsn1('a bit string of whole bytes is expected');
  return content.subarray(1);
}

/** Which bits of a BIT STRING are set, the first one is bit 0. */
export function flags({ tag, content, parts }: Der): Set<number> {
  const unused = content[0];
  if (tag !== TAG.bitString || parts.length > 0 || unused === undefined || unused > 7)
    throw new MalformedAsn1('a bit string is expected');
  const count = (content.length - 1) * 8 - unused;
  const isSet = (bit: number) => ((content[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0;
  return new Set(Array.from({ length: Math.max(count, 0) }, (_, bit) => bit).filter(isSet));
}

/** The digits of an INTEGER that is not negative, in hex and without leading zeros. */
export function integerHex({ tag, content }: Der): string {
  if (tag !== TAG.integer || content.length === 0) throw new MalformedAsn1('an integer is expected');
  if ((content[0] ?? 0) >= 0x80) throw new MalformedAsn1('an integer is negative');
  return hexOfInteger(content);
}

/** The same of the bytes of a number, the highest first. */
export function hexOfInteger(bytes: Uint8Array): string {
  return bytes.toHex().replace(/^0+(?=.)/, '');
}

/** A small INTEGER. */
export function integer(value: Der): number {
  const hex = integerHex(value);
  if (hex.length > 8) throw new MalformedAsn1('an integer is too large');
  return Number.parseInt(hex, 16);
}

/** A BOOLEAN. */
export function boolean({ tag, content }: Der): boolean {
  if (tag !== TAG.boolean || content.length !== 1) throw new MalformedAsn1('a boolean is expected');
  return content[0] !== 0;
}

/** A UTCTime or GeneralizedTime in UTC, as milliseconds since 1970. */
export function time({ tag, content }: Der): number {
  const text = String.fromCharCode(...content.subarray(0, 32));
  const form =
    tag === TAG.utcTime
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()Z$/
      : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)((?:\.\d{1,9})?)Z$/;
  const match = tag === TAG.utcTime || tag === TAG.generalizedTime ? form.exec(text) : null;
  if (match === null) throw new MalformedAsn1('a time in UTC is expected');
  const [, years = '', month = '', day = '', hour = '', minute = '', second = '', fraction = ''] = match;
  // RFC 5280 §4.1.2.5.1: two digits from 50 on are of the twentieth century.
  const year = years.length === 4 ? years : `${Number(years) >= 50 ? '19' : '20'}${years}`;
  const moment = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(moment)) throw new MalformedAsn1('a time is not in the calendar');
  return moment + Math.floor(Number(`0${fraction}`) * 1000);
}
