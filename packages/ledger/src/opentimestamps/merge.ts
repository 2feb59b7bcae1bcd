import { compareBytes } from '../bytes.ts';
import {
  ATTESTATION_TAGS,
  type Attestation,
  type Branch,
  OPERATION_TAGS,
  type Operation,
  type Timestamp,
} from './proof.ts';

/** What nothing is known of. */
export const NOTHING: Timestamp = { attestations: [], branches: [] };

/**
 * All that is known of one message, in the order the public clients write it: the same knowledge is the same bytes. The
 * callers see to it that all parts are about that message.
 */
export function mergeTimestamps(parts: readonly Timestamp[]): Timestamp {
  return timestampOf(
    parts.flatMap(({ attestations }) => attestations),
    parts.flatMap(({ branches }) => branches),
  );
}

/** A timestamp of parts in any order, repeats among them. */
export function timestampOf(attestations: readonly Attestation[], branches: readonly Branch[]): Timestamp {
  const grown: Branch[] = [];
  for (const branch of branches.toSorted((a, b) => compareOperations(a.operation, b.operation))) {
    const last = grown.at(-1);
    if (last !== undefined && compareOperations(last.operation, branch.operation) === 0)
      last.timestamp = mergeTimestamps([last.timestamp, branch.timestamp]);
    else grown.push({ ...branch });
  }
  const sorted = attestations.toSorted(compareAttestations);
  return {
    attestations: sorted.filter((one, index) => {
      const before = sorted[index - 1];
      return before === undefined || compareAttestations(before, one) !== 0;
    }),
    branches: grown,
  };
}

function compareOperations(a: Operation, b: Operation): number {
  const byTag = OPERATION_TAGS[a.kind] - OPERATION_TAGS[b.kind];
  return byTag !== 0 || !('bytes' in a) || !('bytes' in b) ? byTag : compareBytes(a.bytes, b.bytes);
}

function compareAttestations(a: Attestation, b: Attestation): number {
  const [first, second] = [tagOf(a), tagOf(b)];
  if (first !== second) return first < second ? -1 : 1;
  if ('height' in a && 'height' in b) return a.height - b.height;
  if ('payload' in a && 'payload' in b) return compareBytes(a.payload, b.payload);
  if ('uri' in a && 'uri' in b) return a.uri === b.uri ? 0 : a.uri < b.uri ? -1 : 1;
  return 0;
}

/** The eight bytes that say of what kind an attestation is, in hex. */
export function tagOf(attestation: Attestation): string {
  return attestation.kind === 'unknown' ? attestation.tag : ATTESTATION_TAGS[attestation.kind];
}
