// Loads a generated or migrated county: the structure in one transaction, then people in batches by COPY.
import { dayOf } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { CopyBatch } from '#platform/kernel/db/copy-batch.ts';
import { coverageFaults } from '../../rules/team-coverage.ts';
import type { Parts } from '../parts.ts';
import type { PersonLoad, PersonRecord, PlaceRecord, StructureLoad } from '../ports.ts';
import { saveOrganisations } from '../store/organisation.ts';
import { saveServicePoints } from '../store/service-point.ts';
import { saveStaff, saveStaffRoles } from '../store/staff.ts';
import { responsibilities, saveTeamVillages } from '../store/team.ts';
import { listVillages, saveCommunities, savePlaces, saveUnits, saveVillages } from '../store/unit.ts';
import { collectPeople, type VillageOfPeople } from './collect-people.ts';

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
  await saveServicePoints(q, kernel.cipher, load.servicePoints);
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
  const { db, cipher, clock, newId } = parts.kernel;
  const now = clock.now();
  const villages = await villagesOfPeople(db);
  const collector = collectPeople({ cipher, newId, now, villages });
  let records: PersonRecord[] = [];
  let loaded = 0;
  const batch = new CopyBatch();
  const flush = async () => {
    if (records.length === 0) return;
    await batch.write(db);
    await db.tx(async (q) => {
      for (const projection of parts.projections) await projection.people?.(q, records);
    });
    loaded += records.length;
    records = [];
    onBatch(loaded);
  };
  for await (const person of people) {
    records.push(collector.add(batch, person));
    if (records.length >= batchSize) await flush();
  }
  await flush();
  await collector.passSerials(db);
  return loaded;
}

async function villagesOfPeople(q: Sql): Promise<Map<string, VillageOfPeople>> {
  const villages = await listVillages(q, undefined);
  const ids = villages.map((village) => village.villageId);
  const teams = new Map((await responsibilities(q, ids)).map((row) => [row.villageId, row.teamId]));
  return new Map(
    villages.map(({ villageId, code, name }) => [villageId, { code, name, teamId: teams.get(villageId) }]),
  );
}
