import { sha256 } from '@noble/hashes/sha2.js';
import { proofJudge } from '../src/index.ts';

/** Proofs of date, judged by the browser's cryptography. */
export const judgeProof = proofJudge({ hashes: { sha256 }, signatures: crypto.subtle });
