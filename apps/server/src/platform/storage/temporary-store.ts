import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ContentStore, localContentStore } from './content-store.ts';

/**
 * Bytes that go again: content of its own under each id, so that dropping one leaves the same bytes of another alone. It lies
 * in the folder that the servers of a platform share.
 */
export interface TemporaryStore {
  put(id: string, bytes: Uint8Array): Promise<Buffer>;
  get(id: string, sha256: Uint8Array): Promise<Buffer>;
  /** Takes off all that was put under an id; nothing when there is nothing. */
  drop(id: string): Promise<void>;
}

export function localTemporaryStore(root: string): TemporaryStore {
  const storeOf = (id: string): ContentStore => localContentStore(join(root, id));
  return {
    put: (id, bytes) => storeOf(id).put(bytes),
    get: (id, sha256) => storeOf(id).get(sha256),
    drop: (id) => rm(join(root, id), { recursive: true, force: true }),
  };
}
