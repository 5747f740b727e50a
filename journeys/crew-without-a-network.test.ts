// Promise: the server is dead and the tablet's battery is pulled out; everything that the crew entered is there, arrives once, and lies nowhere in clear.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeIdNumber } from '#foundation/registry/rules/id-number.ts';
import { launchProfile, pullBattery } from '#platform/ui/testing/chromium.ts';
import { openJourneyCounty, type JourneyCounty } from './county.ts';
import {
  allSent,
  measure,
  note,
  openCrewDay,
  openPerson,
  openStop,
  pin,
  register,
  setUpDevice,
  typePin,
  type CrewDay,
} from './crew-day.ts';

const profile = mkdtempSync(join(tmpdir(), 'tianmu-tablet-'));
let county: JourneyCounty;
let day: CrewDay;
let tablet: BrowserContext | undefined;
beforeAll(async () => {
  county = await openJourneyCounty();
  day = await openCrewDay(county);
}, 300_000);
afterAll(async () => {
  await tablet?.close().catch(() => undefined);
  pullBattery(profile);
  await county?.close();
  rmSync(profile, { recursive: true, force: true });
}, 30_000);

const size = { width: 1024, height: 768 };
async function openTablet(): Promise<Page> {
  tablet = await launchProfile(profile, { viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  tablet.setDefaultTimeout(60_000);
  return tablet.pages()[0] ?? tablet.newPage();
}
const person = (name: string, day: string, serial: number, phone: string) => ({
  name,
  idNumber: makeIdNumber('330112', day, serial),
  phone,
});
const known = person('方桂英', '1950-05-06', 122, '13800030001');
const second = person('俞水根', '1947-08-09', 123, '13800030002');
const third = person('章阿毛', '1955-01-12', 125, '13800030003');
const words = '夜里咳嗽，痰里带血丝一次';

it('what was entered is kept, arrives once, and lies nowhere in clear', { timeout: 300_000 }, async () => {
  const { visitId } = day.visit;
  let page = await openTablet();
  await setUpDevice(page, county.address, 'crew-gp', '3 号车平板');
  await openStop(page, visitId);
  await register(page, known);
  await allSent(page);

  // The server dies. Three people are seen; one gets a form half filled.
  await county.kill();
  await measure(page, { systolic: '171', diastolic: '97' });
  await note(page, words);
  await openStop(page, visitId);
  await register(page, second);
  await measure(page, { systolic: '133', 'heart-rate': '70' });
  await page.getByText('其他表格').click();
  await page.locator('[data-form="hypertension-follow-up"]').click();
  const item = (key: string) => page.locator(`[data-item="${key}"]`);
  await item('method').getByText('家庭', { exact: true }).click();
  await item('weight').locator('input').fill('58.5');
  await item('salt').getByText('中', { exact: true }).click();
  await page.waitForTimeout(2_500);
  pullBattery(profile);
  await tablet!.close().catch(() => undefined);

  // The same profile, the server still away: the PIN opens it, and the work goes on. Cookies of the session
  // end with the browser; a killed one has them on disk only where its last flush was long enough ago.
  page = await openTablet();
  await tablet!.clearCookies();
  await page.goto(`${county.address}/crew/`);
  await page.getByRole('heading', { name: '请输入 PIN' }).waitFor();
  await typePin(page);
  await openPerson(page, visitId, known.name);
  expect(await page.locator('[data-vital="systolic"]').inputValue()).toBe('171');
  expect(await page.locator('textarea[name=note]').inputValue()).toBe(words);
  await page.getByRole('button', { name: '更改' }).click();
  await page.getByLabel('手机号').fill('13800030009');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await openPerson(page, visitId, second.name);
  await page.getByText('其他表格').click();
  await page.getByText('填了一半').waitFor();
  await page.locator('[data-form="hypertension-follow-up"]').click();
  expect(await page.locator('[data-item="weight"] input').inputValue()).toBe('58.5');
  await openStop(page, visitId);
  await register(page, third);
  await measure(page, { 'glucose-fasting': '6.4' });
  await page.waitForTimeout(300);

  // Meanwhile a colleague's phone changes the first one's number.
  await day.start(30);
  const phone = await county.newPage({ width: 390, height: 844 });
  await setUpDevice(phone.page, county.address, 'crew-doctor', '2 号手机');
  await openPerson(phone.page, visitId, known.name);
  await phone.page.getByRole('button', { name: '更改' }).click();
  await phone.page.getByLabel('手机号').fill('13800030008');
  await phone.page.getByRole('button', { name: '保存', exact: true }).click();
  await allSent(phone.page);

  // The session went with the battery: the app says so, and signing in again touches nothing of what waits.
  await page.getByRole('button', { name: '立即同步' }).click();
  await page.getByText('登录已过期').click();
  await page.locator('[data-account="crew-gp"]').click();
  await page.getByRole('heading', { name: '请输入 PIN' }).waitFor();
  await typePin(page);
  await page.getByText('待上传 0').waitFor();
  await page.getByText('1 处要您决定').waitFor();
  await page.getByRole('link', { name: '同步', exact: true }).click();
  await page
    .locator('article', { hasText: '手机号' })
    .locator('li', { hasText: '13800030009' })
    .getByRole('button', { name: '用这个' })
    .click();
  await allSent(page);
  expect(await page.getByText(/处要您决定/).count()).toBe(0);

  const doctor = await county.as('crew-doctor');
  const entries = async (path: string) =>
    ((await doctor('GET', `/fhir/${path}`)).json as { entry?: { resource: Record<string, unknown> }[] }).entry ?? [];
  for (const { name, value } of [
    { name: known.name, value: 171 },
    { name: second.name, value: 133 },
    { name: third.name, value: 6.4 },
  ]) {
    const patients = await entries(`Patient?name=${encodeURIComponent(name)}`);
    expect(patients, name).toHaveLength(1);
    const id = patients[0]!.resource['id'] as string;
    expect(await entries(`Encounter?patient=${id}`), name).toHaveLength(1);
    const observations = JSON.stringify(await entries(`Observation?patient=${id}`));
    expect(observations.split(`"value":${value},`).length - 1, name).toBe(1);
    const phones = JSON.stringify(patients);
    if (name === known.name) expect(phones).toContain('13800030009');
  }

  await tablet!.close();
  // The search finds what is there: the name of the database.
  expect(foundIn(profile, 'tianmu-device-')).not.toEqual([]);
  const clear = [known, second, third].flatMap(({ name, idNumber, phone: number }) => [name, idNumber, number]);
  for (const word of [...clear, words, '13800030008', '13800030009', pin])
    expect(foundIn(profile, word), word).toEqual([]);
});

/** Files of the profile that hold the words as UTF-8 or UTF-16. */
function foundIn(folder: string, word: string): string[] {
  const texts = [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => texts.some((text) => readFileSync(path).includes(text)));
}
