// Promise: whoever guesses a password is locked out for a while, in words; the owner at the usual browser is not.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

async function tryPassword(page: Page, account: string, secret: string): Promise<void> {
  await page.getByRole('textbox', { name: '账号' }).fill(account);
  await page.locator('input[type=password]').fill(secret);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

it('locks the stranger, tells how long, and lets the owner in', async () => {
  const owner = await county.newPage();
  await owner.page.goto(county.address);
  await owner.page.getByRole('radio', { name: '诊室' }).check({ force: true });
  await tryPassword(owner.page, 'nurse', password);
  await owner.page.waitForURL('**/clinic/**');
  await owner.page.getByRole('button', { name: '退出' }).click();

  const stranger = await county.newPage({ width: 390, height: 844 });
  await stranger.page.goto(county.address);
  for (let attempt = 1; attempt <= 5; attempt++) {
    await tryPassword(stranger.page, 'nurse', `guess-${attempt}`);
    await stranger.page
      .getByText(attempt < 5 ? /账号或密码不对/ : /登录已暂停/)
      .first()
      .waitFor();
  }
  await stranger.page
    .getByText(/15 分钟/)
    .first()
    .waitFor();
  await tryPassword(stranger.page, 'nurse', password);
  await stranger.page
    .getByText(/登录已暂停/)
    .first()
    .waitFor();
  expect(stranger.page.url()).not.toContain('/clinic/');

  await owner.page.goto(county.address);
  await owner.page.getByRole('radio', { name: '诊室' }).check({ force: true });
  await tryPassword(owner.page, 'nurse', password);
  await owner.page.waitForURL('**/clinic/**');

  // As a second account: the administrator sees the lock.
  const admin = await county.as('admin');
  const listed = (await admin('GET', '/api/accounts?state=locked')).json as {
    items: { account: string; lockedUntil?: string }[];
  };
  expect(listed.items).toMatchObject([{ account: 'nurse', lockedUntil: expect.any(String) }]);
}, 300_000);
