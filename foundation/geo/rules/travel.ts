// What may be asked about travelling by road, what comes back, and the estimate where no road network is loaded.
import type { LonLat } from '#platform/contract.ts';
import { distanceMetres } from './distance.ts';

/** `car` obeys access tags and turn bans; `emergency` is an ambulance on a call: private roads, gates and turn bans do not hold it. */
export type TravelProfile = 'car' | 'emergency';

/** A closed road: the fastest way between two places on it, in both directions; or the piece between junctions at one place. */
export type RoadClosure = { from: LonLat; to: LonLat } | { at: LonLat };

/** `roads`: along the loaded network. `estimate`: no network is loaded, as the crow flies times a detour (say so on screens). */
export type TravelBasis = 'roads' | 'estimate';

export interface MatrixAsked {
  /** WGS-84. Rows. */
  points: readonly LonLat[];
  /** Columns; the rows' points again unless told. */
  targets?: readonly LonLat[];
  closures?: readonly RoadClosure[];
  /** `car` unless told. */
  profile?: TravelProfile;
  signal?: AbortSignal;
}

/** Row by row: entry `row * columns + column`. Infinity where no road leads. */
export interface TravelMatrix {
  rows: number;
  columns: number;
  seconds: Float64Array;
  metres: Float64Array;
  /** How far each row's point lies from the road on which it was placed; not part of `metres`. All 0 for an estimate. */
  offRoadMetres: Float64Array;
  basis: TravelBasis;
  /** SHA-256 of the network's source; absent for an estimate. */
  version?: string;
}

export interface RouteAsked {
  from: LonLat;
  to: LonLat;
  closures?: readonly RoadClosure[];
  profile?: TravelProfile;
}
export interface TravelRoute {
  /** WGS-84; the two given places where it is an estimate. */
  line: LonLat[];
  seconds: number;
  metres: number;
  basis: TravelBasis;
  version?: string;
}

export interface IsochroneAsked {
  from: LonLat;
  /** 1 to 240, ascending: one polygon each. */
  minutes: readonly number[];
  closures?: readonly RoadClosure[];
  profile?: TravelProfile;
}
export interface Isochrone {
  minutes: number;
  /** GeoJSON MultiPolygon coordinates: outer rings against the clock, closed. */
  polygons: [lon: number, lat: number][][][];
}
export interface Isochrones {
  areas: Isochrone[];
  basis: TravelBasis;
  version?: string;
}

// Assumed for mountain roads: 1.35 times the straight line at 35 km/h.
const detour = 1.35;
const estimatedMetresPerSecond = 35 / 3.6;

export function estimateTravel(from: LonLat, to: LonLat): { metres: number; seconds: number } {
  const metres = distanceMetres(from, to) * detour;
  return { metres, seconds: metres / estimatedMetresPerSecond };
}

export function estimateMatrix({ points, targets = points }: MatrixAsked): TravelMatrix {
  const matrix = {
    rows: points.length,
    columns: targets.length,
    seconds: new Float64Array(points.length * targets.length),
    metres: new Float64Array(points.length * targets.length),
    offRoadMetres: new Float64Array(points.length),
    basis: 'estimate' as const,
  };
  for (const [row, from] of points.entries())
    for (const [column, to] of targets.entries()) {
      const { metres, seconds } = estimateTravel(from, to);
      matrix.metres[row * targets.length + column] = metres;
      matrix.seconds[row * targets.length + column] = seconds;
    }
  return matrix;
}

/** A circle of the distance that the estimate covers in the time, around the place. */
export function estimateIsochrones({ from, minutes }: IsochroneAsked): Isochrones {
  const perLat = 111_195;
  const perLon = perLat * Math.cos((from[1] * Math.PI) / 180);
  return {
    basis: 'estimate',
    areas: minutes.map((span) => {
      const radius = (span * 60 * estimatedMetresPerSecond) / detour;
      const ring = Array.from({ length: 49 }, (_, corner): [number, number] => {
        const angle = ((corner % 48) / 48) * 2 * Math.PI;
        return [from[0] + (radius * Math.cos(angle)) / perLon, from[1] + (radius * Math.sin(angle)) / perLat];
      });
      return { minutes: span, polygons: [[ring]] };
    }),
  };
}
