// Promise: every first screen can be used by everybody: no serious accessibility violation, also in elder mode and on the dark board.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { violations } from './accessibility.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

const screens: [
  name: string,
  account: string | undefined,
  path: string,
  size: { width: number; height: number },
  elder?: boolean,
][] = [
  ['door', undefined, '/', { width: 390, height: 844 }],
  ['resident home', 'resident', '/resident/', { width: 390, height: 844 }],
  ['resident home, elder', 'resident', '/resident/', { width: 390, height: 844 }, true],
  ['my record', 'resident', '/resident/record', { width: 390, height: 844 }],
  ['who looked', 'resident', '/resident/looked', { width: 390, height: 844 }],
  ['resident settings', 'resident', '/resident/settings', { width: 390, height: 844 }],
  ['find a person', 'gp', '/clinic/', { width: 1440, height: 900 }],
  ['county', 'bureau', '/bureau/county', { width: 1440, height: 900 }],
  ['county board', 'bureau', '/bureau/county?theme=board', { width: 1920, height: 1080 }],
  ['accounts', 'admin', '/bureau/accounts', { width: 1440, height: 900 }],
  ['apps', 'admin', '/bureau/apps', { width: 1440, height: 900 }],
  ['sign-in from outside', 'admin', '/bureau/apps/outside', { width: 1440, height: 900 }],
  ['audit', 'auditor', '/bureau/audit', { width: 1440, height: 900 }],
  ['doctor in the village', 'resident', '/resident/visits', { width: 390, height: 844 }],
  ['month of visits', 'bureau', '/bureau/roving', { width: 1440, height: 900 }],
  ['day of visits', 'township', '/bureau/roving?view=day', { width: 1440, height: 900 }],
  ['rules of planning', 'bureau', '/bureau/roving/basis', { width: 1440, height: 900 }],
  ['service points', 'bureau', '/bureau/points', { width: 1440, height: 900 }],
  ['special visits', 'bureau', '/bureau/sites', { width: 1440, height: 900 }],
  ['provincial network', 'bureau', '/bureau/network', { width: 1440, height: 900 }],
  ['vehicles today', 'bureau', '/bureau/fleet', { width: 1440, height: 900 }],
  ['vehicles of a month', 'township', '/bureau/fleet/calendar', { width: 1440, height: 900 }],
  ['departure', 'nurse', '/clinic/departure', { width: 390, height: 844 }],
  ['identity review', 'bureau', '/bureau/identity', { width: 1440, height: 900 }],
  ['rules of home care', 'bureau', '/bureau/home-care/policies', { width: 1440, height: 900 }],
  ['roving live', 'bureau', '/bureau/live', { width: 1440, height: 900 }],
  ['gallery', 'bureau', '/bureau/gallery', { width: 1440, height: 900 }],
];

/** Nothing is loading any more (the gallery shows that state for ever), and what was drawn last has faded in. */
async function settled(page: Page, path: string): Promise<void> {
  await page.waitForTimeout(250);
  if (!path.endsWith('/gallery'))
    await page.waitForFunction(() => !document.body.innerText.includes('正在读取'), undefined, { polling: 100 });
  await page.waitForTimeout(250);
}

it.concurrent.each(screens)(
  '%s',
  async (_name, account, path, size, elder) => {
    const { page, context } = await county.newPage(size);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    if (account)
      await page.request.post(`${county.address}/api/session`, {
        data: { account, password, portal: path.split('/')[1] },
      });
    await page.goto(county.address + path);
    await page.locator('h1, h2').first().waitFor();
    if (elder) await page.getByRole('button', { name: '长辈模式' }).click();
    await settled(page, path);
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
    // Chinese is drawn, not boxes: the page's own web font is there for a machine that has none.
    const family = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
    expect(family).toContain('Noto Sans SC');
    expect(await page.evaluate(() => document.fonts.check('16px "Noto Sans SC Variable"', '天目'))).toBe(true);
    await context.close();
  },
  60_000,
);
