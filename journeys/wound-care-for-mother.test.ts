// A daughter in the city orders wound care for her mother in a mountain village: accepted after the risks, grabbed by one of two nurses, recorded, paid, rated.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { VisitSheet } from '#care/home-care/visits-contract.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
});
afterAll(() => county?.close());

const phone = { width: 390, height: 844 };
const slow = { timeout: 60_000 };

async function signedIn(account: string, portal: string, size?: typeof phone): Promise<Page> {
  const { page, context } = await county.newPage(size);
  context.setDefaultTimeout(60_000);
  await context.grantPermissions(['geolocation']);
  const data = { account, password, portal };
  const headers = { 'x-tianmu-portal': portal };
  const answer = await context.request.post(`${county.address}/api/session`, { data, headers });
  expect(answer.status()).toBe(200);
  return page;
}
const radio = (page: Page, group: string, name: string) =>
  page.getByRole('group', { name: group }).getByText(name, { exact: true }).click();

it('comes, is recorded and paid to the fen', { timeout: 300_000 }, async () => {
  const daughter = await signedIn('daughter', 'resident', phone);
  await daughter.goto(`${county.address}/resident/home-care`);
  await radio(daughter, '看谁的', '潘秀英');
  await daughter
    .locator('section', { has: daughter.getByRole('heading', { name: '伤口换药' }) })
    .getByRole('link', { name: '叫上门服务' })
    .click();
  await daughter.getByText('给潘秀英').waitFor();
  await daughter.getByLabel('联系电话').fill('13800001234');
  await daughter.getByRole('button', { name: '下单' }).click();
  await daughter.getByText('已送到机构，等机构回复').first().waitFor();
  const [personId, orderId] = new URL(daughter.url()).pathname.split('/').slice(-2) as [string, string];

  const desk = await signedIn('gp', 'clinic');
  await desk.goto(`${county.address}/clinic/home-care/desk`);
  await desk.getByRole('row', { name: /伤口换药.*潘秀英/ }).click();
  await radio(desk, '神志清楚，能配合', '是');
  await radio(desk, '正在发热、胸痛或气急', '是');
  await radio(desk, '家里有人陪同', '是');
  await radio(desk, '伤口大量出血', '否');
  await desk.getByRole('status').filter({ hasText: '不能上门' }).waitFor();
  expect(await desk.getByRole('button', { name: '接单', exact: true }).isDisabled()).toBe(true);
  await radio(desk, '正在发热、胸痛或气急', '否');
  await desk.getByRole('button', { name: '接单', exact: true }).click();
  await desk.getByText('待护士接单').first().waitFor();

  // Whoever acts for somebody hears of it as soon as the person would.
  await daughter.getByRole('button', { name: '付 ¥120.00（模拟）' }).click({ timeout: 60_000 });
  await daughter.getByText('不用再付').waitFor();

  const gp = await county.as('gp');
  const sheet = async () => (await gp('GET', `/api/people/${personId}/home-visits/${orderId}`)).json as VisitSheet;
  const { position } = (await sheet()).visit;
  const nurses = await Promise.all([signedIn('nurse', 'clinic', phone), signedIn('home-nurse', 'clinic', phone)]);
  const cards = await Promise.all(
    nurses.map(async (page) => {
      await page.context().setGeolocation({ longitude: position!.lon + 0.05, latitude: position!.lat });
      await page.goto(`${county.address}/clinic/home-care/work`);
      const card = page.getByRole('region', { name: '伤口换药 潘秀英' });
      await card.getByText('公里').waitFor();
      return card;
    }),
  );
  await Promise.all(cards.map((card) => card.getByRole('button', { name: '抢单' }).click()));
  await expect.poll(async () => (await sheet()).visit.state, slow).toBe('assigned');
  const winner = (await sheet()).visit.nurseName!;
  const names = await Promise.all(
    ['nurse', 'home-nurse'].map(async (account) => {
      const me = (await (await county.as(account))('GET', '/api/session')).json as { displayName: string };
      return me.displayName;
    }),
  );
  const at = names.indexOf(winner);
  const [nurse, loser] = [nurses[at]!, nurses[1 - at]!];
  await nurse.getByText('抢到了“伤口换药”').waitFor();
  await loser.getByRole('alert').getByText(`${winner} 已接单`).waitFor();

  await nurse.goto(`${county.address}/clinic/home-care/work?list=mine`);
  await nurse.getByRole('region', { name: '伤口换药 潘秀英' }).getByRole('link', { name: '打开' }).click();
  await nurse.getByRole('button', { name: '出发' }).click();
  await nurse.getByRole('button', { name: '到达签到' }).click();
  await nurse.getByText(/离上门地点还有 \d+ 米/).waitFor();
  await nurse.context().setGeolocation({ longitude: position!.lon, latitude: position!.lat });
  await nurse.getByRole('button', { name: '到达签到' }).click();
  await nurse.getByLabel('做了什么').fill('清创换药，渗液少，无红肿');
  await nurse.getByLabel('收缩压').fill('132');
  await nurse.getByLabel('舒张压').fill('78');
  await nurse.getByLabel('无菌敷料').fill('4');
  await nurse.getByLabel('给家里的嘱咐').fill('三天后再换，别碰水');
  await nurse.getByRole('button', { name: '保存并完成服务' }).click();
  await nurse.getByText('已完成').first().waitFor();

  await daughter.getByText('三天后再换，别碰水').waitFor({ timeout: 60_000 });
  await daughter.getByRole('button', { name: '付 ¥7.00（模拟）' }).click();
  await daughter.getByText('不用再付').waitFor();
  await daughter.getByRole('radio', { name: '5 星' }).click();
  await daughter.getByLabel('想说的话').fill('护士很细心');
  await daughter.getByRole('button', { name: '交评价' }).click();
  await daughter.getByText('谢谢您的评价').waitFor();

  // Another account reads the outcome, and the ledger adds up to the fen.
  const specialist = await county.as('village-doctor');
  const procedure = await specialist('GET', `/fhir/Procedure/${orderId}`);
  expect(procedure.json).toMatchObject({
    status: 'completed',
    code: { text: '伤口换药' },
    subject: { reference: `Patient/${personId}` },
    performer: [{ actor: { display: winner } }],
  });
  const pressure = await specialist('GET', `/fhir/Observation/${orderId}-blood-pressure`);
  expect(pressure.json).toMatchObject({
    component: [{ valueQuantity: { value: 132 } }, { valueQuantity: { value: 78 } }],
  });
  const invoice = await specialist('GET', `/fhir/Invoice/${orderId}`);
  expect(invoice.json).toMatchObject({ status: 'balanced', totalGross: { value: 127, currency: 'CNY' } });
  expect((await sheet()).charge).toMatchObject({
    totalFen: 12_700,
    paidFen: 12_700,
    refundedFen: 0,
    outstandingFen: 0,
    payments: [
      { amountFen: 12_000, state: 'done' },
      { amountFen: 700, state: 'done' },
    ],
  });
});
