// Changes what plans are made from: policy, work calendar, market days.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { CalendarBody, PolicyBody, WorkCalendarYear } from '../../contract.ts';
import type { RovingPolicy } from '../../rules/policy.ts';
import { stateHolidays } from '../../rules/state-holidays.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, noCounty, notYourUnit, spanRefused, townshipUnknown } from '../problems.ts';
import { findCalendar, saveCalendar, saveMarketDays } from '../store/basis.ts';
import { countyOf } from './county-of.ts';
import { policyKey } from './gather-month.ts';

const permission = 'roving.basis.write';

const note = (parts: Parts, q: Transaction, actor: Actor, object: string, version?: number) =>
  parts.kernel.audit.record(q, actor, {
    action: 'update',
    permission,
    outcome: 'success',
    object,
    ...(version !== undefined && { version }),
  });

/** A dated row at the county: months that begin before the day keep the policy that they had. */
export async function setPolicy(
  parts: Parts,
  actor: Actor,
  { policy, fromOn }: PolicyBody,
): Promise<Result<{ policy: RovingPolicy; fromOn: string }>> {
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  if (policy.shift.toMinute <= policy.shift.fromMinute) return fail(spanRefused('policy.shift'));
  if (policy.gapDays.most < policy.gapDays.fewest) return fail(spanRefused('policy.gapDays'));
  return parts.kernel.db.tx(async (q) => {
    await parts.kernel.settings.set(q, {
      key: policyKey,
      orgUnitId: county.countyId,
      value: policy,
      from: new Date(`${fromOn}T00:00:00+08:00`),
    });
    await note(parts, q, actor, `RovingPolicy/${fromOn}`);
    return succeed({ policy, fromOn });
  });
}

export async function readCalendar(parts: Parts, actor: Actor, year: number): Promise<Result<WorkCalendarYear>> {
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  const own = await findCalendar(parts.kernel.db, county.countyId, year);
  const days = own?.days ?? stateHolidays.filter((day) => day.on.startsWith(String(year)));
  return succeed({ year, days, version: own?.version ?? 0 });
}

export async function setCalendar(
  parts: Parts,
  actor: Actor,
  year: number,
  { days }: CalendarBody,
  version: number,
): Promise<Result<WorkCalendarYear>> {
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  const sorted = [
    ...new Map(days.filter((day) => day.on.startsWith(String(year))).map((day) => [day.on, day])).values(),
  ];
  sorted.sort((a, b) => a.on.localeCompare(b.on));
  return parts.kernel.db.tx(async (q) => {
    if (!(await saveCalendar(q, county.countyId, year, sorted, version + 1))) return fail(changedMeanwhile);
    await note(parts, q, actor, `WorkCalendar/${year}`, version + 1);
    return succeed({ year, days: sorted, version: version + 1 });
  });
}

export async function setMarketDays(
  parts: Parts,
  actor: Actor,
  townshipId: string,
  endings: readonly number[],
  version: number,
): Promise<Result<{ townshipId: string; endings: number[]; version: number }>> {
  const { kernel, registry } = parts;
  const township = (await registry.units(kernel.db, { below: townshipId }))[0];
  if (township?.kind !== 'township') return fail(townshipUnknown);
  if (!(await kernel.access.unitsOf(actor, 'roving.market-day.write')).includes(townshipId)) return fail(notYourUnit);
  const digits = [...new Set(endings)].toSorted((a, b) => a - b);
  return kernel.db.tx(async (q) => {
    if (!(await saveMarketDays(q, townshipId, digits, version + 1))) return fail(changedMeanwhile);
    await note(parts, q, actor, `MarketDays/${townshipId}`, version + 1);
    return succeed({ townshipId, endings: digits, version: version + 1 });
  });
}
