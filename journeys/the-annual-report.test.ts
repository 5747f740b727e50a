// Promise: a doctor makes a resident's annual report in seconds; the resident reads and keeps it, with every number as it was worked out by hand, and the doctor's advice only once it was signed; a whole village is done with its progress shown.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { PersonReport, VillageReports } from '#care/portrait/report-contract.ts';
import { readPdf } from '#platform/kernel/documents/codec/read-pdf.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, password, type Call, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

async function signIn(page: Page, account: string, portal: string): Promise<void> {
  await page.request.post(`${county.address}/api/session`, { data: { account, password, portal } });
}

const loinc = 'http://loinc.org';
const ownFact = 'urn:tianmu:fhir:risk-fact';
const found = 'urn:tianmu:fhir:portrait-fact';
type Put = [system: string, code: string, value: number | string | boolean, unit?: string];

async function write(gp: Call, personId: string, at: Date, values: readonly Put[]): Promise<void> {
  for (const [system, code, value, unit] of values) {
    const answer = await gp('POST', '/fhir/Observation', {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system, code }] },
      subject: { reference: `Patient/${personId}` },
      effectiveDateTime: at.toISOString(),
      ...(typeof value === 'number' && {
        valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
      }),
      ...(typeof value === 'string' && { valueString: value }),
      ...(typeof value === 'boolean' && { valueBoolean: value }),
    });
    expect(answer.status, `${code}: ${JSON.stringify(answer.json)}`).toBe(201);
  }
}

/*
 * By hand, from the tables of Circulation 2022;146:e18 (non-HDL cholesterol = mmol/L / 0.0259):
 * last year: activity 60 min -> 60, nicotine stopped within a year -> 25, sleep 5.5 h -> 40, BMI 26.4 -> 70,
 *   non-HDL 6.0 - 1.2 = 4.8 mmol/L = 185 mg/dL -> 40, HbA1c 6.0 without diabetes -> 60, 146/92 -> 25, diet not known:
 *   (60 + 25 + 40 + 70 + 40 + 60 + 25) / 7 = 320 / 7 = 45.71 -> 45.7.
 * this year, the published example: diet 50, 100 min -> 80, stopped 1 to 5 years -> 50, 6.5 h -> 70, BMI 26 -> 70,
 *   non-HDL 5.2 - 1.3 = 3.9 mmol/L = 151 mg/dL -> 60, HbA1c 5.9 -> 60, 128/76 untreated -> 75:
 *   515 / 8 = 64.375 -> 64.4; change 64.4 - 45.7 = +18.7.
 * China-PAR, woman of 44, south: ln 44 = 3.78419, ln 128 = 4.85203, ln(5.2 / 0.0259) = 5.30217, ln(1.3 / 0.0259) = 3.91587,
 *   ln 80 = 4.38203; 24.87 ln age + 19.98 ln SBP + 0.06 ln TC - 0.22 ln HDL + 1.48 ln waist - 4.36 ln age ln SBP = 116.944;
 *   1 - 0.9851 ^ exp(116.944 - 117.26) = 1.09 % -> 1.1 %, 1 of 100 people.
 * CKD-EPI 2021, woman: 61.88 umol/L = 0.70 mg/dL: 142 x 0.9938^44 x 1.012 = 109.3 -> 109.
 */
const lastYear: Put[] = [
  [loinc, '8480-6', 146, 'mm[Hg]'],
  [loinc, '8462-4', 92, 'mm[Hg]'],
  [loinc, '39156-5', 26.4, 'kg/m2'],
  [loinc, '14647-2', 6, 'mmol/L'],
  [loinc, '14646-4', 1.2, 'mmol/L'],
  [loinc, '4548-4', 6, '%'],
  [ownFact, 'activityMinutes', 60, 'min/wk'],
  [ownFact, 'sleepHours', 5.5, 'h'],
  [ownFact, 'nicotine', 'recent'],
  [ownFact, 'smokerAtHome', false],
  [ownFact, 'lipidLowering', false],
  [ownFact, 'antihypertensive', false],
];
const thisYear: Put[] = [
  [loinc, '8480-6', 128, 'mm[Hg]'],
  [loinc, '8462-4', 76, 'mm[Hg]'],
  [loinc, '39156-5', 26, 'kg/m2'],
  [loinc, '8280-0', 80, 'cm'],
  [loinc, '14647-2', 5.2, 'mmol/L'],
  [loinc, '14646-4', 1.3, 'mmol/L'],
  [loinc, '4548-4', 5.9, '%'],
  [loinc, '14682-9', 61.88, 'umol/L'],
  [found, 'portrait.dash-sum', 23, '{score}'],
  [ownFact, 'activityMinutes', 100, 'min/wk'],
  [ownFact, 'sleepHours', 6.5, 'h'],
  [ownFact, 'nicotine', 'quit1to5'],
  [ownFact, 'ascvdRelative', false],
];

it('from the values to the printed sheet', { timeout: 300_000 }, async () => {
  const gp = await county.as('gp');
  const daughter = await county.as('daughter');
  const { personId } = (await daughter('GET', '/api/session')).json as { personId: string };
  const now = new Date();
  const year = Number(new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 4));
  await write(gp, personId, new Date(`${year - 1}-12-28T02:00:00Z`), lastYear);
  await write(gp, personId, now, thisYear);

  const { page: desk } = await county.newPage();
  await signIn(desk, 'gp', 'clinic');
  await desk.goto(`${county.address}/clinic/people/${personId}/annual-report`);
  await desk.getByRole('button', { name: '生成报告' }).click();
  await desk.getByText('64.4 分').waitFor();
  expect(await violations(desk)).toEqual([]);

  // Before a doctor signed it, the resident has the numbers and no advice.
  const { page: phone } = await county.newPage({ width: 390, height: 844 });
  await signIn(phone, 'daughter', 'resident');
  await phone.goto(`${county.address}/resident/annual-report`);
  await phone.getByText('64.4 分').waitFor();
  await phone.getByText('健康处方要由您的家庭医生看过').waitFor();
  expect(await violations(phone)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  const review = desk.getByRole('region', { name: '审阅健康处方' });
  await review.getByLabel(/减谷类/).uncheck();
  await review.getByLabel(/给居民的话/).fill('三个月后再来量血压。');
  await review.getByRole('button', { name: '签名，给居民看' }).click();
  await desk.getByText('已签名，居民现在能看到健康处方').waitFor();

  await phone.reload();
  await phone.getByText('医生的话：三个月后再来量血压。').waitFor();
  const [saved] = await Promise.all([
    phone.waitForEvent('download'),
    phone.getByRole('button', { name: '下载 PDF' }).click(),
  ]);
  const sheet = readPdf(await readFile(await saved.path()));
  expect(sheet.missingGlyphs).toBe(0);
  for (const told of [
    '健康指数64.4分中等·8项里知道8/8项',
    `和去年比+18.7${year - 1}年底45.7分`,
    '饮食50/100没有资料',
    '运动80/10060/100',
    '烟50/10025/100',
    '睡眠70/10040/100',
    '体重70/10070/100',
    '血脂60/10040/100',
    '血糖60/10060/100',
    '血压75/10025/100',
    '128mmHg',
    '146mmHg',
    '降18，变好',
    '76mmHg',
    '92mmHg',
    '降16，变好',
    '26.0kg/m²',
    '26.4kg/m²',
    '降0.4，变好',
    '80厘米',
    '5.20mmol/L',
    '6.00mmol/L',
    '1.30mmol/L',
    '1.20mmol/L',
    '3.90mmol/L',
    '4.80mmol/L',
    '降0.90，变好',
    '5.9%',
    '6.0%',
    '降0.1，变好',
    '109mL/min/1.73m²',
    '10年内约有1人会得心脑血管病（1.1%）',
    '三个月后再来量血压',
  ])
    expect(sheet.text).toContain(told);
  for (const kept of ['减谷类', '草案', '{{', 'report.']) expect(sheet.text).not.toContain(kept);

  // From the same record the same report; nobody but those who care for her reads it.
  const again = await gp('POST', `/api/people/${personId}/annual-reports/${year}`);
  expect(again.json).toMatchObject({ changed: false });
  const own = (await daughter('GET', `/api/people/${personId}/annual-reports/${year}`)).json as PersonReport;
  expect(own.report!.model.index).toMatchObject({ score: 64.4, before: 45.7, change: 18.7, known: 8 });
  expect((await daughter('POST', `/api/people/${personId}/annual-reports/${year}`)).status).toBe(403);
});

it('a village at once', { timeout: 300_000 }, async () => {
  const gp = await county.as('gp');
  const { villages } = (await gp('GET', '/api/annual-reports/villages')).json as {
    villages: { villageId: string; name: string; people: number }[];
  };
  const village = villages.toSorted((a, b) => b.people - a.people)[0]!;
  const { page: desk } = await county.newPage();
  await signIn(desk, 'gp', 'clinic');
  await desk.goto(`${county.address}/clinic/annual-reports?village=${village.villageId}`);
  await desk.getByRole('button', { name: '给全村生成报告' }).click();
  await desk.getByRole('progressbar').or(desk.getByText(/做完/)).first().waitFor();
  await desk.getByText(new RegExp(`做完：${village.people} 人`)).waitFor({ timeout: 100_000 });
  expect(await violations(desk)).toEqual([]);
  const year = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));
  const list = (await gp('GET', `/api/annual-reports?villageId=${village.villageId}&year=${year}`))
    .json as VillageReports;
  expect(list.run).toMatchObject({ total: village.people, done: village.people, failures: [] });
  expect(list.items.length).toBe(Math.min(50, village.people));

  const { page: office } = await county.newPage();
  await signIn(office, 'bureau', 'bureau');
  await office.goto(`${county.address}/bureau/population-report`);
  await office.getByText('健康指数分布').waitFor();
  expect(await violations(office)).toEqual([]);
});
