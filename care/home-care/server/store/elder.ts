// Rows of the list of disabled elders, and of the services that they were given.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ElderService } from '../../contract.ts';
import type { SelfCareInstrument } from '../../rules/self-care-instruments.ts';

export interface ElderListing {
  personId: string;
  villageId: string;
  instrument: SelfCareInstrument;
  score: number;
  grade: string;
  assessedOn: Day;
  listedOn: Day;
  endedOn: Day | null;
  simulated: boolean;
}
const columns = `e.patient_id as "personId", e.village_id as "villageId", e.instrument, e.score, e.grade,
  e.assessed_on as "assessedOn", e.listed_on as "listedOn", e.ended_on as "endedOn", e.simulated`;

export async function findElder(q: Sql, personId: string): Promise<ElderListing | undefined> {
  const [row] = await q.query<ElderListing>(`select ${columns} from home_care.elder e where e.patient_id = $1`, [
    personId,
  ]);
  return row;
}

export const saveElder = (q: Sql, one: ElderListing): Promise<unknown> =>
  q.query(
    `insert into home_care.elder (patient_id, village_id, instrument, score, grade, assessed_on, listed_on, ended_on,
       simulated) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (patient_id) do update set village_id = excluded.village_id, instrument = excluded.instrument,
       score = excluded.score, grade = excluded.grade, assessed_on = excluded.assessed_on,
       listed_on = excluded.listed_on, ended_on = excluded.ended_on`,
    [
      one.personId,
      one.villageId,
      one.instrument,
      one.score,
      one.grade,
      one.assessedOn,
      one.listedOn,
      one.endedOn,
      one.simulated,
    ],
  );

/** Who stands in the list; `filter` is a condition on `e.patient_id` with its values in `args`. */
export async function listElders(
  q: Sql,
  wanted: { villageIds?: readonly string[] | undefined; grade?: string | undefined },
  filter: string,
  args: unknown[],
): Promise<ElderListing[]> {
  const all = [filter, 'e.ended_on is null'];
  if (wanted.villageIds) all.push(`e.village_id = any($${args.push(wanted.villageIds)}::uuid[])`);
  if (wanted.grade) all.push(`e.grade = $${args.push(wanted.grade)}`);
  return q.query<ElderListing>(`select ${columns} from home_care.elder e where ${all.join(' and ')}`, args);
}

/** Services since a day, newest of each kind: of these people, or of everybody. */
export const servicesGiven = (
  q: Sql,
  sinceOn: Day,
  personIds?: readonly string[],
): Promise<{ personId: string; service: ElderService; on: Day }[]> =>
  q.query(
    `select patient_id as "personId", service, max(given_on) as "on" from home_care.service_given
     where given_on >= $1 and ($2::uuid[] is null or patient_id = any($2)) group by patient_id, service`,
    [sinceOn, personIds ?? null],
  );

export const saveServiceGiven = (
  q: Sql,
  one: { personId: string; orderId: string; service: ElderService; on: Day },
): Promise<unknown> =>
  q.query(
    `insert into home_care.service_given (patient_id, order_id, service, given_on) values ($1, $2, $3, $4)
     on conflict (patient_id, order_id) do update set given_on = greatest(home_care.service_given.given_on, excluded.given_on)`,
    [one.personId, one.orderId, one.service, one.on],
  );

/** Of these people those who stand in the list. */
export async function listedAmong(q: Sql, personIds: readonly string[]): Promise<Set<string>> {
  const rows = await q.query<{ personId: string }>(
    `select patient_id as "personId" from home_care.elder where patient_id = any($1::uuid[]) and ended_on is null`,
    [personIds],
  );
  return new Set(rows.map(({ personId }) => personId));
}

export interface VillageCount {
  villageId: string;
  listed: number;
  covered: number;
}
/** By village, as the list stood on a day, with those who were given a service between two days. */
export const countByVillage = (q: Sql, span: { sinceOn: Day; on: Day }): Promise<VillageCount[]> =>
  q.query(
    `select e.village_id as "villageId", count(*)::integer as listed,
       count(*) filter (where exists (select 1 from home_care.service_given s where s.patient_id = e.patient_id
         and s.given_on >= $1 and s.given_on <= $2))::integer as covered
     from home_care.elder e where e.listed_on <= $2 and (e.ended_on is null or e.ended_on > $2)
     group by e.village_id`,
    [span.sinceOn, span.on],
  );

/** People of the list by village and kind of service. */
export const countServices = (
  q: Sql,
  span: { sinceOn: Day; on: Day },
): Promise<{ villageId: string; service: ElderService; people: number }[]> =>
  q.query(
    `select e.village_id as "villageId", s.service, count(distinct e.patient_id)::integer as people
     from home_care.elder e join home_care.service_given s on s.patient_id = e.patient_id
     where e.listed_on <= $2 and (e.ended_on is null or e.ended_on > $2) and s.given_on >= $1 and s.given_on <= $2
     group by e.village_id, s.service`,
    [span.sinceOn, span.on],
  );
