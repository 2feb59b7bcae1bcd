import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, '..'),
    include: ['oracles/*.oracle.test.ts'],
    // One worker and no isolation: the suites share one warm JVM.
    fileParallelism: false,
    isolate: false,
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
});
