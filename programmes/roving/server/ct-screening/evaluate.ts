// Runs the low-dose CT rule over the residents of villages as a job, in batches, with its progress in sums.
import { z } from 'zod';
import { dayOf, fail, succeed, type Result, yearsOn } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { ctPermissions } from '../../ct-screening-contract.ts';
import { decideEligibility } from '../../rules/ct-screening/eligibility.ts';
import { wantedFacts } from '../../rules/ct-screening/lung-facts.ts';
import type { Parts } from '../parts.ts';
import { notYourUnit } from '../problems.ts';
import { noRule } from './problems.ts';
import { listRuns, saveRun, type RunRow } from './store/run.ts';
import { saveDecisions, type DecisionRow } from './store/screening.ts';
import { ruleOf, ruleText } from './stops.ts';

export const evaluateVillageJob = 'roving.evaluate-ct-village';
const Payload = z.object({ countyId: z.uuid(), villageId: z.uuid(), year: z.number().int() });
/** People in one transaction. */
const batch = 300;

/** One job a village; a village that is being worked on is left alone. */
export async function startEvaluation(
  parts: Parts,
  actor: Actor,
  body: { year: number; villageIds: readonly string[] },
  now: Date,
): Promise<Result<{ villages: number }>> {
  const { kernel } = parts;
  if (!ruleOf(parts, now)) return fail(noRule);
  const own = new Map(
    (await parts.registry.villagesOfActor(actor, ctPermissions.invite, now)).map((one) => [one.villageId, one]),
  );
  if (body.villageIds.some((id) => !own.has(id))) return fail(notYourUnit);
  const populations = await parts.registry.populations(kernel.db);
  await kernel.db.tx(async (q) => {
    for (const villageId of body.villageIds) {
      const { countyId } = own.get(villageId)!;
      const total = populations.get(villageId) ?? 0;
      // From now on it runs for whoever looks, also while it waits for its turn.
      await saveRun(q, {
        villageId,
        year: body.year,
        countyId,
        total,
        done: 0,
        outsideAge: 0,
        startedAt: now,
        finishedAt: null,
      });
      await kernel.jobs.enqueue(q, {
        kind: evaluateVillageJob,
        payload: { countyId, villageId, year: body.year },
        singletonKey: `${villageId} ${body.year}`,
      });
    }
    await kernel.audit.record(q, actor, {
      action: 'execute',
      permission: ctPermissions.invite,
      outcome: 'success',
      object: `CtEvaluation/${body.year}`,
      detail: { villages: body.villageIds.length },
    });
  });
  return succeed({ villages: body.villageIds.length });
}

export async function evaluateVillage(parts: Parts, payload: unknown): Promise<void> {
  const { countyId, villageId, year } = Payload.parse(payload);
  const { kernel, registry } = parts;
  const now = kernel.clock.now();
  const rule = ruleOf(parts, now);
  if (!rule) return;
  const total = (await registry.populations(kernel.db)).get(villageId) ?? 0;
  const run: RunRow = { villageId, year, countyId, total, done: 0, outsideAge: 0, startedAt: now, finishedAt: null };
  const actor = systemActor(`job ${evaluateVillageJob}`, kernel.newId());
  let after: string | undefined;
  for (;;) {
    const people = await registry.livingIn(kernel.db, [villageId], after, batch);
    if (people.length === 0) break;
    after = people.at(-1)!.personId;
    const ids = people.map(({ personId }) => personId);
    await kernel.db.tx(async (q) => {
      const { decided, outside, simulated } = await decide(parts, q, ids, now);
      await saveDecisions(
        q,
        { countyId, year, rule: ruleText(rule), at: now, simulated },
        decided.map((one) => ({ ...one, villageId })),
      );
      run.done += ids.length;
      run.outsideAge += outside;
      await saveRun(q, run);
      await kernel.audit.record(q, actor, {
        action: 'execute',
        permission: ctPermissions.invite,
        outcome: 'success',
        persons: decided.map(({ personId }) => personId),
        object: `CtEvaluation/${year}`,
      });
    });
  }
  await saveRun(kernel.db, { ...run, total: run.done, finishedAt: kernel.clock.now() });
}

/** Whoever is outside of the rule's age is counted and not kept. */
export async function decide(
  parts: Parts,
  q: Sql,
  personIds: readonly string[],
  now: Date,
): Promise<{ decided: Omit<DecisionRow, 'villageId'>[]; outside: number; simulated: boolean }> {
  const { registry, record, kernel } = parts;
  const rule = ruleOf(parts, now);
  if (!rule) throw new Error('the rule of the screening is gone');
  const persons = await registry.persons(q, personIds);
  const facts = Map.groupBy(await record.codedFacts(q, personIds, wantedFacts), ({ personId }) => personId);
  const all = persons.map((person) => ({
    personId: person.personId,
    screeningId: kernel.newId(),
    ...decideEligibility(
      rule,
      person.birthOn === undefined ? undefined : yearsOn(person.birthOn, dayOf(now)),
      facts.get(person.personId) ?? [],
      now,
    ),
  }));
  const decided = all.filter(({ reason }) => reason !== 'outside-age');
  return {
    decided,
    outside: all.length - decided.length,
    simulated: persons.length > 0 && persons.every((person) => person.simulated),
  };
}

export const runsOf = async (q: Sql, countyId: string, year: number): Promise<Map<string, RunRow>> =>
  new Map((await listRuns(q, countyId, year)).map((run) => [run.villageId, run]));
