// Rows of the map's areas.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { MapArea, Polygon } from '../../contract.ts';

export async function saveAreas(q: Sql, areas: readonly MapArea[]): Promise<void> {
  await q.query(
    `insert into geo.area (unit_id, name, polygons, schematic, source)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[], $5::text[])
     on conflict (unit_id) do update set name = excluded.name, polygons = excluded.polygons,
       schematic = excluded.schematic, source = excluded.source`,
    [
      areas.map((area) => area.unitId),
      areas.map((area) => area.name),
      areas.map((area) => JSON.stringify(area.polygons)),
      areas.map((area) => area.schematic),
      areas.map((area) => area.source),
    ],
  );
}

export async function listAreas(q: Sql): Promise<MapArea[]> {
  const rows = await q.query<{ unit_id: string; name: string; polygons: string; schematic: boolean; source: string }>(
    'select unit_id, name, polygons, schematic, source from geo.area order by unit_id',
  );
  return rows.map((row) => ({
    unitId: row.unit_id,
    name: row.name,
    polygons: JSON.parse(row.polygons) as Polygon[],
    schematic: row.schematic,
    source: row.source,
  }));
}
