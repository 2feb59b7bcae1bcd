import type { CrossReference, Entry } from './cross-reference.ts';
import { damaged, PdfReadError } from './error.ts';
import { type Budget, tooComplex } from './limits.ts';
import { isDigit, isSpace, Parser } from './parser.ts';
import { type Dictionary, nameOf, Reference, Stream } from './values.ts';

/** The objects of a file found by their headers alone; `containers` are object streams, whose content the caller adds. */
export interface Rebuilt extends CrossReference {
  containers: number[];
}

/** What is needed of a trailer; later ones go before earlier ones. */
const TRAILER_KEYS = ['Root', 'Encrypt', 'ID', 'Info'];

/** What one object holds, read at the end of its header. */
export type ReadObject = (id: number, generation: number, offset: number) => { value: unknown; end: number };

/**
 * Finds every `12 0 obj` from the first byte to the last; the last of a number counts, as after incremental updates. Data of streams are
 * passed over, so that a PDF within the PDF stays inside. Throws `PdfReadError` when there is no catalog.
 */
export function rebuild(bytes: Uint8Array, budget: Budget, read: ReadObject): Rebuilt {
  const entries = new Map<number, Entry>();
  const containers = new Set<number>();
  const trailer: Dictionary = new Map();
  let catalog: number | undefined;
  const adopt = (candidate: Dictionary) => {
    if (!(candidate.get('Root') instanceof Reference)) return;
    for (const key of TRAILER_KEYS) {
      const value = candidate.get(key);
      if (value !== undefined) trailer.set(key, value);
    }
  };
  budget.work(bytes.length);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x74 && startsWith(bytes, at, 'trailer')) {
      const dictionary = attempt(() => new Parser(bytes, at + 7, budget).value());
      if (dictionary instanceof Map) adopt(dictionary);
      continue;
    }
    if (byte !== 0x6f || !startsWith(bytes, at, 'obj')) continue;
    const header = headerBefore(bytes, at);
    if (header === undefined) continue;
    const { id, generation, offset } = header;
    if (entries.size >= budget.limits.objects)
      throw tooComplex(
        `more than ${budget.limits.objects} objects`,
        `plus de ${budget.limits.objects} objets`,
      );
    const object = attempt(() => read(id, generation, offset));
    if (object === undefined) continue;
    entries.set(id, { offset });
    containers.delete(id);
    at = Math.max(at, object.end - 1);
    const dictionary = object.value instanceof Stream ? object.value.dictionary : object.value;
    if (!(dictionary instanceof Map)) continue;
    const type = nameOf(dictionary.get('Type'));
    if (type === 'Catalog') catalog = id;
    else if (type === 'XRef') adopt(dictionary);
    else if (type === 'ObjStm') containers.add(id);
  }
  if (!trailer.has('Root') && catalog !== undefined) trailer.set('Root', new Reference(catalog, 0));
  if (!trailer.has('Root') && containers.size === 0)
    throw damaged('no document catalog can be found', 'aucun catalogue de document n’est trouvé');
  return { entries, trailer, containers: [...containers] };
}

/** Damage is passed over; a limit is not. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof PdfReadError && error.code === 'pdf_damaged') return undefined;
    throw error;
  }
}

function startsWith(bytes: Uint8Array, at: number, word: string): boolean {
  for (let i = 1; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return false;
  return true;
}

/** The two integers that stand before `obj`. */
function headerBefore(bytes: Uint8Array, obj: number) {
  const generation = integerBefore(bytes, obj);
  const number = generation === undefined ? undefined : integerBefore(bytes, generation.from);
  if (generation === undefined || number === undefined) return undefined;
  return { id: number.value, generation: generation.value, offset: number.from };
}

function integerBefore(bytes: Uint8Array, end: number): { value: number; from: number } | undefined {
  let at = end;
  while (end - at < 8 && isSpace(bytes[at - 1])) at--;
  if (at === end) return undefined;
  let value = 0;
  let scale = 1;
  const last = at;
  for (
    let byte = bytes[at - 1];
    byte !== undefined && isDigit(byte) && last - at < 10;
    byte = bytes[--at - 1]
  ) {
    value += (byte - 0x30) * scale;
    scale *= 10;
  }
  return at === last ? undefined : { value, from: at };
}
