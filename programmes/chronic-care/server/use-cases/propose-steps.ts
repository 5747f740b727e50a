// The next step for each of a person's diseases, from what the record holds: the last visit and those before it.
import { yearsOn, type Day } from '#platform/contract.ts';
import type { FollowUpVisit } from '#foundation/knowledge/rules/decide-follow-up.ts';
import type { FormDefinition } from '#foundation/knowledge/rules/form.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import type { PersonRecord } from '#foundation/registry/server/index.ts';
import { diseaseRules, type Disease } from '../../rules/disease.ts';
import type { Evidence } from '../../rules/evidence.ts';
import { stepByColour, stepByTable, type StepProposal } from '../../rules/next-step.ts';
import { isCounted } from '../../rules/registration.ts';
import type { Parts } from '../parts.ts';
import type { RegistrationRow } from '../store/registration.ts';

export interface FormInForce {
  form: FormDefinition;
  table?: Instrument;
}

export function formOf({ knowledge }: Parts, disease: Disease, on: Day): FormInForce | undefined {
  const { form: id } = diseaseRules[disease];
  const form = id === undefined ? undefined : knowledge.forms(on).find((one) => one.id === id);
  if (!form) return undefined;
  const table = form.decision && knowledge.instrument(form.decision.instrument, form.decision.version);
  return { form, ...(table && { table }) };
}

export const factsOn = (person: Pick<PersonRecord, 'birthOn' | 'sex'>, on: Day): FollowUpVisit['person'] => ({
  ...(person.birthOn && { age: yearsOn(person.birthOn, on) }),
  ...((person.sex === 'male' || person.sex === 'female') && { sex: person.sex }),
});

export const earlierVisits = (
  { followUps }: Evidence,
  disease: Disease,
  person: Pick<PersonRecord, 'birthOn' | 'sex'>,
): (FollowUpVisit & { on: Day })[] =>
  followUps
    .filter((one) => one.disease === disease)
    .map(({ on, answers }) => ({ on, answers, person: factsOn(person, on) }));

/** Of each disease that is followed; none where neither a table nor a colour says anything. */
export function proposeSteps(
  parts: Parts,
  person: Pick<PersonRecord, 'birthOn' | 'sex'>,
  evidence: Evidence,
  rows: readonly RegistrationRow[],
  today: Day,
): { disease: Disease; proposal: StepProposal }[] {
  return rows
    .filter(({ status }) => isCounted(status))
    .flatMap((row) => {
      const proposal = proposeStep(parts, person, evidence, row, today);
      return proposal ? [{ disease: row.disease, proposal }] : [];
    });
}

function proposeStep(
  parts: Parts,
  person: Pick<PersonRecord, 'birthOn' | 'sex'>,
  evidence: Evidence,
  { disease, colour }: RegistrationRow,
  today: Day,
): StepProposal | undefined {
  const known = formOf(parts, disease, today);
  const [last, ...before] = earlierVisits(evidence, disease, person);
  const byTable =
    known?.table && last ? stepByTable(known.form, known.table, { ...last, visitOn: last.on }, before) : undefined;
  return byTable ?? (colour ? stepByColour(colour, today) : undefined);
}
