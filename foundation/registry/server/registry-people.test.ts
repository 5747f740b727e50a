// Tests people, search, proxies and clusters against real databases.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { PersonRecord } from './ports.ts';
import { actor, openSmallCounty, people, units, type SmallCounty } from './small-county.ts';
import { editPerson } from './use-cases/edit-person.ts';
import { findPeople } from './use-cases/find-people.ts';
import { endProxy, grantProxy, listProxies, myPeople } from './use-cases/proxies.ts';
import { readHousehold } from './use-cases/read-household.ts';
import { registerPerson } from './use-cases/register-person.ts';
import type { Parts } from './parts.ts';

const folder = { schema: 'registry', folder: new URL('./migrations/', import.meta.url) };

describeOnEachEngine('people of the registry', { contexts: [folder] }, (database) => {
  let county: SmallCounty;
  let parts: Parts;
  const handed: PersonRecord[] = [];
  const gp = actor('gp', units.centre);
  const farGp = actor('gp', units.otherCentre);
  const bureau = actor('bureau', units.county);

  beforeAll(async () => {
    county = await openSmallCounty(database.db);
    parts = { kernel: county.kernel, projections: [{ people: async (_q, list) => void handed.push(...list) }] };
  });

  const find = async (who: Actor, text: string) => {
    const result = await findPeople(parts, who, { text }, county.now);
    if (!result.ok) throw new Error(result.problem.code);
    return result.value;
  };
  const names = async (who: Actor, text: string) => (await find(who, text)).items.map((item) => item.name);

  describe('search', () => {
    it.each([
      ['王小明', ['王小明']],
      ['王', ['王芳', '王小明', '王秀英']],
      ['wxm', ['王小明']],
      ['wang', ['王芳', '王小明', '王秀英']],
      ['xiaoming', ['王小明']],
      ['shan', ['单阿明']],
      ['danam', ['单阿明']],
      ['13912340000', ['王小明']],
      ['0001', ['王秀英']],
      ['1957-08-09', ['王秀英']],
      ['王 1955年3月4日', ['王小明']],
      ['33011210420100002', ['王秀英']],
      ['赵', []],
    ])('%s finds %o', async (text, expected) => {
      expect(await names(gp, text)).toEqual(expected);
    });

    it('finds by the whole ID number and its last four', async () => {
      const [first] = await county.registry.persons(database.db, [people[0]]);
      expect(await names(gp, first!.idNumber!)).toEqual(['王小明']);
      expect(await names(gp, first!.idNumber!.slice(-4))).toContain('王小明');
    });

    it('shows and counts only visible people', async () => {
      expect(await find(gp, '王')).toMatchObject({ total: 3 });
      expect(await find(farGp, '王')).toMatchObject({ total: 1, items: [{ name: '王大明' }] });
      expect(await find(actor('village-doctor', units.villages[1]), '')).toMatchObject({ total: 1 });
      expect(await find(actor('resident', units.county, people[0]), '')).toMatchObject({ total: 0 });
    });

    it('masks for overseers', async () => {
      const page = await find(bureau, '王小明');
      expect(page.items[0]).toMatchObject({ name: '王*明', phone: '139****0000', masked: true });
      expect(page.items[0]!.idNumber).toMatch(/^330\*{11}[\dX]{4}$/);
    });

    it('pages without losing or repeating anybody', async () => {
      const seen: string[] = [];
      let page: string | undefined;
      do {
        const result = await findPeople(parts, gp, { text: 'wang', limit: 1, page }, county.now);
        if (!result.ok) throw new Error(result.problem.code);
        seen.push(...result.value.items.map((item) => item.name));
        page = result.value.next;
      } while (page);
      expect(seen).toEqual(await names(gp, 'wang'));
      expect(await findPeople(parts, gp, { page: 'nonsense' }, county.now)).toMatchObject({ ok: false });
      expect(await findPeople(parts, gp, { text: '12' }, county.now)).toMatchObject({ ok: false });
    });
  });

  describe('people', () => {
    const newcomer = { name: '曾玉兰', sex: 'female' as const, birthOn: '1949-12-31', idNumber: '11010519491231002X' };

    it('registers once and answers the existing person afterwards', async () => {
      const body = { ...newcomer, phone: '138 0000 1111', villageId: units.villages[0] };
      const first = await registerPerson(parts, gp, body, county.now);
      expect(first).toMatchObject({
        ok: true,
        value: { existing: false, person: { name: '曾玉兰', healthRecordNumber: '33011210420100003', version: 1 } },
      });
      expect(first.ok && first.value.person.team).toMatchObject({ teamId: units.teams[0], responsibleName: '方水根' });
      expect(handed.at(-1)).toMatchObject({ name: '曾玉兰', villageCode: '330112104201', phone: '13800001111' });
      const again = await registerPerson(parts, farGp, { ...newcomer, name: '曾玉' }, county.now);
      expect(again).toMatchObject({ ok: true, value: { existing: true, person: { name: '曾*兰', masked: true } } });
      expect(await names(gp, 'zengyl')).toEqual([]);
      expect(await names(gp, 'zyl')).toEqual(['曾玉兰']);
    });

    it('stores neither number nor phone in clear', async () => {
      const rows = await database.db.query('select * from registry.person');
      const identities = await database.db.query('select * from registry.identity');
      const tokens = await database.db.query('select * from registry.person_token');
      const text = JSON.stringify([rows, identities, tokens]);
      expect(text).not.toContain('11010519491231002X');
      expect(text).not.toContain('13800001111');
    });

    it('refuses bad particulars at their field', async () => {
      const bad = await registerPerson(parts, gp, { ...newcomer, birthOn: '1950-01-01' }, county.now);
      expect(bad).toMatchObject({ ok: false, problem: { kind: 'invalid', issues: [{ path: 'birthOn' }] } });
      const lost = await registerPerson(
        parts,
        gp,
        { name: '甲', sex: 'male', birthOn: '1990-01-01', villageId: people[0] },
        county.now,
      );
      expect(lost).toMatchObject({ ok: false, problem: { code: 'registry/village-unknown' } });
    });

    it('changes by version, follows a move and keeps the dead', async () => {
      const moved = await editPerson(parts, gp, people[3], { villageId: units.villages[2], phone: '' }, 1, county.now);
      expect(moved).toMatchObject({ ok: true, value: { version: 2, villageName: '下岩贝村' } });
      expect(moved.ok && moved.value.phone).toBeUndefined();
      expect(await names(gp, 'shan')).toEqual([]);
      expect(await names(farGp, 'shan')).toEqual(['单阿明']);
      expect(await editPerson(parts, gp, people[3], { name: '单明' }, 1, county.now)).toMatchObject({
        ok: false,
        problem: { kind: 'version' },
      });
      const died = await editPerson(
        parts,
        farGp,
        people[3],
        { status: 'deceased', deceasedOn: '2026-11-20' },
        2,
        county.now,
      );
      expect(died).toMatchObject({ ok: true, value: { status: 'deceased', deceasedOn: '2026-11-20', version: 3 } });
      expect(await names(farGp, 'shan')).toEqual(['单阿明']);
    });

    it('does not give away an ID number twice', async () => {
      const [second] = await county.registry.persons(database.db, [people[1]]);
      const taken = await editPerson(
        parts,
        gp,
        people[0],
        { idNumber: second!.idNumber!, birthOn: second!.birthOn!, sex: second!.sex },
        1,
        county.now,
      );
      expect(taken).toMatchObject({ ok: false, problem: { kind: 'conflict', code: 'registry/id-number-taken' } });
      expect(await county.registry.persons(database.db, [people[0]])).toMatchObject([{ version: 1 }]);
    });

    it('shows the household as far as the reader may see it', async () => {
      const whole = await readHousehold(parts, gp, people[0], county.now);
      expect(whole.ok && whole.value.members.map((one) => [one.name, one.relation])).toEqual([
        ['王小明', 'head'],
        ['王秀英', 'spouse'],
        ['王芳', 'child'],
      ]);
      const own = await readHousehold(parts, actor('resident', units.county, people[0]), people[0], county.now);
      expect(own.ok && own.value.members.map((one) => one.name)).toEqual(['王小明']);
    });
  });

  describe('proxies', () => {
    const elder = actor('resident', units.county, people[0]);
    const daughter = actor('resident', units.county, people[2]);
    const body = {
      proxyPersonId: people[2],
      relation: 'child' as const,
      scope: ['view-record' as const],
      toOn: '2027-11-22',
    };

    it('lets a daughter act for a while, and not appoint others', async () => {
      const granted = await grantProxy(parts, elder, people[0], body, county.now);
      expect(granted).toMatchObject({ ok: true, value: { proxyName: '王芳', fromOn: '2026-11-22' } });
      const mine = await myPeople(parts, daughter, county.now);
      expect(mine.ok && mine.value.people.map((one) => [one.person.name, one.as])).toEqual([
        ['王芳', 'self'],
        ['王小明', 'proxy'],
      ]);
      const may = (at: string) =>
        county.kernel.access.check(database.db, daughter, 'registry.person.read', people[0], new Date(at));
      expect((await may('2027-11-22T12:00:00+08:00')).ok).toBe(true);
      expect((await may('2027-11-23T00:00:01+08:00')).ok).toBe(false);
      expect(
        await grantProxy(parts, daughter, people[0], { ...body, proxyPersonId: people[1] }, county.now),
      ).toMatchObject({
        ok: false,
        problem: { code: 'registry/proxy-only-for-oneself' },
      });
    });

    it('ends at once', async () => {
      const listed = await listProxies(parts, elder, people[0], county.now);
      const [proxy] = listed.value.proxies;
      expect(
        await endProxy(parts, actor('resident', units.county, people[1]), people[0], proxy!.proxyId, county.now),
      ).toMatchObject({ ok: false });
      expect(await endProxy(parts, elder, people[0], proxy!.proxyId, county.now)).toMatchObject({ ok: true });
      const mine = await myPeople(parts, daughter, county.now);
      expect(mine.ok && mine.value.people).toHaveLength(1);
      expect(
        (await county.kernel.access.check(database.db, daughter, 'registry.person.read', people[0], county.now)).ok,
      ).toBe(false);
    });
  });

  describe('clusters and FHIR', () => {
    const strangerId = '01980000-0000-7000-8000-333300000001';

    it('takes over a stranger without a village', async () => {
      const integrator = actor('integrator', units.hospital);
      const taken = await database.db.tx((q) =>
        county.registry.recordPersonFromFhir(q, integrator, {
          personId: strangerId,
          name: 'Maria Silva',
          sex: 'female',
          birthOn: '1970-01-01',
          phone: '555-1234',
        }),
      );
      expect(taken).toMatchObject({ ok: true, value: { goldenId: strangerId } });
      expect(await names(actor('specialist', units.hospital), 'silva')).toEqual(['Maria Silva']);
      expect(await names(gp, 'silva')).toEqual([]);
    });

    it('joins rows with one ID number, and parts them again', async () => {
      const [elder] = await county.registry.persons(database.db, [people[0]]);
      const double = '01980000-0000-7000-8000-333300000002';
      const joined = await database.db.tx((q) =>
        county.registry.recordPersonFromFhir(q, actor('integrator', units.hospital), {
          personId: double,
          name: '王小明',
          sex: 'male',
          idNumber: elder!.idNumber!,
          villageCode: '330112104202',
        }),
      );
      expect(joined).toMatchObject({ ok: true, value: { goldenId: people[0] } });
      expect((await county.registry.personIdsOf(database.db, people)).get(people[0]!)).toEqual([people[0], double]);
      expect(await county.registry.joinCluster(bureau, strangerId, people[0], 'review', county.now)).toMatchObject({
        ok: true,
        value: { goldenId: strangerId, personIds: expect.arrayContaining([strangerId, people[0], double]) },
      });
      expect(await county.registry.leaveCluster(bureau, people[0], county.now)).toMatchObject({ ok: true });
      expect((await county.registry.goldenIds(database.db, [people[0]])).get(people[0])).toBe(people[0]);
      expect(await county.registry.leaveCluster(bureau, people[0], county.now)).toMatchObject({ ok: false });
    });
  });
});
