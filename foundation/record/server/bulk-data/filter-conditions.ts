// The conditions under which resources of a type are exported: policy of the asker, and any of the type's filters.
import { Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { tableOf } from '../store/tables.ts';
import { Args, visible } from '../store/visibility.ts';
import { parseRequest, planSearch, wholeWhere } from '../use-cases/search-plan.ts';
import type { ExportParameters } from './job.ts';
import type { Condition } from './store/export-rows.ts';

/** Each filter is an ordinary search, policy included; without filters the policy alone decides. */
export async function filterConditions(
  services: RecordServices,
  asking: Asking,
  type: string,
  parameters: ExportParameters,
): Promise<Condition[]> {
  const filters = parameters.filters.filter((filter) => filter.type === type);
  if (filters.length === 0) {
    const args = new Args();
    const sql = await visible(services.kernel.access, asking.actor, tableOf(type), 't', args, asking.now);
    return [{ sql, values: args.values }];
  }
  const conditions: Condition[] = [];
  for (const { query } of filters) {
    const { request } = parseRequest(type, [...new URLSearchParams(query)], false);
    if (request.conditions.length === 0 || request.include.length + request.revinclude.length + request.sort.length > 0)
      throw new Refusal('invalid', '_typeFilter takes search parameters only.', { code: 'not-supported' });
    const plan = await planSearch(services.kernel.db, services, asking, request);
    conditions.push({ sql: wholeWhere(plan), values: plan.args.values });
  }
  return conditions;
}
