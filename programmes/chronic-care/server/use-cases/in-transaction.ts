// Rolls a transaction back and hands the reason to the caller as a value.
import { fail, type Problem, type Result } from '#platform/contract.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';

class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** A failure of `run` leaves nothing behind. */
export const inTransaction = <Value>(
  { db }: Pick<Kernel, 'db'>,
  run: (q: Transaction) => Promise<Result<Value>>,
): Promise<Result<Value>> =>
  db
    .tx(async (q) => {
      const done = await run(q);
      if (!done.ok) throw new Refused(done.problem);
      return done as Result<Value>;
    })
    .catch((error: unknown): Result<Value> => {
      if (error instanceof Refused) return fail(error.problem);
      throw error;
    });
