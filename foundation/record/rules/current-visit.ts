// Tells from an Encounter written over FHIR or by a crew's device whether it is a visit of these days, when it was and of which kind.
import type { NewVisit } from '../contract.ts';

/** Devices without a network hold work for up to four days; visits older than this are history that somebody imports, not the county's day. */
const currentHours = 4 * 24;
const hour = 3_600_000;

/** v3-ActCode classes of encounters as the clinic's words; what is not named is a clinic visit. */
const kindOfClass: Record<string, NewVisit['kind']> = { HH: 'home', VR: 'remote', FLD: 'roving' };

interface Encounter {
  class?: { code?: string };
  period?: { start?: string };
}

/** Kind and begin (never ahead of `now`) of the visit, or undefined for one that is planned or long past. */
export function currentVisit(resource: unknown, now: Date): { kind: NewVisit['kind']; at: Date } | undefined {
  const { class: encounterClass, period } = resource as Encounter;
  const start = Date.parse(period?.start ?? '');
  if (!(start >= now.getTime() - currentHours * hour && start <= now.getTime() + hour)) return undefined;
  const kind = kindOfClass[encounterClass?.code ?? ''] ?? 'clinic';
  return { kind, at: new Date(Math.min(start, now.getTime())) };
}
