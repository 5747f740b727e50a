// Lists of the county's structure, kept in memory as long as nobody changes it: most requests need some of them.
import type { Sql } from '#platform/kernel/db/db.ts';
import { structureEdition } from './store/structure-edition.ts';

/** Different questions that are kept; the one that was asked longest ago goes first. */
const most = 64;

/** Answers of `read` by name; the edition is asked first, in the caller's transaction, so that it sees its own changes. */
export function keepStructure() {
  const kept = new Map<string, { edition: string; value: unknown }>();
  return async <Value>(q: Sql, name: string, read: () => Promise<Value>): Promise<Value> => {
    const edition = await structureEdition(q);
    const known = kept.get(name);
    kept.delete(name);
    if (known?.edition === edition) {
      kept.set(name, known);
      return known.value as Value;
    }
    // Kept once it is there, never while it is asked for: a transaction that waited for another's question would wait
    // for ever where that question waits for the connection which the transaction holds.
    const value = await read();
    kept.set(name, { edition, value });
    if (kept.size > most) kept.delete(kept.keys().next().value!);
    return value;
  };
}
