// Rows of visits: what home care needs of an order beside the order itself.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface StoredVisit {
  personId: string;
  orderId: string;
  kind: string;
  state: string;
  organisationId: string;
  nurseId: string | null;
  nurseName: string | null;
  villageId: string | null;
  lon: number | null;
  lat: number | null;
  /** The place was shown on a map; otherwise it is the middle of the village. */
  placeExact: boolean;
  wantedAt: Date;
  itemCode: string | null;
  itemName: string;
  minutes: number;
  placedAt: Date;
  movedAt: Date;
  arrivedAt: Date | null;
  arrivedMetres: number | null;
  arrivedReason: string | null;
  finishedAt: Date | null;
  final: boolean;
  simulated: boolean;
}
const columns = `v.patient_id as "personId", v.order_id as "orderId", v.kind, v.state, v.organisation_id as "organisationId",
  v.nurse_id as "nurseId", v.nurse_name as "nurseName", v.village_id as "villageId", v.lon, v.lat,
  v.place_exact as "placeExact", v.wanted_at as "wantedAt", v.item_code as "itemCode", v.item_name as "itemName",
  v.minutes, v.placed_at as "placedAt", v.moved_at as "movedAt", v.arrived_at as "arrivedAt",
  v.arrived_metres as "arrivedMetres", v.arrived_reason as "arrivedReason", v.finished_at as "finishedAt", v.final,
  v.simulated`;

export async function findVisit(q: Sql, personId: string, orderId: string): Promise<StoredVisit | undefined> {
  const [row] = await q.query<StoredVisit>(
    `select ${columns} from home_care.visit v where v.patient_id = $1 and v.order_id = $2`,
    [personId, orderId],
  );
  return row;
}

export const insertVisit = (
  q: Sql,
  one: Omit<StoredVisit, 'nurseId' | 'nurseName' | 'arrivedAt' | 'arrivedMetres' | 'arrivedReason' | 'finishedAt'>,
): Promise<unknown> =>
  q.query(
    `insert into home_care.visit (patient_id, order_id, kind, state, organisation_id, village_id, lon, lat, place_exact,
       wanted_at, item_code, item_name, minutes, placed_at, moved_at, final, simulated)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     on conflict (patient_id, order_id) do nothing`,
    [
      one.personId,
      one.orderId,
      one.kind,
      one.state,
      one.organisationId,
      one.villageId,
      one.lon,
      one.lat,
      one.placeExact,
      one.wantedAt,
      one.itemCode,
      one.itemName,
      one.minutes,
      one.placedAt,
      one.movedAt,
      one.final,
      one.simulated,
    ],
  );

export const moveVisit = (
  q: Sql,
  one: Pick<StoredVisit, 'personId' | 'orderId' | 'state' | 'organisationId' | 'nurseId' | 'nurseName' | 'final'>,
  now: Date,
): Promise<unknown> =>
  q.query(
    `update home_care.visit set state = $3, organisation_id = $4, nurse_id = $5, nurse_name = $6, final = $7,
       moved_at = $8 where patient_id = $1 and order_id = $2`,
    [one.personId, one.orderId, one.state, one.organisationId, one.nurseId, one.nurseName, one.final, now],
  );

export const saveArrival = (
  q: Sql,
  key: { personId: string; orderId: string },
  arrival: { at: Date; metres: number | null; reason: string | null },
): Promise<unknown> =>
  q.query(
    `update home_care.visit set arrived_at = $3, arrived_metres = $4, arrived_reason = $5
     where patient_id = $1 and order_id = $2`,
    [key.personId, key.orderId, arrival.at, arrival.metres, arrival.reason],
  );

export const saveFinish = (q: Sql, key: { personId: string; orderId: string }, at: Date): Promise<unknown> =>
  q.query('update home_care.visit set finished_at = $3 where patient_id = $1 and order_id = $2', [
    key.personId,
    key.orderId,
    at,
  ]);

export interface VisitSearch {
  organisationIds?: readonly string[];
  nurseId?: string;
  personId?: string;
  kind?: string | undefined;
  state?: string | undefined;
  openOnly?: boolean;
  limit?: number;
}
/** In the order of the times wanted; `filter` is a condition on `v.patient_id` with its values in `args`. */
export async function listVisits(
  q: Sql,
  wanted: VisitSearch,
  filter = 'true',
  args: unknown[] = [],
): Promise<StoredVisit[]> {
  const all = [filter];
  if (wanted.organisationIds) all.push(`v.organisation_id = any($${args.push(wanted.organisationIds)}::uuid[])`);
  if (wanted.nurseId) all.push(`v.nurse_id = $${args.push(wanted.nurseId)}`);
  if (wanted.personId) all.push(`v.patient_id = $${args.push(wanted.personId)}`);
  if (wanted.kind) all.push(`v.kind = $${args.push(wanted.kind)}`);
  if (wanted.state) all.push(`v.state = $${args.push(wanted.state)}`);
  if (wanted.openOnly) all.push('not v.final');
  return q.query<StoredVisit>(
    `select ${columns} from home_care.visit v where ${all.join(' and ')}
     order by v.final, v.wanted_at, v.order_id limit $${args.push(wanted.limit ?? 500)}`,
    args,
  );
}
