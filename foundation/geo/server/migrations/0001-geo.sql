-- Areas of the map: county outlines and schematic town areas.

create schema if not exists geo;

-- `polygons` is the JSON text of contract.ts Polygon[], WGS-84.
-- distribution: reference
create table geo.area (
  unit_id uuid primary key,
  name text not null,
  polygons text not null,
  schematic boolean not null,
  source text not null
);
