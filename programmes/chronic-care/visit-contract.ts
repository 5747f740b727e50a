// What crosses the wire of a chronic clinic visit: all diseases of a person on one screen, saved at once, with what was decided about each next step.
import { z } from 'zod';
import { route, type Day, type Instant } from '#platform/contract.ts';
import type { Sex } from '#foundation/registry/contract.ts';
import type { Answers, FormDefinition, PreviousAnswers } from '#foundation/knowledge/rules/form.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import type { Registration } from './contract.ts';
import { diseases, type Disease } from './rules/disease.ts';
import type { DueTest } from './rules/due-tests.ts';
import type { NextStep, StepProposal } from './rules/next-step.ts';

export const visitPermission = 'chronic-care.visit.write';

export const stepDecisions = ['accepted', 'changed', 'rejected'] as const;
export type StepDecision = (typeof stepDecisions)[number];
export interface DecidedStep {
  decisionId: string;
  disease: Disease;
  at: Instant;
  step: NextStep;
  decision: StepDecision;
  /** What is done instead, or why it is not done. */
  note?: string;
  byName: string;
  visitId?: string;
}
export interface VisitStart {
  personId: string;
  name: string;
  sex: Sex;
  birthOn?: Day;
  simulated: boolean;
  registrations: Registration[];
  forms: { disease: Disease; form: FormDefinition; table?: Instrument; before: PreviousAnswers[] }[];
  tests: DueTest[];
  medicines: string[];
  /** What the record as it stands proposes, before anything was entered today. */
  proposals: { disease: Disease; proposal: StepProposal }[];
  /** The newest ones. */
  decided: DecidedStep[];
}

export const visitBody = z.strictObject({
  /** Made by the screen: sent twice, it is one visit. */
  visitId: z.uuid(),
  visit: z.enum(['clinic', 'home', 'remote']),
  forms: z.array(z.strictObject({ id: z.string().max(60), version: z.string().max(20) })).max(4),
  /** Under the keys of the joint form. */
  answers: z.record(z.string(), z.union([z.number(), z.boolean(), z.string(), z.array(z.string())])),
  steps: z
    .array(
      z.strictObject({
        disease: z.enum(diseases),
        /** The proposal that was on the screen; where another one holds by now, nothing is saved. */
        code: z.string().max(60),
        decision: z.enum(stepDecisions),
        note: z.string().trim().max(300).optional(),
      }),
    )
    .max(diseases.length),
});
export type VisitBody = Omit<z.infer<typeof visitBody>, 'answers'> & { answers: Answers };
export interface VisitReply {
  visitId: string;
  nextOn?: Day;
  repeated: boolean;
}

interface PersonParams extends Record<string, string> {
  personId: string;
}
const visits = '/api/people/:personId/chronic-care/visits' as const;
export const visitRoutes = {
  start: route<{ params: PersonParams; reply: VisitStart }>('GET', `${visits}/new`),
  save: route<{ params: PersonParams; body: VisitBody; reply: VisitReply }>('POST', visits),
} as const;
