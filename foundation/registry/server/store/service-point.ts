// Rows of service points: where services stop, with what they are registered with.
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { PositionAccuracy } from '../../contract.ts';
import type { ServicePoint, ServicePointsQuery } from '../../service-point-contract.ts';
import type { PointNetwork, PointStandard, ServicePointKind } from '../../rules/service-point.ts';
import type { ServicePointLoad } from '../ports.ts';
import { markStructure } from './structure-edition.ts';

export async function saveServicePoints(
  q: Sql,
  cipher: FieldCipher,
  points: readonly ServicePointLoad[],
): Promise<void> {
  await q.query(
    `insert into registry.service_point (id, kind, village_id, has_power, has_network, network, standards, keeper_name,
       keeper_phone_sealed, version)
     select s.id, s.kind, s.village_id, s.has_power, s.network <> 'none', s.network, s.standards::text[], s.keeper_name, s.phone, 1
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::boolean[], $5::text[], $6::text[], $7::text[], $8::text[])
       as s (id, kind, village_id, has_power, network, standards, keeper_name, phone)`,
    [
      points.map((point) => point.servicePointId),
      points.map((point) => point.kind),
      points.map((point) => point.villageId),
      points.map((point) => point.hasPower),
      points.map((point) => point.network),
      points.map((point) => `{${(point.standards ?? []).join(',')}}`),
      points.map((point) => point.keeperName ?? null),
      points.map((point) => (point.keeperPhone === undefined ? null : cipher.encrypt(point.keeperPhone))),
    ],
  );
  await markStructure(q);
  await markStructure(q);
}

interface ServicePointRow {
  id: string;
  kind: ServicePointKind;
  name: string;
  village_id: string;
  village_name: string;
  township_id: string;
  township_name: string;
  lon: number | null;
  lat: number | null;
  position_accuracy: PositionAccuracy | null;
  has_power: boolean;
  network: PointNetwork;
  standards: PointStandard[];
  address: string | null;
  note: string | null;
  keeper_name: string | null;
  keeper_phone_sealed: string | null;
  photo_digest: string | null;
  closed_on: string | null;
  simulated: boolean;
  version: number;
}

/** A service point in clear text: for use cases, which shorten what a reader may not see. */
export interface ServicePointFound extends ServicePoint {
  townshipId: string;
  townshipName: string;
  network: PointNetwork;
  standards: PointStandard[];
  address?: string;
  note?: string;
  keeperName?: string;
  keeperPhone?: string;
  photoDigest?: string;
  closedOn?: string;
  version: number;
}

const select = `select s.id, s.kind, p.name, s.village_id, u.name as village_name, t.id as township_id,
  t.name as township_name, p.lon, p.lat, p.position_accuracy, s.has_power, s.network, s.standards, s.address, s.note,
  s.keeper_name, s.keeper_phone_sealed, s.photo_digest, s.closed_on, p.simulated, s.version
  from registry.service_point s join registry.place p on p.id = s.id join registry.unit u on u.id = s.village_id
  join registry.unit t on t.id = u.parent_id`;

function found(cipher: FieldCipher, row: ServicePointRow): ServicePointFound {
  return {
    servicePointId: row.id,
    kind: row.kind,
    name: row.name,
    villageId: row.village_id,
    villageName: row.village_name,
    townshipId: row.township_id,
    townshipName: row.township_name,
    ...(row.lon !== null &&
      row.lat !== null && {
        position: { lon: row.lon, lat: row.lat, accuracy: row.position_accuracy ?? ('synthetic' as const) },
      }),
    hasPower: row.has_power,
    hasNetwork: row.network !== 'none',
    network: row.network,
    standards: row.standards,
    ...(row.address && { address: row.address }),
    ...(row.note && { note: row.note }),
    ...(row.keeper_name && { keeperName: row.keeper_name }),
    ...(row.keeper_phone_sealed && { keeperPhone: cipher.decrypt(row.keeper_phone_sealed) }),
    ...(row.photo_digest && { photoDigest: row.photo_digest }),
    ...(row.closed_on && { closedOn: row.closed_on }),
    simulated: row.simulated,
    version: row.version,
  };
}

/** Points in use, ordered by division; a county has some hundreds. */
export async function findServicePoints(
  q: Sql,
  cipher: FieldCipher,
  query: ServicePointsQuery & { ids?: readonly string[] },
): Promise<ServicePointFound[]> {
  const rows = await q.query<ServicePointRow>(
    `${select} where ($1::text is null or s.kind = $1) and ($2::uuid is null or u.path @> array[$2::uuid])
       and ($3::uuid[] is null or s.id = any($3)) order by u.code, s.kind, s.id`,
    [query.kind ?? null, query.below ?? null, query.ids ?? null],
  );
  return rows.map((row) => found(cipher, row));
}

export const toServicePoint = (one: ServicePointFound): ServicePoint => ({
  servicePointId: one.servicePointId,
  kind: one.kind,
  name: one.name,
  villageId: one.villageId,
  villageName: one.villageName,
  ...(one.position && { position: one.position }),
  hasPower: one.hasPower,
  hasNetwork: one.hasNetwork,
  simulated: one.simulated,
});

type PointToSave = Pick<
  ServicePointFound,
  | 'servicePointId'
  | 'kind'
  | 'villageId'
  | 'hasPower'
  | 'network'
  | 'standards'
  | 'address'
  | 'note'
  | 'keeperName'
  | 'keeperPhone'
  | 'photoDigest'
  | 'closedOn'
  | 'version'
>;

/** Inserts version 1 or replaces the version before; false where another writer was faster. Its place is saved apart. */
export async function saveServicePoint(q: Sql, cipher: FieldCipher, one: PointToSave): Promise<boolean> {
  const rows = await q.query(
    `insert into registry.service_point (id, kind, village_id, has_power, has_network, network, standards, address, note,
       keeper_name, keeper_phone_sealed, photo_digest, closed_on, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (id) do update set kind = excluded.kind, village_id = excluded.village_id, has_power = excluded.has_power,
       has_network = excluded.has_network, network = excluded.network, standards = excluded.standards,
       address = excluded.address, note = excluded.note, keeper_name = excluded.keeper_name,
       keeper_phone_sealed = excluded.keeper_phone_sealed, photo_digest = excluded.photo_digest,
       closed_on = excluded.closed_on, version = excluded.version
       where registry.service_point.version = excluded.version - 1
     returning id`,
    [
      one.servicePointId,
      one.kind,
      one.villageId,
      one.hasPower,
      one.network !== 'none',
      one.network,
      one.standards,
      one.address ?? null,
      one.note ?? null,
      one.keeperName ?? null,
      one.keeperPhone === undefined ? null : cipher.encrypt(one.keeperPhone),
      one.photoDigest ?? null,
      one.closedOn ?? null,
      one.version,
    ],
  );
  return rows.length === 1;
}
