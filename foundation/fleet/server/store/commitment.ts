// Rows of commitments: what vehicles have to do, when and where.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { Commitment, CommitmentKind, CommitmentPlace, CommitmentState } from '../../tracking-contract.ts';

export interface CommitmentRow {
  commitmentId: string;
  vehicleId: string;
  kind: CommitmentKind;
  source: string;
  sourceId: string;
  fromAt: Date;
  toAt: Date;
  place?: CommitmentPlace;
  status: CommitmentState;
}
interface Row extends Omit<CommitmentRow, 'place'> {
  placeId: string | null;
  lon: number | null;
  lat: number | null;
  radiusMetres: number | null;
  polygon: [number, number][] | null;
}
const columns = `id as "commitmentId", vehicle_id as "vehicleId", kind, source, source_id as "sourceId",
  from_at as "fromAt", to_at as "toAt", place_id as "placeId", lon, lat, radius_metres as "radiusMetres", polygon, status`;

const toCommitment = ({ placeId, lon, lat, radiusMetres, polygon, ...row }: Row): CommitmentRow => ({
  ...row,
  ...(lon !== null &&
    lat !== null && {
      place: {
        ...(placeId && { placeId }),
        lon,
        lat,
        ...(radiusMetres && { radiusMetres }),
        ...(polygon && { polygon }),
      },
    }),
});

export async function commitmentsBySource(
  q: Sql,
  source: string,
  sourceIds: readonly string[],
): Promise<CommitmentRow[]> {
  const rows = await q.query<Row>(
    `select ${columns} from fleet.commitment where source = $1 and source_id = any($2::text[])`,
    [source, sourceIds],
  );
  return rows.map(toCommitment);
}

export async function commitmentsById(q: Sql, ids: readonly string[]): Promise<CommitmentRow[]> {
  if (ids.length === 0) return [];
  const rows = await q.query<Row>(`select ${columns} from fleet.commitment where id = any($1::uuid[])`, [ids]);
  return rows.map(toCommitment);
}

export interface CommitmentFilter {
  from: Date;
  to: Date;
  vehicleIds?: readonly string[] | undefined;
  kind?: CommitmentKind | undefined;
  source?: string | undefined;
  /** Those that reach into the time, not only those that begin in it. */
  overlapping?: boolean;
}
/** In the order of their times; cancelled ones too. */
export async function commitmentsBetween(q: Sql, filter: CommitmentFilter): Promise<CommitmentRow[]> {
  const rows = await q.query<Row>(
    `select ${columns} from fleet.commitment
     where from_at < $2 and (from_at >= $1 or ($6 and to_at > $1)) and ($3::uuid[] is null or vehicle_id = any($3))
       and ($4::text is null or kind = $4) and ($5::text is null or source = $5)
     order by from_at, vehicle_id, id`,
    [
      filter.from,
      filter.to,
      filter.vehicleIds ?? null,
      filter.kind ?? null,
      filter.source ?? null,
      filter.overlapping ?? false,
    ],
  );
  return rows.map(toCommitment);
}

/** By source and its id: what is known already is replaced, save its status unless it was cancelled. */
export async function saveCommitments(q: Transaction, rows: readonly CommitmentRow[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  const of = <T>(read: (row: CommitmentRow) => T) => rows.map(read);
  await q.query(
    `insert into fleet.commitment as c (id, vehicle_id, kind, source, source_id, from_at, to_at, place_id, lon, lat,
       radius_metres, polygon, status, updated_at)
     select id, vehicle_id, kind, source, source_id, from_at, to_at, place_id, lon, lat, radius_metres, polygon::jsonb,
       status, $14
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[],
       $8::uuid[], $9::double precision[], $10::double precision[], $11::integer[], $12::text[], $13::text[])
       as n (id, vehicle_id, kind, source, source_id, from_at, to_at, place_id, lon, lat, radius_metres, polygon, status)
     on conflict (source, source_id) do update set vehicle_id = excluded.vehicle_id, kind = excluded.kind,
       from_at = excluded.from_at, to_at = excluded.to_at, place_id = excluded.place_id, lon = excluded.lon,
       lat = excluded.lat, radius_metres = excluded.radius_metres, polygon = excluded.polygon,
       status = excluded.status, updated_at = excluded.updated_at`,
    [
      of(({ commitmentId }) => commitmentId),
      of(({ vehicleId }) => vehicleId),
      of(({ kind }) => kind),
      of(({ source }) => source),
      of(({ sourceId }) => sourceId),
      of(({ fromAt }) => fromAt),
      of(({ toAt }) => toAt),
      of(({ place }) => place?.placeId ?? null),
      of(({ place }) => place?.lon ?? null),
      of(({ place }) => place?.lat ?? null),
      of(({ place }) => place?.radiusMetres ?? null),
      of(({ place }) => (place?.polygon ? JSON.stringify(place.polygon) : null)),
      of(({ status }) => status),
      now,
    ],
  );
}

export async function setStatuses(
  q: Sql,
  changes: readonly { commitmentId: string; status: CommitmentState }[],
  now: Date,
): Promise<void> {
  if (changes.length === 0) return;
  await q.query(
    `update fleet.commitment as c set status = n.status, updated_at = $3
     from unnest($1::uuid[], $2::text[]) as n (id, status) where c.id = n.id and c.status <> n.status`,
    [changes.map(({ commitmentId }) => commitmentId), changes.map(({ status }) => status), now],
  );
}

export const commitmentOnWire = ({ fromAt, toAt, ...row }: CommitmentRow): Commitment => ({
  ...row,
  fromAt: fromAt.toISOString(),
  toAt: toAt.toISOString(),
});
