// The edition of the county's structure: who keeps lists of it in memory sees by it whether they still hold.
import { randomUUID } from 'node:crypto';
import type { Sql } from '#platform/kernel/db/db.ts';

/**
 * Every store function that writes structure ends with this. The edition is a random name, not a number: one that was
 * rolled back never comes again. It stands for nothing else, so it comes from no source of identities.
 */
export async function markStructure(q: Sql): Promise<void> {
  await q.query(
    `insert into registry.structure_edition (of, edition) values ('structure', $1)
     on conflict (of) do update set edition = excluded.edition`,
    [randomUUID()],
  );
}

/** `none` before the first structure was written. */
export async function structureEdition(q: Sql): Promise<string> {
  const [row] = await q.query<{ edition: string }>(
    "select edition from registry.structure_edition where of = 'structure'",
  );
  return row?.edition ?? 'none';
}
