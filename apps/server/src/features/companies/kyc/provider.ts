import type { Environment } from '../../../platform/environments.ts';
import type { Verification } from './store.ts';

/** Where a verification stands while it is open. */
export type OpenStatus = 'submitted' | 'in_review';
/** How one ends. */
export type Outcome = 'approved' | 'refused';

/** Who finds out whether a company is who it says: starts a verification, and takes it further as far as it can by itself. */
export interface KycProvider {
  name: string;
  /** Where a new verification stands, and in how many milliseconds `next` is asked; `null`: somebody else decides. */
  first: { status: OpenStatus; waitMs: number | null };
  /** What comes next by itself; `null`: nothing does. */
  next(
    verification: Pick<Verification, 'status'>,
  ): { status: OpenStatus | 'approved'; waitMs: number | null } | null;
}

const STEP_MS = 10_000;

/** Asks nobody: a verification is looked at after ten seconds and approved after ten more, unless it is told otherwise. */
const sandbox: KycProvider = {
  name: 'sandbox',
  first: { status: 'submitted', waitMs: STEP_MS },
  next: ({ status }) =>
    status === 'submitted' ? { status: 'in_review', waitMs: STEP_MS } : { status: 'approved', waitMs: null },
};

/** The operator of the platform looks at the papers of the company and decides. */
const review: KycProvider = {
  name: 'review',
  first: { status: 'in_review', waitMs: null },
  next: () => null,
};

/** Who verifies companies of an environment. */
export function kycProviderOf(environment: Environment): KycProvider {
  return environment === 'sandbox' ? sandbox : review;
}
