// Rows that other counties posted: their points and rosters.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { NetworkPointBody, NetworkRosterBody } from '../../network-contract.ts';

export async function putNetworkPoint(
  q: Sql,
  source: string,
  externalId: string,
  point: NetworkPointBody,
  at: Date,
): Promise<void> {
  await q.query(
    `insert into roving.network_point (source, external_id, county_code, county_name, name, kind, lon, lat, network, posted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (source, external_id) do update set county_code = excluded.county_code, county_name = excluded.county_name,
       name = excluded.name, kind = excluded.kind, lon = excluded.lon, lat = excluded.lat, network = excluded.network,
       posted_at = excluded.posted_at`,
    [
      source,
      externalId,
      point.countyCode,
      point.countyName,
      point.name,
      point.kind,
      point.position.lon,
      point.position.lat,
      point.network,
      at,
    ],
  );
}

export async function putNetworkRoster(
  q: Sql,
  source: string,
  externalId: string,
  roster: NetworkRosterBody,
  at: Date,
): Promise<void> {
  await q.query(
    `insert into roving.network_roster (source, external_id, roster_on, county_code, county_name, vehicle_name, vehicle_kind,
       team, stops, posted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (source, external_id, roster_on) do update set county_code = excluded.county_code,
       county_name = excluded.county_name, vehicle_name = excluded.vehicle_name, vehicle_kind = excluded.vehicle_kind,
       team = excluded.team, stops = excluded.stops, posted_at = excluded.posted_at`,
    [
      source,
      externalId,
      roster.on,
      roster.countyCode,
      roster.countyName,
      roster.vehicleName,
      roster.vehicleKind,
      JSON.stringify(roster.team),
      JSON.stringify(roster.stops),
      at,
    ],
  );
}

interface PostedPoint extends Omit<NetworkPointBody, 'position'> {
  source: string;
  externalId: string;
  lon: number;
  lat: number;
  postedAt: Date;
}
export const listNetworkPoints = (q: Sql): Promise<PostedPoint[]> =>
  q.query<PostedPoint>(
    `select p.external_id as "externalId", p.county_code as "countyCode", p.county_name as "countyName", p.name, p.kind, p.lon,
       p.lat, p.network, p.posted_at as "postedAt", p.source::text as source
     from roving.network_point p order by p.county_code, p.name`,
  );

interface PostedRoster extends Omit<NetworkRosterBody, 'on'> {
  source: string;
  externalId: string;
  postedAt: Date;
}
export const listNetworkRosters = (q: Sql, on: string): Promise<PostedRoster[]> =>
  q.query<PostedRoster>(
    `select external_id as "externalId", county_code as "countyCode", county_name as "countyName", vehicle_name as "vehicleName",
       vehicle_kind as "vehicleKind", team, stops, posted_at as "postedAt", source::text as source
     from roving.network_roster where roster_on = $1 order by county_code, vehicle_name`,
    [on],
  );
