// Runs a use case in a transaction of its own, undone where it fails as expected.
import type { Result } from '#platform/contract.ts';
import type { Db, Transaction } from '#platform/kernel/db/db.ts';

class Undone extends Error {
  readonly result: Result<never>;
  constructor(result: Result<never>) {
    super('undone');
    this.result = result;
  }
}

export async function inTransaction<Value>(
  db: Db,
  run: (q: Transaction) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  try {
    return await db.tx(async (q) => {
      const result = await run(q);
      if (!result.ok) throw new Undone(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Undone) return error.result;
    throw error;
  }
}
