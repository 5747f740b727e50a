// Tells from an Encounter written over FHIR whether it is a visit of these hours, and of which kind.
import type { NewVisit } from '../contract.ts';

/** Visits older than this are history that somebody imports, not the county's day. */
const currentHours = 24;
const hour = 3_600_000;

/** v3-ActCode classes of encounters as the clinic's words; what is not named is a clinic visit. */
const kindOfClass: Record<string, NewVisit['kind']> = { HH: 'home', VR: 'remote', FLD: 'roving' };

interface Encounter {
  class?: { code?: string };
  period?: { start?: string };
}

/** The kind of visit, or undefined for a visit that is planned or long past. */
export function currentVisit(resource: unknown, now: Date): NewVisit['kind'] | undefined {
  const { class: encounterClass, period } = resource as Encounter;
  const start = Date.parse(period?.start ?? '');
  if (!(start >= now.getTime() - currentHours * hour && start <= now.getTime() + hour)) return undefined;
  return kindOfClass[encounterClass?.code ?? ''] ?? 'clinic';
}
