import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where content of a name (SHA-256 in hex) lies below the root of a store. */
export function contentPath(root: string, sha256: string): string {
  return join(root, sha256.slice(0, 2), sha256);
}

/**
 * Writes bytes under their SHA-256 and answers it once they are on the disk: aside, synced, renamed, the folder synced.
 * The calling thread waits for the disk: synchronous calls cost half the CPU of asynchronous ones, and documents are
 * written by threads that have nothing else to do meanwhile.
 */
export function writeContent(root: string, bytes: Uint8Array): Buffer {
  const digest = createHash('sha256').update(bytes).digest();
  const path = contentPath(root, digest.toString('hex'));
  const folder = dirname(path);
  const aside = `${path}.${randomUUID()}`;
  try {
    const file = openNew(aside, folder);
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
  syncFolder(folder);
  return digest;
}

function openNew(path: string, folder: string): number {
  try {
    return openSync(path, 'wx', 0o440);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    makeFolder(folder);
    return openSync(path, 'wx', 0o440);
  }
}

/** Makes a folder and those above it, each synced into the one that names it. */
function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
