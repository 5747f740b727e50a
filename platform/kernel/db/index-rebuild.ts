// Takes the indexes and keys of empty tables away while they are filled, and builds them again from several connections.
import type { Db, Sql } from './db.ts';

interface Index {
  name: string;
  table: string;
  statement: string;
  /** The statement that makes the index a primary or unique key again. */
  key?: string;
}
export interface PutAside {
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly { name: string; table: string; statement: string }[];
}

/** Memory of one index build; PostgreSQL's own 64 MB sorts the large tables on disk. */
const buildMemory = '512MB';

/**
 * Drops indexes, keys and outgoing foreign keys of those of the tables that are empty. Keys to which another table refers stay.
 * Not for Citus. What was dropped is in the answer alone: the caller must note that a load has begun, and must not
 * trust the tables before `buildIndexes` has ended.
 */
export async function putIndexesAside(db: Db, tables: readonly string[]): Promise<PutAside> {
  const empty: string[] = [];
  for (const table of tables) if ((await db.query(`select 1 from ${table} limit 1`)).length === 0) empty.push(table);
  return db.tx(async (q) => {
    const indexes = await indexesOf(q, empty);
    const foreignKeys = await q.query<PutAside['foreignKeys'][number]>(
      `select conname as name, conrelid::regclass::text as table,
         format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as statement
       from pg_constraint where contype = 'f' and conrelid = any($1::regclass[]::oid[]) order by conname`,
      [empty],
    );
    for (const { table, name } of foreignKeys) await q.query(`alter table ${table} drop constraint "${name}"`);
    for (const { table, name, key } of indexes)
      await q.query(
        key ? `alter table ${table} drop constraint "${name}"` : `drop index ${table.split('.')[0]}."${name}"`,
      );
    return { indexes, foreignKeys };
  });
}

const indexesOf = (q: Sql, tables: readonly string[]): Promise<Index[]> =>
  q
    .query<{ name: string; table: string; statement: string; key: string | null }>(
      `select i.relname as name, x.indrelid::regclass::text as table, pg_get_indexdef(x.indexrelid) as statement,
         case when c.oid is not null then format('alter table %s add constraint %I %s using index %I', x.indrelid::regclass,
           c.conname, case c.contype when 'p' then 'primary key' else 'unique' end, i.relname) end as key
       from pg_index x join pg_class i on i.oid = x.indexrelid
         left join pg_constraint c on c.conindid = x.indexrelid and c.contype in ('p', 'u')
       where x.indrelid = any($1::regclass[]::oid[])
         and not exists (select 1 from pg_constraint f where f.contype = 'f' and f.confrelid = x.indrelid)
       order by i.relname`,
      [tables],
    )
    .then((rows) => rows.map(({ key, ...index }) => (key ? { ...index, key } : index)));

/** Builds everything again, the indexes of the largest tables first, on so many connections at once. */
export async function buildIndexes(db: Db, aside: PutAside, connections: number): Promise<void> {
  const sizes = await db.query<{ table: string; bytes: number }>(
    'select t as table, pg_table_size(t::regclass)::float8 as bytes from unnest($1::text[]) as t',
    [[...new Set(aside.indexes.map((index) => index.table))]],
  );
  const bytes = new Map(sizes.map((size) => [size.table, size.bytes]));
  const waiting = aside.indexes.toSorted((a, b) => bytes.get(b.table)! - bytes.get(a.table)!);
  let next = 0;
  const build = async () => {
    for (let index = waiting[next++]; index; index = waiting[next++]) {
      const { statement } = index;
      await db.tx(async (q) => {
        if (db.engine !== 'pglite') await q.query(`set local maintenance_work_mem = '${buildMemory}'`);
        // The connections share the processors among themselves.
        await q.query('set local max_parallel_maintenance_workers = 0');
        // The keys below wait for the disk, and with them all that was built before.
        await q.query('set local synchronous_commit = off');
        await q.query(statement);
      });
    }
  };
  await Promise.all(Array.from({ length: connections }, build));
  for (const { key } of aside.indexes) if (key) await db.query(key);
  for (const { statement } of aside.foreignKeys) await db.query(statement);
}
