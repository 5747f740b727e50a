// What stands in a document after one more operation: a function of the set of operations, not of the order in which they came.
import type { Fields, Head, Operation } from './operation.ts';

export interface Stamp {
  at: string;
  accountId: string;
  deviceId: string;
}

/**
 * The fields after `operation`. An operation must not come before those that it replaces (`missingBefore`); among
 * others any order gives the same heads.
 */
export function applyOperation(fields: Fields, operation: Operation, stamp: Stamp): Fields {
  const after: Fields = { ...fields };
  for (const [field, value] of Object.entries(operation.set)) {
    const gone = new Set(operation.replaces[field]);
    const head: Head = { operationId: operation.operationId, value, ...stamp };
    after[field] = [...(fields[field] ?? []).filter((one) => !gone.has(one.operationId)), head];
  }
  return after;
}

/** Operations that this one replaces and that are not among `known`. */
export const missingBefore = (operation: Operation, known: ReadonlySet<string>): string[] =>
  Object.values(operation.replaces)
    .flat()
    .filter((id) => !known.has(id));
