// Visits and vaccinations of people within a span: for reports over a year.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface CareEvent {
  personId: string;
  type: 'Encounter' | 'Immunization';
  at: Date;
  /** Class of the visit (HL7 v3 ActCode), or the vaccine's code. */
  code: string;
  title: string;
}
interface Coded {
  coding?: { code?: string; display?: string }[];
  text?: string;
}

/** Oldest first; nothing sensitive, planned, cancelled or entered in error. The caller has checked access and audits. */
export async function careEvents(
  q: Sql,
  personIds: readonly string[],
  span: { from: Date; to: Date },
): Promise<CareEvent[]> {
  const of = (table: string, type: CareEvent['type'], states: string) =>
    `select t.patient_id as "personId", '${type}' as type, t.lo as at, t.content from record.${table} t
     where t.patient_id = any($1::uuid[]) and t.lo >= $2 and t.lo < $3 and not t.sensitive
       and coalesce(t.status, '') not in (${states})`;
  const rows = await q.query<{ personId: string; type: CareEvent['type']; at: Date; content: string }>(
    `${of('encounter', 'Encounter', "'planned', 'cancelled', 'entered-in-error'")}
     union all
     ${of('immunization', 'Immunization', "'not-done', 'entered-in-error'")} order by at`,
    [personIds, span.from, span.to],
  );
  return rows.map(({ content, ...row }) => {
    const written = JSON.parse(content) as { class?: { code?: string }; vaccineCode?: Coded };
    const vaccine = written.vaccineCode;
    const code = row.type === 'Encounter' ? written.class?.code : vaccine?.coding?.[0]?.code;
    return { ...row, code: code ?? '', title: vaccine?.text ?? vaccine?.coding?.[0]?.display ?? code ?? '' };
  });
}
