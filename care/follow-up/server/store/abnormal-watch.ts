// Which Observation was found abnormal by which rule: each is acted on once.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { AbnormalFinding } from '../../rules/abnormal-watch.ts';

/** The new ones among them, as `person observation rule`. */
export async function insertFindings(
  q: Sql,
  found: readonly { personId: string; finding: AbnormalFinding }[],
  at: Date,
): Promise<Set<string>> {
  const rows = await q.query<{ key: string }>(
    `insert into follow_up.abnormal_finding (patient_id, observation_id, rule, found_at)
     select f.patient_id, f.observation_id, f.rule, $4
     from unnest($1::uuid[], $2::text[], $3::text[]) as f (patient_id, observation_id, rule)
     on conflict (patient_id, observation_id, rule) do nothing
     returning patient_id || ' ' || observation_id || ' ' || rule as key`,
    [
      found.map(({ personId }) => personId),
      found.map(({ finding }) => finding.id),
      found.map(({ finding }) => finding.rule.id),
      at,
    ],
  );
  return new Set(rows.map(({ key }) => key));
}
