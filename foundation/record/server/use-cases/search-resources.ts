// Answers a search: one page of permitted rows with total, includes and links.
import type { OutcomeIssue } from '#platform/fhir/outcome.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import type { Found, Match } from '../store/read.ts';
import { followAll } from './follow-includes.ts';
import { refuseOutOfScope } from './refuse-out-of-scope.ts';
import { isWhole, openCursor, pageOf, sealCursor, sortText, wholePage } from './search-page.ts';
import type { Cursor, Pairs, WholePage } from './search-page.ts';
import { parseRequest, planSearch, wholeWhere } from './search-plan.ts';
import type { Plan, Request } from './search-plan.ts';

const defaultPageSize = 20;
const largestPage = 1000;

export interface SearchPage {
  request: Request;
  matches: Found[];
  included: Found[];
  /** In place of matches, where nothing has to be done to them: the entries of the page as one text. */
  whole?: WholePage;
  total?: number;
  /** Opaque place where the next page begins. */
  next?: string;
  warnings: OutcomeIssue[];
}
async function countAll(q: Sql, plan: Plan): Promise<number> {
  const [row] = await q.query<{ n: number }>(
    `select count(*)::integer as n from ${plan.table.name} t where ${wholeWhere(plan)}`,
    plan.args.values,
  );
  return row!.n;
}

/** `whole`: whoever asks can show a page that comes as one text. `addressed`: the next page's address carries the search. */
export async function searchResources(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  type: string,
  pairs: Pairs,
  { whole = false, addressed = false } = {},
): Promise<SearchPage> {
  refuseOutOfScope(services.kernel.access, asking.actor, type, 's');
  const first = parseRequest(type, pairs, asking.lenient);
  const cursor =
    first.request.cursor === undefined ? undefined : openCursor(services, first.request, first.request.cursor);
  const { request, issues } = cursor?.pairs ? parseRequest(type, cursor.pairs, true) : first;
  const plan = await planSearch(q, services, asking, request, issues);
  const countOnly = request.summary === 'count' || request.count === 0;
  const total =
    countOnly || request.total === 'accurate' || request.total === 'estimate' ? await countAll(q, plan) : undefined;
  if (countOnly) return { request, matches: [], included: [], total, warnings: issues };
  const size = Math.min(request.count ?? defaultPageSize, largestPage);
  const kept = addressed ? {} : { pairs: cursor?.pairs ?? pairs.filter(([key]) => key !== '_cursor') };
  const nextOf = (last: Cursor['last'] | undefined) =>
    last && sealCursor(services, plan, { type, ...kept, sort: sortText(request), last });
  /** A first page that is all there is counts itself. */
  const totalOf = (shown: number, more: boolean) =>
    total ?? (!more && !cursor && request.total !== 'none' ? shown : undefined);
  if (whole && isWhole(services, asking, plan)) {
    const page = await wholePage(services, asking, plan, size, cursor?.last);
    return {
      request,
      matches: [],
      included: [],
      whole: page,
      total: totalOf(page.count, page.last !== undefined),
      next: nextOf(page.last),
      warnings: issues,
    };
  }
  const { rows, keys } = await pageOf(q, services, plan, size + 1, cursor?.last);
  const matches = rows.slice(0, size);
  const more = rows.length > size;
  return {
    request,
    matches,
    included: await followAll(q, services, asking, request, matches),
    total: totalOf(matches.length, more),
    next: nextOf(more ? keys[size - 1] : undefined),
    warnings: issues,
  };
}

/** Ids that match a conditional query; two are enough to know that it is not unique. */
export async function searchIds(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  type: string,
  query: string,
): Promise<Match[]> {
  const { request } = parseRequest(type, [...new URLSearchParams(query)], false);
  if (request.conditions.length === 0) throw new Refusal('invalid', 'A condition needs at least one search parameter.');
  const plan = await planSearch(q, services, asking, request);
  const { rows } = await pageOf(q, services, plan, 2, undefined);
  return rows.map((row) => ({ id: row.id, patientId: row.patientId }));
}
