// Lets the decision table of a form read the answers, those of earlier visits included, and says what it would fill in.
import type { Day } from '#platform/contract.ts';
import { addDays } from './check-answers.ts';
import { evaluateInstrument } from './evaluate-instrument.ts';
import type { Answers, FormDefinition } from './form.ts';
import type { Instrument, InstrumentResult } from './instrument.ts';
import type { InputValues } from './values.ts';

export interface PersonFacts {
  /** Whole years at the visit. */
  age?: number;
  sex?: 'male' | 'female';
}
export interface FollowUpVisit {
  answers: Answers;
  /** As they were on that day. */
  person: PersonFacts;
}
export interface FollowUpDecision {
  result: InstrumentResult;
  /** Answers that the outcome settles: the class and the day of the next contact. A person confirms them. */
  proposed: Answers;
}

/** `history` holds earlier visits answered on this form, newest first; `visitOn` is the day of this visit. */
export function decideFollowUp(
  form: FormDefinition,
  instrument: Instrument,
  visit: FollowUpVisit & { visitOn: Day; history?: readonly FollowUpVisit[] },
): FollowUpDecision | undefined {
  const { decision } = form;
  if (!decision || decision.instrument !== instrument.id || decision.version !== instrument.version) return undefined;
  const inputsOf = ({ answers, person }: FollowUpVisit): InputValues =>
    Object.fromEntries(
      Object.entries(decision.inputs).map(([key, source]) => {
        if (source === 'person.age') return [key, person.age];
        return [key, source === 'person.sex' ? person.sex : answers[source]];
      }),
    );
  const result = evaluateInstrument(instrument, inputsOf(visit), (visit.history ?? []).map(inputsOf));
  if (result.state !== 'complete') return { result, proposed: {} };
  const { class: settled, nextContactDays } = result.outcome;
  return {
    result,
    proposed: {
      ...(decision.outcomeItem !== undefined && settled !== undefined && { [decision.outcomeItem]: settled }),
      ...(decision.nextContactItem !== undefined &&
        nextContactDays !== undefined && { [decision.nextContactItem]: addDays(visit.visitOn, nextContactDays) }),
    },
  };
}
