// Brings the planner's statistics up to date after a load, table by table from several connections.
import type { Db } from './db.ts';

/**
 * Statistics of all our own tables. Those in `visible` get their visibility map too, so that indexes alone can answer.
 * One `analyze` for the whole database would look at one table at a time, and at the system's own as well.
 */
export async function refreshStatistics(db: Db, visible: ReadonlySet<string>, connections: number): Promise<void> {
  const tables = await db.query<{ table: string }>(
    `select c.oid::regclass::text as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|citus)' order by pg_table_size(c.oid) desc, 1`,
  );
  let next = 0;
  const refresh = async () => {
    for (let one = tables[next++]; one; one = tables[next++])
      await db.query(visible.has(one.table) ? `vacuum (analyze) ${one.table}` : `analyze ${one.table}`);
  };
  await Promise.all(Array.from({ length: connections }, refresh));
}
