// A month from order to publication and repair: complete, by name, told to those concerned and to nobody else.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { Plan, PlanDetail, RepairPreview, VillageVisits } from '../contract.ts';
import { weekdayOf } from '../rules/month.ts';
import { folders, openRoving, people, units, vehicles, type TestRoving } from './test-roving.ts';

type Ask = Awaited<ReturnType<TestRoving['as']>>;

describeOnEachEngine('month plans', { contexts: folders }, (database) => {
  let test: TestRoving;
  let bureau: Ask;
  beforeAll(async () => {
    test = await openRoving(database.db);
    bureau = await test.as('bureau');
  }, 120_000);
  afterAll(() => test?.stop());

  const get = async <Reply>(ask: Ask, url: string): Promise<Reply> => (await ask({ method: 'GET', url })).json<Reply>();
  const post = (ask: Ask, url: string, payload: object, headers: Record<string, string> = {}) =>
    ask({ method: 'POST', url, payload, headers });
  const finished = async (planId: string): Promise<PlanDetail> => {
    await expect
      .poll(async () => (await get<PlanDetail>(bureau, `/api/roving/plans/${planId}`)).state, { timeout: 30_000 })
      .not.toBe('computing');
    return get<PlanDetail>(bureau, `/api/roving/plans/${planId}`);
  };
  const order = async (body: object = {}): Promise<PlanDetail> => {
    const answer = await post(bureau, '/api/roving/plans', { month: '2026-12', seconds: 1, ...body });
    expect(answer.statusCode, answer.body).toBe(200);
    return finished(answer.json<Plan>().planId);
  };
  const told = async (code: string): Promise<string[]> => {
    await expect
      .poll(async () => database.db.query("select 1 from jobs.job where kind = 'roving.tell-villages'"), {
        timeout: 20_000,
      })
      .toEqual([]);
    const rows = await database.db.query<{ recipient: string }>(
      'select recipient from messaging.notification where code = $1 order by recipient',
      [code],
    );
    return rows.map((row) => row.recipient);
  };
  let published: PlanDetail;

  it('orders a month once, however often it is sent', async () => {
    const key = { 'idempotency-key': 'the-order-of-december' };
    const body = { month: '2026-12', seconds: 1 };
    const [first, second] = [
      await post(bureau, '/api/roving/plans', body, key),
      await post(bureau, '/api/roving/plans', body, key),
    ];
    expect(second.json<Plan>().planId).toBe(first.json<Plan>().planId);
    published = await finished(first.json<Plan>().planId);
    expect(published.state).toBe('draft');
    expect((await get<{ plans: Plan[] }>(bureau, '/api/roving/plans?month=2026-12')).plans).toHaveLength(1);
  });

  it('gives each village eight follow-ups on two weekdays and one comprehensive visit, each with a doctor', () => {
    for (const villageId of units.villages.slice(0, 2)) {
      const own = published.visits.filter((visit) => visit.villageId === villageId);
      const followUps = own.filter((visit) => visit.service === 'follow-up');
      expect(followUps).toHaveLength(8);
      expect(new Set(followUps.map((visit) => weekdayOf(visit.on))).size).toBe(2);
      expect(own.filter((visit) => visit.service === 'comprehensive')).toHaveLength(1);
    }
    expect(published.visits).toHaveLength(18);
    expect(published.visits.every((visit) => visit.staffName !== undefined)).toBe(true);
    expect(published.figures).toMatchObject({ visits: 18, steadyVillages: 2, withoutDoctor: 0 });
  });

  it('is refused to other counties, past months and whoever may not plan', async () => {
    const far = await test.as('far');
    expect((await far({ method: 'GET', url: `/api/roving/plans/${published.planId}` })).statusCode).toBe(404);
    expect((await post(bureau, '/api/roving/plans', { month: '2026-10', seconds: 1 })).statusCode).toBe(422);
    const resident = await test.as('resident');
    expect((await post(resident, '/api/roving/plans', { month: '2026-12', seconds: 1 })).statusCode).toBe(403);
    const township = await test.as('township');
    const publish = { version: published.version };
    expect((await post(township, `/api/roving/plans/${published.planId}/publication`, publish)).statusCode).toBe(403);
  });

  it('tells every resident of the planned villages once', async () => {
    const url = `/api/roving/plans/${published.planId}/publication`;
    const answer = await post(bureau, url, { version: published.version });
    expect(answer.statusCode, answer.body).toBe(200);
    expect((await post(bureau, url, { version: published.version })).statusCode).toBe(200);
    expect(await told('roving-month-published')).toEqual([people[0], people[1], people[2], people[3]].toSorted());
    expect(await told('roving-roster-published')).toHaveLength(1);
  });

  it('shows residents the next visits to their own village and nobody else’s', async () => {
    const resident = await test.as('resident');
    const mine = await get<VillageVisits>(resident, '/api/my/village-visits');
    expect(mine).toMatchObject({ villageId: units.villages[0], villageName: '光明村' });
    expect(mine.visits).toHaveLength(9);
    expect(mine.visits[0]).toMatchObject({ pointName: '光明村巡诊点', doctorName: expect.any(String) as string });
    const other = await resident({ method: 'GET', url: `/api/my/village-visits?personId=${people[3]}` });
    expect(other.statusCode).toBe(403);
    const calendar = await test.server.inject({ url: `/api/roving/villages/${units.villages[0]}/calendar.ics` });
    expect(calendar.headers['content-type']).toContain('text/calendar');
    expect(calendar.body.match(/BEGIN:VEVENT/g)).toHaveLength(9);
  });

  it('moves a visit of a draft by hand, refuses what can’t be, and lets the slower planner know', async () => {
    const copy = (await post(bureau, `/api/roving/plans/${published.planId}/copies`, {})).json<Plan>();
    const detail = await get<PlanDetail>(bureau, `/api/roving/plans/${copy.planId}`);
    const visit = detail.visits.find((one) => one.service === 'comprehensive')!;
    const url = `/api/roving/plans/${copy.planId}/visits/${visit.visitId}`;
    const put = (payload: object, version?: number, ask = bureau) =>
      ask({ method: 'PUT', url, payload, ...(version && { headers: { 'if-match': `"${version}"` } }) });
    const target = { on: visit.on === '2026-12-10' ? '2026-12-11' : '2026-12-10', vehicleId: visit.vehicleId };
    expect((await put(target)).statusCode).toBe(428);
    const sunday = await put({ ...target, on: '2026-12-06' }, copy.version);
    expect(sunday.json()).toMatchObject({ issues: [{ code: 'roving.not-a-working-day' }] });
    const wrong = await put({ ...target, vehicleId: vehicles.followUp }, copy.version);
    expect(wrong.json()).toMatchObject({ issues: [{ code: 'roving.breach-eligibility' }] });
    const moved = await put(target, copy.version);
    expect(moved.statusCode, moved.body).toBe(200);
    const after = moved.json<PlanDetail>().visits.find((one) => one.visitId === visit.visitId);
    expect(after).toMatchObject({ on: target.on, pinned: true, reason: 'by-hand' });
    expect((await put(target, copy.version)).statusCode).toBe(412);
    const again = await order({ basedOn: copy.planId });
    expect(again.visits.find((one) => one.visitId === visit.visitId)).toMatchObject({ on: target.on, pinned: true });
    const comparison = await get<{ moved: number; changes: object[] }>(
      bureau,
      `/api/roving/plan-comparison?left=${published.planId}&right=${copy.planId}`,
    );
    expect(comparison.moved).toBe(1);
  });

  it('explains a visit by what other days would cost', async () => {
    const visit = published.visits.find((one) => one.service === 'follow-up')!;
    const why = await get<{ alternatives: { weekdays: number[]; metres: number }[] }>(
      bureau,
      `/api/roving/plans/${published.planId}/visits/${visit.visitId}/explanation`,
    );
    expect(why.alternatives.length).toBeGreaterThan(2);
  });

  it('repairs a breakdown by moving only the visits of that day, and tells only their villages', async () => {
    // The day on which the follow-up vehicle visits one village alone, or both.
    const on = published.visits.find((one) => one.service === 'follow-up')!.on;
    const hit = published.visits.filter((one) => one.on === on && one.service === 'follow-up');
    const cause = { kind: 'breakdown', vehicleId: hit[0]!.vehicleId, fromOn: on, toOn: on };
    const answer = await post(bureau, `/api/roving/plans/${published.planId}/repairs`, cause);
    expect(answer.statusCode, answer.body).toBe(200);
    const preview = answer.json<RepairPreview>();
    const concerned = hit.filter((one) => one.vehicleId === hit[0]!.vehicleId);
    expect(preview.moved).toBe(concerned.length);
    expect(preview.changes.every((change) => change.kind !== 'dropped')).toBe(true);
    const before = new Set(await told('roving-visit-moved'));
    expect(before.size).toBe(0);
    const publish = { version: preview.plan.version };
    const applied = await post(bureau, `/api/roving/plans/${preview.plan.planId}/publication`, publish);
    expect(applied.statusCode, applied.body).toBe(200);
    const villages = new Set(preview.villages.map((one) => one.villageId));
    const all = await test.registry.livingIn(database.db, [...villages], undefined, 100);
    expect(await told('roving-visit-moved')).toEqual(all.map((one) => one.personId).toSorted());
    const plans = (await get<{ plans: Plan[] }>(bureau, '/api/roving/plans?month=2026-12')).plans;
    expect(plans.filter((one) => one.state === 'published').map((one) => one.planId)).toEqual([preview.plan.planId]);
    expect(plans.find((one) => one.planId === published.planId)?.state).toBe('superseded');
    // A repair that was drawn up against the plan before comes too late.
    const late = await post(bureau, `/api/roving/plans/${published.planId}/repairs`, cause);
    expect(late.statusCode).toBe(422);
  });

  it('says which rules can’t hold together, and the month works without any of them', async () => {
    const basis = await get<{ policy: object }>(bureau, '/api/roving/basis?month=2027-03');
    const tight = { ...basis.policy, shift: { fromMinute: 480, toMinute: 520 } };
    const set = await post(bureau, '/api/roving/policy', { fromOn: '2027-03-01', policy: tight });
    expect(set.statusCode, set.body).toBe(200);
    const plan = await order({ month: '2027-03' });
    expect(plan.state).toBe('impossible');
    expect(plan.conflict!.map((rule) => rule.kind)).toContain('shift');
    expect(plan.conflict!.every((rule) => rule.link.startsWith('/roving'))).toBe(true);
    // The policy is dated: December keeps what it had.
    const december = await get<{ policy: { shift: object } }>(bureau, '/api/roving/basis?month=2026-12');
    expect(december.policy.shift).toEqual({ fromMinute: 480, toMinute: 1020 });
  });

  it('checks coverage of every village', async () => {
    const { villages } = await get<{ villages: { villageId: string; gaps: string[] }[] }>(
      bureau,
      '/api/roving/coverage?month=2026-12',
    );
    expect(villages.map((one) => one.gaps)).toEqual([[], []]);
    const empty = await get<{ villages: { gaps: string[] }[] }>(bureau, '/api/roving/coverage?month=2027-02');
    expect(empty.villages[0]!.gaps).toEqual(['too-few-follow-ups', 'no-comprehensive']);
  });
});
