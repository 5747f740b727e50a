// Promise: a planner has a month planned, drags a visit, publishes; the village's resident sees who comes when, and is told.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { PlanDetail, VillageVisits, VisitExplanation } from '#programmes/roving/contract.ts';
import { addMonths } from '#programmes/roving/rules/month.ts';
import { dayOf } from '#platform/contract.ts';
import { openJourneyCounty, type Call, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
let bureau: Call;
const month = addMonths(dayOf(new Date()).slice(0, 7), 1);
beforeAll(async () => {
  county = await openJourneyCounty();
  bureau = await county.as('bureau');
}, 300_000);
afterAll(() => county?.close(), 30_000);

const signIn = async (page: Page, who: RegExp, portal: string) => {
  await page.goto(county.address);
  await page.getByRole('button', { name: who }).first().click();
  await page.waitForURL(`**/${portal}/**`);
};
const visits = async (account: string) =>
  (await (await county.as(account))('GET', '/api/my/village-visits')).json as VillageVisits;

it('plans, drags, publishes; the resident sees it and the message', async () => {
  const before = await visits('resident');
  const village = before.villageName;
  expect(before.visits.filter((visit) => visit.on.startsWith(month) && visit.service === 'follow-up')).toEqual([]);

  const { page } = await county.newPage();
  await signIn(page, /卫健局/, 'bureau');
  await page.getByRole('link', { name: '巡诊排班' }).click();
  await page.getByRole('heading', { name: '巡诊排班' }).waitFor();
  await page.getByRole('button', { name: '下个月' }).click();
  await page.getByRole('button', { name: '排这个月' }).click();
  const dialog = page.getByRole('dialog', { name: /^排 \d{4} 年/ });
  await dialog.getByLabel('找多久').selectOption('60');
  await dialog.getByRole('button', { name: '排这个月' }).click();
  // Progress is live, and a good plan may be taken before the time is up.
  await page.getByText(/正在排班，已完成 [1-9]\d*%/).waitFor();
  await page.getByRole('button', { name: '就用现在的' }).click();
  await page.getByRole('table', { name: '巡诊月历' }).waitFor();

  // The visit of the resident's village is dragged to another day; the cost is said while it hangs.
  await page.getByLabel('找村').fill(village);
  const row = page.getByRole('row', { name: new RegExp(village) });
  const chip = row.getByRole('button', { name: /综合巡诊/ });
  await chip.waitFor();
  const planId = new URL(page.url()).searchParams.get('plan')!;
  const plan = (await bureau('GET', `/api/roving/plans/${planId}`)).json as PlanDetail;
  const villageId = before.villageId;
  const comprehensive = plan.visits.find((one) => one.villageId === villageId && one.service === 'comprehensive')!;
  // A day on which the vehicle has time, as the planner's own panel would offer it.
  const why = (await bureau('GET', `/api/roving/plans/${planId}/visits/${comprehensive.visitId}/explanation`))
    .json as VisitExplanation;
  const taken = new Set(plan.visits.filter((one) => one.villageId === villageId).map((one) => one.on));
  const target = why.alternatives.find(
    (one) => one.breaches.length === 0 && one.vehicleId === comprehensive.vehicleId && !taken.has(one.days[0]!),
  )!;
  const moved = target.days[0]!;
  await chip.dragTo(row.getByRole('cell').nth(Number(moved.slice(8)) - 1));
  await page.getByText(/已移到/).waitFor();
  await page.getByRole('button', { name: '撤销' }).waitFor();
  const after = (await bureau('GET', `/api/roving/plans/${planId}`)).json as PlanDetail;
  expect(after.visits.find((one) => one.visitId === comprehensive.visitId)).toMatchObject({ on: moved, pinned: true });

  // Why on this day, and the same move by menu for whoever does not drag.
  await row.getByRole('button', { name: /综合巡诊/ }).click();
  const panel = page.getByRole('complementary', { name: '一次巡诊' });
  await panel.getByRole('heading', { name: /为什么是周/ }).waitFor();
  await panel.getByLabel('改到哪天').waitFor();

  await page.getByRole('button', { name: '发布', exact: true }).click();
  await page.getByRole('dialog', { name: '发布这份排班' }).getByRole('button', { name: '发布' }).click();
  await page.getByText('已发布，正在通知各村').waitFor();

  const { page: phone } = await county.newPage({ width: 390, height: 844 });
  await signIn(phone, /居民/, 'resident');
  await phone.getByRole('link', { name: /医生来村/ }).click();
  await phone.getByRole('heading', { name: '医生来村' }).waitFor();
  const published = (await visits('resident')).visits.filter((one) => one.on.startsWith(month));
  expect(published.filter((one) => one.service === 'follow-up')).toHaveLength(8);
  expect(published.find((one) => one.service === 'comprehensive')?.on).toBe(moved);
  expect(published.filter((one) => one.service !== 'computed-tomography').every((one) => one.doctorName)).toBe(true);
  await phone.getByText('医保卡或身份证').waitFor();
  await phone.goto(`${county.address}/resident/notices`);
  await phone
    .getByText(new RegExp(`${Number(month.slice(5))} 月巡诊安排出来了`))
    .first()
    .waitFor();
}, 300_000);
