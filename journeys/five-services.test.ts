// An elder is graded with the scale; the first visit is opened by rule; a plan is made, a home bed opened and closed; the coverage figure follows.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CoverageReply } from '#care/home-care/contract.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
});
afterAll(() => county?.close());

async function signedIn(account: string, portal: string): Promise<Page> {
  const { page, context } = await county.newPage();
  context.setDefaultTimeout(60_000);
  const data = { account, password, portal };
  const headers = { 'x-tianmu-portal': portal };
  expect((await context.request.post(`${county.address}/api/session`, { data, headers })).status()).toBe(200);
  return page;
}

it('grades, visits, opens and closes a home bed, and the figure moves', { timeout: 300_000 }, async () => {
  const bureau = await county.as('bureau');
  const coverage = async () => ((await bureau('GET', '/api/home-care/coverage')).json as CoverageReply).total;
  const before = await coverage();
  const resident = (await (await county.as('resident'))('GET', '/api/session')).json as { personId: string };
  const { personId } = resident;

  const gp = await signedIn('gp', 'clinic');
  await gp.goto(`${county.address}/clinic/people/${personId}/self-care`);
  await gp.getByRole('button', { name: '做评估' }).click();
  for (const item of ['进餐', '梳洗', '穿衣', '如厕'])
    await gp.getByRole('group', { name: item }).getByText('完全需要帮助').click();
  await gp.getByRole('button', { name: '保存', exact: true }).click();
  await gp.getByRole('group', { name: '活动' }).getByText('需要少量协助').click();
  await gp.getByText('不能自理').first().waitFor();
  await gp.getByRole('button', { name: '保存', exact: true }).click();
  await gp.getByText('28 分 不能自理').waitFor();
  expect(await coverage()).toMatchObject({ listed: before.listed + 1, covered: before.covered });

  await gp.getByRole('link', { name: '健康敲门' }).first().click();
  await gp.getByRole('button', { name: '认领' }).click();
  await gp.getByLabel('看到的情况').fill('独居，下肢无力，家里没有扶手');
  await gp.getByLabel('照护目标').fill('防跌倒，能自己进食');
  await gp.getByLabel(/常规上门间隔/).fill('14');
  await gp.getByRole('button', { name: '记录敲门和计划' }).click();
  await gp.getByText('已敲门').first().waitFor();
  expect(await coverage()).toMatchObject({ listed: before.listed + 1, covered: before.covered + 1 });

  await gp.goto(`${county.address}/clinic/people/${personId}/self-care`);
  await gp.getByRole('button', { name: '开家庭病床' }).click();
  const opening = gp.getByRole('form', { name: '家庭病床' });
  await opening.getByLabel('主要诊断').fill('脑梗死后遗症');
  await opening.getByLabel('建床理由').fill('行动不便，需定期护理');
  await opening.getByRole('button', { name: '开家庭病床' }).click();
  await gp.getByLabel('治疗护理计划').fill('康复训练，预防压疮');
  await gp.getByLabel('首次医嘱').fill('每日翻身，阿司匹林 100 mg');
  await gp.getByRole('button', { name: '建床' }).first().click();
  await gp.getByText('在床').first().waitFor();
  await gp.getByLabel('病情').fill('平稳');
  await gp.getByRole('form', { name: '记一次查床' }).getByLabel('做了什么').fill('测血压，指导翻身');
  await gp.getByRole('button', { name: '记一次查床' }).click();
  await gp.getByText('查了床').first().waitFor();
  await gp.getByRole('group', { name: '结局' }).getByText('好转').click();
  await gp.getByLabel('撤床小结').fill('能扶走，改常规上门');
  await gp.getByRole('button', { name: '撤床' }).first().click();
  await gp.getByRole('dialog').getByRole('button', { name: '撤床' }).click();
  await gp.getByText('已撤床').first().waitFor();

  const after = await coverage();
  expect(after).toMatchObject({ listed: before.listed + 1, covered: before.covered + 1 });
  expect(after.services['home-bed']).toBe(before.services['home-bed'] + 1);
  const office = await signedIn('bureau', 'bureau');
  await office.goto(`${county.address}/bureau/home-care/coverage`);
  await office.getByText(`清单 ${after.listed} 人，已服务 ${after.covered} 人`).waitFor();
  const plans = await (await county.as('village-doctor'))('GET', `/fhir/CarePlan?patient=${personId}`);
  expect(JSON.stringify(plans.json)).toContain('防跌倒，能自己进食');
});
