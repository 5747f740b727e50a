// Seeds the properties, so that a run can be repeated, and ends the databases of a test worker when the worker ends.
import fc from 'fast-check';
import { dropSharedDatabases } from './platform/kernel/db/test-database.ts';

// Other cases: TIANMU_TEST_SEED=$RANDOM npm test.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.TIANMU_TEST_SEED ?? 20_261_127) });

const worker = globalThis as { tianmuDropsAtExit?: boolean };
if (!worker.tianmuDropsAtExit) {
  worker.tianmuDropsAtExit = true;
  process.once('beforeExit', () => void dropSharedDatabases());
}
