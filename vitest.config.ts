import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// As `bin/second-unit.mjs` sets it: most of what a short process of ours costs is compiling the same code anew.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/node', import.meta.url));

export default defineConfig({
  test: {
    // Forks keep native addons apart. Two cores are what we promise to work on, and a third of the time a test waits for
    // a process that it started: three at once keep both busy.
    pool: 'forks',
    maxWorkers: 3,
    reporters: ['default', './test/support/flaky-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'test/**/*.test.ts'],
          // A machine that has other work is slow, not wrong.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 15_000 } },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/support/shared-studio.ts'],
          testTimeout: 120_000,
          // The first file waits for the sample film, which is drawn and watched meanwhile.
          hookTimeout: 300_000,
          // Each file starts a studio and a browser of its own.
          fileParallelism: false,
          expect: { poll: { timeout: 45_000 } },
        },
      },
    ],
  },
});
