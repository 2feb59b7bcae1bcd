/** An entry as a line of `chains/{id}.jsonl`: one JSON object, its members in one order, binary ones in hexadecimal. */
import { fromHex, toHex } from '../hex.ts';
import type { SealedEntry } from '../verify/verify-entries.ts';

interface Line {
  position: number;
  preimage: string;
  data_hash: string;
  previous_hash: string;
  chain_hash: string;
  seal: { key_id: string; signature: string } | null;
  document: { salt: string; text: string } | null;
}

/** The line of an entry, with its line end. */
export function lineOf(entry: SealedEntry): string {
  const { position, preimage, dataHash, previousHash, chainHash, seal, document } = entry;
  const line: Line = {
    position,
    preimage,
    data_hash: toHex(dataHash),
    previous_hash: toHex(previousHash),
    chain_hash: toHex(chainHash),
    seal: seal === null ? null : { key_id: seal.keyId, signature: toHex(seal.signature) },
    document: document ? { salt: toHex(document.salt), text: document.text } : null,
  };
  return `${JSON.stringify(line)}\n`;
}

/** The entry of a line without its end; `null` when the line is not written as `lineOf` writes it, to the character. */
export function readLine(text: string): SealedEntry | null {
  let line: Line;
  try {
    line = JSON.parse(text);
  } catch {
    return null;
  }
  try {
    const { position, preimage, seal, document } = line;
    const entry = {
      position,
      preimage,
      dataHash: bytes(line.data_hash, 32),
      previousHash: bytes(line.previous_hash, 32),
      chainHash: bytes(line.chain_hash, 32),
      seal: seal === null ? null : { keyId: seal.key_id, signature: bytes(seal.signature, 64) },
      document: document === null ? null : { salt: bytes(document.salt), text: document.text },
    };
    // A second member of the same name, or one that nobody reads, would show other readers something else.
    const canonical = Number.isSafeInteger(position) && position > 0 && lineOf(entry) === `${text}\n`;
    return canonical ? entry : null;
  } catch {
    return null;
  }
}

function bytes(text: string, length?: number): Uint8Array {
  const value = fromHex(text, length);
  if (value === null) throw new TypeError('not hexadecimal');
  return value;
}

/** Longer than any entry: an invoice may have ten thousand lines. */
const MAX_LINE = 1 << 26;
const NEWLINE = 10;

/**
 * The lines of a file in batches, without their ends; `null` for one that is no UTF-8, too long, or has no end.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  batch = 256,
): AsyncGenerator<(string | null)[], void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const decode = (part: Uint8Array) => {
    try {
      return decoder.decode(part);
    } catch {
      return null;
    }
  };
  let lines: (string | null)[] = [];
  let rest: Uint8Array[] = [];
  let kept = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      const part = chunk.subarray(from, end);
      lines.push(kept + part.length > MAX_LINE ? null : decode(joined(rest, part)));
      rest = [];
      kept = 0;
      from = end + 1;
      if (lines.length < batch) continue;
      yield lines;
      lines = [];
    }
    kept += chunk.length - from;
    // Of a line that is too long only its length is kept.
    if (kept > MAX_LINE) rest = [];
    else if (from < chunk.length) rest.push(chunk.slice(from));
  }
  if (kept > 0) lines.push(null);
  if (lines.length > 0) yield lines;
}

function joined(parts: readonly Uint8Array[], last: Uint8Array): Uint8Array {
  if (parts.length === 0) return last;
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, last.length));
  let at = 0;
  for (const part of [...parts, last]) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
