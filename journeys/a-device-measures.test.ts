// Promise: a cuff at home speaks over MQTT, and the family doctor sees the value; a station in the village asks whose value it is, and it goes into that record.
import mqtt, { type MqttClient } from 'mqtt';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Device } from '#foundation/intake/contract.ts';
import type { HeldReading } from '#foundation/intake/inbox-contract.ts';
import type { Loan } from '#foundation/intake/lending-contract.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';
import { freePort } from '../bench/served.ts';

let county: JourneyCounty;
let gateway: MqttClient;
beforeAll(async () => {
  county = await openJourneyCounty();
  const port = await freePort();
  await county.restart(['--demo', '--no-simulator', '--mqtt-port', String(port)]);
  gateway = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { username: 'simulator-devices', password });
}, 300_000);
afterAll(async () => {
  await gateway?.endAsync(true);
  await county?.close();
}, 30_000);

const get = async <Reply>(path: string): Promise<Reply> => {
  const answer = await (await county.as('gp'))('GET', path);
  expect(answer.status, `${path} ${JSON.stringify(answer.json)}`).toBe(200);
  return answer.json as Reply;
};
const publish = (serial: string, reading: object) =>
  gateway.publishAsync(
    `tianmu/devices/${serial}/measurements`,
    JSON.stringify({ simulated: true, readings: [{ at: new Date().toISOString(), ...reading }] }),
    { qos: 1 },
  );
async function enter(size: { width: number; height: number }): Promise<Page> {
  const { page, context } = await county.newPage(size);
  // Two browsers and a county on a busy machine: pages take their time.
  context.setDefaultTimeout(60_000);
  await page.goto(county.address);
  await page
    .getByRole('button', { name: /全科医生/ })
    .first()
    .click();
  await page.waitForURL('**/clinic/**');
  return page;
}
/** What the person's newest blood pressure says on the doctor's screen. */
async function sees(page: Page, personId: string, text: RegExp): Promise<void> {
  await page.goto(`${county.address}/clinic/people/${personId}`);
  await page.getByText(text).first().waitFor();
}

it('the doctor sees what a cuff at home sent by Bluetooth and MQTT', { timeout: 300_000 }, async () => {
  const { items } = await get<{ items: Loan[] }>('/api/intake/loans');
  const loan = items.find(({ kind }) => kind === 'blood-pressure')!;
  // 187/104 mmHg, mean 132, as a frame of Blood Pressure Measurement.
  const frame = { characteristic: '2a35', hex: '00 bb00 6800 8400' };
  await publish(loan.serial, { frame });
  // A failed cuff says NaN: it is no value of anybody, and waits with its reason.
  await publish(loan.serial, { frame: { ...frame, hex: '00 ff07 ff07 ff07' } });
  const page = await enter({ width: 1440, height: 900 });
  await sees(page, loan.personId, /187/);
  const after = (await get<{ items: Loan[] }>('/api/intake/loans')).items;
  expect(after.find(({ loanId }) => loanId === loan.loanId)).toMatchObject({ silentDays: 0, stopped: false });
});

it('a shared station asks whose value it is, and the doctor says so', { timeout: 300_000 }, async () => {
  const { items: shared } = await get<{ items: Device[] }>('/api/intake/devices?state=shared');
  const { items: loans } = await get<{ items: Loan[] }>('/api/intake/loans');
  const [station, person] = [shared[0]!, loans.at(-1)!];
  await publish(station.serial, { values: { systolic: 176, diastolic: 99 } });
  await publish(station.serial, { values: { systolic: 176, diastolic: 99 }, id: 'somebody else, the same values' });
  const page = await enter({ width: 1440, height: 900 });
  await page.goto(`${county.address}/clinic/health-devices`);
  await page
    .getByText(/176\/99/)
    .first()
    .waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '认领' }).first().click();
  await page.getByLabel('是谁量的').fill(person.name);
  await page
    .getByRole('list')
    .getByRole('button', { name: new RegExp(person.name) })
    .first()
    .click();
  await page.getByRole('button', { name: new RegExp(`归到 ${person.name}`) }).click();
  await page.getByText(`已归到 ${person.name} 的健康档案`).waitFor();
  const { items } = await get<{ items: HeldReading[] }>('/api/intake/inbox?state=assigned');
  expect(items).toHaveLength(1);
  await sees(page, items[0]!.person!.personId, /176/);
  // Taken back, it waits again and stands in no record.
  await page.goto(`${county.address}/clinic/health-devices?state=assigned`);
  await page
    .getByText(/176\/99/)
    .first()
    .click();
  await page.getByRole('button', { name: '从档案中撤回' }).click();
  await expect
    .poll(async () => (await get<{ waiting: number }>('/api/intake/inbox')).waiting, { timeout: 60_000 })
    .toBe(3);
});
