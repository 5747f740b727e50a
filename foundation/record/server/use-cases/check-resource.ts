// The faults of a resource that is about to be stored.
import { faults } from '#platform/fhir/outcome.ts';
import type { OutcomeIssue } from '#platform/fhir/outcome.ts';
import { validate } from '#platform/fhir/validate.ts';
import { personTypes } from '../../rules/person-secrets.ts';
import { looksSealed } from '../seal.ts';

/** `at` is where the resource stands in what was sent, for the expressions of the issues. */
export function checkResource(resource: Record<string, unknown>, type: string, at?: string): OutcomeIssue[] {
  const issues = faults(validate(resource, at));
  const path = at ?? type;
  if (resource.resourceType !== type) {
    issues.push({
      severity: 'error',
      code: 'invalid',
      diagnostics: `The resource is no ${type}.`,
      expression: [`${path}.resourceType`],
    });
  }
  // Written by the server itself; imports come here too.
  if (type === 'AuditEvent')
    issues.push({
      severity: 'error',
      code: 'not-supported',
      diagnostics: 'The audit trail is not written from outside.',
      expression: [path],
    });
  if (personTypes.has(type) && looksSealed(JSON.stringify(resource))) {
    issues.push({
      severity: 'error',
      code: 'value',
      diagnostics: 'A text begins with the reserved word sealed:.',
      expression: [path],
    });
  }
  return issues;
}
