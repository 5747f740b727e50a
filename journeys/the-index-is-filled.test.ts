// Promise: a resident of whom too little is known answers on the phone, and their index is the published example to the digit; the doctor sees portrait and grounds; the bureau sees who still lacks one.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { LacksReply, PersonIndexReply, PortraitReply } from '#care/portrait/contract.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

async function signIn(page: Page, account: string, portal: string): Promise<void> {
  await page.request.post(`${county.address}/api/session`, { data: { account, password, portal } });
}
const observation = (personId: string, code: string, value: number, unit: string) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code }] },
  subject: { reference: `Patient/${personId}` },
  effectiveDateTime: new Date().toISOString(),
  valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
});

it('from too little to the published example', { timeout: 300_000 }, async () => {
  const gp = await county.as('gp');
  const daughter = await county.as('daughter');
  const { personId } = (await daughter('GET', '/api/session')).json as { personId: string };
  const index = async () => (await gp('GET', `/api/people/${personId}/health-index`)).json as PersonIndexReply;
  expect((await index()).state).toBe('too-few');
  // Circulation 2022;146:e18 as worked out in the reference: non-HDL 150 mg/dL is 3.885 mmol/L.
  for (const [code, value, unit] of [
    ['39156-5', 26, 'kg/m2'],
    ['8480-6', 128, 'mm[Hg]'],
    ['8462-4', 76, 'mm[Hg]'],
    ['14647-2', 5.18, 'mmol/L'],
    ['14646-4', 1.295, 'mmol/L'],
    ['4548-4', 5.9, '%'],
  ] as const)
    expect((await gp('POST', '/fhir/Observation', observation(personId, code, value, unit))).status).toBe(201);

  const { page: phone } = await county.newPage({ width: 390, height: 844 });
  await signIn(phone, 'daughter', 'resident');
  await phone.goto(`${county.address}/resident/health-index`);
  await phone.getByText('资料不足', { exact: true }).waitFor();
  await phone.getByRole('link', { name: '去回答几个问题' }).click();
  const questions = phone.getByRole('region', { name: '只有本人知道的' });
  await questions.getByLabel('戒了 1 到 5 年', { exact: true }).check();
  const answer = async (question: string, word: '是' | '否') =>
    questions.getByRole('group', { name: question }).getByLabel(word, { exact: true }).check();
  await answer('家里有别人吸烟吗', '否');
  await questions.getByLabel(/每周快走/).fill('100');
  await questions.getByLabel(/平均每晚睡几小时/).fill('6.5');
  await answer('正在吃降脂药吗', '否');
  await questions.getByRole('button', { name: '记下回答' }).click();
  await phone.getByText('已记进档案，指数已重算').waitFor();
  // 80 + 50 + 70 + 70 + 60 + 60 + 75 of seven parts.
  await phone.getByRole('region', { name: '健康指数' }).getByText('66.4', { exact: true }).waitFor();
  expect(await violations(phone)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  const { page: desk } = await county.newPage();
  await signIn(desk, 'gp', 'clinic');
  await desk.goto(`${county.address}/clinic/people/${personId}/portrait`);
  await desk.getByLabel(/膳食 DASH 总分/).fill('23');
  await desk.getByRole('button', { name: '记下评估' }).click();
  await desk.getByRole('region', { name: '健康指数', exact: true }).getByText('64.4', { exact: true }).waitFor();
  expect((await index()).score).toBeCloseTo(64.375, 9);

  const tag = desk.getByRole('button', { name: /活动不足/ });
  await tag.click();
  const grounds = desk.getByRole('region', { name: '依据' });
  await grounds.getByText('100 分钟').waitFor();
  await grounds.getByRole('button', { name: '来历' }).click();
  await grounds.getByRole('group').first().waitFor();
  expect(await violations(desk)).toEqual([]);
  const { tags } = (await gp('GET', `/api/people/${personId}/portrait`)).json as PortraitReply;
  expect(new Set(tags.map(({ source }) => source))).toContain('family-doctor');
  expect((await daughter('GET', `/api/people/${personId}/portrait`)).status).toBe(403);

  const { page: office } = await county.newPage();
  await signIn(office, 'bureau', 'bureau');
  await office.goto(`${county.address}/bureau/who-lacks`);
  await office.getByText(/上次算全县/).waitFor({ timeout: 60_000 });
  await office.getByRole('button', { name: '算全县的指数' }).click();
  const bureau = await county.as('bureau');
  await expect
    .poll(
      async () => {
        const { last } = (await bureau('GET', '/api/portrait/run')).json as {
          last: { startedByName: string; finishedAt?: string };
        };
        return last.finishedAt !== undefined && last.startedByName !== undefined;
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBe(true);
  const name = encodeURIComponent(
    ((await daughter('GET', '/api/session')).json as { displayName: string }).displayName,
  );
  const lacks = async (what: string) =>
    ((await gp('GET', `/api/portrait/lacks?what=${what}&text=${name}`)).json as LacksReply).items.map(
      (one) => one.personId,
    );
  expect(await lacks('index')).not.toContain(personId);
  expect(await lacks('report')).toContain(personId);
  const download = office.waitForEvent('download');
  await office.getByRole('button', { name: '导出 Excel' }).click();
  expect((await download).suggestedFilename()).toBe('index.xlsx');
  expect(await violations(office)).toEqual([]);
});
