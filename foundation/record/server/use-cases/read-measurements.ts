// Series of a person's measurements for charts.
import { succeed } from '#platform/contract.ts';
import type { Result } from '#platform/contract.ts';
import { dateInterval } from '#platform/fhir/dates.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Measurements, MeasurementsQuery } from '../../contract.ts';
import { measurementSeries } from '../../rules/measurement-series.ts';
import type { RecordServices } from '../services.ts';
import { newestObservations, observationsOf } from '../store/person-record.ts';
import { scopeOf } from './person-scope.ts';

const defaultLimit = 200;

export async function readMeasurements(
  services: RecordServices,
  asked: { actor: Actor; now: Date; personId: string; query: MeasurementsQuery },
): Promise<Result<Measurements>> {
  const { actor, now, personId, query } = asked;
  const { db } = services.kernel;
  const scope = await scopeOf(services, actor, personId, 'record.timeline.read', now);
  const period = {
    from: query.from === undefined ? undefined : new Date(dateInterval(query.from)!.from),
    to: query.to === undefined ? undefined : new Date(dateInterval(query.to)!.to),
  };
  const rows =
    query.code === undefined
      ? await newestObservations(db.point, scope)
      : await observationsOf(db.point, scope, query.code, period, query.limit ?? defaultLimit);
  const observations = rows.flatMap((row) =>
    row.at ? [{ at: row.at.toISOString(), resource: JSON.parse(row.content) as Record<string, unknown> }] : [],
  );
  return succeed({ series: measurementSeries(observations, query.code) });
}
