// Front door of the registry: the one writer of people, organisations, staff, teams, places and service points.
import type { Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type {
  ImportBody,
  ImportReply,
  Organisation,
  OrganisationsQuery,
  OrgUnit,
  OrgUnitsQuery,
  ServiceTeam,
} from '../contract.ts';
import { announces } from './events.ts';
import { permissions } from './permissions.ts';
import type { PersonFromFhir, PersonLoad, PersonRecord, RegistryProjection, StructureLoad } from './ports.ts';
import { endpointsOf } from './routes.ts';
import { findPersons, identityHash, ownersOf } from './store/person.ts';
import { listOrganisations } from './store/organisation.ts';
import { findServicePoints, type ServicePointFound } from './store/service-point.ts';
import { listStaffFacts, type StaffFacts } from './store/staff.ts';
import { goldenIds, membersOf } from './store/proxy.ts';
import { listPlaces, listUnits, listVillageFacts, type MapPlaceRow, type VillageFacts } from './store/unit.ts';
import { livingIn, populations } from './store/population.ts';
import { loadPeople, loadStructure } from './use-cases/bulk-load.ts';
import { importResidents } from './use-cases/import-residents.ts';
import { importStaff } from './use-cases/import-staff.ts';
import { importUnits } from './use-cases/import-units.ts';
import { joinCluster, leaveItsCluster } from './use-cases/join-cluster.ts';
import { recordPersonFromFhir } from './use-cases/record-person-from-fhir.ts';
import { teamsOf } from './use-cases/show-teams.ts';

export { collectPeople, peopleTables, type PeopleCollector } from './use-cases/collect-people.ts';
export type { MapPlaceRow, VillageFacts } from './store/unit.ts';
export type { ServicePointFound } from './store/service-point.ts';
export type { StaffFacts } from './store/staff.ts';
export type * from './ports.ts';

export interface Registry {
  readonly context: Context;
  /** Called at start, before the first request: what to hand over inside the registry's transactions. */
  registerProjection(projection: RegistryProjection): void;
  /** A Patient written over FHIR, inside the record's transaction; see PersonFromFhir. */
  recordPersonFromFhir(
    q: Transaction,
    actor: Actor,
    patient: PersonFromFhir,
  ): Promise<Result<{ personId: string; goldenId: string }>>;
  /** People in clear text, in no order; the caller has checked access. */
  persons(q: Sql, personIds: readonly string[]): Promise<PersonRecord[]>;
  /** Whose these ID numbers are; unknown ones are left out. The caller has checked access. */
  ownersOfIdNumbers(q: Sql, idNumbers: readonly string[]): Promise<Map<string, string>>;
  /** The golden identity of each person (its own id where nothing was merged). */
  goldenIds(q: Sql, personIds: readonly string[]): Promise<Map<string, string>>;
  /** Every person row of a golden identity, its own first: what stores ask with `= any($1)`. */
  personIdsOf(q: Sql, goldenId: string): Promise<string[]>;
  joinCluster: (
    actor: Actor,
    personId: string,
    otherId: string,
    reason: string,
    now: Date,
  ) => Promise<Result<{ goldenId: string; personIds: string[] }>>;
  leaveCluster: (actor: Actor, personId: string, now: Date) => Promise<Result<{ goldenId: string }>>;
  units(q: Sql, query: OrgUnitsQuery): Promise<OrgUnit[]>;
  organisations(q: Sql, query: OrganisationsQuery): Promise<Organisation[]>;
  /** In clear text: the caller shortens what a reader may not see. */
  servicePoints(q: Sql): Promise<ServicePointFound[]>;
  /** All villages of the province with their place and whether a doctor lives there. */
  villages(q: Sql): Promise<VillageFacts[]>;
  /** Service teams with members, villages and the substitutions that last until the day or longer. */
  teams(q: Sql, on: string): Promise<ServiceTeam[]>;
  staff(q: Sql): Promise<StaffFacts[]>;
  /** Living residents of these villages, ordered by id. */
  livingIn(
    q: Sql,
    villageIds: readonly string[],
    after: string | undefined,
    limit: number,
  ): Promise<{ personId: string; villageId: string }[]>;
  /** Everything that stands somewhere, for the map. */
  places(q: Sql): Promise<MapPlaceRow[]>;
  /** Living residents by village. */
  populations(q: Sql): Promise<Map<string, number>>;
  /** An Excel sheet of organisation units, residents or staff; writes all rows or none. */
  importSheet(
    what: 'units' | 'residents' | 'staff',
    actor: Actor,
    body: ImportBody,
    now: Date,
  ): Promise<Result<ImportReply>>;
  readonly bulkLoad: {
    structure(load: StructureLoad): Promise<void>;
    people(
      people: AsyncIterable<PersonLoad> | Iterable<PersonLoad>,
      onBatch?: (loaded: number) => void,
    ): Promise<number>;
  };
}

export function createRegistry(kernel: Kernel): Registry {
  const projections: RegistryProjection[] = [];
  const parts = { kernel, projections };
  return {
    context: {
      name: 'registry',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: endpointsOf(parts),
      announces,
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
    registerProjection: (projection) => void projections.push(projection),
    recordPersonFromFhir: (q, actor, patient) => recordPersonFromFhir(parts, q, actor, patient),
    persons: (q, personIds) => findPersons(q, kernel.cipher, personIds),
    ownersOfIdNumbers: async (q, idNumbers) => {
      const hashes = new Map(idNumbers.map((number) => [identityHash(kernel.cipher, number), number]));
      const owners = await ownersOf(q, [...hashes.keys()]);
      return new Map([...owners].map(([hash, personId]) => [hashes.get(hash)!, personId]));
    },
    goldenIds,
    personIdsOf: membersOf,
    joinCluster: (actor, personId, otherId, reason, now) => joinCluster(parts, actor, personId, otherId, reason, now),
    leaveCluster: (actor, personId, now) => leaveItsCluster(parts, actor, personId, now),
    units: listUnits,
    organisations: listOrganisations,
    servicePoints: (q) => findServicePoints(q, kernel.cipher, {}),
    villages: listVillageFacts,
    teams: (q, on) => teamsOf(q, {}, on),
    staff: listStaffFacts,
    livingIn,
    places: listPlaces,
    populations,
    importSheet: (what, actor, body, now) =>
      ({ units: importUnits, residents: importResidents, staff: importStaff })[what](parts, actor, body, now),
    bulkLoad: {
      structure: (load) => loadStructure(parts, load),
      people: (people, onBatch) => loadPeople(parts, people, onBatch),
    },
  };
}
