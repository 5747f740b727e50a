// Promise: a vehicle breaks down on a Tuesday; few visits move, just their villages and crews are told, everybody else sees the plan as it was.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MonthBasis, Plan, PlanDetail, VillageVisits } from '#programmes/roving/contract.ts';
import { addMonths, weekdayOf } from '#programmes/roving/rules/month.ts';
import { dayOf } from '#platform/contract.ts';
import { openJourneyCounty, type Call, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
let bureau: Call;
// Next month lies wholly ahead, whatever today is.
const month = addMonths(dayOf(new Date()).slice(0, 7), 1);
beforeAll(async () => {
  county = await openJourneyCounty();
  bureau = await county.as('bureau');
}, 300_000);
afterAll(() => county?.close(), 30_000);

const plans = async () => ((await bureau('GET', `/api/roving/plans?month=${month}`)).json as { plans: Plan[] }).plans;
const detail = async (planId: string) => (await bureau('GET', `/api/roving/plans/${planId}`)).json as PlanDetail;
const visits = async (account: string) =>
  (await (await county.as(account))('GET', '/api/my/village-visits')).json as VillageVisits;
const notices = async (account: string) =>
  ((await (await county.as(account))('GET', '/api/my/notifications')).json as { items: { title: string }[] }).items.map(
    (one) => one.title,
  );

it('mends the day, tells the villages concerned and no other', async () => {
  const draft = (await plans()).find((one) => one.state === 'draft')!;
  const publish = { version: draft.version };
  expect((await bureau('POST', `/api/roving/plans/${draft.planId}/publication`, publish)).status).toBe(200);
  const mine = (await visits('resident')).visits.filter(
    (one) => one.on.startsWith(month) && one.service === 'follow-up',
  );
  // A Tuesday, where the resident's village has one; else its first day.
  const hit = mine.find((one) => weekdayOf(one.on) === 2) ?? mine[0]!;
  const before = await detail(draft.planId);
  const vehicleId = before.visits.find((one) => one.visitId === hit.visitId)!.vehicleId;

  const { page } = await county.newPage();
  await page.goto(county.address);
  await page
    .getByRole('button', { name: /卫健局/ })
    .first()
    .click();
  await page.waitForURL('**/bureau/**');
  await page.goto(`${county.address}/bureau/roving?month=${month}`);
  await page.getByRole('button', { name: '临时调整' }).click();
  const panel = page.getByRole('region', { name: '临时调整' });
  await panel.getByLabel('哪辆车').selectOption(vehicleId);
  await panel.getByLabel('从哪天').selectOption(hit.on);
  await panel.getByLabel('到哪天').selectOption(hit.on);
  await panel.getByRole('button', { name: '看看怎么调' }).click();
  await panel.getByText(/改动 \d+ 次，占/).waitFor();
  await panel.getByText(/会通知 \d+ 个村/).waitFor();
  // Nothing is changed by looking.
  expect((await plans()).find((one) => one.state === 'published')?.planId).toBe(draft.planId);
  await panel.getByRole('button', { name: /按这样调整并通知/ }).click();
  await page.getByText(/已调整，正在通知/).waitFor();

  const repaired = (await plans()).find((one) => one.state === 'published')!;
  expect(repaired).toMatchObject({ origin: 'repair', basedOn: draft.planId });
  const after = await detail(repaired.planId);
  const stood = new Map(before.visits.map((one) => [one.visitId, one]));
  const differs = (one: PlanDetail['visits'][number], minutes: number) => {
    const old = stood.get(one.visitId)!;
    return (
      old.on !== one.on || old.vehicleId !== one.vehicleId || Math.abs(old.startMinute - one.startMinute) >= minutes
    );
  };
  const moved = after.visits.filter((one) => differs(one, Infinity));
  const changed = after.visits.filter((one) => differs(one, 30));
  expect(after.visits).toHaveLength(before.visits.length);
  expect(moved.length / before.visits.length).toBeLessThanOrEqual(0.05);
  expect(after.visits.some((one) => one.on === hit.on && one.vehicleId === vehicleId)).toBe(false);
  expect(after.visits.every((one) => one.staffName)).toBe(true);

  // The resident is told and sees old and new day.
  await expect
    .poll(() => notices('resident'), { timeout: 60_000 })
    .toContainEqual(expect.stringMatching(/巡诊改时间了/));
  const now = (await visits('resident')).visits.find((one) => one.visitId === hit.visitId)!;
  const own = after.visits.find((one) => one.visitId === hit.visitId)!;
  expect(now.on).toBe(own.on);
  if (own.on !== hit.on) expect(now.movedFrom?.on).toBe(hit.on);
  // A second account, the daughter who lives in the same village, reads the same.
  expect(await notices('daughter')).toContainEqual(expect.stringMatching(/巡诊改时间了/));
  const crew = await notices('gp');
  expect(crew).toContainEqual(expect.stringMatching(/班表有调整/));
  expect((await notices('xinchang-gp')).some((title) => title.includes('班表'))).toBe(false);
  // Texts went to phones of the concerned villages only: each names a point of theirs.
  const basis = (await bureau('GET', `/api/roving/basis?month=${month}`)).json as MonthBasis;
  const concerned = new Set(changed.map((one) => one.villageId));
  const points = new Map(basis.stops.map((stop) => [stop.servicePointName!, stop.villageId]));
  const { messages } = (await bureau('GET', '/api/phone-simulator/messages')).json as { messages: { text: string }[] };
  const named = messages.flatMap(({ text }) => [...points.keys()].filter((name) => text.includes(name)));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !concerned.has(points.get(name)!))).toEqual([]);

  const { page: phone } = await county.newPage({ width: 390, height: 844 });
  await phone.goto(county.address);
  await phone.getByRole('button', { name: /居民/ }).first().click();
  await phone.waitForURL('**/resident/**');
  await phone.goto(`${county.address}/resident/notices`);
  await phone
    .getByText(/巡诊改时间了/)
    .first()
    .waitFor();
}, 300_000);
