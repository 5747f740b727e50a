// The daily walk: what time alone changes (overdue, windows, ended overrides), and who belongs into a register by now.
import { z } from 'zod';
import { dayOf } from '#platform/contract.ts';
import type { Parts } from '../parts.ts';
import { registrationsOf, type RegistrationRow } from '../store/registration.ts';
import { derive, refreshPerson } from './derive-colours.ts';
import { gatherEvidence } from './gather-evidence.ts';

export const walkRegistersJob = 'chronic-care.walk-registers';
const atOnce = 50;
const place = z.object({ after: z.string().optional() });

/** A page a job, then as long a pause: others come between, and a restart goes on where it was. */
export async function walkRegisters(parts: Parts, payload: unknown): Promise<void> {
  const { kernel, registry } = parts;
  const { after } = place.parse(payload);
  const now = kernel.clock.now();
  const teams = await registry.teams(kernel.db, dayOf(now));
  const villageIds = [...new Set(teams.flatMap(({ villages }) => villages.map(({ villageId }) => villageId)))];
  const living = await registry.livingIn(kernel.db, villageIds, after, atOnce);
  await refreshMany(
    parts,
    living.map(({ personId }) => personId),
    now,
  );
  if (living.length < atOnce) return;
  const next = living.at(-1)!.personId;
  const ended = kernel.clock.now().getTime();
  await kernel.jobs.enqueue(kernel.db, {
    kind: walkRegistersJob,
    payload: { after: next },
    singletonKey: next,
    runAt: new Date(ended + (ended - now.getTime())),
  });
}

/** For the walk: days that merely passed are no change. */
const saysAsMuch = (row: RegistrationRow, last: RegistrationRow | undefined): boolean => {
  const says = (one: RegistrationRow) => [one.status, one.colour, one.rule, one.nextDueOn, one.villageId].join();
  return last !== undefined && says(row) === says(last);
};

/** Reads many (golden ids) at once and writes only those that changed, each in a transaction of its own. */
export async function refreshMany(
  parts: Parts,
  personIds: readonly string[],
  now: Date,
  isSame: (row: RegistrationRow, last: RegistrationRow | undefined) => boolean = saysAsMuch,
): Promise<void> {
  const { kernel, registry } = parts;
  const people = await registry.persons(kernel.db, personIds);
  const before = Map.groupBy(await registrationsOf(kernel.db, personIds), ({ personId }) => personId);
  const evidence = await gatherEvidence(parts, kernel.db, people, now, (personId) => before.has(personId));
  for (const person of people) {
    const own = before.get(person.personId) ?? [];
    const derived = derive(person, evidence.get(person.personId)!, own, now);
    const isNew = derived.rows.length !== own.length || derived.gone.length > 0;
    const known = new Map(own.map((row) => [row.disease, row]));
    if (isNew || derived.changes.length > 0 || derived.rows.some((row) => !isSame(row, known.get(row.disease))))
      await refreshPerson(parts, person.personId, now);
  }
}
