// Screenings and cases as they cross the wire.
import { dayOf, yearsOn } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { maskName, maskPhone } from '#foundation/registry/rules/mask.ts';
import type { CtCase, CtRow, CtScreening } from '../../ct-screening-contract.ts';
import { clockOf } from '../../rules/ct-screening/follow-up.ts';
import type { CtPolicy } from '../../rules/ct-screening/policy.ts';
import type { Parts } from '../parts.ts';
import { resultsOf, type CaseRow } from './store/case.ts';
import { consentsOf } from './store/consent.ts';
import { reportsOf } from './store/report.ts';
import { stageOfRow, type ScreeningRow } from './store/screening.ts';
import { ctPolicyOf, isDraft, stopsOfYear, type Stops } from './stops.ts';

/** Of people whom the caller may see. */
export async function screeningViews(
  parts: Parts,
  q: Sql,
  rows: readonly ScreeningRow[],
  now: Date,
): Promise<CtScreening[]> {
  const ids = [...new Set(rows.map(({ personId }) => personId))];
  const consents = await consentsOf(q, ids);
  const reports = await reportsOf(q, ids);
  const villages = new Map((await parts.registry.villages(q)).map((one) => [one.villageId, one.name]));
  const stops = new Map<string, Stops>();
  const policies = new Map<string, CtPolicy>();
  const views: CtScreening[] = [];
  for (const row of rows) {
    const key = `${row.countyId} ${row.year}`;
    const ofYear = stops.get(key) ?? (await stopsOfYear(parts, row.countyId, row.year));
    stops.set(key, ofYear);
    const policy = policies.get(row.countyId) ?? (await ctPolicyOf(parts, row.countyId, dayOf(now))).policy;
    policies.set(row.countyId, policy);
    const consent = consents.get(row.screeningId);
    const report = reports.get(row.screeningId);
    const stop = ofYear.get(row.villageId);
    const due =
      row.scan === 'done' && row.scanAt && !row.readAt
        ? new Date(row.scanAt.getTime() + policy.readingHours * 3_600_000)
        : undefined;
    views.push({
      screeningId: row.screeningId,
      personId: row.personId,
      year: row.year,
      villageId: row.villageId,
      villageName: villages.get(row.villageId) ?? '',
      stage: stageOfRow(row),
      eligibility: row.eligibility,
      reason: row.reason,
      missing: row.missing,
      rule: row.rule,
      ruleIsDraft: isDraft(parts, row.rule),
      ...(row.invitedAt && { invitedAt: row.invitedAt.toISOString() }),
      ...(row.invitedBy && { invitedBy: row.invitedBy }),
      ...(row.invitedName && { invitedName: row.invitedName }),
      ...(row.inviteReason && { inviteReason: row.inviteReason }),
      ...(row.answer && { answer: row.answer }),
      ...(row.answeredAs && { answeredAs: row.answeredAs }),
      ...(stop && { stopOn: stop.on }),
      ...(row.slotMinute !== null && { slotMinute: row.slotMinute }),
      ...(consent && {
        consent: {
          givenAt: consent.givenAt.toISOString(),
          as: consent.as,
          version: consent.version,
          hash: consent.hash,
          ...(consent.withdrawnAt && { withdrawnAt: consent.withdrawnAt.toISOString() }),
        },
      }),
      ...(row.arrivedAt && { arrivedAt: row.arrivedAt.toISOString() }),
      ...(row.accession && { accession: row.accession }),
      ...(row.scanAt && { scanAt: row.scanAt.toISOString() }),
      ...(row.scanReason && { scanReason: row.scanReason }),
      ...(due && { readingDueAt: due.toISOString(), readingOverdue: due < now }),
      ...(report && {
        report: { ...report.content, signedName: report.signedName, signedAt: report.signedAt.toISOString() },
      }),
      simulated: row.simulated,
    });
  }
  return views;
}

/** With names, as far as the actor may read them; notes who was shown. */
export async function rowViews(
  parts: Parts,
  actor: Actor,
  permission: string,
  rows: readonly ScreeningRow[],
  now: Date,
): Promise<CtRow[]> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const masked = kernel.access.view(actor, permission) !== 'full';
  const persons = new Map(
    (
      await registry.persons(
        q,
        rows.map(({ personId }) => personId),
      )
    ).map((person) => [person.personId, person]),
  );
  for (const { personId } of rows) actor.span.persons.add(personId);
  return (await screeningViews(parts, q, rows, now)).map((view) => {
    const person = persons.get(view.personId);
    return {
      ...view,
      name: masked ? maskName(person?.name ?? '') : (person?.name ?? ''),
      sex: person?.sex ?? 'unknown',
      ...(person?.birthOn && { age: yearsOn(person.birthOn, dayOf(now)) }),
      ...(person?.phone && { phone: masked ? maskPhone(person.phone) : person.phone }),
    };
  });
}

export async function caseViews(
  parts: Parts,
  actor: Actor,
  permission: string,
  rows: readonly CaseRow[],
  now: Date,
): Promise<CtCase[]> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const ids = [...new Set(rows.map(({ personId }) => personId))];
  for (const personId of ids) actor.span.persons.add(personId);
  const masked = kernel.access.view(actor, permission) !== 'full';
  const names = new Map((await registry.persons(q, ids)).map(({ personId, name }) => [personId, name]));
  const villages = new Map((await registry.villages(q)).map((one) => [one.villageId, one]));
  const results = Map.groupBy(await resultsOf(q, ids), ({ caseId }) => caseId);
  const policies = new Map<string, CtPolicy>();
  const views: CtCase[] = [];
  for (const row of rows) {
    const policy = policies.get(row.countyId) ?? (await ctPolicyOf(parts, row.countyId, dayOf(now))).policy;
    policies.set(row.countyId, policy);
    const name = names.get(row.personId) ?? '';
    views.push({
      caseId: row.caseId,
      personId: row.personId,
      name: masked ? maskName(name) : name,
      villageName: villages.get(row.villageId)?.name ?? '',
      townshipName: villages.get(row.villageId)?.townshipName ?? '',
      finding: row.finding,
      openedOn: row.openedOn,
      dueOn: row.dueOn,
      clock: clockOf({ dueOn: row.dueOn, closed: row.closedAt !== null }, policy, dayOf(now)),
      doctorName: row.doctorName,
      ...(row.closedAs && { closedAs: row.closedAs }),
      alarmed: row.alarmedDue === row.dueOn,
      escalated: row.escalatedDue === row.dueOn,
      results: (results.get(row.caseId) ?? []).map(({ on, outcome, note, nextDueOn, byName }) => ({
        on,
        outcome,
        note,
        byName,
        ...(nextDueOn && { nextDueOn }),
      })),
      simulated: row.simulated,
    });
  }
  return views;
}
