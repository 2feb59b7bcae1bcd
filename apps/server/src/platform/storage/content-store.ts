import { createHash } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { contentPath, writeContent } from './write-content.ts';

/** Bytes under the name of their SHA-256. What is written is synced before `put` answers, and never changes. */
export interface ContentStore {
  /** Stores the bytes and answers their SHA-256. Storing the same bytes twice is one file. */
  put(bytes: Uint8Array): Promise<Buffer>;
  /** The bytes, checked against their name. Throws {@link ContentLost} when they are missing or altered. */
  get(sha256: Uint8Array): Promise<Buffer>;
  /**
   * Takes the bytes off for good; nothing when they are gone. Answers `false`, and leaves them, when they were stored a moment
   * ago: whoever stored them may be about to name them.
   */
  drop(sha256: Uint8Array): Promise<boolean>;
}

/** Longer than any transaction that names what it has just stored. */
const SETTLED_MS = 10 * 60_000;

/** Stored bytes are missing or no longer what they were. */
export class ContentLost extends Error {
  override readonly name = 'ContentLost';
}

/** A content store in a folder: `ab/abcdef…`. Files appear whole or not at all. */
export function localContentStore(root: string): ContentStore {
  return {
    async put(bytes) {
      return writeContent(root, bytes);
    },
    async get(sha256) {
      const name = Buffer.from(sha256).toString('hex');
      let bytes: Buffer;
      try {
        bytes = await readFile(contentPath(root, name));
      } catch (error) {
        throw new ContentLost(`content ${name} cannot be read`, { cause: error });
      }
      if (createHash('sha256').update(bytes).digest('hex') !== name)
        throw new ContentLost(`content ${name} was altered`);
      return bytes;
    },
    async drop(sha256) {
      const path = contentPath(root, Buffer.from(sha256).toString('hex'));
      const storedAt = await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return null;
          throw error;
        },
      );
      if (storedAt !== null && Date.now() - storedAt < SETTLED_MS) return false;
      await rm(path, { force: true });
      return true;
    },
  };
}
