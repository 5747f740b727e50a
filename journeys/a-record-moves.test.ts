// Promise: what another hospital gave along is taken into the right person's record, once; the resident reads it in their summary and takes the record away as a file.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { violations } from './accessibility.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

async function signIn(page: Page, account: string, portal: string): Promise<void> {
  const answer = await page.request.post(`${county.address}/api/session`, { data: { account, password, portal } });
  expect(answer.status()).toBe(200);
}

/** A discharge of a hospital whose system numbers people its own way. */
const discharge = (patient: object) => ({
  resourceType: 'Bundle',
  type: 'document',
  entry: [
    {
      fullUrl: 'https://his.example/fhir/Patient/88012',
      resource: { resourceType: 'Patient', id: '88012', ...patient },
    },
    { resource: { resourceType: 'Practitioner', id: 'dr-lou', name: [{ text: '楼主任' }] } },
    {
      fullUrl: 'urn:uuid:5f1c0f0e-6e0a-4a7e-9d10-000000000001',
      resource: {
        resourceType: 'Encounter',
        status: 'finished',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
        subject: { reference: 'Patient/88012' },
        participant: [{ individual: { reference: 'Practitioner/dr-lou' } }],
        period: { start: '2026-09-01T08:00:00+08:00', end: '2026-09-09T10:00:00+08:00' },
        reasonCode: [{ text: '急性胰腺炎住院' }],
      },
    },
    {
      resource: {
        resourceType: 'Condition',
        id: 'd1',
        clinicalStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
        },
        code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'K86.1' }], text: '慢性胰腺炎' },
        subject: { reference: 'https://his.example/fhir/Patient/88012' },
        encounter: { reference: 'urn:uuid:5f1c0f0e-6e0a-4a7e-9d10-000000000001' },
        onsetDateTime: '2026-09-01',
      },
    },
    {
      resource: {
        resourceType: 'AllergyIntolerance',
        id: 'a1',
        clinicalStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
        },
        code: { text: '碘造影剂' },
        criticality: 'high',
        patient: { reference: 'Patient/88012' },
      },
    },
    { resource: { resourceType: 'Consent', id: 'c1', patient: { reference: 'Patient/88012' } } },
    {
      resource: {
        resourceType: 'Observation',
        id: 'wrong',
        status: 'guessed',
        subject: { reference: 'Patient/88012' },
      },
    },
  ],
});
const file = (bundle: object) => ({
  name: '省城医院出院.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(bundle)),
});

it('looked at, taken in once, read by the resident, taken away', { timeout: 300_000 }, async () => {
  const resident = await county.as('resident');
  const gp = await county.as('gp');
  const { personId } = (await resident('GET', '/api/session')).json as { personId: string };
  const person = (await gp('GET', `/api/people/${personId}`)).json as { name: string; birthOn: string };

  const { page: desk } = await county.newPage();
  await signIn(desk, 'gp', 'clinic');
  await desk.goto(`${county.address}/clinic/people/${personId}/summary`);
  await desk.getByRole('article', { name: '健康摘要' }).waitFor();
  expect(await violations(desk)).toEqual([]);

  // Another person's file is seen and not taken.
  const choose = desk.locator('#person-bundle');
  await choose.setInputFiles(file(discharge({ name: [{ text: '裘别人' }], birthDate: '1931-01-01' })));
  await desk.getByText('是另一个人，不能转入').waitFor();
  expect(await desk.getByRole('button', { name: /^转入 \d+ 条/ }).count()).toBe(0);

  const right = file(discharge({ name: [{ text: person.name }], birthDate: person.birthOn }));
  await choose.setInputFiles(right);
  await desk.getByText('姓名和出生日期一致（文件里没有可比的身份证号）').waitFor();
  await desk.getByText('新的 3 条').waitFor();
  await desk.getByText('有 1 条格式不对，不转入').waitFor();
  expect(await violations(desk)).toEqual([]);
  await desk.getByRole('button', { name: '转入 3 条' }).dblclick();
  await desk.getByText(/已转入 3 条/).waitFor();
  const summary = desk.getByRole('article', { name: '健康摘要' });
  await summary.getByText('碘造影剂').waitFor();
  await choose.setInputFiles(right);
  await desk.getByText('没有要转入的新记录。').waitFor();
  await desk.getByText('已经有的 3 条，不重复写').waitFor();

  // The entry says where it came from; the doctor elsewhere is a name.
  await desk.goto(`${county.address}/clinic/people/${personId}`);
  await desk.getByText('急性胰腺炎住院').first().waitFor();
  const found = (await gp('GET', `/fhir/Encounter?patient=${personId}&class=IMP`)).json as {
    entry: { resource: { id: string; participant: { individual: { display?: string; reference?: string } }[] } }[];
  };
  const brought = found.entry.filter(({ resource }) => resource.participant?.[0]?.individual.display === '楼主任');
  expect(brought).toHaveLength(1);
  expect(brought[0]!.resource.participant[0]!.individual.reference).toBeUndefined();
  const origin = (await gp('GET', `/api/people/${personId}/origins/Encounter/${brought[0]!.resource.id}`)).json as {
    provenances: { activity: string }[];
  };
  expect(origin.provenances.map(({ activity }) => activity)).toEqual(['从文件转入']);

  // On the resident's phone: readable, and the file holds what the doctor took in.
  const { page: phone } = await county.newPage({ width: 390, height: 844 });
  await signIn(phone, 'resident', 'resident');
  await phone.goto(`${county.address}/resident/record`);
  await phone.getByRole('link', { name: /健康摘要/ }).click();
  await phone.getByText('慢性胰腺炎').waitFor();
  expect(await violations(phone)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const [download] = await Promise.all([
    phone.waitForEvent('download'),
    phone.getByRole('button', { name: '下载整份档案' }).click(),
  ]);
  const bundle = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
    type: string;
    entry: { resource: { resourceType: string; id: string } }[];
  };
  expect(bundle.type).toBe('collection');
  expect(bundle.entry.filter(({ resource }) => resource.resourceType === 'Patient')).toHaveLength(1);
  expect(bundle.entry.map(({ resource }) => resource.id)).toContain(brought[0]!.resource.id);
  expect(download.suggestedFilename()).not.toContain(person.name);
});
