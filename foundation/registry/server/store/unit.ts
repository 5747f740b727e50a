// Rows of the organisation tree, of villages, places and medical communities.
import type { Sql } from '#platform/kernel/db/db.ts';
import { saveOrgUnits } from '#platform/kernel/access/org-units.ts';
import type { OrgUnit, OrgUnitKind, OrgUnitsQuery } from '../../contract.ts';
import type { CommunityLoad, DivisionLoad, PlaceRecord } from '../ports.ts';
import { markStructure } from './structure-edition.ts';

interface UnitRow {
  id: string;
  parentId?: string;
  kind: OrgUnitKind;
  code: string;
  name: string;
  validFrom: string;
}

/** Saves nodes here and in the kernel's mirror, in one transaction; a parent comes before its children or stands already. */
export async function saveUnits(q: Sql, units: readonly UnitRow[]): Promise<void> {
  if (units.length === 0) return;
  const parents = [...new Set(units.flatMap((unit) => unit.parentId ?? []))];
  const known = await q.query<{ id: string; path: string[] }>('select id, path from registry.unit where id = any($1)', [
    parents,
  ]);
  const paths = new Map(known.map((row) => [row.id, row.path]));
  for (const unit of units) {
    const above = unit.parentId === undefined ? [] : paths.get(unit.parentId);
    if (!above) throw new Error(`the parent of unit ${unit.code} is not known`);
    paths.set(unit.id, [...above, unit.id]);
  }
  await q.query(
    `insert into registry.unit (id, parent_id, path, kind, code, name, valid_from)
     select u.id, u.parent_id, u.path::uuid[], u.kind, u.code, u.name, u.valid_from
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[])
       as u (id, parent_id, path, kind, code, name, valid_from)
     on conflict (id) do update set name = excluded.name, code = excluded.code`,
    [
      units.map((unit) => unit.id),
      units.map((unit) => unit.parentId ?? null),
      units.map((unit) => `{${paths.get(unit.id)!.join(',')}}`),
      units.map((unit) => unit.kind),
      units.map((unit) => unit.code),
      units.map((unit) => unit.name),
      units.map((unit) => unit.validFrom),
    ],
  );
  await saveOrgUnits(q, units);
  await markStructure(q);
}

export async function saveVillages(q: Sql, divisions: readonly DivisionLoad[]): Promise<void> {
  const villages = divisions.filter((division) => division.kind === 'village');
  await q.query(
    `insert into registry.village (unit_id, is_community, has_own_doctor)
     select * from unnest($1::uuid[], $2::boolean[], $3::boolean[])
     on conflict (unit_id) do update set is_community = excluded.is_community, has_own_doctor = excluded.has_own_doctor`,
    [
      villages.map((village) => village.unitId),
      villages.map((village) => village.community ?? false),
      villages.map((village) => village.hasOwnDoctor ?? false),
    ],
  );
  await markStructure(q);
}

/** `kind` is that of the division, organisation or service point which stands there. */
export async function savePlaces(
  q: Sql,
  places: readonly (Omit<PlaceRecord, 'kind'> & { kind: string })[],
): Promise<void> {
  await q.query(
    `insert into registry.place (id, kind, name, unit_id, lon, lat, position_accuracy, simulated)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::float8[], $6::float8[], $7::text[], $8::boolean[])
     on conflict (id) do update set name = excluded.name, lon = excluded.lon, lat = excluded.lat,
       position_accuracy = excluded.position_accuracy`,
    [
      places.map((place) => place.placeId),
      places.map((place) => place.kind),
      places.map((place) => place.name),
      places.map((place) => place.unitId),
      places.map((place) => place.lon ?? null),
      places.map((place) => place.lat ?? null),
      places.map((place) => place.positionAccuracy ?? null),
      places.map((place) => place.simulated),
    ],
  );
  await markStructure(q);
}

export async function saveCommunities(q: Sql, communities: readonly CommunityLoad[]): Promise<void> {
  await q.query(
    `insert into registry.medical_community (id, name, lead_organisation_id)
     select * from unnest($1::uuid[], $2::text[], $3::uuid[])`,
    [
      communities.map((community) => community.communityId),
      communities.map((community) => community.name),
      communities.map((community) => community.leadOrganisationId),
    ],
  );
  const members = communities.flatMap(({ communityId, townshipIds }) =>
    townshipIds.map((id) => [id, communityId] as const),
  );
  await q.query(
    `insert into registry.community_township (township_id, community_id) select * from unnest($1::uuid[], $2::uuid[])`,
    [members.map(([township]) => township), members.map(([, community]) => community)],
  );
  await markStructure(q);
}

export async function listUnits(q: Sql, query: OrgUnitsQuery): Promise<OrgUnit[]> {
  const rows = await q.query<{ id: string; parent_id: string | null; kind: OrgUnitKind; code: string; name: string }>(
    `select id, parent_id, kind, code, name from registry.unit
     where ($1::uuid is null or path @> array[$1::uuid]) and ($2::text is null or kind = $2) and valid_to is null
     order by cardinality(path), code`,
    [query.below ?? null, query.kind ?? null],
  );
  return rows.map((row) => ({
    unitId: row.id,
    ...(row.parent_id && { parentId: row.parent_id }),
    kind: row.kind,
    code: row.code,
    name: row.name,
  }));
}

export interface VillageRow {
  villageId: string;
  code: string;
  name: string;
  townshipName: string;
}
const villageSelect = `select v.id as "villageId", v.code, v.name, t.name as "townshipName"
  from registry.unit v join registry.unit t on t.id = v.parent_id where v.kind = 'village'`;
/** These villages, or all of them. */
export const listVillages = (q: Sql, ids: readonly string[] | undefined): Promise<VillageRow[]> =>
  q.query<VillageRow>(`${villageSelect} and ($1::uuid[] is null or v.id = any($1))`, [ids ?? null]);
export const listVillagesByCode = (q: Sql, codes: readonly string[]): Promise<VillageRow[]> =>
  q.query<VillageRow>(`${villageSelect} and v.code = any($1)`, [codes]);

/** A village's place on the map with what the map says of it. */
export interface MapPlaceRow {
  id: string;
  kind: string;
  name: string;
  unitId: string;
  parentId: string | null;
  lon: number | null;
  lat: number | null;
  accuracy: string | null;
  isCommunity: boolean | null;
  path: string[];
}
/** Every place with the node to which it belongs. */
export const listPlaces = (q: Sql): Promise<MapPlaceRow[]> =>
  q.query<MapPlaceRow>(
    `select p.id, p.kind, p.name, p.unit_id as "unitId", u.parent_id as "parentId", p.lon, p.lat,
       p.position_accuracy as accuracy, v.is_community as "isCommunity", u.path
     from registry.place p join registry.unit u on u.id = p.unit_id left join registry.village v on v.unit_id = p.id
     order by p.kind, u.code, p.id`,
  );

/** A village with where it lies and whether a doctor lives there: what planning needs. */
export interface VillageFacts {
  villageId: string;
  code: string;
  name: string;
  townshipId: string;
  townshipName: string;
  countyId: string;
  hasOwnDoctor: boolean;
  isCommunity: boolean;
  lon: number | null;
  lat: number | null;
}
export const listVillageFacts = (q: Sql): Promise<VillageFacts[]> =>
  q.query<VillageFacts>(
    `select v.id as "villageId", v.code, v.name, t.id as "townshipId", t.name as "townshipName", t.parent_id as "countyId",
       f.has_own_doctor as "hasOwnDoctor", f.is_community as "isCommunity", p.lon, p.lat
     from registry.unit v join registry.unit t on t.id = v.parent_id join registry.village f on f.unit_id = v.id
     left join registry.place p on p.id = v.id where v.kind = 'village' and v.valid_to is null order by v.code`,
  );
