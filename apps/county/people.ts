// The residents of a demo county, household by household, village by village, in the order of their ids.
import type { LonLat } from '#platform/contract.ts';
import type { PersonLoad } from '#foundation/registry/server/index.ts';
import { householdsOf, type HouseholdPlan } from './households.ts';
import { givenName, surname } from './names.ts';
import type { Pool, PoolNumbers, PoolPart } from './pools.ts';
import { random, type Random } from './random.ts';
import type { CountyStructure } from './structure.ts';
import type { Town, Village } from './territory.ts';

export interface GeneratedPerson {
  load: PersonLoad & { birthOn: string };
  years: number;
  sex: 'male' | 'female';
  village: Village;
  at: LonLat;
}

/** The residents of one pool, household by household. */
export function* peopleOf(pool: Pool, seed: number, own: PoolNumbers): Generator<GeneratedPerson[]> {
  const { county, town, inTown, parts } = pool;
  const numbers = random(seed, 'people', town.code, inTown);
  const plans = householdsOf(
    parts.reduce((sum, { residents }) => sum + residents, 0),
    numbers,
  );
  for (const [village, households] of settle(parts, numbers.shuffle(plans)))
    for (const plan of households) yield household(county, town, village, plan, numbers, own);
}

/** Gives each household to the village with most places left; the last ones may overfill by a person or two. */
function settle(parts: readonly PoolPart[], plans: readonly HouseholdPlan[]): Map<Village, HouseholdPlan[]> {
  const left = new Map(parts.map(({ village, residents }) => [village, residents]));
  const homes = new Map<Village, HouseholdPlan[]>(parts.map(({ village }) => [village, []]));
  for (const plan of plans.toSorted((a, b) => b.length - a.length)) {
    const [village, places] = [...left].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
    homes.get(village)!.push(plan);
    left.set(village, places - plan.length);
  }
  return homes;
}

interface PersonToMake {
  name: string;
  sex: 'male' | 'female';
  birthOn: string;
  idNumber: string;
  years: number;
  phone?: string;
  householdId: string;
  relation: PersonLoad['householdRelation'];
  address: string;
}

export function makePerson(village: Village, person: PersonToMake, numbers: PoolNumbers): GeneratedPerson {
  return {
    years: person.years,
    sex: person.sex,
    village,
    at: village.at,
    load: {
      personId: numbers.newId(),
      name: person.name,
      sex: person.sex,
      birthOn: person.birthOn,
      idNumber: person.idNumber,
      phone: person.phone,
      address: person.address,
      villageId: village.unitId,
      householdId: person.householdId,
      householdRelation: person.relation,
      healthRecordNumber: numbers.recordNumber(village),
      status: 'active',
      simulated: true,
    },
  };
}

function household(
  county: CountyStructure,
  town: Town,
  village: Village,
  plan: HouseholdPlan,
  numbers: Random,
  own: PoolNumbers,
): GeneratedPerson[] {
  const familyName = surname(numbers);
  const householdId = own.newId();
  const address = `${county.territory.countyName}${town.name}${village.name}${1 + numbers.below(260)}号`;
  const shared = own.phone();
  let given = false;
  return plan.map(({ years, sex, relation }) => {
    const { birthOn, idNumber } = own.born(years, sex, numbers);
    const birthYear = Number(birthOn.slice(0, 4));
    const takesName =
      relation === 'head' ||
      relation === 'child' ||
      relation === 'grandchild' ||
      (relation === 'parent' && sex === 'male');
    // Children and many old people have no phone of their own: the family's number stands with several of them.
    const hasOne = years >= 14 && numbers.chance(years < 75 ? 0.93 : 0.45);
    const phone = hasOne ? (given ? own.phone() : shared) : shared;
    given ||= hasOne;
    const name = (takesName ? familyName : surname(numbers)) + givenName(numbers, sex, birthYear);
    const person = { name, sex, birthOn, idNumber, years, phone, householdId, relation, address };
    return makePerson(village, person, own);
  });
}
