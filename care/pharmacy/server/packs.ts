// What crews take along for prescribing: the medicine list, the rules, the policy, what people take, what lies on board.
import { dayOf } from '#platform/contract.ts';
import type { PackRow } from '#foundation/sync/contract.ts';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import type { PackSource } from '#foundation/sync/server/index.ts';
import type { MedicationsRow, StockRow } from '../contract.ts';
import { medicationOf } from '../rules/check-alerts.ts';
import { medicineKeyOf } from '../rules/dispensing.ts';
import type { Parts } from './parts.ts';
import { prescribingPolicy } from './use-cases/prescribing-policy.ts';

const body = (value: unknown): FieldValue => value as FieldValue;
/** More than live in a village. */
const mostPeople = 10_000;

export const packsOf = (parts: Parts): PackSource[] => [
  {
    name: 'pharmacy.medicines',
    permission: 'pharmacy.prescription.read',
    async rows(q, _actor, scopeId, now): Promise<PackRow[]> {
      const on = dayOf(now);
      const interactions = parts.knowledge.interactions(on);
      return [
        ...(parts.knowledge.medicines(on)?.medicines ?? []).map((one) => ({
          kind: 'medicine',
          id: one.key,
          body: body(one),
        })),
        ...(interactions ? [{ kind: 'interactions', id: interactions.version, body: body(interactions.rules) }] : []),
        { kind: 'prescribing', id: 'policy', body: body(await prescribingPolicy(parts, q, scopeId, now)) },
      ];
    },
  },
  {
    name: 'pharmacy.medications',
    permission: 'pharmacy.prescription.read',
    async rows(q, actor, scopeId, now): Promise<PackRow[]> {
      const { kernel, registry, record, knowledge } = parts;
      const living = await registry.livingIn(q, [scopeId], undefined, mostPeople);
      const ids = living.map(({ personId }) => personId);
      const seen = await kernel.access.reachable(q, actor, 'pharmacy.prescription.read', ids, now);
      const medicines = knowledge.medicines(dayOf(now))?.medicines ?? [];
      const all = await record.activeMedications(q, seen);
      return [...Map.groupBy(all, ({ personId }) => personId)].map(([personId, found]) => {
        const row: MedicationsRow = {
          medications: found.map((one) => ({ id: one.id, name: one.name, atc: [...medicationOf(one, medicines).atc] })),
        };
        return { kind: 'medications', id: personId, personId, body: body(row) };
      });
    },
  },
  {
    name: 'pharmacy.stock',
    permission: 'pharmacy.stock.read',
    async rows(q, actor, scopeId, now): Promise<PackRow[]> {
      const { kernel, fleet, knowledge } = parts;
      const units = new Set(await kernel.access.unitsOf(actor, 'pharmacy.stock.read'));
      const coming = new Set(
        (await Promise.all(parts.vehicleSources.map((source) => source(actor, scopeId, now)))).flat(),
      );
      const vehicles = (await fleet.vehicles(q)).filter(
        ({ organisationId, vehicleId }) => units.has(organisationId) || coming.has(vehicleId),
      );
      const keys = (knowledge.medicines(dayOf(now))?.medicines ?? []).map(({ key }) => key);
      const stock = await fleet.stock(
        q,
        vehicles.map(({ vehicleId }) => vehicleId),
      );
      return stock.map(({ version: _version, ...one }) => {
        const medicineKey = medicineKeyOf(one.itemCode, keys);
        const row: StockRow = { ...one, ...(medicineKey && { medicineKey }) };
        return { kind: 'stock', id: one.stockId, body: body(row) };
      });
    },
  },
];
