import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Text written line by line to a file that goes away, so that what grows with an export is not held in memory. */
export interface Spool {
  write(text: string): Promise<void>;
  /** All that was written, in parts. */
  read(): AsyncIterable<Uint8Array>;
  remove(): Promise<void>;
}

const PART_BYTES = 64 * 1024;

export async function openSpool(): Promise<Spool> {
  const folder = await mkdtemp(join(tmpdir(), 'scell-export-'));
  const file: FileHandle = await open(join(folder, 'spool'), 'wx+', 0o600);
  let pending = '';
  const flush = async () => {
    const text = pending;
    pending = '';
    await file.appendFile(text);
  };
  return {
    async write(text) {
      pending += text;
      if (pending.length >= PART_BYTES) await flush();
    },
    async *read() {
      await flush();
      const part = Buffer.alloc(PART_BYTES);
      for (let position = 0; ; ) {
        const { bytesRead } = await file.read(part, 0, PART_BYTES, position);
        if (bytesRead === 0) return;
        position += bytesRead;
        yield Buffer.from(part.subarray(0, bytesRead));
      }
    },
    async remove() {
      await file.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
