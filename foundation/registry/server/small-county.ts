// A county of four villages with actors for the tests of the registry and of the contexts above it.
import { pino } from 'pino';
import type { AccountId, OrgUnitId, PersonId } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Role } from '#platform/kernel/access/roles.ts';
import { manualClock } from '#platform/kernel/clock/clock.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { startKernel, type Started } from '#platform/kernel/start.ts';
import { makeIdNumber } from '../rules/id-number.ts';
import { createRegistry, type Registry } from './index.ts';
import type { PersonLoad, StructureLoad } from './ports.ts';

const id = (group: string, number: number) => `01980000-0000-7000-8000-${group}${String(number).padStart(8, '0')}`;
export const units = {
  province: id('aaaa', 1),
  county: id('aaaa', 2),
  otherCounty: id('aaaa', 3),
  township: id('aaaa', 4),
  otherTownship: id('aaaa', 5),
  /** Two villages of each team; the last two lie in the other county. */
  villages: [id('bbbb', 1), id('bbbb', 2), id('bbbb', 3), id('bbbb', 4)] as [string, string, string, string],
  hospital: id('cccc', 1),
  centre: id('cccc', 2),
  otherCentre: id('cccc', 3),
  teams: [id('dddd', 1), id('dddd', 2)] as [string, string],
  staff: [id('eeee', 1), id('eeee', 2), id('eeee', 3), id('eeee', 4), id('eeee', 5)] as const,
};

export function smallStructure(): StructureLoad {
  const division = (
    unitId: string,
    parentId: string | undefined,
    kind: 'province' | 'county' | 'township' | 'village',
    code: string,
    name: string,
  ) => ({
    unitId,
    parentId,
    kind,
    code,
    name,
    simulated: true,
    ...(kind === 'village' && { lon: 119.4, lat: 30.2, positionAccuracy: 'synthetic' as const }),
  });
  const organisation = (
    organisationId: string,
    kind: 'hospital' | 'health-centre',
    unitId: string,
    code: string,
    name: string,
    lon = 119.41,
  ) => ({
    organisationId,
    kind,
    name,
    unitId,
    code,
    ownership: 'public' as const,
    lon,
    lat: 30.21,
    positionAccuracy: 'synthetic' as const,
    simulated: true,
  });
  const staff = (
    index: 0 | 1 | 2 | 3 | 4,
    name: string,
    organisationId: string,
    profession: 'physician' | 'general-practitioner' | 'village-doctor',
  ) => ({
    staffId: units.staff[index],
    name,
    sex: 'female' as const,
    profession,
    organisationId,
    phone: `1381234560${index}`,
    qualifications: [{ kind: 'practice-licence', number: `1103300000000${index}` }],
    simulated: true,
  });
  const team = (index: 0 | 1, organisationId: string, gp: string, doctor: string) => ({
    teamId: units.teams[index],
    code: `TEAM-${index + 1}`,
    name: `第${index + 1}团队`,
    organisationId,
    members: [
      { staffId: units.staff[0], role: 'specialist' as const },
      { staffId: gp, role: 'gp' as const },
      { staffId: doctor, role: 'village-doctor' as const },
    ],
    villages: units.villages
      .slice(index * 2, index * 2 + 2)
      .map((villageId) => ({ villageId, responsibleStaffId: doctor })),
    fromOn: '2026-01-01',
  });
  return {
    divisions: [
      division(units.province, undefined, 'province', '33', '浙江省'),
      division(units.county, units.province, 'county', '330112', '临安区'),
      division(units.otherCounty, units.province, 'county', '330624', '新昌县'),
      division(units.township, units.county, 'township', '330112104', '於潜镇'),
      division(units.otherTownship, units.otherCounty, 'township', '330624108', '镜岭镇'),
      division(units.villages[0], units.township, 'village', '330112104201', '光明村'),
      division(units.villages[1], units.township, 'village', '330112104202', '方元村'),
      division(units.villages[2], units.otherTownship, 'village', '330624108201', '下岩贝村'),
      division(units.villages[3], units.otherTownship, 'village', '330624108202', '金山村'),
    ],
    organisations: [
      organisation(units.hospital, 'hospital', units.county, 'H-1', '临安区第一人民医院'),
      organisation(units.centre, 'health-centre', units.township, 'HC-1', '於潜镇中心卫生院'),
      organisation(units.otherCentre, 'health-centre', units.otherTownship, 'HC-2', '镜岭镇中心卫生院', 120.9),
    ],
    communities: [
      {
        communityId: id('ffff', 1),
        name: '第一医共体',
        leadOrganisationId: units.hospital,
        townshipIds: [units.township],
      },
    ],
    practitioners: [
      staff(0, '单国平', units.hospital, 'physician'),
      staff(1, '陈敏', units.centre, 'general-practitioner'),
      staff(2, '方水根', units.centre, 'village-doctor'),
      staff(3, '梁静', units.otherCentre, 'general-practitioner'),
      staff(4, '吕阿毛', units.otherCentre, 'village-doctor'),
    ],
    teams: [
      team(0, units.centre, units.staff[1], units.staff[2]),
      team(1, units.otherCentre, units.staff[3], units.staff[4]),
    ],
    servicePoints: [
      {
        servicePointId: id('abab', 1),
        kind: 'village-stop',
        name: '光明村巡诊点',
        villageId: units.villages[0],
        hasPower: true,
        network: '4g',
        simulated: true,
      },
    ],
  };
}

export const people = [1, 2, 3, 4, 5].map((number) => id('1111', number)) as [string, string, string, string, string];

/** Three people of one household in the first village, one in the second, one in the other county. */
export function smallPeople(): PersonLoad[] {
  const household = id('2222', 1);
  const person = (index: number, name: string, birthOn: string, sequence: number, village: number): PersonLoad => ({
    personId: people[index]!,
    name,
    sex: sequence % 2 === 1 ? 'male' : 'female',
    birthOn,
    idNumber: makeIdNumber('330112', birthOn, sequence),
    phone: `1391234000${index}`,
    address: `光明村${index}号`,
    villageId: units.villages[village]!,
    status: 'active',
    simulated: true,
  });
  const member = { householdId: household } as const;
  return [
    {
      ...person(0, '王小明', '1955-03-04', 11, 0),
      ...member,
      householdRelation: 'head',
      healthRecordNumber: '33011210420100001',
    },
    {
      ...person(1, '王秀英', '1957-08-09', 12, 0),
      ...member,
      householdRelation: 'spouse',
      healthRecordNumber: '33011210420100002',
    },
    { ...person(2, '王芳', '1981-01-02', 14, 0), ...member, householdRelation: 'child' },
    { ...person(3, '单阿明', '1949-12-31', 15, 1), householdId: id('2222', 2), householdRelation: 'head' },
    { ...person(4, '王大明', '1960-06-06', 17, 2), householdId: id('2222', 3), householdRelation: 'head' },
  ];
}

export function actor(role: Role, orgUnitId: string, personId?: string): Actor {
  return {
    accountId: id('9999', role.length) as AccountId,
    account: role,
    displayName: role,
    assignments: [{ role, orgUnitId: orgUnitId as OrgUnitId }],
    ...(personId && { personId: personId as PersonId }),
    homeUnitId: orgUnitId as OrgUnitId,
    purpose: 'treatment',
    locale: 'zh-CN',
    span: { requestId: 'test', route: 'test', persons: new Set(), audited: false },
  };
}

export interface SmallCounty {
  kernel: Kernel;
  registry: Registry;
  started: Started;
  now: Date;
  clockNow(): Date;
  advanceSeconds(seconds: number): void;
}

/** Starts a kernel with the registry alone over a migrated, empty database and loads the small county. */
export async function openSmallCounty(db: Db): Promise<SmallCounty> {
  const clock = manualClock('2026-11-22T00:00:00Z');
  let registry: Registry | undefined;
  const started = await startKernel(
    {
      db,
      log: pino({ level: 'silent' }),
      masterKey: new Uint8Array(32).fill(7),
      filesFolder: '.data/none',
      clock,
      version: 'test',
      cost: { n: 16, r: 8, p: 1 },
      http: { perMinute: 10_000 },
    },
    (kernel) => [(registry = createRegistry(kernel)).context],
  );
  await registry!.bulkLoad.structure(smallStructure());
  await registry!.bulkLoad.people(smallPeople());
  return {
    kernel: started.kernel,
    registry: registry!,
    started,
    now: clock.now(),
    clockNow: () => clock.now(),
    advanceSeconds: (seconds) => clock.advanceSeconds(seconds),
  };
}
