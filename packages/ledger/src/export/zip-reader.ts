import type { Text } from '@scell/core';
import { Inflate } from 'fflate';
import {
  CENTRAL,
  CENTRAL_SIZE,
  crc32,
  DEFLATED,
  DESCRIPTOR,
  END,
  END_SIZE,
  END64,
  END64_SIZE,
  EXTRA64,
  FLAG_DESCRIPTOR,
  FLAG_UTF8,
  HARMLESS_EXTRAS,
  LOCAL,
  LOCAL_SIZE,
  LOCATOR64,
  LOCATOR64_SIZE,
  MAX16,
  MAX32,
  STORED,
} from './zip-format.ts';

/** Bytes that can be read anywhere: a file on disk, or one dropped on a page. */
export interface RandomAccess {
  size: number;
  /** Exactly `length` bytes from `offset` on. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Decompresses raw DEFLATE; handed in where the platform has a faster one than fflate. */
export type InflateStream = (compressed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

export interface ZipMember {
  name: string;
  method: number;
  crc: number;
  /** Bytes in the archive, and after decompression. */
  compressed: number;
  size: number;
  /** Of its local header, and of its data. */
  offset: number;
  start: number;
}

/** An archive that is refused: it is damaged, or says two things at once. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

/** Names: plain ASCII folders and files, nothing that climbs. */
const NAME = /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*$/;
const MAX_DIRECTORY = 1 << 30;
/** Hashes do not compress: an archive that swells more is a bomb. */
const MAX_SWELLING = 250;
const READ = 1 << 16;

/**
 * Opens a ZIP file and reads its directory. Strict: the members and the directory fill the file from its first byte to its last, none twice and none over
 * another, and what stands before each member says what the directory says.
 * @throws {ZipError}
 */
export async function openZip(source: RandomAccess): Promise<ZipMember[]> {
  const { count, start, length } = await readEnd(source);
  if (length > MAX_DIRECTORY || count * CENTRAL_SIZE > length)
    throw refuse('its directory is too large', 'son répertoire est trop grand');
  const members = readDirectory(await source.read(start, length), count);
  const names = new Set<string>();
  let swollen = 0;
  for (const { name, size } of members) {
    if (names.has(name)) throw refuse(`it holds ${name} twice`, `il contient deux fois ${name}`);
    names.add(name);
    swollen += size;
  }
  if (swollen > MAX_SWELLING * source.size + READ)
    throw refuse(
      'it would swell to more than it can honestly hold',
      'il gonflerait au-delà de ce qu’il peut honnêtement contenir',
    );
  const inPlace = members.toSorted((a, b) => a.offset - b.offset);
  let at = 0;
  for (const member of inPlace) {
    if (member.offset !== at)
      throw refuse(
        `there are bytes before ${member.name} that belong to nothing, or to two members`,
        `des octets placés avant ${member.name} n’appartiennent à rien, ou à deux membres`,
      );
    at = await checkLocalHeader(source, member, start);
  }
  if (at !== start)
    throw refuse('there are bytes before its directory', 'des octets précèdent son répertoire');
  return inPlace;
}

/** The bytes of a member. @throws {ZipError} when they are not those that the directory announces. */
export async function* readMember(
  source: RandomAccess,
  member: ZipMember,
  inflate: InflateStream = inflateStream,
): AsyncGenerator<Uint8Array, void, undefined> {
  const stored = readRange(source, member.start, member.compressed);
  const content = member.method === STORED ? stored : inflate(stored);
  let size = 0;
  let crc = 0;
  try {
    for await (const chunk of content) {
      size += chunk.length;
      if (size > member.size) break;
      crc = crc32(chunk, crc);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof ZipError) throw error;
    throw damaged(member.name);
  }
  if (size !== member.size || crc !== member.crc) throw damaged(member.name);
}

/** DEFLATE by fflate, which runs everywhere. */
async function* inflateStream(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const inflater = new Inflate((piece) => pieces.push(piece));
  for await (const chunk of compressed) {
    inflater.push(chunk);
    yield* pieces.splice(0);
  }
  inflater.push(new Uint8Array(0), true);
  yield* pieces.splice(0);
}

async function* readRange(source: RandomAccess, start: number, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += READ) yield source.read(start + at, Math.min(READ, length - at));
}

interface End {
  count: number;
  start: number;
  length: number;
}

/** The end record is the last thing in the file: a comment or anything behind it could hide another archive. */
async function readEnd(source: RandomAccess): Promise<End> {
  const noZip = () =>
    refuse('it is no ZIP file, or is cut short', 'ce n’est pas un fichier ZIP, ou il est tronqué');
  if (source.size < END_SIZE) throw noZip();
  const at = source.size - END_SIZE;
  const end = viewOf(await source.read(at, END_SIZE));
  if (end.getUint32(0, true) !== END || end.getUint16(20, true) !== 0) throw noZip();
  const split = end.getUint16(4, true) !== 0 || end.getUint16(6, true) !== 0;
  if (split || end.getUint16(8, true) !== end.getUint16(10, true)) throw noZip();
  const record = {
    count: end.getUint16(10, true),
    length: end.getUint32(12, true),
    start: end.getUint32(16, true),
  };
  const large = record.count === MAX16 || record.length === MAX32 || record.start === MAX32;
  const found = large ? await readEnd64(source, at) : { ...record, until: at };
  if (found.start + found.length !== found.until) throw noZip();
  return found;
}

async function readEnd64(source: RandomAccess, end: number): Promise<End & { until: number }> {
  const noZip = () => refuse('its 64-bit directory is damaged', 'son répertoire 64 bits est endommagé');
  const at = end - LOCATOR64_SIZE - END64_SIZE;
  if (at < 0) throw noZip();
  const view = viewOf(await source.read(at, END64_SIZE + LOCATOR64_SIZE));
  const locator = END64_SIZE;
  const sound =
    view.getUint32(0, true) === END64 &&
    large(view, 4) === END64_SIZE - 12 &&
    view.getUint32(16, true) === 0 &&
    view.getUint32(20, true) === 0 &&
    large(view, 24) === large(view, 32) &&
    view.getUint32(locator, true) === LOCATOR64 &&
    view.getUint32(locator + 4, true) === 0 &&
    large(view, locator + 8) === at &&
    view.getUint32(locator + 16, true) === 1;
  if (!sound) throw noZip();
  return { count: large(view, 32), length: large(view, 40), start: large(view, 48), until: at };
}

function readDirectory(bytes: Uint8Array, count: number): ZipMember[] {
  const view = viewOf(bytes);
  const members: ZipMember[] = [];
  let at = 0;
  const broken = () => refuse('its directory is damaged', 'son répertoire est endommagé');
  while (members.length < count) {
    if (at + CENTRAL_SIZE > bytes.length || view.getUint32(at, true) !== CENTRAL) throw broken();
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const commentLength = view.getUint16(at + 32, true);
    const next = at + CENTRAL_SIZE + nameLength + extraLength;
    if (next > bytes.length || commentLength !== 0) throw broken();
    const name = latin(bytes.subarray(at + CENTRAL_SIZE, at + CENTRAL_SIZE + nameLength));
    if (!NAME.test(name))
      throw refuse('a member has a name it must not have', 'un membre porte un nom interdit');
    if ((flags & ~(FLAG_DESCRIPTOR | FLAG_UTF8 | 0x0006)) !== 0 || (method !== STORED && method !== DEFLATED))
      throw refuse(
        `${name} is encrypted, or packed in a way no export is`,
        `${name} est chiffré, ou compressé d’une façon qu’aucun export n’emploie`,
      );
    const member = {
      name,
      method,
      crc: view.getUint32(at + 16, true),
      compressed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      start: 0,
    };
    widen(member, viewOf(bytes.subarray(next - extraLength, next)), broken);
    if (method === STORED && member.compressed !== member.size) throw broken();
    members.push(member);
    at = next;
  }
  if (at !== bytes.length) throw broken();
  return members;
}

/** Sizes that need 64 bits stand in an extra field, in this order and only where the 32-bit ones are full. */
function widen(member: ZipMember, extra: DataView, broken: () => ZipError): void {
  for (const { id, from: start, length } of extraFields(extra, broken)) {
    if (id !== EXTRA64) continue;
    let from = start;
    for (const field of ['size', 'compressed', 'offset'] as const) {
      if (member[field] !== MAX32) continue;
      if (from + 8 > start + length) throw broken();
      member[field] = large(extra, from);
      from += 8;
    }
  }
  if ([member.size, member.compressed, member.offset].some((value) => !Number.isSafeInteger(value)))
    throw broken();
}

/** The extra fields of a header. Some give a member another name, for programs that heed them: only those are let through that say nothing of it. */
function extraFields(
  extra: DataView,
  broken: () => ZipError,
): { id: number; from: number; length: number }[] {
  const fields: { id: number; from: number; length: number }[] = [];
  for (let at = 0; at < extra.byteLength; ) {
    if (at + 4 > extra.byteLength) throw broken();
    const id = extra.getUint16(at, true);
    const length = extra.getUint16(at + 2, true);
    if (at + 4 + length > extra.byteLength || !(id === EXTRA64 || HARMLESS_EXTRAS.includes(id)))
      throw broken();
    fields.push({ id, from: at + 4, length });
    at += 4 + length;
  }
  return fields;
}

/** Compares what stands before and behind the data with the directory; answers where the member ends. */
async function checkLocalHeader(source: RandomAccess, member: ZipMember, until: number): Promise<number> {
  const contradiction = () =>
    refuse(
      `the directory and the header of ${member.name} contradict each other`,
      `le répertoire et l’en-tête de ${member.name} se contredisent`,
    );
  const nameLength = member.name.length;
  if (member.offset + LOCAL_SIZE + nameLength > until) throw contradiction();
  const bytes = await source.read(member.offset, LOCAL_SIZE + nameLength);
  const view = viewOf(bytes);
  const flags = view.getUint16(6, true);
  const streamed = (flags & FLAG_DESCRIPTOR) !== 0;
  const extraLength = view.getUint16(28, true);
  const sound =
    view.getUint32(0, true) === LOCAL &&
    (flags & ~(FLAG_DESCRIPTOR | FLAG_UTF8 | 0x0006)) === 0 &&
    view.getUint16(8, true) === member.method &&
    view.getUint16(26, true) === nameLength &&
    latin(bytes.subarray(LOCAL_SIZE)) === member.name;
  if (!sound) throw contradiction();
  member.start = member.offset + LOCAL_SIZE + nameLength + extraLength;
  const end = member.start + member.compressed;
  if (end > until) throw contradiction();
  extraFields(viewOf(await source.read(member.start - extraLength, extraLength)), contradiction);
  // Of a streamed member, nothing is known before its data; whoever reads from the front must not be told something else.
  const [crc, ...sizes] = streamed ? [0, 0, 0] : [member.crc, member.compressed, member.size];
  const same =
    view.getUint32(14, true) === crc &&
    sizes.every((size, index) => [MAX32, size].includes(view.getUint32(18 + 4 * index, true)));
  if (!same) throw contradiction();
  if (!streamed) return end;
  return end + (await checkDescriptor(source, member, end, until, contradiction));
}

async function checkDescriptor(
  source: RandomAccess,
  { crc, compressed, size }: ZipMember,
  at: number,
  until: number,
  contradiction: () => ZipError,
): Promise<number> {
  const available = Math.min(24, until - at);
  if (available < 16) throw contradiction();
  const view = viewOf(await source.read(at, available));
  if (view.getUint32(0, true) !== DESCRIPTOR || view.getUint32(4, true) !== crc) throw contradiction();
  // With 32 or with 64 bits, as the writer knew the sizes before it wrote.
  if (view.getUint32(8, true) === compressed && view.getUint32(12, true) === size) return 16;
  if (available === 24 && large(view, 8) === compressed && large(view, 16) === size) return 24;
  throw contradiction();
}

function large(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function damaged(name: string): ZipError {
  return refuse(`${name} is damaged`, `${name} est endommagé`);
}

function refuse(en: string, fr: string): ZipError {
  return new ZipError({
    en: `The archive cannot be read: ${en}.`,
    fr: `L’archive est illisible : ${fr}.`,
  });
}
