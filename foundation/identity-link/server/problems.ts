// The expected failures of identity links.
import type { Problem } from '#platform/contract.ts';

export const doorShut: Problem = { kind: 'not-found', code: 'identity-link/door-shut' };
export const noAnswer: Problem = { kind: 'busy', code: 'identity-link/no-answer' };
export const codeRefused: Problem = { kind: 'unauthenticated', code: 'identity-link/code-refused' };
export const stateUnknown: Problem = { kind: 'unauthenticated', code: 'identity-link/state-unknown' };
export const nothingPending: Problem = { kind: 'not-found', code: 'identity-link/nothing-pending' };
export const linkedElsewhere: Problem = { kind: 'conflict', code: 'identity-link/linked-elsewhere' };
export const linkedAlready: Problem = { kind: 'conflict', code: 'identity-link/linked-already' };
export const notLinked: Problem = { kind: 'not-found', code: 'identity-link/not-linked' };
export const stepUpNeeded: Problem = { kind: 'forbidden', code: 'identity-link/step-up-needed' };
export const settingsWrong = (path: string): Problem => ({
  kind: 'invalid',
  code: 'http/invalid-input',
  issues: [{ path, code: 'identity-link.address-wrong' }],
});
export const secretMissing: Problem = {
  kind: 'invalid',
  code: 'http/invalid-input',
  issues: [{ path: 'secret', code: 'identity-link.secret-missing' }],
};
