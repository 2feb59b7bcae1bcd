import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import type { InflateStream, RandomAccess } from '@scell/ledger';

/** Raw DEFLATE by Node's zlib: some times faster than what runs everywhere. */
export const nodeInflate: InflateStream = (compressed) => {
  const source = Readable.from(compressed);
  const inflater = createInflateRaw();
  source.on('error', (error) => inflater.destroy(error));
  inflater.on('close', () => source.destroy());
  return source.pipe(inflater);
};

/** Opens a file to be read anywhere, runs `work` over it and closes it. */
export async function withFile<T>(path: string, work: (file: RandomAccess) => Promise<T>): Promise<T> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    return await work({ size, read: (offset, length) => readAt(handle, offset, length) });
  } finally {
    await handle.close();
  }
}

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; ) {
    const { bytesRead } = await handle.read(bytes, at, length - at, offset + at);
    if (bytesRead === 0) throw new Error('the file became shorter while it was read');
    at += bytesRead;
  }
  return bytes;
}
