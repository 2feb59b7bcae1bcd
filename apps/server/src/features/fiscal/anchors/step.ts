import type { AnchorState } from './store.ts';

/** What a step of an anchor came to. What it does not say stays as it was. */
export interface Step {
  status: AnchorState['status'];
  /** A proof that says more than the one before. */
  proof?: Uint8Array;
  /** Why it did not get further, or not as far as it should. */
  problem?: Problem;
  provider?: string;
  reference?: string | null;
  blockHeight?: number | null;
  /** When the hash existed at the latest: only a proof that was checked says so. */
  anchoredAt?: Date;
}

/**
 *   unreachable   a service outside gave no answer
 *   refused       it answered that it does not
 *   unusable      what it answered does not hold
 *   contradicted  the block it names says something else
 *   switched_off  the operator no longer asks such services
 */
export interface Problem {
  code: NonNullable<AnchorState['problem']>;
  /** For the operator: who said what. */
  detail: string;
}
