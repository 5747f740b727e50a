// Front door of the registry: the one writer of people, organisations, staff, teams, places and service points.
import { dayOf, type Page, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type {
  EditPersonBody,
  FindPeopleQuery,
  ImportBody,
  ImportReply,
  Organisation,
  OrganisationsQuery,
  OrgUnit,
  OrgUnitsQuery,
  PersonSummary,
  RegisterPersonBody,
  ServiceTeam,
} from '../contract.ts';
import { checkPerson } from '../rules/person.ts';
import { announces } from './events.ts';
import { permissions } from './permissions.ts';
import type { PersonFromFhir, PersonLoad, PersonRecord, RegistryProjection, StructureLoad } from './ports.ts';
import { endpointsOf } from './routes.ts';
import { findHousehold, findPersons, identityHash, ownersOf } from './store/person.ts';
import { listOrganisations } from './store/organisation.ts';
import { findServicePoints, type ServicePointFound } from './store/service-point.ts';
import { listStaffFacts, type StaffFacts } from './store/staff.ts';
import { goldenIds, rowsOfPersons } from './store/proxy.ts';
import { listPlaces, listUnits, listVillageFacts, type MapPlaceRow, type VillageFacts } from './store/unit.ts';
import { identityTopic } from '../identity-contract.ts';
import { openedTopic } from '../opened-records-contract.ts';
import { keepStructure } from './structure-lists.ts';
import { demographics, livingIn, peopleByVillage, populations } from './store/population.ts';
import { loadPeople, loadStructure } from './use-cases/bulk-load.ts';
import { changePerson } from './use-cases/edit-person.ts';
import { findPeople } from './use-cases/find-people.ts';
import { importResidents } from './use-cases/import-residents.ts';
import { importStaff } from './use-cases/import-staff.ts';
import { importUnits } from './use-cases/import-units.ts';
import { goOnSearching, identitySearchJob } from './use-cases/identity-search.ts';
import { openHealthRecord } from './use-cases/open-health-record.ts';
import { matchChanged } from './use-cases/match-people.ts';
import { joinCluster, leaveItsCluster } from './use-cases/join-cluster.ts';
import { recordPersonFromFhir } from './use-cases/record-person-from-fhir.ts';
import { writePerson } from './use-cases/register-person.ts';
import { villagesOfActor } from './use-cases/villages-of-actor.ts';
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
  /**
   * A person whom a device registered under an id of its own, in the caller's transaction: a known ID number answers
   * with its owner. Fails on details that can't be right.
   */
  registerFromDevice(
    q: Transaction,
    actor: Actor,
    personId: string,
    body: RegisterPersonBody,
    now: Date,
  ): Promise<Result<{ personId: string; existing: boolean }>>;
  /**
   * In the caller's transaction, under the caller's permission: numbers the health record of a person who has none; false
   * where it stands, or where no village is known.
   */
  openHealthRecord(
    q: Transaction,
    actor: Actor,
    permission: string,
    personId: string,
    now: Date,
  ): Promise<Result<boolean>>;
  /** A phone or address that a device changed, in the caller's transaction and under its permission; '' takes it away. */
  changeContact(
    q: Transaction,
    actor: Actor,
    permission: string,
    personId: string,
    contact: Pick<EditPersonBody, 'phone' | 'address'>,
    now: Date,
  ): Promise<Result<void>>;
  /** People in clear text, in no order; the caller has checked access. */
  persons(q: Sql, personIds: readonly string[]): Promise<PersonRecord[]>;
  /** Everybody who is registered in a household, in clear text; the caller has checked access. */
  household(q: Sql, householdId: string): Promise<PersonRecord[]>;
  /** Whose these ID numbers are; unknown ones are left out. The caller has checked access. */
  ownersOfIdNumbers(q: Sql, idNumbers: readonly string[]): Promise<Map<string, string>>;
  /** People whom the actor may find by what was typed, as the search page does; adds them to the request's span. */
  findPeople(actor: Actor, query: FindPeopleQuery, now: Date): Promise<Result<Page<PersonSummary>>>;
  /** The golden identity of each person (its own id where nothing was merged). */
  goldenIds(q: Sql, personIds: readonly string[]): Promise<Map<string, string>>;
  /** Every row of the human being behind each row, that row first: what stores ask with `= any($1)`. */
  personIdsOf(q: Sql, personIds: readonly string[]): Promise<Map<string, string[]>>;
  joinCluster: (
    actor: Actor,
    personId: string,
    otherId: string,
    reason: string,
    now: Date,
  ) => Promise<Result<{ goldenId: string; personIds: string[] }>>;
  leaveCluster: (actor: Actor, personId: string, now: Date) => Promise<Result<{ goldenId: string }>>;
  units(q: Sql, query: OrgUnitsQuery): Promise<readonly OrgUnit[]>;
  organisations(q: Sql, query: OrganisationsQuery): Promise<readonly Organisation[]>;
  /** In clear text: the caller shortens what a reader may not see. */
  servicePoints(q: Sql): Promise<readonly ServicePointFound[]>;
  /** Villages that somebody works for: of their units, and those that their teams and houses serve. Not inside of a transaction. */
  villagesOfActor(actor: Actor, permission: string, now: Date): Promise<VillageFacts[]>;
  /** All villages of the province with their place and whether a doctor lives there. */
  villages(q: Sql): Promise<readonly VillageFacts[]>;
  /** Service teams with members, villages and the substitutions that last until the day or longer. */
  teams(q: Sql, on: string): Promise<readonly ServiceTeam[]>;
  staff(q: Sql): Promise<readonly StaffFacts[]>;
  /** Living residents of these villages, ordered by id. */
  livingIn(
    q: Sql,
    villageIds: readonly string[],
    after: string | undefined,
    limit: number,
  ): Promise<{ personId: string; villageId: string }[]>;
  /** Living residents of villages for counts over a county: some villages at a time, each of them whole. */
  peopleByVillage(q: Sql, villageIds: readonly string[]): AsyncIterable<Map<string, string[]>>;
  /** Everything that stands somewhere, for the map. */
  places(q: Sql): Promise<MapPlaceRow[]>;
  /** Birth, sex and village alone; the caller has checked access. */
  demographics: typeof demographics;
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
  const kept = keepStructure();
  kernel.personRows.know(rowsOfPersons);
  const structure: Pick<Registry, 'villages' | 'teams'> = {
    villages: (q) => kept(q, 'villages', () => listVillageFacts(q)),
    teams: (q, on) => kept(q, `teams ${on}`, () => teamsOf(q, {}, on)),
  };
  return {
    context: {
      name: 'registry',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: endpointsOf(parts),
      announces,
      listeners: [
        {
          event: 'registry.person-registered',
          name: 'match-registered',
          hear: (payload) => matchChanged(parts, payload),
        },
        { event: 'registry.person-changed', name: 'match-changed', hear: (payload) => matchChanged(parts, payload) },
      ],
      jobs: [{ kind: identitySearchJob, run: (_payload, { signal }) => goOnSearching(parts, signal) }],
      liveTopics: [
        { name: identityTopic, permission: 'registry.person.merge' },
        { name: openedTopic, permission: 'registry.opened-record.review' },
      ],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
    registerProjection: (projection) => void projections.push(projection),
    recordPersonFromFhir: (q, actor, patient) => recordPersonFromFhir(parts, q, actor, patient),
    async registerFromDevice(q, actor, personId, body, now) {
      const checked = checkPerson(body, dayOf(now));
      return checked.ok ? writePerson(parts, q, actor, checked.value, 'device', now, personId) : checked;
    },
    openHealthRecord: (q, actor, permission, personId, now) =>
      openHealthRecord(parts, q, actor, permission, personId, now),
    changeContact: (q, actor, permission, personId, contact, now) =>
      changePerson(parts, q, actor, personId, contact, { permission }, now),
    persons: (q, personIds) => findPersons(q, kernel.cipher, personIds),
    household: (q, householdId) => findHousehold(q, kernel.cipher, householdId, 'true', []),
    ownersOfIdNumbers: async (q, idNumbers) => {
      const hashes = new Map(idNumbers.map((number) => [identityHash(kernel.cipher, number), number]));
      const owners = await ownersOf(q, [...hashes.keys()]);
      return new Map([...owners].map(([hash, personId]) => [hashes.get(hash)!, personId]));
    },
    findPeople: (actor, query, now) => findPeople(parts, actor, query, now),
    goldenIds,
    personIdsOf: rowsOfPersons,
    demographics,
    joinCluster: (actor, personId, otherId, reason, now) => joinCluster(parts, actor, personId, otherId, reason, now),
    leaveCluster: (actor, personId, now) => leaveItsCluster(parts, actor, personId, now),
    units: (q, query) => kept(q, `units ${JSON.stringify(query)}`, () => listUnits(q, query)),
    organisations: (q, query) => kept(q, `organisations ${JSON.stringify(query)}`, () => listOrganisations(q, query)),
    servicePoints: (q) => kept(q, 'service points', () => findServicePoints(q, kernel.cipher, {})),
    ...structure,
    villagesOfActor: (actor, permission, now) =>
      villagesOfActor({ access: kernel.access, structure, q: kernel.db }, actor, permission, now),
    staff: (q) => kept(q, 'staff', () => listStaffFacts(q)),
    livingIn,
    peopleByVillage,
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
