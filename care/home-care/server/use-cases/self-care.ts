// Self-care of a person: the assessments so far, and a new one that goes into the record and may put somebody into the list.
import { dayOf, fail, succeed, type Day, type Result, yearsOn } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { displayNames } from '#platform/kernel/auth/accounts.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import { evaluateInstrument } from '#foundation/knowledge/rules/evaluate-instrument.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import type { Assessment, AssessBody, AssessReply, SelfCareReply } from '../../contract.ts';
import { assessmentResources } from '../../rules/assessment-resources.ts';
import { entersList, type EntryPolicy } from '../../rules/entry-policy.ts';
import { firstHomeVisit } from '../../order-kinds/first-home-visit.ts';
import type { Parts } from '../parts.ts';
import {
  assessedInFuture,
  bornUnknown,
  instrumentUnknown,
  notForThisAge,
  personUnknown,
  unanswered,
  villageMissing,
} from '../problems.ts';
import { assessmentsOf, insertAssessments, type AssessmentRow } from '../store/assessment.ts';
import { findElder, saveElder } from '../store/elder.ts';
import { policyOf } from './policy.ts';

const writePermission = 'home-care.assessment.write';

/** The kernel has checked the person. */
export async function readSelfCare(parts: Parts, personId: string, now: Date): Promise<Result<SelfCareReply>> {
  const { kernel, registry } = parts;
  const [person] = await registry.persons(kernel.db, [personId]);
  if (!person) return fail(personUnknown);
  return succeed(await selfCareOf(parts, kernel.db, personId, person.villageId, now));
}

async function selfCareOf(
  parts: Parts,
  q: Sql,
  personId: string,
  villageId: string | undefined,
  now: Date,
): Promise<SelfCareReply> {
  const elder = await findElder(q, personId);
  const listed = elder !== undefined && elder.endedOn === null;
  return {
    assessments: await onWire(parts, q, await assessmentsOf(q, personId)),
    elder: { listed, ...(listed && { listedOn: elder.listedOn }) },
    policy: await policyOf(parts, 'entry', villageId, now, q),
  };
}

async function onWire(parts: Parts, q: Sql, rows: readonly AssessmentRow[]): Promise<Assessment[]> {
  const { knowledge, registry } = parts;
  const names = await displayNames(
    q,
    rows.map(({ assessedBy }) => assessedBy),
  );
  const organisations = new Map(
    (await registry.organisations(q, {})).map(({ organisationId, name }) => [organisationId as string, name]),
  );
  return rows.map((row) => {
    const instrument = knowledge.instrument(row.instrument, row.version);
    const outcome = instrument?.rows.find(({ key }) => key === row.grade)?.outcome;
    return {
      assessmentId: row.assessmentId,
      instrument: row.instrument,
      version: row.version,
      score: row.score,
      grade: row.grade,
      gradeName: outcome?.label ?? { zh: row.grade, en: row.grade },
      tone: outcome?.tone ?? 'normal',
      status: instrument?.status ?? 'disabled',
      assessedAt: row.assessedAt.toISOString(),
      assessedByName: names.get(row.assessedBy) ?? '',
      organisationName: organisations.get(row.organisationId) ?? '',
      simulated: row.simulated,
    };
  });
}

export async function assessSelfCare(
  parts: Parts,
  actor: Actor,
  personId: string,
  body: AssessBody,
  now: Date,
): Promise<Result<AssessReply>> {
  const { kernel, registry, knowledge, record } = parts;
  const instrument = knowledge.instrument(body.instrument, body.version);
  if (!instrument) return fail(instrumentUnknown);
  const at = new Date(body.assessedAt);
  // Clocks of tablets go wrong by minutes, not by hours.
  if (at.getTime() > now.getTime() + 10 * 60_000) return fail(assessedInFuture);
  const [person] = await registry.persons(kernel.db, [personId]);
  if (!person) return fail(personUnknown);
  if (!person.birthOn) return fail(bornUnknown);
  const age = yearsOn(person.birthOn, dayOf(at));
  const result = evaluateInstrument(instrument, { ...body.values, age });
  if (result.state === 'not-applicable') return fail(notForThisAge);
  if (result.state === 'incomplete') return fail(unanswered([...result.missing, ...result.implausible]));
  const score = result.score!.value;
  const row: AssessmentRow = {
    personId,
    assessmentId: body.assessmentId,
    instrument: body.instrument,
    version: body.version,
    score,
    grade: result.row,
    assessedAt: at,
    assessedBy: actor.accountId,
    organisationId: actor.homeUnitId,
    simulated: person.simulated,
  };
  const policy = await policyOf(parts, 'entry', person.villageId, now);
  if (!person.villageId && entersList(row, age, policy)) return fail(villageMissing);
  return kernel.db.tx(async (q): Promise<Result<AssessReply>> => {
    const reply = async (entered: boolean, openedOrderId?: string): Promise<Result<AssessReply>> =>
      succeed({
        ...(await selfCareOf(parts, q, personId, person.villageId, now)),
        entered,
        ...(openedOrderId && { openedOrderId }),
      });
    if ((await insertAssessments(q, [row])) === 0) return reply(false);
    const written = await record.putResources(
      q,
      actor,
      writePermission,
      {
        put: assessmentResources(
          instrument,
          body.values,
          { score, outcome: result.outcome },
          {
            assessmentId: body.assessmentId,
            personId,
            organisationId: actor.homeUnitId,
            at: at.toISOString(),
            tags: person.simulated ? [simulatedTag] : [],
          },
        ),
      },
      now,
    );
    // Rolls back the row: an assessment stands in both places or in none.
    if (!written.ok) throw new Error(written.problem.code);
    const entered = await placeInList(q, person.villageId, row, age, policy);
    const opened = entered ? await openFirstVisit(parts, q, actor, row, result.outcome.label.zh, now) : undefined;
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: writePermission,
      outcome: 'success',
      persons: [personId],
      object: `Assessment/${body.assessmentId}`,
      detail: { instrument: body.instrument, entered },
    });
    return reply(entered, opened);
  });
}

/** By the newest assessment: an older one that arrives late changes nothing. True where the person was not listed before. */
async function placeInList(
  q: Sql,
  villageId: string | undefined,
  row: AssessmentRow,
  age: number,
  policy: EntryPolicy,
): Promise<boolean> {
  const [newest] = await assessmentsOf(q, row.personId);
  if (newest?.assessmentId !== row.assessmentId) return false;
  const standing = await findElder(q, row.personId);
  const on: Day = dayOf(row.assessedAt);
  const enters = entersList(row, age, policy);
  const listed = standing !== undefined && standing.endedOn === null;
  if (!enters && !listed) return false;
  await saveElder(q, {
    personId: row.personId,
    villageId: villageId ?? standing!.villageId,
    instrument: row.instrument,
    score: row.score,
    grade: row.grade,
    assessedOn: on,
    listedOn: listed ? standing.listedOn : on,
    endedOn: enters ? null : on,
    simulated: row.simulated,
  });
  return enters && !listed;
}

/** 健康敲门: opened by rule for who enters the list, once; somebody whose visit is open already gets no second one. */
async function openFirstVisit(
  { orders, kernel }: Parts,
  q: Transaction,
  actor: Actor,
  { personId }: AssessmentRow,
  grade: string,
  now: Date,
): Promise<string | undefined> {
  const kinds = [firstHomeVisit.kind];
  const [open] = await orders.ofPersons(q, [personId], { kinds, openOnly: true, limit: 1 });
  if (open) return undefined;
  const orderId = kernel.newId();
  const placing = { orderId, personId, kind: firstHomeVisit.kind, payload: { why: `自理评估：${grade}` } };
  const placed = await orders.place(q, actor, placing, now);
  if (!placed.ok) throw new Error(placed.problem.code);
  return orderId;
}
