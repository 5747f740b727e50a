// Promise: a newcomer starts the demo, and a resident, a doctor and the bureau each do their first task; each sees what the other did.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '#platform/ui/testing/chromium.ts';
import { callerFor, startDemo } from './county.ts';

let demo: Awaited<ReturnType<typeof startDemo>>;
let browser: Browser;
beforeAll(async () => {
  demo = await startDemo('--residents', '300');
  browser = await launchChromium();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
}, 30_000);

const open = async (size: { width: number; height: number }): Promise<Page> => {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.goto(demo.address);
  return page;
};

it('says where it is and who can sign in', () => {
  for (const account of ['admin', 'auditor', 'bureau', 'gp', 'village-doctor', 'nurse', 'resident'])
    expect(demo.words).toContain(account);
  expect(demo.words).toContain('tianmu-demo');
  expect(demo.words).toContain('not for real records');
});

it('the doctor finds the resident by initials and adds a visit; the resident sees it and who looked', async () => {
  const gp = await callerFor(demo.address, 'gp');
  const resident = await callerFor(demo.address, 'resident');
  const me = (await resident('GET', '/api/session')).json as { displayName: string; personId: string };

  const clinic = await open({ width: 1440, height: 900 });
  await clinic
    .getByRole('button', { name: /全科医生/ })
    .first()
    .click();
  await clinic.waitForURL('**/clinic/**');
  const search = clinic.getByPlaceholder('姓名、拼音、首字母、身份证号或电话');
  await search.fill(me.displayName);
  // The first keys come before the answer: they mean its first person, not that of the list before.
  await search.press('ArrowDown');
  await clinic.locator('tr[data-row]:focus').filter({ hasText: me.displayName }).waitFor();
  await clinic.keyboard.press('Enter');
  await clinic.waitForURL(`**/people/${me.personId}**`);
  await clinic.getByRole('heading', { name: '时间线' }).waitFor();
  await clinic
    .getByRole('link', { name: '记一次就诊' })
    .or(clinic.getByRole('button', { name: '记一次就诊' }))
    .first()
    .click();
  await clinic.getByLabel('来看什么').fill('头晕两天');
  await clinic.getByLabel('收缩压').fill('152');
  await clinic.getByLabel('舒张压').fill('94');
  await clinic.getByRole('button', { name: '保存就诊' }).dblclick();
  await clinic
    .getByText(/就诊已保存/)
    .first()
    .waitFor();
  await clinic.getByText('头晕两天').first().waitFor();

  // As a second account and through the API: one visit, one blood pressure, however often the button was pressed.
  const timeline = (await resident('GET', `/api/people/${me.personId}/timeline?limit=20`)).json as {
    items: { kind: string; title: string; detail?: string; simulated: boolean }[];
  };
  expect(
    timeline.items.filter((entry) => entry.kind === 'visit' && JSON.stringify(entry).includes('头晕两天')),
    JSON.stringify(timeline.items.slice(0, 3)),
  ).toHaveLength(1);
  const found = (await gp('GET', `/fhir/Observation?patient=${me.personId}&code=85354-9&_sort=-date&_count=1`))
    .json as { entry: { resource: { component: { valueQuantity: { value: number } }[] } }[] };
  expect(found.entry[0]!.resource.component.map((part) => part.valueQuantity.value)).toEqual([152, 94]);

  const phone = await open({ width: 390, height: 844 });
  await phone.getByRole('button', { name: new RegExp(`居民.*${me.displayName}`) }).click();
  await phone.waitForURL('**/resident/**');
  await phone.getByText('152/94').first().waitFor();
  await phone.getByRole('link', { name: '谁看过', exact: true }).click();
  const doctor = (await gp('GET', '/api/session')).json as { displayName: string };
  await phone.getByText(new RegExp(doctor.displayName)).first().waitFor();
}, 300_000);

it('the bureau sees the county on the map and in the list, and its numbers move', async () => {
  const page = await open({ width: 1440, height: 900 });
  await page
    .getByRole('button', { name: /卫健局/ })
    .first()
    .click();
  await page.waitForURL('**/bureau/**');
  await page.getByRole('heading', { name: '全县一张图' }).waitFor();
  await page.getByText('於潜镇').first().waitFor();
  await page.locator('canvas').first().waitFor();
  expect(await page.getByText('319').count()).toBeGreaterThan(0);

  // The doctor's next visit moves the bureau's number without a reload.
  const figure = page.getByRole('group', { name: '今日就诊' });
  const shown = async () => Number(/\d+/.exec((await figure.innerText()).replaceAll(',', ''))?.[0]);
  const before = await shown();
  const gp = await callerFor(demo.address, 'gp');
  const { items } = (await gp('GET', '/api/people?limit=1')).json as { items: { personId: string }[] };
  const visit = {
    visitId: crypto.randomUUID(),
    kind: 'clinic',
    reason: '复查',
    startedAt: new Date().toISOString(),
    vitals: [],
  };
  expect((await gp('POST', `/api/people/${items[0]!.personId}/visits`, visit)).status).toBe(200);
  // The simulator records visits too: at least ours is there.
  await expect.poll(shown, { timeout: 60_000 }).toBeGreaterThan(before);
}, 60_000);
