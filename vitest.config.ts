import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Two cores are what we promise to work on; forks keep native addons apart.
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'test/**/*.test.ts'],
          testTimeout: 30_000,
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
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
