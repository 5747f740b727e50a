// The expected failures of home care.
import type { Problem } from '#platform/contract.ts';

export const personUnknown: Problem = { kind: 'not-found', code: 'home-care/person-unknown' };
export const instrumentUnknown: Problem = { kind: 'invalid', code: 'home-care/instrument-unknown' };
export const villageMissing: Problem = { kind: 'rule-broken', code: 'home-care/village-missing' };
export const bornUnknown: Problem = { kind: 'rule-broken', code: 'home-care/born-unknown' };
export const assessedInFuture: Problem = { kind: 'invalid', code: 'home-care/assessed-in-future' };
export const notForThisAge: Problem = { kind: 'rule-broken', code: 'home-care/not-for-this-age' };
export const unanswered = (keys: readonly string[]): Problem => ({
  kind: 'invalid',
  code: 'home-care/unanswered',
  issues: keys.map((key) => ({ path: `values.${key}`, code: 'home-care.answer-missing' })),
});
export const notYourUnit: Problem = { kind: 'forbidden', code: 'home-care/not-your-unit' };
export const policyValuesWrong = (keys: readonly string[]): Problem => ({
  kind: 'invalid',
  code: 'home-care/policy-values-wrong',
  issues: keys.map((key) => ({ path: `values.${key}`, code: 'home-care.out-of-range' })),
});
export const beginsInPast: Problem = { kind: 'rule-broken', code: 'home-care/begins-in-past' };
export const endsBeforeItBegins: Problem = { kind: 'invalid', code: 'home-care/ends-before-it-begins' };
export const nurseUnknown: Problem = { kind: 'not-found', code: 'home-care/nurse-unknown' };
export const changedMeanwhile: Problem = { kind: 'version', code: 'home-care/changed-meanwhile' };
export const itemUnknown: Problem = { kind: 'rule-broken', code: 'home-care/item-unknown' };
export const wishNeeded: Problem = { kind: 'rule-broken', code: 'home-care/wish-needed' };
export const telephoneWrong: Problem = { kind: 'rule-broken', code: 'home-care/telephone-wrong' };
export const timeWrong: Problem = { kind: 'rule-broken', code: 'home-care/time-wrong' };
export const orderQuote: Problem = { kind: 'rule-broken', code: 'home-care/quote-needed' };
export const riskUnanswered = (questions: string): Problem => ({
  kind: 'rule-broken',
  code: 'home-care/risk-unanswered',
  parameters: { questions },
});
export const riskRefused = (questions: string): Problem => ({
  kind: 'rule-broken',
  code: 'home-care/risk-refused',
  parameters: { questions },
});
export const nurseHindered = (hindrance: string): Problem => ({
  kind: 'rule-broken',
  code: `home-care/nurse-${hindrance}`,
});
export const tooFar = (metres: number | null): Problem =>
  metres === null
    ? { kind: 'rule-broken', code: 'home-care/no-position' }
    : { kind: 'rule-broken', code: 'home-care/too-far', parameters: { metres } };
export const notArrived: Problem = { kind: 'rule-broken', code: 'home-care/not-arrived' };
export const vitalsWrong: Problem = { kind: 'rule-broken', code: 'home-care/vitals-wrong' };
export const visitUnknown: Problem = { kind: 'not-found', code: 'home-care/visit-unknown' };
export const nothingToPay: Problem = { kind: 'rule-broken', code: 'home-care/nothing-to-pay' };
export const notYourVisit: Problem = { kind: 'forbidden', code: 'home-care/not-your-visit' };
export const answeredAlready: Problem = { kind: 'rule-broken', code: 'home-care/answered-already' };
export const acknowledgedAlready: Problem = { kind: 'rule-broken', code: 'home-care/acknowledged-already' };
