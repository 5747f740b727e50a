// Promise: the family doctor plans a visit at somebody's home, does it on a phone without a network, and it arrives once, as a home visit that counts for the contract.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MemberReply } from '#programmes/family-doctor/contract.ts';
import type { Booking, DueReply } from '#programmes/family-doctor/workbench-contract.ts';
import { allSent, measure, note, setUpDevice, typePin } from './crew-day.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

it('from the plan to the ledger', { timeout: 300_000 }, async () => {
  const gp = await county.as('gp');
  const { items } = (await gp('GET', '/api/family-doctor/due')).json as DueReply;
  const member = async (personId: string) =>
    (await gp('GET', `/api/people/${personId}/family-doctor`)).json as MemberReply;
  const homeVisits = ({ performed }: MemberReply) => performed.filter(({ evidence }) => evidence === 'home').length;
  const { personId, name } = items[0]!;
  const encounters = async () =>
    ((await gp('GET', `/fhir/Encounter?patient=${personId}&class=HH`)).json as { total: number }).total;
  const before = await member(personId);
  // A visit at home counts for those whose packages promise visits at home.
  const promised = before.progress.some(({ service }) => service === 'home-visit');

  const encountersBefore = await encounters();

  const desk = await county.newPage();
  await desk.page.request.post(`${county.address}/api/session`, {
    data: { account: 'gp', password, portal: 'clinic' },
  });
  await desk.page.goto(`${county.address}/clinic/family/people/${personId}`);
  await desk.page.locator('summary', { hasText: '安排上门' }).click();
  await desk.page.getByLabel('为什么上门').fill('行动不便，上门量血压');
  await desk.page.getByRole('button', { name: '安排上门' }).click();
  await desk.page.getByText(/已安排/).waitFor();

  const { page, context } = await county.newPage({ width: 390, height: 844 });
  await setUpDevice(page, county.address, 'gp', '王医生的手机');
  await page.locator('a[href*="/stop/"]', { hasText: name }).first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  // Nobody checks in a vehicle at somebody's door.
  expect(await page.getByRole('heading', { name: '打卡' }).count()).toBe(0);

  await context.setOffline(true);
  await page.locator('a[href*="/person/"]', { hasText: name }).first().click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  await page.getByRole('button', { name: '开始就诊' }).click();
  await page.getByText('就诊中').waitFor();
  await measure(page, { systolic: '199', diastolic: '97' });
  await note(page, '卧床，血压偏高，嘱家属每天量');
  // The phone is put away and taken out again, still without a network.
  await page.reload();
  await page.getByRole('heading', { name: '请输入 PIN' }).waitFor();
  await typePin(page);
  await page.locator('[data-vital="systolic"]').waitFor();
  expect(await page.locator('[data-vital="systolic"]').inputValue()).toBe('199');
  expect(await encounters()).toBe(encountersBefore);

  await context.setOffline(false);
  await allSent(page);
  expect(await encounters()).toBe(encountersBefore + 1);
  const measured = JSON.stringify(
    (await gp('GET', `/fhir/Observation?patient=${personId}&code=85354-9&_sort=-date&_count=3`)).json,
  );
  expect(measured.split('"value":199').length - 1).toBe(1);
  const counted = homeVisits(before) + (promised ? 1 : 0);
  await expect.poll(async () => homeVisits(await member(personId)), { timeout: 60_000 }).toBe(counted);

  // Noted as done at the desk, it is still one visit.
  const { items: bookings } = (await gp('GET', `/api/people/${personId}/family-doctor/bookings`)).json as {
    items: Booking[];
  };
  const booking = bookings.find(({ kind, state }) => kind === 'home' && state === 'agreed')!;
  const path = `/api/people/${personId}/family-doctor/bookings/${booking.bookingId}/state`;
  expect((await gp('POST', path, { state: 'done' })).status).toBe(422);
  expect((await gp('POST', path, { state: 'done', evidence: '上门量血压，见当天记录' })).status).toBe(200);
  expect(homeVisits(await member(personId))).toBe(counted);
});
