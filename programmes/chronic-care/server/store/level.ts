// The level that looks after a disease of a person: written by hand-overs alone.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Disease } from '../../rules/disease.ts';
import type { NetworkLevel } from '../../rules/network.ts';

export interface LevelRow {
  disease: Disease;
  level: NetworkLevel;
  managedBy: string | null;
}
export const levelsOf = (q: Sql, personId: string): Promise<LevelRow[]> =>
  q.query(
    'select disease, level, managed_by as "managedBy" from chronic_care.registration where patient_id = $1 order by disease',
    [personId],
  );
export const setLevel = (
  q: Sql,
  personId: string,
  { disease, level, managedBy }: LevelRow,
): Promise<{ disease: string }[]> =>
  q.query(
    `update chronic_care.registration set level = $3, managed_by = $4, version = version + 1
     where patient_id = $1 and disease = $2 returning disease`,
    [personId, disease, level, managedBy],
  );

/** Of these villages; sums only. */
export const countLevels = (
  q: Sql,
  villageIds: readonly string[],
): Promise<{ disease: Disease; level: NetworkLevel; count: number }[]> =>
  q.query(
    `select disease, level, count(*)::integer as count from chronic_care.registration
     where village_id = any($1::uuid[]) and status in ('diagnosed', 'enrolled') group by disease, level
     order by disease, level`,
    [villageIds],
  );
