// What crosses the wire of the registry: people, households, the organisation tree, staff, teams and service points.
import { z } from 'zod';
import { route, type Page } from '#platform/contract.ts';

const id = z.uuid();
const day = z.iso.date();
const cursor = z.string().max(500);
const limit = z.coerce.number().int().min(1).max(100);

export const sexes = ['male', 'female', 'other', 'unknown'] as const;
export type Sex = (typeof sexes)[number];
export const personStatuses = ['active', 'deceased', 'moved-away'] as const;
export type PersonStatus = (typeof personStatuses)[number];
export const householdRelations = [
  'head',
  'spouse',
  'child',
  'child-in-law',
  'parent',
  'grandchild',
  'grandparent',
  'sibling',
  'other',
] as const;
export type HouseholdRelation = (typeof householdRelations)[number];

/** A row of a list of people. Texts are shortened (王*明) where the reader's role sees people masked: then `masked`. */
export interface PersonSummary {
  personId: string;
  name: string;
  sex: Sex;
  /** Absent only for people who came over FHIR without a full birth date. */
  birthOn?: string;
  idNumber?: string;
  phone?: string;
  villageId?: string;
  villageName?: string;
  townshipName?: string;
  householdId?: string;
  status: PersonStatus;
  simulated: boolean;
  masked: boolean;
}

/** The facts of the person banner and the personal page. */
export interface PersonFacts extends PersonSummary {
  address?: string;
  healthCard?: string;
  healthRecordNumber?: string;
  householdRelation?: HouseholdRelation;
  deceasedOn?: string;
  movedAwayOn?: string;
  /** The identity that all of this person's rows share; the person's own id where nothing was merged. */
  goldenId: string;
  team?: { teamId: string; name: string; responsibleStaffId: string; responsibleName: string; phone?: string };
  version: number;
}

export const findPeopleQuery = z.object({
  text: z.string().trim().max(100).optional(),
  /** A village, township or county: people who live anywhere below it. */
  village: id.optional(),
  team: id.optional(),
  status: z.enum(personStatuses).optional(),
  page: cursor.optional(),
  limit: limit.optional(),
});
export type FindPeopleQuery = z.infer<typeof findPeopleQuery>;

const personFields = z.object({
  name: z.string().trim().min(1).max(50),
  sex: z.enum(sexes),
  birthOn: day,
  idNumber: z.string().trim().max(18).optional(),
  /** Health card or electronic health card; opaque. */
  healthCard: z.string().trim().max(100).optional(),
  phone: z.string().trim().max(20).optional(),
  address: z.string().trim().max(200).optional(),
  villageId: id.optional(),
  householdId: id.optional(),
  householdRelation: z.enum(householdRelations).optional(),
});
export const registerPersonBody = personFields;
export type RegisterPersonBody = z.infer<typeof registerPersonBody>;
export const editPersonBody = personFields
  .extend({ status: z.enum(personStatuses), deceasedOn: day, movedAwayOn: day })
  .partial();
export type EditPersonBody = z.infer<typeof editPersonBody>;
/** `existing`: the ID number belonged to this person already; nothing was changed. */
export interface RegisterPersonReply {
  person: PersonFacts;
  existing: boolean;
}

export interface Household {
  householdId: string;
  address?: string;
  villageName?: string;
  members: (PersonSummary & { relation: HouseholdRelation })[];
}

export const orgUnitKinds = [
  'province',
  'city',
  'county',
  'township',
  'village',
  'hospital',
  'health-centre',
  'clinic',
  'emergency-centre',
  'emergency-station',
  'private-institution',
  'bureau',
  'team',
] as const;
export type OrgUnitKind = (typeof orgUnitKinds)[number];
export interface OrgUnit {
  unitId: string;
  parentId?: string;
  kind: OrgUnitKind;
  /** Division code (GB/T 2260, GB/T 10114) of divisions, own code of organisations and teams. */
  code: string;
  name: string;
}
export const orgUnitsQuery = z.object({
  /** Only this node and what lies below it. */
  below: id.optional(),
  kind: z.enum(orgUnitKinds).optional(),
});
export type OrgUnitsQuery = z.infer<typeof orgUnitsQuery>;

export const organisationKinds = [
  'hospital',
  'health-centre',
  'clinic',
  'emergency-centre',
  'emergency-station',
  'private-institution',
  'bureau',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];
export interface Organisation {
  organisationId: string;
  kind: OrganisationKind;
  name: string;
  /** The division in which it stands. */
  unitId: string;
  ownership: 'public' | 'private';
  /** Unified social credit code (GB 32100). */
  creditCode?: string;
  phone?: string;
  address?: string;
  position?: { lon: number; lat: number; accuracy: PositionAccuracy };
  communityId?: string;
  communityName?: string;
  /** The community's lead hospital. */
  leads: boolean;
  simulated: boolean;
}
export const positionAccuracies = ['surveyed', 'approximate', 'synthetic'] as const;
export type PositionAccuracy = (typeof positionAccuracies)[number];
export const organisationsQuery = z.object({
  kind: z.enum(organisationKinds).optional(),
  below: id.optional(),
  community: id.optional(),
});
export type OrganisationsQuery = z.infer<typeof organisationsQuery>;

export const professions = [
  'physician',
  'general-practitioner',
  'village-doctor',
  'nurse',
  'pharmacist',
  'technician',
  'public-health',
  'paramedic',
  'driver',
  'dispatcher',
  'administrator',
] as const;
export type Profession = (typeof professions)[number];
export interface StaffMember {
  staffId: string;
  name: string;
  sex: Sex;
  profession: Profession;
  title?: string;
  speciality?: string;
  organisationId: string;
  organisationName: string;
  phone?: string;
  qualifications: { kind: string; number: string; issuedOn?: string; expiresOn?: string }[];
  teamIds: string[];
}
export const staffQuery = z.object({
  text: z.string().trim().max(50).optional(),
  organisation: id.optional(),
  profession: z.enum(professions).optional(),
  page: cursor.optional(),
  limit: limit.optional(),
});
export type StaffQuery = z.infer<typeof staffQuery>;

export const teamRoles = ['specialist', 'gp', 'village-doctor'] as const;
export type TeamRole = (typeof teamRoles)[number];
export interface TeamMember {
  staffId: string;
  name: string;
  role: TeamRole;
  organisationName: string;
}
export interface Substitution {
  substitutionId: string;
  teamId: string;
  staffId: string;
  substituteId: string;
  substituteName: string;
  fromOn: string;
  /** Last day, inclusive. */
  toOn: string;
  reason: SubstitutionReason;
  version: number;
}
export interface ServiceTeam {
  teamId: string;
  name: string;
  organisationId: string;
  organisationName: string;
  townshipName?: string;
  members: TeamMember[];
  villages: { villageId: string; name: string; responsibleStaffId: string; responsibleName: string }[];
  substitutions: Substitution[];
}
/** Every village has exactly one responsible team and one named person, or stands here as an exception. */
export interface Coverage {
  teams: number;
  villages: number;
  covered: number;
  uncovered: { villageId: string; name: string }[];
  /** Teams by how many villages they own. */
  teamsByVillages: Record<string, number>;
}
export interface TeamsReply {
  teams: ServiceTeam[];
  coverage: Coverage;
}
export const teamsQuery = z.object({ below: id.optional(), village: id.optional() });
export type TeamsQuery = z.infer<typeof teamsQuery>;
export const substitutionReasons = ['leave', 'illness', 'training', 'vacancy', 'other'] as const;
export type SubstitutionReason = (typeof substitutionReasons)[number];
export const substitutionBody = z.object({
  teamId: id,
  staffId: id,
  substituteId: id,
  fromOn: day,
  toOn: day,
  reason: z.enum(substitutionReasons),
});
export type SubstitutionBody = z.infer<typeof substitutionBody>;
export const editSubstitutionBody = substitutionBody.pick({ fromOn: true, toOn: true, reason: true }).partial();
export type EditSubstitutionBody = z.infer<typeof editSubstitutionBody>;

/** Takes effect today, all or nothing: afterwards every touched team owns two or three villages. */
export const assignVillagesBody = z.object({
  assignments: z
    .array(z.object({ villageId: id, teamId: id, responsibleStaffId: id }))
    .min(1)
    .max(60),
});
export type AssignVillagesBody = z.infer<typeof assignVillagesBody>;

export const proxyScopes = ['view-record', 'book', 'message', 'consent'] as const;
export type ProxyScope = (typeof proxyScopes)[number];
export interface Proxy {
  proxyId: string;
  personId: string;
  proxyPersonId: string;
  proxyName: string;
  relation: HouseholdRelation;
  scope: ProxyScope[];
  fromOn: string;
  /** Last day, inclusive; a proxy without an end does not exist. */
  toOn: string;
}
export const proxyBody = z.object({
  proxyPersonId: id,
  relation: z.enum(householdRelations),
  scope: z.array(z.enum(proxyScopes)).min(1),
  toOn: day,
});
export type ProxyBody = z.infer<typeof proxyBody>;
export interface MyPerson {
  person: PersonFacts;
  as: 'self' | 'proxy';
  scope: ProxyScope[];
  toOn?: string;
}

/** What is wrong with one cell. `row` counts as the sheet does (the heading is row 1); `code` names a message text. */
export interface RowError {
  row: number;
  column: string;
  code: string;
  parameters?: Record<string, string | number>;
}
/** An Excel file (.xlsx) as base64; a dry run checks every row and changes nothing. */
export const importBody = z.object({ contentBase64: z.string().max(14_000_000), dryRun: z.boolean() });
export type ImportBody = z.infer<typeof importBody>;
export interface ImportReply {
  dryRun: boolean;
  rows: number;
  created: number;
  /** Rows whose ID number is registered already. */
  existing: number;
  errors: (RowError & { message: string })[];
}

export const personParams = z.object({ personId: id });
export type PersonParams = z.infer<typeof personParams>;
export const proxyParams = z.object({ personId: id, proxyId: id });
export const substitutionParams = z.object({ substitutionId: id });

export const registryRoutes = {
  findPeople: route<{ query: FindPeopleQuery; reply: Page<PersonSummary> }>('GET', '/api/people'),
  readPerson: route<{ params: PersonParams; reply: PersonFacts }>('GET', '/api/people/:personId'),
  registerPerson: route<{ body: RegisterPersonBody; reply: RegisterPersonReply }>('POST', '/api/people'),
  editPerson: route<{ params: PersonParams; body: EditPersonBody; reply: PersonFacts }>('PUT', '/api/people/:personId'),
  readHousehold: route<{ params: PersonParams; reply: Household }>('GET', '/api/people/:personId/household'),
  listProxies: route<{ params: PersonParams; reply: { proxies: Proxy[] } }>('GET', '/api/people/:personId/proxies'),
  grantProxy: route<{ params: PersonParams; body: ProxyBody; reply: Proxy }>('POST', '/api/people/:personId/proxies'),
  endProxy: route<{ params: { personId: string; proxyId: string }; reply: { ended: true } }>(
    'DELETE',
    '/api/people/:personId/proxies/:proxyId',
  ),
  myPeople: route<{ reply: { people: MyPerson[] } }>('GET', '/api/my/people'),
  orgUnits: route<{ query: OrgUnitsQuery; reply: { units: OrgUnit[] } }>('GET', '/api/org-units'),
  organisations: route<{ query: OrganisationsQuery; reply: { organisations: Organisation[] } }>(
    'GET',
    '/api/organisations',
  ),
  staff: route<{ query: StaffQuery; reply: Page<StaffMember> }>('GET', '/api/staff'),
  teams: route<{ query: TeamsQuery; reply: TeamsReply }>('GET', '/api/teams'),
  addSubstitution: route<{ body: SubstitutionBody; reply: Substitution }>('POST', '/api/substitutions'),
  editSubstitution: route<{ params: { substitutionId: string }; body: EditSubstitutionBody; reply: Substitution }>(
    'PUT',
    '/api/substitutions/:substitutionId',
  ),
  /** Gives villages to other teams or names another responsible member. */
  assignVillages: route<{ body: AssignVillagesBody; reply: TeamsReply }>('POST', '/api/team-assignments'),
  importResidents: route<{ body: ImportBody; reply: ImportReply }>('POST', '/api/imports/residents'),
  importUnits: route<{ body: ImportBody; reply: ImportReply }>('POST', '/api/imports/units'),
  importStaff: route<{ body: ImportBody; reply: ImportReply }>('POST', '/api/imports/staff'),
} as const;
