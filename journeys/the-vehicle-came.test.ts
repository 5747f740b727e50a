// Promise: a month is published, a vehicle drives to its village; bureau, resident and a second account see it come, stay and leave, and the visit is evaluated.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayOf } from '#platform/contract.ts';
import type { CheckInDetail, RovingDay, VisitCheckIn } from '#programmes/roving/check-in-contract.ts';
import type { Plan, VillageVisits } from '#programmes/roving/contract.ts';
import { addMonths } from '#programmes/roving/rules/month.ts';
import { freePort } from '../bench/served.ts';
import { openJourneyCounty, password, root, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
let simulator: ChildProcess | undefined;
// Next month lies wholly ahead, whatever today is.
const month = addMonths(dayOf(new Date()).slice(0, 7), 1);
const speed = 240;
const minute = 60_000;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(async () => {
  simulator?.kill('SIGTERM');
  await county?.close();
}, 30_000);

const get = async <Reply>(account: string, path: string): Promise<Reply> => {
  const answer = await (await county.as(account))('GET', path);
  expect(answer.status, path).toBe(200);
  return answer.json as Reply;
};

it('is seen from leaving its base to leaving the village', { timeout: 300_000 }, async () => {
  const bureau = await county.as('bureau');
  const { plans } = (await bureau('GET', `/api/roving/plans?month=${month}`)).json as { plans: Plan[] };
  const draft = plans.find(({ state }) => state === 'draft')!;
  const published = await bureau('POST', `/api/roving/plans/${draft.planId}/publication`, { version: draft.version });
  expect(published.status).toBe(200);

  const mine = await get<VillageVisits>('resident', '/api/my/village-visits');
  const village = mine.visits.find(({ on, service }) => on.startsWith(month) && service === 'follow-up')!;
  const told = await get<RovingDay>('bureau', `/api/roving/day?on=${village.on}`);
  const vehicle = told.vehicles.find(({ stops }) => stops.some(({ visitId }) => visitId === village.visitId))!;
  const planned = vehicle.stops.find(({ visitId }) => visitId === village.visitId)!;
  expect(planned).toMatchObject({ state: 'upcoming', confirmed: false });

  // The county's clock stands at that morning and runs fast.
  const gateway = await freePort();
  const clock = new Date(Date.parse(planned.plannedArriveAt) - 45 * minute).toISOString();
  await county.restart([
    '--demo',
    '--no-simulator',
    '--clock',
    clock,
    '--speed',
    String(speed),
    '--jt808',
    String(gateway),
  ]);
  const args = ['--server', county.address, '--jt808', `127.0.0.1:${gateway}`, '--speed', String(speed)];
  simulator = spawn(
    process.execPath,
    [join(root, 'apps/county/simulator/main.ts'), ...args, '--vehicle', vehicle.vehicleId, '--vehicles-only'],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, TIANMU_DEMO_PASSWORD: password } },
  );

  const { page: phone } = await county.newPage({ width: 390, height: 844 });
  await phone.goto(county.address);
  await phone.getByRole('button', { name: /居民/ }).first().click();
  await phone.waitForURL('**/resident/**');

  /** The bureau on its live map, signed in anew: at this speed a session is over within seconds. */
  const openMap = async () => {
    const { page: map } = await county.newPage();
    await map.goto(county.address);
    await map
      .getByRole('button', { name: /卫健局/ })
      .first()
      .click();
    await map.waitForURL('**/bureau/**');
    await map.goto(`${county.address}/bureau/live?on=${village.on}`);
    await map
      .getByRole('list', { name: '车辆', exact: true })
      .getByRole('button', { name: new RegExp(`^${vehicle.name}`) })
      .click();
    return map.getByRole('region', { name: vehicle.name });
  };

  const seen = async (account = 'bureau') => {
    const day = await get<RovingDay>(account, `/api/roving/day?on=${village.on}`);
    const one = day.vehicles.find(({ vehicleId }) => vehicleId === vehicle.vehicleId);
    return { day, one, stop: one?.stops.find(({ visitId }) => visitId === village.visitId) };
  };
  const until = async (what: string, holds: (stop: VisitCheckIn, phase: string | undefined) => boolean) => {
    await expect
      .poll(async () => seen().then(({ one, stop }) => holds(stop!, one?.phase)), {
        timeout: 60_000,
        interval: 250,
        message: what,
      })
      .toBe(true);
  };
  await until('it is out', (stop, phase) => phase === 'on-the-way' || stop.arriveAt !== undefined);
  expect((await seen()).one!.departedAt).toBeDefined();
  await until('it is there', (stop) => stop.arriveAt !== undefined);
  await phone.goto(`${county.address}/resident/visits`);
  await phone
    .getByText(/车已到达|今天的巡诊已结束/)
    .first()
    .waitFor();
  await (await openMap()).getByText('在村里').first().waitFor();
  await until('it has left', (stop) => stop.leaveAt !== undefined);
  await phone.reload();
  await phone
    .getByText(/今天的巡诊已结束/)
    .first()
    .waitFor();

  const panel = await openMap();
  await panel.getByRole('button', { name: planned.villageName }).click();
  await panel
    .getByText(/准点|早到|晚到/)
    .first()
    .waitFor();

  // Evaluated: punctuality and stay against the plan, and what proves them.
  const { stop, day } = await seen();
  expect(stop).toMatchObject({ confirmed: true, source: 'terminal' });
  expect(['done', 'short-stay']).toContain(stop!.state);
  expect(Math.abs(stop!.punctuality!.lateMinutes)).toBeLessThan(45);
  expect(stop!.punctuality!.stayShare).toBeGreaterThan(0.7);
  expect(day.figures.arrived).toBeGreaterThanOrEqual(1);
  const detail = await get<CheckInDetail>('bureau', `/api/roving/visits/${village.visitId}/check-in`);
  expect(detail.stays[0]!.evidence.points).toBeGreaterThan(10);
  expect(detail.stays[0]!.evidence.nearestMetres).toBeLessThan(100);
  // The house in charge and the daughter in the same village read the same; another county reads nothing of it.
  expect((await seen('gp')).stop?.arriveAt).toBe(stop!.arriveAt);
  const hers = await get<VillageVisits>('daughter', '/api/my/village-visits');
  expect(hers.visits.find(({ visitId }) => visitId === village.visitId)?.progress).toMatchObject({ phase: 'left' });
  expect((await seen('xinchang-gp')).one).toBeUndefined();
  const track = await get<{ tracks: { vehicleId: string }[] }>('bureau', `/api/fleet/tracks?on=${village.on}`);
  expect(track.tracks.map(({ vehicleId }) => vehicleId)).toContain(vehicle.vehicleId);
});
