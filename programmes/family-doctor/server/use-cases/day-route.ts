// The home visits of a day as a route: people of one village are one stop, villages in the order of the shortest way.
import { succeed, dayOf, type LonLat, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { VillageFacts } from '#foundation/registry/server/index.ts';
import { permissions } from '../../contract.ts';
import { visitOrder } from '../../rules/visit-order.ts';
import type { RouteStop, VisitsQuery, VisitsReply } from '../../workbench-contract.ts';
import type { Parts } from '../parts.ts';
import { bookingRows } from './bookings.ts';
import { chosenTeams, villagesById } from './places.ts';

export const atOf = ({ lon, lat }: VillageFacts): { at?: [number, number] } =>
  lon === null || lat === null ? {} : { at: [lon, lat] };

/** A home visit takes about so long (assumed): villages with more people are not cheaper to pass by. */
const visitSeconds = 20 * 60;

export async function readDayRoute(
  parts: Parts,
  actor: Actor,
  { on, team }: VisitsQuery,
  now: Date,
): Promise<Result<VisitsReply>> {
  const { kernel, registry, geo } = parts;
  const q = kernel.db;
  const rows = (await bookingRows(parts, actor, team, { fromOn: on, toOn: on }, now)).filter(
    ({ kind, state }) => kind === 'home' && state !== 'asked',
  );
  const people = new Map(
    (
      await registry.persons(
        q,
        rows.map(({ personId }) => personId),
      )
    ).map((one) => [one.personId, one]),
  );
  const places = await villagesById(parts, q);
  const byVillage = Map.groupBy(rows, ({ personId }) => people.get(personId)?.villageId ?? '');
  const stops = [...byVillage].map(([villageId, visits]): RouteStop => {
    const place = places.get(villageId);
    return {
      villageId,
      villageName: place?.name ?? visits[0]!.villageName,
      ...(place && atOf(place)),
      visits,
    };
  });
  const [ownTeam] = await chosenTeams(parts, q, actor, { permission: permissions.workbench, team, today: dayOf(now) });
  const house = (await registry.organisations(q, {})).find((one) => one.organisationId === ownTeam?.organisationId);
  const start = house?.position && {
    name: house.name,
    at: [house.position.lon, house.position.lat] as [number, number],
  };
  const placed = stops.filter(({ at }) => at);
  if (!start || placed.length === 0)
    return succeed({ on, ...(start && { start }), stops, metres: 0, seconds: 0, basis: 'estimate' });
  const points: LonLat[] = [start.at, ...placed.map(({ at }) => at!)];
  const matrix = await geo.travelMatrix({ points });
  if (!matrix.ok) return matrix;
  const { seconds, metres, basis } = matrix.value;
  const order = visitOrder({
    places: points.length,
    seconds,
    metres,
    serviceSeconds: placed.map(({ visits }) => visits.length * visitSeconds),
  });
  let last = 0;
  let [allMetres, allSeconds] = [0, 0];
  const ordered = order.map((place): RouteStop => {
    const leg = last * points.length + place;
    last = place;
    if (!Number.isFinite(metres[leg]!)) return placed[place - 1]!;
    allMetres += metres[leg]!;
    allSeconds += seconds[leg]!;
    return { ...placed[place - 1]!, metres: Math.round(metres[leg]!), seconds: Math.round(seconds[leg]!) };
  });
  const home = last * points.length;
  if (Number.isFinite(metres[home]!)) {
    allMetres += metres[home]!;
    allSeconds += seconds[home]!;
  }
  return succeed({
    on,
    start,
    stops: [...ordered, ...stops.filter(({ at }) => !at)],
    metres: Math.round(allMetres),
    seconds: Math.round(allSeconds),
    basis: basis === 'roads' ? 'roads' : 'estimate',
  });
}
