// Findings that are followed: the list with its clocks, the sheet, and a result that lets the case go on or closes it.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import { ctPermissions, type CtCase } from '../../ct-screening-contract.ts';
import { caseClocks, faultOfResult, type CaseClock, type FollowUpOutcome } from '../../rules/ct-screening/follow-up.ts';
import { followUpResource } from '../../rules/ct-screening/report.ts';
import type { Parts } from '../parts.ts';
import { caseClosed, noCase, refused } from './problems.ts';
import { insertResult, listCases, lockCase, moveCase, resultsOf } from './store/case.ts';
import { ctPolicyOf, midnight } from './stops.ts';
import { tellPerson } from './tell.ts';
import { caseViews } from './views.ts';

const pageSize = 50;
export interface CaseFilters {
  clock?: CaseClock | undefined;
  villageId?: string | undefined;
  text?: string | undefined;
}

async function found(parts: Parts, actor: Actor, filters: CaseFilters, now: Date): Promise<CtCase[]> {
  const args: unknown[] = [];
  const filter = await parts.kernel.access.personFilter(actor, ctPermissions.followUp, 'c.patient_id', args, now);
  const rows = await listCases(parts.kernel.db, { villageId: filters.villageId }, filter, args);
  const views = await caseViews(parts, actor, ctPermissions.followUp, rows, now);
  return filters.text
    ? views.filter(({ name, villageName }) => `${name} ${villageName}`.includes(filters.text!))
    : views;
}

export async function readCases(
  parts: Parts,
  actor: Actor,
  query: CaseFilters & { page?: string | undefined },
  now: Date,
): Promise<Result<{ items: CtCase[]; total: number; next?: string; counts: Record<CaseClock, number> }>> {
  const all = await found(parts, actor, query, now);
  const counts = Object.fromEntries(
    caseClocks.map((clock) => [clock, all.filter((one) => one.clock === clock).length]),
  ) as Record<CaseClock, number>;
  const wanted = query.clock ? all.filter(({ clock }) => clock === query.clock) : all;
  const from = Number(query.page ?? 0) || 0;
  const to = from + pageSize;
  return succeed({
    items: wanted.slice(from, to),
    total: wanted.length,
    counts,
    ...(to < wanted.length && { next: String(to) }),
  });
}

export async function exportCases(
  parts: Parts,
  actor: Actor,
  filters: CaseFilters,
  format: 'csv' | 'xlsx',
  now: Date,
): Promise<Buffer> {
  const { kernel } = parts;
  const all = (await found(parts, actor, filters, now)).filter(
    ({ clock }) => !filters.clock || clock === filters.clock,
  );
  const word = (code: string) => kernel.messages.render(actor.locale, `roving.ct-${code}`);
  const cells: [string, (row: CtCase) => string | number][] = [
    ['township', ({ townshipName }) => townshipName],
    ['village', ({ villageName }) => villageName],
    ['name', ({ name }) => name],
    ['finding', (row) => findingWords(row, word)],
    ['opened', ({ openedOn }) => openedOn],
    ['due', ({ dueOn }) => dueOn],
    ['clock', ({ clock }) => word(`clock.${clock}`)],
    ['doctor', ({ doctorName }) => doctorName],
    ['results', ({ results }) => results.map(({ on, outcome }) => `${on} ${word(`outcome.${outcome}`)}`).join('; ')],
  ];
  const sheet = await writeSheet(format, {
    name: word('case-sheet'),
    headings: cells.map(([code]) => word(`column.${code}`)),
    rows: all.map((row) => cells.map(([, cell]) => cell(row))),
  });
  await kernel.audit.recordRead(actor, {
    action: 'search',
    permission: ctPermissions.followUp,
    outcome: 'success',
    detail: { exported: all.length, format },
  });
  return sheet;
}

function findingWords({ finding }: CtCase, word: (code: string) => string): string {
  const { nodule } = finding;
  if (!nodule) return finding.text ?? '';
  const { side, lobe, type, meanDiameterMillimetres } = nodule;
  return `${word(`side.${side}`)}${word(`lobe.${lobe}`)} ${word(`type.${type}`)} ${meanDiameterMillimetres} mm`;
}

export interface NewResult {
  resultId: string;
  outcome: FollowUpOutcome;
  on: string;
  note: string;
  nextDueOn?: string | undefined;
}

/** Sent twice with the same id, it is written once. */
export async function enterResult(
  parts: Parts,
  actor: Actor,
  { personId, caseId }: { personId: string; caseId: string },
  result: NewResult,
  now: Date,
): Promise<Result<{ cases: CtCase[] }>> {
  const { kernel, record } = parts;
  const standing = (await listCases(kernel.db, {}, 'c.patient_id = $1', [personId])).find(
    (one) => one.caseId === caseId,
  );
  if (!standing) return fail(noCase);
  const { policy } = await ctPolicyOf(parts, standing.countyId, dayOf(now));
  const saved = await kernel.db.tx(async (q): Promise<Result<void>> => {
    const row = await lockCase(q, personId, caseId);
    if (!row) return fail(noCase);
    const before = (await resultsOf(q, [personId])).filter((one) => one.caseId === caseId);
    if (before.some(({ resultId }) => resultId === result.resultId)) return succeed(undefined);
    if (row.closedAt) return fail(caseClosed);
    if (result.on > dayOf(now)) return fail(refused('on', 'roving.ct-day-is-ahead'));
    const fault = faultOfResult(
      result,
      before.map(({ outcome }) => outcome),
      policy,
      dayOf(now),
    );
    if (fault) return fail(refused(result.nextDueOn ? 'nextDueOn' : 'outcome', fault));
    const put = [
      followUpResource({
        id: result.resultId,
        personId,
        at: midnight(result.on).toISOString(),
        outcome: result.outcome,
        note: result.note,
      }),
    ];
    const written = await record.putResources(q, actor, ctPermissions.followUp, { put }, now);
    if (!written.ok) return written;
    await insertResult(
      q,
      {
        ...result,
        personId,
        caseId,
        nextDueOn: result.nextDueOn ?? null,
        byName: actor.displayName,
        enteredAt: now,
      },
      actor.accountId,
    );
    await moveCase(q, row, result.nextDueOn ? { dueOn: result.nextDueOn } : { closedAs: result.outcome, at: now });
    if (!result.nextDueOn) await tellPerson(parts, q, personId, 'ct-case-closed');
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: ctPermissions.followUp,
      outcome: 'success',
      persons: [personId],
      object: `CtCase/${caseId}`,
      detail: { outcome: result.outcome, closed: result.nextDueOn === undefined },
    });
    return succeed(undefined);
  });
  if (!saved.ok) return saved;
  const rows = await listCases(kernel.db, {}, 'c.patient_id = $1', [personId]);
  return succeed({ cases: await caseViews(parts, actor, ctPermissions.followUp, rows, now) });
}
