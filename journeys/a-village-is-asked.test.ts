// Promise: the hypertension list of a village is asked in one round by SMS and, whoever does not answer, by telephone; three people's abnormal answers reach their doctor as three pieces of work.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayOf } from '#platform/contract.ts';
import type { Page } from 'playwright-core';
import type { AudienceReply } from '#care/follow-up/contract.ts';
import type { PhoneMessage } from '#foundation/messaging/contract.ts';
import type { OrderRow } from '#foundation/orders/contract.ts';
import { openJourneyCounty, password, type Call, type JourneyCounty } from './county.ts';

const clockOf = (days: number, time: string) => `${dayOf(new Date(Date.now() + days * 86_400_000))}T${time}:00+08:00`;
let county: JourneyCounty;
beforeAll(async () => {
  // Nobody is asked at night: tomorrow at ten.
  county = await openJourneyCounty({ clock: clockOf(1, '10:00') });
}, 300_000);
afterAll(() => county?.close(), 30_000);

/** Two answer the message, one the telephone, one nothing at all. */
const asked = 4;

it('from one press to three reviews', { timeout: 300_000 }, async () => {
  let gp = await county.as('gp');
  const village = await villageWithHypertension(gp);
  const { page: desk } = await county.newPage();
  await signIn(desk, 'gp', 'clinic');
  await desk.goto(`${county.address}/clinic/follow-up/new`);
  await desk.getByLabel('模板', { exact: true }).selectOption({ label: '高血压随访（示例）' });
  await desk.getByLabel('应用消息').uncheck();
  await desk.getByLabel('这轮随访的名称').fill('全村高血压随访');
  await desk.getByLabel('人群').selectOption({ label: '高血压' });
  await desk.getByLabel('村社', { exact: true }).selectOption(village.villageId);
  await desk.getByRole('button', { name: `发给 ${village.people.length} 人` }).click();
  await desk.waitForURL('**/rounds/*');
  const round = new URL(desk.url()).pathname;

  const links = async () =>
    ((await gp('GET', '/api/phone-simulator/messages')).json as { messages: PhoneMessage[] }).messages.flatMap(
      ({ text }) => (text.includes('高血压随访') ? (/https?:\/\/\S+\/answer\/[\w-]{22}/.exec(text) ?? []) : []),
    );
  await expect
    .poll(async () => new Set(await links()).size, { timeout: 60_000, interval: 1_000 })
    .toBe(village.people.length);
  const pressures = [168, 172, 176];
  for (const [index, link] of [...new Set(await links())].slice(0, 2).entries())
    await answerOnThePhone(link, pressures[index]!);

  // Two days later, after a second message, the machine calls whoever was silent. An attempt is due 24 hours after
  // the one before it, however many minutes that took: each day begins later than the day before.
  await county.restart(['--demo', '--no-simulator', '--clock', clockOf(2, '11:00')]);
  gp = await county.as('gp');
  await expect
    .poll(async () => (await links()).length, { timeout: 60_000, interval: 1_000 })
    .toBe(village.people.length * 2 - 2);
  await county.restart(['--demo', '--no-simulator', '--clock', clockOf(3, '12:00')]);
  const { page: phone } = await county.newPage({ width: 390, height: 844 });
  await signIn(phone, 'bureau', 'bureau');
  await phone.goto(`${county.address}/bureau/phones`);
  await answerWithKeys(phone, pressures[2]!);

  // The round says who answered how; each abnormal answer is work of the doctor's own list.
  await signIn(desk, 'gp', 'clinic');
  await desk.goto(`${county.address}${round}`);
  for (const pressure of pressures) await desk.getByText(`${pressure} mmHg`, { exact: false }).first().waitFor();
  await desk.getByText('自动电话回答').first().waitFor();
  gp = await county.as('gp');
  const names = new Map(village.people.map(({ personId, name }) => [personId, name]));
  const reviews = ((await gp('GET', '/api/orders?kind=chronic-review&limit=100')).json as { items: OrderRow[] }).items;
  const people = reviews.map(({ personId }) => personId).filter((personId) => names.has(personId));
  expect(people).toHaveLength(3);
  expect(new Set(people).size).toBe(3);
  await desk.goto(`${county.address}/clinic/orders?kind=chronic-review`);
  for (const personId of people)
    await desk
      .getByRole('row', { name: /慢病复核/ })
      .filter({ hasText: names.get(personId)! })
      .waitFor();
  const nurse = await county.as('nurse');
  const written = await Promise.all(
    people.map(async (personId) =>
      JSON.stringify(
        (await nurse('GET', `/fhir/Observation?patient=${personId}&code=85354-9&_sort=-date&_count=1`)).json,
      ),
    ),
  );
  for (const pressure of pressures) expect(written.some((one) => one.includes(`"value":${pressure}`))).toBe(true);
});

/** A village whose list holds four with a telephone; whoever is missing is diagnosed over the interface of a hospital. */
async function villageWithHypertension(gp: Call): Promise<{ villageId: string; people: AudienceReply['people'] }> {
  const audience = async (query: string) => (await gp('GET', `/api/follow-up/audience?${query}`)).json as AudienceReply;
  for (const { villageId } of (await audience('disease=all')).villages) {
    const ill = (await audience(`disease=hypertension&villageId=${villageId}`)).people;
    const everybody = (await audience(`disease=all&villageId=${villageId}`)).people.filter(({ hasPhone }) => hasPhone);
    const sick = new Set(ill.map(({ personId }) => personId));
    if (ill.some(({ hasPhone }) => !hasPhone) || ill.length > asked || everybody.length < asked) continue;
    for (const { personId } of everybody.filter((one) => !sick.has(one.personId)).slice(0, asked - ill.length)) {
      const { status } = await gp('POST', '/fhir/Condition', {
        resourceType: 'Condition',
        subject: { reference: `Patient/${personId}` },
        clinicalStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
        },
        code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10', display: '原发性高血压' }] },
      });
      expect(status).toBe(201);
    }
    return { villageId, people: (await audience(`disease=hypertension&villageId=${villageId}`)).people };
  }
  throw new Error('no village of the demo has four people with a telephone');
}

async function signIn(page: Page, account: string, portal: string): Promise<void> {
  await page.request.post(`${county.address}/api/session`, { data: { account, password, portal } });
}

async function answerOnThePhone(link: string, systolic: number): Promise<void> {
  const { page: phone, context } = await county.newPage({ width: 390, height: 844 });
  await phone.goto(link);
  await phone.locator('[data-item="systolic"] input').fill(String(systolic));
  await phone.locator('[data-item="diastolic"] input').fill('96');
  await phone.locator('[data-item="pills"]').getByText('每天都吃').click();
  await phone.locator('[data-item="dizzy"]').getByText('否', { exact: true }).click();
  await phone.getByRole('button', { name: '提交' }).click();
  await phone.getByRole('heading', { name: '已收到，谢谢您' }).waitFor();
  await context.close();
}

async function answerWithKeys(phone: Page, systolic: number): Promise<void> {
  await phone.getByRole('button', { name: '接听' }).first().click({ timeout: 60_000 });
  const talking = phone.locator('li[data-state="talking"]');
  await talking.getByText('本人吗').waitFor({ timeout: 60_000 });
  const press = async (keys: string) => {
    for (const key of keys) await talking.getByRole('button', { name: key, exact: true }).click();
  };
  await press('1');
  await talking.getByText('高压').waitFor({ timeout: 60_000 });
  for (const keys of [`${systolic}#`, '96#', '2', '1']) await press(keys);
  await talking.waitFor({ state: 'detached', timeout: 60_000 });
}
