// Promise: a lost tablet is stopped by the bureau and empties itself at its next contact; what it had sent is there, another takes over; ten wrong PINs empty one too.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeIdNumber } from '#foundation/registry/rules/id-number.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';
import {
  allSent,
  measure,
  openCrewDay,
  openPerson,
  openStop,
  register,
  setUpDevice,
  typePin,
  type CrewDay,
} from './crew-day.ts';

let county: JourneyCounty;
let day: CrewDay;
beforeAll(async () => {
  county = await openJourneyCounty();
  day = await openCrewDay(county);
}, 300_000);
afterAll(() => county?.close(), 30_000);

const person = { name: '方阿根', idNumber: makeIdNumber('330112', '1949-11-12', 121), phone: '13800020001' };
const databases = () => indexedDB.databases().then((all) => all.map(({ name }) => name));

it('is stopped, emptied and replaced', { timeout: 300_000 }, async () => {
  const { visitId } = day.visit;
  const lost = await county.newPage({ width: 1024, height: 768 });
  await setUpDevice(lost.page, county.address, 'crew-gp', '3 号车平板');
  await openStop(lost.page, visitId);
  await register(lost.page, person);
  await measure(lost.page, { systolic: '141', diastolic: '88' });
  await allSent(lost.page);
  await lost.context.setOffline(true);

  const bureau = await county.newPage();
  await bureau.page.request.post(`${county.address}/api/session`, {
    data: { account: 'bureau', password, portal: 'bureau' },
  });
  await bureau.page.goto(`${county.address}/bureau/devices`);
  await bureau.page.getByLabel('按设备或使用人查找').fill('3 号车');
  await bureau.page.getByRole('button', { name: '停用' }).click();
  await bureau.page.getByLabel('原因').fill('平板遗失在山路上');
  await bureau.page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
  await bureau.page.getByText('已停用：平板遗失在山路上').waitFor();

  await lost.context.setOffline(false);
  await lost.page.getByRole('button', { name: '立即同步' }).click();
  await lost.page.getByText('这台设备已被停用，本机数据已全部删除。').waitFor();
  expect(await lost.page.evaluate(databases)).toEqual([]);
  await bureau.page.reload();
  await bureau.page.getByText(/数据已删除/).waitFor();

  // The second tablet has the person, the values, and goes on.
  const next = await county.newPage({ width: 390, height: 844 });
  await setUpDevice(next.page, county.address, 'crew-gp', '备用平板');
  await openPerson(next.page, visitId, person.name);
  await next.page.getByText('就诊中').waitFor();
  expect(await next.page.locator('[data-vital="systolic"]').inputValue()).toBe('141');
  await measure(next.page, { 'heart-rate': '76' });
  await next.page.getByRole('button', { name: '结束就诊' }).click();
  await next.page.getByText(/已看完/).waitFor();
  await allSent(next.page);
  const doctor = await county.as('crew-doctor');
  const { entry } = (await doctor('GET', `/fhir/Patient?name=${encodeURIComponent(person.name)}`)).json as {
    entry: { resource: { id: string } }[];
  };
  const visits = (await doctor('GET', `/fhir/Encounter?patient=${entry[0]!.resource.id}`)).json as {
    entry: { resource: { status: string } }[];
  };
  expect(visits.entry.map(({ resource }) => resource.status)).toEqual(['finished']);
});

it('ten wrong PINs empty it', { timeout: 300_000 }, async () => {
  const { page } = await county.newPage({ width: 390, height: 844 });
  await setUpDevice(page, county.address, 'crew-doctor', '2 号手机');
  await page.getByRole('link', { name: '本机' }).click();
  await page.getByRole('button', { name: '锁屏' }).click();
  for (let left = 9; left > 0; left--) {
    await typePin(page, '246801');
    await page.getByText(`还可以试 ${left} 次`).waitFor();
  }
  await typePin(page, '246801');
  await page.getByText('PIN 连续输错 10 次，本机数据已全部删除').waitFor();
  expect(await page.evaluate(databases)).toEqual([]);
});
