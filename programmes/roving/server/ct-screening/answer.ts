// People answer, book a slot, leave it or wait for one: by themselves, a family member for them, or staff at the desk.
import { dayOf, fail, succeed, type Problem, type Result } from '#platform/contract.ts';
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import { ctPermissions, type CtScreening } from '../../ct-screening-contract.ts';
import { mayAnswer, type CtAnswer } from '../../rules/ct-screening/stage.ts';
import type { Parts } from '../parts.ts';
import { noScreening, noStop, notNow, slotsLeft, slotTaken, slotUnknown } from './problems.ts';
import { changeScreening, lockScreening, screeningsOf, stageOfRow, type ScreeningRow } from './store/screening.ts';
import { freeSlot, takenSlots, takeSlot, waitingFor } from './store/slot.ts';
import { midnight, readingHouse, stopsOfYear, type StopOfVillage, type Stops } from './stops.ts';
import { tellPerson, tellStaff, when } from './tell.ts';
import { screeningViews } from './views.ts';

export const actsAs = (actor: Actor, personId: string): 'self' | 'proxy' | 'desk' =>
  hasRole(actor, 'resident') ? (actor.personId === personId ? 'self' : 'proxy') : 'desk';

/** What is done with one person's locked screening, in one transaction with its audit row. */
export async function withScreening(
  parts: Parts,
  actor: Actor,
  permission: string,
  of: { personId: string; year: number },
  now: Date,
  change: (q: Transaction, row: ScreeningRow, stops: Stops) => Promise<Result<ScreeningRow>>,
): Promise<Result<CtScreening>> {
  const { kernel } = parts;
  const standing = (await screeningsOf(kernel.db, of.personId)).find((one) => one.year === of.year);
  if (!standing) return fail(noScreening);
  const stops = await stopsOfYear(parts, standing.countyId, of.year);
  const saved = await kernel.db
    .tx(async (q): Promise<Result<ScreeningRow>> => {
      const row = await lockScreening(q, of.personId, of.year);
      if (!row) return fail(noScreening);
      const changed = await change(q, row, stops);
      if (!changed.ok) throw new Refused(changed.problem);
      await kernel.audit.record(q, actor, {
        action: 'update',
        permission,
        outcome: 'success',
        persons: [of.personId],
        object: `CtScreening/${row.screeningId}`,
        detail: { stage: stageOfRow(changed.value) },
      });
      return changed;
    })
    .catch((error: unknown): Result<ScreeningRow> => {
      if (error instanceof Refused) return fail(error.problem);
      throw error;
    });
  if (!saved.ok) return saved;
  const [view] = await screeningViews(parts, kernel.db, [saved.value], now);
  return succeed(view!);
}

/** Rolls back what was written before the refusal. */
class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

export const answerInvitation = (
  parts: Parts,
  actor: Actor,
  of: { personId: string; year: number },
  answer: CtAnswer,
  now: Date,
): Promise<Result<CtScreening>> =>
  withScreening(parts, actor, ctPermissions.answer, of, now, async (q, row, stops) => {
    if (!mayAnswer(stageOfRow(row))) return fail(notNow);
    const left = answer === 'accepted' ? row : await leaveSlot(parts, q, row, stops);
    if (answer === 'call')
      await tellStaff(parts, q, ['village-doctor', 'gp'], await teamsOf(parts, q, row.villageId), 'ct-call-me', {
        village: await villageName(parts, q, row.villageId),
      });
    return succeed(
      await changeScreening(q, left, {
        answer,
        answeredAs: actsAs(actor, row.personId),
        ...(answer !== 'accepted' && { waitingSince: null }),
      }),
    );
  });

export const bookSlot = (
  parts: Parts,
  actor: Actor,
  of: { personId: string; year: number },
  minute: number,
  now: Date,
): Promise<Result<CtScreening>> =>
  withScreening(parts, actor, ctPermissions.answer, of, now, async (q, row, stops) => {
    if (!mayAnswer(stageOfRow(row))) return fail(notNow);
    const stop = comingStop(stops, row, now);
    if (!stop) return fail(noStop);
    if (!stop.minutes.includes(minute)) return fail(slotUnknown);
    if (row.slotMinute === minute) return succeed(row);
    const { villageId, year, personId } = row;
    if (!(await takeSlot(q, { villageId, year, minute }, personId))) return fail(slotTaken);
    const left = await leaveSlot(parts, q, row, stops);
    const booked = await changeScreening(q, left, {
      answer: 'accepted',
      answeredAs: actsAs(actor, personId),
      slotMinute: minute,
      toldOn: stop.on,
      waitingSince: null,
    });
    await openToTruck(parts, q, personId, stop.on, now);
    await tellPerson(parts, q, personId, 'ct-booked', await placeAnd(parts, q, row, when(stop.on, minute)));
    return succeed(booked);
  });

export const releaseSlot = (
  parts: Parts,
  actor: Actor,
  of: { personId: string; year: number },
  now: Date,
): Promise<Result<CtScreening>> =>
  withScreening(parts, actor, ctPermissions.answer, of, now, async (q, row, stops) => {
    if (!mayAnswer(stageOfRow(row))) return fail(notNow);
    const left = await leaveSlot(parts, q, row, stops);
    return succeed(left.waitingSince ? await changeScreening(q, left, { waitingSince: null }) : left);
  });

/** Only where no slot is left: whoever could book does not wait. */
export const waitForSlot = (
  parts: Parts,
  actor: Actor,
  of: { personId: string; year: number },
  now: Date,
): Promise<Result<CtScreening>> =>
  withScreening(parts, actor, ctPermissions.answer, of, now, async (q, row, stops) => {
    const stage = stageOfRow(row);
    if (!mayAnswer(stage) || stage === 'booked') return fail(notNow);
    const stop = comingStop(stops, row, now);
    if (!stop) return fail(noStop);
    if ((await freeMinutes(q, row, stop)).length > 0) return fail(slotsLeft);
    return succeed(
      await changeScreening(q, row, { answer: 'accepted', answeredAs: actsAs(actor, row.personId), waitingSince: now }),
    );
  });

/** The village's stop where it is today or later. */
export function comingStop(
  stops: Stops,
  { villageId }: Pick<ScreeningRow, 'villageId'>,
  now: Date,
): StopOfVillage | undefined {
  const stop = stops.get(villageId);
  return stop && stop.on >= dayOf(now) ? stop : undefined;
}

export async function freeMinutes(
  q: Pick<Transaction, 'query'>,
  { villageId, year }: Pick<ScreeningRow, 'villageId' | 'year'>,
  stop: StopOfVillage,
): Promise<number[]> {
  const taken = new Set((await takenSlots(q, villageId, year)).map(({ minute }) => minute));
  return stop.minutes.filter((minute) => !taken.has(minute));
}

/** Gives the slot to whoever has waited longest. */
export async function leaveSlot(parts: Parts, q: Transaction, row: ScreeningRow, stops: Stops): Promise<ScreeningRow> {
  if (row.slotMinute === null) return row;
  const slot = { villageId: row.villageId, year: row.year, minute: row.slotMinute };
  await freeSlot(q, slot, row.personId);
  const left = await changeScreening(q, row, { slotMinute: null });
  await fillFromWaiting(parts, q, row, slot.minute, stops);
  return left;
}

export async function fillFromWaiting(
  parts: Parts,
  q: Transaction,
  of: Pick<ScreeningRow, 'villageId' | 'year'>,
  minute: number,
  stops: Stops,
): Promise<void> {
  const now = parts.kernel.clock.now();
  const stop = comingStop(stops, of, now);
  if (!stop?.minutes.includes(minute)) return;
  for (const { personId } of await waitingFor(q, of.villageId, of.year)) {
    const row = await lockScreening(q, personId, of.year);
    if (!row?.waitingSince || row.slotMinute !== null) continue;
    if (!(await takeSlot(q, { villageId: of.villageId, year: of.year, minute }, personId))) return;
    await changeScreening(q, row, { slotMinute: minute, toldOn: stop.on, waitingSince: null });
    await openToTruck(parts, q, personId, stop.on, now);
    await tellPerson(parts, q, personId, 'ct-slot-given', await placeAnd(parts, q, row, when(stop.on, minute)), true);
    return;
  }
}

/** The truck's house may see whom it expects, until the day after. */
export async function openToTruck(
  parts: Parts,
  q: Transaction,
  personId: string,
  on: string,
  now: Date,
): Promise<void> {
  const house = await readingHouse(parts, q);
  if (!house) return;
  const to = new Date(midnight(on).getTime() + 2 * 86_400_000);
  await parts.kernel.access.relate(q, [
    { personId, party: house, kind: 'institution', from: now, to, source: 'roving.ct-screening' },
  ]);
}

export async function placeAnd<More extends Record<string, string | number>>(
  { registry }: Parts,
  q: Sql,
  { villageId }: Pick<ScreeningRow, 'villageId'>,
  more: More,
): Promise<More & { place: string }> {
  const points = await registry.servicePoints(q);
  const point = points.find((one) => one.villageId === villageId && one.kind === 'village-stop' && !one.closedOn);
  const village = (await registry.villages(q)).find((one) => one.villageId === villageId);
  return { ...more, place: point?.name ?? village?.name ?? '' };
}

export async function villageName({ registry }: Parts, q: Sql, villageId: string): Promise<string> {
  return (await registry.villages(q)).find((one) => one.villageId === villageId)?.name ?? '';
}

/** Where the people in charge of a village work: the village, and its team. */
export async function teamsOf({ registry, kernel }: Parts, q: Sql, villageId: string): Promise<string[]> {
  const teams = await registry.teams(q, dayOf(kernel.clock.now()));
  return [
    villageId,
    ...teams.filter((team) => team.villages.some((one) => one.villageId === villageId)).map(({ teamId }) => teamId),
  ];
}
