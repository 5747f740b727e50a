// Promise: two records of one person are found, joined by somebody with grounds, seen as one everywhere, and parted again with nothing lost.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Measurements } from '#foundation/record/contract.ts';
import type { PersonFacts } from '#foundation/registry/contract.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

const byValue = (one: number, other: number) => one - other;
const fhir = { 'content-type': 'application/fhir+json' };
const weightOf = (patient: string, kilograms: number, at: string) => ({
  resourceType: 'Observation',
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
  ],
  code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }], text: '体重' },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: at,
  valueQuantity: { value: kilograms, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
});

it('from the hint to the parting', { timeout: 300_000 }, async () => {
  const gp = await county.as('gp');
  const hospital = await county.as('integrator');
  const resident = await county.as('resident');
  const { personId } = (await resident('GET', '/api/session')).json as { personId: string };
  const person = (await gp('GET', `/api/people/${personId}`)).json as PersonFacts;

  // A hospital that knows neither her number nor her phone writes a record of its own.
  const patient = {
    resourceType: 'Patient',
    name: [{ text: person.name }],
    gender: person.sex,
    birthDate: person.birthOn,
  };
  const written = await hospital('POST', '/fhir/Patient', patient, fhir);
  expect(written.status, JSON.stringify(written.json)).toBe(201);
  const double = (written.json as { id: string }).id;
  const now = Date.now();
  const at = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  expect((await hospital('POST', '/fhir/Observation', weightOf(double, 61.7, at(30)), fhir)).status).toBe(201);
  const weights = async (of: string) => {
    const { series } = (await gp('GET', `/api/people/${of}/measurements?code=29463-7&limit=200`)).json as Measurements;
    return series.flatMap(({ points }) => points.map(({ value }) => value)).toSorted(byValue);
  };
  const own = await weights(personId);
  expect(own).not.toContain(61.7);

  const { page } = await county.newPage();
  await page.request.post(`${county.address}/api/session`, { data: { account: 'bureau', password, portal: 'bureau' } });
  await page.goto(`${county.address}/bureau/identity`);
  const card = page.getByRole('listitem').filter({ hasText: person.name }).first();
  await card.getByText('相同').first().waitFor();
  expect(await violations(page)).toEqual([]);
  await decide(page, card, '是同一个人，合并', '本人带身份证到场核对');
  await page.getByText(`已合并 ${person.name} 的两份档案`).waitFor();

  // One person, from whichever record one comes.
  const together = await weights(personId);
  expect(together).toEqual([...own, 61.7].toSorted(byValue));
  expect(await weights(double)).toEqual(together);
  const timeline = async (of: string) => JSON.stringify((await gp('GET', `/api/people/${of}/timeline`)).json);
  expect(await timeline(personId)).toContain('61.7');
  // An outside system that asks by either record, the work on it, those in whose care it is, and who looked.
  const search = async (of: string) => {
    const { json } = await gp('GET', `/fhir/Observation?patient=${of}&code=29463-7&_count=100`);
    return (json as { total: number }).total;
  };
  expect(await search(personId)).toBe(together.length);
  expect(await search(double)).toBe(together.length);
  expect(JSON.stringify((await gp('GET', `/fhir/Patient/${personId}/$everything`)).json)).toContain('61.7');
  expect(JSON.stringify((await gp('GET', `/fhir/Patient/${personId}/$summary`)).json)).toContain('61.7');
  expect((await resident('GET', `/api/people/${double}/timeline`)).status).toBe(200);
  const { organisations } = (await gp('GET', '/api/organisations?kind=hospital')).json as {
    organisations: { organisationId: string }[];
  };
  const order = await gp('POST', `/api/people/${double}/orders`, {
    orderId: crypto.randomUUID(),
    kind: 'referral',
    payload: { toOrganisationId: organisations[0]!.organisationId, reason: '血压偏高，请看' },
  });
  expect(order.status, JSON.stringify(order.json)).toBe(200);
  const { orderId } = order.json as { orderId: string };
  const work = async () => JSON.stringify((await gp('GET', `/api/people/${personId}/orders`)).json);
  expect(await work()).toContain(orderId);
  const lookers = async () => JSON.stringify((await resident('GET', '/api/my/access-log?count=200')).json);
  expect(await lookers()).toContain('数据对接');
  // Written in between, on either side.
  expect((await gp('POST', '/fhir/Observation', weightOf(personId, 62.3, at(20)), fhir)).status).toBe(201);
  expect((await hospital('POST', '/fhir/Observation', weightOf(double, 62.9, at(10)), fhir)).status).toBe(201);
  expect(await weights(personId)).toEqual([...together, 62.3, 62.9].toSorted(byValue));

  await page.getByRole('button', { name: '已合并', exact: true }).click();
  const joined = page.getByRole('listitem').filter({ hasText: '本人带身份证到场核对' });
  await decide(page, joined, '拆开', '查明是同名的邻居');
  await page.getByText('已记下：不是同一个人').waitFor();

  // Each has what was written on its side.
  expect(await weights(personId)).toEqual([...own, 62.3].toSorted(byValue));
  expect(await weights(double)).toEqual([61.7, 62.9]);
  expect(await timeline(personId)).not.toContain('61.7');
  expect(await search(personId)).toBe(own.length + 1);
  expect(await work()).not.toContain(orderId);
  expect((await resident('GET', `/api/people/${double}/timeline`)).status).toBe(403);
  expect(await lookers()).not.toContain('数据对接');
  expect(county.tianmu('verify-audit')).toMatchObject({ status: 0 });
});

async function decide(page: Page, card: ReturnType<Page['locator']>, verb: string, grounds: string): Promise<void> {
  await card.getByRole('button', { name: verb }).click();
  await page.getByLabel('依据').fill(grounds);
  await page.getByRole('dialog').getByRole('button', { name: verb }).click();
}
