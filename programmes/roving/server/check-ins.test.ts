// Visits planned against actual: what the fleet tells and people enter becomes check-ins; alarms come once and go when the vehicle came.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayOf } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { CheckInDetail, CheckInsReply, RovingDay, VisitCheckIn } from '../check-in-contract.ts';
import type { Plan, PlanDetail, VillageVisits } from '../contract.ts';
import type { SiteDetail } from '../special-visit-contract.ts';
import { folders, openRoving, people, site, units, vehicles, type TestRoving } from './test-roving.ts';

type Ask = Awaited<ReturnType<TestRoving['as']>>;
const minute = 60_000;
const id = (last: number) => `01990000-0000-7000-8000-${String(last).padStart(12, '0')}`;

describeOnEachEngine('check-ins', { contexts: folders }, (database) => {
  let test: TestRoving;
  let bureau: Ask;
  let gp: Ask;
  let first: VisitCheckIn;
  let on: string;
  const get = async <Reply>(ask: Ask, url: string): Promise<Reply> => {
    const answer = await ask({ method: 'GET', url });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<Reply>();
  };
  const day = (ask: Ask = bureau) => get<RovingDay>(ask, `/api/roving/day?on=${on}`);
  const visit = async (visitId: string) =>
    (await day()).vehicles.flatMap(({ stops }) => stops).find((one) => one.visitId === visitId)!;
  const told = async (code: string) =>
    (
      await database.db.query<{ login: string }>(
        `select a.login from messaging.notification n join auth.account a on a.id = n.recipient
         where n.code = $1 and n.parameters->>'village' = $2 and n.parameters->>'time' = $3 order by 1`,
        [
          code,
          first.villageName,
          new Date(Date.parse(first.plannedArriveAt) + 8 * 3_600_000).toISOString().slice(11, 16),
        ],
      )
    ).map(({ login }) => login);
  const goTo = (at: number) => test.clock.advanceSeconds((at - test.clock.now().getTime()) / 1000);
  /** By the way of the devices: as the broker hands it over. */
  const drive = (vehicleId: string, fixes: readonly { at: number; lon: number; lat: number; speed: number }[]) =>
    test.fleet.context.mqttTopics![0]!.hear({
      topic: `vehicles/${vehicleId.slice(-8).replace(/\D/g, '')}1/positions`,
      payload: Buffer.from(
        JSON.stringify({
          datum: 'WGS-84',
          positions: fixes.map(({ at, lon, lat, speed }) => ({
            at: new Date(at).toISOString(),
            lon,
            lat,
            speedKilometresPerHour: speed,
            heading: 0,
            ignitionOn: speed > 0,
          })),
        }),
      ),
      device: { account: 'meter' } as Actor,
      receivedAt: test.clock.now(),
    });

  beforeAll(async () => {
    test = await openRoving(database.db);
    [bureau, gp] = [await test.as('bureau'), await test.as('gp')];
    await test.fleet.bulkLoad({
      vehicles: Object.values(vehicles).map((vehicleId) => ({
        vehicleId,
        plate: vehicleId.slice(-3),
        kind: vehicleId === vehicles.comprehensive ? ('comprehensive' as const) : ('follow-up' as const),
        name: vehicleId.slice(-3),
        organisationId: vehicleId === vehicles.comprehensive ? units.hospital : units.centre,
        emergencyUnit: false,
        equipment: [],
        base: { lon: 119.41, lat: 30.21 },
      })),
      terminals: Object.values(vehicles).map((vehicleId) => ({
        terminalId: vehicleId,
        phone: `${Number(vehicleId.slice(-8))}1`,
        vehicleId,
        datum: 'WGS-84' as const,
        deviceAccount: 'meter',
      })),
    });
  }, 120_000);
  afterAll(() => test?.stop());

  it('a published plan is what vehicles are committed to and visits are checked against', async () => {
    const order = await bureau({ method: 'POST', url: '/api/roving/plans', payload: { month: '2026-12', seconds: 1 } });
    const { planId } = order.json<Plan>();
    const plan = () => get<PlanDetail>(bureau, `/api/roving/plans/${planId}`);
    await expect.poll(async () => (await plan()).state, { timeout: 30_000 }).toBe('draft');
    const published = await bureau({
      method: 'POST',
      url: `/api/roving/plans/${planId}/publication`,
      payload: { version: (await plan()).version },
    });
    expect(published.statusCode, published.body).toBe(200);
    const followUps = await get<CheckInsReply>(bureau, '/api/roving/check-ins?fromOn=2026-12-01&toOn=2026-12-31');
    first = followUps.items.find(({ villageId }) => villageId === units.villages[0])!;
    ({ on } = first);
    const commitments = await test.fleet.commitments(database.db, {
      from: new Date('2026-12-01T00:00:00+08:00'),
      to: new Date('2027-01-01T00:00:00+08:00'),
    });
    expect(commitments).toHaveLength(18);
    expect(commitments.every(({ status, place, source }) => status === 'planned' && place && source === 'roving')).toBe(
      true,
    );
    const list = await get<CheckInsReply>(bureau, '/api/roving/check-ins?fromOn=2026-12-01&toOn=2026-12-31&limit=10');
    expect([list.items.length, list.total, list.next]).toEqual([10, 18, '10']);
    expect(list.figures).toMatchObject({ planned: 18, arrived: 0, missed: 0 });
    const named = await get<CheckInsReply>(
      bureau,
      `/api/roving/check-ins?fromOn=2026-12-01&toOn=2026-12-31&text=${encodeURIComponent(first.villageName)}&sort=village`,
    );
    expect(named.total).toBe(9);
  });

  it('a visit is due, then late; the planners, the house in charge and nobody else are told once', async () => {
    goTo(Date.parse(first.plannedArriveAt) - 5 * minute);
    expect((await visit(first.visitId)).state).toBe('due');
    goTo(Date.parse(first.plannedArriveAt) + 20 * minute);
    expect((await visit(first.visitId)).state).toBe('late');
    await expect.poll(() => told('roving-visit-late')).toEqual(['bureau', 'gp', 'township']);
    const resident = await test.as('resident');
    const mine = await get<VillageVisits>(resident, '/api/my/village-visits');
    expect(mine.visits[0]).toMatchObject({ visitId: first.visitId, progress: { phase: 'late' } });
    expect((await resident({ method: 'GET', url: '/api/roving/day' })).statusCode).toBe(403);
  });

  it('not there when its time is over: missed; then its points come, and it came after all', async () => {
    const arrive = Date.parse(first.plannedArriveAt) + 5 * minute;
    const stay = (Date.parse(first.plannedLeaveAt) - Date.parse(first.plannedArriveAt)) / minute - 2;
    const leave = arrive + stay * minute;
    goTo(Date.parse(first.plannedLeaveAt) + 45 * minute);
    await expect.poll(() => told('roving-visit-missed')).toEqual(['bureau', 'gp', 'township']);
    const [lon, lat] = first.at!;
    const steps = Array.from({ length: 600 }, (_, index) => {
      const at = arrive - 20 * minute + index * 20_000;
      const away = at < arrive ? (arrive - at) / (20 * minute) : at > leave ? (at - leave) / (20 * minute) : 0;
      return { at, lon: lon + away * 0.05, lat, speed: away > 0 ? 40 : 0 };
    }).filter(({ at }) => at <= leave + 20 * minute);
    await drive(first.vehicleId, steps);
    await expect.poll(async () => (await visit(first.visitId)).state).toBe('done');
    const came = await visit(first.visitId);
    expect(came).toMatchObject({ confirmed: true, source: 'terminal', punctuality: { verdict: 'on-time' } });
    expect(Math.abs(came.punctuality!.lateMinutes - 5)).toBeLessThanOrEqual(1);
    expect(Math.abs(came.punctuality!.stayMinutes! - stay)).toBeLessThanOrEqual(1);
    expect(came.alarms.map(({ kind, resolvedAt }) => [kind, resolvedAt !== undefined])).toEqual([
      ['late', true],
      ['missed', true],
    ]);
    await expect.poll(() => told('roving-visit-came')).toEqual(['bureau', 'gp', 'township']);
    const detail = await get<CheckInDetail>(gp, `/api/roving/visits/${first.visitId}/check-in`);
    expect(detail.stays[0]!.evidence).toMatchObject({
      nearestMetres: 0,
      backfilledPoints: 0,
    });
    const [commitment] = (
      await test.fleet.commitments(database.db, { from: new Date(0), to: new Date('2027-01-01T00:00:00Z') })
    ).filter(({ sourceId }) => sourceId === first.visitId);
    expect(commitment!.status).toBe('kept');
    expect((await day()).figures).toMatchObject({ done: 1, onTime: 1 });
    const mine = await get<VillageVisits>(await test.as('resident'), '/api/my/village-visits');
    expect(mine.visits[0]!.progress).toMatchObject({ phase: 'left', at: came.leaveAt });
  });

  it('the crew enters a visit without a terminal once, a planner corrects it with the version that was read', async () => {
    const second = (await get<CheckInsReply>(bureau, `/api/roving/check-ins?fromOn=${on}&toOn=2026-12-31`)).items.find(
      (one) => one.villageId === units.villages[1] && one.plannedArriveAt > first.plannedLeaveAt,
    )!;
    const url = `/api/roving/visits/${second.visitId}/check-in`;
    on = second.on;
    goTo(Math.max(test.clock.now().getTime(), Date.parse(second.plannedLeaveAt) + 10 * minute));
    const enter = (entryId: string, kind: string, at: string, ask = gp) =>
      ask({
        method: 'POST',
        url,
        payload: {
          entryId,
          kind,
          at,
          reason: '终端没有信号',
          position: { lon: second.at![0], lat: second.at![1] + 0.001, datum: 'WGS-84' },
        },
      });
    const future = new Date(test.clock.now().getTime() + 3_600_000).toISOString();
    expect((await enter(id(1), 'arrive', future)).statusCode).toBe(422);
    const far = await test.as('far');
    expect((await enter(id(1), 'arrive', second.plannedArriveAt, far)).statusCode).toBe(403);
    for (let time = 0; time < 2; time++)
      expect((await enter(id(1), 'arrive', second.plannedArriveAt)).statusCode).toBe(200);
    const answer = await enter(id(2), 'leave', second.plannedLeaveAt);
    const entered = answer.json<CheckInDetail>();
    expect(entered).toMatchObject({ state: 'done', source: 'crew', punctuality: { lateMinutes: 0, stayShare: 1 } });
    expect(entered.entries.map(({ kind, distanceMetres, byName }) => [kind, distanceMetres, byName])).toEqual([
      ['arrive', 111, 'gp'],
      ['leave', 111, 'gp'],
    ]);
    const correct = (version: number, arriveAt: string | null) =>
      bureau({
        method: 'PUT',
        url,
        headers: { 'if-match': `"${version}"` },
        payload: { entryId: id(3), arriveAt, leaveAt: null, reason: '村里说没有来' },
      });
    expect((await correct(entered.version + 1, null)).statusCode).toBe(412);
    const corrected = (await correct(entered.version, null)).json<CheckInDetail>();
    expect(corrected).toMatchObject({ source: 'correction', confirmed: false, entries: { length: 3 } });
    expect(corrected.arriveAt).toBeUndefined();
  });

  it('other counties see nothing of it; a sheet has the same rows as the list', async () => {
    const far = await test.as('far');
    expect((await day(far)).vehicles).toEqual([]);
    expect((await far({ method: 'GET', url: `/api/roving/visits/${first.visitId}/check-in` })).statusCode).toBe(404);
    const csv = await bureau({
      method: 'GET',
      url: `/api/roving/check-ins.csv?fromOn=${first.on}&toOn=${first.on}&state=done`,
    });
    const [heading, row] = csv.body.replace('\uFEFF', '').split('\r\n');
    expect(heading).toMatch(/^日期,镇街,村/);
    expect(row).toContain(first.villageName);
    expect(row).toContain('已完成,车载终端');
    expect(
      (await bureau({ method: 'GET', url: '/api/roving/check-ins.xlsx?fromOn=2026-12-01&toOn=2026-12-31' })).statusCode,
    ).toBe(200);
    expect(dayOf(first.plannedArriveAt)).toBe(first.on);
    expect(people.length).toBeGreaterThan(0);
  });

  it('a special visit binds its vehicle, and frees it when it is cancelled', async () => {
    const body = { on: '2026-12-30', fromMinute: 16 * 60, toMinute: 16 * 60 + 40, vehicleId: vehicles.spare };
    const add = await bureau({ method: 'POST', url: `/api/roving/sites/${site}/visits`, payload: body });
    expect(add.statusCode, add.body).toBe(200);
    const { visits } = add.json<SiteDetail>();
    const { visitId, version } = visits.find((one) => one.on === body.on)!;
    const commitment = async () =>
      (
        await test.fleet.commitments(database.db, {
          from: new Date('2026-12-30T00:00:00+08:00'),
          to: new Date('2026-12-31T00:00:00+08:00'),
          vehicleIds: [vehicles.spare],
        })
      ).find(({ sourceId }) => sourceId === visitId);
    expect(await commitment()).toMatchObject({ kind: 'special-visit', status: 'planned', place: { placeId: site } });
    on = body.on;
    expect(await visit(visitId)).toMatchObject({ service: 'special', vehicleId: vehicles.spare, state: 'upcoming' });
    const cancel = await bureau({
      method: 'PUT',
      url: `/api/roving/sites/${site}/visits/${visitId}`,
      headers: { 'if-match': `"${version}"` },
      payload: { ...body, cancelled: true },
    });
    expect(cancel.statusCode, cancel.body).toBe(200);
    expect((await commitment())?.status).toBe('cancelled');
    expect(await visit(visitId)).toBeUndefined();
  });

  it('a county sets when a visit is late, from a day on', async () => {
    const policy = { dueMinutes: 30, lateMinutes: 2, earlyMinutes: 30, missedMinutes: 30, shortStayShare: 0.75 };
    const set = await bureau({
      method: 'POST',
      url: '/api/roving/check-in-policy',
      payload: { fromOn: first.on, policy },
    });
    expect(set.statusCode, set.body).toBe(200);
    on = first.on;
    expect((await visit(first.visitId)).punctuality!.verdict).toBe('late');
    expect((await day()).policy.lateMinutes).toBe(2);
  });
});
