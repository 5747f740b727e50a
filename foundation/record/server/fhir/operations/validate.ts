// $validate: what would be wrong with a resource, without writing it.
import { allOk, outcome } from '#platform/fhir/outcome.ts';
import { validate as findFaults } from '#platform/fhir/validate.ts';
import { plain } from '../call.ts';
import { jsonBody } from '../request.ts';
import type { FhirOperation } from './operation.ts';

export const validate: FhirOperation = {
  name: 'validate',
  definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate',
  on: ['type', 'instance'],
  types: 'any',
  methods: ['POST'],
  run(call, { type }) {
    const body = jsonBody(call.request);
    const parameters =
      body.resourceType === 'Parameters'
        ? (body.parameter as { name: string; resource?: object }[] | undefined)
        : undefined;
    const resource = parameters ? parameters.find((one) => one.name === 'resource')?.resource : body;
    const issues = findFaults(resource);
    if ((resource as { resourceType?: string } | undefined)?.resourceType !== type) {
      issues.push({ severity: 'error', code: 'invalid', diagnostics: `The resource is no ${type}.` });
    }
    return plain(issues.length === 0 ? allOk('No faults.') : outcome(...issues));
  },
};
