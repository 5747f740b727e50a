// The CT screening over a small county: rule, invitation, the last slot, consent, the day, report, follow-up until closed, a moved stop.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type {
  CtCase,
  CtFigures,
  CtPersonReply,
  CtRow,
  CtScreening,
  CtStopsReply,
  CtWorklistItem,
} from '../../ct-screening-contract.ts';
import { saveTomographyYear } from '../store/tomography.ts';
import { folders, openRoving, people, units, type TestRoving } from '../test-roving.ts';
import { moveStops } from './move-stops.ts';
import { watchScreening } from './watch.ts';
import type { Parts } from '../parts.ts';

type Ask = Awaited<ReturnType<TestRoving['as']>>;
const [ming, ying, , neighbour] = people;
const lists = '/api/roving/ct-screening';
const of = (personId: string, what: string) => `/api/people/${personId}/ct-screenings/2026/${what}`;
const stopOn = '2026-11-24';

describeOnEachEngine('the CT screening', { contexts: folders }, (database) => {
  let test: TestRoving;
  let gp: Ask;
  let resident: Ask;
  let specialist: Ask;
  let parts: Parts;
  const post = (ask: Ask, url: string, payload?: object) => ask({ method: 'POST', url, ...(payload && { payload }) });
  const mine = async (ask: Ask, personId: string) =>
    (await ask({ url: `/api/people/${personId}/ct-screenings` })).json<CtPersonReply>();
  const notices = async (recipient: string) =>
    (
      await database.db.query<{ code: string }>('select code from messaging.notification where recipient = $1', [
        recipient,
      ])
    ).map(({ code }) => code);
  const setClock = (at: string) => test.clock.advanceSeconds((Date.parse(at) - test.clock.now().getTime()) / 1000);
  const setDay = (on: string, version: number) =>
    database.db.tx((q) => saveTomographyYear(q, units.county, 2026, [{ villageId: units.villages[0], on }], version));

  beforeAll(async () => {
    test = await openRoving(database.db);
    await test.addAccount('specialist', 'specialist', units.hospital);
    await test.fleet.bulkLoad({
      vehicles: [
        {
          vehicleId: '01980000-0000-7000-8000-feed00000077',
          plate: '浙A99077',
          kind: 'computed-tomography',
          name: '移动CT车',
          organisationId: units.hospital,
          emergencyUnit: false,
          equipment: [],
          base: { lon: 119.41, lat: 30.21 },
        },
      ],
      terminals: [],
    });
    await setDay(stopOn, 1);
    gp = await test.as('gp');
    resident = await test.as('resident');
    specialist = await test.as('specialist');
    parts = test.parts;
  }, 120_000);
  afterAll(() => test?.stop());

  it('judges the village by the rule: who lacks facts is asked, answers go to the record and decide', async () => {
    const started = await post(gp, `${lists}/evaluation`, { year: 2026, villageIds: [units.villages[0]] });
    expect(started.json()).toEqual({ villages: 1 });
    await expect
      .poll(async () => (await gp({ url: `${lists}/stops?year=2026` })).json<CtStopsReply>().stops[0]?.run?.finishedAt)
      .toBeDefined();
    const stops = (await gp({ url: `${lists}/stops?year=2026` })).json<CtStopsReply>();
    expect(stops).toMatchObject({ policyAssumed: true, rule: { draft: true } });
    expect(stops.stops[0]).toMatchObject({ on: stopOn, toAsk: 2, eligible: 0, run: { done: 3, outsideAge: 1 } });
    const [row] = (await mine(gp, ming)).screenings;
    expect(row).toMatchObject({ stage: 'to-ask', reason: 'facts-missing' });
    expect(row!.missing).toContain('smoking');
    const facts = {
      smoking: 'current',
      packYears: 40,
      passiveYears: 0,
      copd: false,
      exposureYears: 0,
      relative: false,
    };
    const decided = await post(gp, of(ming, 'facts'), facts);
    expect(decided.json<CtScreening>()).toMatchObject({ stage: 'eligible', reason: 'highRisk', missing: [] });
    const kept = await gp({ url: `/fhir/Observation?patient=${ming}&code=72166-2` });
    expect(kept.json<{ total: number }>().total).toBe(1);
  });

  it('invites whom the rule found, and by name only with a reason', async () => {
    const body = { year: 2026, villageId: units.villages[0] };
    expect((await post(gp, `${lists}/invitations`, body)).json()).toEqual({ invited: 1 });
    expect((await post(gp, `${lists}/invitations`, body)).json()).toEqual({ invited: 0 });
    expect(await notices(ming)).toContain('ct-invited');
    expect((await post(gp, of(ying, 'invitation'), {})).statusCode).toBe(422);
    const invited = await post(gp, of(ying, 'invitation'), { reason: '咳嗽三个月，本人要求' });
    expect(invited.json<CtScreening>()).toMatchObject({ stage: 'invited', invitedBy: 'doctor' });
    // A neighbour of another village may not answer for her.
    const stranger = await test.as('neighbour');
    expect((await post(stranger, of(ying, 'answer'), { answer: 'accepted' })).statusCode).toBe(403);
  });

  it('gives the last slot to exactly one of two, the other waits and gets it when it is left', async () => {
    const at = 9 * 60;
    const both = await Promise.all([
      post(resident, of(ming, 'slot'), { minute: at }),
      post(gp, of(ying, 'slot'), { minute: at }),
    ]);
    expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(both.find(({ statusCode }) => statusCode === 409)!.body).toContain('ct-slot-taken');
    const [winner, other] = both[0].statusCode === 200 ? [ming, ying] : [ying, ming];
    expect((await post(gp, of(other, 'waiting'))).body).toContain('ct-slots-left');
    // Everything else is taken.
    for (const minute of (await mine(gp, other)).free[0]!.minutes)
      await database.db.query(
        'insert into roving.ct_slot (village_id, year, minute, person_id) values ($1, $2, $3, $4)',
        [units.villages[0], 2026, minute, neighbour],
      );
    expect((await post(gp, of(other, 'waiting'))).json<CtScreening>().stage).toBe('waiting');
    expect((await post(gp, of(winner, 'slot-release'))).json<CtScreening>().stage).toBe('accepted');
    expect((await mine(gp, other)).screenings[0]).toMatchObject({ stage: 'booked', slotMinute: at });
    await database.db.query('delete from roving.ct_slot where person_id = $1', [neighbour]);
    expect((await post(gp, of(winner, 'slot'), { minute: at + 10 })).json<CtScreening>().stage).toBe('booked');
  });

  it('takes a consent with its text by hash, withdrawn before the scan', async () => {
    const { consentText } = await mine(resident, ming);
    const consent = { version: consentText.version, hash: consentText.hash, name: '王小明' };
    expect((await post(resident, of(ming, 'consent'), { ...consent, hash: 'f'.repeat(64) })).statusCode).toBe(422);
    expect((await post(resident, of(ming, 'consent'), consent)).json<CtScreening>().consent).toMatchObject({
      as: 'self',
      hash: consentText.hash,
    });
    const back = await post(resident, of(ming, 'consent-withdrawal'));
    expect(back.json<CtScreening>().consent?.withdrawnAt).toBeDefined();
    await post(resident, of(ming, 'consent'), consent);
    const [row] = await database.db.query<{ sealed: string }>(
      'select signed_name_sealed as sealed from roving.ct_consent limit 1',
    );
    expect(row!.sealed).not.toContain('王');
  });

  it('moves slots with their stop and tells each person once', async () => {
    await setDay('2026-11-25', 2);
    const payload = { countyId: units.county, year: 2026, villageIds: [units.villages[0]] };
    await moveStops(parts, payload);
    await moveStops(parts, payload);
    expect((await notices(ming)).filter((code) => code === 'ct-moved')).toHaveLength(1);
    expect((await mine(resident, ming)).screenings[0]).toMatchObject({ stopOn: '2026-11-25', stage: 'booked' });
  });

  it('reminds on the day before, checks in, and refuses a scan without consent', async () => {
    setClock('2026-11-24T02:00:00Z');
    await watchScreening(parts);
    await watchScreening(parts);
    expect((await notices(ming)).filter((code) => code === 'ct-tomorrow')).toHaveLength(1);
    expect((await post(gp, of(ming, 'arrival'))).statusCode).toBe(422);
    setClock('2026-11-25T01:00:00Z');
    const list = (await gp({ url: `${lists}/day?on=2026-11-25` })).json<{ items: CtRow[] }>().items;
    expect(list.map(({ personId }) => personId).toSorted()).toEqual([ming, ying].toSorted());
    for (const personId of [ming, ying]) expect((await post(gp, of(personId, 'arrival'))).statusCode).toBe(200);
    const worklist = (await specialist({ url: `${lists}/worklist?on=2026-11-25` })).json<{ items: CtWorklistItem[] }>();
    expect(worklist.items.map(({ accessionNumber }) => accessionNumber)).toEqual(
      expect.arrayContaining(['CT202611250001', 'CT202611250002']),
    );
    expect((await post(gp, of(ying, 'scan'), { done: true })).body).toContain('ct-no-consent');
    expect((await post(gp, of(ying, 'scan'), { done: false })).statusCode).toBe(422);
    expect((await post(gp, of(ying, 'scan'), { done: false, reason: '没带身份证' })).json<CtScreening>().stage).toBe(
      'not-done',
    );
    expect((await post(gp, of(ming, 'scan'), { done: true })).json<CtScreening>().stage).toBe('scanned');
  });

  const report = {
    findings: '右肺上叶见一实性结节',
    nodules: [{ side: 'right', lobe: 'upper', type: 'solid', meanDiameterMillimetres: 7, followUpMonths: 3 }],
    otherFindings: [],
    category: 'follow-up',
    conclusion: '右肺上叶实性结节，建议 3 个月后复查',
  };

  it('queues the scan, takes a signed report once, writes it to the record and opens the case', async () => {
    const queue = (await specialist({ url: `${lists}/readings` })).json<{ items: CtRow[] }>().items;
    expect(queue).toMatchObject([{ personId: ming, readingOverdue: false }]);
    const wrong = await post(specialist, of(ming, 'report'), { ...report, category: 'negative' });
    expect(wrong.body).toContain('ct-negative-with-follow-up');
    expect((await post(gp, of(ming, 'report'), report)).statusCode).toBe(403);
    expect((await post(specialist, of(ming, 'report'), report)).json<CtScreening>().stage).toBe('reported');
    expect((await post(specialist, of(ming, 'report'), report)).statusCode).toBe(409);
    const reports = await gp({ url: `/fhir/DiagnosticReport?patient=${ming}` });
    expect(reports.json<{ total: number }>().total).toBe(1);
    const seen = await mine(resident, ming);
    expect(seen.cases).toMatchObject([
      { dueOn: '2027-02-25', clock: 'waiting', finding: { nodule: { type: 'solid' } } },
    ]);
    expect(await notices(ming)).toContain('ct-result-follow-up');
  });

  it('rings for what is overdue: the doctor, later the institution; closes only with a result', async () => {
    const caseId = (await mine(resident, ming)).cases[0]!.caseId;
    setClock('2027-02-27T02:00:00Z');
    gp = await test.as('gp');
    await watchScreening(parts);
    const overdue = (await gp({ url: `${lists}/cases?clock=overdue` })).json<{ items: CtCase[] }>().items;
    expect(overdue).toMatchObject([{ caseId, alarmed: true, escalated: false }]);
    setClock('2027-03-15T02:00:00Z');
    gp = await test.as('gp');
    await watchScreening(parts);
    const bureau = await test.as('bureau');
    const inbox = (await bureau({ url: '/api/my/notifications' })).body;
    expect(inbox).toContain('长期逾期');
    const results = `/api/people/${ming}/ct-cases/${caseId}/results`;
    const first = { resultId: '01980000-0000-7000-8000-0000000c0001', outcome: 'stable', on: '2027-03-14', note: '' };
    expect((await post(gp, results, first)).body).toContain('ct-not-yet-stable');
    const goesOn = { ...first, nextDueOn: '2027-09-14' };
    for (let twice = 0; twice < 2; twice += 1)
      expect((await post(gp, results, goesOn)).json<{ cases: CtCase[] }>().cases[0]).toMatchObject({
        dueOn: '2027-09-14',
        clock: 'waiting',
        results: [{ outcome: 'stable' }],
      });
    const second = { ...first, resultId: '01980000-0000-7000-8000-0000000c0002' };
    expect((await post(gp, results, second)).json<{ cases: CtCase[] }>().cases[0]).toMatchObject({
      clock: 'closed',
      closedAs: 'stable',
    });
    expect((await post(gp, results, { ...second, resultId: ming })).statusCode).toBe(409);
    const csv = await gp({ url: `${lists}/cases.csv` });
    expect(csv.body).toContain('右肺上叶 实性 7 mm');
  });

  it('hides small numbers from outsiders, not from those in charge', async () => {
    await test.addAccount('auditor', 'auditor', units.county);
    const figures = async (account: string) =>
      (await (await test.as(account))({ url: `${lists}/figures?year=2026` })).json<{
        townships: CtFigures[];
        someHidden: boolean;
      }>();
    expect((await figures('bureau')).townships[0]).toMatchObject({ invited: 2, scanned: 1, positive: 1, closed: 1 });
    const outside = await figures('auditor');
    expect(outside.someHidden).toBe(true);
    expect(outside.townships[0]!.positive).toBeUndefined();
  });
});
