// All paths of the search for people, reached by small bounds, find the same people in the same order.
import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { readSearch } from '../rules/search-terms.ts';
import { searchPersons } from './store/person-search.ts';
import { actor, openSmallCounty, units, type SmallCounty } from './small-county.ts';
import { registerPerson } from './use-cases/register-person.ts';

const folder = { schema: 'registry', folder: new URL('./migrations/', import.meta.url) };
const surnames = ['王', '潘', '单', '赵'];
const given = ['小明', '秀英', '根', '小梅', '晓梅'];

describeOnEachEngine('paths of the search for people', { contexts: [folder] }, (database) => {
  let county: SmallCounty;
  const gp = actor('gp', units.centre);
  const villageDoctor = actor('village-doctor', units.villages[1]);

  beforeAll(async () => {
    county = await openSmallCounty(database.db);
    const parts = { kernel: county.kernel, projections: [] };
    const names = surnames.flatMap((surname) => given.map((name) => surname + name));
    for (const [place, name] of names.entries()) {
      const villageId = units.villages[place % 2]!;
      const registered = await registerPerson(
        parts,
        gp,
        { name, sex: 'female', birthOn: '1960-05-01', villageId },
        county.now,
      );
      expect(registered.ok, name).toBe(true);
    }
  });

  /** Page by page, as a reader turns them. */
  async function pages(who: Actor, text: string, bounds?: { few: number; most: number }) {
    const args: unknown[] = [];
    const { access, cipher, db } = county.kernel;
    const policy = await access.personFilter(who, 'registry.person.find', 'p.patient_id', args, county.now);
    const { terms } = readSearch(text);
    const names: string[] = [];
    let total: number | undefined;
    let after: readonly [number, string, string] | undefined;
    for (let page = 0; page < 20; page++) {
      const search = { terms, after, limit: 3, withTotal: !after };
      const reply = await searchPersons(db, cipher, search, policy, args, bounds);
      if (page === 0) ({ total } = reply);
      names.push(...reply.found.map((person) => `${person.name} ${person.personId}`));
      const last = reply.found.at(-1);
      if (!last || reply.found.length < 3) break;
      after = [last.tier, last.namePinyin, last.personId];
    }
    return { names, total };
  }

  it.each(['王', 'wang', 'w', 'xm', '小梅', 'xiaomei', '根', ''])('%s: sorted, by scope and walked', async (text) => {
    for (const who of [gp, villageDoctor]) {
      const sorted = await pages(who, text);
      expect(sorted.total).toBe(sorted.names.length);
      expect(sorted.names.length).toBeGreaterThan(0);
      expect(new Set(sorted.names).size).toBe(sorted.names.length);
      // Nobody is few enough: along the index, without a total.
      expect(await pages(who, text, { few: 0, most: 0 })).toEqual({ names: sorted.names, total: undefined });
      // The reader's own people are few enough, the people of the term are not.
      expect(await pages(who, text, { few: 0, most: 100 })).toEqual(sorted);
      for (const most of [2, 5, 12])
        expect((await pages(who, text, { few: most, most })).names, `${most}`).toEqual(sorted.names);
    }
  });
});
