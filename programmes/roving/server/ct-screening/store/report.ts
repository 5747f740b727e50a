// Signed reports as they were entered.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { CtReport } from '../../../rules/ct-screening/report.ts';

export interface ReportRow {
  personId: string;
  reportId: string;
  screeningId: string;
  content: CtReport;
  signedName: string;
  signedAt: Date;
}

/** False where the scan has its report already. */
export async function insertReport(q: Sql, row: ReportRow, signedBy: string): Promise<boolean> {
  const rows = await q.query(
    `insert into roving.ct_report (patient_id, id, screening_id, content, signed_by, signed_name, signed_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (patient_id, screening_id) do nothing returning id`,
    [row.personId, row.reportId, row.screeningId, JSON.stringify(row.content), signedBy, row.signedName, row.signedAt],
  );
  return rows.length > 0;
}

export async function reportsOf(q: Sql, personIds: readonly string[]): Promise<Map<string, ReportRow>> {
  const rows = await q.query<Omit<ReportRow, 'content'> & { content: string }>(
    `select patient_id as "personId", id as "reportId", screening_id as "screeningId", content,
       signed_name as "signedName", signed_at as "signedAt" from roving.ct_report where patient_id = any($1::uuid[])`,
    [personIds],
  );
  return new Map(rows.map((row) => [row.screeningId, { ...row, content: JSON.parse(row.content) as CtReport }]));
}
