// Promise: an ECG with a file leaves a vehicle without a network, the hospital answers into the same visit; the prescription, the medicine and the charge of that visit reach record, stock and insurance.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { makeIdNumber } from '#foundation/registry/rules/id-number.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, type JourneyCounty } from './county.ts';
import { allSent, measure, openCrewDay, openStop, register, setUpDevice, type CrewDay } from './crew-day.ts';

let county: JourneyCounty;
let day: CrewDay;
beforeAll(async () => {
  county = await openJourneyCounty();
  day = await openCrewDay(county);
}, 300_000);
afterAll(() => county?.close(), 30_000);

const person = { name: '方阿福', idNumber: makeIdNumber('330112', '1949-05-06', 133), phone: '13800010009' };
/** One pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const part = (page: Page, name: string) => page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
const back = (page: Page) => page.getByRole('link', { name: person.name }).first().click();

async function electrocardiogram(page: Page, hospital: string): Promise<void> {
  await part(page, '检查检验');
  await page.getByRole('button', { name: '心电图' }).click();
  await page.getByLabel('心室率').fill('72');
  await page.getByLabel('PR 间期').fill('168');
  await page.getByLabel('QT 间期').fill('400');
  await page.getByLabel('所见').fill('胸前导联 ST 段可疑');
  await page.getByText('QTc（Bazett 公式）').waitFor();
  await page.locator('input[type=file]').setInputFiles({ name: '心电图.png', mimeType: 'image/png', buffer: picture });
  await page.getByText('在这台设备上，等待上传').waitFor();
  await page.getByRole('button', { name: '送医院阅片' }).click();
  await page.getByLabel('送到哪家医院').selectOption({ label: hospital });
  await page.getByText('急', { exact: true }).click();
  await page.getByLabel('想问什么').fill('胸闷两天，请看 ST 段');
  await page.getByRole('button', { name: '送出', exact: true }).click();
  await page.getByText(`已送 ${hospital}`).waitFor();
  await back(page);
}

async function prescribe(page: Page): Promise<void> {
  await part(page, '开处方');
  for (const name of ['依那普利', '螺内酯']) {
    await page.getByLabel('找药（名称或类别）').first().fill(name);
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await page.getByRole('heading', { name, exact: true }).waitFor();
  }
  await page.getByText('可能血钾过高').waitFor();
  expect(await page.getByRole('button', { name: '签名开出' }).isDisabled()).toBe(true);
  await page.getByLabel('仍要用，理由').fill('一周后复查血钾');
  await page.getByRole('button', { name: '写明理由，继续用' }).click();
  await page.getByRole('button', { name: '签名开出' }).click();
  await page.getByText('已签名的处方').waitFor();
  await back(page);
}

async function handOutAndCharge(page: Page): Promise<void> {
  await part(page, '车上发药');
  await page.getByRole('button', { name: '发药' }).first().click();
  await page.getByText('已发的药').waitFor();
  await back(page);
  await part(page, '收费结算');
  for (const item of ['常规心电图检查', '马来酸依那普利片']) {
    await page.getByLabel('找项目（名称或编码）').first().fill(item);
    await page.getByRole('button', { name: new RegExp(`^${item}`) }).click();
  }
  await expect.poll(() => page.getByTestId('charge-total').textContent()).toBe('¥33.20');
  await page.getByRole('button', { name: '医保结算' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: '医保结算' }).click();
  await page.getByText('已申请医保结算').first().waitFor();
}

it('the answer comes back into the visit', { timeout: 300_000 }, async () => {
  const specialist = await county.as('specialist');
  const me = (await specialist('GET', '/api/session')).json as { displayName: string };
  const { page, context } = await county.newPage({ width: 390, height: 844 });
  await setUpDevice(page, county.address, 'crew-gp', '1 号车平板');
  await openStop(page, day.visit.visitId);
  await context.setOffline(true);
  await register(page, person);
  await measure(page, { systolic: '158', diastolic: '92' });
  await electrocardiogram(page, await hospitalOf('specialist'));
  await prescribe(page);
  await handOutAndCharge(page);
  expect(await violations(page)).toEqual([]);
  await context.setOffline(false);
  await allSent(page);

  // The specialist's list in the clinic's portal.
  const clinic = await county.newPage();
  await clinic.page.goto(county.address);
  await clinic.page.getByRole('button', { name: /专科/ }).first().click();
  await clinic.page.waitForURL('**/clinic/**');
  await clinic.page.getByRole('link', { name: '远程阅片' }).click();
  await clinic.page.getByText('胸闷两天，请看 ST 段').click();
  await clinic.page.getByRole('button', { name: '查看' }).click();
  await clinic.page.getByRole('img', { name: '心电图.png' }).waitFor();
  await clinic.page.getByLabel('结论', { exact: true }).fill('窦性心律，ST 段未见明显异常');
  await clinic.page.getByRole('button', { name: '签名送回' }).first().click();
  await clinic.page.getByRole('dialog').getByRole('button', { name: '签名送回' }).click();
  await clinic.page.getByText('专家结论').waitFor();
  expect(await violations(clinic.page)).toEqual([]);

  // On the tablet, in the same visit: paid, and answered.
  await exchangeUntil(page, '已结清：统筹支付');
  await back(page);
  await part(page, '检查检验');
  await exchangeUntil(page, '窦性心律，ST 段未见明显异常');
  await page.getByText(me.displayName).first().waitFor();

  // Another account reads it in the record; stock and queue say the same.
  const doctor = await county.as('crew-doctor');
  const read = async (path: string) =>
    ((await doctor('GET', `/fhir/${path}`)).json as { entry: { resource: Record<string, unknown> }[] }).entry.map(
      ({ resource }) => resource,
    );
  const [patient] = await read(`Patient?name=${encodeURIComponent(person.name)}`);
  const of = (type: string) => read(`${type}?patient=${patient!['id'] as string}&_count=50`);
  expect(await of('DiagnosticReport')).toMatchObject([{ status: 'final', conclusion: '窦性心律，ST 段未见明显异常' }]);
  expect((await of('MedicationRequest')).map(({ status }) => status)).toEqual(['active', 'active']);
  expect(JSON.stringify(await of('DetectedIssue'))).toContain('一周后复查血钾');
  expect(await of('MedicationDispense')).toMatchObject([{ status: 'completed', quantity: { value: 1 } }]);
  expect(await of('Invoice')).toMatchObject([{ status: 'balanced', totalGross: { value: 33.2 } }]);
  const bureau = await county.as('bureau');
  const queue = (await bureau('GET', '/api/billing/settlements?state=settled')).json as { settlements: object[] };
  expect(queue.settlements).toMatchObject([{ totalFen: 3_320, simulated: true }]);
  const { vehicleId } = day.visit;
  const upkeep = (await bureau('GET', `/api/fleet/vehicles/${vehicleId}/upkeep`)).json as {
    stock: { itemCode: string; quantity: number }[];
  };
  expect(upkeep.stock.find(({ itemCode }) => itemCode === 'enalapril-10')?.quantity).toBe(19);
});

/** What the server has for this device comes with an exchange. */
async function exchangeUntil(page: Page, text: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.getByRole('button', { name: '立即同步' }).click();
        return page.getByText(text).count();
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toBeGreaterThan(0);
}

async function hospitalOf(account: string): Promise<string> {
  const call = await county.as(account);
  const me = (await call('GET', '/api/session')).json as { roles: { orgUnit: string }[] };
  return me.roles[0]!.orgUnit;
}
