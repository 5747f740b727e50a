// Promise: a doctor writes questions without code, asks a village by one press, people answer on their phones without an account, and what is abnormal reaches the team as work.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayOf } from '#platform/contract.ts';
import type { PhoneMessage } from '#foundation/messaging/contract.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  // Nobody is asked at night: tomorrow at ten.
  const tomorrow = dayOf(new Date(Date.now() + 86_400_000));
  county = await openJourneyCounty({ clock: `${tomorrow}T10:00:00+08:00` });
}, 300_000);
afterAll(() => county?.close(), 30_000);

interface Entries {
  entry?: { resource: Record<string, unknown> }[];
}

it('from the template to the review', { timeout: 300_000 }, async () => {
  const { page: desk } = await county.newPage();
  await desk.request.post(`${county.address}/api/session`, { data: { account: 'gp', password, portal: 'clinic' } });

  // The sample is copied, one question more is written, tried out and released.
  await desk.goto(`${county.address}/clinic/follow-up/templates`);
  await desk
    .getByRole('row', { name: /高血压随访（示例）/ })
    .getByRole('button', { name: '复制' })
    .click();
  await desk.waitForURL('**/templates/*');
  await desk.getByLabel('模板名称').fill('十一月高血压随访');
  await desk.getByRole('button', { name: '加一个问题' }).click();
  const last = desk.getByRole('group', { name: '第 6 问' });
  await last.getByLabel('问题', { exact: true }).fill('家里还有降压药吗？');
  await last.getByLabel('哪个回答算异常').selectOption('no');
  const trial = desk.getByRole('region', { name: '试一试' });
  await trial.locator('[data-item="systolic"] input').fill('158');
  await trial.getByText('会给家庭医生团队派一张慢病复核单。').waitFor();
  await desk.getByRole('button', { name: '发布', exact: true }).click();
  await desk.getByText('已发布，新的随访会用这一版').waitFor();

  await desk.goto(`${county.address}/clinic/follow-up/new`);
  await desk.getByLabel('模板', { exact: true }).selectOption({ label: '十一月高血压随访' });
  await desk.getByLabel('应用消息').uncheck();
  await desk.getByRole('button', { name: /^发给 \d+ 人$/ }).click();
  await desk.waitForURL('**/rounds/*');

  const gp = await county.as('gp');
  const texts = async () =>
    ((await gp('GET', '/api/phone-simulator/messages')).json as { messages: PhoneMessage[] }).messages.filter(
      ({ text }) => text.includes('十一月高血压随访'),
    );
  await expect.poll(async () => (await texts()).length, { timeout: 60_000, interval: 1_000 }).toBeGreaterThan(1);
  const [first, second] = await texts();
  const link = (message: PhoneMessage) => /https?:\/\/\S+\/answer\/[\w-]{22}/.exec(message.text)![0];

  // A phone without an account: nothing but the questions, in large letters; what is missing is said; once is enough.
  const { page: phone } = await county.newPage({ width: 390, height: 844 });
  await phone.goto(link(first!));
  await phone.getByRole('heading', { name: '十一月高血压随访' }).first().waitFor();
  expect(await violations(phone)).toEqual([]);
  await phone.locator('[data-item="systolic"] input').fill('168');
  await phone.locator('[data-item="diastolic"] input').fill('96');
  await phone.locator('[data-item="pills"]').getByText('停了').click();
  await phone.getByRole('button', { name: '提交' }).click();
  await phone.locator('[data-item="why"] textarea, [data-item="why"] input').first().fill('觉得好了');
  await phone.locator('[data-item="dizzy"]').getByText('否', { exact: true }).click();
  await phone.locator('[data-item="q6"]').getByText('是', { exact: true }).click();
  await phone.getByRole('button', { name: '提交' }).click();
  await phone.getByRole('heading', { name: '已收到，谢谢您' }).waitFor();
  await phone.reload();
  await phone.getByRole('heading', { name: '已收到，谢谢您' }).waitFor();

  const { page: other } = await county.newPage({ width: 390, height: 844 });
  await other.goto(link(second!));
  await other.getByRole('button', { name: '以后不要发给我' }).click();
  await other.getByRole('dialog').getByRole('button', { name: '以后不要发给我' }).click();
  await other.getByText('好的，以后不再发给您').waitFor();

  // The desk hears of it by itself; the review is an order of the person's own team.
  await desk.getByText('168 mmHg', { exact: false }).first().waitFor();
  // The sums by question say it too: the person stands in the list.
  await desk.locator('tr[data-row]').getByText('168 mmHg', { exact: false }).first().click();
  await desk.waitForURL('**/follow-up/people/**');
  const [, personId] = /people\/([0-9a-f-]{36})\//.exec(desk.url())!;
  await desk.getByRole('link', { name: '查看慢病复核' }).click();
  await desk
    .getByRole('heading', { name: /慢病复核/ })
    .first()
    .waitFor();

  const nurse = await county.as('nurse');
  const entries = async (path: string) => ((await nurse('GET', `/fhir/${path}`)).json as Entries).entry ?? [];
  expect(await entries(`QuestionnaireResponse?patient=${personId}`)).toHaveLength(1);
  const pressures = JSON.stringify(await entries(`Observation?patient=${personId}&code=85354-9&_sort=-date&_count=1`));
  expect(pressures).toContain('"value":168');
  await expect
    .poll(async () => JSON.stringify(await entries(`Task?patient=${personId}`)), { timeout: 60_000 })
    .toContain('requested');
});
