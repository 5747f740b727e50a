// Promise: a round calls people by itself; somebody answers with the keys of a telephone, heard as sound, and what is abnormal reaches the doctor as a chronic review.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayOf } from '#platform/contract.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  // Nobody is called at night: tomorrow at ten.
  const tomorrow = dayOf(new Date(Date.now() + 86_400_000));
  county = await openJourneyCounty({ clock: `${tomorrow}T10:00:00+08:00` });
}, 300_000);
afterAll(() => county?.close(), 30_000);

it('from the ringing phone to the review', { timeout: 300_000 }, async () => {
  const { page: desk } = await county.newPage();
  await desk.request.post(`${county.address}/api/session`, { data: { account: 'gp', password, portal: 'clinic' } });
  await desk.goto(`${county.address}/clinic/follow-up/new`);
  await desk.getByLabel('模板', { exact: true }).selectOption({ label: '高血压随访（示例）' });
  await desk.getByLabel('应用消息').uncheck();
  await desk.getByLabel('短信链接').uncheck();
  await desk.getByRole('button', { name: /^发给 \d+ 人$/ }).click();
  await desk.waitForURL('**/rounds/*');

  const { page: phone } = await county.newPage({ width: 390, height: 844 });
  await phone.request.post(`${county.address}/api/session`, {
    data: { account: 'bureau', password, portal: 'bureau' },
  });
  await phone.goto(`${county.address}/bureau/phones`);
  await phone.getByRole('button', { name: '接听' }).first().click({ timeout: 60_000 });
  const talking = phone.locator('li[data-state="talking"]');
  await talking.getByText('本人吗').waitFor({ timeout: 60_000 });
  expect(await violations(phone)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const press = async (keys: string) => {
    for (const key of keys) await talking.getByRole('button', { name: key, exact: true }).click();
  };
  await press('1');
  await talking.getByText('高压').waitFor({ timeout: 60_000 });
  await press('168#');
  await press('96#');
  await press('2');
  await press('1');

  // The desk hears of it by itself; the review is an order of the person's own team.
  await desk.getByText('168 mmHg', { exact: false }).first().waitFor({ timeout: 60_000 });
  await desk.getByText('自动电话回答').waitFor();
  // The sums by question say it too: the person stands in the list.
  await desk.locator('tr[data-row]').getByText('168 mmHg', { exact: false }).first().click();
  await desk.waitForURL('**/follow-up/people/**');
  const [, personId] = /people\/([0-9a-f-]{36})\//.exec(desk.url())!;
  await desk.getByRole('link', { name: '查看慢病复核' }).click();
  await desk
    .getByRole('heading', { name: /慢病复核/ })
    .first()
    .waitFor();
  const nurse = await county.as('nurse');
  const entries = async (path: string) =>
    ((await nurse('GET', `/fhir/${path}`)).json as { entry?: { resource: object }[] }).entry ?? [];
  expect(await entries(`QuestionnaireResponse?patient=${personId}`)).toHaveLength(1);
});
