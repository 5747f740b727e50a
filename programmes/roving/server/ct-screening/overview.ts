// Sums of the CT screening: stops with how far they are, the year by township, people of the own villages, one person.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import {
  ctPermissions,
  type CtFigures,
  type CtPersonReply,
  type CtRow,
  type CtStop,
  type CtStopsReply,
} from '../../ct-screening-contract.ts';
import { currentConsent } from '../../rules/ct-screening/consent-text.ts';
import { safeFigures } from '../../rules/ct-screening/figures.ts';
import type { CtPolicy } from '../../rules/ct-screening/policy.ts';
import type { CtStage } from '../../rules/ct-screening/stage.ts';
import { fewest } from '../../rules/small-numbers.ts';
import type { Parts } from '../parts.ts';
import { noCounty } from '../problems.ts';
import { countyOf } from '../use-cases/county-of.ts';
import { freeMinutes, comingStop } from './answer.ts';
import { hashOf } from './consent.ts';
import { runsOf } from './evaluate.ts';
import { noRule } from './problems.ts';
import { countCases, listCases } from './store/case.ts';
import { countStages, listScreenings, screeningsOf } from './store/screening.ts';
import { ctPolicyOf, isDraft, ruleOf, ruleText, setCtPolicyRow, stopsOfYear } from './stops.ts';
import { caseViews, rowViews, screeningViews } from './views.ts';

const pageSize = 50;

export async function readStops(parts: Parts, actor: Actor, year: number, now: Date): Promise<Result<CtStopsReply>> {
  const { kernel } = parts;
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  const rule = ruleOf(parts, now);
  if (!rule) return fail(noRule);
  const villages = (await parts.registry.villagesOfActor(actor, ctPermissions.read, now)).filter(
    ({ countyId }) => countyId === county.countyId,
  );
  const stops = await stopsOfYear(parts, county.countyId, year);
  const counts = new Map((await countStages(kernel.db, county.countyId, year)).map((one) => [one.villageId, one]));
  const runs = await runsOf(kernel.db, county.countyId, year);
  const { policy, assumed } = await ctPolicyOf(parts, county.countyId, dayOf(now));
  const all = villages.map((village): CtStop => {
    const stop = stops.get(village.villageId);
    const count = counts.get(village.villageId);
    const run = runs.get(village.villageId);
    return {
      villageId: village.villageId,
      villageName: village.name,
      townshipName: village.townshipName,
      ...(stop && { on: stop.on }),
      slots: stop?.minutes.length ?? 0,
      ...(run && {
        run: {
          total: run.total,
          done: run.done,
          outsideAge: run.outsideAge,
          startedAt: run.startedAt.toISOString(),
          ...(run.finishedAt && { finishedAt: run.finishedAt.toISOString() }),
        },
      }),
      eligible: count?.eligible ?? 0,
      toAsk: count?.toAsk ?? 0,
      invited: count?.invited ?? 0,
      accepted: count?.accepted ?? 0,
      booked: count?.booked ?? 0,
      waiting: count?.waiting ?? 0,
      scanned: count?.scanned ?? 0,
    };
  });
  return succeed({
    year,
    stops: all.toSorted((a, b) => (a.on ?? '9999').localeCompare(b.on ?? '9999')),
    policy,
    policyAssumed: assumed,
    rule: { id: rule.id, version: rule.version, draft: isDraft(parts, ruleText(rule)) },
  });
}

/** Townships that are the actor's own are told whole; of others small numbers are hidden. */
export async function readFigures(
  parts: Parts,
  actor: Actor,
  year: number,
  now: Date,
): Promise<Result<{ year: number; townships: CtFigures[]; fewest: number; someHidden: boolean }>> {
  const { kernel, registry } = parts;
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  const insiders = actor.assignments.some(({ role }) => role !== 'auditor');
  const own = new Set(await kernel.access.unitsOf(actor, ctPermissions.read));
  const villages = (await registry.villages(kernel.db)).filter(({ countyId }) => countyId === county.countyId);
  const stages = new Map((await countStages(kernel.db, county.countyId, year)).map((one) => [one.villageId, one]));
  const cases = new Map(
    (await countCases(kernel.db, county.countyId, year, dayOf(now))).map((one) => [one.villageId, one]),
  );
  let someHidden = false;
  const townships = [...Map.groupBy(villages, ({ townshipId }) => townshipId)].map(([townshipId, of]) => {
    const sum = (pick: (villageId: string) => number | undefined) =>
      of.reduce((total, { villageId }) => total + (pick(villageId) ?? 0), 0);
    const whole = {
      eligible: sum((id) => stages.get(id)?.eligible),
      invited: sum((id) => stages.get(id)?.invited),
      accepted: sum((id) => stages.get(id)?.accepted),
      scanned: sum((id) => stages.get(id)?.scanned),
      positive: sum((id) => stages.get(id)?.positive),
      inFollowUp: sum((id) => cases.get(id)?.inFollowUp),
      overdue: sum((id) => cases.get(id)?.overdue),
      closed: sum((id) => cases.get(id)?.closed),
    };
    const shown = insiders && own.has(townshipId) ? whole : safeFigures(whole);
    someHidden ||= Object.keys(shown).length < Object.keys(whole).length;
    return { townshipId, townshipName: of[0]!.townshipName, ...shown };
  });
  return succeed({ year, townships, fewest, someHidden });
}

export interface PeopleQuery {
  year: string;
  villageId?: string | undefined;
  stage?: CtStage | undefined;
  text?: string | undefined;
  page?: string | undefined;
}

export async function readPeople(
  parts: Parts,
  actor: Actor,
  query: PeopleQuery,
  now: Date,
): Promise<Result<{ items: CtRow[]; total: number; next?: string }>> {
  const { kernel, registry } = parts;
  const own = (await parts.registry.villagesOfActor(actor, ctPermissions.people, now)).map(
    ({ villageId }) => villageId,
  );
  const villageIds = query.villageId ? own.filter((villageId) => villageId === query.villageId) : own;
  const args: unknown[] = [];
  const filter = await kernel.access.personFilter(actor, ctPermissions.people, 's.patient_id', args, now);
  const rows = await listScreenings(kernel.db, { year: Number(query.year), villageIds }, filter, args);
  const wanted = (await screeningViews(parts, kernel.db, rows, now)).filter(
    ({ stage }) => !query.stage || stage === query.stage,
  );
  const chosen = new Set(wanted.map(({ screeningId }) => screeningId));
  let kept = rows.filter(({ screeningId }) => chosen.has(screeningId));
  if (query.text) {
    const names = await registry.persons(
      kernel.db,
      kept.map(({ personId }) => personId),
    );
    const matching = new Set(names.filter(({ name }) => name.includes(query.text!)).map(({ personId }) => personId));
    kept = kept.filter(({ personId }) => matching.has(personId));
  }
  const from = Number(query.page ?? 0) || 0;
  const to = from + pageSize;
  return succeed({
    items: await rowViews(parts, actor, ctPermissions.people, kept.slice(from, to), now),
    total: kept.length,
    ...(to < kept.length && { next: String(to) }),
  });
}

export async function readPerson(
  parts: Parts,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<Result<CtPersonReply>> {
  const q = parts.kernel.db;
  const rows = await screeningsOf(q, personId);
  const free: CtPersonReply['free'] = [];
  for (const row of rows) {
    const stop = comingStop(await stopsOfYear(parts, row.countyId, row.year), row, now);
    if (stop) free.push({ year: row.year, on: stop.on, minutes: await freeMinutes(q, row, stop) });
  }
  const cases = await listCases(q, {}, 'c.patient_id = $1', [personId]);
  return succeed({
    screenings: await screeningViews(parts, q, rows, now),
    cases: await caseViews(parts, actor, ctPermissions.person, cases, now),
    free,
    consentText: { ...currentConsent, hash: hashOf(currentConsent) },
  });
}

export async function setCtPolicy(
  parts: Parts,
  actor: Actor,
  { fromOn, policy }: { fromOn: string; policy: CtPolicy },
): Promise<Result<{ policy: CtPolicy; fromOn: string }>> {
  const { kernel } = parts;
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  return kernel.db.tx(async (q) => {
    await setCtPolicyRow(parts, q, county.countyId, fromOn, policy);
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: 'roving.basis.write',
      outcome: 'success',
      object: `RovingCtPolicy/${fromOn}`,
    });
    return succeed({ policy, fromOn });
  });
}
