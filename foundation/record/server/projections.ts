// FHIR resources of what the registry writes: people, organisations, staff, places. Fields that only FHIR carries stay.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { extract } from '../rules/extract.ts';
import { addressOf, simulatedTag } from '../rules/person-facts.ts';
import { healthCardSystem, idCardSystem } from '../rules/person-secrets.ts';
import { seal, unseal } from './seal.ts';
import type { RecordServices } from './services.ts';
import { keyText, locate, readMany } from './store/read.ts';
import type { StoredRow } from './store/rows.ts';
import { nobody, tableOf } from './store/tables.ts';
import { saveResources } from './store/write.ts';

type Json = Record<string, unknown>;
export type RegistryProjection = Parameters<Registry['registerProjection']>[0];
type Records<Kind extends keyof RegistryProjection> = Parameters<NonNullable<RegistryProjection[Kind]>>[1][number];
export type PersonRecord = Records<'people'>;

const recordNumberSystem = 'urn:oid:2.16.156.10011.1.2';
const ownSystems: ReadonlySet<unknown> = new Set([idCardSystem, healthCardSystem, recordNumberSystem]);
const tags = (simulated: boolean) => (simulated ? { meta: { tag: [simulatedTag] } } : {});
const phone = (value: string | undefined) => (value ? { telecom: [{ system: 'phone', value }] } : {});
const position = (one: { lon?: number; lat?: number }) =>
  one.lon === undefined || one.lat === undefined ? {} : { position: { longitude: one.lon, latitude: one.lat } };

/** A resource to be written; `owned` names the properties that the registry decides, absent ones included. */
interface Projected {
  resource: Json;
  owned: readonly string[];
  patientId: string;
}

function projectPerson(person: PersonRecord, id: string): Projected {
  const { name, sex, birthOn, idNumber, healthCard, healthRecordNumber, deceasedOn, status, simulated } = person;
  const identifier = [
    ...(idNumber ? [{ system: idCardSystem, value: idNumber }] : []),
    ...(healthCard ? [{ system: healthCardSystem, value: healthCard }] : []),
    ...(healthRecordNumber ? [{ system: recordNumberSystem, value: healthRecordNumber }] : []),
  ];
  return {
    patientId: person.personId,
    owned: [
      'active',
      'name',
      'telecom',
      'gender',
      'birthDate',
      'deceasedDateTime',
      'deceasedBoolean',
      'address',
      'managingOrganization',
    ],
    resource: {
      resourceType: 'Patient',
      id,
      ...tags(simulated),
      ...(identifier.length > 0 && { identifier }),
      active: status === 'active',
      ...(name && { name: [{ use: 'official', text: name }] }),
      ...phone(person.phone),
      gender: sex,
      ...(birthOn && { birthDate: birthOn }),
      ...(deceasedOn ? { deceasedDateTime: deceasedOn } : status === 'deceased' && { deceasedBoolean: true }),
      address: addressOf(person),
      ...(person.institutionId && { managingOrganization: { reference: `Organization/${person.institutionId}` } }),
    },
  };
}

/** The Patient of a registered person whom no Patient stood for before. */
export const patientOf = (person: PersonRecord): Json & { resourceType: string; id: string } =>
  projectPerson(person, person.personId).resource as Json & { resourceType: string; id: string };

function projectOrganisation(one: Records<'organisations'>): Projected {
  const { organisationId, kind, name, code, creditCode, address, simulated } = one;
  return {
    patientId: nobody,
    owned: ['name', 'type', 'identifier', 'telecom', 'address', 'active'],
    resource: {
      resourceType: 'Organization',
      id: organisationId,
      ...tags(simulated),
      identifier: [
        { system: 'urn:tianmu:fhir:organisation-code', value: code },
        ...(creditCode ? [{ system: 'urn:tianmu:fhir:unified-social-credit-code', value: creditCode }] : []),
      ],
      active: true,
      type: [{ coding: [{ system: 'urn:tianmu:fhir:organisation-kind', code: kind }] }],
      name,
      ...phone(one.phone),
      ...(address && { address: [{ text: address }] }),
    },
  };
}

function projectPractitioner(one: Records<'practitioners'>): Projected[] {
  const { staffId, name, sex, birthOn, profession, title, speciality, organisationId, qualifications, simulated } = one;
  const coded = (system: string, code: string) => ({ coding: [{ system: `urn:tianmu:fhir:${system}`, code }] });
  const practitioner: Projected = {
    patientId: nobody,
    owned: ['name', 'telecom', 'gender', 'birthDate', 'qualification', 'active'],
    resource: {
      resourceType: 'Practitioner',
      id: staffId,
      ...tags(simulated),
      active: true,
      name: [{ text: name }],
      ...phone(one.phone),
      gender: sex,
      ...(birthOn && { birthDate: birthOn }),
      ...(qualifications.length > 0 && {
        qualification: qualifications.map(({ kind, number, issuedOn, expiresOn }) => ({
          identifier: [{ value: number }],
          code: { text: kind },
          ...((issuedOn ?? expiresOn) && { period: { start: issuedOn, end: expiresOn } }),
        })),
      }),
    },
  };
  const role: Projected = {
    patientId: nobody,
    owned: ['practitioner', 'organization', 'code', 'specialty', 'active'],
    resource: {
      resourceType: 'PractitionerRole',
      id: staffId,
      ...tags(simulated),
      active: true,
      practitioner: { reference: `Practitioner/${staffId}`, display: name },
      organization: { reference: `Organization/${organisationId}` },
      code: [{ ...coded('profession', profession), ...(title && { text: title }) }],
      ...(speciality && { specialty: [{ text: speciality }] }),
    },
  };
  return [practitioner, role];
}

function projectPlace(one: Records<'places'>): Projected {
  const { placeId, kind, name, simulated } = one;
  return {
    patientId: nobody,
    owned: ['name', 'type', 'position', 'status'],
    resource: {
      resourceType: 'Location',
      id: placeId,
      ...tags(simulated),
      status: 'active',
      name,
      type: [{ coding: [{ system: 'urn:tianmu:fhir:place-kind', code: kind }] }],
      ...position(one),
    },
  };
}

/** What stands already, without the owned properties, under what the registry says now. */
function merged(before: Json, { resource, owned }: Projected): Json {
  const kept = Object.fromEntries(Object.entries(before).filter(([key]) => !owned.includes(key)));
  const others =
    resource.resourceType === 'Patient' && Array.isArray(before.identifier)
      ? (before.identifier as Json[]).filter((one) => !ownSystems.has(one.system))
      : [];
  const identifier = [...((resource.identifier as Json[] | undefined) ?? []), ...others];
  return { ...kept, ...resource, ...(identifier.length > 0 && { identifier }), meta: before.meta };
}

const withoutStamp = (resource: Json): string =>
  JSON.stringify(
    Object.entries(resource)
      .filter(([key]) => key !== 'meta')
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

async function save(q: Sql, services: RecordServices, projected: readonly Projected[]): Promise<void> {
  if (projected.length === 0) return;
  const { cipher, clock } = services.kernel;
  const now = clock.now();
  const located = await locate(
    q,
    projected.map(({ resource }) => ({ type: resource.resourceType as string, id: resource.id as string })),
  );
  const current = new Map((await readMany(q, [...located.values()])).map((one) => [keyText(one.type, one.id), one]));
  const rows: StoredRow[] = [];
  const fresh = new Set<StoredRow>();
  for (const one of projected) {
    const type = one.resource.resourceType as string;
    const id = one.resource.id as string;
    const before = current.get(keyText(type, id));
    const old = before && (JSON.parse(unseal(cipher, before.content)) as Json);
    const next = old ? merged(old, one) : one.resource;
    if (old && withoutStamp(old) === withoutStamp(JSON.parse(JSON.stringify(next)) as Json)) continue;
    const version = (before?.version ?? located.get(keyText(type, id))?.deletedVersion ?? 0) + 1;
    const { resourceType, id: _, meta, ...rest } = next;
    const stamped = {
      resourceType,
      id,
      meta: { ...(meta as Json | undefined), versionId: String(version), lastUpdated: now.toISOString() },
      ...rest,
    };
    const row: StoredRow = {
      table: tableOf(type),
      type,
      id,
      patientId: one.patientId,
      version,
      updatedAt: now,
      content: JSON.stringify(seal(cipher, stamped)),
      found: extract(type, stamped),
    };
    rows.push(row);
    if (!before) fresh.add(row);
  }
  await saveResources(q, cipher, rows, { fresh });
}

/** Ids of Patients that came over FHIR under ids of their own. */
async function patientIds(q: Sql, people: readonly PersonRecord[]): Promise<Map<string, string>> {
  const rows = await q.query<{ patient_id: string; id: string }>(
    'select patient_id, id from record.patient where patient_id = any($1::uuid[])',
    [people.map((person) => person.personId)],
  );
  return new Map(rows.map((row) => [row.patient_id, row.id]));
}

export function projectionOf(services: RecordServices): RegistryProjection {
  return {
    async people(q, people) {
      const known = await patientIds(q, people);
      await save(
        q,
        services,
        people.map((person) => projectPerson(person, known.get(person.personId) ?? person.personId)),
      );
    },
    organisations: (q, organisations) => save(q, services, organisations.map(projectOrganisation)),
    practitioners: (q, practitioners) => save(q, services, practitioners.flatMap(projectPractitioner)),
    places: (q, places) => save(q, services, places.map(projectPlace)),
  };
}
