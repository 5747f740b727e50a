// Promise: a follow-up of a person with hypertension is entered on a phone in twenty seconds of taps and keys, and the table says what next.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { violations } from './accessibility.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

/** Keystroke-level model (Card, Moran, Newell 1980): a key of a number pad, and pointing with a press. */
const keySeconds = 0.28;
const tapSeconds = 1.2;

async function openForm(size: { width: number; height: number }): Promise<Page> {
  const { page } = await county.newPage(size);
  await page.request.post(`${county.address}/api/session`, { data: { account: 'gp', password, portal: 'clinic' } });
  await page.goto(`${county.address}/clinic/knowledge/form/hypertension-follow-up/2017.3`);
  await page.getByRole('heading', { name: '高血压患者随访服务记录表', level: 1 }).waitFor();
  return page;
}
const item = (page: Page, key: string): Locator => page.locator(`[data-item="${key}"]`);

it('with taps and a number pad', async () => {
  const page = await openForm({ width: 390, height: 844 });
  let taps = 0;
  let keys = 0;
  const tap = async (place: Locator) => {
    taps += 1;
    await place.click();
  };
  const choose = (key: string, label: string) => tap(item(page, key).getByText(label, { exact: true }));
  await choose('method', '家庭');
  await choose('symptoms', '无症状');
  await tap(item(page, 'systolic').locator('input'));
  const type = async (text: string) => {
    keys += text.length + 1;
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  await type('156');
  await type('92');
  await type('78');
  await type('64.5');
  const same = page.getByRole('button', { name: '与上次相同' });
  await tap(page.getByRole('region', { name: '生活方式指导' }).getByRole('button', { name: '与上次相同' }));
  await tap(page.getByRole('region', { name: '用药' }).getByRole('button', { name: /^带入上次|^与上次相同/ }));
  await choose('adherence', '规律');
  await choose('adverse', '无');
  await choose('emergencySigns', '无');
  await choose('complication', '否');
  await page.getByText('第一次血压控制不满意，调整用药').waitFor();
  await page.getByText('偏高：休息 5 分钟再量，问最近服药情况').first().waitFor();
  await tap(page.getByRole('button', { name: '采用建议' }));
  await choose('referred', '否');
  await page.getByText('填完了，可以保存').waitFor();
  expect(await item(page, 'nextVisitOn').locator('input').inputValue()).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(await same.count()).toBe(0);
  const seconds = taps * tapSeconds + keys * keySeconds;
  expect(seconds).toBeLessThanOrEqual(20);
  await page.context().close();
}, 300_000);

it('with the keyboard alone, and readable by all', async () => {
  const page = await openForm({ width: 1440, height: 900 });
  await item(page, 'method').locator('input').first().focus();
  // A digit chooses by place, Enter goes on.
  for (const text of ['2', '1', '156', '92', '78', '64.5', '163', '64', '']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }
  await page.getByText('24.3 kg/m²').waitFor();
  expect(
    await item(page, 'smoking')
      .locator('input')
      .evaluate((input) => input === document.activeElement),
  ).toBe(true);
  await page.keyboard.type('500');
  await page.keyboard.press('Enter');
  await page.getByText('应在 0 到 100 之间，请重新测量或检查是否输错').waitFor();
  await page.getByRole('button', { name: '看还缺什么' }).press('Enter');
  expect(await violations(page)).toEqual([]);
  await page.context().close();
}, 300_000);

it('a table shows which row decides, and the knowledge base is readable by all', async () => {
  const { page } = await county.newPage({ width: 1440, height: 900 });
  await page.request.post(`${county.address}/api/session`, { data: { account: 'bureau', password, portal: 'bureau' } });
  await page.goto(`${county.address}/bureau/knowledge`);
  await page.getByRole('link', { name: '高血压随访分类干预表' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: '高血压随访分类干预表' }).click();
  await page.getByLabel('带入例题').selectOption('182/100 危急');
  await page.getByText('第 1 行成立').waitFor();
  expect(await page.locator('tr[aria-current]').innerText()).toContain('存在危急情况');
  expect(await violations(page)).toEqual([]);
  await page.context().close();
}, 300_000);
