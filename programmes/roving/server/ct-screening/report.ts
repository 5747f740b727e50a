// The reading queue, and a signed report: into the record, to the person in plain words, and findings opened as cases.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { ctPermissions, type CtRow, type CtScreening } from '../../ct-screening-contract.ts';
import { monthsLater } from '../../rules/ct-screening/follow-up.ts';
import { faultOfReport, reportResources, type CtReport } from '../../rules/ct-screening/report.ts';
import type { Parts } from '../parts.ts';
import { withScreening } from './answer.ts';
import { alreadyRead, notNow, refused } from './problems.ts';
import { insertCases } from './store/case.ts';
import { insertReport } from './store/report.ts';
import { changeScreening, listScreenings, stageOfRow, type ScreeningRow } from './store/screening.ts';
import { tellPerson } from './tell.ts';
import { rowViews } from './views.ts';

/** Scans without a report, longest waiting first. */
export async function readQueue(parts: Parts, actor: Actor, now: Date): Promise<Result<{ items: CtRow[] }>> {
  const args: unknown[] = [];
  const filter = await parts.kernel.access.personFilter(actor, ctPermissions.report, 's.patient_id', args, now);
  const rows = await listScreenings(parts.kernel.db, { unread: true }, filter, args);
  const items = await rowViews(parts, actor, ctPermissions.report, rows, now);
  return succeed({ items: items.toSorted((a, b) => (a.scanAt ?? '').localeCompare(b.scanAt ?? '')) });
}

export const signReport = (
  parts: Parts,
  actor: Actor,
  of: { personId: string; year: number },
  report: CtReport,
  now: Date,
): Promise<Result<CtScreening>> =>
  withScreening(parts, actor, ctPermissions.report, of, now, async (q, row) => {
    const stage = stageOfRow(row);
    if (stage === 'reported') return fail(alreadyRead);
    if (stage !== 'scanned') return fail(notNow);
    const fault = faultOfReport(report);
    if (fault) return fail(refused(fault.path, fault.code));
    const { kernel, record } = parts;
    const reportId = kernel.newId();
    const noduleIds = report.nodules.map(() => kernel.newId());
    const put = reportResources(report, {
      reportId,
      personId: row.personId,
      accession: row.accession!,
      scannedAt: row.scanAt!.toISOString(),
      signedAt: now.toISOString(),
      noduleIds,
    });
    const written = await record.putResources(q, actor, ctPermissions.report, { put }, now);
    if (!written.ok) return written;
    const { personId, screeningId } = row;
    await insertReport(
      q,
      { personId, reportId, screeningId, content: report, signedName: actor.displayName, signedAt: now },
      actor.accountId,
    );
    await openCases(parts, q, row, report, now);
    const code = `ct-result-${report.category}` as const;
    await tellPerson(parts, q, personId, code, {}, report.category === 'suspicious');
    return succeed(await changeScreening(q, row, { readAt: now, positive: report.category !== 'negative' }));
  });

/** One case for each finding that needs it, in the hands of the village's family doctor. */
async function openCases(
  { kernel, registry }: Parts,
  q: Sql,
  row: ScreeningRow,
  report: CtReport,
  now: Date,
): Promise<void> {
  const today = dayOf(now);
  const team = (await registry.teams(q, today)).find((one) =>
    one.villages.some(({ villageId }) => villageId === row.villageId),
  );
  const doctor = team?.members.find(({ role }) => role === 'gp');
  const findings = [
    ...report.nodules.map((nodule) => ({ finding: { nodule }, months: nodule.followUpMonths })),
    ...report.otherFindings.map(({ text, followUpMonths }) => ({ finding: { text }, months: followUpMonths })),
  ];
  await insertCases(
    q,
    findings
      .filter(({ months }) => months > 0)
      .map(({ finding, months }) => ({
        personId: row.personId,
        caseId: kernel.newId(),
        screeningId: row.screeningId,
        countyId: row.countyId,
        villageId: row.villageId,
        year: row.year,
        finding,
        openedOn: today,
        dueOn: monthsLater(today, months),
        teamId: team?.teamId ?? null,
        doctorName: doctor?.name ?? '',
        simulated: row.simulated,
      })),
  );
}
