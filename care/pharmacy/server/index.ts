// Front door of the pharmacy: prescriptions with an interaction check, dispensing from vehicle stock, refills and adherence.
import { dayOf, type Day } from '#platform/contract.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import { pharmacyKinds } from '../contract.ts';
import { drugDelivery } from '../order-kinds/drug-delivery.ts';
import { checkDispensing, checkStockCount, dispensingRule, stockCountRule } from '../rules/dispensing.ts';
import { checkPrescription, prescriptionRule } from '../rules/prescription.ts';
import type { Adherence } from '../rules/adherence.ts';
import { jobsOf, listenersOf, schedules } from './jobs.ts';
import { endpointsOf } from './routes.ts';
import { adherenceOfPeople } from './use-cases/reckon-people.ts';
import { walkStep } from './use-cases/walk.ts';
import { packsOf } from './packs.ts';
import type { Parts, VehicleSource } from './parts.ts';

export type { VehicleSource } from './parts.ts';
export type { Adherence } from '../rules/adherence.ts';
import { permissions } from './permissions.ts';
import { projectDispensing, writeDispensing } from './use-cases/project-dispensing.ts';
import { projectPrescription, writePrescription } from './use-cases/project-prescription.ts';
import { lateAlertsJob, tellLateAlerts } from './use-cases/tell-late-alerts.ts';
import { countStock, projectStockCount } from './use-cases/project-stock-count.ts';

export interface Pharmacy {
  readonly context: Context;
  /** Called at start: which vehicles come to a village for an account, besides those of its own organisations. */
  registerVehicles(source: VehicleSource): void;
  /**
   * Days covered by class of medicines, of everybody to whom something was handed out between the two days (both belong
   * to it). Ids of any row of a person; the caller has checked access and audits.
   */
  adherence(q: Sql, personIds: readonly string[], fromOn: Day, toOn: Day): Promise<Map<string, Adherence[]>>;
  /** Reckons everybody's medicines and sends the reminders of this day, a page at a time; true while there is a next one. */
  walkStep(on: Day): Promise<boolean>;
}

export function createPharmacy(below: Omit<Parts, 'vehicleSources'>): Pharmacy {
  const parts: Parts = { ...below, vehicleSources: [] };
  const { sync, orders } = parts;
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
    adherence: (q, personIds, fromOn, toOn) => adherenceOfPeople(parts, q, personIds, { fromOn, toOn }),
    walkStep: (on) => walkStep(parts, on),
    registerVehicles: (source) => void parts.vehicleSources.push(source),
    context: {
      name: 'pharmacy',
      permissions,
      migrations: new URL('./migrations/', import.meta.url),
      endpoints: endpointsOf(parts),
      listeners: listenersOf(parts),
      schedules,
      jobs: [{ kind: lateAlertsJob, run: (payload) => tellLateAlerts(parts, payload) }, ...jobsOf(parts)],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
  };
}
