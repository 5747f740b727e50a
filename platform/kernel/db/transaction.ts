// Runs one transaction on a connection: commit or rollback, hooks after the commit, and the guard against misuse.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction, TransactionOptions } from './db.ts';

const insideTransaction = new AsyncLocalStorage<object>();

/** On a store with one session a pool query inside a transaction would wait for itself for ever. */
export function refuseInsideTransaction(owner: object): void {
  if (insideTransaction.getStore() === owner) throw new Error('db.query inside db.tx: use the transaction handle');
}

const retryable = new Set(['40001', '40P01']);
export const sqlState = (error: unknown): string | undefined => (error as { code?: string } | undefined)?.code;
export const isUniqueViolation = (error: unknown): boolean => sqlState(error) === '23505';

export async function runTransaction<T>(
  owner: object,
  connection: Omit<Transaction, 'afterCommit'>,
  run: (q: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const hooks: (() => void)[] = [];
    const transaction: Transaction = {
      query: (sql, args) => connection.query(sql, args),
      copyIn: (...given) => connection.copyIn(...given),
      afterCommit: (hook) => void hooks.push(hook),
    };
    try {
      await connection.query(
        options.isolation === 'repeatable read' ? 'begin isolation level repeatable read' : 'begin',
      );
      const result = await insideTransaction.run(owner, () => run(transaction));
      await connection.query('commit');
      for (const hook of hooks) hook();
      return result;
    } catch (error) {
      await connection.query('rollback').catch(() => undefined);
      if (attempt < (options.retries ?? 3) && retryable.has(sqlState(error) ?? '')) continue;
      throw error;
    }
  }
}
