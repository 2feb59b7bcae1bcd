import { damaged } from './error.ts';
import { type Budget, tooComplex } from './limits.ts';
import { Keyword, Parser } from './parser.ts';
import { type Dictionary, integerOf, nameOf, type PdfValue, type Stream } from './values.ts';

/** Where an object is: at an offset of the file, or the `index`th in the object stream `container`. */
export type Entry = { offset: number } | { container: number; index: number } | 'free';

export interface CrossReference {
  entries: Map<number, Entry>;
  trailer: Dictionary;
}

/** What the cross-reference is read with: the stream object at an offset, and the data of a stream. */
export interface StreamAccess {
  streamAt(offset: number): Stream;
  structure(stream: Stream): Uint8Array;
}

/**
 * Follows `startxref` through tables, streams, hybrid files and incremental updates (ISO 32000-1 §7.5.4 to §7.5.8). The first entry met
 * for a number, which is the newest, counts. Throws `PdfReadError` where the chain is broken.
 */
export function readCrossReference(bytes: Uint8Array, budget: Budget, access: StreamAccess): CrossReference {
  const entries = new Map<number, Entry>();
  let trailer: Dictionary | undefined;
  const visited = new Set<number>();
  const waiting: PdfValue[] = [startOffset(bytes, budget)];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const offset = integerOf(next);
    if (offset === undefined || offset < 0 || offset >= bytes.length) throw broken(offset);
    if (visited.has(offset)) continue;
    visited.add(offset);
    budget.step();
    const parser = new Parser(bytes, offset, budget);
    const dictionary = parser.word('xref')
      ? readTable(parser, entries, budget)
      : readStream(access, offset, entries, budget);
    trailer ??= dictionary;
    // What a hybrid file hides from old readers comes before the older sections.
    for (const key of ['XRefStm', 'Prev']) {
      const value = dictionary.get(key);
      if (value !== undefined) waiting.push(value);
    }
  }
  if (trailer === undefined) throw broken();
  return { entries, trailer };
}

function broken(offset?: number): Error {
  return damaged(
    'the cross-reference cannot be followed',
    'la table des références ne peut pas être suivie',
    offset === undefined ? {} : { offset },
  );
}

function startOffset(bytes: Uint8Array, budget: Budget): number {
  const from = Math.max(0, bytes.length - 4096);
  budget.work(bytes.length - from);
  const at = lastIndexOf(bytes, 'startxref', from);
  const offset = at < 0 ? undefined : new Parser(bytes, at + 9, budget).integer();
  if (offset === undefined) throw broken();
  return offset;
}

function lastIndexOf(bytes: Uint8Array, word: string, from: number): number {
  for (let at = bytes.length - word.length; at >= from; at--) {
    let i = 0;
    while (i < word.length && bytes[at + i] === word.charCodeAt(i)) i++;
    if (i === word.length) return at;
  }
  return -1;
}

function readTable(parser: Parser, entries: Map<number, Entry>, budget: Budget): Dictionary {
  for (;;) {
    const section = parser.at;
    const first = parser.integer();
    if (first === undefined) break;
    const count = parser.integer();
    if (count === undefined) throw broken(section);
    for (let id = first; id < first + count; id++) {
      const at = parser.at;
      const offset = parser.integer();
      const generation = parser.integer();
      const kind = parser.next();
      if (offset === undefined || generation === undefined || !(kind instanceof Keyword)) throw broken(at);
      budget.work(parser.at - at);
      add(entries, id, kind.word === 'n' ? { offset } : 'free', budget);
    }
  }
  if (!parser.word('trailer')) throw broken(parser.at);
  const trailer = parser.value();
  if (!(trailer instanceof Map)) throw broken(parser.at);
  return trailer;
}

function readStream(
  access: StreamAccess,
  offset: number,
  entries: Map<number, Entry>,
  budget: Budget,
): Dictionary {
  const stream = access.streamAt(offset);
  const { dictionary } = stream;
  if (nameOf(dictionary.get('Type')) !== 'XRef') throw broken(offset);
  const [type = -1, second = -1, third = -1] = integers(dictionary.get('W'));
  const width = type + second + third;
  if (type < 0 || second < 1 || third < 0 || Math.max(type, second, third) > 6) throw broken(offset);
  const data = access.structure(stream);
  const index = integers(dictionary.get('Index'));
  const sections = index.length > 0 ? index : [0, integerOf(dictionary.get('Size')) ?? 0];
  const field = (at: number, length: number) => {
    let value = 0;
    for (let i = 0; i < length; i++) value = value * 256 + (data[at + i] ?? 0);
    return value;
  };
  let at = 0;
  for (let i = 0; i + 1 < sections.length; i += 2) {
    const first = sections[i] ?? 0;
    const count = sections[i + 1] ?? 0;
    for (let id = first; id < first + count && at + width <= data.length; id++, at += width) {
      const kind = type === 0 ? 1 : field(at, type);
      const place = field(at + type, second);
      if (kind === 0) add(entries, id, 'free', budget);
      else if (kind === 1) add(entries, id, { offset: place }, budget);
      else if (kind === 2)
        add(entries, id, { container: place, index: field(at + type + second, third) }, budget);
    }
  }
  return dictionary;
}

function integers(value: PdfValue | undefined): number[] {
  return Array.isArray(value) ? value.map((item) => integerOf(item) ?? -1) : [];
}

function add(entries: Map<number, Entry>, id: number, entry: Entry, budget: Budget): void {
  if (entries.has(id)) return;
  const { objects } = budget.limits;
  if (entries.size >= objects) throw tooComplex(`more than ${objects} objects`, `plus de ${objects} objets`);
  entries.set(id, entry);
}
