// Promise: on a phone the family doctor enters a follow-up from today's list; a resident asks, is answered, and books a time.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MemberReply } from '#programmes/family-doctor/contract.ts';
import type { DueReply } from '#programmes/family-doctor/workbench-contract.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

const phone = { width: 390, height: 844 };
async function enter(who: RegExp, portal: string): Promise<Page> {
  const { page } = await county.newPage(phone);
  await page.goto(county.address);
  await page.getByRole('button', { name: who }).first().click();
  await page.waitForURL(`**/${portal}/**`);
  return page;
}
const item = (page: Page, key: string): Locator => page.locator(`[data-item="${key}"]`);

it('a follow-up from the list of today', { timeout: 300_000 }, async () => {
  const gp = await county.as('gp');
  const due = (await gp('GET', '/api/family-doctor/due')).json as DueReply;
  const row = due.items.find(({ form }) => form === 'hypertension-follow-up')!;
  const before = (await gp('GET', `/api/people/${row.personId}/family-doctor`)).json as MemberReply;
  const doneBefore = before.progress.find(({ service }) => service === row.service)!.done;

  const homeVisits = ({ performed }: MemberReply) =>
    performed.filter(({ service, source }) => service === 'home-visit' && source === 'visit').length;
  // A visit at home counts for those whose packages promise visits at home.
  const promised = before.progress.some(({ service }) => service === 'home-visit');

  const page = await enter(/全科医生/, 'clinic');
  await page.goto(`${county.address}/clinic/family?text=${encodeURIComponent(row.name)}`);
  const followUp = page.locator(`a[href$="/people/${row.personId}/follow-up/hypertension-follow-up"]`);
  await followUp.waitFor();
  expect(await violations(page)).toEqual([]);
  await followUp.click();
  const choose = (key: string, label: string) => item(page, key).getByText(label, { exact: true }).click();
  await choose('method', '家庭');
  await choose('symptoms', '无症状');
  await item(page, 'systolic').locator('input').click();
  for (const text of ['136', '82', '72', '64.5']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }
  const same = page.getByRole('button', { name: '与上次相同' });
  if ((await same.count()) > 0) await same.first().click();
  await page.getByRole('button', { name: '保存随访' }).click();
  // What is missing is shown; the doctor goes on from there.
  await fillRest(page);
  await page.getByText('填完了，可以保存').waitFor();
  await page.getByRole('button', { name: '保存随访' }).click();
  await page.waitForURL(`**/family/people/${row.personId}`);
  await page.getByText(/高血压患者随访服务记录表已保存/).waitFor();
  const after = (await gp('GET', `/api/people/${row.personId}/family-doctor`)).json as MemberReply;
  expect(after.progress.find(({ service }) => service === row.service)!.done).toBe(doneBefore + 1);
  expect(homeVisits(after)).toBe(homeVisits(before) + (promised ? 1 : 0));
  const kept = (await gp('GET', `/fhir/QuestionnaireResponse?patient=${row.personId}`)).json as { total: number };
  expect(kept.total).toBeGreaterThanOrEqual(1);
  await page.context().close();
});

async function fillRest(page: Page): Promise<void> {
  const choices: Record<string, string> = {
    salt: '轻',
    mind: '良好',
    following: '良好',
    takesMedicine: '否',
    adherence: '规律',
    adverse: '无',
    emergencySigns: '无',
    complication: '否',
    referred: '否',
  };
  const numbers: Record<string, string> = {
    height: '165',
    smoking: '0',
    drinking: '0',
    exerciseTimes: '5',
    exerciseMinutes: '30',
  };
  for (const [key, value] of Object.entries(numbers)) {
    const input = item(page, key).locator('input');
    if ((await input.count()) > 0 && (await input.inputValue()) === '') await input.fill(value);
  }
  for (const [key, label] of Object.entries(choices)) {
    const place = item(page, key);
    if ((await place.count()) === 0 || (await place.locator('input:checked').count()) > 0) continue;
    const option = place.getByText(label, { exact: true });
    await ((await option.count()) > 0 ? option.first() : place.locator('label').first()).click();
  }
  // The proposal is worked out on the server from the person's history: it comes a moment after the last answer.
  await page.getByRole('button', { name: '采用建议' }).first().click();
}

it('a question is answered and a time is booked', { timeout: 300_000 }, async () => {
  const resident = await enter(/居民.*潘秀英/, 'resident');
  await resident.goto(`${county.address}/resident/family-doctor/messages`);
  await resident.getByLabel('您的问题').fill('量了三天，早上都在 150 左右，要加药吗？');
  expect(await violations(resident)).toEqual([]);
  await resident.getByRole('button', { name: '发送' }).click();
  await resident.getByRole('listitem').filter({ hasText: '早上都在 150 左右' }).waitFor();

  const doctor = await enter(/全科医生/, 'clinic');
  await doctor.goto(`${county.address}/clinic/family/messages`);
  await doctor.getByRole('link', { name: '潘秀英' }).click();
  await doctor.getByText('早上都在 150 左右').waitFor();
  await doctor.getByRole('button', { name: /请明天上午到卫生室/ }).click();
  expect(await violations(doctor)).toEqual([]);
  await doctor.getByRole('button', { name: '发送' }).click();
  await doctor.getByRole('listitem').filter({ hasText: '请明天上午到卫生室' }).waitFor();
  await doctor.context().close();

  await resident.getByRole('listitem').filter({ hasText: '请明天上午到卫生室' }).waitFor({ timeout: 60_000 });
  await resident.goto(`${county.address}/resident/family-doctor`);
  await resident.getByRole('button', { name: '约时间看医生' }).click();
  await resident.getByLabel('什么事').fill('量血压');
  await resident
    .getByRole('button', { name: /^\d\d:\d\d$/ })
    .first()
    .click();
  await resident.getByText('已定好').waitFor();
  expect(await violations(resident)).toEqual([]);
  await resident.getByRole('button', { name: '取消预约' }).click();
  await resident.getByRole('dialog').getByRole('button', { name: '取消预约' }).click();
  await resident.getByText('现在没有预约。').waitFor();
  await resident.context().close();
});
