// Facts of what people ask: home services served within a week and answered in time, referrals taken over by the hospital.
import { dayOf } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Fact } from '#foundation/indicators/rules/indicator.ts';
import type { CountedMonth } from '#foundation/indicators/server/index.ts';
import type { OrderSpan } from '#foundation/orders/server/index.ts';
import type { Parts } from '../parts.ts';
import { watchedVisits } from './visit-facts.ts';

const day = 86_400_000;
/** reference N4: on-demand orders not served in 7 d. */
const servedWithinDays = 7;
/** What residents ask to have done at home. */
const requests = ['home-service'];
const referrals = ['referral'];

type Counted = Pick<Fact, 'numerator' | 'denominator'> | undefined;

export const unmetFacts = (parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> =>
  orderFacts(parts, q, month, requests, (order) => {
    const until = order.placedAt.getTime() + servedWithinDays * day;
    const served = statusOf(parts, order) === 'completed' && order.endedAt!.getTime() <= until;
    // Within its week it is neither met nor unmet; whoever took it back asks for nothing.
    if (statusOf(parts, order) === 'cancelled' || (!served && until > month.now.getTime())) return undefined;
    return { numerator: served ? 0 : 1, denominator: 1 };
  });

/** The limit is the first clock of the kind's definition. */
export const answeredFacts = (parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> =>
  orderFacts(parts, q, month, requests, (order) => {
    const kind = parts.orders.kind(order.kind);
    const clocks = Object.values(kind?.clocks ?? {}).filter(({ startsIn }) => startsIn.includes(kind!.initial));
    const limits = clocks.flatMap(({ steps }) => steps.map(({ afterMinutes }) => afterMinutes));
    if (limits.length === 0) return undefined;
    const until = order.placedAt.getTime() + Math.min(...limits) * 60_000;
    const inTime = order.answeredAt !== null && order.answeredAt.getTime() <= until;
    if (!inTime && until > month.now.getTime()) return undefined;
    return { numerator: inTime ? 1 : 0, denominator: 1 };
  });

/** Those that wait are counted once they are a day old. */
export const acceptedFacts = (parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> =>
  orderFacts(parts, q, month, referrals, (order) => {
    const status = statusOf(parts, order);
    const waits = status === 'requested';
    if (status === 'cancelled' || (waits && order.placedAt.getTime() + day > month.now.getTime())) return undefined;
    const accepted = !waits && status !== 'rejected' && status !== 'failed';
    return { numerator: accepted ? 1 : 0, denominator: 1 };
  });

const statusOf = ({ orders }: Parts, { kind, state }: OrderSpan): string | undefined =>
  orders.kind(kind)?.states[state]?.task;

/** One row an order of people of the villages that are visited. */
async function orderFacts(
  parts: Parts,
  q: Sql,
  month: CountedMonth,
  kinds: readonly string[],
  count: (order: OrderSpan) => Counted,
): Promise<Fact[]> {
  const from = new Date(`${month.fromOn}T00:00:00+08:00`);
  const to = new Date(Date.parse(`${month.toOn}T00:00:00+08:00`) + day);
  const placed = await parts.orders.spans(q, { from, to, kinds });
  if (placed.length === 0) return [];
  const visited = new Map((await watchedVisits(parts, q, month)).map((visit) => [visit.villageId, visit]));
  const people = await parts.registry.persons(q, [...new Set(placed.map(({ personId }) => personId))]);
  const villages = new Map(people.map(({ personId, villageId }) => [personId, villageId]));
  return placed.flatMap((order): Fact[] => {
    const visit = visited.get(villages.get(order.personId) ?? '');
    const counted = count(order);
    if (!visit || !counted) return [];
    const { villageId, townshipId, teamId } = visit;
    return [
      {
        itemKind: 'order',
        itemId: order.orderId,
        itemOn: dayOf(order.placedAt),
        ...(teamId && { teamId }),
        townshipId,
        villageId,
        ...counted,
      },
    ];
  });
}
