// What can be refused in chronic care.
import type { Problem } from '#platform/contract.ts';

export const notRegistered: Problem = { kind: 'not-found', code: 'chronic-care/not-registered' };
export const reasonNeeded: Problem = { kind: 'invalid', code: 'chronic-care/reason-needed' };
export const dayNotPossible: Problem = { kind: 'rule-broken', code: 'chronic-care/day-not-possible' };
export const hasNoColour: Problem = { kind: 'rule-broken', code: 'chronic-care/has-no-colour' };
export const noOverride: Problem = { kind: 'not-found', code: 'chronic-care/no-override' };
export const formUnknown: Problem = { kind: 'not-found', code: 'chronic-care/form-unknown' };
export const stepOutdated: Problem = { kind: 'conflict', code: 'chronic-care/step-outdated' };
export const stepNeedsNote: Problem = { kind: 'invalid', code: 'chronic-care/step-needs-note' };
export const answersRefused = (issues: Problem['issues']): Problem => ({
  kind: 'invalid',
  code: 'chronic-care/answers-refused',
  ...(issues && { issues }),
});
export const personUnknown: Problem = { kind: 'not-found', code: 'chronic-care/person-unknown' };
export const scaleUnknown: Problem = { kind: 'not-found', code: 'chronic-care/scale-unknown' };
export const scaleNotFor = (reason: string): Problem => ({
  kind: 'rule-broken',
  code: 'chronic-care/scale-not-for',
  parameters: { reason },
});
export const scaleUnanswered = (items: readonly { key: string; name: string }[]): Problem => ({
  kind: 'invalid',
  code: 'chronic-care/answers-refused',
  issues: items.map(({ key, name }) => ({ path: key, code: 'chronic-care.answer.missing', parameters: { name } })),
});
export const handOverNotRegistered: Problem = {
  kind: 'rule-broken',
  code: 'chronic-care/hand-over-not-registered',
};
export const noCounty: Problem = { kind: 'rule-broken', code: 'chronic-care/no-county' };
export const organisationUnknown: Problem = { kind: 'invalid', code: 'chronic-care/organisation-unknown' };
