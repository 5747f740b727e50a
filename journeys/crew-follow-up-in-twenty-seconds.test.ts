// Promise: a follow-up visit is entered in the crew's app in at most twenty seconds of taps and keys, from opening the form to saved, on a phone without a network.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { makeIdNumber } from '#foundation/registry/rules/id-number.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, type JourneyCounty } from './county.ts';
import { allSent, openCrewDay, openPerson, openStop, register, setUpDevice, type CrewDay } from './crew-day.ts';

let county: JourneyCounty;
let day: CrewDay;
beforeAll(async () => {
  county = await openJourneyCounty();
  day = await openCrewDay(county);
}, 300_000);
afterAll(() => county?.close(), 30_000);

/** Between two actions; a practised thumb is about as fast. */
const pauseMilliseconds = 150;
const person = { name: '方土根', idNumber: makeIdNumber('330112', '1953-07-21', 127), phone: '13800040001' };
const lastTime = {
  method: '2',
  symptoms: ['1'],
  systolic: 148,
  diastolic: 88,
  smoking: 10,
  smokingTarget: 5,
  drinking: 0,
  exerciseTimes: 3,
  exerciseMinutes: 30,
  salt: '2',
  takesMedicine: true,
  adherence: '1',
  adverse: 'none',
  drug1: '苯磺酸氨氯地平片',
  emergencySigns: ['none'],
  complication: false,
  class: '2',
  referred: false,
};

it('from opening the form to saved', { timeout: 300_000 }, async () => {
  const { visitId, on } = day.visit;
  const { page, context } = await county.newPage({ width: 390, height: 844 });
  await setUpDevice(page, county.address, 'crew-gp', '1 号手机');
  await openStop(page, visitId);
  await register(page, person);
  await allSent(page);

  // What another device filled in for him three months ago.
  const crew = await county.as('crew-gp');
  const patients = (await crew('GET', `/fhir/Patient?name=${encodeURIComponent(person.name)}`)).json as {
    entry: { resource: { id: string } }[];
  };
  const id = (last: number) => `01992000-0000-7000-8000-${String(last).padStart(12, '0')}`;
  await crew('POST', '/api/sync/devices', { deviceId: id(1), name: '上次的平板' });
  const madeAt = new Date(Date.parse(`${on}T09:00:00+08:00`) - 92 * 86_400_000).toISOString();
  const answers = Object.entries(lastTime).map(([key, value]) => [`a.${key}`, value]);
  const operation = {
    operationId: id(2),
    sequence: 1,
    kind: 'roving.form',
    documentId: id(3),
    personId: patients.entry[0]!.resource.id,
    scopeId: day.visit.villageId,
    madeAt,
    set: {
      form: 'hypertension-follow-up|2017.3',
      answeredOn: madeAt.slice(0, 10),
      doneAt: madeAt,
      ...Object.fromEntries(answers),
    },
    replaces: {},
  };
  const pushed = await crew('POST', '/api/sync/push', { deviceId: id(1), sentAt: madeAt, operations: [operation] });
  expect(pushed.json).toMatchObject({ results: [{ result: 'accepted' }] });
  await allSent(page);

  await context.setOffline(true);
  await openPerson(page, visitId, person.name);
  await page.getByRole('button', { name: '开始就诊' }).click();
  await page.getByText('就诊中').waitFor();
  await page.getByText('其他表格').click();
  const begin = performance.now();
  let actions = 0;
  const pause = () => page.waitForTimeout(pauseMilliseconds);
  const tap = async (place: Locator) => {
    await pause();
    actions += 1;
    await place.click();
  };
  const type = async (text: string) => {
    for (const key of [...text, 'Enter']) {
      await pause();
      actions += 1;
      await page.keyboard.press(key);
    }
  };
  const item = (key: string) => page.locator(`[data-item="${key}"]`);
  const choose = (key: string, label: string) => tap(item(key).getByText(label, { exact: true }));
  await tap(page.locator('[data-form="hypertension-follow-up"]'));
  await choose('method', '家庭');
  await choose('symptoms', '无症状');
  await tap(item('systolic').locator('input'));
  for (const text of ['156', '92', '78', '64.5']) await type(text);
  await tap(page.getByRole('region', { name: '生活方式指导' }).getByRole('button', { name: '与上次相同' }));
  await tap(page.getByRole('region', { name: '用药' }).getByRole('button', { name: /^带入上次|^与上次相同/ }));
  await choose('adherence', '规律');
  await choose('adverse', '无');
  await choose('emergencySigns', '无');
  await choose('complication', '否');
  await tap(page.getByRole('button', { name: '采用建议' }));
  await choose('referred', '否');
  await tap(page.getByRole('button', { name: '保存随访' }));
  await page.getByText('已保存：').waitFor();
  const seconds = (performance.now() - begin) / 1_000;
  expect(seconds, `${actions} taps and keys`).toBeLessThanOrEqual(20);

  await page.getByText('其他表格').click();
  await page.locator('[data-form="hypertension-follow-up"]').getByText('已完成').waitFor();
  expect(await violations(page)).toEqual([]);
  await context.setOffline(false);
  await allSent(page);
  const doctor = await county.as('crew-doctor');
  const responses = (
    await doctor('GET', `/fhir/QuestionnaireResponse?patient=${patients.entry[0]!.resource.id}&status=completed`)
  ).json as { entry: { resource: { item: unknown } }[] };
  expect(responses.entry.some(({ resource }) => JSON.stringify(resource).includes('"value":156'))).toBe(true);
});
