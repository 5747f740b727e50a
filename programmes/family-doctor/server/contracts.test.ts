// A household signs, pays and is served: the words and their hash, dues to the fen, each source counted once, renewal in its window.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { TestKernel } from '#platform/kernel/test-kernel.ts';
import type { ContractDetail, DraftReply, MemberReply } from '../contract.ts';
import type { LedgerEntry, PayerSum } from '../rules/ledger.ts';
import { folders, openFamilyDoctor, people, units, type TestFamilyDoctor } from './test-family-doctor.ts';
import { remindRenewals } from './use-cases/remind-renewals.ts';

const drawn = 'M10 10 L20 20';

describeOnEachEngine('family-doctor contracts', { contexts: folders }, (database: { db: Db }) => {
  let test: TestFamilyDoctor;
  let gp: Awaited<ReturnType<TestKernel['as']>>;
  let resident: Awaited<ReturnType<TestKernel['as']>>;
  const [head, wife, daughter] = people;
  const base = `/api/people/${head}/family-doctor`;
  beforeAll(async () => {
    test = await openFamilyDoctor(database.db);
    gp = await test.as('gp');
    resident = await test.as('resident');
  });
  afterAll(() => test?.stop());

  const get = async <Reply>(url: string, who = gp): Promise<Reply> => (await who({ url })).json<Reply>();
  const post = (url: string, payload: object, who = gp) => who({ method: 'POST', url, payload });
  const offer = (contractId: string, more: object = {}) =>
    post(`${base}/contracts`, {
      contractId,
      teamId: units.teams[0],
      doctorId: units.staff[2],
      fromOn: '2026-11-22',
      members: [
        { personId: head, packages: ['basic', 'hypertension'] },
        { personId: wife, packages: ['basic', 'home'] },
      ],
      ...more,
    });
  let contract: ContractDetail;

  it('proposes what fits, and refuses what does not', async () => {
    const draft = await get<DraftReply>(`${base}/draft`);
    expect(draft.members.map(({ personId }) => personId)).toEqual([head, wife, daughter]);
    expect(draft.members[0]!.proposed).toEqual(['basic']);
    expect(draft).toMatchObject({ teamId: units.teams[0], doctorId: units.staff[2], fromOn: '2026-11-22' });
    const id = test.kernel.newId();
    const code = async (more: object) => (await offer(id, more)).json<{ type: string }>().type;
    expect(await code({ teamId: units.teams[1] })).toContain('team-unknown');
    expect(await code({ doctorId: units.staff[4] })).toContain('doctor-not-in-team');
    expect(await code({ members: [{ personId: head, packages: ['none'] }] })).toContain('package-unknown');
    const stranger = [
      { personId: head, packages: ['basic'] },
      { personId: people[3], packages: ['basic'] },
    ];
    expect(await code({ members: stranger })).toContain('not-one-household');
    const far = await test.as('far-gp');
    expect((await far({ url: `${base}/draft` })).statusCode).toBe(403);
  });

  it('is signed by a grown-up with the hash of its words, once', async () => {
    const contractId = test.kernel.newId();
    const made = await offer(contractId);
    expect(made.statusCode).toBe(200);
    contract = made.json<ContractDetail>();
    expect((await offer(contractId)).json<ContractDetail>().textHash).toBe(contract.textHash);
    expect(contract).toMatchObject({ stage: 'offered', toOn: '2027-11-21' });
    expect(contract.text).toContain('全家合计 420.51 元，其中个人承担 120.50 元。');
    const sign = (more: object, who = gp) =>
      post(
        `${base}/contracts/${contractId}/signature`,
        { textHash: contract.textHash, signerId: head, identifiedBy: 'id-card', drawn, ...more },
        who,
      );
    expect((await sign({ textHash: 'a'.repeat(64) })).json<{ type: string }>().type).toContain('other-text');
    expect((await sign({ drawn: undefined })).json<{ type: string }>().type).toContain('signature-missing');
    expect((await sign({ signerId: people[3] })).json<{ type: string }>().type).toContain('signer-unfit');
    expect((await sign({ signerId: wife }, resident)).json<{ type: string }>().type).toContain('signer-unfit');
    const second = test.kernel.newId();
    expect((await offer(second, { fromOn: '2026-11-25' })).json()).toMatchObject({ stage: 'offered' });
    const signed = (await sign({ drawn: undefined, identifiedBy: 'account' }, resident)).json<ContractDetail>();
    expect(signed).toMatchObject({
      stage: 'active',
      signature: { method: 'portal', signerId: head, signerName: '王小明', textHash: contract.textHash },
    });
    expect((await sign({})).statusCode).toBe(200);
    const stages = (await get<MemberReply>(base)).contracts.map((one) => `${one.contractId} ${one.stage}`);
    expect(stages.toSorted()).toEqual([`${contractId} active`, `${second} declined`].toSorted());
    expect((await offer(test.kernel.newId())).json<{ type: string }>().type).toContain('signed-already');
    const inbox = await get<{ items: { title: string }[] }>('/api/my/notifications', resident);
    expect(inbox.items.map(({ title }) => title)).toContain('家庭医生签约成功');
  });

  it('owes to the fen, and takes payments once and never too much', async () => {
    const url = `/api/people/${wife}/family-doctor/contracts/${contract.contractId}/ledger`;
    type Ledger = { entries: LedgerEntry[]; sums: PayerSum[] };
    const first = await get<Ledger>(url);
    expect(first.sums).toEqual([
      { payer: 'person', dueFen: 12_050, paidFen: 0, openFen: 12_050 },
      { payer: 'fund', dueFen: 3_000, paidFen: 0, openFen: 3_000 },
      { payer: 'public-health', dueFen: 9_000, paidFen: 0, openFen: 9_000 },
    ]);
    const entryId = test.kernel.newId();
    const pay = { entryId, package: 'home', payer: 'person', kind: 'paid', amountFen: 12_050 };
    await post(url, pay);
    const again = (await post(url, pay)).json<Ledger>();
    expect(again.sums[0]).toEqual({ payer: 'person', dueFen: 12_050, paidFen: 12_050, openFen: 0 });
    const more = await post(url, { ...pay, entryId: test.kernel.newId(), amountFen: 1 });
    expect(more.json<{ type: string }>().type).toContain('ledger-more-than-open');
    const both = await Promise.all(
      [1, 2].map(() =>
        post(url, { entryId: test.kernel.newId(), package: 'basic', payer: 'fund', kind: 'paid', amountFen: 2_000 }),
      ),
    );
    expect(both.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([200, 422]);
  });

  it('counts a form, a visit and an entry once each', async () => {
    const answers = {
      method: '2',
      symptoms: ['1'],
      systolic: 136,
      diastolic: 82,
      weight: 64,
      heartRate: 76,
    };
    const followUpId = test.kernel.newId();
    const body = {
      followUpId,
      form: { id: 'hypertension-follow-up', version: '2017.3' },
      answeredOn: '2026-11-22',
      visit: 'home',
      answers,
    };
    const half = await post(`${base}/follow-ups`, body);
    expect(half.statusCode).toBe(400);
    const { issues } = half.json<{ issues: { path: string; message: string }[] }>();
    expect(issues.length).toBeGreaterThan(3);
    const whole = { ...answers, ...wholeAnswers };
    const saved = await post(`${base}/follow-ups`, { ...body, answers: whole });
    expect(saved.json()).toMatchObject({ counted: ['bp-follow-up'], repeated: false });
    expect((await post(`${base}/follow-ups`, { ...body, answers: whole })).json()).toMatchObject({ repeated: true });
    const start = await get<{ before: { on: string; answers: object }[] }>(`${base}/follow-ups/hypertension-follow-up`);
    expect(start.before[0]).toMatchObject({ on: '2026-11-22', answers: { systolic: 136 } });
    const entry = { service: 'health-talk', performedOn: '2026-11-22', evidence: '村里讲座签到' };
    const serviceId = test.kernel.newId();
    await post(`${base}/services`, { serviceId, ...entry });
    await post(`${base}/services`, { serviceId, ...entry });
    const wrong = await post(`${base}/services`, { ...entry, serviceId: test.kernel.newId(), service: 'home-visit' });
    expect(wrong.json<{ type: string }>().type).toContain('not-promised');
    // The event of the same form arrives later: it counts nothing twice.
    const doneOf = async () =>
      (await get<MemberReply>(base)).progress.map(({ service, done }) => `${service} ${done}`).toSorted();
    await new Promise((wait) => setTimeout(wait, 1_500));
    expect(await doneOf()).toEqual(['bp-follow-up 1', 'health-talk 1']);
    const withdrawal = `${base}/services/${serviceId}/withdrawal`;
    expect((await post(withdrawal, { reason: '' })).statusCode).toBe(400);
    await post(withdrawal, { reason: '登记错了人' });
    expect(await doneOf()).toEqual(['bp-follow-up 1', 'health-talk 0']);
    expect(
      (await get<MemberReply>(base, resident)).progress.find(({ service }) => service === 'bp-follow-up'),
    ).toMatchObject({
      times: 4,
      done: 1,
      state: 'later',
    });
  });

  it('is given to another doctor, reminded and renewed in its window', async () => {
    const url = `${base}/contracts/${contract.contractId}`;
    const other = await post(`${url}/doctor`, { teamId: units.teams[0], doctorId: units.staff[1], reason: '居民要求' });
    expect(other.json()).toMatchObject({ doctorName: '陈敏' });
    const early = await offer(test.kernel.newId(), { fromOn: '2026-12-01', renews: contract.contractId });
    expect(early.json<{ type: string }>().type).toContain('not-renewable-yet');
    expect(await remindRenewals(test.parts)).toBe(0);
    test.clock.advanceSeconds(320 * 86_400);
    gp = await test.as('gp');
    // Both have one phone: the one who signed gets the text, once for the contract.
    await database.db.query(
      `update registry.person set phone_sealed = (select phone_sealed from registry.person where patient_id = $1)
       where patient_id = $2`,
      [head, wife],
    );
    expect(await remindRenewals(test.parts)).toBe(1);
    const told = await get<{ items: { title: string; text: string }[] }>(
      '/api/my/notifications',
      await test.as('resident'),
    );
    expect(told.items.find(({ title }) => title.includes('快到期'))?.text).toContain('签约 11月21日 到期');
    expect(await remindRenewals(test.parts)).toBe(0);
    const draft = await get<DraftReply>(`${base}/draft`);
    expect(draft).toMatchObject({ fromOn: '2027-11-22', renews: contract.contractId, doctorId: units.staff[1] });
    expect(draft.members[1]!.proposed).toEqual(['basic', 'home']);
    const renewed = (
      await offer(test.kernel.newId(), { fromOn: draft.fromOn, renews: draft.renews })
    ).json<ContractDetail>();
    await post(`${base}/contracts/${renewed.contractId}/signature`, {
      textHash: renewed.textHash,
      signerId: wife,
      identifiedBy: 'known-in-person',
      drawn,
    });
    const member = await get<MemberReply>(base);
    expect(member.contracts.map(({ stage }) => stage)).toEqual(['coming', 'declined', 'active']);
    test.clock.advanceSeconds(60 * 86_400);
    gp = await test.as('gp');
    expect((await get<MemberReply>(base)).contracts.map(({ stage }) => stage)).toEqual([
      'active',
      'declined',
      'renewed',
    ]);
    const doctors = await test.familyDoctor.doctorsOf(database.db, [head], test.clock.now());
    expect(doctors.get(head)).toMatchObject({ doctorId: units.staff[2], toOn: '2028-11-21' });
    const tags = await test.familyDoctor.tags.tags(database.db, [head], test.clock.now());
    expect(tags).toMatchObject([{ rule: 'family-doctor.signed', validUntil: '2028-11-21' }]);
    const stranger = await test.familyDoctor.tags.tags(database.db, [test.kernel.newId()], test.clock.now());
    expect(stranger).toMatchObject([{ rule: 'family-doctor.unsigned' }]);
  });
});

const wholeAnswers = {
  smoking: 0,
  drinking: 0,
  exerciseTimes: 5,
  exerciseMinutes: 30,
  salt: '1',
  mind: '1',
  following: '1',
  takesMedicine: false,
  adherence: '1',
  adverse: 'none',
  emergencySigns: ['none'],
  complication: false,
  class: '1',
  referred: false,
  nextVisitOn: '2027-02-20',
};
