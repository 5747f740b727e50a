// Writes a visit or a reading of our own screens and devices as FHIR resources, once, however often it is sent.
import { fail, succeed } from '#platform/contract.ts';
import type { Problem, Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { NewMeasurement, NewVisit, RecordedMeasurement, RecordedVisit, Vital } from '../../contract.ts';
import { measurementResources, visitResources } from '../../rules/visit-resources.ts';
import type { Resource } from '../../rules/visit-resources.ts';
import { isPlausible, vitalInterpretation, vitalRules } from '../../rules/vitals.ts';
import { idTaken, implausible, notWritten, outOfReach, periodImpossible, personUnknown } from '../problems.ts';
import { Refusal } from '../refusal.ts';
import type { RecordServices } from '../services.ts';
import { patientIdOf } from '../store/person-record.ts';
import { locate } from '../store/read.ts';
import { WriteRace } from '../store/write.ts';
import { writeInTransaction } from './write-resources.ts';

interface Asked<Body> {
  actor: Actor;
  now: Date;
  personId: string;
  body: Body;
}

function implausibleVitals(vitals: readonly Vital[]): Problem | undefined {
  const wrong = vitals.flatMap(({ kind, value }, index) => {
    const { plausible, unit } = vitalRules[kind];
    return isPlausible(kind, value) ? [] : [{ index, low: plausible[0], high: plausible[1], unit }];
  });
  return wrong.length > 0 ? implausible(wrong) : undefined;
}

function notableOf(vitals: readonly Vital[]): RecordedVisit['notable'] {
  return vitals.flatMap(({ kind, value }) => {
    const interpretation = vitalInterpretation(kind, value);
    return interpretation === 'low' || interpretation === 'high' ? [{ kind, value, interpretation }] : [];
  });
}

interface Written {
  resources: string[];
  repeated: boolean;
}
type Make = (patient: string) => Resource[];

/** Inside the transaction: nothing where the first resource stands already, else all of them. */
async function writeOnce(
  q: Transaction,
  services: RecordServices,
  asked: Asked<unknown>,
  make: Make,
  options: { permission: string; announce: (q: Transaction) => Promise<void> },
): Promise<Result<Written>> {
  const patientId = await patientIdOf(q, asked.personId);
  if (!patientId) return fail(personUnknown);
  const resources = make(`Patient/${patientId}`);
  const keys = resources.map((resource) => ({ type: resource.resourceType, id: resource.id }));
  const references = keys.map(({ type, id }) => `${type}/${id}`);
  const standing = await locate(q, keys);
  if (standing.size > 0) {
    const same = [...standing.values()].every((one) => one.patientId === asked.personId);
    return same ? succeed({ resources: [...standing.keys()], repeated: true }) : fail(idTaken);
  }
  const asking = { actor: asked.actor, now: asked.now, base: '', lenient: false, permission: options.permission };
  const operations = resources.map((resource) => ({
    method: 'PUT' as const,
    type: resource.resourceType,
    id: resource.id,
    resource,
  }));
  await writeInTransaction(q, services, asking, operations);
  await options.announce(q);
  return succeed({ resources: references, repeated: false });
}

const mostAttempts = 5;
async function attempt(
  services: RecordServices,
  asked: Asked<unknown>,
  permission: string,
  make: Make,
  announce: (q: Transaction) => Promise<void>,
): Promise<Result<Written>> {
  await services.kernel.access.unitsOf(asked.actor, permission);
  for (let turn = 1; ; turn++) {
    try {
      return await services.kernel.db.tx((q) => writeOnce(q, services, asked, make, { permission, announce }));
    } catch (error) {
      if (error instanceof Refusal) return fail(error.kind === 'forbidden' ? outOfReach : notWritten);
      if (!(error instanceof WriteRace) || turn === mostAttempts) throw error;
    }
  }
}

export async function recordVisit(services: RecordServices, asked: Asked<NewVisit>): Promise<Result<RecordedVisit>> {
  const { body, actor, personId, now } = asked;
  if (body.endedAt && Date.parse(body.endedAt) < Date.parse(body.startedAt)) return fail(periodImpossible);
  const wrong = implausibleVitals(body.vitals);
  if (wrong) return fail(wrong);
  const noteBase64 = body.note ? Buffer.from(body.note).toString('base64') : undefined;
  const organization = body.orgUnitId ?? actor.homeUnitId;
  const written = await attempt(
    services,
    asked,
    'record.visit.write',
    (patient) => visitResources(body, { patient, organization, noteBase64 }),
    (q) =>
      services.kernel.events.announce(q, 'record.visit-recorded', {
        personId,
        visitId: body.visitId,
        kind: body.kind,
        at: now.toISOString(),
      }),
  );
  if (!written.ok) return written;
  return succeed({ visitId: body.visitId, ...written.value, notable: notableOf(body.vitals) });
}

export async function recordMeasurement(
  services: RecordServices,
  asked: Asked<NewMeasurement>,
): Promise<Result<RecordedMeasurement>> {
  const { body, personId, now } = asked;
  const wrong = implausibleVitals(body.vitals);
  if (wrong) return fail(wrong);
  const notable = notableOf(body.vitals);
  const written = await attempt(
    services,
    asked,
    'record.measurement.write',
    (patient) => measurementResources(body, patient),
    (q) =>
      services.kernel.events.announce(q, 'record.measurement-recorded', {
        personId,
        measurementId: body.measurementId,
        kinds: body.vitals.map((vital) => vital.kind),
        source: body.source,
        notable: notable.length > 0,
        at: now.toISOString(),
      }),
  );
  return written.ok ? succeed({ measurementId: body.measurementId, ...written.value, notable }) : written;
}
