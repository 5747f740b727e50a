// The residents of a demo county, household by household, village by village, in the order of their ids.
import type { LonLat } from '#platform/contract.ts';
import { makeHealthRecordNumber } from '#foundation/registry/rules/health-record-number.ts';
import { makeIdNumber } from '#foundation/registry/rules/id-number.ts';
import type { PersonLoad } from '#foundation/registry/server/index.ts';
import { householdsOf, type HouseholdPlan } from './households.ts';
import { givenName, surname } from './names.ts';
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

/** Residents of each village: shares by weight, largest remainders first, everybody placed. */
function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const shares = exact.map(Math.floor);
  const byRemainder = [...exact.keys()].sort((a, b) => exact[b]! - shares[b]! - (exact[a]! - shares[a]!));
  let left = total - shares.reduce((all, share) => all + share, 0);
  for (const place of byRemainder) if (left-- > 0) shares[place]!++;
  return shares;
}

/** Numbers that were given out, so that no ID number comes twice in one demo. */
export class NumberBook {
  private readonly used = new Map<string, Set<number>>();
  private phones = 0;

  /** The region code 330199 is not assigned: no number of the demo belongs to a real person. */
  idNumber(birthOn: string, sex: 'male' | 'female', random: Random): string {
    const taken = this.used.get(birthOn) ?? new Set();
    this.used.set(birthOn, taken);
    let sequence = random.below(500) * 2 + (sex === 'male' ? 1 : 0);
    for (let tries = 0; taken.has(sequence); tries++) {
      if (tries > 500) throw new Error(`no ID number is left for ${birthOn}`);
      sequence = (sequence + 2) % 1000;
    }
    taken.add(sequence);
    return makeIdNumber('330199', birthOn, sequence);
  }

  /** 154 is not given to subscribers. The factor spreads the numbers over all last digits. */
  phone(): string {
    this.phones = (this.phones + 61_803_399) % 100_000_000;
    return `154${String(this.phones).padStart(8, '0')}`;
  }
}

/** About this many people are put together to households at once, so that couples find each other in small villages. */
const poolSize = 500;

export interface PeopleOptions {
  seed: number;
  now: Date;
  residents: number;
  newId: () => string;
  numbers: NumberBook;
}

export function* peopleOf(county: CountyStructure, options: PeopleOptions): Generator<GeneratedPerson[]> {
  const { towns } = county.territory;
  const villages = towns.flatMap((town) => town.villages.map((village) => ({ town, village })));
  const shares = shareOut(
    options.residents,
    villages.map(({ village }) => village.weight),
  );
  const quota = new Map(villages.map(({ village }, place) => [village, shares[place]!]));
  for (const town of towns) {
    for (const [number, pool] of pools(town, quota).entries()) {
      const numbers = random(options.seed, 'people', town.code, number);
      const plans = householdsOf(
        pool.reduce((sum, [, count]) => sum + count, 0),
        numbers,
      );
      for (const [village, households] of settle(pool, numbers.shuffle(plans)))
        for (const plan of households) yield household(county, town, village, plan, numbers, options);
    }
  }
}

/** Neighbouring villages together until a pool is full; a large village makes several pools of its own. */
function pools(town: Town, quota: ReadonlyMap<Village, number>): [Village, number][][] {
  const made: [Village, number][][] = [];
  let open: [Village, number][] = [];
  let size = 0;
  for (const village of town.villages) {
    let left = quota.get(village)!;
    while (left > 0) {
      const taken = Math.min(left, poolSize - size);
      open.push([village, taken]);
      size += taken;
      left -= taken;
      if (size < poolSize) continue;
      made.push(open);
      [open, size] = [[], 0];
    }
  }
  return open.length > 0 ? [...made, open] : made;
}

/** Gives each household to the village with most places left; the last ones may overfill by a person or two. */
function settle(pool: readonly [Village, number][], plans: readonly HouseholdPlan[]): Map<Village, HouseholdPlan[]> {
  const left = new Map(pool);
  const homes = new Map<Village, HouseholdPlan[]>(pool.map(([village]) => [village, []]));
  for (const plan of plans.toSorted((a, b) => b.length - a.length)) {
    const [village, places] = [...left].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
    homes.get(village)!.push(plan);
    left.set(village, places - plan.length);
  }
  return homes;
}

const serials = new WeakMap<NumberBook, Map<string, number>>();
function nextRecordNumber(book: NumberBook, villageCode: string): string | undefined {
  const counters = serials.get(book) ?? new Map<string, number>();
  serials.set(book, counters);
  const serial = (counters.get(villageCode) ?? 0) + 1;
  counters.set(villageCode, serial);
  return makeHealthRecordNumber(villageCode, serial);
}

/** A day on which somebody of these years was born. */
export function birthDay(now: Date, years: number, random: Random): string {
  const daysAgo = years * 365.25 + 1 + random.below(363);
  return new Date(now.getTime() - daysAgo * 86_400_000).toISOString().slice(0, 10);
}

interface PersonToMake {
  name: string;
  sex: 'male' | 'female';
  birthOn: string;
  years: number;
  phone?: string;
  householdId: string;
  relation: PersonLoad['householdRelation'];
  address: string;
}

export function makePerson(
  village: Village,
  person: PersonToMake,
  options: PeopleOptions,
  numbers: Random,
): GeneratedPerson {
  return {
    years: person.years,
    sex: person.sex,
    village,
    at: village.at,
    load: {
      personId: options.newId(),
      name: person.name,
      sex: person.sex,
      birthOn: person.birthOn,
      idNumber: options.numbers.idNumber(person.birthOn, person.sex, numbers),
      phone: person.phone,
      address: person.address,
      villageId: village.unitId,
      householdId: person.householdId,
      householdRelation: person.relation,
      healthRecordNumber: nextRecordNumber(options.numbers, village.code),
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
  options: PeopleOptions,
): GeneratedPerson[] {
  const familyName = surname(numbers);
  const householdId = options.newId();
  const address = `${county.territory.countyName}${town.name}${village.name}${1 + numbers.below(260)}号`;
  const shared = options.numbers.phone();
  let taken = false;
  return plan.map(({ years, sex, relation }) => {
    const birthOn = birthDay(options.now, years, numbers);
    const birthYear = Number(birthOn.slice(0, 4));
    const takesName =
      relation === 'head' ||
      relation === 'child' ||
      relation === 'grandchild' ||
      (relation === 'parent' && sex === 'male');
    // Children and many old people have no phone of their own: the family's number stands with several of them.
    const own = years >= 14 && numbers.chance(years < 75 ? 0.93 : 0.45);
    const phone = own ? (taken ? options.numbers.phone() : shared) : shared;
    taken ||= own;
    const name = (takesName ? familyName : surname(numbers)) + givenName(numbers, sex, birthYear);
    return makePerson(village, { name, sex, birthOn, years, phone, householdId, relation, address }, options, numbers);
  });
}
