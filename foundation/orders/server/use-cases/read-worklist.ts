// The staff's worklist: queues by organisation, filtered and sorted by the database, a page at a time, and the numbers beside them.
import { fail, succeed, type Page, type Result } from '#platform/contract.ts';
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { orderPermissions, type OrderRow, type StateCount, type WorklistQuery } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { cursorUnreadable } from '../problems.ts';
import { countOrders, cursorLength, cursorOf, listOrders, type ListSearch, type WorklistSort } from '../store/lists.ts';
import { presentOrders } from './present-order.ts';

type Queue = NonNullable<WorklistQuery['queue']>;
const pageSize = 30;
const mostNamed = 100;

export async function readWorklist(
  parts: Parts,
  actor: Actor,
  query: WorklistQuery,
  now: Date,
): Promise<Result<Page<OrderRow>>> {
  const { kernel, registry } = parts;
  const sort: WorklistSort = query.sort ?? 'urgency';
  const after = query.page === undefined ? undefined : readCursor(query.page, cursorLength(sort));
  if (query.page !== undefined && !after) return fail(cursorUnreadable);
  const search = await searchOf(parts, actor, query.queue ?? 'to-do', query);
  if (query.text) {
    const named = await findNamed(registry, actor, query.text, now);
    if (!named.ok) return named;
    search.personIds = named.value;
  }
  const args: unknown[] = [];
  const policy = await kernel.access.personFilter(actor, orderPermissions.list, 'o.patient_id', args, now);
  const limit = Number(query.limit ?? pageSize);
  const found = await listOrders(
    kernel.db.point,
    search,
    { sort, limit: limit + 1, ...(after && { after }) },
    policy,
    args,
    now,
  );
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return succeed({
    items: await presentOrders(parts, kernel.db.point, actor, shown),
    ...(last && { next: Buffer.from(JSON.stringify(cursorOf(last, sort))).toString('base64url') }),
  });
}

export async function readCounts(
  parts: Parts,
  actor: Actor,
  queue: Queue,
  now: Date,
): Promise<Result<{ counts: StateCount[] }>> {
  const args: unknown[] = [];
  const policy = await parts.kernel.access.personFilter(actor, orderPermissions.list, 'o.patient_id', args, now);
  const search = await searchOf(parts, actor, queue, {});
  return succeed({ counts: await countOrders(parts.kernel.db, search, policy, args, now) });
}

async function searchOf(
  { kernel, kinds }: Parts,
  actor: Actor,
  queue: Queue,
  query: WorklistQuery,
): Promise<ListSearch> {
  const units = await kernel.access.unitsOf(actor, orderPermissions.list);
  const oversees = hasRole(actor, 'bureau', 'township-admin');
  const known = [...kinds.values()]
    .filter(({ kind }) => oversees || Object.keys(kind.permissions).some((name) => kernel.access.holds(actor, name)))
    .map(({ kind }) => kind.kind);
  const whose: Record<Queue, Partial<ListSearch>> = {
    'to-do': { performers: units, freeOr: actor.accountId },
    mine: { assigneeId: actor.accountId },
    asked: { requesters: units },
    all: { performers: units, requesters: units, either: true },
  };
  return {
    ...whose[queue],
    kinds: query.kind ? known.filter((kind) => kind === query.kind) : known,
    ...(query.state && { state: query.state }),
    ...(query.urgency && { urgency: query.urgency }),
    ended: query.ended === 'true',
    late: query.late === 'true',
  };
}

/** People whom the reader may find by what was typed: the first hundred. */
async function findNamed(registry: Registry, actor: Actor, text: string, now: Date): Promise<Result<string[]>> {
  const found = await registry.findPeople(actor, { text, limit: mostNamed }, now);
  return found.ok ? succeed(found.value.items.map(({ personId }) => personId)) : found;
}

function readCursor(text: string, length: number): unknown[] | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const fits =
      Array.isArray(read) &&
      read.length === length &&
      /^[0-9a-f-]{36}$/.test(String(read.at(-1))) &&
      !Number.isNaN(Date.parse(String(read.at(-2)))) &&
      (length < 3 || [0, 1, 2, 3].includes(read[0] as number));
    return fits ? (read as unknown[]) : undefined;
  } catch {
    return undefined;
  }
}
