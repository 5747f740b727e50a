// The agreed home visits of the coming days as stops of the crew's app: one stop a village and day, for work without a network.
import { type Day } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import type { Parts } from '../parts.ts';
import { bookingRows } from './bookings.ts';
import { atOf } from './day-route.ts';
import { chosenTeams, villagesById } from './places.ts';
import { permissions } from '../../contract.ts';

export interface HomeStop {
  visitId: string;
  on: Day;
  service: 'home-visit';
  villageId: string;
  villageName: string;
  pointId: string;
  /** Who is visited. */
  pointName: string;
  /** The village's place, WGS-84. */
  at?: [lon: number, lat: number];
  sequence: number;
  startMinute: number;
  leaveMinute: number;
  teamId: string;
}
/** Nobody promises a minute: the working day. */
const startMinute = 8 * 60;
const leaveMinute = 17 * 60;

export async function homeStops(
  parts: Parts,
  actor: Actor,
  span: { fromOn: Day; toOn: Day },
  now: Date,
): Promise<HomeStop[]> {
  const q = parts.kernel.db;
  const rows = (await bookingRows(parts, actor, undefined, span, now)).filter(
    ({ kind, state }) => kind === 'home' && (state === 'agreed' || state === 'done'),
  );
  if (rows.length === 0) return [];
  const people = new Map(
    (
      await parts.registry.persons(
        q,
        rows.map(({ personId }) => personId),
      )
    ).map((one) => [one.personId, one]),
  );
  const places = await villagesById(parts, q);
  const today = span.fromOn;
  const [team] = await chosenTeams(parts, q, actor, { permission: permissions.workbench, today });
  const groups = Map.groupBy(rows, ({ on, personId }) => `${on} ${people.get(personId)?.villageId ?? ''}`);
  const stops = await Promise.all(
    [...groups].map(async ([key, visits], sequence): Promise<HomeStop | undefined> => {
      const [on, villageId] = key.split(' ') as [Day, string];
      const place = places.get(villageId);
      if (!place || !team) return undefined;
      return {
        visitId: await documentIdOf('family-doctor-home-visits', team.teamId, villageId, on),
        on,
        service: 'home-visit',
        villageId,
        villageName: place.name,
        pointId: villageId,
        pointName: visits.map(({ name }) => name).join('、'),
        ...atOf(place),
        sequence,
        startMinute,
        leaveMinute,
        teamId: team.teamId,
      };
    }),
  );
  return stops.filter((stop) => stop !== undefined);
}
