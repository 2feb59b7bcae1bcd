import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Suites that need the database of the server's tests. */
const WITH_DATABASE = ['oracles/ledger-*.oracle.test.ts', 'oracles/webhook-*.oracle.test.ts'];

export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, '..'),
    // One worker and no isolation: the suites share one warm JVM.
    fileParallelism: false,
    isolate: false,
    testTimeout: 300_000,
    hookTimeout: 600_000,
    projects: [
      {
        extends: true,
        test: { name: 'judges', include: ['oracles/*.oracle.test.ts'], exclude: WITH_DATABASE },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: WITH_DATABASE,
          globalSetup: ['apps/server/test/support/global-setup.ts'],
        },
      },
    ],
  },
});
