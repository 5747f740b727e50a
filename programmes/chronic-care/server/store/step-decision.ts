// What doctors decided about proposed steps.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { NextStep } from '../../rules/next-step.ts';
import type { DecidedStep } from '../../visit-contract.ts';

type Kept = Omit<DecidedStep, 'at'> & { personId: string; accountId: string; at: Date };

export async function insertDecisions(q: Sql, rows: readonly Kept[]): Promise<void> {
  if (rows.length === 0) return;
  await q.query(
    `insert into chronic_care.step_decision (patient_id, decision_id, disease, decided_at, step, decision, note, by_name,
       account_id, visit_id)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[],
       $8::text[], $9::uuid[], $10::text[])
     on conflict (patient_id, decision_id) do nothing`,
    [
      rows.map((one) => one.personId),
      rows.map((one) => one.decisionId),
      rows.map((one) => one.disease),
      rows.map((one) => one.at),
      rows.map((one) => JSON.stringify(one.step)),
      rows.map((one) => one.decision),
      rows.map((one) => one.note ?? null),
      rows.map((one) => one.byName),
      rows.map((one) => one.accountId),
      rows.map((one) => one.visitId ?? null),
    ],
  );
}

/** Newest first. */
export async function decisionsOf(q: Sql, personId: string, limit: number): Promise<DecidedStep[]> {
  const rows = await q.query<{
    decisionId: string;
    disease: DecidedStep['disease'];
    at: Date;
    step: string;
    decision: DecidedStep['decision'];
    note: string | null;
    byName: string;
    visitId: string | null;
  }>(
    `select decision_id as "decisionId", disease, decided_at as at, step, decision, note, by_name as "byName",
       visit_id as "visitId"
     from chronic_care.step_decision where patient_id = $1 order by decided_at desc, decision_id desc limit $2`,
    [personId, limit],
  );
  return rows.map(({ at, step, note, visitId, ...row }) => ({
    ...row,
    at: at.toISOString(),
    step: JSON.parse(step) as NextStep,
    ...(note !== null && { note }),
    ...(visitId !== null && { visitId }),
  }));
}
