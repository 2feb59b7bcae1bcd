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

/** Adds to the counts of a minute that all processes share; answers what they all counted of the same callers. */
export type CountTogether = (
  minute: number,
  counts: ReadonlyMap<string, number>,
) => Promise<ReadonlyMap<string, number>>;

interface Count {
  /** What all processes are known to have counted. */
  shared: number;
  /** What this one counted and has not told yet. */
  own: number;
}

/**
 * Fixed windows of one minute. Processes tell each other what they counted twice a second, so that several of them let through
 * little more than one would; what must not be exceeded at all is counted in one place, at the cost of asking there.
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #countTogether: CountTogether;
  #minute = 0;
  #counts = new Map<string, Count>();

  constructor(clock: Clock, countTogether: CountTogether) {
    this.#clock = clock;
    this.#countTogether = countTogether;
  }

  /** Counts one request of `who` against `limit` a minute, by what this process knows. */
  take(who: string, limit: number): Allowance {
    const count = this.#countOf(who);
    count.own += 1;
    return this.#allow(count.shared + count.own, limit);
  }

  /** Counts one request of `who` in the one place that all processes share. */
  async takeExactly(who: string, limit: number): Promise<Allowance> {
    const { minute } = this.#now();
    const counts = await this.#countTogether(minute, new Map([[who, 1]]));
    return this.#allow(counts.get(who) ?? 1, limit);
  }

  /** Tells the other processes what this one counted, and learns what they did. What cannot be told now is told the next time. */
  async share(): Promise<void> {
    const { minute } = this.#now();
    const counts = this.#counts;
    const told = new Map<string, number>();
    for (const [who, { own }] of counts) if (own > 0) told.set(who, own);
    if (told.size === 0) return;
    const known = await this.#countTogether(minute, told);
    for (const [who, own] of told) {
      const count = counts.get(who);
      if (count === undefined) continue;
      count.own -= own;
      count.shared = known.get(who) ?? count.shared + own;
    }
  }

  #now(): { now: number; minute: number } {
    const now = this.#clock();
    const minute = Math.floor(now / 60_000);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#counts = new Map();
    }
    return { now, minute };
  }

  #countOf(who: string): Count {
    this.#now();
    let count = this.#counts.get(who);
    if (count === undefined) {
      count = { shared: 0, own: 0 };
      this.#counts.set(who, count);
    }
    return count;
  }

  #allow(count: number, limit: number): Allowance {
    const { now, minute } = this.#now();
    const reset = (minute + 1) * 60;
    return {
      allowed: count <= limit,
      limit,
      remaining: Math.max(0, limit - count),
      reset,
      retryAfter: Math.max(1, Math.ceil(reset - now / 1000)),
    };
  }
}
