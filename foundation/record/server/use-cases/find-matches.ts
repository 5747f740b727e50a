// Finds what conditional references, creates, updates and deletes speak of: identifiers set-wise, other criteria by search.
import type { Sql } from '#platform/kernel/db/db.ts';
import { normalSecret, personTypes } from '../../rules/person-secrets.ts';
import { findByIdentifier } from '../store/read.ts';
import type { Match } from '../store/read.ts';
import { tokenValue } from '../store/search-values.ts';
import type { Asking, RecordServices } from '../services.ts';
import { refuseOutOfScope } from './refuse-out-of-scope.ts';
import { searchIds } from './search-resources.ts';

export interface Criteria {
  type: string;
  query: string;
}
export const criteriaKey = ({ type, query }: Criteria): string => `${type}?${query}`;

/** The system and value where the criteria is one identifier and nothing else. */
function onlyIdentifier(query: string): { system?: string; value: string } | undefined {
  const pairs = [...new URLSearchParams(query)];
  if (pairs.length !== 1 || pairs[0]![0] !== 'identifier' || pairs[0]![1].includes(',')) return undefined;
  const { system, code } = tokenValue(pairs[0]![1]);
  return code === undefined ? undefined : { system, value: code };
}

/** What two writers of the same criteria both claim. Persons' numbers are claimed as hashes. */
export function claimOf(
  services: RecordServices,
  { type, query }: Criteria,
): { type: string; sys: string; value: string } {
  const one = onlyIdentifier(query);
  const value =
    one?.value ??
    [...new URLSearchParams(query)]
      .map((pair) => pair.join('='))
      .toSorted()
      .join('&');
  const sealed = personTypes.has(type) ? services.kernel.cipher.searchHash('claim', value) : value;
  return { type, sys: one ? (one.system ?? '') : '?', value: sealed };
}

/** The matches of each criteria, keyed by `Type?query`; at most two are told apart. */
export async function findMatches(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  criteria: readonly Criteria[],
): Promise<Map<string, Match[]>> {
  const unique = [...new Map(criteria.map((one) => [criteriaKey(one), one])).values()];
  // A condition is a search: its answer tells what is there.
  for (const { type } of unique) refuseOutOfScope(services.kernel.access, asking.actor, type, 's');
  const found = new Map<string, Match[]>(unique.map((one) => [criteriaKey(one), []]));
  const { cipher } = services.kernel;
  const simple = unique.flatMap((one) => {
    const identifier = onlyIdentifier(one.query);
    return identifier ? [{ one, identifier }] : [];
  });
  const rows = await findByIdentifier(
    q,
    simple.map(({ one, identifier: { system, value } }) => ({
      type: one.type,
      sys: system ?? null,
      values: personTypes.has(one.type) ? [value, cipher.searchHash('id', normalSecret('id', value))] : [value],
    })),
  );
  for (const row of rows)
    found.get(criteriaKey(simple[row.index]!.one))!.push({ id: row.id, patientId: row.patientId });
  for (const one of unique) {
    if (!onlyIdentifier(one.query))
      found.set(criteriaKey(one), await searchIds(q, services, asking, one.type, one.query));
  }
  return found;
}
