// Has a month counted anew in the background; asked twice, it is counted once.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { CountingRun } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { catalogueUnknown } from '../problems.ts';
import { findRun, saveRun } from '../store/fact.ts';
import { countMonthJob } from './count-month.ts';

export async function recount(parts: Parts, catalogue: string, month: string): Promise<Result<CountingRun>> {
  const { db, jobs, clock } = parts.kernel;
  if (!parts.catalogues.has(catalogue)) return fail(catalogueUnknown);
  const of = parts.factSources.filter((one) => one.catalogue === catalogue).length;
  await db.tx(async (q) => {
    // From now on it runs for whoever looks, also while it waits for its turn.
    await saveRun(q, { catalogue, month, state: 'running', done: 0, of }, clock.now());
    await jobs.enqueue(q, {
      kind: countMonthJob,
      payload: { catalogue, month },
      singletonKey: `${catalogue} ${month}`,
    });
  });
  return succeed(await findRun(db, catalogue, month));
}
