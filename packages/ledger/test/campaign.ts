import { webcrypto } from 'node:crypto';
import { proofJudge } from '../src/verify/proofs.ts';
import { verifyExport } from '../src/verify/verify-export.ts';
import { randomOf, someBooks, TSA_ROOTS } from './books.ts';
import { keyOf, nodeCryptography } from './cryptography.ts';
import { DEEDS, inMemory, rememberingCryptography, takeApart } from './tampering.ts';

/** The names of all deeds. */
export const KINDS = Object.keys(DEEDS);

/** With nothing but what the books come with: the blocks of Bitcoin are not at hand. */
export const judgeProof = proofJudge({
  hashes: nodeCryptography,
  signatures: webcrypto.subtle,
  roots: TSA_ROOTS,
});

export interface Attempts {
  attempts: number;
  /** What was not found, or not where it was done. */
  missed: string[];
}

/** Books with at least so many entries, and whoever tampers with their export. */
export async function campaign(entries: number, seed: number) {
  const books = someBooks(entries, seed);
  const count = books.chains.reduce((sum, chain) => sum + chain.entries.length, 0);
  if (count < entries) throw new Error(`the books have ${count} entries`);
  const archive = await takeApart(await books.export());
  const crypto = rememberingCryptography();
  const scene = {
    archive,
    random: randomOf(seed),
    rightKey: books.keys[0]?.key_id ?? '',
    currentKey: books.key,
    attacker: keyOf('attacker'),
  };
  const attempt = async (kind: string, places: number): Promise<Attempts> => {
    const deed = DEEDS[kind];
    if (deed === undefined) throw new Error(`no deed is called ${kind}`);
    const missed: string[] = [];
    for (let index = 0; index < places; index += 1) {
      const { bytes, options, named, what } = await deed(scene);
      const verdict = await verifyExport(inMemory(bytes), { crypto, judgeProof }, options);
      const [first] = verdict.findings;
      if (verdict.whole || first === undefined) missed.push(`${what}: not found`);
      else if (!named(first, verdict)) missed.push(`${what}: ${JSON.stringify(first)}`);
    }
    return { attempts: places, missed };
  };
  return { count, books, attempt };
}
