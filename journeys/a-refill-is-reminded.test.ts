// Promise: what another system dispensed runs out; the reminder rings on the phone of the demo, the resident stops it and takes it up again, and the doctor sees receipts and days covered to the day.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { PhoneMessage, Preferences } from '#foundation/messaging/contract.ts';
import type { PersonMedicines } from '#care/pharmacy/contract.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

const flags = (clock: string, speed = 1) => ['--demo', '--no-simulator', '--clock', clock, '--speed', String(speed)];
const day = 86_400_000;
let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

async function signIn(page: Page, account: string, portal: string): Promise<void> {
  await page.request.post(`${county.address}/api/session`, { data: { account, password, portal } });
}
const onDay = (from: number, days: number) => new Date(from + days * day).toISOString().slice(0, 10);

it('from the box of tablets to the stop word', { timeout: 300_000 }, async () => {
  const start = Date.now() + 2 * day;
  const today = (days = 0) => onDay(start, days);
  await county.restart(flags(`${today()}T09:00:00+08:00`));
  const gp = await county.as('gp');
  const daughter = await county.as('daughter');
  const { personId } = (await daughter('GET', '/api/session')).json as { personId: string };
  // Whoever the demo made the daughter: what she takes already is not what this is about.
  for (const type of ['MedicationDispense', 'MedicationRequest']) {
    const found = (await gp('GET', `/fhir/${type}?patient=${personId}&_count=200`)).json as {
      entry?: { resource: { id: string } }[];
    };
    for (const { resource } of found.entry ?? [])
      expect((await gp('DELETE', `/fhir/${type}/${resource.id}`)).status).toBeLessThan(300);
  }
  // Before there is anything to remind of they choose texts alone, as for an old phone.
  const { page: phone } = await county.newPage({ width: 390, height: 844 });
  await signIn(phone, 'daughter', 'resident');
  await phone.goto(`${county.address}/resident/medicines`);
  await phone.getByText('没有在用的药').waitFor();
  for (const way of ['手机应用', '电话语音']) await phone.getByRole('checkbox', { name: new RegExp(way) }).uncheck();
  await phone.getByRole('button', { name: '保存提醒方式' }).click();
  await phone.getByText('提醒方式已保存').waitFor();
  expect(await violations(phone)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  const write = async (resource: { resourceType: string }) => {
    const answer = await gp('POST', `/fhir/${resource.resourceType}`, resource);
    expect(answer.status, JSON.stringify(answer.json)).toBe(201);
    return (answer.json as { id: string }).id;
  };
  const concept = {
    text: '马来酸依那普利片 10mg×28片',
    coding: [{ system: 'http://www.whocc.no/atc', code: 'C09AA02' }],
  };
  const subject = { reference: `Patient/${personId}` };
  const requestId = await write({
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: concept,
    subject,
    authoredOn: `${today(-120)}T09:00:00+08:00`,
    dosageInstruction: [
      {
        text: '每次 10 mg，每日 1 次',
        timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
        doseAndRate: [{ doseQuantity: { value: 10, unit: 'mg' } }],
      },
    ],
  } as { resourceType: string });
  const dispense = (daysAgo: number) =>
    write({
      resourceType: 'MedicationDispense',
      status: 'completed',
      medicationCodeableConcept: concept,
      subject,
      authorizingPrescription: [{ reference: `MedicationRequest/${requestId}` }],
      quantity: { value: 1, unit: '盒' },
      whenHandedOver: `${today(-daysAgo)}T10:00:00+08:00`,
    } as { resourceType: string });
  // 28 days from 110 days ago; four days without; then three boxes from 78 days ago, two of them fetched early: six days are left.
  for (const daysAgo of [110, 78, 52, 24]) await dispense(daysAgo);

  const medicines = async () => (await gp('GET', `/api/people/${personId}/medicines`)).json as PersonMedicines;
  await phone.reload();
  await phone.getByText('还够 6 天').waitFor();
  await phone.getByText('111 天里有 107 天有药。用药规律，请保持。').waitFor();
  const before = await medicines();
  expect(before.medicines).toMatchObject([{ refill: { state: 'known', daysLeft: 6 }, dispensedOn: today(-24) }]);
  expect(before.adherence).toMatchObject([
    { therapy: 'ras-antagonist', fromOn: today(-110), toOn: today(), windowDays: 111, coveredDays: 107, fills: 4 },
  ]);

  // The next morning comes.
  await county.restart(flags(`${today(1)}T07:30:00+08:00`, 300));
  const doctor = await county.as('gp');
  const texts = async () =>
    ((await doctor('GET', '/api/phone-simulator/messages')).json as { messages: PhoneMessage[] }).messages;
  const { page: office } = await county.newPage();
  await signIn(office, 'bureau', 'bureau');
  await expect
    .poll(async () => ((await doctor('GET', `/api/people/${personId}/medicines`)).json as PersonMedicines).reminders, {
      timeout: 60_000,
    })
    .toMatchObject([{ sent: true, deliveries: [{ channel: 'sms', state: 'delivered' }] }]);
  const { displayName } = (await (await county.as('daughter'))('GET', '/api/session')).json as { displayName: string };
  const end = today(6);
  // Surname, how many and until when: nothing that says what for.
  const until = `${Number(end.slice(5, 7))}月${Number(end.slice(8, 10))}日`;
  const opening = `【天目】${displayName[0]!}先生/女士，您有1种常用药预计${until}用完`;
  // Neighbours of the same surname may run out on the same day: hers is the one that reached her phone, shown as 138****5678.
  const { phone: number } = (await doctor('GET', `/api/people/${personId}`)).json as { phone: string };
  const shown = `${number.slice(0, 3)}****${number.slice(-4)}`;
  const mine = (await texts()).filter(({ text, phone: to }) => to === shown && text.startsWith(opening));
  expect(mine).toHaveLength(1);
  expect(mine[0]!.text).not.toContain('依那普利');

  await office.goto(`${county.address}/bureau/phones`);
  const card = office.getByRole('listitem').filter({ hasText: shown }).filter({ hasText: opening });
  await card.getByRole('button', { name: 'TD', exact: true }).click();
  await office.getByText('已停止给您发短信提醒').first().waitFor();
  const preferences = async () =>
    (await doctor('GET', `/api/people/${personId}/message-preferences`)).json as Preferences;
  expect(await preferences()).toMatchObject({ stopped: ['sms'], consents: [{ origin: 'sms-reply', stopped: true }] });
  await card.getByRole('button', { name: '开', exact: true }).click();
  await office.getByText('已恢复短信提醒').first().waitFor();
  expect(await preferences()).toMatchObject({ stopped: [] });

  const { page: desk } = await county.newPage();
  await signIn(desk, 'gp', 'clinic');
  await desk.goto(`${county.address}/clinic/people/${personId}/medicines`);
  const reminders = desk.getByRole('region', { name: '发出的提醒' });
  await reminders.getByText(/短信.*已送达/).waitFor();
  const { adherence } = (await doctor('GET', `/api/people/${personId}/medicines`)).json as PersonMedicines;
  const [pdc] = adherence;
  // Without are the four days between the first box and the second.
  const gone = Math.round((Date.parse(pdc!.toOn) - Date.parse(pdc!.fromOn)) / day) + 1;
  expect(pdc).toMatchObject({ windowDays: gone, coveredDays: gone - 4, fills: 4 });
  expect(pdc!.gaps).toEqual([{ fromOn: today(-82), toOn: today(-79), days: 4 }]);
  const percent = Math.round(((gone - 4) / gone) * 1_000) / 10;
  await desk.getByText(`PDC ${percent}%`).waitFor();
  expect(await violations(desk)).toEqual([]);
});
