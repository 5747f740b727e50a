// Ports of the registry: what it hands to higher contexts inside its own transaction, and what they may load into it.
import type { Sql } from '#platform/kernel/db/db.ts';
import type {
  HouseholdRelation,
  OrganisationKind,
  OrgUnitKind,
  PersonStatus,
  PositionAccuracy,
  Profession,
  ProxyScope,
  Sex,
  TeamRole,
} from '../contract.ts';
import type { PointNetwork, PointStandard, ServicePointKind } from '../rules/service-point.ts';

/** A person in clear text: for higher contexts on the server only, never for the wire. */
export interface PersonRecord {
  personId: string;
  name: string;
  sex: Sex;
  birthOn?: string;
  idNumber?: string;
  /** Of the health card or electronic health card, as `readHealthCard` writes it. */
  healthCard?: string;
  phone?: string;
  address?: string;
  villageId?: string;
  /** 12-digit division code and name of the village. */
  villageCode?: string;
  villageName?: string;
  /** Organisation that first wrote the person, where there is no village. */
  institutionId?: string;
  householdId?: string;
  householdRelation?: HouseholdRelation;
  healthRecordNumber?: string;
  status: PersonStatus;
  deceasedOn?: string;
  movedAwayOn?: string;
  simulated: boolean;
  version: number;
  updatedAt: Date;
}

export interface OrganisationRecord {
  organisationId: string;
  kind: OrganisationKind;
  name: string;
  /** The division in which it stands; its parent in the tree of organisation units. */
  unitId: string;
  code: string;
  ownership: 'public' | 'private';
  creditCode?: string;
  phone?: string;
  address?: string;
  lon?: number;
  lat?: number;
  positionAccuracy?: PositionAccuracy;
  simulated: boolean;
}

export interface PractitionerRecord {
  staffId: string;
  name: string;
  sex: Sex;
  birthOn?: string;
  profession: Profession;
  title?: string;
  speciality?: string;
  organisationId: string;
  phone?: string;
  qualifications: { kind: string; number: string; issuedOn?: string; expiresOn?: string }[];
  simulated: boolean;
}

export interface PlaceRecord {
  placeId: string;
  kind: ServicePointKind | 'village' | 'township';
  name: string;
  /** The division to which it belongs. */
  unitId: string;
  lon?: number;
  lat?: number;
  positionAccuracy?: PositionAccuracy;
  simulated: boolean;
}

/** Called inside the registry's transaction with what was just written; throwing undoes the write. */
export interface RegistryProjection {
  people?(q: Sql, people: readonly PersonRecord[]): Promise<void>;
  organisations?(q: Sql, organisations: readonly OrganisationRecord[]): Promise<void>;
  practitioners?(q: Sql, practitioners: readonly PractitionerRecord[]): Promise<void>;
  places?(q: Sql, places: readonly PlaceRecord[]): Promise<void>;
}

export interface DivisionLoad {
  unitId: string;
  parentId?: string;
  kind: Extract<OrgUnitKind, 'province' | 'city' | 'county' | 'township' | 'village'>;
  code: string;
  name: string;
  /** A neighbourhood community (社区) rather than a village (村) where kind is village. */
  community?: boolean;
  /** Villages without a doctor of their own. */
  hasOwnDoctor?: boolean;
  lon?: number;
  lat?: number;
  positionAccuracy?: PositionAccuracy;
  simulated: boolean;
}
export interface TeamLoad {
  teamId: string;
  code: string;
  name: string;
  /** The health centre that hosts the team; the team's parent in the tree. */
  organisationId: string;
  members: { staffId: string; role: TeamRole }[];
  villages: { villageId: string; responsibleStaffId: string }[];
  fromOn: string;
}
export interface CommunityLoad {
  communityId: string;
  name: string;
  leadOrganisationId: string;
  /** Townships whose villages, centres and clinics belong to it. */
  townshipIds: string[];
}
export interface ServicePointLoad {
  servicePointId: string;
  kind: ServicePointKind;
  name: string;
  villageId: string;
  lon?: number;
  lat?: number;
  positionAccuracy?: PositionAccuracy;
  hasPower: boolean;
  network: PointNetwork;
  standards?: readonly PointStandard[];
  keeperName?: string;
  keeperPhone?: string;
  simulated: boolean;
}
/** The standing structure of a county; loaded in one transaction before any person. */
export interface StructureLoad {
  divisions: DivisionLoad[];
  organisations: OrganisationRecord[];
  communities: CommunityLoad[];
  practitioners: (PractitionerRecord & { idNumber?: string })[];
  teams: TeamLoad[];
  servicePoints: ServicePointLoad[];
}
export interface PersonLoad extends Omit<
  PersonRecord,
  'version' | 'updatedAt' | 'villageCode' | 'villageName' | 'institutionId'
> {
  proxies?: { proxyPersonId: string; relation: HouseholdRelation; scope: ProxyScope[]; fromOn: string; toOn: string }[];
}

/** A Patient that arrives over FHIR. Without a village the person belongs to the organisation that wrote it. */
export interface PersonFromFhir {
  personId: string;
  name?: string;
  sex: Sex;
  birthOn?: string;
  idNumber?: string;
  healthCard?: string;
  phone?: string;
  address?: string;
  villageCode?: string;
  simulated?: boolean;
  deceasedOn?: string;
}
