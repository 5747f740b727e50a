// Promise: a doctor refers a resident, the hospital accepts and answers in another browser, the resident sees each step and rates it, and a third account reads it as a FHIR Task.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { violations } from './accessibility.ts';
import { openJourneyCounty, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

const reason = '爬坡时胸口发紧，歇一会能缓解';
const conclusion = '冠脉轻度狭窄，开始服药';

/** Enters by the card of the demo's door. */
async function enter(card: RegExp, portal: string, size?: { width: number; height: number }): Promise<Page> {
  const { page } = await county.newPage(size);
  await page.goto(county.address);
  await page.getByRole('button', { name: card }).first().click();
  await page.waitForURL(`**/${portal}/**`);
  return page;
}

it('asked, answered, rated', { timeout: 300_000 }, async () => {
  const resident = await county.as('resident');
  const specialist = await county.as('specialist');
  const session = (await resident('GET', '/api/my/people')).json as {
    people: { person: { personId: string; name: string } }[];
  };
  const { personId, name } = session.people[0]!.person;
  const hospital = (await specialist('GET', '/api/session')).json as {
    displayName: string;
    roles: { orgUnitName?: string }[];
  };

  // The doctor at the health centre asks.
  const doctor = await enter(/全科/, 'clinic');
  await doctor.goto(`${county.address}/clinic/people/${personId}`);
  await doctor.getByText('发起业务').click();
  await doctor.getByRole('link', { name: '转诊', exact: true }).click();
  await doctor.getByRole('button', { name: '提交' }).click();
  await doctor.getByRole('alert').getByText('转诊原因：请填写').waitFor();
  const place = (await specialistPlace())!;
  await doctor.getByLabel('转到哪里').selectOption({ label: place });
  await doctor.getByLabel('转诊原因').fill(reason);
  await doctor.getByText('急', { exact: true }).click();
  expect(await violations(doctor)).toEqual([]);
  await doctor.getByRole('button', { name: '提交' }).click();
  await doctor.getByRole('status').getByText('待接诊').waitFor();
  const orderId = new URL(doctor.url()).pathname.split('/').at(-1)!;

  // The resident follows on a phone.
  const phone = await enter(new RegExp(name), 'resident', { width: 390, height: 844 });
  await phone.getByRole('link', { name: /我的事项/ }).click();
  await phone.getByRole('link', { name: /转诊 · 待接诊/ }).click();
  await phone.getByText('已发给对方医院，等医生接收').waitFor();

  // A colleague at the hospital finds it in the list, accepts, and answers.
  const colleague = await enter(/专科/, 'clinic');
  await colleague.getByRole('link', { name: '业务单' }).click();
  await colleague.getByText(reason).click();
  await colleague.getByRole('region', { name: '业务单' }).waitFor({ state: 'detached' });
  await colleague.getByRole('button', { name: '接收', exact: true }).click();
  await colleague.getByLabel('到哪个科室').fill('心内科门诊');
  await colleague.getByRole('button', { name: '接收', exact: true }).click();
  await colleague.getByRole('status').getByText('已接收').waitFor();
  expect(await violations(colleague)).toEqual([]);
  await phone.getByText('医生已接收，请按通知去看病').waitFor({ timeout: 60_000 });
  await doctor.getByText(`已由${hospital.displayName}接收`).waitFor({ timeout: 60_000 });

  await colleague.getByRole('button', { name: '回复结果' }).click();
  await colleague.getByRole('button', { name: '回复结果' }).click();
  await colleague.getByRole('alert').getByText('诊断和处理：请填写').waitFor();
  await colleague.getByLabel('诊断和处理').fill(conclusion);
  await colleague.getByLabel('给病人的建议').fill('少盐，一个月后复查');
  await colleague.getByRole('button', { name: '回复结果' }).click();
  await colleague.getByRole('status').getByText('已回复').waitFor();

  // The resident reads the result and rates it.
  await phone.getByText(conclusion).waitFor({ timeout: 60_000 });
  await phone.getByRole('button', { name: '5 星' }).click();
  await phone.getByRole('button', { name: '评价', exact: true }).click();
  await phone.getByText('本人评价').waitFor();
  expect(await violations(phone)).toEqual([]);

  // A third account reads it in the record; a fourth of another county does not.
  const integrator = await county.as('integrator');
  const task = async () => (await integrator('GET', `/fhir/Task/${orderId}`)).json as Record<string, unknown>;
  await expect.poll(async () => (await task())['status'], { timeout: 60_000 }).toBe('completed');
  expect(JSON.stringify((await task())['output'])).toContain(conclusion);
  expect((await (await county.as('xinchang-gp'))('GET', `/fhir/Task/${orderId}`)).status).toBeGreaterThanOrEqual(403);

  async function specialistPlace(): Promise<string | undefined> {
    const accounts = (await specialist('GET', '/api/demo-accounts')).json as {
      accounts: { account: string; place: string }[];
    };
    const where = accounts.accounts.find(({ account }) => account === 'specialist')?.place ?? '';
    const organisations = (await specialist('GET', '/api/organisations?kind=hospital')).json as {
      organisations: { name: string }[];
    };
    return organisations.organisations.find(({ name }) => where.startsWith(name))?.name;
  }
});

it('asked from home: the family doctor refers, the hospital has it at once', { timeout: 300_000 }, async () => {
  const phone = await enter(/居民/, 'resident', { width: 390, height: 844 });
  await phone.goto(`${county.address}/resident/orders`);
  await phone.getByRole('link', { name: /申请转诊/ }).click();
  await phone.getByText('马上打 120').waitFor();
  await phone.getByRole('button', { name: '提交' }).click();
  await phone.getByRole('alert').getByText('哪里不舒服，多久了：请填写').waitFor();
  await phone.getByLabel('哪里不舒服，多久了').fill('右膝疼两个月，上楼更疼');
  // What was typed is there after a look elsewhere.
  await phone.goBack();
  await phone.getByRole('link', { name: /申请转诊/ }).click();
  expect(await phone.getByLabel('哪里不舒服，多久了').inputValue()).toContain('右膝');
  expect(await violations(phone)).toEqual([]);
  await phone.getByRole('button', { name: '提交' }).dblclick();
  await phone.getByText('已发给您的家庭医生，等医生看').waitFor();
  const [personId, orderId] = new URL(phone.url()).pathname.split('/').slice(-2) as [string, string];

  const doctor = await enter(/全科/, 'clinic');
  await doctor.goto(`${county.address}/clinic/orders/${personId}/${orderId}`);
  await doctor.getByRole('button', { name: '我来处理' }).click();
  await doctor.getByRole('button', { name: '转诊', exact: true }).click();
  const hospital = await doctor.getByLabel('转到哪里').locator('option', { hasText: '医院' }).first().innerText();
  await doctor.getByLabel('转到哪里').selectOption({ label: hospital });
  await doctor.getByLabel('转诊原因').fill('双膝骨关节炎可能，请骨科看');
  await doctor.getByRole('button', { name: '转诊', exact: true }).click();
  await doctor.getByRole('status').getByText('已转诊').waitFor();

  await phone.getByText('已替您转诊，医院接收后会通知您').waitFor();
  await phone.goto(`${county.address}/resident/orders`);
  await phone
    .getByRole('link', { name: /^转诊 · 待接诊/ })
    .first()
    .waitFor();
  expect(await violations(phone)).toEqual([]);
  const mine = (await (await county.as('resident'))('GET', `/api/people/${personId}/orders`)).json as {
    orders: { kind: string; state: string; performerName: string }[];
  };
  expect(mine.orders.filter(({ kind }) => kind === 'cloud-referral')).toHaveLength(1);
  expect(mine.orders.find(({ kind, state }) => kind === 'referral' && state === 'requested')?.performerName).toBe(
    hospital,
  );
});
