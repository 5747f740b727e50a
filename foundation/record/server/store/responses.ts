// Filled forms of people, as they stand: for programmes that count them or show the last answers.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface FilledForm {
  personId: string;
  /** Id of the QuestionnaireResponse. */
  id: string;
  /** `<url>|<version>` */
  questionnaire: string;
  completed: boolean;
  authoredAt: string;
  resource: Record<string, unknown>;
}

/** Newest first, with `ids` only these; nothing sensitive. The caller has checked access. */
export async function filledForms(
  q: Sql,
  personIds: readonly string[],
  { since, ids }: { since?: Date; ids?: readonly string[] } = {},
): Promise<FilledForm[]> {
  const rows = await q.query<{ personId: string; id: string; content: string }>(
    `select t.patient_id as "personId", t.id, t.content from record.other t
     where t.patient_id = any($1::uuid[]) and t.type = 'QuestionnaireResponse' and not t.sensitive
       and ($2::timestamptz is null or t.lo >= $2) and ($3::text[] is null or t.id = any($3))
     order by t.lo desc nulls last, t.id`,
    [personIds, since ?? null, ids ?? null],
  );
  return rows.map(({ personId, id, content }) => {
    const resource = JSON.parse(content) as Record<string, unknown> &
      Partial<Record<'questionnaire' | 'authored', string>>;
    return {
      personId,
      id,
      questionnaire: resource.questionnaire ?? '',
      completed: resource['status'] === 'completed' || resource['status'] === 'amended',
      authoredAt: resource.authored ?? '',
      resource,
    };
  });
}
