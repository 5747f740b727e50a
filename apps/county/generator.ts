// The whole demo as a stream: structure first, then each resident with the resources of their record, in the order of ids.
import type { Fetches } from './dispensings.ts';
import { drawHealth, type Health } from './health.ts';
import { demoPeople, demoPeopleCount, demoPlace, type DemoPeople } from './demo-people.ts';
import type { Resource } from './fhir.ts';
import { penicillinAllergy, yearsOnRecord } from './margins.ts';
import { peopleOf, type GeneratedPerson } from './people.ts';
import { poolNumbers, poolsOf, type Pool, type PoolNumbers } from './pools.ts';
import { seededPart } from './identity.ts';
import { random } from './random.ts';
import { recordOf, type Care } from './record-of.ts';
import { demoStructure, type CountyStructure, type DemoStructure } from './structure.ts';
import type { Village } from './territory.ts';

export interface GeneratedResident extends GeneratedPerson {
  health: Health;
  resources: Resource[];
}

export interface DemoOptions {
  /** Residents of Lin'an; Xinchang's come on top. */
  residents: number;
  seed: number;
  now: Date;
  /** Years of visits before now; see `yearsOnRecord` unless told. */
  years?: number;
}

export interface Demo {
  structure: DemoStructure;
  people: DemoPeople;
  /** How many parts the residents come in; each is made alone, in any order, by whoever asks for it. */
  pools: number;
  /** Whole households of one part; the ids of a later part are greater. */
  residentsOf(pool: number): Generator<GeneratedResident[]>;
  /** All parts one after the other. */
  residents(): Generator<GeneratedResident[]>;
}

export const secondCountyResidents = 200;

export function generateDemo({ residents, seed, now, years = yearsOnRecord(residents) }: DemoOptions): Demo {
  const structure = demoStructure(seed, now);
  const { linan, xinchang } = structure;
  const place = demoPlace(linan);
  // The demo's own people are a pool of their own, the first one.
  const first = poolsOf(linan, residents - demoPeopleCount, 1);
  const second = poolsOf(xinchang, Math.min(secondCountyResidents, residents), 1 + first.length);
  const all: readonly Pool[] = [...first, ...second];
  const pools = 1 + all.length;
  const numbersOf = (at: number, serials = new Map<Village, number>()) =>
    poolNumbers({ seed, now, pools }, at, serials);
  const ownNumbers = numbersOf(0);
  const people = demoPeople(linan, place, { seed, now }, ownNumbers);

  const complete = (
    county: CountyStructure,
    person: GeneratedPerson,
    { newResourceId }: PoolNumbers,
    health?: Health,
    fetches?: Fetches,
  ): GeneratedResident => {
    const draw = random(seed, 'record', seededPart(person.load.personId));
    const drawn = health ?? drawHealth(person.years, person.sex, penicillinAllergy.value, draw);
    const subject = {
      personId: person.load.personId,
      years: person.years,
      sex: person.sex,
      health: drawn,
      care: careOf(county, person),
      fetches,
    };
    return { ...person, health: drawn, resources: recordOf(subject, { now, years, newId: newResourceId }, draw) };
  };
  function* residentsOf(at: number): Generator<GeneratedResident[]> {
    if (at === 0) {
      const { elder, husband, daughter } = people;
      const numbers = numbersOf(0);
      yield [complete(linan, husband, numbers), complete(linan, elder, numbers, elderHealth, elderFetches)];
      yield [complete(linan, daughter, numbers)];
      return;
    }
    const pool = all[at - 1]!;
    const numbers = numbersOf(at, new Map(pool.parts.map(({ village, serialsFrom }) => [village, serialsFrom])));
    for (const household of peopleOf(pool, seed, numbers))
      yield household.map((person) => complete(pool.county, person, numbers));
  }
  return {
    structure,
    people,
    pools,
    residentsOf,
    *residents() {
      for (let at = 0; at < pools; at++) yield* residentsOf(at);
    },
  };
}

/** Four weeks at a time, often late; a week is left: there is somebody to remind. */
const elderFetches: Fetches = { habit: { early: 2, late: 18 }, weeks: 4, dueInDays: 6 };

/** Hypertension and diabetes, not well controlled: something to do for everyone who looks after her. */
const elderHealth: Health = {
  conditions: ['hypertension', 'diabetes', 'lipids', 'knee'],
  hypertensionControlled: false,
  diabetesControlled: false,
  heightCentimetres: 156,
  bodyMassIndex: 26.4,
  penicillinAllergy: true,
};

function careOf({ institutions, staffing }: CountyStructure, person: GeneratedPerson): Care {
  const team = staffing.teamOf.get(person.village.unitId)!;
  const clinic = institutions.clinicOf.get(person.village.unitId);
  const villageDoctor = staffing.of(clinic ?? team.centre, 'village-doctor')[0] ?? team.villageDoctor;
  return {
    centre: `Organization/${team.centre.organisationId}`,
    gp: `Practitioner/${team.gp.staffId}`,
    ...(clinic && { clinic: `Organization/${clinic.organisationId}` }),
    villageDoctor: `Practitioner/${villageDoctor.staffId}`,
  };
}
