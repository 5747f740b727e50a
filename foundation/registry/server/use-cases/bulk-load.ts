// Loads a generated or migrated county: the structure in one transaction, then people in batches by COPY.
import { dayOf } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { coverageFaults } from '../../rules/team-coverage.ts';
import { readHealthRecordNumber } from '../../rules/health-record-number.ts';
import type { Parts } from '../parts.ts';
import type { PersonLoad, PersonRecord, PlaceRecord, StructureLoad } from '../ports.ts';
import { saveOrganisations, saveServicePoints } from '../store/organisation.ts';
import { copyLinesOf, personCopyColumns } from '../store/person.ts';
import { saveHouseholds, saveProxies } from '../store/proxy.ts';
import { saveStaff, saveStaffRoles } from '../store/staff.ts';
import { saveTeamVillages } from '../store/team.ts';
import { listVillages, saveCommunities, savePlaces, saveUnits, saveVillages } from '../store/unit.ts';
import { relateProxies } from './proxies.ts';
import { relationsOf } from './place-person.ts';

/** Refuses a structure in which a village lacks its one team and one named person. */
export async function loadStructure(parts: Parts, load: StructureLoad): Promise<void> {
  const villages = load.divisions.filter((division) => division.kind === 'village').map((division) => division.unitId);
  const faults = coverageFaults(
    villages,
    load.teams.map((team) => ({ ...team, memberIds: team.members.map((member) => member.staffId) })),
  );
  if (faults.length > 0) throw new Error(`teams do not cover the villages: ${JSON.stringify(faults.slice(0, 5))}`);
  await parts.kernel.db.tx((q) => saveStructure(parts, q, load));
}

/** Inside the caller's transaction: units, villages, places, institutions, staff and teams, and the projections of higher contexts. */
export async function saveStructure({ kernel, projections }: Parts, q: Sql, load: StructureLoad): Promise<void> {
  const today = dayOf(kernel.clock.now());
  const unit = (id: string, parentId: string | undefined, kind: string, code: string, name: string) => ({
    id,
    parentId,
    kind: kind as Parameters<typeof saveUnits>[1][number]['kind'],
    code,
    name,
    validFrom: today,
  });
  await saveUnits(q, [
    ...load.divisions.map((one) => unit(one.unitId, one.parentId, one.kind, one.code, one.name)),
    ...load.organisations.map((one) => unit(one.organisationId, one.unitId, one.kind, one.code, one.name)),
    ...load.teams.map((one) => unit(one.teamId, one.organisationId, 'team', one.code, one.name)),
  ]);
  await saveVillages(q, load.divisions);
  const places = placesOf(load);
  await savePlaces(q, [...places, ...load.organisations.map((one) => ({ ...one, placeId: one.organisationId }))]);
  await saveOrganisations(q, load.organisations);
  await saveCommunities(q, load.communities);
  await saveServicePoints(q, load.servicePoints);
  await saveStaff(q, kernel.cipher, load.practitioners);
  await saveStaffRoles(q, [
    ...load.practitioners.map((one) => ({
      staffId: one.staffId,
      role: one.profession,
      unitId: one.organisationId,
      fromOn: today,
    })),
    ...load.teams.flatMap((team) =>
      team.members.map(({ staffId, role }) => ({ staffId, role, unitId: team.teamId, fromOn: team.fromOn })),
    ),
  ]);
  await saveTeamVillages(
    q,
    load.teams.flatMap(({ teamId, fromOn, villages: owned }) => owned.map((one) => ({ ...one, teamId, fromOn }))),
  );
  for (const projection of projections) {
    await projection.organisations?.(q, load.organisations);
    await projection.practitioners?.(q, load.practitioners);
    await projection.places?.(q, places);
  }
}

/** Townships, villages and service points; organisations are places of their own. */
function placesOf(load: StructureLoad): PlaceRecord[] {
  return [
    ...load.divisions.flatMap((one) =>
      one.kind === 'township' || one.kind === 'village' ? [{ ...one, kind: one.kind, placeId: one.unitId }] : [],
    ),
    ...load.servicePoints.map((one) => ({ ...one, placeId: one.servicePointId, unitId: one.villageId })),
  ];
}

/** People in one batch between two progress calls. */
const batchSize = 2_000;

/** For an empty county only: COPY batches are not undone when a later one fails; load again into a fresh database. */
export async function loadPeople(
  parts: Parts,
  people: AsyncIterable<PersonLoad> | Iterable<PersonLoad>,
  onBatch: (loaded: number) => void = () => undefined,
): Promise<number> {
  let batch: PersonLoad[] = [];
  let loaded = 0;
  const serials = new Map<string, number>();
  const flush = async () => {
    if (batch.length === 0) return;
    await loadBatch(parts, batch, serials);
    loaded += batch.length;
    batch = [];
    onBatch(loaded);
  };
  for await (const person of people) {
    batch.push(person);
    if (batch.length >= batchSize) await flush();
  }
  await flush();
  await parts.kernel.db.query(
    `insert into registry.record_number_counter (village_id, next_serial)
     select * from unnest($1::uuid[], $2::int[]) on conflict (village_id) do update set
       next_serial = greatest(excluded.next_serial, registry.record_number_counter.next_serial)`,
    [[...serials.keys()], [...serials.values()].map((serial) => serial + 1)],
  );
  return loaded;
}

async function loadBatch(parts: Parts, batch: readonly PersonLoad[], serials: Map<string, number>): Promise<void> {
  const { db, cipher, access, clock, newId } = parts.kernel;
  const now = clock.now();
  const villageIds = [...new Set(batch.flatMap((person) => person.villageId ?? []))];
  const villages = new Map((await listVillages(db, villageIds)).map((village) => [village.villageId, village]));
  const records = batch.map((person): PersonRecord => {
    const { proxies: _proxies, ...facts } = person;
    const village = person.villageId ? villages.get(person.villageId) : undefined;
    const serial = person.healthRecordNumber && readHealthRecordNumber(person.healthRecordNumber)?.serial;
    if (serial && village) serials.set(village.villageId, Math.max(serial, serials.get(village.villageId) ?? 0));
    return { ...facts, villageCode: village?.code, villageName: village?.name, version: 1, updatedAt: now };
  });
  const lines = copyLinesOf(cipher, records);
  await db.copyIn('registry.person', personCopyColumns, lines.persons);
  await db.copyIn('registry.person_token', ['patient_id', 'token'], lines.tokens);
  await db.copyIn('registry.identity', ['hash', 'system', 'person_id'], lines.identities);
  const proxies = batch.flatMap((person) =>
    (person.proxies ?? []).map((proxy) => ({ proxyId: newId(), personId: person.personId, ...proxy })),
  );
  await db.tx(async (q) => {
    await saveHouseholds(q, householdsOf(records));
    await access.relate(q, await relationsOf(q, records, now));
    await saveProxies(q, proxies);
    await relateProxies(parts, q, proxies, now);
    for (const projection of parts.projections) await projection.people?.(q, records);
  });
}

function householdsOf(people: readonly PersonRecord[]) {
  const households = new Map<string, { householdId: string; villageId?: string; address?: string }>();
  for (const { householdId, villageId, address } of people)
    if (householdId && !households.has(householdId)) households.set(householdId, { householdId, villageId, address });
  return [...households.values()];
}
