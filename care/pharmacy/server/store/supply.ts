// Rows of how long medicines last and how well they are taken: replaced person by person, read as lists.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Therapy } from '../../rules/therapy.ts';

export interface SupplyRow {
  personId: string;
  medicine: string;
  name: string;
  state: string;
  runsOutOn: Day | null;
  dispensedOn: Day | null;
  reminded: boolean;
  villageId: string | null;
}
export interface AdherenceRow {
  personId: string;
  therapy: Therapy;
  fromOn: Day;
  toOn: Day;
  coveredDays: number;
  windowDays: number;
  fills: number;
  measured: boolean;
  villageId: string | null;
}

/** `personIds`: of everybody behind these rows what stood before goes. */
export async function replaceSupplies(
  q: Sql,
  personIds: readonly string[],
  supplies: readonly SupplyRow[],
  adherence: readonly AdherenceRow[],
  at: Date,
): Promise<void> {
  await q.query('delete from pharmacy.medicine_supply where patient_id = any($1::uuid[])', [personIds]);
  await q.query('delete from pharmacy.adherence where patient_id = any($1::uuid[])', [personIds]);
  if (supplies.length > 0)
    await q.query(
      `insert into pharmacy.medicine_supply
         (patient_id, medicine, name, state, runs_out_on, dispensed_on, reminded, village_id, updated_at)
       select r.*, $9::timestamptz from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::date[], $6::date[],
         $7::boolean[], $8::uuid[]) as r (patient_id, medicine, name, state, runs_out_on, dispensed_on, reminded, village_id)
       on conflict (patient_id, medicine) do update set name = excluded.name, state = excluded.state,
         runs_out_on = excluded.runs_out_on, dispensed_on = excluded.dispensed_on, reminded = excluded.reminded,
         village_id = excluded.village_id, updated_at = excluded.updated_at`,
      [
        supplies.map((row) => row.personId),
        supplies.map((row) => row.medicine),
        supplies.map((row) => row.name),
        supplies.map((row) => row.state),
        supplies.map((row) => row.runsOutOn),
        supplies.map((row) => row.dispensedOn),
        supplies.map((row) => row.reminded),
        supplies.map((row) => row.villageId),
        at,
      ],
    );
  if (adherence.length > 0)
    await q.query(
      `insert into pharmacy.adherence
         (patient_id, therapy, from_on, to_on, covered_days, window_days, fills, measured, village_id, updated_at)
       select r.*, $10::timestamptz from unnest($1::uuid[], $2::text[], $3::date[], $4::date[], $5::integer[],
         $6::integer[], $7::integer[], $8::boolean[], $9::uuid[])
         as r (patient_id, therapy, from_on, to_on, covered_days, window_days, fills, measured, village_id)
       on conflict (patient_id, therapy) do update set from_on = excluded.from_on, to_on = excluded.to_on,
         covered_days = excluded.covered_days, window_days = excluded.window_days, fills = excluded.fills,
         measured = excluded.measured, village_id = excluded.village_id, updated_at = excluded.updated_at`,
      [
        adherence.map((row) => row.personId),
        adherence.map((row) => row.therapy),
        adherence.map((row) => row.fromOn),
        adherence.map((row) => row.toOn),
        adherence.map((row) => row.coveredDays),
        adherence.map((row) => row.windowDays),
        adherence.map((row) => row.fills),
        adherence.map((row) => row.measured),
        adherence.map((row) => row.villageId),
        at,
      ],
    );
}

export interface RefillFound {
  personId: string;
  villageId: string | null;
  /** Days since 1970 of the first run-out, or covered days by window days of the lowest class. */
  rank: number;
}
type PersonFilter = (column: string, args: unknown[]) => Promise<string>;
export interface RefillSearch {
  list: 'running-out' | 'low-adherence';
  fromOn: Day;
  toOn: Day;
  villageIds: readonly string[];
  after?: { rank: number; personId: string } | undefined;
  limit: number;
}

/** One row a person, whoever is worst off first. */
export async function refillPage(q: Sql, asked: RefillSearch, filter: PersonFilter): Promise<RefillFound[]> {
  const args: unknown[] = [asked.villageIds];
  const place = (value: unknown) => `$${args.push(value)}`;
  const source =
    asked.list === 'running-out'
      ? `select s.patient_id, s.village_id, min(s.runs_out_on - date '1970-01-01')::double precision as rank
         from pharmacy.medicine_supply s where s.reminded and s.state = 'known' and s.runs_out_on >= ${place(asked.fromOn)}::date
           and s.runs_out_on <= ${place(asked.toOn)}::date and s.village_id = any($1::uuid[])
           and ${await filter('s.patient_id', args)} group by s.patient_id, s.village_id`
      : `select s.patient_id, s.village_id, min(s.covered_days::double precision / s.window_days) as rank
         from pharmacy.adherence s where s.measured and s.covered_days * 5 < s.window_days * 4
           and s.village_id = any($1::uuid[]) and ${await filter('s.patient_id', args)}
         group by s.patient_id, s.village_id`;
  const after = asked.after
    ? `where (f.rank, f.patient_id) > (${place(asked.after.rank)}::double precision, ${place(asked.after.personId)}::uuid)`
    : '';
  return q.query<RefillFound>(
    `select f.patient_id as "personId", f.village_id as "villageId", f.rank from (${source}) f ${after}
     order by f.rank, f.patient_id limit ${place(asked.limit)}`,
    args,
  );
}

/** How many people of each village. */
export const countRefills = (
  q: Sql,
  { list, fromOn, toOn, villageIds }: Omit<RefillSearch, 'after' | 'limit'>,
): Promise<{ villageId: string; count: number }[]> =>
  list === 'running-out'
    ? q.query(
        `select village_id as "villageId", count(distinct patient_id)::integer as count from pharmacy.medicine_supply
         where reminded and state = 'known' and runs_out_on >= $2::date and runs_out_on <= $3::date
           and village_id = any($1::uuid[]) group by village_id`,
        [villageIds, fromOn, toOn],
      )
    : q.query(
        `select village_id as "villageId", count(distinct patient_id)::integer as count from pharmacy.adherence
         where measured and covered_days * 5 < window_days * 4 and village_id = any($1::uuid[]) group by village_id`,
        [villageIds],
      );

export const suppliesOf = (q: Sql, personIds: readonly string[]): Promise<SupplyRow[]> =>
  q.query<SupplyRow>(
    `select patient_id as "personId", medicine, name, state, runs_out_on::text as "runsOutOn",
       dispensed_on::text as "dispensedOn", reminded, village_id as "villageId"
     from pharmacy.medicine_supply where patient_id = any($1::uuid[]) and reminded order by runs_out_on, medicine`,
    [personIds],
  );
export const adherenceRowsOf = (q: Sql, personIds: readonly string[]): Promise<AdherenceRow[]> =>
  q.query<AdherenceRow>(
    `select patient_id as "personId", therapy, from_on::text as "fromOn", to_on::text as "toOn",
       covered_days as "coveredDays", window_days as "windowDays", fills, measured, village_id as "villageId"
     from pharmacy.adherence where patient_id = any($1::uuid[]) order by covered_days::double precision / greatest(window_days, 1)`,
    [personIds],
  );
