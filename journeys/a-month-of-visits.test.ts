// Promise: a month is planned and published, the vehicle drives and is seen to come, people are treated without a network, all of it arrives, a resident rates the visit, and the month's evaluation counts it down to the evidence.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FleetVehicle } from '#foundation/fleet/contract.ts';
import type { FactsReply, ScorecardsReply } from '#foundation/indicators/contract.ts';
import { makeIdNumber } from '#foundation/registry/rules/id-number.ts';
import type { CheckInDetail } from '#programmes/roving/check-in-contract.ts';
import type { VillageVisits } from '#programmes/roving/contract.ts';
import { freePort } from '../bench/served.ts';
import { openJourneyCounty, type Call, type JourneyCounty } from './county.ts';
import { allSent, measure, note, openCrewDay, openStop, register, setUpDevice, type CrewDay } from './crew-day.ts';
import { VehicleTerminal, type Fix } from './vehicle-terminal.ts';

let county: JourneyCounty;
let day: CrewDay;
const minute = 60_000;
beforeAll(async () => {
  county = await openJourneyCounty();
  // Planned, published, and the clock on the morning of a stop.
  day = await openCrewDay(county, 'resident');
}, 300_000);
afterAll(() => county?.close(), 30_000);

const person = { name: '方桂花', idNumber: makeIdNumber('330112', '1949-03-18', 128), phone: '13800050001' };
const callers = new Map<string, Promise<Call>>();
/** One session for each account: many of them would end the browser's. */
const get = async <Reply>(account: string, path: string): Promise<Reply> => {
  const caller = callers.get(account) ?? county.as(account);
  callers.set(account, caller);
  const answer = await (await caller)('GET', path);
  expect(answer.status, path).toBe(200);
  return answer.json as Reply;
};

it('from the plan to the points', { timeout: 300_000 }, async () => {
  const { visit } = day;
  const { vehicles } = await get<{ vehicles: FleetVehicle[] }>('bureau', '/api/fleet/vehicles');
  const vehicle = vehicles.find(({ vehicleId }) => vehicleId === visit.vehicleId)!;
  const gateway = await freePort();
  const at = async (instant: number) =>
    county.restart([
      '--demo',
      '--no-simulator',
      '--clock',
      new Date(instant).toISOString(),
      '--jt808',
      String(gateway),
    ]);

  // The vehicle drove there and stayed as planned; its terminal tells the whole way from its memory.
  const arrival = Date.parse(visit.plannedArriveAt) + 3 * minute;
  const departure = Date.parse(visit.plannedLeaveAt) + 2 * minute;
  const [lon, lat] = visit.at!;
  const track: Fix[] = [];
  for (let when = arrival - 15 * minute; when <= departure + 15 * minute; when += 20_000) {
    const off = Math.max(arrival - when, when - departure, 0) / (20 * minute);
    track.push({ at: when, lon: lon + off * 0.06, lat, speedKilometresPerHour: off > 0 ? 35 : 0 });
  }
  await at(arrival + 30 * minute);
  const terminal = await VehicleTerminal.join(gateway, vehicle.terminals[0]!.phone, vehicle.plate);
  await terminal.backfill(track.filter((fix) => fix.at < arrival + 30 * minute));
  const checkIn = () => get<CheckInDetail>('bureau', `/api/roving/visits/${visit.visitId}/check-in`);
  await expect.poll(async () => (await checkIn()).state, { timeout: 60_000 }).toBe('under-way');

  // The crew in a valley without signal.
  const tablet = await county.newPage({ width: 1024, height: 768 });
  const { page } = tablet;
  await setUpDevice(page, county.address, 'gp', '5 号车平板');
  // The villages come one after the other: it leaves with the one of this stop on board.
  await page.locator(`a[href$="/stop/${visit.visitId}"]`).first().waitFor();
  await tablet.context.setOffline(true);
  await openStop(page, visit.visitId);
  await register(page, person);
  await page.getByRole('button', { name: '开始就诊' }).click();
  await page.getByText('就诊中').waitFor();
  await measure(page, { systolic: '152', diastolic: '88', 'heart-rate': '76' });
  await note(page, '头晕两天，嘱低盐饮食，一周后复测');
  await page
    .getByText(/待上传 [1-9]/)
    .first()
    .waitFor();
  await tablet.context.setOffline(false);
  await allSent(page);
  const doctor = await county.as('gp');
  const found = await doctor('GET', `/fhir/Patient?name=${encodeURIComponent(person.name)}`);
  const [patient] = (found.json as { entry: { resource: { id: string } }[] }).entry;
  const values = await doctor('GET', `/fhir/Observation?patient=${patient!.resource.id}`);
  expect(JSON.stringify(values.json)).toMatch(/152/);

  // The vehicle leaves; a resident says how it was.
  await at(departure + 16 * minute);
  const again = await VehicleTerminal.join(gateway, vehicle.terminals[0]!.phone, vehicle.plate);
  await again.backfill(track.filter((fix) => fix.at >= arrival + 30 * minute));
  again.cut();
  await expect.poll(async () => (await checkIn()).leaveAt, { timeout: 60_000 }).toBeDefined();
  const { page: phone } = await county.newPage({ width: 390, height: 844 });
  await phone.goto(county.address);
  await phone.getByRole('button', { name: /居民/ }).first().click();
  await phone.waitForURL('**/resident/**');
  await phone.goto(`${county.address}/resident/visits`);
  await phone.getByRole('radio', { name: '5 星' }).click();
  await phone.getByRole('button', { name: '提交评价' }).click();
  await phone.getByText('评价已收到').waitFor();
  const mine = await get<VillageVisits>('resident', '/api/my/village-visits');
  expect(mine.held).toMatchObject([{ visitId: visit.visitId, stars: 5 }]);

  // The bureau counts the month and opens the number down to the visit.
  const { page: desk } = await county.newPage();
  await desk.goto(county.address);
  await desk
    .getByRole('button', { name: /卫健局工作人员/ })
    .first()
    .click();
  await desk.waitForURL('**/bureau/**');
  const month = visit.on.slice(0, 7);
  await desk.goto(`${county.address}/bureau/roving/evaluation?month=${month}&by=vehicle`);
  await desk.getByLabel('每公里成本').fill('1.8');
  await desk.getByLabel('每车每天成本').fill('300');
  await desk.getByRole('button', { name: '保存', exact: true }).click();
  await desk.getByText('已保存，重新统计后生效').waitFor();
  await desk.getByRole('button', { name: '重新统计' }).click();
  const cards = () => get<ScorecardsReply>('bureau', `/api/indicators/roving/scorecards?month=${month}&by=vehicle`);
  await expect
    .poll(
      async () => {
        const { rows, run } = await cards();
        const row = rows.find(({ id }) => id === visit.vehicleId);
        const counted = (name: string) => row?.indicators.find(({ indicator }) => indicator === name)?.denominator;
        // The count that has the rating and the rates, and to its end: the server counts by itself too.
        return run.state === 'done' && counted('Q4') === 1 && counted('M3b');
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBe(1);
  const card = (await cards()).rows.find(({ id }) => id === visit.vehicleId)!;
  const of = (name: string) => card.indicators.find(({ indicator }) => indicator === name)!;
  expect(of('T1')).toMatchObject({ numerator: 1, denominator: 1, score: 100 });
  expect(of('T2')).toMatchObject({ numerator: 1, denominator: 1 });
  expect(of('T3')).toMatchObject({ numerator: 1, denominator: 1 });
  // Not signed: one attendance, none complete.
  expect(of('M1')).toMatchObject({ numerator: 0, denominator: 1, score: 0 });
  expect(of('Q4')).toMatchObject({ numerator: 1, denominator: 1 });
  // The county's own rates: each kilometre 1.80 yuan, and the day's 300 shared by its visits.
  const checked = await get<{ items: { vehicleId: string; state: string }[] }>(
    'bureau',
    `/api/roving/check-ins?fromOn=${visit.on}&toOn=${visit.on}&limit=200`,
  );
  const visits = checked.items.filter(({ vehicleId, state }) => vehicleId === visit.vehicleId && state !== 'untracked');
  expect(of('M3b').denominator).toBe(1);
  expect(of('M3b').numerator).toBeCloseTo(of('M3').numerator * 1.8 + 300 / visits.length, 6);
  const facts = await get<FactsReply>(
    'bureau',
    `/api/indicators/roving/facts?month=${month}&indicator=T2&by=vehicle&id=${visit.vehicleId}`,
  );
  expect(facts.items).toMatchObject([{ itemKind: 'visit', itemId: visit.visitId, detail: { lateMinutes: 3 } }]);

  await desk.reload();
  await desk.getByRole('row', { name: new RegExp(visit.vehicleName) }).click();
  await desk.getByRole('button', { name: /T2 准时到达率/ }).click();
  await desk.getByRole('link', { name: '看凭据' }).first().click();
  await desk.getByText(/准点/).first().waitFor();
});
