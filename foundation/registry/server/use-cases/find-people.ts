// Finds people by what was typed, among those whom the reader may see.
import { fail, succeed, type Page, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { FindPeopleQuery, PersonSummary } from '../../contract.ts';
import { readSearch } from '../../rules/search-terms.ts';
import type { Parts } from '../parts.ts';
import { cursorUnreadable, searchUnreadable } from '../problems.ts';
import { searchPersons } from '../store/person-search.ts';
import { summaryOf } from './present-person.ts';

const permission = 'registry.person.find';
const pageSize = 20;

export async function findPeople(
  { kernel }: Parts,
  actor: Actor,
  query: FindPeopleQuery,
  now: Date,
): Promise<Result<Page<PersonSummary>>> {
  const { terms, unreadable } = readSearch(query.text ?? '');
  if (unreadable !== undefined) return fail(searchUnreadable);
  const after = query.page === undefined ? undefined : readCursor(query.page);
  if (query.page !== undefined && !after) return fail(cursorUnreadable);
  const args: unknown[] = [];
  const policy = await kernel.access.personFilter(actor, permission, 'p.patient_id', args, now);
  const limit = query.limit ?? pageSize;
  const search = { terms, below: query.village, team: query.team, status: query.status, after, limit: limit + 1 };
  const { found, total } = await searchPersons(
    kernel.db,
    kernel.cipher,
    { ...search, withTotal: !after },
    policy,
    args,
  );
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  const view = kernel.access.view(actor, permission);
  for (const person of shown) actor.span.persons.add(person.personId);
  return succeed({
    items: shown.map((person) => summaryOf(person, view)),
    ...(last && { next: writeCursor([last.tier, last.namePinyin, last.personId]) }),
    ...(total !== undefined && { total }),
  });
}

type Cursor = readonly [tier: number, pinyin: string, personId: string];
const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

function readCursor(text: string): Cursor | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const isCursor =
      Array.isArray(read) &&
      read.length === 3 &&
      Number.isInteger(read[0]) &&
      typeof read[1] === 'string' &&
      /^[0-9a-f-]{36}$/.test(String(read[2]));
    return isCursor ? (read as unknown as Cursor) : undefined;
  } catch {
    return undefined;
  }
}
