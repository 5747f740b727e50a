// Which person rows are one human being: told at start by whoever keeps people, asked by policy and audit.
import type { Sql } from '../db/db.ts';

/** Every row of the human being behind each row, that row first. */
export type RowsOfPersons = (q: Sql, personIds: readonly string[]) => Promise<Map<string, string[]>>;

export interface PersonRows {
  of: RowsOfPersons;
  know(rowsOf: RowsOfPersons): void;
}

/** Until told otherwise everybody has one row. */
export function createPersonRows(): PersonRows {
  let known: RowsOfPersons = async (_, personIds) => new Map(personIds.map((id) => [id, [id]]));
  return { of: (q, personIds) => known(q, personIds), know: (rowsOf) => void (known = rowsOf) };
}
