// Ends the databases of a test worker when the worker ends.
import { dropSharedDatabases } from './platform/kernel/db/test-database.ts';

const worker = globalThis as { tianmuDropsAtExit?: boolean };
if (!worker.tianmuDropsAtExit) {
  worker.tianmuDropsAtExit = true;
  process.once('beforeExit', () => void dropSharedDatabases());
}
