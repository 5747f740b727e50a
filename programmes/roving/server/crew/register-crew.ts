// Tells the sync what crews may take along and where they work.
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import type { Sync } from '#foundation/sync/server/index.ts';
import { crewRows } from '../../crew-contract.ts';
import type { Parts } from '../parts.ts';
import { attendanceKind } from './attendance-kind.ts';
import { checkInKind } from './check-in-kind.ts';
import { formKind } from './form-kind.ts';
import { personKind } from './person-kind.ts';
import { formBeforeRows, formRows } from './read-forms.ts';
import { crewPermissions } from './permissions.ts';
import { crewPeople } from './read-people.ts';
import { crewScopes, crewStops } from './read-stops.ts';

export function registerCrew(parts: Parts, sync: Sync): void {
  for (const kind of [personKind(parts), attendanceKind(parts), formKind(parts), checkInKind(parts)])
    sync.registerKind(kind);
  sync.registerScopes({ scopesOf: (actor, now) => crewScopes(parts, actor, now) });
  sync.registerPack({
    name: 'roving.stops',
    permission: crewPermissions.read,
    async rows(_q, actor, scopeId, now) {
      const stops = (await crewStops(parts, actor, now)).filter(({ villageId }) => villageId === scopeId);
      return stops.map((stop) => ({ kind: crewRows.stop, id: stop.visitId, body: stop as unknown as FieldValue }));
    },
  });
  sync.registerPack({
    name: 'roving.people',
    permission: crewPermissions.read,
    async rows(q, actor, scopeId, now) {
      const people = await crewPeople(parts, q, actor, scopeId, now);
      const before = await formBeforeRows(
        parts,
        q,
        people.map(({ id }) => id),
      );
      return [...people, ...before];
    },
  });
  sync.registerPack({
    name: 'roving.forms',
    permission: crewPermissions.read,
    rows: async (_q, _actor, _scopeId, now) => formRows(parts, now),
  });
}
