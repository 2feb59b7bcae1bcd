import type { Clock } from '@scell/core';

export interface Allowance {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Unix seconds at which the window starts anew. */
  reset: number;
  /** Seconds until then, at least 1. */
  retryAfter: number;
}

/**
 * Fixed windows of one minute, counted in this process: with several processes behind a balancer a caller may get up to
 * that many times the limit, which protects the service all the same (docs/decisions).
 */
export class RateLimiter {
  readonly #clock: Clock;
  #window = 0;
  #counts = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one request of `who` against `limit` a minute. */
  take(who: string, limit: number): Allowance {
    const now = this.#clock();
    const window = Math.floor(now / 60_000);
    if (window !== this.#window) {
      this.#window = window;
      this.#counts = new Map();
    }
    const count = (this.#counts.get(who) ?? 0) + 1;
    this.#counts.set(who, count);
    const reset = (window + 1) * 60;
    return {
      allowed: count <= limit,
      limit,
      remaining: Math.max(0, limit - count),
      reset,
      retryAfter: Math.max(1, Math.ceil(reset - now / 1000)),
    };
  }
}
