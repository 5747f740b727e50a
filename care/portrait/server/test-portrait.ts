// Index and portrait over the small county, for the tests of this context; risk prediction is wired as the county wires it, by a port.
import type { Db } from '#platform/kernel/db/db.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { yearsOn, dayOf } from '#platform/contract.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import { permissions } from '../contract.ts';
import { personFacts } from '../rules/asked.ts';
import type { KnownValue } from '../rules/health-index.ts';
import { createPortrait, type Portrait, type RiskPort } from './index.ts';
import type { Parts } from './parts.ts';

export { people, units };
export const folders = [
  ...['registry', 'knowledge', 'record'].map((schema) => ({
    schema,
    folder: new URL(`../../../foundation/${schema}/server/migrations/`, import.meta.url),
  })),
  { schema: 'portrait', folder: new URL('./migrations/', import.meta.url) },
];

export interface TestPortrait extends TestKernel {
  parts: Parts;
  portrait: Portrait;
}

const numbers: Record<string, string> = {
  '39156-5': 'bmi',
  '14647-2': 'totalCholesterol',
  '14646-4': 'hdl',
  '4548-4': 'hba1c',
  '8480-6': 'systolic',
  '8462-4': 'diastolic',
};
const day = 86_400_000;

/** The neighbour's part of the bargain over the same record: numbers, answers, and absence once blood pressure is known. */
function risksOver({ kernel, registry, record }: Omit<Parts, 'risks' | 'knowledge'>): RiskPort {
  const values: RiskPort['values'] = async (q, personIds, ages, at) => {
    const found = await record.newestNumbers(q, personIds, Object.keys(numbers), {
      from: new Date(at.getTime() - 730 * day),
      to: new Date(at.getTime() + 1),
    });
    const answers = await record.codedFacts(q, personIds, { conditions: [], observations: personFacts, until: at });
    const known = await registry.demographics(q, personIds);
    return personIds.flatMap((personId) => {
      const person = known.find((one) => one.personId === personId);
      if (!person) return [];
      const own: Record<string, KnownValue> = {};
      if (person.birthOn) own['age'] = { value: yearsOn(person.birthOn, dayOf(at)), origin: 'registered' };
      for (const one of found.filter((number) => number.personId === personId)) {
        const key = numbers[one.code]!;
        if (one.at.getTime() < at.getTime() - (ages.get(key) ?? 730) * day) continue;
        own[key] = { value: one.value, origin: 'measured', at: one.at, observations: [one.id] };
      }
      if (own['systolic'])
        for (const key of ['diabetes', 'antihypertensive']) own[key] = { value: false, origin: 'absent' };
      for (const { code, at: answeredAt, resource, ...fact } of answers) {
        if (fact.personId !== personId || !answeredAt) continue;
        const quantity = resource['valueQuantity'] as { value: number } | undefined;
        const value = (resource['valueBoolean'] ?? resource['valueString'] ?? quantity?.value) as string;
        own[code] = { value, origin: 'asked', at: answeredAt, observations: [String(resource['id'])] };
      }
      return [{ personId, ...(person.villageId && { villageId: person.villageId }), values: own }];
    });
  };
  return {
    models: [],
    values,
    assess: async (q, personIds, at) =>
      (await values(q, personIds, new Map(), at)).map((person) => ({ ...person, results: [] })),
    answer: async (actor, personId, { answersId, answers }, now) => {
      const put = await Promise.all(
        Object.entries(answers).map(async ([code, value]) => ({
          resourceType: 'Observation' as const,
          id: await documentIdOf('risk-fact', answersId, code),
          status: 'final',
          code: { coding: [{ system: 'urn:tianmu:fhir:risk-fact', code }] },
          subject: { reference: `Patient/${personId}` },
          effectiveDateTime: now.toISOString(),
          ...(typeof value === 'boolean' && { valueBoolean: value }),
          ...(typeof value === 'string' && { valueString: value }),
          ...(typeof value === 'number' && { valueQuantity: { value } }),
        })),
      );
      return kernel.db.tx((q) => record.putResources(q, actor, permissions.answer, { put }, now));
    },
  };
}

export async function openPortrait(db: Db): Promise<TestPortrait> {
  let made: Pick<TestPortrait, 'parts' | 'portrait'> | undefined;
  const test = await openTestKernel(db, (kernel) => {
    const registry = createRegistry(kernel);
    const record = createRecord(kernel, registry);
    const knowledge = createKnowledge(kernel);
    const parts: Parts = { kernel, registry, knowledge, record, risks: risksOver({ kernel, registry, record }) };
    const portrait = createPortrait(parts);
    made = { parts, portrait };
    return [registry, knowledge, record, portrait].map(({ context }) => context);
  });
  await made!.parts.registry.bulkLoad.structure(smallStructure());
  await made!.parts.registry.bulkLoad.people(smallPeople());
  await test.addAccount('gp', 'gp', units.centre);
  await test.addAccount('far-gp', 'gp', units.otherCentre);
  await test.addAccount('bureau', 'bureau', units.county);
  await test.addAccount('resident', 'resident', units.villages[0], people[0]);
  return Object.assign(test, made!);
}
