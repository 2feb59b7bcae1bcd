import type { ProofHashes } from '../opentimestamps/proof.ts';
import { verifyOpenTimestamps } from '../opentimestamps/verify.ts';
import type { SignatureCrypto } from '../rfc3161/signature.ts';
import { verifyTimestampToken } from '../rfc3161/verify.ts';
import type { ProofJudge, ProofVerdict } from './verify-export.ts';

export interface ProofPorts {
  hashes: ProofHashes;
  signatures: SignatureCrypto;
  /** Certificates (DER) that are trusted to vouch for time-stamping authorities. */
  roots?: readonly Uint8Array[];
}

/**
 * Judges proofs of date with what is at hand and no network. A block of Bitcoin and the authority behind a time stamp are for the auditor to look
 * up: `unjudged` tells what.
 */
export function proofJudge({ hashes, signatures, roots = [] }: ProofPorts): ProofJudge {
  return async (kind, proof, hash) => {
    if (kind === 'opentimestamps') return judgeOpenTimestamps(proof, hash, hashes);
    if (kind === 'rfc3161') return judgeTimestamp(proof, hash, signatures, roots);
    return { state: 'invalid', detail: `"${kind}"` };
  };
}

function judgeOpenTimestamps(proof: Uint8Array, digest: Uint8Array, hashes: ProofHashes): ProofVerdict {
  const verdict = verifyOpenTimestamps(proof, { digest, hashes });
  switch (verdict.outcome) {
    case 'confirmed':
      return { state: 'valid', detail: `Bitcoin ${verdict.height}` };
    case 'attested': {
      const blocks = verdict.attestations.flatMap((one) =>
        one.status === 'unchecked' ? [`Bitcoin ${one.height}, Merkle root ${one.merkleRoot}`] : [],
      );
      return { state: 'unjudged', detail: blocks.join('; ') };
    }
    case 'pending':
      return { state: 'pending', detail: verdict.calendars.join(', ') };
    case 'undecided':
      return { state: 'unjudged' };
    case 'malformed':
      return { state: 'invalid', detail: `${verdict.fault}, byte ${verdict.offset}` };
    default:
      return { state: 'invalid', detail: verdict.outcome };
  }
}

async function judgeTimestamp(
  token: Uint8Array,
  imprint: Uint8Array,
  crypto: SignatureCrypto,
  roots: readonly Uint8Array[],
): Promise<ProofVerdict> {
  const verdict = await verifyTimestampToken(token, { imprint, roots, crypto });
  switch (verdict.outcome) {
    case 'trusted':
    case 'untrusted': {
      const at = new Date(verdict.time).toISOString();
      const detail = `${at}, ${verdict.authority}, SHA-256 ${verdict.certificate}`;
      return { state: verdict.outcome === 'trusted' ? 'valid' : 'unjudged', detail };
    }
    case 'unsupported':
      return { state: 'unjudged', detail: verdict.detail };
    case 'refused':
      return { state: 'invalid', detail: `${verdict.fault}: ${verdict.detail}` };
    case 'rejected':
      return { state: 'invalid', detail: `status ${verdict.status}` };
    case 'malformed':
      return { state: 'invalid', detail: verdict.detail };
  }
}
