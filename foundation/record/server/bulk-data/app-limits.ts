// What an app's scopes leave of a bulk order. The job runs as the app's account, so that the limits must stand in its order.
import { resourceTypes } from '#platform/fhir/structure.ts';
import { Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { refuseOutOfScope } from '../use-cases/refuse-out-of-scope.ts';
import type { ExportParameters } from './job.ts';

function refuseGrantOfOnePerson({ actor }: Asking): void {
  if (actor.grant?.patientId !== undefined)
    throw new Refusal('forbidden', 'Bulk data is not for apps that act for one person.');
}

/** The order with the types that the app may read; the same order where no app asks. */
export function limitExport(services: RecordServices, asking: Asking, parameters: ExportParameters): ExportParameters {
  const { access } = services.kernel;
  const { actor } = asking;
  if (!actor.grant) return parameters;
  refuseGrantOfOnePerson(asking);
  const named = [...new Set([...parameters.types, ...parameters.filters.map((filter) => filter.type)])];
  for (const type of named) refuseOutOfScope(access, actor, type, 'r');
  if (named.length > 0) return parameters;
  const types = [...resourceTypes].filter((type) => access.allows(actor, type, 'r')).toSorted();
  if (types.length === 0)
    throw new Refusal('forbidden', 'This app may not do that: it needs a scope such as system/*.rs.');
  return { ...parameters, types };
}

/** An import may hold any type: only an app with scopes for all of them may send one. */
export function refuseLimitedImport(services: RecordServices, asking: Asking): void {
  const { access } = services.kernel;
  if (!asking.actor.grant) return;
  refuseGrantOfOnePerson(asking);
  for (const type of resourceTypes)
    for (const one of ['c', 'u'] as const) refuseOutOfScope(access, asking.actor, type, one);
}
