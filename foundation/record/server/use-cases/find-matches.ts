// Finds what conditional references, creates, updates and deletes speak of: identifiers set-wise, other criteria by search.
import type { Sql } from '#platform/kernel/db/db.ts';
import { normalSecret, personTypes } from '../../rules/person-secrets.ts';
import { findByIdentifier } from '../store/read.ts';
import type { Match } from '../store/read.ts';
import { holdsControls, tokenValue } from '../store/search-values.ts';
import { Refusal } from '../refusal.ts';
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
  // What is no token, or holds signs that no stored value has, is refused by the search itself.
  if (pairs[0]![1].split('|').length > 2 || holdsControls(pairs[0]![1])) return undefined;
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
  // Signs that PostgreSQL refuses are refused by the search that follows.
  const claimed = value.replaceAll('\u0000', ' ').replaceAll('\u001f', ' ');
  const sealed = personTypes.has(type) ? services.kernel.cipher.searchHash('claim', claimed) : claimed;
  return { type, sys: one ? (one.system ?? '') : '?', value: sealed };
}

/** What a criteria matches (at most two are told apart), or why it is no criteria. */
export type Matches = ReadonlyMap<string, Match[] | Refusal>;

function scopeRefusal(services: RecordServices, { actor }: Asking, type: string): Refusal | undefined {
  try {
    refuseOutOfScope(services.kernel.access, actor, type, 's');
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The matches of each criteria, keyed by `Type?query`. */
export async function findMatches(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  criteria: readonly Criteria[],
): Promise<Matches> {
  const unique = [...new Map(criteria.map((one) => [criteriaKey(one), one])).values()];
  const found = new Map<string, Match[]>(unique.map((one) => [criteriaKey(one), []]));
  const refused = new Map<string, Refusal>();
  // A condition is a search: its answer tells what is there.
  for (const one of unique) {
    const refusal = scopeRefusal(services, asking, one.type);
    if (refusal) refused.set(criteriaKey(one), refusal);
  }
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
    if (onlyIdentifier(one.query)) continue;
    try {
      found.set(criteriaKey(one), await searchIds(q, services, asking, one.type, one.query));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.set(criteriaKey(one), error);
    }
  }
  return new Map<string, Match[] | Refusal>([...found, ...refused]);
}

/** The match of one operation's criteria: none, one, or a refusal that names the operation. */
export function onlyMatch(matches: Matches, criteria: Criteria, operation: number): Match | undefined {
  const found = matches.get(criteriaKey(criteria)) ?? [];
  if (!(found instanceof Refusal) && found.length <= 1) return found[0];
  const refusal =
    found instanceof Refusal
      ? new Refusal(found.kind, found.issues, { status: found.status })
      : new Refusal('version', `${criteria.type} with these criteria is not unique.`, { code: 'multiple-matches' });
  refusal.operation = operation;
  throw refusal;
}
