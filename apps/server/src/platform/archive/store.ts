/** Where an object lies: its name, and its version in places that keep several. */
export interface Position {
  key: string;
  version: string | null;
}

/** An object that is there, with the term its place answers. */
export interface Held {
  position: Position;
  retainUntil: Date;
}

/** A place that keeps bytes under names until a date, and lets nothing of that be taken back. */
export interface ArchiveStore {
  /** For people, without secrets. */
  place: string;
  /** Whether bytes put under a name that is taken become another version, beside the first. */
  versioned: boolean;
  /** Throws `misconfigured` where the place cannot keep its promise, `unavailable` where it does not answer. */
  check(): Promise<void>;
  /** For people, the tenant's too: where an object is. */
  pathOf(position: Position): string;
  /** The object of a name, its newest version; `null` when there is none. */
  find(key: string): Promise<Held | null>;
  /** Puts bytes; they are there for good when this answers. `null` where the name was taken and takes nothing more. */
  put(
    key: string,
    bytes: Uint8Array,
    terms: { mediaType: string; retainUntil: Date },
  ): Promise<Position | null>;
  /** The bytes as they were put. Throws `missing`. */
  get(position: Position): Promise<Buffer>;
  /** The term that the place itself answers. Throws `missing`. */
  retention(position: Position): Promise<Date>;
  /** Moves a term later, never earlier; answers the one that holds. */
  extend(position: Position, retainUntil: Date): Promise<Date>;
}
