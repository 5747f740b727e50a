// Promises: a clinician's signature lets residents see a model, and another's rejection takes it back; a resident answers what only they know, sees their risk in people and what stopping to smoke would do; the county is assessed, and whoever is high becomes work of their own team.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { PersonRisk, RecallReply } from '#care/risk/contract.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

async function signIn(page: Page, account: string, portal: string): Promise<void> {
  await page.request.post(`${county.address}/api/session`, { data: { account, password, portal } });
}
const observation = (personId: string, code: string, value: number, unit: string) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code }] },
  subject: { reference: `Patient/${personId}` },
  effectiveDateTime: new Date().toISOString(),
  valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
});

it('from the answers to the recall', { timeout: 300_000 }, async () => {
  const gp = await county.as('gp');
  const daughter = await county.as('daughter');
  const { personId } = (await daughter('GET', '/api/session')).json as { personId: string };
  for (const [code, value, unit] of [
    ['8480-6', 168, 'mm[Hg]'],
    ['8462-4', 98, 'mm[Hg]'],
    ['14647-2', 6.6, 'mmol/L'],
    ['14646-4', 1.1, 'mmol/L'],
    ['8280-0', 92, 'cm'],
    ['29463-7', 68, 'kg'],
    ['8302-2', 160, 'cm'],
  ] as const)
    expect((await gp('POST', '/fhir/Observation', observation(personId, code, value, unit))).status).toBe(201);

  const { page: phone } = await county.newPage({ width: 390, height: 844 });
  await signIn(phone, 'daughter', 'resident');
  await phone.goto(`${county.address}/resident/risk`);
  const questions = phone.getByRole('region', { name: '只有本人知道的' });
  await questions.getByLabel('现在吸', { exact: true }).check();
  const answer = async (question: string, word: '是' | '否') =>
    questions.getByRole('group', { name: question }).getByLabel(word, { exact: true }).check();
  await answer('父母或兄弟姐妹有心梗', '是');
  await answer('父母、兄弟姐妹或子女有糖尿病吗', '否');
  await answer('父母或兄弟姐妹有过脑卒中', '是');
  await answer('每周运动 3 次以上', '否');
  await answer('正在吃降压药吗', '否');
  await questions.getByRole('button', { name: '记下回答' }).click();
  await phone.getByText('已记进档案，风险已重算').waitFor();
  const card = phone.getByRole('article', { name: '脑卒中' });
  await card.getByText('▲高', { exact: true }).waitFor();
  expect(await violations(phone)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  // Stopped, in the browser alone: the record says what it said.
  const before = (await daughter('GET', `/api/people/${personId}/risk`)).json as PersonRisk;
  const stroke = before.results.find(({ model }) => model === 'stroke-eight-factor')!;
  expect(stroke.level).toBe('high');
  await phone.getByLabel('戒烟').first().check();
  await card.getByText(/改变后/).waitFor();
  expect((await daughter('GET', `/api/people/${personId}/risk`)).json).toEqual(before);

  const { page: office } = await county.newPage();
  await signIn(office, 'bureau', 'bureau');
  await office.goto(`${county.address}/bureau/risk?model=stroke-eight-factor&level=high`);
  await office.getByRole('button', { name: '评估全县' }).click();
  await office.getByText(/上次全县评估/).waitFor({ timeout: 60_000 });
  expect(await violations(office)).toEqual([]);

  // The doctor sees whom it concerns and calls them in; pressed again nobody is called in twice.
  const list = (await gp('GET', '/api/risk/recall?model=stroke-eight-factor&level=high')).json as RecallReply;
  expect(list.items.map((one) => one.personId)).toContain(personId);
  const { page: desk } = await county.newPage();
  await signIn(desk, 'gp', 'clinic');
  await desk.goto(`${county.address}/clinic/risk-recall?model=stroke-eight-factor&level=high`);
  const { displayName } = (await daughter('GET', '/api/session')).json as { displayName: string };
  const row = desk.getByRole('row').filter({ hasText: displayName }).first();
  await row.getByRole('checkbox').check();
  await desk.getByRole('button', { name: '派给团队召回（1 人）' }).click();
  await row.getByText('已派给团队').waitFor();
  const again = await gp('POST', '/api/risk/recall', { model: 'stroke-eight-factor', personIds: [personId] });
  expect(again.json).toEqual({ placed: 0, standing: 1 });
  const village = await county.as('village-doctor');
  const orders = (await village('GET', `/api/people/${personId}/orders`)).json as { orders: { kind: string }[] };
  expect(orders.orders.filter(({ kind }) => kind === 'risk-recall')).toHaveLength(1);
});

it('a model is for clinicians until one of them signs it', { timeout: 300_000 }, async () => {
  const [gp, daughter] = [await county.as('gp'), await county.as('daughter')];
  const { personId } = (await daughter('GET', '/api/session')).json as { personId: string };
  const seenBy = async (call: typeof gp) =>
    ((await call('GET', `/api/people/${personId}/risk`)).json as PersonRisk).results.map(({ model }) => model);
  expect(await seenBy(gp)).toContain('plcom2012');
  expect(await seenBy(daughter)).not.toContain('plcom2012');

  const { page: desk } = await county.newPage();
  await signIn(desk, 'gp', 'clinic');
  await desk.goto(`${county.address}/clinic/knowledge`);
  await desk.getByRole('link', { name: 'PLCOm2012 六年肺癌风险' }).click();
  await desk.getByLabel('意见').fill('已与原文核对');
  await desk.getByRole('button', { name: '同意使用并签字' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '同意使用并签字' }).click();
  await desk.getByText('已与原文核对').waitFor();
  expect(await violations(desk)).toEqual([]);
  expect(await seenBy(daughter)).toContain('plcom2012');

  // Whoever says no says why, and one standing no is enough.
  const { page: ward } = await county.newPage();
  await signIn(ward, 'specialist', 'clinic');
  await ward.goto(desk.url());
  await ward.getByText('已与原文核对').waitFor();
  await ward.getByRole('button', { name: '不同意' }).click();
  expect(await ward.getByRole('dialog').count()).toBe(0);
  await ward.getByLabel('意见').fill('本地人群还没有验证');
  await ward.getByRole('button', { name: '不同意' }).click();
  await ward.getByRole('dialog').getByRole('button', { name: '不同意' }).click();
  await ward.getByText('本地人群还没有验证').waitFor();
  expect(await seenBy(daughter)).not.toContain('plcom2012');
  expect(await seenBy(gp)).toContain('plcom2012');
  const signed = await daughter('POST', '/api/knowledge/contents/instrument/plcom2012/2013.1/signatures', {});
  expect(signed.status).toBe(403);
});
