// Travel questions from outside: datums are named and turned into ours and back, numbers become plain JSON.
import { fail, succeed, type LonLat, type Result } from '#platform/contract.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type {
  IsochroneBody,
  IsochroneReply,
  MatrixBody,
  MatrixReply,
  ReachedVillage,
  RouteBody,
  RouteReply,
} from '../../contract.ts';
import { fromWgs84, toWgs84, type Datum } from '../../rules/datum.ts';
import type { RoadClosure, TravelMatrix, TravelProfile } from '../../rules/travel.ts';
import { datumUnnamed } from '../problems.ts';
import type { Travel } from './ask-travel.ts';
import { isPlaced } from './draw-map.ts';

export interface TravelAnswers {
  route(body: RouteBody): Promise<Result<RouteReply>>;
  matrix(body: MatrixBody): Promise<Result<MatrixReply>>;
  isochrone(body: IsochroneBody): Promise<Result<IsochroneReply>>;
}

interface Common {
  datum?: Datum | undefined;
  profile?: TravelProfile | undefined;
  closures?: readonly RoadClosure[] | undefined;
}
const ours = ({ profile = 'car', closures = [] }: Common, datum: Datum) => ({
  profile,
  closures: closures.map((closure): RoadClosure =>
    'at' in closure
      ? { at: toWgs84(closure.at, datum) }
      : { from: toWgs84(closure.from, datum), to: toWgs84(closure.to, datum) },
  ),
});
/** Six decimals, a tenth of a metre. */
const theirs = (position: LonLat, datum: Datum): [number, number] => {
  const [lon, lat] = fromWgs84(position, datum);
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
};
const finite = (value: number): number | null => (Number.isFinite(value) ? Math.round(value * 10) / 10 : null);

export function createTravelAnswers({ db }: Kernel, registry: Registry, travel: Travel): TravelAnswers {
  const villagesWithin = async (from: LonLat, seconds: number, asked: ReturnType<typeof ours>) => {
    const places = (await registry.places(db)).filter((place) => place.kind === 'village' && isPlaced(place));
    if (places.length === 0) return succeed([]);
    const targets = places.map((place): LonLat => [place.lon!, place.lat!]);
    const matrix = await travel.travelMatrix({ points: [from], targets, ...asked });
    if (!matrix.ok) return matrix;
    const populations = await registry.populations(db);
    const reached = places.map((place, index): ReachedVillage => ({
      unitId: place.unitId,
      name: place.name,
      townshipId: place.parentId!,
      population: populations.get(place.unitId) ?? 0,
      seconds: Math.round(matrix.value.seconds[index]!),
      metres: Math.round(matrix.value.metres[index]!),
    }));
    return succeed(reached.filter((village) => village.seconds <= seconds).toSorted((a, b) => a.seconds - b.seconds));
  };
  return {
    async route({ datum, from, to, ...common }) {
      if (!datum) return fail(datumUnnamed);
      const route = await travel.route({ from: toWgs84(from, datum), to: toWgs84(to, datum), ...ours(common, datum) });
      if (!route.ok) return route;
      return succeed({ ...route.value, datum, line: route.value.line.map((position) => theirs(position, datum)) });
    },
    async matrix({ datum, points, targets, ...common }) {
      if (!datum) return fail(datumUnnamed);
      const inOurs = (list: readonly [number, number][]) => list.map((position) => toWgs84(position, datum));
      const matrix = await travel.travelMatrix({
        points: inOurs(points),
        ...(targets && { targets: inOurs(targets) }),
        ...ours(common, datum),
      });
      if (!matrix.ok) return matrix;
      const { rows, columns, seconds, metres, offRoadMetres, basis, version } = matrix.value;
      const table = (values: TravelMatrix['seconds']) =>
        Array.from({ length: rows }, (_, row) =>
          Array.from(values.subarray(row * columns, (row + 1) * columns), finite),
        );
      return succeed({
        seconds: table(seconds),
        metres: table(metres),
        offRoadMetres: Array.from(offRoadMetres, finite),
        basis,
        ...(version !== undefined && { version }),
      });
    },
    async isochrone({ datum, from, minutes, ...common }) {
      if (!datum) return fail(datumUnnamed);
      const place = toWgs84(from, datum);
      const asked = ours(common, datum);
      const ascending = [...new Set(minutes)].toSorted((a, b) => a - b);
      const reach = await travel.isochrone({ from: place, minutes: ascending, ...asked });
      if (!reach.ok) return reach;
      const villages = await villagesWithin(place, ascending.at(-1)! * 60, asked);
      if (!villages.ok) return villages;
      return succeed({
        ...reach.value,
        datum,
        areas: reach.value.areas.map(({ minutes: span, polygons }) => ({
          minutes: span,
          polygons: polygons.map((rings) => rings.map((ring) => ring.map((position) => theirs(position, datum)))),
        })),
        villages: villages.value,
      });
    },
  };
}
