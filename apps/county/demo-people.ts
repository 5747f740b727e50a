// The few people of the demo who are made by hand: an elder with a rich record, her husband, and the daughter who helps her.
import { makePerson, type GeneratedPerson } from './people.ts';
import type { PoolNumbers } from './pools.ts';
import { random } from './random.ts';
import type { CountyStructure } from './structure.ts';
import type { Team } from './staffing.ts';
import type { Town, Village } from './territory.ts';

interface DemoPlace {
  town: Town;
  /** A village without a doctor of its own: the roving team looks after it. */
  village: Village;
  team: Team;
  /** A village with its own doctor, in the same town; the demo's village doctor works there. */
  doctorVillage: Village;
}
export interface DemoPeople {
  place: DemoPlace;
  elder: GeneratedPerson;
  husband: GeneratedPerson;
  daughter: GeneratedPerson;
}
/** How many of the county's residents they are. */
export const demoPeopleCount = 3;

/** The demo looks at 於潜镇: a team whose villages are one with and one without a doctor of its own. */
export function demoPlace({ territory, staffing }: CountyStructure): DemoPlace {
  const town = territory.towns.find((one) => one.name === '於潜镇') ?? territory.towns[0]!;
  const villageOf = new Map(town.villages.map((village) => [village.unitId, village]));
  const mixed = staffing.teams
    .map((team) => ({ team, villages: team.villageIds.flatMap((id) => villageOf.get(id) ?? []) }))
    .find(
      ({ villages }) =>
        villages.some((one) => one.hasOwnDoctor && !one.community) && villages.some((one) => !one.hasOwnDoctor),
    );
  if (!mixed) throw new Error('於潜镇 has no team that owns a village with and one without a doctor');
  const village = mixed.villages.find((one) => !one.hasOwnDoctor)!;
  const doctorVillage = mixed.villages.find((one) => one.hasOwnDoctor)!;
  return { town, village, team: mixed.team, doctorVillage };
}

export function demoPeople(
  county: CountyStructure,
  place: DemoPlace,
  { seed, now }: { seed: number; now: Date },
  own: PoolNumbers,
): DemoPeople {
  const numbers = random(seed, 'demo people');
  const home = own.newId();
  const away = own.newId();
  const street = `${county.territory.countyName}${place.town.name}${place.village.name}`;
  const person = (
    name: string,
    sex: 'male' | 'female',
    years: number,
    householdId: string,
    relation: 'head' | 'spouse',
    door: number,
  ) =>
    makePerson(
      place.village,
      {
        name,
        sex,
        years,
        ...own.born(years, sex, numbers),
        phone: own.phone(),
        householdId,
        relation,
        address: `${street}${door}号`,
      },
      own,
    );
  const husband = person('陈根水', 'male', 74, home, 'head', 18);
  const elder = person('潘秀英', 'female', 71, home, 'spouse', 18);
  const daughter = person('陈丽芳', 'female', 44, away, 'head', 32);
  elder.load.proxies = [
    {
      proxyPersonId: daughter.load.personId,
      relation: 'child',
      scope: ['view-record', 'book', 'message'],
      fromOn: now.toISOString().slice(0, 10),
      toOn: `${now.getUTCFullYear() + 2}-12-31`,
    },
  ];
  return { place, elder, husband, daughter };
}
