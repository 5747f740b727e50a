// Lists of the structure are read once and never stand after a change, whoever made it and however it ended.
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openSmallCounty, units } from './small-county.ts';
import { markStructure } from './store/structure-edition.ts';
import { keepStructure } from './structure-lists.ts';
import { saveSubstitution } from './store/team.ts';

const folder = { schema: 'registry', folder: new URL('./migrations/', import.meta.url) };

describeOnEachEngine('kept lists of the structure', { contexts: [folder] }, (database) => {
  let county: Awaited<ReturnType<typeof openSmallCounty>>;
  beforeAll(async () => {
    county = await openSmallCounty(database.db);
  });

  it('are read once, and again after a change; a change that is rolled back leaves nothing', async () => {
    const kept = keepStructure();
    let reads = 0;
    const ask = (q = database.db as Parameters<typeof kept>[0]) => kept(q, 'count', () => Promise.resolve(++reads));
    expect([await ask(), await ask()]).toEqual([1, 1]);
    await markStructure(database.db);
    expect([await ask(), await ask()]).toEqual([2, 2]);
    const undone = database.db.tx(async (q) => {
      await markStructure(q);
      expect(await ask(q)).toBe(3);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await ask()).toBe(4);
  });

  it('let nobody wait for the question of another, whose turn at the store may come later', async () => {
    const kept = keepStructure();
    const waiting = Promise.withResolvers<string>();
    const asked = kept(database.db, 'x', () => waiting.promise);
    await kept(database.db, 'other', () => Promise.resolve(''));
    expect(await database.db.tx((q) => kept(q, 'x', () => Promise.resolve('read inside')))).toBe('read inside');
    waiting.resolve('read outside');
    expect(await asked).toBe('read outside');
  });

  it('are asked again after a failure', async () => {
    const kept = keepStructure();
    await expect(kept(database.db, 'x', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
    expect(await kept(database.db, 'x', () => Promise.resolve('found'))).toBe('found');
  });

  it('show a substitution to the next who asks', async () => {
    const on = county.now.toISOString().slice(0, 10);
    const [team] = await county.registry.teams(database.db, on);
    expect(team!.substitutions).toEqual([]);
    const staff = await county.registry.staff(database.db);
    await saveSubstitution(database.db, {
      substitutionId: county.kernel.newId(),
      teamId: units.teams[0]!,
      staffId: staff[0]!.staffId,
      substituteId: staff[1]!.staffId,
      fromOn: on,
      toOn: on,
      reason: 'training',
      version: 1,
    });
    const after = (await county.registry.teams(database.db, on)).find(({ teamId }) => teamId === units.teams[0]);
    expect(after!.substitutions).toHaveLength(1);
  });
});
