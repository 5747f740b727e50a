// Promise: a vehicle whose electrocardiograph is out of calibration does not leave by accident; whoever lets it go does so by name, the bureau sees it in red, and once the certificate is renewed it is simply ready.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { ReadinessReply, VehicleReadiness } from '#foundation/fleet/readiness-contract.ts';
import { openJourneyCounty, type Call, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
let bureau: Call;
beforeAll(async () => {
  county = await openJourneyCounty();
  bureau = await county.as('bureau');
}, 300_000);
afterAll(() => county?.close(), 30_000);

const reason = '村里有老人等着换药，今天不做心电图';
const vehicleOf = async (ask: Call, vehicleId?: string): Promise<VehicleReadiness> => {
  const { vehicles } = (await ask('GET', '/api/fleet/readiness')).json as ReadinessReply;
  return vehicles.find((one) => one.vehicleId === vehicleId) ?? vehicles[0]!;
};
const missing = (vehicle: VehicleReadiness) =>
  vehicle.findings.filter((one) => one.state === 'missing').map((one) => `${one.item} ${one.reason}`);

/** The crew tries out by hand what the system cannot, on the day that it is. */
async function tryOut(ask: Call, vehicle: VehicleReadiness): Promise<void> {
  for (const { item, how, check, state } of vehicle.findings)
    if (check === 'proof' && state === 'missing')
      await ask('POST', `/api/fleet/vehicles/${vehicle.vehicleId}/proofs`, {
        proofId: crypto.randomUUID(),
        item,
        ...(how === 'manual' && { manual: { passed: true, note: '试过，正常' } }),
      });
}
async function enter(page: Page, card: RegExp): Promise<void> {
  await page.goto(county.address);
  await page.getByRole('button', { name: card }).first().click();
}

it('is refused, goes by override alone, and is ready once the certificate is renewed', async () => {
  const nurse = await county.as('nurse');
  const { vehicleId } = await vehicleOf(nurse);
  await tryOut(nurse, await vehicleOf(nurse));
  expect(missing(await vehicleOf(nurse))).toContain('portable-electrocardiograph certificate-expired');

  // The crew on its phone.
  const { page: phone } = await county.newPage({ width: 390, height: 844 });
  await enter(phone, /护士/);
  await phone.waitForURL('**/clinic/**');
  await phone.getByRole('link', { name: '出车放行' }).click();
  await phone.getByText(/还不能出车/).waitFor();
  await phone.getByRole('button', { name: '出车', exact: true }).click();
  const refusal = phone.getByRole('alert');
  await refusal.getByText(/便携心电图机.*校准证书.*过期/).waitFor();
  expect((await vehicleOf(bureau, vehicleId)).departure).toBeUndefined();
  expect(await phone.getByText('特批出车', { exact: true }).count()).toBe(0);

  // The township's officer answers for it.
  const { page: director } = await county.newPage();
  await enter(director, /乡镇|镇卫生/);
  await director.waitForURL('**/bureau/**');
  await director.goto(`${county.address}/bureau/fleet/${vehicleId}`);
  await director.locator('summary', { hasText: '特批出车' }).click();
  const form = director.getByRole('form', { name: '特批出车' });
  await form.getByLabel(/理由/).fill('急用');
  await form.getByLabel(/第二人/).fill('李建国');
  await form.getByRole('button', { name: '特批出车' }).click();
  await director
    .getByText(/理由太短/)
    .first()
    .waitFor();
  await form.getByLabel(/理由/).fill(reason);
  await form.getByRole('button', { name: '特批出车' }).click();
  await director.getByRole('dialog').getByRole('button', { name: '特批出车' }).click();
  await director.getByText(/特批出车，.*批准/).waitFor();

  // The bureau sees it in red and was told; the crew's page says so too.
  const seen = await vehicleOf(bureau, vehicleId);
  expect(seen.departure?.override).toMatchObject({ reason, secondPerson: '李建国' });
  expect(seen.departure?.clearedBy).not.toBe('');
  const notices = (await bureau('GET', '/api/my/notifications')).json as { items: { title: string; text: string }[] };
  expect(notices.items.find((one) => one.title.startsWith('特批出车'))?.text).toMatch(/李建国.*便携心电图机.*换药/);
  const { page: desk } = await county.newPage();
  await enter(desk, /卫健局/);
  await desk.waitForURL('**/bureau/**');
  await desk.goto(`${county.address}/bureau/fleet`);
  await desk.getByRole('row').filter({ hasText: '特批出车' }).getByText(reason).waitFor();
  await phone.getByText(/特批出车，.*批准/).waitFor();

  // The certificate is renewed by the crew; what is missing is gone, and no override is asked for any more.
  await phone.goto(`${county.address}/clinic/fleet/${vehicleId}/equipment`);
  const device = phone.getByRole('article').filter({ hasText: '便携心电图机' });
  await device.getByRole('button', { name: '更新校准证书' }).click();
  await device.getByLabel('编号').fill('JZ-2026-0001');
  await device.getByLabel('出具单位').fill('杭州市计量院');
  await device.getByLabel('有效期至').fill('2031-01-01');
  await device.getByRole('button', { name: '保存' }).click();
  await device.getByText(/有效至 2031年1月1日/).waitFor();
  const renewed = await vehicleOf(bureau, vehicleId);
  expect(missing(renewed).filter((one) => !one.includes('not-proven'))).toEqual([]);
  expect(renewed.ready).toBe(true);
}, 60_000);
