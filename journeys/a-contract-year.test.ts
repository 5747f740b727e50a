// Promise: a household signs with its family doctor, is served for a year and renews; every fen and every service is counted once.
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ContractDetail, ContractSummary, DraftReply, MemberReply } from '#programmes/family-doctor/contract.ts';
import { addDays } from '#programmes/family-doctor/rules/contract-stage.ts';
import type { LedgerEntry, PayerSum } from '#programmes/family-doctor/rules/ledger.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

const api = async <Reply>(account: string, method: string, path: string, body?: unknown): Promise<Reply> => {
  const answer = await (await county.as(account))(method, path, body);
  expect(answer.status, `${method} ${path} ${JSON.stringify(answer.json)}`).toBe(200);
  return answer.json as Reply;
};
async function enter(
  who: RegExp,
  portal: string,
  size: { width: number; height: number },
  clock?: string,
): Promise<Page> {
  const { page } = await county.newPage(size);
  if (clock) await page.clock.setFixedTime(clock);
  await page.goto(county.address);
  await page.getByRole('button', { name: who }).first().click();
  await page.waitForURL(`**/${portal}/**`);
  return page;
}
const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };
/** The county's clock stands at nine in the morning of that day. */
const goTo = (on: string): Promise<void> =>
  county.restart(['--demo', '--no-simulator', '--clock', `${on}T09:00:00+08:00`]);

interface Ledger {
  entries: LedgerEntry[];
  sums: PayerSum[];
}
let personId: string;
let name: string;
let base: string;
let first: ContractSummary;
let ledgerPath: string;
const member = () => api<MemberReply>('gp', 'GET', base);

it('is signed and paid', { timeout: 300_000 }, async () => {
  const { people } = await api<{ people: { as: string; person: { personId: string; name: string } }[] }>(
    'daughter',
    'GET',
    '/api/my/people',
  );
  ({ personId, name } = people.find(({ as }) => as === 'self')!.person);
  base = `/api/people/${personId}/family-doctor`;

  // The doctor draws up the contract at the desk; she reads and confirms it on her phone.
  const clinic = await enter(/全科医生/, 'clinic', desk);
  await clinic.goto(`${county.address}/clinic/family/people/${personId}`);
  await clinic.getByRole('link', { name: '签约', exact: true }).click();
  await clinic.getByLabel(/居家有偿包/).check();
  // What the demo's chance gave her besides (a disease's own package) is left out: the sums below are exact.
  for (const label of await clinic.locator('fieldset label').all())
    if (!/基础包|居家有偿包/.test(await label.innerText())) await label.getByRole('checkbox').uncheck();
  await expect
    .poll(() => clinic.getByRole('region', { name: '费用' }).innerText(), { timeout: 60_000 })
    .toContain('一年合计 ¥300.00：');
  expect(await violations(clinic)).toEqual([]);
  await clinic.getByRole('button', { name: '生成协议，去签字' }).click();
  await clinic.getByText('待签字').first().waitFor();
  await clinic.context().close();
  const hers = await enter(new RegExp(`居民.*${name}`), 'resident', phone);
  await hers.goto(`${county.address}/resident/family-doctor`);
  await hers.getByText('全家合计 300.00 元，其中个人承担 120.00 元。').waitFor();
  await hers.getByLabel('我读完了，内容清楚').check();
  expect(await violations(hers)).toEqual([]);
  await hers.getByRole('button', { name: '同意签约' }).click();
  await hers.getByText('还有 ¥120.00 没付，请交到卫生院。').waitFor();
  await hers.context().close();

  first = (await member()).contracts[0]!;
  expect(first).toMatchObject({ stage: 'active' });
  const contract = await api<ContractDetail>('gp', 'GET', `${base}/contracts/${first.contractId}`);
  expect(contract.signature).toMatchObject({ method: 'portal', signerName: name, textHash: contract.textHash });
  ledgerPath = `${base}/contracts/${first.contractId}/ledger`;
  const pay = (code: string, payer: string, amountFen: number) =>
    api<Ledger>('gp', 'POST', ledgerPath, { entryId: randomUUID(), package: code, payer, kind: 'paid', amountFen });
  await pay('home-care-plus', 'person', 4_999);
  await pay('home-care-plus', 'person', 7_001);
  await pay('home-care-plus', 'fund', 6_000);
  await pay('basic', 'fund', 3_000);
  const settled = await pay('basic', 'public-health', 9_000);
  expect(settled.sums.map(({ dueFen, paidFen, openFen }) => [dueFen, paidFen, openFen])).toEqual([
    [12_000, 12_000, 0],
    [9_000, 9_000, 0],
    [9_000, 9_000, 0],
  ]);
});

it('is served for a year', { timeout: 300_000 }, async () => {
  // Twice in the year the doctor comes for six home visits and two looks at her medicines; the rest once.
  const halves = [100, 280].map((days) => addDays(first.fromOn, days));
  for (const [index, on] of halves.entries()) {
    await goTo(on);
    const visit = (kind: string, hour: number) => {
      const visitId = randomUUID();
      const startedAt = `${on}T0${hour}:00:00+08:00`;
      return api('gp', 'POST', `/api/people/${personId}/visits`, {
        visitId,
        startedAt,
        kind,
        reason: '上门',
        vitals: [],
      });
    };
    for (const hour of [3, 4, 5, 6, 7, 8]) await visit('home', hour);
    if (index === 0) await visit('clinic', 2);
    const enterService = (service: string) => {
      const body = { serviceId: randomUUID(), service, performedOn: on, evidence: '当面完成，有记录' };
      return api<MemberReply>('gp', 'POST', `${base}/services`, body);
    };
    for (let time = 0; time < 2; time++) await enterService('medication-review');
    if (index === 1) for (const service of ['health-record', 'health-talk']) await enterService(service);
    await expect
      .poll(async () => (await member()).progress.find(({ service }) => service === 'home-visit')?.done, {
        timeout: 60_000,
      })
      .toBe(6 * (index + 1));
  }
  expect(
    (await member()).progress
      .map(({ service, done, times, state }) => [service, done, times, state])
      .toSorted(([one], [two]) => String(one).localeCompare(String(two))),
  ).toEqual([
    ['clinic-visit', 1, 1, 'done'],
    ['health-record', 1, 1, 'done'],
    ['health-talk', 1, 1, 'done'],
    ['home-visit', 12, 12, 'done'],
    ['medication-review', 4, 4, 'done'],
  ]);
});

it('is renewed, and the old year stays exact', { timeout: 300_000 }, async () => {
  // A month before its end she is reminded; the doctor renews and she signs on the tablet.
  await goTo(addDays(first.toOn, -29));
  await expect
    .poll(
      async () =>
        (await api<{ items: { title: string }[] }>('daughter', 'GET', '/api/my/notifications')).items.some(
          ({ title }) => title.includes('快到期'),
        ),
      { timeout: 90_000, interval: 1_000 },
    )
    .toBe(true);
  const draft = await api<DraftReply>('gp', 'GET', `${base}/draft`);
  expect(draft).toMatchObject({ fromOn: addDays(first.toOn, 1), renews: first.contractId });
  const renewed = await api<ContractDetail>('gp', 'POST', `${base}/contracts`, {
    contractId: randomUUID(),
    teamId: draft.teamId,
    doctorId: draft.doctorId,
    fromOn: draft.fromOn,
    renews: draft.renews,
    members: [{ personId, packages: ['basic', 'home-care-plus'] }],
  });
  await api('gp', 'POST', `${base}/contracts/${renewed.contractId}/signature`, {
    textHash: renewed.textHash,
    signerId: personId,
    identifiedBy: 'id-card',
    drawn: 'M10 20 L40 60 L80 30',
  });

  // The new year: the old ledger stands to the fen, the new one begins, nothing of the old services counts again.
  await goTo(addDays(draft.fromOn, 3));
  const now = await member();
  expect(now.contracts.map(({ stage }) => stage)).toEqual(['active', 'renewed']);
  expect(now.progress.every(({ done }) => done === 0)).toBe(true);
  expect(now.sums.map(({ dueFen, openFen }) => [dueFen, openFen])).toEqual([
    [12_000, 12_000],
    [9_000, 9_000],
    [9_000, 9_000],
  ]);
  const old = await api<Ledger>('gp', 'GET', ledgerPath);
  expect(old.entries.reduce((sum, { kind, amountFen }) => sum + (kind === 'due' ? amountFen : -amountFen), 0)).toBe(0);
  const after = await enter(
    new RegExp(`居民.*${name}`),
    'resident',
    phone,
    `${addDays(draft.fromOn, 3)}T09:00:00+08:00`,
  );
  await after.goto(`${county.address}/resident/family-doctor`);
  await after.getByText('已做 0 次，共 12 次').waitFor();
  await after.getByText('还有 ¥120.00 没付，请交到卫生院。').waitFor();
  await after.context().close();
});
