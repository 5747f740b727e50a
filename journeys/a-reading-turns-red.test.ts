// Promise: a device reading at a farmhouse turns a resident red, the family doctor sees it in under 5 seconds without reload, acts, the follow-up closes with a result, the colour returns to green.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UploadsReply } from '#foundation/intake/contract.ts';
import type { PersonRegisters, WorklistReply, WorklistRow } from '#programmes/chronic-care/contract.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, type Call, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

/** What the promise allows, from the device's message to the doctor's screen. */
const promisedMilliseconds = 5_000;

async function enter(card: RegExp, portal: string): Promise<Page> {
  const { page } = await county.newPage();
  await page.goto(county.address);
  await page.getByRole('button', { name: card }).first().click();
  await page.waitForURL(`**/${portal}/**`);
  return page;
}

/** A meter of the person's own, known to the county, whose gateway speaks for it. */
async function ownMeter(gp: Call, personId: string): Promise<string> {
  const { orgUnitId } = ((await gp('GET', '/api/session')).json as { roles: { orgUnitId: string }[] }).roles[0]!;
  const [serial, deviceId, bindingId] = ['BPFARMHOUSE1', randomUuid(), randomUuid()];
  const device = { deviceId, serial, kind: 'blood-pressure', model: '家用血压计', unitId: orgUnitId, shared: false };
  expect((await gp('POST', '/api/intake/devices', device)).status).toBe(200);
  const fromAt = new Date(Date.now() - 60_000).toISOString();
  const binding = { bindingId, deviceId, basis: 'own', fromAt };
  expect((await gp('POST', `/api/people/${personId}/devices`, binding)).status).toBe(200);
  return serial;
}
const randomUuid = (): string => crypto.randomUUID().replace(/^(.{14})4/, '$17');

/** As the gateway at the farmhouse sends what the meter measured. */
async function fromTheMeter(gateway: Call, serial: string, systolic: number, diastolic: number): Promise<string> {
  const at = new Date().toISOString();
  const sent = await gateway('POST', '/api/intake/measurements', {
    uploads: [{ serial, deviceNow: at, simulated: true, readings: [{ at, values: { systolic, diastolic } }] }],
  });
  expect(sent.status).toBe(200);
  return (sent.json as UploadsReply).outcomes[0]![0]!.outcome;
}

/**
 * Whoever has hypertension alone and no device yet: what was measured at home before counts into the mean of a week.
 * Staff measured them just now, so that they begin in green.
 */
async function someoneGreen(gp: Call): Promise<WorklistRow> {
  const people = (await gp('GET', '/api/chronic-care/people?disease=hypertension')).json as WorklistReply;
  for (const one of people.items.filter(({ diseases }) => diseases.length === 1)) {
    const devices = (await gp('GET', `/api/people/${one.personId}/devices`)).json as { items: unknown[] };
    if (devices.items.length > 0) continue;
    await gp('POST', `/api/people/${one.personId}/visits`, {
      visitId: randomUuid(),
      startedAt: new Date().toISOString(),
      kind: 'clinic',
      reason: '随访',
      vitals: [
        { kind: 'systolic', value: 126 },
        { kind: 'diastolic', value: 78 },
      ],
    });
    for (let tries = 0; tries < 20; tries += 1) {
      const found = (await gp('GET', `/api/people/${one.personId}/chronic-care`)).json as PersonRegisters;
      if (found.registrations[0]?.colour === 'green') return one;
      await new Promise((wait) => setTimeout(wait, 250));
    }
  }
  throw new Error('nobody with hypertension became green');
}

it('red at the farmhouse, green after the visit', { timeout: 300_000 }, async () => {
  const gp = await county.as('gp');
  const gateway = await county.as('simulator-devices');
  const { personId, name } = await someoneGreen(gp);
  const serial = await ownMeter(gp, personId);

  const doctor = await enter(/全科医生/, 'clinic');
  await doctor.getByRole('link', { name: '慢病管理' }).click();
  const row = doctor.locator('tr[data-row]', { hasText: name });
  await row.getByText('绿色').waitFor();
  expect(await violations(doctor)).toEqual([]);
  await doctor.evaluate(() => Object.assign(globalThis, { sameDocument: true }));

  const sentAt = Date.now();
  expect(await fromTheMeter(gateway, serial, 186, 112)).toBe('recorded');
  await row.getByText('红色').waitFor({ timeout: promisedMilliseconds });
  const seenAfter = Date.now() - sentAt;
  expect(seenAfter).toBeLessThan(promisedMilliseconds);
  console.info(`red on the doctor's screen after ${seenAfter} ms`);
  await row.getByText('血压 ≥180/110').waitFor();
  expect(await doctor.evaluate(() => 'sameDocument' in globalThis)).toBe(true);

  // A second reading joins the open follow-up; only one waits.
  expect(await fromTheMeter(gateway, serial, 184, 110)).toBe('recorded');
  await row.click();
  await doctor.waitForURL(`**/people/${personId}/chronic`);
  await doctor.getByText('最高收缩压 186').first().waitFor();
  expect(await violations(doctor)).toEqual([]);

  await doctor.getByRole('link', { name: '业务单' }).first().click();
  const order = doctor.locator('tr[data-row]', { hasText: '收缩压' }).filter({ hasText: name });
  await order.first().waitFor();
  expect(await order.count()).toBe(1);
  await order.getByText(/收缩压 184/).click();
  await doctor.getByRole('region', { name: '业务单' }).waitFor({ state: 'detached' });
  await doctor.getByRole('button', { name: '接单', exact: true }).click();
  await doctor.getByRole('status').getByText('处理中').waitFor();
  await doctor.getByRole('button', { name: '填写结果，办结' }).click();
  // Without a result it does not close.
  await doctor.getByRole('button', { name: '填写结果，办结' }).click();
  await doctor.getByRole('alert').getByText('处理与建议：请填写').waitFor();
  await doctor.getByText('复测正常', { exact: true }).click();
  await doctor.getByLabel('复测收缩压').fill('134');
  await doctor.getByLabel('复测舒张压').fill('82');
  await doctor.getByText('医护人员', { exact: true }).click();
  await doctor.getByLabel('处理与建议').fill('上门复测，休息后正常，嘱规律服药');
  await doctor.getByRole('button', { name: '填写结果，办结' }).click();
  await doctor.getByRole('status').getByText('已办结').waitFor();

  await doctor.getByRole('link', { name: '慢病管理' }).click();
  await row.getByText('绿色').waitFor({ timeout: promisedMilliseconds });
  const after = (await gp('GET', `/api/people/${personId}/chronic-care`)).json as PersonRegisters;
  expect(after.registrations[0]).toMatchObject({ colour: 'green', reason: { rule: 'HT-G1' } });
  expect(after.history.slice(0, 2).map(({ before, colour }) => `${before} ${colour}`)).toEqual([
    'red green',
    'green red',
  ]);
  await doctor.context().close();
});
