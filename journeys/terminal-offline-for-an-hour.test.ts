// Promise: a terminal that was without signal for an hour tells it afterwards, twice even; the visit stands as if it had been heard, once, and the alarm is withdrawn.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayOf } from '#platform/contract.ts';
import type { FleetVehicle, TrackReply } from '#foundation/fleet/contract.ts';
import type { CheckInDetail, RovingDay } from '#programmes/roving/check-in-contract.ts';
import type { Plan } from '#programmes/roving/contract.ts';
import { addMonths } from '#programmes/roving/rules/month.ts';
import { freePort } from '../bench/served.ts';
import { openJourneyCounty, type JourneyCounty } from './county.ts';
import { VehicleTerminal, type Fix } from './vehicle-terminal.ts';

let county: JourneyCounty;
const month = addMonths(dayOf(new Date()).slice(0, 7), 1);
const speed = 300;
const minute = 60_000;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

const get = async <Reply>(account: string, path: string): Promise<Reply> => {
  const answer = await (await county.as(account))('GET', path);
  expect(answer.status, path).toBe(200);
  return answer.json as Reply;
};
const titles = async () =>
  (await get<{ items: { title: string; text?: string }[] }>('bureau', '/api/my/notifications?count=100')).items.map(
    ({ title }) => title,
  );

it('counts the hour once, with its true times', { timeout: 300_000 }, async () => {
  const bureau = await county.as('bureau');
  const { plans } = (await bureau('GET', `/api/roving/plans?month=${month}`)).json as { plans: Plan[] };
  const draft = plans.find(({ state }) => state === 'draft')!;
  await bureau('POST', `/api/roving/plans/${draft.planId}/publication`, { version: draft.version });
  // The first stop of the first vehicle that drives this month.
  const first = (
    await get<{ items: { on: string; visitId: string }[] }>(
      'bureau',
      `/api/roving/check-ins?fromOn=${month}-01&toOn=${month}-28&service=follow-up&limit=1`,
    )
  ).items[0]!;
  const day = await get<RovingDay>('bureau', `/api/roving/day?on=${first.on}`);
  const vehicle = day.vehicles.find(({ stops }) => stops.some(({ visitId }) => visitId === first.visitId))!;
  const visit = vehicle.stops.find(({ visitId }) => visitId === first.visitId)!;
  const { vehicles } = await get<{ vehicles: FleetVehicle[] }>('bureau', '/api/fleet/vehicles');
  const { phone } = vehicles.find(({ vehicleId }) => vehicleId === vehicle.vehicleId)!.terminals[0]!;

  // Out for twenty minutes, there for forty, and back: a point every ten seconds.
  const planned = Date.parse(visit.plannedArriveAt);
  const stay = (Date.parse(visit.plannedLeaveAt) - planned) / minute;
  const arrival = planned + 4 * minute;
  const departure = arrival + stay * minute;
  const [lon, lat] = visit.at!;
  const track: Fix[] = [];
  for (let at = arrival - 20 * minute; at <= departure + 30 * minute; at += 10_000) {
    const away = at < arrival ? (arrival - at) / (20 * minute) : at > departure ? (at - departure) / (20 * minute) : 0;
    track.push({ at, lon: lon + away * 0.06, lat, speedKilometresPerHour: away > 0 ? 35 : 0 });
  }
  const cut = arrival - 10 * minute;
  const heard = track.filter(({ at }) => at < cut);
  const kept = track.filter(({ at }) => at >= cut && at < cut + 60 * minute);
  const later = track.filter(({ at }) => at >= cut + 60 * minute);

  const gateway = await freePort();
  const clock = new Date(cut).toISOString();
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
  const before = await VehicleTerminal.join(gateway, phone, vehicle.plate);
  await before.report(heard.slice(-30));
  await before.backfill(heard);
  before.cut();

  // An hour without a sign: nobody knows that it came.
  const check = () => get<CheckInDetail>('bureau', `/api/roving/visits/${visit.visitId}/check-in`);
  await expect
    .poll(async () => (await check()).alarms.map(({ kind }) => kind), { timeout: 60_000, interval: 500 })
    .toEqual(['late', 'missed']);
  expect((await check()).arriveAt).toBeUndefined();
  expect(await titles()).toContain(`${visit.villageName}巡诊未到`);

  const again = await VehicleTerminal.join(gateway, phone, vehicle.plate);
  await again.backfill([...later, ...kept]);
  await again.backfill(kept);
  again.cut();
  await expect.poll(async () => (await check()).leaveAt, { timeout: 60_000 }).toBeDefined();
  const settled = await check();
  // The vehicle stands from its first still point on, as it would have live; it left with the last point inside of the fence.
  expect(settled).toMatchObject({
    arriveAt: new Date(arrival).toISOString(),
    source: 'terminal',
    state: 'done',
    confirmed: true,
  });
  expect(Date.parse(settled.leaveAt!) - departure).toBeGreaterThanOrEqual(0);
  expect(Date.parse(settled.leaveAt!) - departure).toBeLessThanOrEqual(minute);
  expect(settled.stays).toHaveLength(1);
  expect(settled.stays[0]!.evidence.backfilledPoints).toBe(settled.stays[0]!.evidence.points);
  expect(settled.stays[0]!.evidence.longestGapSeconds).toBe(10);
  expect(settled.alarms.every(({ resolvedAt }) => resolvedAt !== undefined)).toBe(true);
  await expect.poll(titles, { timeout: 60_000 }).toContain(`${visit.villageName}巡诊已到达`);
  expect((await titles()).filter((title) => title === `${visit.villageName}巡诊未到`)).toHaveLength(1);

  const query = `vehicle=${vehicle.vehicleId}&from=${first.on}T00:00:00%2B08:00&to=${first.on}T23:59:59%2B08:00&toleranceMetres=0`;
  expect((await get<TrackReply>('bureau', `/api/fleet/track?${query}`)).of).toBe(track.length);
});
