// Promise: two doctors change the same person on two devices without a network; nothing is lost, they are asked where it differs, and the record keeps both.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { makeIdNumber } from '#foundation/registry/rules/id-number.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, type JourneyCounty } from './county.ts';
import {
  allSent,
  measure,
  note,
  openCrewDay,
  openPerson,
  openStop,
  register,
  setUpDevice,
  type CrewDay,
} from './crew-day.ts';

let county: JourneyCounty;
let day: CrewDay;
beforeAll(async () => {
  county = await openJourneyCounty();
  day = await openCrewDay(county);
}, 300_000);
afterAll(() => county?.close(), 30_000);

const person = { name: '方小兰', idNumber: makeIdNumber('330112', '1951-02-03', 122), phone: '13800010001' };

async function changePhone(page: Page, phone: string): Promise<void> {
  await page.getByRole('button', { name: '更改' }).click();
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('联系方式已保存').waitFor();
}

it('nothing is lost, the conflict is shown and settled', { timeout: 300_000 }, async () => {
  const { visitId } = day.visit;
  const first = await county.newPage({ width: 390, height: 844 });
  const second = await county.newPage({ width: 1024, height: 768 });
  await setUpDevice(first.page, county.address, 'crew-gp', '1 号车平板');
  await openStop(first.page, visitId);
  await register(first.page, person);
  await allSent(first.page);
  await setUpDevice(second.page, county.address, 'crew-doctor', '2 号手机');
  await openPerson(second.page, visitId, person.name);
  expect(await violations(first.page)).toEqual([]);

  // Both lose the network, and both see her.
  await first.context.setOffline(true);
  await second.context.setOffline(true);
  await measure(first.page, { systolic: '168', diastolic: '98' });
  await note(first.page, '漏服降压药三天，嘱按时服药');
  await changePhone(first.page, '13800010002');
  await measure(second.page, { 'glucose-fasting': '7.9', 'body-weight': '61.5' });
  await note(second.page, '空腹血糖偏高，改下周复查');
  await changePhone(second.page, '13800010003');

  await first.context.setOffline(false);
  await allSent(first.page);
  await second.context.setOffline(false);
  await allSent(second.page);
  await second.page.getByText('2 处要您决定').waitFor();
  await second.page.getByRole('link', { name: '同步', exact: true }).click();
  await second.page.getByText('漏服降压药三天，嘱按时服药').waitFor();
  expect(await violations(second.page)).toEqual([]);

  // Her own note stands, and the phone of the first device.
  const card = (label: string) => second.page.locator('article', { hasText: label });
  const take = async (label: string, value: string) => {
    await card(label).locator('li', { hasText: value }).getByRole('button', { name: '用这个' }).click();
    await card(label).waitFor({ state: 'detached' });
  };
  await take('记录', '空腹血糖偏高');
  await take('手机号', '13800010002');
  await allSent(second.page);
  await allSent(first.page);
  await expect.poll(() => first.page.getByText(/处要您决定/).count()).toBe(0);

  const doctor = await county.as('crew-doctor');
  const fhir = async (path: string) => {
    const answer = await doctor('GET', `/fhir/${path}`);
    expect(answer.status, path).toBe(200);
    return answer.json as { entry?: { resource: Record<string, unknown> }[] };
  };
  const found = await fhir(`Patient?name=${encodeURIComponent(person.name)}`);
  const [patient] = found.entry!;
  expect(JSON.stringify(patient)).toContain('13800010002');
  const patientId = patient!.resource['id'] as string;
  const visits = (await fhir(`Encounter?patient=${patientId}`)).entry!;
  expect(visits).toHaveLength(1);
  const attendance = visits[0]!.resource['id'] as string;
  const values = JSON.stringify(await fhir(`Observation?patient=${patientId}&_count=50`));
  for (const value of [168, 98, 7.9, 61.5]) expect(values).toContain(`"value":${value}`);
  const history = (await fhir(`DocumentReference/${attendance}-note/_history`)).entry!;
  const notes = history.map(({ resource }) => JSON.stringify(resource)).join('\n');
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
  expect(notes).toContain(base64('漏服降压药三天，嘱按时服药'));
  expect(notes).toContain(base64('空腹血糖偏高，改下周复查'));
});

it(
  'a number that stands under another name is refused in words, and corrected without losing the visit',
  {
    timeout: 90_000,
  },
  async () => {
    const { visitId } = day.visit;
    const known = { name: '俞阿六', idNumber: makeIdNumber('330112', '1946-06-06', 123), phone: '13800010011' };
    const { page, context } = await county.newPage({ width: 390, height: 844 });
    await setUpDevice(page, county.address, 'crew-gp', '4 号手机');
    await openStop(page, visitId);
    await register(page, known);
    await allSent(page);
    const other = await county.newPage({ width: 390, height: 844 });
    await setUpDevice(other.page, county.address, 'crew-doctor', '5 号手机');
    await context.close();

    await other.context.setOffline(true);
    await openStop(other.page, visitId);
    await register(other.page, { ...known, name: '余阿六' });
    await measure(other.page, { systolic: '144', diastolic: '86' });
    await other.context.setOffline(false);
    await other.page.getByRole('button', { name: '立即同步' }).click();
    await other.page.getByText('这个身份证号已登记在另一个姓名下').waitFor();
    expect(await other.page.getByText(known.name).count()).toBe(0);
    await other.page.getByRole('link', { name: '更正登记' }).click();
    await other.page.getByLabel('姓名', { exact: true }).fill(known.name);
    await other.page.getByRole('button', { name: '保存', exact: true }).click();
    await allSent(other.page);
    await other.page.getByText('此人已有档案').waitFor();
    expect(await other.page.locator('[data-vital="systolic"]').inputValue()).toBe('144');

    const doctor = await county.as('crew-doctor');
    const found = (await doctor('GET', `/fhir/Patient?name=${encodeURIComponent(known.name)}`)).json as {
      entry: { resource: { id: string } }[];
    };
    expect(found.entry).toHaveLength(1);
    const values = await doctor('GET', `/fhir/Observation?patient=${found.entry[0]!.resource.id}`);
    expect(JSON.stringify(values.json)).toContain('"value":144');
  },
);
