// Front door of the pharmacy: prescriptions with an interaction check, dispensing from vehicle stock, counts.
import { dayOf } from '#platform/contract.ts';
import type { Context } from '#platform/kernel/context.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { Orders } from '#foundation/orders/server/index.ts';
import { pharmacyKinds } from '../contract.ts';
import { drugDelivery } from '../order-kinds/drug-delivery.ts';
import { checkDispensing, checkStockCount, dispensingRule, stockCountRule } from '../rules/dispensing.ts';
import { checkPrescription, prescriptionRule } from '../rules/prescription.ts';
import { packsOf } from './packs.ts';
import type { Parts, VehicleSource } from './parts.ts';

export type { VehicleSource } from './parts.ts';
import { permissions } from './permissions.ts';
import { projectDispensing, writeDispensing } from './use-cases/project-dispensing.ts';
import { projectPrescription, writePrescription } from './use-cases/project-prescription.ts';
import { lateAlertsJob, tellLateAlerts } from './use-cases/tell-late-alerts.ts';
import { countStock, projectStockCount } from './use-cases/project-stock-count.ts';

export interface Pharmacy {
  readonly context: Context;
  /** Called at start: which vehicles come to a village for an account, besides those of its own organisations. */
  registerVehicles(source: VehicleSource): void;
}

export function createPharmacy({ orders, ...below }: Omit<Parts, 'vehicleSources'> & { orders: Orders }): Pharmacy {
  const parts: Parts = { ...below, vehicleSources: [] };
  const { sync } = parts;
  sync.registerKind({
    kind: pharmacyKinds.prescription,
    permission: writePrescription,
    readPermission: 'pharmacy.prescription.read',
    ruleOf: prescriptionRule,
    check: checkPrescription,
    project: (q, actor, document, added, now) => projectPrescription(parts, q, actor, document, added, now),
  });
  sync.registerKind({
    kind: pharmacyKinds.dispensing,
    permission: writeDispensing,
    readPermission: 'pharmacy.dispensing.read',
    ruleOf: dispensingRule,
    check: (operation) => checkDispensing(operation, dayOf(operation.madeAt)),
    project: (q, actor, document, added, now) => projectDispensing(parts, q, actor, document, added, now),
  });
  sync.registerKind({
    kind: pharmacyKinds.stockCount,
    permission: countStock,
    readPermission: 'pharmacy.stock.read',
    aboutVillage: true,
    ruleOf: stockCountRule,
    check: checkStockCount,
    project: (q, actor, document, added) => projectStockCount(parts, q, actor, document, added),
  });
  orders.registerKind(drugDelivery);
  for (const pack of packsOf(parts)) sync.registerPack(pack);
  return {
    registerVehicles: (source) => void parts.vehicleSources.push(source),
    context: {
      name: 'pharmacy',
      permissions,
      jobs: [{ kind: lateAlertsJob, run: (payload) => tellLateAlerts(parts, payload) }],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
  };
}
