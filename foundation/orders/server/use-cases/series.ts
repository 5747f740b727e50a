// Starts, shows and ends series of orders.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import { orderPermissions, type Series } from '../../contract.ts';
import { checkValues, tidyValues } from '../../rules/fields.ts';
import type { Parts } from '../parts.ts';
import type { SeriesToStart } from '../ports.ts';
import {
  fieldsWrong,
  idTaken,
  kindUnknown,
  notRepeated,
  notYoursToPlace,
  seriesSpan,
  seriesUnknown,
} from '../problems.ts';
import { urgencyOrder } from '../store/order-row.ts';
import { endSeriesRow, findSeries, insertSeries, seriesOf, type SeriesRow } from '../store/series.ts';

const view = (row: SeriesRow): Series => ({
  seriesId: row.seriesId,
  kind: row.kind,
  everyDays: row.everyDays,
  ...(row.nextOn && !row.endedAt && { nextOn: row.nextOn }),
  untilOn: row.untilOn,
  opened: row.opened,
  state: row.endedAt ? 'ended' : 'running',
});

export async function startSeries(
  { kernel, kinds }: Parts,
  q: Transaction,
  actor: Actor,
  series: SeriesToStart,
  now: Date,
): Promise<Result<void>> {
  const registered = kinds.get(series.kind);
  if (!registered) return fail(kindUnknown);
  const { kind } = registered;
  if (!kind.repeat) return fail(notRepeated);
  const { permission } = kind.place;
  if (actor.purpose !== 'system' && !(permission && kernel.access.holds(actor, permission)))
    return fail(notYoursToPlace);
  if (series.untilOn < series.firstOn) return fail(seriesSpan);
  const payload = tidyValues(series.payload);
  const issues = checkValues(kind.payload, payload);
  if (issues.length > 0) return fail(fieldsWrong(issues));
  const made = await insertSeries(
    q,
    {
      personId: series.personId,
      seriesId: series.seriesId,
      kind: series.kind,
      payload,
      urgency: urgencyOrder.indexOf(series.urgency ?? 'routine'),
      requestedBy: actor.accountId,
      requesterName: actor.displayName,
      requesterId: actor.homeUnitId,
      performerId: series.performerId ?? null,
      everyDays: series.everyDays,
      untilOn: series.untilOn,
      nextOn: series.firstOn,
    },
    now,
  );
  if (!made) {
    const standing = await findSeries(q, series.personId, series.seriesId);
    return standing?.kind === series.kind && standing.requestedBy === actor.accountId
      ? succeed(undefined)
      : fail(idTaken);
  }
  await note(kernel, q, actor, 'create', series);
  return succeed(undefined);
}

export async function endSeries(
  { kernel }: Parts,
  q: Transaction,
  actor: Actor,
  personId: string,
  seriesId: string,
  now: Date,
): Promise<Result<void>> {
  const standing = await findSeries(q, personId, seriesId);
  if (!standing) return fail(seriesUnknown);
  await endSeriesRow(q, personId, seriesId, now);
  await note(kernel, q, actor, 'update', { personId, seriesId, kind: standing.kind });
  return succeed(undefined);
}

const note = (
  kernel: Parts['kernel'],
  q: Transaction,
  actor: Actor,
  action: 'create' | 'update',
  series: { personId: string; seriesId: string; kind: string },
) =>
  kernel.audit.record(q, actor, {
    action,
    permission: orderPermissions.repeat,
    outcome: 'success',
    persons: [series.personId],
    object: `series/${series.seriesId}`,
    detail: { kind: series.kind },
  });

export const readSeries = async (q: Sql, personId: string): Promise<Series[]> =>
  (await seriesOf(q, personId)).map(view);

export async function oneSeries(q: Sql, personId: string, seriesId: string): Promise<Result<Series>> {
  const row = await findSeries(q, personId, seriesId);
  return row ? succeed(view(row)) : fail(seriesUnknown);
}
