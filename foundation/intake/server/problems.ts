// The expected failures of the intake.
import type { Problem } from '#platform/contract.ts';

export const deviceUnknown: Problem = { kind: 'not-found', code: 'intake/device-unknown' };
export const serialTaken: Problem = { kind: 'conflict', code: 'intake/serial-taken' };
export const notYourUnit: Problem = { kind: 'forbidden', code: 'intake/not-your-unit' };
export const changedMeanwhile: Problem = { kind: 'version', code: 'intake/changed-meanwhile' };
export const deviceIsShared: Problem = { kind: 'rule-broken', code: 'intake/device-is-shared' };
export const deviceNotInUse: Problem = { kind: 'rule-broken', code: 'intake/device-not-in-use' };
export const deviceTaken: Problem = { kind: 'conflict', code: 'intake/device-taken' };
export const stillWithSomebody: Problem = { kind: 'rule-broken', code: 'intake/still-with-somebody' };
export const bindingUnknown: Problem = { kind: 'not-found', code: 'intake/binding-unknown' };
export const endsBeforeItBegins: Problem = { kind: 'invalid', code: 'intake/ends-before-it-begins' };
export const inFuture: Problem = { kind: 'invalid', code: 'intake/in-future' };
export const implausibleValue: Problem = { kind: 'rule-broken', code: 'intake/implausible-value' };
export const heldUnknown: Problem = { kind: 'not-found', code: 'intake/held-unknown' };
export const decidedAlready: Problem = { kind: 'rule-broken', code: 'intake/decided-already' };
export const notAssignable: Problem = { kind: 'rule-broken', code: 'intake/not-assignable' };
export const loanUnknown: Problem = { kind: 'not-found', code: 'intake/loan-unknown' };
export const ruleNotMet: Problem = { kind: 'rule-broken', code: 'intake/rule-not-met' };
export const signatureMissing: Problem = { kind: 'invalid', code: 'intake/signature-missing' };
export const otherText: Problem = { kind: 'version', code: 'intake/other-text' };
export const returnedAlready: Problem = { kind: 'rule-broken', code: 'intake/returned-already' };
export const remindedAlready: Problem = { kind: 'rule-broken', code: 'intake/reminded-already' };
export const remindersStopped: Problem = { kind: 'rule-broken', code: 'intake/reminders-stopped' };
export const beginsInPast: Problem = { kind: 'invalid', code: 'intake/begins-in-past' };
export const personUnknown: Problem = { kind: 'not-found', code: 'intake/person-unknown' };
