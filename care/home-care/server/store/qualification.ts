// Rows of nurses' qualifications for home care.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { NurseQualification } from '../../contract.ts';

export interface QualificationRow extends NurseQualification {
  nurseId: string;
}
const columns = `nurse_id as "nurseId", licence, practising_since as "practisingSinceOn", trainings,
  valid_until as "validUntilOn", suspended, simulated, version`;

export const qualificationsOf = (q: Sql, nurseIds: readonly string[]): Promise<QualificationRow[]> =>
  q.query(`select ${columns} from home_care.qualification where nurse_id = any($1::uuid[])`, [nurseIds]);

/** False where somebody else was faster: `version` is the one that was seen, 0 where there was none. */
export async function saveQualification(q: Sql, row: QualificationRow): Promise<boolean> {
  const saved = await q.query(
    `insert into home_care.qualification as held (nurse_id, licence, practising_since, trainings, valid_until, suspended,
       simulated, version) select $1, $2, $3, $4, $5, $6, $7, 1 where $8 = 0 or exists (select 1 from
         home_care.qualification k where k.nurse_id = $1)
     on conflict (nurse_id) do update set licence = excluded.licence, practising_since = excluded.practising_since,
       trainings = excluded.trainings, valid_until = excluded.valid_until, suspended = excluded.suspended,
       version = held.version + 1 where held.version = $8 returning nurse_id`,
    [
      row.nurseId,
      row.licence,
      row.practisingSinceOn,
      row.trainings,
      row.validUntilOn,
      row.suspended,
      row.simulated,
      row.version,
    ],
  );
  return saved.length > 0;
}
