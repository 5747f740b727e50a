// The month's facts from real rows: attendances, forms, ratings and visits count where they belong, and sums come out by hand.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { FactsReply, ScorecardsReply } from '#foundation/indicators/contract.ts';
import { folders, openRoving, people, units, vehicles, type TestRoving } from '../test-roving.ts';
import { saveAttendance, saveRating } from '../store/attendance.ts';

const id = (tail: number) => `01980000-0000-7000-8000-${String(tail).padStart(12, '0')}`;
const visitId = id(501);

describeOnEachEngine('the evaluation', { contexts: folders }, (database) => {
  let test: TestRoving;
  let bureau: Awaited<ReturnType<TestRoving['as']>>;
  beforeAll(async () => {
    test = await openRoving(database.db);
    bureau = await test.as('bureau');
    const { kernel } = test;
    const at = (time: string) => `2026-11-20T${time}:00+08:00`;
    await kernel.db.query(
      `insert into roving.check_in (visit_id, county_id, visit_on, service, vehicle_id, team_id, staff_id, village_id,
         service_point_id, planned_arrive_at, planned_leave_at, arrive_at, leave_at, confirmed, source, stay_ids, tracked,
         cancelled, version)
       values ($1, $2, '2026-11-20', 'follow-up', $3, $4, null, $5, $6, $7, $8, $9, $10, true, 'terminal', '{}', true, false, 1)`,
      [
        visitId,
        units.county,
        vehicles.followUp,
        units.teams[0],
        units.villages[0],
        id(1),
        at('09:00'),
        at('11:00'),
        at('09:10'),
        at('10:50'),
      ],
    );
    const attendance = { visitId, hasReason: true, hasPressure: true, hasNote: true, isSigned: true, abnormal: false };
    await kernel.db.tx(async (q) => {
      await saveAttendance(q, {
        ...attendance,
        personId: people[0],
        attendanceId: id(601),
        startedAt: new Date(at('09:20')),
      });
      await saveAttendance(q, {
        ...attendance,
        personId: people[1],
        attendanceId: id(602),
        startedAt: new Date(at('09:40')),
        isSigned: false,
      });
      for (const [index, stars] of [5, 3].entries())
        await saveRating(q, {
          personId: people[index]!,
          visitId,
          stars,
          ratedAt: new Date(at('12:00')),
          saidSealed: null,
        });
    });
    const asked = await bureau({ method: 'POST', url: '/api/indicators/roving/runs', payload: { month: '2026-11' } });
    expect(asked.statusCode).toBe(200);
  });
  afterAll(() => test?.stop());
  const cards = async (by: string) =>
    (
      await bureau({ method: 'GET', url: `/api/indicators/roving/scorecards?month=2026-11&by=${by}` })
    ).json<ScorecardsReply>();

  it('counts each visit, attendance and rating where it belongs', async () => {
    // The server's own job counts.
    await expect
      .poll(
        async () => {
          const { rows, run } = await cards('vehicle');
          return run.state === 'done' && rows.length;
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    const { rows, run } = await cards('vehicle');
    expect(run.state).toBe('done');
    expect(rows.map(({ id: vehicle }) => vehicle)).toEqual([vehicles.followUp]);
    const sums = Object.fromEntries(
      rows[0]!.indicators.map(({ indicator, numerator, denominator }) => [indicator, [numerator, denominator]]),
    );
    expect(sums).toMatchObject({ T1: [1, 1], T2: [1, 1], T3: [1, 1], M1: [1, 2], Q4: [1, 2], N4: [0, 0] });
    // Three people of the first village: two of them 65 and older, both seen.
    expect(sums['N1']).toEqual([2, 2]);
  });

  it('opens a number down to its facts, those that fell short alone if asked', async () => {
    const query = `month=2026-11&indicator=M1&by=county&id=${units.county}`;
    const all = (await bureau({ method: 'GET', url: `/api/indicators/roving/facts?${query}` })).json<FactsReply>();
    expect(all.items).toMatchObject([{ itemKind: 'visit', itemId: visitId, numerator: 1, denominator: 2 }]);
    const held = query.replace('M1', 'T1');
    const short = await bureau({ method: 'GET', url: `/api/indicators/roving/facts?${held}&short=yes` });
    expect(short.json<FactsReply>().total).toBe(0);
  });

  it('shows nothing of it to another county, and a sheet to the own one', async () => {
    const far = await test.as('far');
    const theirs = await far({ method: 'GET', url: '/api/indicators/roving/scorecards?month=2026-11&by=township' });
    expect(theirs.json<ScorecardsReply>().rows).toEqual([]);
    const sheet = await bureau({
      method: 'GET',
      url: '/api/indicators/roving/scorecards.xlsx?month=2026-11&by=vehicle',
    });
    expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });
});
