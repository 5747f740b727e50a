// Rounds: one template asked of many; started once, watched, stopped.
import { dayOf, fail, succeed, type Result, yearsOn } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { personsWithAccount } from '#platform/kernel/auth/accounts.ts';
import { followUpTopic, outreachStates, type OutreachShown, type RoundReply, type RoundShown } from '../../contract.ts';
import type { OutreachesQuery, OutreachState, StartRoundBody } from '../../contract.ts';
import { nextReach } from '../../rules/reach.ts';
import { questionSums } from '../../rules/question-sums.ts';
import { abnormalAnswers } from '../../rules/template-form.ts';
import type { Template } from '../../rules/template.ts';
import { reachDueJob, type Parts } from '../parts.ts';
import { nobodyReachable, notReleased, roundIdTaken, roundUnknown, templateUnknown } from '../problems.ts';
import { countCalls, lastCalls, type CallCount } from '../store/call.ts';
import { insertOutreaches, listOutreaches, openAnswers, refused, type OutreachRow } from '../store/outreach.ts';
import {
  countRounds,
  findRound,
  insertRound,
  listRounds,
  stopRound,
  type RoundCount,
  type RoundRow,
} from '../store/round.ts';
import { findRelease, findTemplate } from '../store/template.ts';
import { startPermission } from './audience.ts';
import { reachPolicy } from './reach-policy.ts';
import { usable, withTelevision } from './ways.ts';

export const readPermission = 'follow-up.round.read';
const pageSize = 50;
/** A round has no more. */
const mostPeople = 2_000;

export const ownUnits = async ({ kernel }: Parts, actor: Actor): Promise<Set<string>> =>
  new Set([actor.homeUnitId, ...(await kernel.access.unitsOf(actor, readPermission))]);

export async function startRound(
  parts: Parts,
  actor: Actor,
  body: StartRoundBody,
  now: Date,
): Promise<Result<RoundShown>> {
  const { kernel, registry, telephone } = parts;
  const { roundId, templateId } = body;
  const template = await findTemplate(kernel.db, templateId);
  if (!template) return fail(templateUnknown);
  if (template.release === null || template.retiredAt) return fail(notReleased);
  const policy = await reachPolicy(parts, actor.homeUnitId, body.channels, now);
  const reachable = await kernel.access.reachable(kernel.db, actor, startPermission, body.personIds, now);
  const persons = (await registry.persons(kernel.db, reachable)).filter(({ status }) => status === 'active');
  const ids = persons.map(({ personId }) => personId);
  const accounts = new Set(await personsWithAccount(kernel.db, ids));
  const unwilling = await refused(kernel.db, ids);
  const televisions = await withTelevision(kernel.db, ids, now);
  const rows = persons.flatMap(({ personId, phone }) => {
    const way = nextReach(policy, undefined, now, (channel) =>
      usable(channel, {
        account: accounts.has(personId),
        phone: phone !== undefined,
        refused: unwilling.has(personId),
        line: telephone.voice !== undefined,
        television: televisions.has(personId),
      }),
    );
    if ('end' in way) return [];
    const state: OutreachState = way.channel === 'staff' ? 'asked' : 'waiting';
    return [{ personId, outreachId: kernel.newId(), state, channel: way.channel, nextAt: way.at }];
  });
  if (rows.length === 0) return fail(nobodyReachable);
  const written = await kernel.db.tx(async (q) => {
    const isNew = await insertRound(q, {
      roundId,
      orgUnitId: actor.homeUnitId,
      templateId,
      release: template.release!,
      name: body.name,
      policy,
      startedBy: actor.accountId,
      startedName: actor.displayName,
      startedAt: now,
    });
    if (!isNew) return (await findRound(q, roundId))?.startedBy === actor.accountId;
    await insertOutreaches(q, roundId, rows);
    for (const { personId } of rows) actor.span.persons.add(personId as never);
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: startPermission,
      outcome: 'success',
      object: `FollowUpRound/${roundId}`,
      detail: { people: rows.length },
    });
    await kernel.live.publish(q, followUpTopic, { roundId });
    // Whoever pressed the key sees it begin: the half minute of the clock is for what comes later.
    await kernel.jobs.enqueue(q, { kind: reachDueJob, payload: {}, singletonKey: roundId });
    return true;
  });
  if (!written) return fail(roundIdTaken);
  const [shown] = await presentRounds(parts, [(await findRound(kernel.db, roundId))!]);
  return succeed(shown!);
}

export async function readRounds(parts: Parts, actor: Actor): Promise<Result<{ rounds: RoundShown[] }>> {
  const rows = await listRounds(parts.kernel.db, [...(await ownUnits(parts, actor))]);
  return succeed({ rounds: await presentRounds(parts, rows) });
}

async function presentRounds({ kernel }: Parts, rows: readonly RoundRow[]): Promise<RoundShown[]> {
  const ids = rows.map(({ roundId }) => roundId);
  const counts = Map.groupBy(await countRounds(kernel.db, ids), ({ roundId }) => roundId);
  const calls = Map.groupBy(await countCalls(kernel.db, ids), ({ roundId }) => roundId);
  const titles = new Map<string, string>();
  for (const { templateId, release } of rows) {
    const key = `${templateId} ${release}`;
    if (!titles.has(key)) titles.set(key, (await findRelease(kernel.db, templateId, release))?.title ?? '');
  }
  return rows.map((row) => ({
    roundId: row.roundId,
    name: row.name,
    templateTitle: titles.get(`${row.templateId} ${row.release}`)!,
    channels: [...row.policy.channels],
    startedBy: row.startedName,
    startedAt: row.startedAt.toISOString(),
    ...(row.stoppedAt && { stoppedAt: row.stoppedAt.toISOString() }),
    ...sumsOf(counts.get(row.roundId) ?? []),
    calls: callSums(calls.get(row.roundId) ?? []),
  }));
}

const callSums = (counts: readonly CallCount[]): RoundShown['calls'] =>
  Object.fromEntries(counts.map(({ outcome, count }) => [outcome ?? 'running', count]));

function sumsOf(counts: readonly RoundCount[]): Pick<RoundShown, 'people' | 'counts' | 'abnormal' | 'answeredBy'> {
  const byState = Object.fromEntries(outreachStates.map((state) => [state, 0])) as Record<OutreachState, number>;
  const answeredBy: RoundShown['answeredBy'] = {};
  let [people, abnormal] = [0, 0];
  for (const one of counts) {
    byState[one.state] += one.count;
    people += one.count;
    abnormal += one.abnormal;
    if (one.answeredBy) answeredBy[one.answeredBy] = (answeredBy[one.answeredBy] ?? 0) + one.count;
  }
  return { people, counts: byState, abnormal, answeredBy };
}

export async function readRound(
  parts: Parts,
  actor: Actor,
  roundId: string,
  query: OutreachesQuery,
  now: Date,
): Promise<Result<RoundReply>> {
  const { kernel } = parts;
  const row = await findRound(kernel.db, roundId);
  if (!row || !(await ownUnits(parts, actor)).has(row.orgUnitId)) return fail(roundUnknown);
  const template = (await findRelease(kernel.db, row.templateId, row.release))!;
  const [round] = await presentRounds(parts, [row]);
  const answered = await outreachesOf(parts, actor, roundId, { state: 'answered' }, mostPeople, now);
  const questions = questionSums(
    template,
    answered.map((one) => openAnswers(kernel.cipher, one)),
  );
  const { page = 0 } = query;
  if (query.text || query.sort) {
    const people = await peopleOfRound(parts, actor, row, template, query, now);
    const from = page * pageSize;
    return succeed({
      round: round!,
      questions,
      outreaches: people.slice(from, from + pageSize).map(({ shown }) => shown),
      ...(people.length > from + pageSize && { next: page + 1 }),
    });
  }
  const found = await outreachesOf(parts, actor, roundId, query, pageSize, now);
  return succeed({
    round: round!,
    questions,
    outreaches: await presentOutreaches(parts, actor, found.slice(0, pageSize), template, now),
    ...(found.length > pageSize && { next: page + 1 }),
  });
}

async function outreachesOf(
  { kernel }: Parts,
  actor: Actor,
  roundId: string,
  query: Pick<OutreachesQuery, 'state' | 'page'>,
  limit: number,
  now: Date,
): Promise<OutreachRow[]> {
  const args: unknown[] = [];
  const visible = await kernel.access.personFilter(actor, readPermission, 'o.patient_id', args, now);
  return listOutreaches(kernel.db, roundId, query, visible, args, limit);
}

const comparators: Record<
  NonNullable<OutreachesQuery['sort']>,
  (one: OutreachShown, other: OutreachShown) => number
> = {
  name: (one, other) => one.name.localeCompare(other.name, 'zh-CN'),
  village: (one, other) => one.villageName.localeCompare(other.villageName, 'zh-CN'),
  age: (one, other) => other.age - one.age,
};

/** Everybody of a round whom the filters keep, in the order that was asked; names are known to the registry alone. */
export async function peopleOfRound(
  parts: Parts,
  actor: Actor,
  { roundId }: RoundRow,
  template: Template,
  { state, text, sort }: OutreachesQuery,
  now: Date,
): Promise<{ row: OutreachRow; shown: OutreachShown }[]> {
  const rows = await outreachesOf(parts, actor, roundId, { ...(state && { state }) }, mostPeople, now);
  const shown = await presentOutreaches(parts, actor, rows, template, now);
  const people = rows
    .map((row, index) => ({ row, shown: shown[index]! }))
    .filter(({ shown: one }) => !text || one.name.includes(text) || one.villageName.includes(text));
  return sort ? people.toSorted((one, other) => comparators[sort](one.shown, other.shown)) : people;
}

export async function presentOutreaches(
  { kernel, registry }: Parts,
  actor: Actor,
  rows: readonly OutreachRow[],
  template: Template,
  now: Date,
): Promise<OutreachShown[]> {
  const persons = new Map(
    (
      await registry.persons(
        kernel.db,
        rows.map(({ personId }) => personId),
      )
    ).map((one) => [one.personId, one]),
  );
  const calls = new Map(
    (
      await lastCalls(
        kernel.db,
        rows.map(({ personId }) => personId),
        rows.map(({ outreachId }) => outreachId),
      )
    ).map((one) => [one.outreachId, one]),
  );
  const today = dayOf(now);
  return rows.map((row) => {
    const call = calls.get(row.outreachId);
    actor.span.persons.add(row.personId as never);
    const person = persons.get(row.personId);
    return {
      personId: row.personId,
      outreachId: row.outreachId,
      name: person?.name ?? '',
      age: person?.birthOn ? yearsOn(person.birthOn, today) : 0,
      ...(person?.phone && { phone: person.phone }),
      villageName: person?.villageName ?? '',
      state: row.state,
      ...(row.channel && { channel: row.channel }),
      attempts: row.attempts,
      ...(row.nextAt && { nextAt: row.nextAt.toISOString() }),
      ...(row.answeredAt && { answeredAt: row.answeredAt.toISOString() }),
      ...(row.answeredBy && { answeredBy: row.answeredBy }),
      ...(call && { lastCall: { at: call.startedAt.toISOString(), outcome: call.outcome ?? 'running' } }),
      abnormal: row.abnormal ? abnormalAnswers(template, openAnswers(kernel.cipher, row)) : [],
      ...(row.orderId && { orderId: row.orderId }),
    };
  });
}

export async function endRound(parts: Parts, actor: Actor, roundId: string, now: Date): Promise<Result<RoundShown>> {
  const { kernel } = parts;
  const row = await findRound(kernel.db, roundId);
  if (!row || !(await ownUnits(parts, actor)).has(row.orgUnitId)) return fail(roundUnknown);
  await kernel.db.tx(async (q) => {
    await stopRound(q, roundId, now);
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: startPermission,
      outcome: 'success',
      object: `FollowUpRound/${roundId}`,
    });
    await kernel.live.publish(q, followUpTopic, { roundId });
  });
  const [shown] = await presentRounds(parts, [(await findRound(kernel.db, roundId))!]);
  return succeed(shown!);
}
