// All that a chronic clinic visit shows before anything is entered: diseases, forms with the last answers, due tests, medicines, proposed steps.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { VisitStart } from '../../visit-contract.ts';
import { dueTests } from '../../rules/due-tests.ts';
import { readCodes, type ReadKey } from '../../rules/evidence.ts';
import type { Parts } from '../parts.ts';
import { notRegistered } from '../problems.ts';
import { registrationsOf } from '../store/registration.ts';
import { decisionsOf } from '../store/step-decision.ts';
import { everyReading, gatherEvidence } from './gather-evidence.ts';
import { presentRegistration } from './present.ts';
import { earlierVisits, formOf, proposeSteps } from './propose-steps.ts';

/** The table asks what the last visit said, and the last one may be of today. */
const timesShown = 2;
const decisionsShown = 10;

export async function startVisit(parts: Parts, personId: string, now: Date): Promise<Result<VisitStart>> {
  const { kernel, registry, record } = parts;
  const today = dayOf(now);
  const [person] = await registry.persons(kernel.db, [personId]);
  const rows = (await registrationsOf(kernel.db, [personId])).filter(({ status }) => status !== 'ended');
  if (!person || rows.length === 0) return fail(notRegistered);
  const evidence = (await gatherEvidence(parts, kernel.db, [person], now)).get(personId)!;
  const diseases = rows.map(({ disease }) => disease);
  const known = new Set(evidence.readings.map(({ key }) => key));
  const old = await everyReading(
    parts,
    kernel.db,
    personId,
    (Object.keys(readCodes) as ReadKey[]).filter((key) => !known.has(key)),
  );
  const medicines = await record.activeMedications(kernel.db, [personId]);
  return succeed({
    personId,
    name: person.name,
    sex: person.sex,
    ...(person.birthOn && { birthOn: person.birthOn }),
    simulated: person.simulated,
    registrations: rows.map((row) => presentRegistration(row, today)),
    forms: diseases.flatMap((disease) => {
      const known = formOf(parts, disease, today);
      if (!known) return [];
      const before = earlierVisits(evidence, disease, person)
        .slice(0, timesShown)
        .map(({ on, answers }) => ({ on, answers }));
      return [{ disease, ...known, before }];
    }),
    tests: dueTests(
      rows.map(({ disease, nextDueOn }) => ({ disease, ...(nextDueOn && { nextDueOn }) })),
      [...evidence.readings, ...old],
      today,
    ),
    medicines: [...new Set(medicines.map(({ name }) => name).filter((name) => name !== ''))],
    proposals: proposeSteps(parts, person, evidence, rows, today),
    decided: await decisionsOf(kernel.db, personId, decisionsShown),
  });
}
