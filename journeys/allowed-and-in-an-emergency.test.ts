// Promise: a resident allows a health centre of another county to see their record, and takes it back; what was then opened in an emergency is reviewed by somebody else, and the resident reads what was found.
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

it('allowed, taken back, opened in an emergency, reviewed', { timeout: 300_000 }, async () => {
  const resident = await county.as('resident');
  const { personId } = (await resident('GET', '/api/session')).json as { personId: string };
  const doctor = await county.as('xinchang-gp');
  const looks = async () => (await doctor('GET', `/api/people/${personId}/timeline`)).status;
  const writes = async () =>
    (
      await doctor('POST', '/fhir/Condition', {
        resourceType: 'Condition',
        subject: { reference: `Patient/${personId}` },
        code: { text: '试写' },
      })
    ).status;
  expect(await looks()).toBe(403);

  const { page: phone } = await county.newPage({ width: 390, height: 844 });
  await signIn(phone, 'resident', 'resident');
  await phone.goto(`${county.address}/resident/settings`);
  await phone.getByRole('link', { name: /机构查看授权/ }).click();
  await phone.getByRole('button', { name: '授权一家机构' }).click();
  await phone.getByRole('button', { name: '授权', exact: true }).click();
  await phone.getByText('请选择机构').last().waitFor();
  const unit = await organisationOf('xinchang-gp');
  await phone.getByLabel('哪家机构').selectOption(unit);
  expect(await violations(phone)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await phone.getByRole('button', { name: '授权', exact: true }).click();
  await phone.getByText('只看档案 · 去看病').waitFor();
  expect(await looks()).toBe(200);
  // To see is not to treat.
  expect(await writes()).toBe(403);
  await phone.getByRole('button', { name: /^收回对/ }).click();
  await phone.getByRole('dialog').getByRole('button', { name: '收回', exact: true }).click();
  await phone.getByText('没有授权给别的机构').waitFor();
  expect(await looks()).toBe(403);

  const { page: desk } = await county.newPage();
  await signIn(desk, 'xinchang-gp', 'clinic');
  await desk.goto(`${county.address}/clinic/people/${personId}`);
  await desk.getByLabel('急救', { exact: true }).check();
  await desk.getByLabel('说明', { exact: true }).fill('昏迷送来急诊，需要过敏史');
  await desk.getByLabel('再输一次您的登录密码').fill(password);
  await desk.getByRole('button', { name: '打开档案' }).click();
  await desk.getByRole('heading', { name: '时间线' }).waitFor();

  const { page: office } = await county.newPage();
  await signIn(office, 'auditor', 'bureau');
  await office.goto(`${county.address}/bureau/opened-records`);
  const card = office.getByRole('listitem').filter({ hasText: '昏迷送来急诊，需要过敏史' });
  await card.waitFor();
  expect(await violations(office)).toEqual([]);
  await card.getByRole('button', { name: '写下结论' }).click();
  await card.getByText('请选择结论').first().waitFor();
  await card.getByLabel('理由充分').check();
  await card.getByLabel('说明').fill('急诊病历与查阅时间相符');
  await card.getByRole('button', { name: '写下结论' }).click();
  await office.getByText('没有待复核的紧急查阅').waitFor();
  await office.getByRole('button', { name: '已复核' }).click();
  await office.getByText('急诊病历与查阅时间相符').waitFor();

  // Whoever opened it has no part in the review; the resident reads the finding.
  expect((await doctor('GET', '/api/opened-records?state=waiting')).status).toBe(403);
  await phone.goto(`${county.address}/resident/notices`);
  await phone.getByText('紧急查阅已复核：理由充分').waitFor({ timeout: 60_000 });
});

/** The organisation for which an account works. */
async function organisationOf(account: string): Promise<string> {
  const call = await county.as(account);
  const { roles } = (await call('GET', '/api/session')).json as { roles: { orgUnitId: string }[] };
  return roles[0]!.orgUnitId;
}
