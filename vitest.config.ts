// How tests run: pure, database and HTTP tests in worker processes that keep one database each; journeys in a browser, one at a time: two draw each other out of time.
import { defineConfig } from 'vitest/config';

const everywhere = ['platform', 'foundation', 'care', 'programmes', 'governance', 'assistant', 'apps', 'bench'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'parts',
          include: [...everywhere.map((floor) => `${floor}/**/*.test.{ts,tsx}`), 'architecture.test.ts'],
          pool: 'forks',
          isolate: false,
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          setupFiles: ['./vitest.setup.ts'],
          globalSetup: ['./vitest.engines.ts'],
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['journeys/**/*.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          maxConcurrency: 2,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          globalSetup: ['./vitest.engines.ts', './journeys/county.ts'],
        },
      },
    ],
  },
});
