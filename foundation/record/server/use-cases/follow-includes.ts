// Follows `_include` and `_revinclude` from the matches of a page to what this reader may see.
import { localReference } from '#platform/fhir/reference.ts';
import type { Include } from '#platform/fhir/search.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { findParameter } from '../../rules/search-parameters.ts';
import type { SearchParameter } from '../../rules/search-parameters.ts';
import { Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { locate, readMany } from '../store/read.ts';
import type { Found } from '../store/read.ts';
import { nobody, tableOf } from '../store/tables.ts';
import { Args, visible } from '../store/visibility.ts';
import type { Request } from './search-plan.ts';

const mostIncluded = 10_000;

/** Everything that the matches include or are included by, each once, without the matches themselves. */
export async function followAll(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  request: Request,
  matches: readonly Found[],
): Promise<Found[]> {
  if (request.include.length === 0 && request.revinclude.length === 0) return [];
  const included = await followIncludes(q, services, asking, request, matches);
  for (const include of request.revinclude)
    included.push(...(await followReverse(q, services, asking, include, matches)));
  const known = new Set(matches.map((match) => `${match.type}/${match.id}`));
  return included.filter((one) => !known.has(`${one.type}/${one.id}`) && known.add(`${one.type}/${one.id}`));
}

function includeParameter(include: Include, label: string): SearchParameter {
  const parameter = findParameter(include.source, include.parameter);
  if (parameter?.type === 'reference') return parameter;
  throw new Refusal('invalid', `${label}=${include.source}:${include.parameter} is not supported.`, {
    code: 'not-supported',
  });
}

async function followIncludes(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  request: Request,
  matches: readonly Found[],
): Promise<Found[]> {
  const keys = new Map<string, { type: string; id: string }>();
  const parsed = request.include.length > 0 ? matches.map((match) => JSON.parse(match.content) as object) : [];
  for (const include of request.include) {
    const parameter = includeParameter(include, '_include');
    if (include.source !== request.type) continue;
    for (const resource of parsed) {
      parameter.walk?.(resource, (value) => {
        const reference = localReference((value as { reference?: string }).reference ?? '');
        if (reference && (!include.target || include.target === reference.type))
          keys.set(`${reference.type}/${reference.id}`, reference);
      });
    }
  }
  for (const match of matches) keys.delete(`${match.type}/${match.id}`);
  const open = [...keys.values()].filter(({ type }) => mayInclude(services, asking, type));
  const located = await locate(q, open);
  return readMany(q, [...located.values()], (table, args) => visibleInto(services, asking, table, args));
}

/** An app sees only included types that it might read or search by itself. */
const mayInclude = ({ kernel: { access } }: RecordServices, { actor }: Asking, type: string): boolean =>
  access.allows(actor, type, 'r') || access.allows(actor, type, 's');

function visibleInto(
  services: RecordServices,
  asking: Asking,
  table: ReturnType<typeof tableOf>,
  values: unknown[],
): Promise<string> {
  const args = new Args();
  (args as { values: unknown[] }).values = values;
  return visible(services.kernel.access, asking.actor, table, 't', args, asking.now);
}

function reverseSql(parameter: SearchParameter, include: Include, matches: readonly Found[], args: Args): string {
  const table = tableOf(include.source);
  const target = matches[0]!.type;
  const ids = args.add(matches.map((match) => match.id));
  const owner = table.personal ? 'f.patient_id = t.patient_id and ' : '';
  const conditions = [
    `exists (select 1 from record.reference f where ${owner}f.src_type = '${include.source}' and f.src_id = t.id
      and f.parameter = '${parameter.name}' and f.dst_type = '${target}' and f.dst_id = any(${ids}::text[]))`,
  ];
  const { kept } = parameter;
  if (target === 'Patient' && table.personal && (kept === 'patient' || parameter.name === 'subject')) {
    conditions.push(`t.patient_id = any(${args.add(matches.map((match) => match.patientId))}::uuid[])`);
  }
  if (kept === 'encounter' && target === 'Encounter') conditions.push(`t.encounter = any(${ids}::text[])`);
  if (kept === 'org' && target === 'Organization') conditions.push(`t.org = any(${ids}::text[])`);
  if (kept === 'performer')
    conditions.push(`t.performer = any(${args.add(matches.map((match) => `${target}/${match.id}`))}::text[])`);
  return `(${conditions.join(' or ')})`;
}

async function followReverse(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  include: Include,
  matches: readonly Found[],
): Promise<Found[]> {
  const parameter = includeParameter(include, '_revinclude');
  if (matches.length === 0 || !mayInclude(services, asking, include.source)) return [];
  const table = tableOf(include.source);
  const args = new Args();
  const condition = reverseSql(parameter, include, matches, args);
  const policy = await visible(services.kernel.access, asking.actor, table, 't', args, asking.now);
  const patient = table.personal ? 't.patient_id' : `'${nobody}'::uuid as patient_id`;
  const rows = await q.query<{ id: string; patient_id: string; content: string }>(
    `select t.id, ${patient}, t.content from ${table.name} t
     where ${table.typed ? `t.type = '${include.source}' and ` : ''}${condition} and ${policy} limit ${mostIncluded}`,
    args.values,
  );
  return rows.map((row) => ({
    type: include.source,
    id: row.id,
    patientId: row.patient_id,
    content: row.content,
  }));
}
