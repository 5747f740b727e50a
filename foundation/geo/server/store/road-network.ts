// Rows of the loaded road networks.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { RoadNetworkState } from '../../contract.ts';
import type { RoadCounts } from '../roads/road-worker.ts';

export interface NewNetwork {
  version: string;
  label: string;
  source: string;
  licence: string;
  synthetic: boolean;
  bytes: number;
  at: Date;
}

/** The same file again is loaded again under its new label. */
export async function saveNetwork(q: Sql, network: NewNetwork): Promise<void> {
  await q.query(
    `insert into geo.road_network (version, label, source, licence, synthetic, bytes, state, loaded_at)
     values ($1, $2, $3, $4, $5, $6, 'waiting', $7)
     on conflict (version) do update set label = excluded.label, source = excluded.source, licence = excluded.licence,
       synthetic = excluded.synthetic, state = 'waiting', fault = null, loaded_at = excluded.loaded_at`,
    [network.version, network.label, network.source, network.licence, network.synthetic, network.bytes, network.at],
  );
}

export async function noteReady(q: Sql, version: string, counts: RoadCounts, at: Date): Promise<void> {
  await q.query(
    `update geo.road_network set state = 'ready', fault = null, junctions = $2, roads = $3, metres = $4, turn_bans = $5,
       ready_at = $6 where version = $1`,
    [version, counts.junctions, counts.roads, counts.metres, counts.turnBans, at],
  );
}

export async function noteFailed(q: Sql, version: string, fault: string): Promise<void> {
  await q.query(`update geo.road_network set state = 'failed', fault = $2 where version = $1`, [version, fault]);
}

/** The network in use; one that is being loaded again stays in use as it was. */
export async function currentVersion(q: Sql): Promise<string | undefined> {
  const [row] = await q.query<{ version: string }>(
    `select version from geo.road_network where ready_at is not null order by ready_at desc, version limit 1`,
  );
  return row?.version;
}

/** Newest first. */
export async function listNetworks(q: Sql): Promise<RoadNetworkState[]> {
  const rows = await q.query<{
    version: string;
    label: string;
    source: string;
    licence: string;
    synthetic: boolean;
    bytes: string;
    state: RoadNetworkState['state'];
    fault: string | null;
    junctions: number | null;
    roads: number | null;
    metres: string | null;
    turn_bans: number | null;
    loaded_at: Date;
    ready_at: Date | null;
  }>('select * from geo.road_network order by loaded_at desc, version limit 20');
  return rows.map(({ turn_bans: turnBans, loaded_at: loadedAt, ready_at: readyAt, ...row }) => ({
    version: row.version,
    label: row.label,
    source: row.source,
    licence: row.licence,
    synthetic: row.synthetic,
    bytes: Number(row.bytes),
    state: row.state,
    loadedAt: loadedAt.toISOString(),
    ...(row.fault !== null && { fault: row.fault }),
    ...(row.junctions !== null && { junctions: row.junctions }),
    ...(row.roads !== null && { roads: row.roads }),
    ...(row.metres !== null && { metres: Number(row.metres) }),
    ...(turnBans !== null && { turnBans }),
    ...(readyAt !== null && { readyAt: readyAt.toISOString() }),
  }));
}
