import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    setupFiles: ['./scripts/property-seed.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'packages',
          include: ['packages/*/{src,test}/**/*.test.ts', 'scripts/*.test.ts'],
        },
      },
      {
        // One PostgreSQL server for these, started only when one of them runs.
        extends: true,
        test: {
          name: 'apps',
          include: ['apps/*/{src,test}/**/*.test.ts', 'examples/**/*.test.ts'],
          globalSetup: ['apps/server/test/support/global-setup.ts'],
        },
      },
    ],
  },
});
