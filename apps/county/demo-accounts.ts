// The accounts of the demo, one for each role, and three for the simulator; they exist in demo data only.
import type { Role } from '#platform/kernel/access/roles.ts';
import type { Demo } from './generator.ts';
import type { Team } from './staffing.ts';
import type { CountyStructure } from './structure.ts';

export interface DemoAccount {
  login: string;
  displayName: string;
  kind: 'staff' | 'resident' | 'device' | 'system';
  role: Role;
  roles: { role: Role; orgUnitId: string }[];
  homeUnitId: string;
  personId?: string;
  /** Where the account works or lives, in words. */
  place: string;
  /** Accounts of machines are not offered as cards. */
  machine?: boolean;
}

export const demoPassword = (environment: Record<string, string | undefined> = process.env): string =>
  environment.TIANMU_DEMO_PASSWORD || 'tianmu-demo';

export function demoAccounts({ structure, people }: Demo): DemoAccount[] {
  const { linan, xinchang } = structure;
  const { place } = people;
  const county = linan.territory.countyId;
  const { team } = place;
  const centre = team.centre;
  const hospital = linan.institutions.leadOf.get(place.town.unitId)!;
  const clinic = linan.institutions.clinicOf.get(place.doctorVillage.unitId)!;
  const first = (institution: typeof centre, profession: 'nurse' | 'pharmacist') =>
    linan.staffing.of(institution, profession)[0]!;
  const atCounty = (
    login: string,
    displayName: string,
    role: Role,
    kind: DemoAccount['kind'] = 'staff',
    homeUnitId = county,
  ): DemoAccount => ({
    login,
    displayName,
    kind,
    role,
    roles: [{ role, orgUnitId: county }],
    homeUnitId,
    place: linan.territory.countyName,
  });
  const at = (
    login: string,
    displayName: string,
    role: Role,
    units: readonly string[],
    homeUnitId: string,
    where: string,
  ): DemoAccount => ({
    login,
    displayName,
    kind: 'staff',
    role,
    roles: units.map((orgUnitId) => ({ role, orgUnitId })),
    homeUnitId,
    place: where,
  });
  const resident = (login: string, person: typeof people.elder): DemoAccount => ({
    login,
    displayName: person.load.name,
    kind: 'resident',
    role: 'resident',
    roles: [{ role: 'resident', orgUnitId: person.village.unitId }],
    homeUnitId: person.village.unitId,
    personId: person.load.personId,
    place: `${place.town.name}${person.village.name}`,
  });
  const specialistTeams = linan.staffing.teams
    .filter((one) => one.specialist === team.specialist)
    .map((one) => one.teamId);
  return [
    atCounty('admin', '系统管理员', 'system-admin'),
    atCounty('security', '安全管理员', 'security-admin'),
    atCounty('auditor', '审计员', 'auditor'),
    at(
      'bureau',
      '卫健局值班',
      'bureau',
      [county],
      linan.institutions.bureau.organisationId,
      linan.institutions.bureau.name,
    ),
    at('township', '镇卫生干事', 'township-admin', [place.town.unitId], place.town.unitId, place.town.name),
    at(
      'specialist',
      team.specialist.name,
      'specialist',
      [hospital.organisationId, ...specialistTeams],
      hospital.organisationId,
      `${hospital.name}${team.specialist.speciality ?? ''}`,
    ),
    at('gp', team.gp.name, 'gp', [centre.organisationId], centre.organisationId, centre.name),
    at(
      'village-doctor',
      team.villageDoctor.name,
      'village-doctor',
      [place.doctorVillage.unitId, team.teamId],
      clinic.organisationId,
      clinic.name,
    ),
    at('nurse', first(centre, 'nurse').name, 'nurse', [centre.organisationId], centre.organisationId, centre.name),
    at(
      'pharmacist',
      first(centre, 'pharmacist').name,
      'pharmacist',
      [centre.organisationId],
      centre.organisationId,
      centre.name,
    ),
    at(
      'dispatcher',
      '急救调度员',
      'dispatcher',
      [county],
      linan.institutions.emergencyCentre!.organisationId,
      linan.institutions.emergencyCentre!.name,
    ),
    resident('resident', people.elder),
    resident('daughter', people.daughter),
    { ...atCounty('integrator', '数据对接', 'integrator', 'system', centre.organisationId), machine: true },
    secondGp(xinchang),
    ...simulatorAccounts(linan),
  ];
}

/** Accounts of a vehicle's crew, for two devices at one stop. */
export const crewLogins: readonly string[] = ['crew-gp', 'crew-doctor'];

/** GP and village doctor of the team that is on the road in the coming days. */
export function crewAccounts(team: Team): DemoAccount[] {
  const account = (login: string, role: 'gp' | 'village-doctor', displayName: string): DemoAccount => ({
    login,
    displayName,
    kind: 'staff',
    role,
    roles: [{ role, orgUnitId: team.teamId }],
    homeUnitId: team.centre.organisationId,
    place: team.name,
  });
  const [first, second] = crewLogins as [string, string];
  return [account(first, 'gp', team.gp.name), account(second, 'village-doctor', team.villageDoctor.name)];
}

function secondGp({ staffing, territory }: CountyStructure): DemoAccount {
  const team = staffing.teams[0]!;
  return {
    login: 'xinchang-gp',
    displayName: team.gp.name,
    kind: 'staff',
    role: 'gp',
    roles: [{ role: 'gp', orgUnitId: team.centre.organisationId }],
    homeUnitId: team.centre.organisationId,
    place: `${territory.countyName}${team.centre.name}`,
  };
}

const simulatorClinic = 'simulator-clinic';
const simulatorDevices = 'simulator-devices';
const simulatorFleet = 'simulator-fleet';

/** The simulator writes visits at all health centres, readings of home devices that are lent out, and reads where vehicles have to drive. */
function simulatorAccounts({ institutions, territory }: CountyStructure): DemoAccount[] {
  const centres = institutions.centres.map((centre) => centre.organisationId);
  return [
    {
      login: simulatorClinic,
      displayName: '模拟门诊',
      kind: 'device',
      role: 'nurse',
      roles: centres.map((orgUnitId) => ({ role: 'nurse', orgUnitId })),
      homeUnitId: centres[0]!,
      place: territory.countyName,
      machine: true,
    },
    {
      login: simulatorDevices,
      displayName: '模拟家用设备',
      kind: 'device',
      role: 'device',
      roles: [{ role: 'device', orgUnitId: territory.countyId }],
      homeUnitId: centres[0]!,
      place: territory.countyName,
      machine: true,
    },
    {
      login: simulatorFleet,
      displayName: '模拟车队',
      kind: 'device',
      role: 'dispatcher',
      roles: [{ role: 'dispatcher', orgUnitId: territory.countyId }],
      homeUnitId: centres[0]!,
      place: territory.countyName,
      machine: true,
    },
  ];
}
