// Records of one person are found, joined where the rules are sure, decided by somebody otherwise, and parted again with nothing lost.
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { DecisionBody, PairState } from '../identity-contract.ts';
import { actor, openSmallCounty, people, units, type SmallCounty } from './small-county.ts';
import { goOnSearching, readSearch, startSearch } from './use-cases/identity-search.ts';
import { matchChanged } from './use-cases/match-people.ts';
import { decideIdentity, listIdentityPairs } from './use-cases/review-identity.ts';
import type { Parts } from './parts.ts';

const folder = { schema: 'registry', folder: new URL('./migrations/', import.meta.url) };

describeOnEachEngine('the identity review', { contexts: [folder] }, (database) => {
  let county: SmallCounty;
  let parts: Parts;
  const bureau = actor('bureau', units.county);
  const otherBureau = actor('bureau', units.otherCounty);
  const id = (last: number) => `01980000-0000-7000-8000-44440000000${last}`;
  const stranger = async (personId: string, more: object) => {
    const taken = await database.db.tx((q) =>
      county.registry.recordPersonFromFhir(q, actor('integrator', units.hospital), {
        personId,
        name: '王小明',
        sex: 'male',
        ...more,
      } as never),
    );
    expect(taken.ok).toBe(true);
    await matchChanged(parts, { personId });
  };
  const pairs = async (state: PairState, who = bureau) => {
    const found = await listIdentityPairs(parts, who, { state }, county.now);
    return found.ok ? found.value.items : [];
  };
  const decide = (otherId: string, body: DecisionBody, who = bureau) =>
    decideIdentity(parts, who, { oneId: otherId, otherId: people[0] }, body, county.now);
  const members = async () => (await county.registry.personIdsOf(database.db, [people[0]])).get(people[0])!.toSorted();

  beforeAll(async () => {
    county = await openSmallCounty(database.db);
    parts = { kernel: county.kernel, projections: [] };
  });

  it('shows what may be one person, and joins what surely is', async () => {
    const [known] = await county.registry.persons(database.db, [people[0]]);
    const { name, sex, birthOn, phone, villageId } = known!;
    await stranger(id(1), { name, sex, birthOn, institutionId: units.centre, villageId });
    expect(await pairs('open')).toMatchObject([
      { state: 'open', comparison: { name: 'same', birthOn: 'same', idNumber: 'missing' } },
    ]);
    await stranger(id(2), {
      name,
      sex,
      birthOn,
      phone,
      address: known!.address,
      institutionId: units.centre,
      villageId,
    });
    expect(await pairs('joined')).toHaveLength(phone && known!.address ? 1 : 0);
  });

  it('is decided by those whose people they are, twice is once, and taken back it stays so', async () => {
    const before = await members();
    expect(await decide(id(1), { state: 'joined', reason: '本人到场核对' }, otherBureau)).toMatchObject({ ok: false });
    expect(await decide(id(1), { state: 'joined', reason: '本人到场核对' })).toMatchObject({
      ok: true,
      value: { state: 'joined', reason: '本人到场核对' },
    });
    expect(await decide(id(1), { state: 'joined', reason: '再按一次' })).toMatchObject({
      value: { reason: '本人到场核对' },
    });
    expect(await members()).toEqual([...before, id(1)].toSorted());
    expect(await decide(id(1), { state: 'apart', reason: '是同名的邻居' })).toMatchObject({
      value: { state: 'apart' },
    });
    expect(await members()).toEqual(before);
    // Whoever was kept apart is not proposed again, by nobody's change and by no search.
    await matchChanged(parts, { personId: id(1) });
    const withElder = (await pairs('open')).filter(({ one, other }) =>
      [one.personId, other.personId].includes(people[0]),
    );
    expect(withElder).toEqual([]);
    expect(await members()).toEqual(before);
  });

  it('joins nobody by another record whom somebody kept apart', async () => {
    // As like the second record as that is like the first: joined, it would bring both of them together.
    const [second] = await county.registry.persons(database.db, [id(2)]);
    const { name, sex, birthOn, phone, address } = second!;
    await database.db.query('delete from registry.identity_pair where state = $1', ['open']);
    const before = await members();
    await database.db.query('update registry.person set address = $2 where patient_id = $1', [id(1), address]);
    await stranger(id(1), { name, sex, birthOn, phone, address });
    expect(await members()).toEqual(before);
    expect((await pairs('open')).map(({ one, other }) => [one.personId, other.personId])).toContainEqual([
      id(1),
      id(2),
    ]);
  });

  it('joins by the health card, and asks where somebody else has the same', async () => {
    const card = '33a0-0001-234';
    const owner = { name: '方桂兰', sex: 'female', birthOn: '1951-03-02', villageId: units.villages[0] };
    await stranger(id(5), { ...owner, healthCard: card });
    await stranger(id(6), { ...owner, name: '方桂蘭', healthCard: '33A00001234', phone: '13900000001' });
    await stranger(id(7), { name: '章伟', sex: 'male', birthOn: '1980-07-01', healthCard: card });
    const clusters = await county.registry.personIdsOf(database.db, [id(5), id(7)]);
    expect([...clusters.get(id(5))!].toSorted()).toEqual([id(5), id(6)]);
    expect(clusters.get(id(7))).toEqual([id(7)]);
    const mine = (await pairs('open')).filter(({ one, other }) => [one.personId, other.personId].includes(id(7)));
    expect(mine.length).toBeGreaterThan(0);
    expect(mine[0]!.comparison).toMatchObject({ healthCard: 'same', name: 'different' });
    // Neither lists nor pairs show the whole number to those who oversee.
    expect(mine[0]!.one.healthCard).toBe('33A****1234');
    const [stored] = await database.db.query<{ text: string }>(
      'select row(p.*)::text as text from registry.person p where patient_id = $1',
      [id(5)],
    );
    expect(stored!.text).not.toContain('33A00001234');
  });

  it('searches everybody, once however often it is pressed, and goes on where it stood', async () => {
    const started = await startSearch(parts, bureau, county.now);
    await startSearch(parts, bureau, county.now);
    expect(started).toMatchObject({ ok: true, value: { last: { done: 0 } } });
    const stopped = new AbortController();
    stopped.abort();
    await goOnSearching(parts, stopped.signal);
    expect((await readSearch(database.db)).last).not.toHaveProperty('finishedAt');
    await goOnSearching(parts, new AbortController().signal);
    const { last } = await readSearch(database.db);
    expect(last!.done).toBe(last!.total);
    expect(last!.finishedAt).toBeDefined();
  });
});
