// Rows of what was tried out on a vehicle, by whom, when, and with which result.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ProofShown } from '../../readiness-contract.ts';

export interface ProofRow extends ProofShown {
  vehicleId: string;
}

/** The newest of each vehicle and item on the day. */
export async function proofsOn(q: Sql, vehicleIds: readonly string[], day: Day): Promise<ProofRow[]> {
  const rows = await q.query<Omit<ProofRow, 'at' | 'note'> & { at: Date; note: string | null }>(
    `select distinct on (vehicle_id, item) vehicle_id as "vehicleId", item, proven_on as "on", proven_at as at, passed,
       how, tester_name as "testedBy", note from fleet.readiness_proof
     where vehicle_id = any($1::uuid[]) and proven_on = $2 order by vehicle_id, item, proven_at desc, id desc`,
    [vehicleIds, day],
  );
  return rows.map(({ at, note, ...row }) => ({ ...row, at: at.toISOString(), ...(note !== null && { note }) }));
}

/** Sent again, it is the same proof. */
export const insertProof = (
  q: Sql,
  proof: Omit<ProofRow, 'at'> & { proofId: string; at: Date; testerId: string },
): Promise<unknown> =>
  q.query(
    `insert into fleet.readiness_proof
       (id, vehicle_id, item, proven_on, proven_at, passed, how, tested_by, tester_name, note)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing`,
    [
      proof.proofId,
      proof.vehicleId,
      proof.item,
      proof.on,
      proof.at,
      proof.passed,
      proof.how,
      proof.testerId,
      proof.testedBy,
      proof.note ?? null,
    ],
  );
