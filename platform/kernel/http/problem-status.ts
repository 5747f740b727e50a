// The one table that turns kinds of problem into HTTP statuses and FHIR issue types.
import type { ProblemKind } from '#platform/contract.ts';

/** FHIR R4 IssueType values that our problems use (http://hl7.org/fhir/issue-type). */
export type FhirIssueType =
  | 'invalid'
  | 'login'
  | 'forbidden'
  | 'not-found'
  | 'deleted'
  | 'conflict'
  | 'throttled'
  | 'business-rule'
  | 'not-supported'
  | 'transient'
  | 'timeout'
  | 'exception'
  | 'required';

export const problemStatus: Record<ProblemKind, { status: number; fhir: FhirIssueType }> = {
  invalid: { status: 400, fhir: 'invalid' },
  unauthenticated: { status: 401, fhir: 'login' },
  forbidden: { status: 403, fhir: 'forbidden' },
  'not-found': { status: 404, fhir: 'not-found' },
  gone: { status: 410, fhir: 'deleted' },
  conflict: { status: 409, fhir: 'conflict' },
  version: { status: 412, fhir: 'conflict' },
  'precondition-required': { status: 428, fhir: 'required' },
  'too-many': { status: 429, fhir: 'throttled' },
  'rule-broken': { status: 422, fhir: 'business-rule' },
  unsupported: { status: 501, fhir: 'not-supported' },
  busy: { status: 503, fhir: 'transient' },
  timeout: { status: 504, fhir: 'timeout' },
  fault: { status: 500, fhir: 'exception' },
};
