/** The objects of a PDF (ISO 32000-1 §7.3) as values. Strings stay bytes until their meaning is known. */
export type PdfValue =
  | null
  | boolean
  | number
  | Name
  | Reference
  | Uint8Array
  | PdfValue[]
  | Dictionary
  | Stream;

export type Dictionary = Map<string, PdfValue>;

/** A name without its slash, `#xx` resolved, one character a byte. */
export class Name {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

/** An indirect reference. */
export class Reference {
  readonly id: number;
  readonly generation: number;
  constructor(id: number, generation: number) {
    this.id = id;
    this.generation = generation;
  }
}

/** A stream, still encoded; `id` and `generation` are those of its object, which is what its encryption depends on. */
export class Stream {
  readonly dictionary: Dictionary;
  readonly raw: Uint8Array;
  readonly id: number;
  readonly generation: number;
  /** Where its data begin in the file. */
  readonly offset: number;
  constructor(dictionary: Dictionary, raw: Uint8Array, id: number, generation: number, offset: number) {
    this.dictionary = dictionary;
    this.raw = raw;
    this.id = id;
    this.generation = generation;
    this.offset = offset;
  }
}

export function nameOf(value: PdfValue | undefined): string | undefined {
  return value instanceof Name ? value.value : undefined;
}

export function integerOf(value: PdfValue | undefined): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}
