// OperationOutcome: what went wrong or right in FHIR's own words.

/** http://hl7.org/fhir/R4/valueset-issue-type.html, the codes that this server uses. */
export type IssueCode =
  | 'invalid'
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'security'
  | 'login'
  | 'forbidden'
  | 'throttled'
  | 'processing'
  | 'not-supported'
  | 'duplicate'
  | 'multiple-matches'
  | 'not-found'
  | 'deleted'
  | 'too-long'
  | 'code-invalid'
  | 'too-costly'
  | 'business-rule'
  | 'conflict'
  | 'transient'
  | 'exception'
  | 'timeout'
  | 'informational'
  | 'extension';
export type Severity = 'fatal' | 'error' | 'warning' | 'information';

export interface OutcomeIssue {
  severity: Severity;
  code: IssueCode;
  diagnostics?: string;
  /** FHIRPath of the fault, element names and indexes only. */
  expression?: string[];
}
export interface OperationOutcome {
  resourceType: 'OperationOutcome';
  issue: OutcomeIssue[];
}

export const outcome = (...issue: OutcomeIssue[]): OperationOutcome => ({ resourceType: 'OperationOutcome', issue });
export const allOk = (diagnostics: string): OperationOutcome =>
  outcome({ severity: 'information', code: 'informational', diagnostics });
export const faults = (issues: readonly OutcomeIssue[]): OutcomeIssue[] =>
  issues.filter((issue) => issue.severity === 'error' || issue.severity === 'fatal');
