// Day partitions of positions: made before they are needed, dropped after their time.
import type { Day } from '#platform/contract.ts';
import { sqlState } from '#platform/kernel/db/transaction.ts';
import type { Db, Sql } from '#platform/kernel/db/db.ts';

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const partitionName = (day: Day): string => `position_${day.replaceAll('-', '')}`;
const midnight = (day: Day): string => `${day} 00:00:00+08`;
export const dayAfter = (day: Day, days = 1): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** 42501: the server's role owns no tables; 23514: rows of that day lie in the other days' partition already. */
const cannotBeMade = new Set(['42501', '23514']);

/** True where the day has a partition afterwards; where none can be made its rows go to `position_other_days`. */
export async function makePartition(db: Db, day: Day): Promise<boolean> {
  if (!dayPattern.test(day)) throw new Error(`day ${day}`);
  try {
    await db.query(
      `create table if not exists fleet.${partitionName(day)} partition of fleet.position
       for values from ('${midnight(day)}') to ('${midnight(dayAfter(day))}')`,
    );
    return true;
  } catch (error) {
    if (cannotBeMade.has(sqlState(error) ?? '')) return false;
    // Another server made it in the same moment.
    if (['42P07', '23505'].includes(sqlState(error) ?? '')) return true;
    throw error;
  }
}

/** Days that have a partition. */
export async function partitionDays(q: Sql): Promise<Day[]> {
  const rows = await q.query<{ name: string }>(
    `select c.relname::text as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'fleet.position'::regclass and c.relname ~ '^position_[0-9]{8}$' order by 1`,
  );
  return rows.map(({ name }) => name.replace(/^position_(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'));
}

/** Drops the partitions of earlier days and deletes what of them lies elsewhere. */
export async function dropBefore(db: Db, day: Day): Promise<void> {
  for (const kept of await partitionDays(db))
    if (kept < day) await db.query(`drop table if exists fleet.${partitionName(kept)}`);
  await db.query('delete from fleet.position_other_days where device_at < $1', [midnight(day)]);
  await db.query('delete from fleet.stray_position where received_at < $1', [midnight(day)]);
}
