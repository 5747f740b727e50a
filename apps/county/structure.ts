// Puts the demo together: Lin'an whole, Xinchang small, both below one province.
import type { MapArea } from '#foundation/geo/contract.ts';
import type { StructureLoad } from '#foundation/registry/server/index.ts';
import { seededIds } from './identity.ts';
import { institutionsOf, type InstitutionPlan, type Institutions } from './institutions.ts';
import { facts } from './margins.ts';
import { random } from './random.ts';
import { outreachPoints } from './outreach.ts';
import { staffingOf, type Staffing } from './staffing.ts';
import { linan, readData, xinchang, type Territory } from './territory.ts';
import { vehiclesOf, type Vehicle } from './vehicles.ts';

export interface CountyStructure {
  territory: Territory;
  institutions: Institutions;
  staffing: Staffing;
}
export interface DemoStructure {
  linan: CountyStructure;
  xinchang: CountyStructure;
  load: StructureLoad;
  areas: MapArea[];
  vehicles: Vehicle[];
}

const secondPlan: InstitutionPlan = {
  hospitals: [{ name: '新昌县人民医院', town: '梅渚片区', community: '新昌县医共体', leads: ['梅渚片区', '镜岭片区'] }],
  healthCentres: [
    { name: '梅渚卫生院', town: '梅渚片区' },
    { name: '镜岭镇中心卫生院', town: '镜岭片区' },
  ],
  privateInstitutions: [],
  careHomes: [],
};

export function demoStructure(seed: number, now: Date): DemoStructure {
  const newId = seededIds(seed, 'structure', now);
  const provinceId = newId();
  const county = (territory: Territory, plan: InstitutionPlan, owningThree: number): CountyStructure => {
    const numbers = random(seed, 'institutions', territory.countyCode);
    const institutions = institutionsOf(territory, plan, newId, numbers);
    return { territory, institutions, staffing: staffingOf(territory, institutions, owningThree, newId, numbers) };
  };
  const first = county(
    linan(seed, newId, provinceId),
    readData<InstitutionPlan>('institutions.json'),
    facts.teams.owningThree,
  );
  const second = county(xinchang(seed, newId, provinceId), secondPlan, 0);
  const both = [first, second];
  return {
    linan: first,
    xinchang: second,
    load: {
      divisions: [
        { unitId: provinceId, kind: 'province', code: '33', name: '浙江省', simulated: false },
        ...both.flatMap(({ territory }) => territory.divisions),
      ],
      organisations: both.flatMap(({ institutions }) => institutions.all),
      communities: both.flatMap(({ institutions }) => institutions.communities),
      practitioners: both.flatMap(({ staffing }) => staffing.staff),
      teams: both.flatMap(({ staffing }) => staffing.teams),
      servicePoints: [
        ...both.flatMap(({ institutions }) => institutions.servicePoints),
        ...outreachPoints(first.territory, seed, now),
      ],
    },
    areas: both.flatMap(({ territory }) => territory.areas),
    vehicles: vehiclesOf(first.institutions, newId),
  };
}
