// A morning on which the demo's crew has a stop, and what a member of it does on a device: sign in, PIN, register, measure.
import type { Page } from 'playwright-core';
import { dayOf } from '#platform/contract.ts';
import type { CheckInsReply, VisitCheckIn } from '#programmes/roving/check-in-contract.ts';
import type { Plan } from '#programmes/roving/contract.ts';
import { addMonths } from '#programmes/roving/rules/month.ts';
import { password, type JourneyCounty } from './county.ts';

export const pin = '135790';
const minute = 60_000;

export interface CrewDay {
  visit: VisitCheckIn;
  /** Starts the server on that morning, so many minutes after the crew should have arrived. */
  start(afterMinutes: number): Promise<void>;
}

/**
 * Next month lies wholly ahead, whatever today is: it is published, and the clock stands at the first stop of the demo's
 * crew, or at the first one in the village of a resident's account.
 */
export async function openCrewDay(county: JourneyCounty, resident?: string): Promise<CrewDay> {
  const month = addMonths(dayOf(new Date()).slice(0, 7), 1);
  const bureau = await county.as('bureau');
  const { plans } = (await bureau('GET', `/api/roving/plans?month=${month}`)).json as { plans: Plan[] };
  const draft = plans.find(({ state }) => state === 'draft')!;
  const { version } = draft;
  const published = await bureau('POST', `/api/roving/plans/${draft.planId}/publication`, { version });
  if (published.status !== 200) throw new Error(`the plan is not published: ${published.status}`);
  const visits = (
    await bureau(
      'GET',
      `/api/roving/check-ins?fromOn=${month}-01&toOn=${month}-28&limit=200&${await placeOf(county, resident)}`,
    )
  ).json as CheckInsReply;
  const visit = visits.items.find(({ service }) => service === 'follow-up');
  if (!visit) throw new Error('the crew has no stop');
  const start = async (afterMinutes: number) => {
    const clock = new Date(Date.parse(visit.plannedArriveAt) + afterMinutes * minute).toISOString();
    await county.restart(['--demo', '--no-simulator', '--clock', clock]);
  };
  await start(1);
  return { visit, start };
}

/** The visits of the crew's team, or those to a resident's village. */
async function placeOf(county: JourneyCounty, resident: string | undefined): Promise<string> {
  if (resident) {
    const mine = await (await county.as(resident))('GET', '/api/my/village-visits');
    return `villageId=${(mine.json as { villageId: string }).villageId}`;
  }
  const crew = await county.as('crew-gp');
  const me = (await crew('GET', '/api/session')).json as { roles: { orgUnitId: string }[] };
  return `teamId=${me.roles[0]!.orgUnitId}`;
}

export async function typePin(page: Page, digits = pin): Promise<void> {
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click();
}

/** A new device of this account, with the villages of the coming days on it. */
export async function setUpDevice(page: Page, address: string, account: string, name: string): Promise<void> {
  await page.request.post(`${address}/api/session`, { data: { account, password, portal: 'crew' } });
  await page.goto(`${address}/crew/`);
  await page.getByLabel('这台设备的名字').fill(name);
  await typePin(page);
  await page.getByText('再输入一次').waitFor();
  await typePin(page);
  await page.getByText('已同步').waitFor();
  await page.locator('a[href*="/stop/"]').first().waitFor();
  // The service worker has all files: from here on the app starts without a network.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

export async function openStop(page: Page, visitId: string): Promise<void> {
  await page.getByRole('link', { name: '今天', exact: true }).click();
  await page.locator(`a[href$="/stop/${visitId}"]`).first().click();
  await page.getByRole('heading', { name: '打卡' }).waitFor();
}

export async function register(page: Page, person: { name: string; idNumber: string; phone: string }): Promise<void> {
  await page.getByRole('link', { name: '登记新居民' }).click();
  await page.getByLabel('姓名', { exact: true }).fill(person.name);
  await page.getByLabel(/身份证号/).fill(person.idNumber);
  await page.getByLabel(/手机号/).fill(person.phone);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByRole('heading', { name: person.name, level: 1 }).waitFor();
}

export async function openPerson(page: Page, visitId: string, name: string): Promise<void> {
  await openStop(page, visitId);
  await page.locator('a[href*="/person/"]', { hasText: name }).first().click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

export async function measure(page: Page, values: Record<string, string>): Promise<void> {
  for (const [kind, value] of Object.entries(values)) {
    const field = page.locator(`[data-vital="${kind}"]`);
    await field.fill(value);
    await field.press('Enter');
  }
  // Written as soon as the field is left: the reading stands once the field shows what is stored.
  await page.waitForTimeout(300);
}

export async function note(page: Page, text: string): Promise<void> {
  await page.locator('textarea[name=note]').fill(text);
  await page.locator('textarea[name=note]').blur();
  await page.getByText('记录已保存').waitFor();
}

/** All that waits has gone out, nothing was refused, and what others did has come. */
export async function allSent(page: Page): Promise<void> {
  const packed = page.waitForResponse((answer) => answer.url().includes('/api/sync/packs/'));
  await page.getByRole('button', { name: '立即同步' }).click();
  await packed;
  await page.getByText('待上传 0').waitFor();
  await page.getByText('已同步').waitFor();
}
