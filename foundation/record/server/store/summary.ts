// Reads what a patient summary may hold: standing problems, allergies, drugs, vaccinations, operations, newest results.
import type { Sql } from '#platform/kernel/db/db.ts';

interface Picked {
  table: string;
  condition: string;
  /** Most rows, newest first. */
  most: number;
  /** Only the newest of each code. */
  newestOfCode?: boolean;
}

/** The sections say what is shown of these; the numbers keep a summary short enough to be read. */
const picked: readonly Picked[] = [
  { table: 'condition', condition: `(t.status in ('active', 'recurrence', 'relapse') or t.status is null)`, most: 100 },
  { table: 'allergy_intolerance', condition: `(t.status = 'active' or t.status is null)`, most: 100 },
  { table: 'medication_request', condition: `t.status in ('active', 'on-hold')`, most: 100 },
  {
    table: 'other',
    condition: `t.type = 'MedicationStatement' and t.status in ('active', 'on-hold', 'intended')`,
    most: 100,
  },
  { table: 'immunization', condition: `t.status = 'completed'`, most: 100 },
  { table: 'procedure', condition: `t.status = 'completed'`, most: 50 },
  {
    table: 'observation',
    condition: `t.category in ('laboratory', 'vital-signs') and t.status in ('final', 'amended', 'corrected')`,
    most: 80,
    newestOfCode: true,
  },
  {
    table: 'diagnostic_report',
    condition: `t.status in ('final', 'amended', 'corrected')`,
    most: 20,
    newestOfCode: true,
  },
];

/** Stored texts of one human being, each kind newest first. */
export async function summaryContents(q: Sql, personIds: readonly string[], sensitive: boolean): Promise<string[]> {
  const all: string[] = [];
  for (const { table, condition, most, newestOfCode } of picked) {
    const where = `t.patient_id = any($1::uuid[]) and ${condition}${sensitive ? '' : ' and not t.sensitive'}`;
    const from = newestOfCode
      ? `(select distinct on (t.code_sys, t.code) t.id, t.lo, t.content from record.${table} t where ${where}
          order by t.code_sys, t.code, t.lo desc nulls last, t.id)`
      : `(select t.id, t.lo, t.content from record.${table} t where ${where})`;
    const rows = await q.query<{ content: string }>(
      `select r.content from ${from} r order by r.lo desc nulls last, r.id limit ${most}`,
      [personIds],
    );
    all.push(...rows.map((row) => row.content));
  }
  return all;
}
