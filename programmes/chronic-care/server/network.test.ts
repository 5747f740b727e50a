// The graded network: assumed until set, dated, handed over between levels; managers see sums, and no small ones.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { TestKernel } from '#platform/kernel/test-kernel.ts';
import type { Cockpit } from '../cockpit-contract.ts';
import type { PersonRegisters } from '../contract.ts';
import type { NetworkReply } from '../network-contract.ts';
import { assumedColours, assumedOwners } from '../rules/network.ts';
import { refreshPerson } from './use-cases/derive-colours.ts';
import { folders, openChronicCare, people, pressure, units, type TestChronicCare } from './test-chronic-care.ts';

describeOnEachEngine('the graded network', { contexts: folders }, (database: { db: Db }) => {
  let test: TestChronicCare;
  const as = new Map<string, Awaited<ReturnType<TestKernel['as']>>>();
  const [head] = people;
  beforeAll(async () => {
    test = await openChronicCare(database.db);
    await test.addAccount('specialist', 'specialist', units.hospital);
    for (const login of ['gp', 'bureau', 'specialist', 'resident']) as.set(login, await test.as(login));
    await as.get('gp')!({
      method: 'POST',
      url: `/api/people/${head}/visits`,
      payload: {
        visitId: test.kernel.newId(),
        startedAt: '2026-11-20T02:00:00Z',
        kind: 'clinic',
        reason: '随访',
        vitals: pressure(186, 112),
        diagnosis: { title: '高血压', code: 'I10.x00' },
      },
    });
    await refreshPerson(test.parts, head, test.clock.now());
  });
  afterAll(() => test?.stop());
  const get = async <Reply>(login: string, url: string): Promise<Reply> =>
    (await as.get(login)!({ url })).json<Reply>();
  const post = (login: string, url: string, payload: object) => as.get(login)!({ method: 'POST', url, payload });
  const registration = async () =>
    (await get<PersonRegisters>('gp', `/api/people/${head}/chronic-care`)).registrations[0]!;

  it('is assumed until the county sets it, from a day on', async () => {
    const assumed = await get<NetworkReply>('bureau', '/api/chronic-care/network');
    expect(assumed.assumed).toHaveLength(5);
    expect(assumed.network.hypertension).toMatchObject({ leadId: units.hospital, owners: assumedOwners });
    const body = {
      disease: 'hypertension',
      fromOn: '2026-11-22',
      leadId: units.hospital,
      keyIds: [units.centre],
      owners: { ...assumedOwners, screening: 'key' },
      colours: assumedColours,
    };
    expect((await post('gp', '/api/chronic-care/network', body)).statusCode).toBe(403);
    const stranger = { ...body, keyIds: [units.otherCentre] };
    expect((await post('bureau', '/api/chronic-care/network', stranger)).statusCode).toBe(400);
    const set = (await post('bureau', '/api/chronic-care/network', body)).json<NetworkReply>();
    expect(set.assumed).not.toContain('hypertension');
    expect(set.network.hypertension.owners.screening).toBe('key');
    expect(set.people).toEqual([{ disease: 'hypertension', level: 'team', count: 1 }]);
  });

  it('says where a red person belongs, and who takes over looks after the disease', async () => {
    expect((await registration()).level).toEqual({ level: 'team', moveTo: 'lead' });
    const orderId = test.kernel.newId();
    const placed = await post('gp', `/api/people/${head}/orders`, {
      orderId,
      kind: 'chronic-hand-over',
      payload: { disease: 'hypertension', toLevel: 'lead', reason: '血压 186/112，控制困难' },
    });
    expect(placed.statusCode).toBe(200);
    expect((await registration()).handOver).toMatchObject({ orderId, toLevel: 'lead' });
    const wrong = await post('gp', `/api/people/${head}/orders`, {
      orderId: test.kernel.newId(),
      kind: 'chronic-hand-over',
      payload: { disease: 'copd', toLevel: 'lead', reason: '没有这种病' },
    });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('hand-over-not-registered');
    expect((await test.orders.find(database.db, head, orderId))!.performerId).toBe(units.hospital);
    const taken = await post('specialist', `/api/people/${head}/orders/${orderId}/transitions`, {
      transition: 'take-over',
      key: test.kernel.newId(),
      given: { plan: '调整为两药联合，两周后复诊' },
    });
    expect(taken.statusCode).toBe(200);
    expect((await registration()).level).toMatchObject({ level: 'lead' });
    expect((await registration()).level!.moveTo).toBeUndefined();
    expect((await registration()).handOver).toBeUndefined();
    // The next value does not take the level away.
    await refreshPerson(test.parts, head, test.clock.now());
    expect((await registration()).level).toMatchObject({ level: 'lead' });
  });

  it('shows managers nothing of a single person', async () => {
    const cockpit = await get<Cockpit>('bureau', '/api/chronic-care/cockpit?disease=hypertension');
    expect(cockpit.cascade.every((one) => 'hidden' in one || one.count === 0)).toBe(true);
    expect(cockpit.control).toEqual({ hidden: 'nobody' });
    expect(cockpit.villages.every(({ numerator }) => numerator === undefined || numerator === 0)).toBe(true);
    expect((await as.get('resident')!({ url: '/api/chronic-care/cockpit' })).statusCode).toBe(403);
  });
});
