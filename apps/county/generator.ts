// The whole demo as a stream: structure first, then each resident with the resources of their record, in the order of ids.
import { drawHealth, type Health } from './health.ts';
import { demoPeople, demoPeopleCount, demoPlace, type DemoPeople } from './demo-people.ts';
import type { Resource } from './fhir.ts';
import { seededIds } from './identity.ts';
import { penicillinAllergy } from './margins.ts';
import { NumberBook, peopleOf, type GeneratedPerson, type PeopleOptions } from './people.ts';
import { random } from './random.ts';
import { recordOf, type Care } from './record-of.ts';
import { demoStructure, type CountyStructure, type DemoStructure } from './structure.ts';

export interface GeneratedResident extends GeneratedPerson {
  health: Health;
  resources: Resource[];
}

interface DemoOptions {
  /** Residents of Lin'an; Xinchang's come on top. */
  residents: number;
  seed: number;
  now: Date;
  /** Years of visits before now; 3 unless told. */
  years?: number;
}

export interface Demo {
  structure: DemoStructure;
  people: DemoPeople;
  /** May be walked once; each household comes whole. */
  residents(): Generator<GeneratedResident[]>;
}

export const secondCountyResidents = 200;

export function generateDemo({ residents, seed, now, years = 3 }: DemoOptions): Demo {
  const structure = demoStructure(seed, now);
  const numbers = new NumberBook();
  const place = demoPlace(structure.linan);
  const common = { seed, now, numbers, newId: seededIds(seed, 'people', now) };
  const first: PeopleOptions = { ...common, residents: residents - demoPeopleCount };
  const people = demoPeople(structure.linan, place, first);
  const second = { ...common, residents: Math.min(secondCountyResidents, residents) };
  const resourceIds = seededIds(seed, 'resources', now);

  const complete = (county: CountyStructure, person: GeneratedPerson, health?: Health): GeneratedResident => {
    const draw = random(seed, 'record', person.load.personId);
    const drawn = health ?? drawHealth(person.years, person.sex, penicillinAllergy.value, draw);
    const subject = {
      personId: person.load.personId,
      years: person.years,
      health: drawn,
      care: careOf(county, person),
    };
    return { ...person, health: drawn, resources: recordOf(subject, { now, years, newId: resourceIds }, draw) };
  };

  return {
    structure,
    people,
    *residents() {
      const { elder, husband, daughter } = people;
      const { linan, xinchang } = structure;
      yield [complete(linan, husband), complete(linan, elder, elderHealth)];
      yield [complete(linan, daughter)];
      for (const household of peopleOf(linan, first)) yield household.map((person) => complete(linan, person));
      for (const household of peopleOf(xinchang, second)) yield household.map((person) => complete(xinchang, person));
    },
  };
}

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
