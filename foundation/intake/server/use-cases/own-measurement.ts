// A value of the resident's own, typed in or read by the browser from a meter nearby, written once.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { OwnMeasurementBody, OwnMeasurementReply } from '../../contract.ts';
import { mostAheadMilliseconds } from '../../rules/device-clock.ts';
import { isPlausibleReading } from '../../rules/device-reading.ts';
import { observationsOf, type TakenReading } from '../../rules/observations.ts';
import { measurementTaken } from '../events.ts';
import { takenEvent } from '../gateway/take-batch.ts';
import type { Parts } from '../parts.ts';
import { implausibleValue, inFuture } from '../problems.ts';

const permission = 'intake.measurement.enter';

export async function enterOwnMeasurement(
  { kernel, record, registry }: Parts,
  actor: Actor,
  personId: string,
  body: OwnMeasurementBody,
  now: Date,
): Promise<Result<OwnMeasurementReply>> {
  const takenAt = new Date(body.takenAt);
  if (takenAt.getTime() > now.getTime() + mostAheadMilliseconds) return fail(inFuture);
  if (!isPlausibleReading(body.values)) return fail(implausibleValue);
  await kernel.access.unitsOf(actor, permission);
  const [person] = await registry.persons(kernel.db, [personId]);
  const reading: TakenReading = {
    measurementId: body.measurementId,
    personId,
    values: body.values,
    marks: [],
    takenAt,
    receivedAt: now,
    clock: 'unchecked',
    source: 'home',
    device: body.deviceName === undefined ? undefined : { name: body.deviceName },
    // Whoever is invented measures invented values.
    simulated: person?.simulated ?? false,
  };
  const resources = observationsOf(reading);
  const observations = resources.map(({ id }) => id);
  return kernel.db.tx(async (q): Promise<Result<OwnMeasurementReply>> => {
    const written = await record.putResources(q, actor, permission, { put: withoutArrival(resources) }, now);
    if (!written.ok) return written;
    const repeated = written.value.written === 0;
    if (!repeated) await kernel.events.announce(q, measurementTaken, takenEvent(reading, observations, undefined));
    return succeed({ measurementId: body.measurementId, observations, repeated });
  });
}

/** Sent again it says the same: when it came is what the version's own time tells. */
const withoutArrival = <One extends Record<string, unknown>>(resources: readonly One[]): One[] =>
  resources.map((resource) => {
    const { issued: _issued, ...rest } = resource;
    return rest as unknown as One;
  });
