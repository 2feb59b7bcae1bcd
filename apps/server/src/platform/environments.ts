import type { Database } from './db/doors.ts';

/** `production` is the live database, `sandbox` the other; the names are those of the API. */
export type Environment = 'production' | 'sandbox';

/** One database an environment. Identity (tenants, keys) is in `production` only. */
export type Databases = Record<Environment, Database>;

/** An environment by one of its names; `null` for any other word. */
export function readEnvironment(word: string): Environment | null {
  switch (word.trim().toLowerCase()) {
    case 'production':
    case 'live':
      return 'production';
    case 'sandbox':
    case 'test':
      return 'sandbox';
    default:
      return null;
  }
}
