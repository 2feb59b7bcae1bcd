/** What a rate limit counts by: the credential, or the address of the caller when there is none yet. */
export type LimitKey = 'key' | 'ip';

export interface RateLimit {
  /** Requests a window. `X-RateLimit-Limit` shows it. */
  limit: number;
  windowSeconds: number;
  by: LimitKey;
  /** Counted in one place for all processes: where somebody may be guessing. */
  exact?: boolean;
}

/**
 * The rate limits, one row a surface: the single table of the product.
 *
 * REST reference §8.3 gives live figures; where it is silent, resources share the figure of the invoices. The sandbox
 * has its own figure where a key decides the environment (overview, "Rate limits": 1000 a minute).
 */
const PER_KEY = { windowSeconds: 60, by: 'key' } as const;
const PER_IP = { windowSeconds: 60, by: 'ip' } as const;

function byKey(limit: number): Record<'live' | 'sandbox', RateLimit> {
  return { live: { limit, ...PER_KEY }, sandbox: { limit: 1000, ...PER_KEY } };
}

function byAddress(limit: number): Record<'live' | 'sandbox', RateLimit> {
  return { live: { limit, ...PER_IP }, sandbox: { limit, ...PER_IP } };
}

function guarded(limit: number): Record<'live' | 'sandbox', RateLimit> {
  const row = { limit, ...PER_IP, exact: true };
  return { live: row, sandbox: row };
}

export const RATE_LIMITS = {
  auth: guarded(5),
  onboarding_exchange: guarded(5),
  onboarding: byAddress(60),
  tenant: byKey(600),
  invoices: byKey(600),
  /** Documents that are judged or converted: more work than a resource. */
  documents: byKey(120),
  credit_notes: byKey(600),
  signatures_create: byKey(120),
  mcp: byKey(600),
  buyers: byKey(600),
  companies: byKey(600),
  fiscal: byKey(600),
  /** Registers outside, which bound what they answer one caller. */
  lookups: byKey(120),
  billing: byKey(600),
  webhooks: byKey(600),
  /** Signed links, which carry no key. */
  files: byAddress(600),
  /** Health, readiness, version, OpenAPI: probes and monitors poll them. */
  system: byAddress(600),
} as const satisfies Record<string, Record<'live' | 'sandbox', RateLimit>>;

/** A part of the API that is limited on its own. */
export type Surface = keyof typeof RATE_LIMITS;
