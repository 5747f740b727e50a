// Settings: the nearest unit's row of the day wins, a new row ends the one before, other counties keep theirs.
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '../db/test-database.ts';
import { county, openTestKernel, otherCounty, township, village, type TestKernel } from '../test-kernel.ts';

describeOnEachEngine('settings', { contexts: [] }, (database) => {
  let test: TestKernel;
  const day = (text: string) => new Date(`${text}T00:00:00+08:00`);
  const set = (orgUnitId: string, value: unknown, from: string, to?: string) =>
    test.kernel.settings.set(database.db, {
      key: 'roving.visits',
      orgUnitId,
      value,
      from: day(from),
      ...(to ? { to: day(to) } : {}),
    });
  const at = (unit: string, on: string) => test.kernel.settings.valueAt('roving.visits', unit, day(on));
  beforeAll(async () => {
    test = await openTestKernel(database.db);
    await set(county, 8, '2026-01-01');
    await set(township, 6, '2026-03-01', '2026-04-01');
    await set(county, { perMonth: 9 }, '2026-06-01');
  });

  it('wins by nearness, then by day', async () => {
    expect(await at(village, '2025-12-31')).toBeUndefined();
    expect(await at(village, '2026-02-01')).toBe(8);
    expect(await at(village, '2026-03-15')).toBe(6);
    expect(await at(county, '2026-03-15')).toBe(8);
    expect(await at(village, '2026-04-01')).toBe(8);
    expect(await at(village, '2026-07-01')).toEqual({ perMonth: 9 });
    expect(await at(otherCounty, '2026-07-01')).toBeUndefined();
  });
});
