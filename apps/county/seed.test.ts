// Seeds a small demo on both engines and looks at it through the front doors.
import { beforeAll, expect, it } from 'vitest';
import { pino } from 'pino';
import { manualClock } from '#platform/kernel/clock/clock.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { startKernel, type Started } from '#platform/kernel/start.ts';
import { geoRoutes, type CountyMap } from '#foundation/geo/contract.ts';
import { createGeo, type Geo } from '#foundation/geo/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { registryRoutes, type TeamsReply } from '#foundation/registry/contract.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { seedCounty, type Seeded, type SeedProgress } from './seed.ts';

const migrations = (['registry', 'geo', 'record'] as const).map((schema) => ({
  schema,
  folder: new URL(`../../foundation/${schema}/server/migrations/`, import.meta.url),
}));
const residents = 640;
const cost = { n: 16, r: 8, p: 1 };

describeOnEachEngine('the seeded demo', { contexts: migrations }, (database) => {
  let started: Started;
  let seeded: Seeded;
  const progress: SeedProgress[] = [];

  beforeAll(async () => {
    const clock = manualClock('2026-11-22T00:00:00Z');
    const parts = {} as { kernel: Kernel; registry: Registry; geo: Geo };
    started = await startKernel(
      {
        db: database.db,
        log: pino({ level: 'silent' }),
        masterKey: new Uint8Array(32).fill(7),
        filesFolder: '.data/none',
        clock,
        version: 'test',
        cost,
        http: { perMinute: 10_000 },
      },
      (kernel) => {
        parts.kernel = kernel;
        parts.registry = createRegistry(kernel);
        parts.geo = createGeo(kernel, parts.registry);
        const record = createRecord(kernel, parts.registry);
        return [parts.registry.context, parts.geo.context, record.context];
      },
    );
    const now = clock.now();
    seeded = await seedCounty({
      ...parts,
      residents,
      seed: 8,
      now,
      cost,
      onProgress: (one) => void progress.push(one),
    });
    await expect(seedCounty({ ...parts, residents, seed: 8, now })).rejects.toThrow('already');
  }, 120_000);

  async function signIn(account: string): Promise<string> {
    const reply = await started.server.inject({
      method: 'POST',
      url: '/api/session',
      payload: { account, password: 'tianmu-demo' },
    });
    expect(reply.statusCode, account).toBe(200);
    return reply.json<{ token: string }>().token;
  }
  const get = async (token: string, url: string, headers: Record<string, string> = {}) =>
    started.server.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}`, ...headers } });

  it('holds the people and resources that it reports', async () => {
    const [row] = await database.db.query<{ people: number; observations: number }>(
      `select (select count(*)::int from registry.person) as people, (select count(*)::int from record.observation) as observations`,
    );
    expect(row!.people).toBe(residents + 200);
    expect(seeded.people).toBe(row!.people);
    expect(row!.observations).toBeGreaterThan(2_000);
    expect(progress.at(-1)).toMatchObject({ stage: 'done', people: row!.people, of: row!.people });
  });

  it('lets every role sign in and see the people of that role only', async () => {
    const seen: Record<string, number> = {};
    for (const { login, machine, role } of seeded.accounts) {
      if (machine) continue;
      const reply = await get(await signIn(login), '/api/people');
      if (reply.statusCode === 200) seen[login] = reply.json<{ total: number }>().total;
      else expect(['system-admin', 'security-admin', 'resident'], login).toContain(role);
    }
    expect(seen.bureau).toBe(residents);
    expect(seen.auditor).toBe(residents);
    expect(seen.township).toBeGreaterThan(seen.gp! - 1);
    expect(seen.gp).toBeGreaterThan(seen['village-doctor']! - 1);
    expect(seen['village-doctor']).toBeGreaterThan(2);
    expect(seen['xinchang-gp']).toBeGreaterThan(20);
    expect(seen['xinchang-gp']).toBeLessThan(200);
  });

  it('shows the elder to her GP and to her daughter, not to the other county', async () => {
    const gp = await signIn('gp');
    const found = (await get(gp, `/api/people?text=${encodeURIComponent('潘秀英')}`)).json<{
      items: { personId: string }[];
    }>();
    const elder = seeded.accounts.find((account) => account.login === 'resident')!.personId!;
    expect(found.items.map((item) => item.personId)).toContain(elder);
    const mine = (await get(await signIn('daughter'), registryRoutes.myPeople.path)).json<{
      people: { as: string; person: { personId: string } }[];
    }>();
    expect(mine.people.map((one) => one.as)).toEqual(['self', 'proxy']);
    expect(mine.people[1]!.person.personId).toBe(elder);
    expect((await get(await signIn('xinchang-gp'), `/api/people/${elder}`)).statusCode).toBe(403);
    const record = await get(gp, `/fhir/Observation?patient=${elder}&code=85354-9&_total=accurate`);
    expect(record.json<{ total: number }>().total).toBeGreaterThan(5);
  });

  it('changes a person over the wire by version only', async () => {
    const gp = await signIn('gp');
    const { items } = (await get(gp, '/api/people?limit=1')).json<{ items: { personId: string; name: string }[] }>();
    const url = `/api/people/${items[0]!.personId}`;
    const put = (payload: object, headers: Record<string, string> = {}) =>
      started.server.inject({ method: 'PUT', url, payload, headers: { authorization: `Bearer ${gp}`, ...headers } });
    const etag = String((await get(gp, url)).headers.etag);
    expect((await put({ address: '新址1号' })).statusCode).toBe(428);
    expect((await put({ phone: '123' }, { 'if-match': etag })).json()).toMatchObject({
      kind: 'invalid',
      issues: [{ path: 'phone', message: '电话号码不对，请填手机号或带区号的座机' }],
    });
    expect((await put({ address: '新址1号' }, { 'if-match': etag })).json()).toMatchObject({
      address: '新址1号',
      version: 2,
    });
    expect((await put({ address: '新址2号' }, { 'if-match': etag })).statusCode).toBe(412);
    const patient = await get(gp, `/fhir/Patient/${items[0]!.personId}`);
    expect(patient.body).toContain('新址1号');
    const bureau = (await get(await signIn('bureau'), url)).json<{ name: string; address: string }>();
    expect(bureau.name).not.toBe(items[0]!.name);
    expect(bureau.address).not.toContain('新址1号');
  });

  it('covers every village with one team', async () => {
    const { coverage } = (await get(await signIn('bureau'), registryRoutes.teams.path)).json<TeamsReply>();
    expect(coverage).toMatchObject({
      teams: 155,
      villages: 327,
      covered: 327,
      uncovered: [],
      teamsByVillages: { '2': 138, '3': 17 },
    });
  });

  it('draws the map once and answers 304 afterwards', async () => {
    const token = await signIn('bureau');
    const first = await get(token, geoRoutes.map.path);
    const map = first.json<CountyMap>();
    expect(map.counties.map((county) => county.name)).toEqual(['临安区']);
    expect(map.townships).toHaveLength(20);
    expect(map.villages).toHaveLength(327);
    expect(map.villages.reduce((sum, village) => sum + village.population, 0)).toBe(residents + 200);
    expect(map.organisations.filter((one) => one.kind === 'health-centre')).toHaveLength(22);
    const again = await get(token, geoRoutes.map.path, { 'if-none-match': String(first.headers.etag) });
    expect(again.statusCode).toBe(304);
    expect(first.body.length).toBeLessThan(250_000);
    const near = (await get(token, `${geoRoutes.near.path}?lon=119.392&lat=30.192&kind=health-centre&limit=2`)).json<{
      places: { name: string; distanceMetres: number }[];
    }>();
    expect(near.places[0]!.name).toBe('於潜镇中心卫生院');
    expect(near.places[0]!.distanceMetres).toBeLessThan(near.places[1]!.distanceMetres);
  });
});
