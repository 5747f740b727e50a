// Every operation of the FHIR interface, one line each; addresses and the CapabilityStatement follow from this list.
import { everything } from './everything.ts';
import { exportAll, exportPatients } from './export.ts';
import { importNdjson } from './import.ts';
import type { FhirOperation } from './operation.ts';
import { summary } from './summary.ts';
import { validate } from './validate.ts';
import { viewDefinitionRun } from './viewdefinition-run.ts';

export const operations: readonly FhirOperation[] = [
  everything,
  validate,
  exportAll,
  exportPatients,
  importNdjson,
  summary,
  viewDefinitionRun,
];

/** The operation at this address, by its name with the dollar sign. */
export function findOperation(
  name: string,
  on: 'system' | 'type' | 'instance',
  type: string | undefined,
): FhirOperation | undefined {
  return operations.find(
    (one) =>
      `$${one.name}` === name &&
      one.on.includes(on) &&
      (type === undefined || one.types === 'any' || (one.types?.includes(type) ?? false)),
  );
}
