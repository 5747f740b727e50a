// A person's risks now, reckoned from the record as it stands, with everything that the browser needs to reckon again.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { hasRole } from '#platform/kernel/access/actor.ts';
import { permissions, type PersonRisk } from '../../contract.ts';
import { riskModels } from '../../rules/models.ts';
import type { Parts } from '../parts.ts';
import { personUnknown } from '../problems.ts';
import { saveResults } from '../store/result.ts';
import { assessPeople, modelsOn, rowsOf } from './assess-people.ts';

const models = new Map(riskModels.map((model) => [model.id, model]));

export async function readPersonRisk(
  parts: Parts,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<Result<PersonRisk>> {
  const { kernel, knowledge } = parts;
  actor.span.persons.add(personId as never);
  const today = dayOf(now);
  // A draft is for clinicians' eyes: residents are shown what was checked.
  const audience = hasRole(actor, 'specialist', 'gp', 'village-doctor', 'nurse') ? 'clinician' : 'resident';
  const shown = new Map((await knowledge.shownTo(audience, today)).map((one) => [one.id, one]));
  const running = modelsOn(parts, today);
  const [person] = await assessPeople(parts, kernel.db, [personId], running, now);
  if (!person) return fail(personUnknown);
  return succeed({
    results: person.results.flatMap(({ model, result, level }) => {
      const told = models.get(model)!;
      const instrument = shown.get(model);
      if (!instrument) return [];
      const { disease, system, horizonYears, levers } = told;
      return [
        {
          model,
          disease,
          system,
          horizonYears,
          levers,
          ...(level && { level }),
          result: { ...result, status: instrument.status },
        },
      ];
    }),
    values: Object.entries(person.values).map(([key, { value, origin, at }]) => ({
      key,
      value,
      origin,
      ...(at && { at: at.toISOString() }),
    })),
    instruments: running.flatMap(({ instrument }) => shown.get(instrument.id) ?? []),
    mayAnswer: kernel.access.holds(actor, permissions.answer),
  });
}

/** After something changed in the record: the kept results follow. */
export async function reassess(parts: Parts, personIds: readonly string[], now: Date): Promise<void> {
  const running = modelsOn(parts, dayOf(now));
  await parts.kernel.db.tx(async (q) => {
    const people = await assessPeople(parts, q, personIds, running, now);
    await saveResults(
      q,
      people.flatMap((person) => rowsOf(person, running)),
      now,
    );
  });
}
