// Promise: whom the rule finds is invited, books, consents and is scanned; a nodule is told in plain words and followed, with an alarm, until it is closed.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CtPersonReply, CtStopsReply } from '#programmes/roving/ct-screening-contract.ts';
import { monthsLater } from '#programmes/roving/rules/ct-screening/follow-up.ts';
import { addDays } from '#programmes/roving/rules/month.ts';
import { openJourneyCounty, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

const api = async <Reply>(account: string, method: string, path: string, body?: unknown): Promise<Reply> => {
  const answer = await (await county.as(account))(method, path, body);
  expect(answer.status, `${path} ${JSON.stringify(answer.json)}`).toBe(200);
  return answer.json as Reply;
};
const size = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };

async function enter(who: RegExp, portal: string, at: keyof typeof size, clock?: string): Promise<Page> {
  const { page } = await county.newPage(size[at]);
  if (clock) await page.clock.setFixedTime(clock);
  await page.goto(county.address);
  await page.getByRole('button', { name: who }).first().click();
  await page.waitForURL(`**/${portal}/**`);
  return page;
}
/** The county's clock stands at that day and hour. */
async function goTo(clock: string, ...more: string[]): Promise<void> {
  await county.restart(['--demo', '--no-simulator', '--clock', clock, ...more]);
}

it('from the rule to the end of its follow-up', { timeout: 300_000 }, async () => {
  const { people } = await api<{ people: { as: string; person: { personId: string; name: string } }[] }>(
    'resident',
    'GET',
    '/api/my/people',
  );
  const { personId, name } = people.find(({ as }) => as === 'self')!.person;
  const seenBy = (account: string) => api<CtPersonReply>(account, 'GET', `/api/people/${personId}/ct-screenings`);
  expect((await seenBy('daughter')).screenings).toEqual([]);

  // The rule finds her; she is invited with the others of her village.
  const { villageId } = await api<{ villageId: string }>('resident', 'GET', '/api/my/village-visits');
  const thisYear = new Date().getFullYear();
  const years = [thisYear, thisYear + 1];
  let stopOn = '';
  for (const year of years) {
    const { stops } = await api<CtStopsReply>('gp', 'GET', `/api/roving/ct-screening/stops?year=${year}`);
    const on = stops.find((stop) => stop.villageId === villageId)?.on;
    if (on && on > new Date().toISOString().slice(0, 10) && stopOn === '') stopOn = on;
  }
  const clinic = await enter(/全科医生/, 'clinic', 'desk');
  await clinic.goto(`${county.address}/clinic/ct-screening?year=${stopOn.slice(0, 4)}&village=${villageId}`);
  await clinic.getByRole('button', { name: '按规则判定本村' }).click();
  await clinic.getByText(/已判定 \d+ 人/).waitFor();
  await clinic
    .getByRole('row', { name: new RegExp(name) })
    .getByText('可邀请')
    .waitFor();
  await clinic.getByRole('button', { name: /邀请 \d+ 人/ }).click();
  await clinic.getByRole('dialog').getByRole('button', { name: '邀请' }).click();
  await clinic
    .getByRole('row', { name: new RegExp(name) })
    .getByText('已邀请')
    .waitFor();
  expect((await seenBy('daughter')).screenings[0]).toMatchObject({ stage: 'invited', invitedBy: 'rule' });
  await clinic.context().close();

  const phone = await enter(new RegExp(`居民.*${name}`), 'resident', 'phone');
  await phone.goto(`${county.address}/resident/ct-screening`);
  await phone.getByRole('button', { name: '参加', exact: true }).click();
  await phone
    .getByRole('button', { name: /^\d\d:\d\d$/ })
    .first()
    .click();
  await phone.getByRole('button', { name: '换时间' }).waitFor();
  await phone.getByLabel('读完了，写上签名人的姓名').fill(name);
  await phone.getByRole('button', { name: '我同意检查' }).click();
  await phone.getByText(/已同意（本人）/).waitFor();
  await phone.context().close();

  // The day of the stop: checked in and scanned; the specialist reads a nodule of 7 mm.
  const morning = `${stopOn}T09:00:00+08:00`;
  await goTo(morning);
  const truck = await enter(/全科医生/, 'clinic', 'desk', morning);
  await truck.goto(`${county.address}/clinic/ct-screening/day`);
  const line = truck.getByRole('listitem', { name });
  await line.getByRole('button', { name: '到了' }).click();
  await line.getByRole('button', { name: '做完了' }).click();
  await line.getByText('待阅片').waitFor();
  await truck.context().close();
  const reader = await enter(/专科医生/, 'clinic', 'desk', morning);
  await reader.goto(`${county.address}/clinic/ct-screening/readings`);
  await reader.getByRole('row', { name: new RegExp(name) }).click();
  await reader.getByLabel('影像所见').fill('右肺上叶见一枚实性结节。');
  await reader.getByRole('button', { name: '加一个结节' }).click();
  await reader.getByLabel('平均直径').fill('7');
  await reader.getByLabel('几个月后复查').fill('3');
  await reader.getByLabel('需要复查').check();
  await reader.getByLabel('结论').fill('右肺上叶实性结节，建议 3 个月后复查。');
  await reader.getByRole('button', { name: '签发报告' }).click();
  await reader.getByRole('dialog').getByRole('button', { name: '签发报告' }).click();
  await reader.getByText('已出报告').waitFor();
  await reader.context().close();
  const [found] = (await seenBy('daughter')).cases;
  expect(found).toMatchObject({
    dueOn: monthsLater(stopOn, 3),
    clock: 'waiting',
    finding: { nodule: { meanDiameterMillimetres: 7, side: 'right', lobe: 'upper' } },
  });
  const reports = await api<{ total: number }>('gp', 'GET', `/fhir/DiagnosticReport?patient=${personId}&category=CT`);
  expect(reports.total).toBe(1);

  const told = await enter(new RegExp(`居民.*${name}`), 'resident', 'phone', morning);
  await told.goto(`${county.address}/resident/ct-screening`);
  await told.getByText('看到一点情况，不用急，需要按时复查。').waitFor();
  await told.getByText('右肺上叶 实性结节 7 毫米').waitFor();
  await told.context().close();

  // Nobody looks again in time: the doctor is alarmed, enters what was found, and the case is closed.
  const late = `${addDays(found!.dueOn, 2)}T09:00:00+08:00`;
  await goTo(late, '--speed', '60');
  await expect
    .poll(async () => (await seenBy('gp')).cases[0], { timeout: 60_000, interval: 500 })
    .toMatchObject({ clock: 'overdue', alarmed: true });
  const inbox = await api<{ items: { title: string }[] }>('gp', 'GET', '/api/my/notifications');
  expect(inbox.items.some(({ title }) => title.includes('CT 随访逾期'))).toBe(true);
  const doctor = await enter(/全科医生/, 'clinic', 'desk', late);
  await doctor.goto(`${county.address}/clinic/ct-screening/cases?clock=overdue&text=${encodeURIComponent(name)}`);
  await doctor
    .getByRole('row', { name: new RegExp(name) })
    .getByText('已提醒医生')
    .waitFor();
  await doctor.getByRole('row', { name: new RegExp(name) }).click();
  await doctor.getByLabel('消失').check();
  await doctor.getByRole('button', { name: '保存结果' }).click();
  await doctor.getByText('已结束').waitFor();
  const after = await seenBy('daughter');
  expect(after.cases[0]).toMatchObject({ clock: 'closed', closedAs: 'resolved' });
  const kept = await api<{ total: number }>(
    'gp',
    'GET',
    `/fhir/Observation?patient=${personId}&code=finding-follow-up`,
  );
  expect(kept.total).toBe(1);
});
