import { createHash } from 'node:crypto';
import { ArchiveFault } from './fault.ts';
import { type ArchiveKeys, open, seal } from './sealing.ts';
import type { ArchiveStore, Held, Position } from './store.ts';

/** What is to be kept: bytes that have the address, under a folder of the archive, until a moment. */
export interface Deposit {
  /** Whose it is, as the first part of the object's name: `production/{tenant id}`. */
  folder: string;
  sha256: Uint8Array;
  bytes: Uint8Array;
  mediaType: string;
  retainUntil: Date;
}

/** Where an object of the archive is and what it must be. */
export interface ArchivedAddress {
  position: Position;
  sha256: Uint8Array;
}

/** How a deposit is kept. */
export interface Receipt {
  position: Position;
  /** For people: the place below the archive's folder, or an `s3://` address with its version. */
  path: string;
  /** The term the archive itself answers: never before the one asked for. */
  retainUntil: Date;
  /** The key it is encrypted with; `null` when it lies in clear. */
  keyId: string | null;
}

/**
 * Bytes under the name of their SHA-256, kept until a date. There is no way to overwrite, to shorten or to delete: a term
 * is only ever moved later.
 */
export interface Archive {
  /** For people, without secrets: where things are put. */
  place: string;
  /** Throws {@link ArchiveFault}: `misconfigured` where it could not promise what it is for. */
  check(): Promise<void>;
  /**
   * Keeps the bytes and answers once the archive has said, asked again, that it has them until the term. Safe to repeat:
   * what is there already and whole is kept, its term moved later where it ends too early.
   */
  keep(deposit: Deposit): Promise<Receipt>;
  /** The bytes, read back and held against their address. Throws {@link ArchiveFault}. */
  read(address: ArchivedAddress): Promise<Buffer>;
  /** Until when the archive says it keeps an object. Throws {@link ArchiveFault} when it is not there. */
  retention(position: Position): Promise<Date>;
}

/** An archive over a store. With keys what is deposited is encrypted with the first; each of them can open. */
export function openArchive(store: ArchiveStore, keys: ArchiveKeys): Archive {
  const readAt = async ({ position, sha256 }: ArchivedAddress): Promise<Sound> => {
    const stored = await store.get(position);
    const found = isContent(stored, sha256) ? { bytes: stored, keyId: null } : open(stored, sha256, keys);
    if (found !== null && isContent(found.bytes, sha256)) return found;
    throw new ArchiveFault('altered', `${store.pathOf(position)} is not the content it was archived as`);
  };
  /** What is there under the name and whole; `null` to deposit (again). */
  const soundCopy = async (
    key: string,
    sha256: Uint8Array,
  ): Promise<(Held & { keyId: string | null }) | null> => {
    const held = await store.find(key);
    if (held === null) return null;
    try {
      const { keyId } = await readAt({ position: held.position, sha256 });
      return { ...held, keyId };
    } catch (error) {
      // What was altered cannot be put right in its place: where versions exist another one is put beside it.
      if (store.versioned && error instanceof ArchiveFault && error.kind === 'altered') return null;
      throw error;
    }
  };
  const deposit = async (key: string, { sha256, bytes, ...terms }: Omit<Deposit, 'folder'>) => {
    const sealed = seal(bytes, sha256, keys);
    const position = await store.put(key, sealed.bytes, terms);
    if (position === null) return null;
    const retainUntil = await store.retention(position);
    if (retainUntil < terms.retainUntil)
      throw new ArchiveFault(
        'retention_too_short',
        `${store.pathOf(position)} is kept until ${retainUntil.toISOString()}, not until ${terms.retainUntil.toISOString()} as was asked`,
      );
    return { position, retainUntil, keyId: sealed.keyId };
  };
  return {
    place: store.place,
    check: () => store.check(),
    async keep({ folder, sha256, bytes, mediaType, retainUntil }) {
      if (!isContent(bytes, sha256)) throw new TypeError('the bytes are not those of their address');
      const key = keyOf(folder, sha256);
      const there =
        (await soundCopy(key, sha256)) ?? (await deposit(key, { sha256, bytes, mediaType, retainUntil }));
      // Somebody else may have been quicker.
      const held = there ?? (await soundCopy(key, sha256));
      if (held === null) throw new ArchiveFault('unavailable', `${key} was put and is not there`);
      const until =
        held.retainUntil < retainUntil ? await store.extend(held.position, retainUntil) : held.retainUntil;
      return {
        position: held.position,
        path: store.pathOf(held.position),
        retainUntil: until,
        keyId: held.keyId,
      };
    },
    read: async (address) => (await readAt(address)).bytes,
    retention: (position) => store.retention(position),
  };
}

interface Sound {
  bytes: Buffer;
  keyId: string | null;
}

/** The name of an object: its folder, then its SHA-256 below the first two digits of it. */
function keyOf(folder: string, sha256: Uint8Array): string {
  const name = Buffer.from(sha256).toString('hex');
  return `${folder}/${name.slice(0, 2)}/${name}`;
}

function isContent(bytes: Uint8Array, sha256: Uint8Array): boolean {
  return createHash('sha256').update(bytes).digest().equals(sha256);
}
