// Promise: a resident comes through WeCom, links once, gets a card, taps it and lands on the page; nobody else comes in by that identity.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { violations } from './accessibility.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

const phone = { width: 390, height: 844 };
/** Signs the resident out of this browser. The page that stands is left first: it would notice and go to the door by itself. */
const forget = async (page: Page) => {
  await page.goto('about:blank');
  await page.context().clearCookies({ name: 'tianmu_resident' });
};
const agreeAs = async (page: Page, name: string) => {
  await page.getByRole('link', { name }).first().click();
};

it('links once, gets a card, taps it and lands on the page', { timeout: 300_000 }, async () => {
  const { page, context } = await county.newPage(phone);
  await page.goto(`${county.address}/door/wecom`);
  await page.waitForURL('**/entries/?provider=wecom');
  await page.getByRole('link', { name: '转诊和检查' }).waitFor();
  expect(await page.locator('main a').count()).toBe(10);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: '转诊和检查' }).click();
  // The simulated WeCom asks who is there.
  await page.getByText('「天目」想知道您是谁').waitFor();
  const messenger = new URL(page.url()).origin;
  await agreeAs(page, '程春华');
  // Nobody has linked this identity: sign in once.
  await page.waitForURL('**/?portal=resident&outside=messenger**');
  await page.getByText('第一次从这里进入').waitFor();
  await page.locator('#account').fill('resident');
  await page.locator('#password').fill(password);
  await page.locator('form').getByRole('button').last().click();
  await page.waitForURL('**/resident/link-identity');
  await page.getByText('和这个账号关联起来').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '关联', exact: true }).click();
  await page.waitForURL('**/resident/orders');

  // A doctor opens the record in an emergency: the person is told, by a card that says nothing of it.
  const me = (await (await county.as('resident'))('GET', '/api/session')).json as { personId: string };
  const doctor = await county.as('specialist');
  expect((await doctor('POST', '/api/session/step-up', { password })).status).toBe(200);
  const opened = await doctor('POST', '/api/break-glass', {
    personId: me.personId,
    reason: 'emergency',
    explanation: '昏迷送来，需要看过敏和用药',
  });
  expect(opened.status).toBe(200);
  await expect
    .poll(
      async () => {
        await page.goto(messenger);
        return page.locator('a.card').count();
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toBe(1);
  expect(await page.locator('a.card').innerText()).not.toContain('档案');
  await context.clearCookies({ name: 'tianmu_resident' });
  await page.locator('a.card').click();
  await page.getByRole('link', { name: '以 程春华 的身份同意' }).click();
  await page.waitForURL('**/resident/looked');

  // A code and state that were used open nothing for anybody else.
  const stranger = await county.newPage(phone);
  await stranger.page.goto(`${county.address}/door/wecom/record`);
  await stranger.page.getByText('您是谁', { exact: true }).waitFor();
  await agreeAs(stranger.page, '潘国庆');
  await stranger.page.waitForURL('**/?portal=resident&outside=messenger**');
  expect((await stranger.context.cookies()).some(({ name }) => name === 'tianmu_resident')).toBe(false);
  let used = '';
  page.on('request', (request) => {
    if (request.url().includes('/door/wecom/back')) used = request.url();
  });
  await page.goto(`${county.address}/door/wecom/record`);
  await page.getByRole('link', { name: '以 程春华 的身份同意' }).click();
  await page.waitForURL('**/resident/record');
  expect(used).toContain('code=');
  await stranger.page.goto(used);
  await stranger.page.waitForURL('**outside=failed**');
  expect((await stranger.context.cookies()).some(({ name }) => name === 'tianmu_resident')).toBe(false);

  // Taken back, the way is shut.
  await page.goto(`${county.address}/resident/settings`);
  await page.getByRole('button', { name: '解除关联' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '解除关联' }).click();
  await page.getByText('还没有关联').first().waitFor();
  await forget(page);
  await page.goto(`${county.address}/door/wecom/record`);
  await page.getByRole('link', { name: '以 程春华 的身份同意' }).click();
  await page.waitForURL('**/?portal=resident&outside=messenger**');
});
