// Days of positions go into a backup and come back from it, also where the target has no partition of that day; without the right to make one, rows are kept all the same.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { restoreBackup } from '#platform/kernel/backup/restore.ts';
import { writeBackup } from '#platform/kernel/backup/backup.ts';
import { migrate } from '#platform/kernel/db/migrate.ts';
import { openPglite } from '#platform/kernel/db/pglite.ts';
import { kernelMigrations } from '#platform/kernel/start.ts';
import { testPosition } from './test-terminal.ts';
import { pointRow } from './gateway/point-row.ts';
import { createPositionWriter } from './gateway/position-writer.ts';
import { partitionDays } from './store/partition.ts';

const now = new Date('2026-11-22T04:00:00Z');
const folders = [...kernelMigrations, { schema: 'fleet', folder: new URL('./migrations/', import.meta.url) }];
const id = '01990000-0000-7000-8000-000000000001';
const terminal = {
  id,
  phone: '1',
  vehicleId: id,
  plate: '浙A6T808',
  datum: 'WGS-84',
  pointsPerSecond: null,
  blocked: false,
  deviceId: null,
  codeHash: null,
  deviceAccount: null,
} as const;
const rowAt = (time: string) =>
  pointRow(testPosition(new Date(time)), terminal, { serial: 1, backfilled: false, receivedAt: now })!;

it('restores days that stand in no migration', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tianmu-days-'));
  const [source, target] = [await openPglite(), await openPglite()];
  try {
    for (const db of [source, target]) await migrate(db, folders, () => now);
    const writer = createPositionWriter(source, () => undefined);
    await writer.add([rowAt('2026-11-20T04:00:00Z'), rowAt('2026-11-22T03:00:00Z')]);
    const stored = { filesFolder: join(folder, 'files'), keyFingerprint: 'abc' };
    await writeBackup(source, { ...stored, into: join(folder, 'backup'), version: '1', now });
    await restoreBackup(target, { ...stored, from: join(folder, 'backup') });
    expect(await partitionDays(target)).toEqual(['2026-11-20', '2026-11-22']);
    const all = 'select * from fleet.position order by device_at';
    expect(await target.query(all)).toEqual(await source.query(all));
    expect(await target.query('select 1 from fleet.position_other_days')).toEqual([]);
  } finally {
    await source.close();
    await target.close();
  }
});

it('keeps rows of a day whose partition can not be made', async () => {
  const db = await openPglite();
  try {
    await migrate(db, folders, () => now);
    const ofDay = rowAt('2026-11-22T03:00:00Z');
    await createPositionWriter(db, () => undefined).add([ofDay]);
    // The day's rows lie where those of other days go: its partition would have to take them over.
    await db.query('create table fleet.apart as select * from fleet.position');
    await db.query('drop table fleet.position_20261122');
    await db.query('insert into fleet.position select * from fleet.apart');
    await createPositionWriter(db, () => undefined).add([ofDay, { ...ofDay, fingerprint: 7 }]);
    expect(await partitionDays(db)).toEqual([]);
    expect(await db.query('select fingerprint from fleet.position_other_days')).toHaveLength(2);
  } finally {
    await db.close();
  }
});
