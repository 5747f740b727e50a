// Compares the generated residents with the margins, and their resources with FHIR.
import { describe, expect, it } from 'vitest';
import { validate } from '#platform/fhir/validate.ts';
import { readIdNumber } from '#foundation/registry/rules/id-number.ts';
import { readHealthRecordNumber } from '#foundation/registry/rules/health-record-number.ts';
import { readPhone } from '#foundation/registry/rules/phone.ts';
import { generateDemo, secondCountyResidents, type GeneratedResident } from './generator.ts';
import {
  ages,
  bloodPressure,
  body,
  conditions,
  controlledShare,
  glucose,
  householdSize,
  men,
  penicillinAllergy,
  stepAt,
  type ConditionKey,
} from './margins.ts';

const now = new Date('2026-11-22T00:00:00Z');
const options = { residents: 5_600, seed: 1, now };
const households = [...generateDemo(options).residents()];
const people = households.flat();
const resources = people.flatMap((person) => person.resources);

/** Share of people for whom it holds, and how far a sample of this size may stray (four standard errors). */
function share(all: readonly GeneratedResident[], holds: (person: GeneratedResident) => boolean) {
  return {
    is: all.filter(holds).length / all.length,
    slack: (expected: number) => 4 * Math.sqrt((expected * (1 - expected)) / all.length) + 0.002,
  };
}
const numbersOf = (code: string, chosen: (person: GeneratedResident) => boolean, component?: string) =>
  people.filter(chosen).flatMap((person) =>
    person.resources.flatMap((resource) => {
      const observation = resource as {
        code?: { coding?: { code: string }[] };
        valueQuantity?: { value: number };
        component?: { code: { coding: { code: string }[] }; valueQuantity: { value: number } }[];
      };
      if (observation.code?.coding?.[0]?.code !== code) return [];
      if (!component) return [observation.valueQuantity!.value];
      return observation
        .component!.filter((part) => part.code.coding[0]!.code === component)
        .map((part) => part.valueQuantity.value);
    }),
  );
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const has = (key: ConditionKey) => (person: GeneratedResident) => person.health.conditions.includes(key);

describe('the margins of the demo', () => {
  it('has as many residents as were asked for', () => {
    expect(people).toHaveLength(options.residents + secondCountyResidents);
  });

  it('meets the age groups', () => {
    const total = ages.value.reduce((sum, [, perCent]) => sum + perCent, 0);
    for (const [index, [from, perCent]] of ages.value.entries()) {
      const to = ages.value[index + 1]?.[0] ?? 200;
      const group = share(people, ({ years }) => years >= from && years < to);
      expect(Math.abs(group.is - perCent / total), `${from}`).toBeLessThan(0.006);
    }
  });

  it('meets the sexes', () => {
    for (const [index, [from]] of men.value.entries()) {
      const group = people.filter(({ years }) => years >= from && years < (men.value[index + 1]?.[0] ?? 200));
      const male = share(group, (person) => person.sex === 'male');
      const expected = mean(group.map((person) => stepAt(men.value, person.years)));
      expect(Math.abs(male.is - expected), `${from}`).toBeLessThan(male.slack(expected));
    }
  });

  it('meets the size of households', () => {
    expect(Math.abs(people.length / households.length - householdSize.value.mean)).toBeLessThan(
      householdSize.value.tolerance,
    );
  });

  it.each(Object.keys(conditions) as ConditionKey[])('meets %s by age', (key) => {
    const steps = conditions[key].value;
    for (const [index, [from, expected]] of steps.entries()) {
      const group = people.filter(({ years }) => years >= from && years < (steps[index + 1]?.[0] ?? 200));
      const ill = share(group, has(key));
      expect(Math.abs(ill.is - expected), `from ${from}`).toBeLessThan(ill.slack(expected));
    }
  });

  it('meets allergy and control', () => {
    const allergic = share(people, (person) => person.health.penicillinAllergy);
    expect(Math.abs(allergic.is - penicillinAllergy.value)).toBeLessThan(allergic.slack(penicillinAllergy.value));
    const controlled = share(people.filter(has('hypertension')), (person) => person.health.hypertensionControlled);
    expect(Math.abs(controlled.is - controlledShare.value.hypertension)).toBeLessThan(
      controlled.slack(controlledShare.value.hypertension),
    );
  });

  it('meets blood pressure, glucose and body mass', () => {
    const level = {
      healthy: (p: GeneratedResident) => !has('hypertension')(p),
      controlled: (p: GeneratedResident) => has('hypertension')(p) && p.health.hypertensionControlled,
      uncontrolled: (p: GeneratedResident) => has('hypertension')(p) && !p.health.hypertensionControlled,
    };
    for (const state of ['healthy', 'controlled', 'uncontrolled'] as const)
      expect(mean(numbersOf('85354-9', level[state], '8480-6'))).toBeCloseTo(
        bloodPressure.value[state].systolic[0],
        -0.4,
      );
    expect(mean(numbersOf('76629-5', (p) => !has('diabetes')(p)))).toBeCloseTo(glucose.value.healthy[0], 0.7);
    expect(mean(numbersOf('76629-5', (p) => has('diabetes')(p) && !p.health.diabetesControlled))).toBeCloseTo(
      glucose.value.uncontrolled[0],
      0.3,
    );
    const adults = people.filter((person) => person.years >= 18 && !has('diabetes')(person));
    expect(mean(adults.map((person) => person.health.bodyMassIndex))).toBeCloseTo(body.value.index[0], 0.5);
  });
});

describe('the residents', () => {
  it('live in every village', () => {
    expect(new Set(people.map((person) => person.village.unitId)).size).toBe(319 + 8);
  });

  it('have valid and different numbers', () => {
    const idNumbers = new Set<string>();
    for (const { load, sex } of people) {
      expect(readIdNumber(load.idNumber!)).toMatchObject({ ok: true, birthOn: load.birthOn, sex });
      expect(readHealthRecordNumber(load.healthRecordNumber!)).toBeDefined();
      expect(readPhone(load.phone!)).toBe(load.phone);
      idNumbers.add(load.idNumber!);
    }
    expect(idNumbers.size).toBe(people.length);
    expect(new Set(people.map((person) => person.load.healthRecordNumber)).size).toBe(people.length);
    expect(people.map((person) => person.load.personId)).toEqual(
      people.map((person) => person.load.personId).toSorted(),
    );
  });

  it('have the age that their birthday gives', () => {
    for (const { load, years } of people) {
      const birthday = `${Number(load.birthOn.slice(0, 4)) + years}${load.birthOn.slice(4)}`;
      expect(birthday <= '2026-11-22', `${load.birthOn} ${years}`).toBe(true);
    }
  });
});

describe('the record', () => {
  it('stays within the demo and is rich', () => {
    expect(resources.length).toBeGreaterThan(60_000);
    // The embedded store is good to 200,000 resources and lets 10,000 residents in. Patients come on top, and a thousand organisations, staff and places.
    const mostPeople = 10_000 + secondCountyResidents;
    expect(((resources.length + people.length) / people.length) * mostPeople + 2_000).toBeLessThan(200_000);
  });

  it('is valid FHIR, flagged simulated, in the past, with ids of its own', () => {
    const types = Map.groupBy(resources, (resource) => resource.resourceType);
    for (const [type, all] of types)
      for (let index = 0; index < all.length; index += Math.ceil(all.length / 150)) {
        const resource = all[index]!;
        expect(validate(resource), `${type} ${JSON.stringify(resource)}`).toEqual([]);
        expect(JSON.stringify(resource)).toContain('"simulated"');
      }
    expect([...types.keys()].toSorted()).toEqual([
      'AllergyIntolerance',
      'Condition',
      'Encounter',
      'MedicationDispense',
      'MedicationRequest',
      'Observation',
    ]);
    expect(new Set(resources.map((resource) => `${resource.resourceType}/${resource.id}`)).size).toBe(resources.length);
    const latest = resources
      .flatMap((resource) => (resource as { period?: { end: string } }).period?.end ?? [])
      .toSorted()
      .at(-1)!;
    expect(new Date(latest).getTime()).toBeLessThanOrEqual(now.getTime());
  });

  it('is the same for the same seed', () => {
    const again = generateDemo(options).residents();
    for (let index = 0; index < 50; index++) expect(again.next().value).toEqual(households[index]);
    const other = generateDemo({ ...options, seed: 2 })
      .residents()
      .next().value as GeneratedResident[];
    expect(other[0]!.load.idNumber).not.toBe(households[0]![0]!.load.idNumber);
  });

  it('gives the demo elder hypertension, diabetes and a daughter who may see the record', () => {
    const demo = generateDemo(options);
    const elder = people.find((person) => person.load.personId === demo.people.elder.load.personId)!;
    expect(elder.health.conditions).toEqual(expect.arrayContaining(['hypertension', 'diabetes']));
    expect(elder.resources.length).toBeGreaterThan(40);
    expect(elder.load.proxies).toMatchObject([
      { proxyPersonId: demo.people.daughter.load.personId, scope: ['view-record', 'book', 'message'] },
    ]);
    expect(demo.people.place.team.villageIds).toContain(elder.load.villageId);
  });
});
