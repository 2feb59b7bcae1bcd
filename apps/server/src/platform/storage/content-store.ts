import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes under the name of their SHA-256. What is written is synced before `put` answers, and never changes. */
export interface ContentStore {
  /** Stores the bytes and answers their SHA-256. Storing the same bytes twice is one file. */
  put(bytes: Uint8Array): Promise<Buffer>;
  /** The bytes, checked against their name. Throws {@link ContentLost} when they are missing or altered. */
  get(sha256: Uint8Array): Promise<Buffer>;
}

/** Stored bytes are missing or no longer what they were. */
export class ContentLost extends Error {
  override readonly name = 'ContentLost';
}

/** A content store in a folder: `ab/abcdef…`. Files appear whole (write aside, sync, rename, sync the folder). */
export function localContentStore(root: string): ContentStore {
  const pathOf = (sha256: string) => join(root, sha256.slice(0, 2), sha256);
  return {
    async put(bytes) {
      const digest = createHash('sha256').update(bytes).digest();
      const path = pathOf(digest.toString('hex'));
      await makeFolder(dirname(path));
      const aside = `${path}.${randomUUID()}`;
      try {
        const file = await open(aside, 'wx', 0o440);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(aside, path);
      } catch (error) {
        await rm(aside, { force: true });
        throw error;
      }
      await syncFolder(dirname(path));
      return digest;
    },
    async get(sha256) {
      const name = Buffer.from(sha256).toString('hex');
      let bytes: Buffer;
      try {
        bytes = await readFile(pathOf(name));
      } catch (error) {
        throw new ContentLost(`content ${name} cannot be read`, { cause: error });
      }
      if (createHash('sha256').update(bytes).digest('hex') !== name)
        throw new ContentLost(`content ${name} was altered`);
      return bytes;
    },
  };
}

/** Makes a folder and those above it, each synced into the one that names it. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
