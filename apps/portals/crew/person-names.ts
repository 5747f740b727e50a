// Names of the people on this device by their id.
import type { SyncEngine } from '#foundation/sync/rules/device/engine.ts';
import { peopleHere, knownId, stopsHere } from '#programmes/roving/web/crew/people-here.ts';

/** What is about a village's work carries the village's name. */
export function personNameOf(engine: SyncEngine, personId: string): string {
  const known = knownId(engine, personId);
  const village = stopsHere(engine).find(({ villageId }) => villageId === known);
  if (village) return village.villageName;
  for (const scopeId of scopesOf(engine)) {
    const found = peopleHere(engine, scopeId).find((one) => one.personId === known);
    if (found) return found.person.name;
  }
  return '';
}

const scopesOf = (engine: SyncEngine): string[] => [
  ...new Set([...engine.packs.keys(), ...engine.outbox.map(({ operation }) => operation.scopeId)]),
];
