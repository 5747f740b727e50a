// Which tables a backup holds, in an order in which they can be filled again.
import type { Sql } from '../db/db.ts';

export interface TableShape {
  table: string;
  columns: string[];
  /** Partitions are made while the server runs: a restore makes those that are missing. */
  partition?: { of: string; bound: string };
}

/** Ends with its server (sessions, tokens of apps) or within the hour (live messages): never part of a backup. */
const leftOut = new Set(['auth.session', 'oidc.artifact', 'live.message']);

/** Ordinary tables and leaf partitions outside of the system's schemas and of `<context>_view`, which is made anew; referenced tables first. */
export async function tablesToKeep(q: Sql): Promise<TableShape[]> {
  const rows = await q.query<{ table: string; columns: string[]; of: string | null; bound: string | null }>(
    `select n.nspname || '.' || c.relname as "table", min(pg_get_expr(c.relpartbound, c.oid)) as bound,
       min((select pn.nspname || '.' || p.relname from pg_inherits i join pg_class p on p.oid = i.inhparent
         join pg_namespace pn on pn.oid = p.relnamespace where i.inhrelid = c.oid)) as of,
       array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'public') and n.nspname not like 'pg\\_%'
       and n.nspname not like '%\\_view'
     group by 1 order by 1`,
  );
  const links = await q.query<{ table: string; target: string }>(
    `select fn.nspname || '.' || f.relname as "table", tn.nspname || '.' || t.relname as target
     from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_namespace fn on fn.oid = f.relnamespace
       join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace where k.contype = 'f'`,
  );
  return referencedFirst(
    rows
      .filter((row) => !leftOut.has(row.table))
      .map(({ table, columns, of, bound }) => ({
        table,
        columns,
        ...(of !== null && bound !== null && { partition: { of, bound } }),
      })),
    links,
  );
}

function referencedFirst(tables: TableShape[], links: { table: string; target: string }[]): TableShape[] {
  const ordered: TableShape[] = [];
  const left = new Map(tables.map((table) => [table.table, table]));
  while (left.size > 0) {
    const ready = [...left.values()].filter(
      ({ table }) => !links.some((link) => link.table === table && link.target !== table && left.has(link.target)),
    );
    if (ready.length === 0) throw new Error(`tables reference each other in a circle: ${[...left.keys()].join(', ')}`);
    for (const table of ready) {
      ordered.push(table);
      left.delete(table.table);
    }
  }
  return ordered;
}
