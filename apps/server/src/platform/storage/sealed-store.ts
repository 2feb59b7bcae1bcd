import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { ContentLost } from './content-store.ts';
import type { TemporaryStore } from './temporary-store.ts';

/** `SCELLSEA` and a version, a random nonce, the ciphertext, the tag: AES-256-GCM, bound to the id of the file. */
const MAGIC = Buffer.from('SCELLSEA\x01', 'latin1');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A store whose files lie encrypted: nobody who sees the disk or a copy of it reads them without the secret, and a file that
 * was changed, or put in the place of another, does not open. Names are those of the encrypted bytes.
 */
export function sealedStore(store: TemporaryStore, secret: string): TemporaryStore {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'scell sealed files 1', 32));
  const bound = (id: string) => Buffer.concat([MAGIC, Buffer.from(id)]);
  return {
    put(id, bytes) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(bound(id));
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return store.put(id, Buffer.concat([MAGIC, nonce, body, cipher.getAuthTag()]));
    },
    async get(id, sha256) {
      const stored = await store.get(id, sha256);
      const start = MAGIC.length + NONCE_BYTES;
      try {
        const nonce = stored.subarray(MAGIC.length, start);
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
        decipher.setAAD(bound(id));
        decipher.setAuthTag(stored.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(stored.subarray(start, -TAG_BYTES)), decipher.final()]);
      } catch (cause) {
        throw new ContentLost(
          `sealed file ${id} does not open: it was altered, or sealed with another secret`,
          {
            cause,
          },
        );
      }
    },
    drop: (id) => store.drop(id),
  };
}
