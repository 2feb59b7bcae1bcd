import type { Database } from './db/doors.ts';

/** `production` is the live database, `sandbox` the other; the names are those of the API. */
export type Environment = 'production' | 'sandbox';

/** One database an environment. Identity (tenants, keys) is in `production` only. */
export type Databases = Record<Environment, Database>;
