// The pharmacy over the small county, with prescriptions and dispensings as another system writes them; for the tests of refills.
import type { InjectOptions } from 'fastify';
import type { Db } from '#platform/kernel/db/db.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createFleet } from '#foundation/fleet/server/index.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createOrders } from '#foundation/orders/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { createSync } from '#foundation/sync/server/index.ts';
import { createPharmacy, type Pharmacy } from './index.ts';
import type { Parts } from './parts.ts';

export { people, units };
export const folders = [
  ...['registry', 'record', 'messaging', 'sync', 'fleet', 'orders'].map((schema) => ({
    schema,
    folder: new URL(`../../../foundation/${schema}/server/migrations/`, import.meta.url),
  })),
  { schema: 'pharmacy', folder: new URL('./migrations/', import.meta.url) },
];

export interface TestPharmacy extends TestKernel {
  parts: Omit<Parts, 'vehicleSources'>;
  pharmacy: Pharmacy;
}
export async function openPharmacy(db: Db): Promise<TestPharmacy> {
  let made: Pick<TestPharmacy, 'parts' | 'pharmacy'> | undefined;
  const test = await openTestKernel(db, (kernel) => {
    const registry = createRegistry(kernel);
    const knowledge = createKnowledge();
    const record = createRecord(kernel, registry);
    const messaging = createMessaging(kernel, registry);
    const fleet = createFleet(kernel, { registry, messaging });
    const sync = createSync(kernel, {
      personExists: async (q, id) => (await registry.persons(q, [id])).length > 0,
      personNames: async () => new Map(),
    });
    const orders = createOrders(kernel, { registry, messaging, record });
    const parts = { kernel, registry, knowledge, record, messaging, fleet, sync, orders };
    const pharmacy = createPharmacy(parts);
    made = { parts, pharmacy };
    return [registry, knowledge, record, messaging, sync, fleet, orders, pharmacy].map(({ context }) => context);
  });
  await made!.parts.registry.bulkLoad.structure(smallStructure());
  await made!.parts.registry.bulkLoad.people(smallPeople());
  await test.addAccount('gp', 'gp', units.centre);
  await test.addAccount('far-gp', 'gp', units.otherCentre);
  await test.addAccount('bureau', 'bureau', units.county);
  await test.addAccount('resident', 'resident', units.villages[0], people[0]);
  return Object.assign(test, made!);
}

const atc = 'http://www.whocc.no/atc';
export const enalapril = (personId: string, on: string, more: object = {}) => ({
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: { text: '马来酸依那普利片 10mg×28片', coding: [{ system: atc, code: 'C09AA02' }] },
  subject: { reference: `Patient/${personId}` },
  authoredOn: `${on}T09:00:00+08:00`,
  dosageInstruction: [
    {
      text: '每次 10 mg，每日 1 次',
      timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
      doseAndRate: [{ doseQuantity: { value: 10, unit: 'mg' } }],
    },
  ],
  ...more,
});
export const dispensed = (personId: string, requestId: string, on: string, boxes: number) => ({
  resourceType: 'MedicationDispense',
  status: 'completed',
  medicationCodeableConcept: { text: '马来酸依那普利片 10mg×28片', coding: [{ system: atc, code: 'C09AA02' }] },
  subject: { reference: `Patient/${personId}` },
  authorizingPrescription: [{ reference: `MedicationRequest/${requestId}` }],
  quantity: { value: boxes, unit: '盒' },
  whenHandedOver: `${on}T10:00:00+08:00`,
});
/** Writes a resource over FHIR; answers its id. */
export async function write(
  ask: (options: InjectOptions) => Promise<{ statusCode: number; body: string; json<T>(): T }>,
  resource: object,
) {
  const { resourceType } = resource as { resourceType: string };
  const answer = await ask({
    method: 'POST',
    url: `/fhir/${resourceType}`,
    payload: resource,
    headers: { 'content-type': 'application/fhir+json' },
  });
  if (answer.statusCode !== 201) throw new Error(`${resourceType}: ${answer.statusCode} ${answer.body}`);
  return answer.json<{ id: string }>().id;
}
