// How tests run: pure, database and HTTP tests in worker processes that keep one database each; then journeys in a browser, two at a time; at last, alone, the journeys that promise a time.
import { defineConfig } from 'vitest/config';

const everywhere = ['platform', 'foundation', 'care', 'programmes', 'governance', 'assistant', 'apps', 'bench'];

/** Journeys that fail when they are late. */
const timed = [
  'journeys/a-reading-turns-red.test.ts',
  'journeys/crew-follow-up-in-twenty-seconds.test.ts',
  'journeys/follow-up-in-twenty-seconds.test.ts',
  'journeys/sixty-megabytes.test.ts',
];

const journeys = {
  pool: 'forks' as const,
  maxConcurrency: 2,
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
  globalSetup: ['./vitest.engines.ts', './journeys/county.ts'],
};

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
          // Long enough for a machine at half speed with two workers: what waits, waits for an outcome, not for a time.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
          setupFiles: ['./vitest.setup.ts'],
          globalSetup: ['./vitest.engines.ts'],
        },
      },
      {
        test: {
          ...journeys,
          name: 'journeys',
          include: ['journeys/**/*.test.ts'],
          exclude: timed,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: { ...journeys, name: 'timed', include: timed, fileParallelism: false, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
