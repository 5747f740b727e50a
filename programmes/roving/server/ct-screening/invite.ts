// Invites people: all whom the rule found in a village, or one by name with a reason; and takes down facts that were asked.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { ctPermissions, type CtScreening } from '../../ct-screening-contract.ts';
import { factResources, type LungFacts } from '../../rules/ct-screening/lung-facts.ts';
import type { Parts } from '../parts.ts';
import { notYourUnit } from '../problems.ts';
import { placeAnd, withScreening } from './answer.ts';
import { decide } from './evaluate.ts';
import { noRule, noScreening, noStop, notNow, reasonMissing } from './problems.ts';
import {
  changeScreening,
  listScreenings,
  lockScreening,
  saveDecisions,
  stageOfRow,
  type ScreeningRow,
} from './store/screening.ts';
import { ruleOf, ruleText, stopsOfYear } from './stops.ts';
import { tellPerson, today, when } from './tell.ts';

/** Everybody whom the rule found, whom the actor may see and nobody has asked yet. */
export async function inviteVillage(
  parts: Parts,
  actor: Actor,
  { villageId, year }: { villageId: string; year: number },
  now: Date,
): Promise<Result<{ invited: number }>> {
  const { kernel } = parts;
  const village = (await parts.registry.villagesOfActor(actor, ctPermissions.invite, now)).find(
    (one) => one.villageId === villageId,
  );
  if (!village) return fail(notYourUnit);
  const stop = (await stopsOfYear(parts, village.countyId, year)).get(villageId);
  if (!stop || stop.on < today(parts)) return fail(noStop);
  const args: unknown[] = [];
  const filter = await kernel.access.personFilter(actor, ctPermissions.invite, 's.patient_id', args, now);
  const found = (await listScreenings(kernel.db, { year, villageIds: [villageId] }, filter, args)).filter(
    (row) => stageOfRow(row) === 'eligible',
  );
  let invited = 0;
  for (const { personId } of found)
    await kernel.db.tx(async (q) => {
      const row = await lockScreening(q, personId, year);
      if (!row || stageOfRow(row) !== 'eligible') return;
      await invite(parts, q, row, { by: 'rule', name: actor.displayName, on: stop.on }, now);
      await kernel.audit.record(q, actor, {
        action: 'update',
        permission: ctPermissions.invite,
        outcome: 'success',
        persons: [personId],
        object: `CtScreening/${row.screeningId}`,
      });
      invited += 1;
    });
  return succeed({ invited });
}

/** One person; whom the rule did not find is invited with a reason. */
export async function invitePerson(
  parts: Parts,
  actor: Actor,
  of: { personId: string; year: number },
  reason: string | undefined,
  now: Date,
): Promise<Result<CtScreening>> {
  const made = await ensureScreening(parts, of, now);
  if (!made.ok) return made;
  return withScreening(parts, actor, ctPermissions.invite, of, now, async (q, row, stops) => {
    const stage = stageOfRow(row);
    if (!['eligible', 'to-ask', 'not-eligible'].includes(stage)) return fail(notNow);
    if (stage !== 'eligible' && !reason) return fail(reasonMissing);
    const stop = stops.get(row.villageId);
    if (!stop || stop.on < today(parts)) return fail(noStop);
    const by = stage === 'eligible' && !reason ? 'rule' : 'doctor';
    return succeed(await invite(parts, q, row, { by, name: actor.displayName, reason, on: stop.on }, now));
  });
}

async function invite(
  parts: Parts,
  q: Transaction,
  row: ScreeningRow,
  { by, name, reason, on }: { by: 'rule' | 'doctor'; name: string; reason?: string | undefined; on: string },
  now: Date,
): Promise<ScreeningRow> {
  await tellPerson(parts, q, row.personId, 'ct-invited', await placeAnd(parts, q, row, when(on)));
  return changeScreening(q, row, {
    invitedAt: now,
    invitedBy: by,
    invitedName: name,
    inviteReason: reason ?? null,
  });
}

/** What somebody said when asked goes into the record; the rule decides anew at once. */
export async function enterFacts(
  parts: Parts,
  actor: Actor,
  of: { personId: string; year: number },
  facts: LungFacts,
  now: Date,
): Promise<Result<CtScreening>> {
  const made = await ensureScreening(parts, of, now);
  if (!made.ok) return made;
  return withScreening(parts, actor, ctPermissions.invite, of, now, async (q, row) => {
    const put = factResources(facts, { personId: of.personId, at: now, newId: parts.kernel.newId });
    const written = await parts.record.putResources(q, actor, ctPermissions.invite, { put }, now);
    if (!written.ok) return written;
    await saveDecision(parts, q, row, now);
    return succeed((await lockScreening(q, of.personId, of.year))!);
  });
}

async function saveDecision(
  parts: Parts,
  q: Transaction,
  row: Pick<ScreeningRow, 'personId' | 'countyId' | 'villageId' | 'year'>,
  now: Date,
): Promise<void> {
  const { kernel, registry } = parts;
  const [person] = await registry.persons(q, [row.personId]);
  const { decided } = await decide(parts, q, [row.personId], now);
  const decision = decided[0] ?? {
    personId: row.personId,
    screeningId: kernel.newId(),
    eligibility: 'not-eligible' as const,
    reason: 'outside-age',
    missing: [],
  };
  await saveDecisions(
    q,
    {
      countyId: row.countyId,
      year: row.year,
      rule: ruleText(ruleOf(parts, now)!),
      at: now,
      simulated: person?.simulated ?? false,
    },
    [{ ...decision, villageId: row.villageId }],
  );
}

/** The row of the year; people whom the rule has not met get theirs now. */
async function ensureScreening(
  parts: Parts,
  { personId, year }: { personId: string; year: number },
  now: Date,
): Promise<Result<void>> {
  const { kernel, registry } = parts;
  if (!ruleOf(parts, now)) return fail(noRule);
  const [person] = await registry.persons(kernel.db, [personId]);
  const village = (await registry.villages(kernel.db)).find((one) => one.villageId === person?.villageId);
  if (!village) return fail(noScreening);
  const { countyId, villageId } = village;
  return kernel.db.tx(async (q): Promise<Result<void>> => {
    if (!(await lockScreening(q, personId, year)))
      await saveDecision(parts, q, { personId, countyId, villageId, year }, now);
    return succeed(undefined);
  });
}
