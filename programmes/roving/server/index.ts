// Front door of the roving clinics: month plans, service on fixed days at fixed places by the same team.
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { HomeCare } from '#care/home-care/server/index.ts';
import type { Diagnostics } from '#care/diagnostics/server/index.ts';
import type { Billing } from '#foundation/billing/server/index.ts';
import type { Pharmacy } from '#care/pharmacy/server/index.ts';
import type { Fleet } from '#foundation/fleet/server/index.ts';
import type { Geo } from '#foundation/geo/server/index.ts';
import type { Indicators } from '#foundation/indicators/server/index.ts';
import type { Knowledge } from '#foundation/knowledge/server/index.ts';
import type { Messaging } from '#foundation/messaging/server/index.ts';
import type { Orders } from '#foundation/orders/server/index.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { Sync } from '#foundation/sync/server/index.ts';
import { checkInTopic } from '../check-in-contract.ts';
import { planningTopic, rosterTopic } from '../contract.ts';
import { registerEvaluation } from './evaluation/register-evaluation.ts';
import { announces } from './events.ts';
import { jobsOf, listenersOf, schedules } from './jobs.ts';
import type { Parts } from './parts.ts';
import { registerReferrals } from './referral/register-referrals.ts';
import { specialistCallEndpoints } from './routes/specialist-calls.ts';
import { handleCalls } from './use-cases/specialist-calls.ts';
import { callsTopic } from '../referral-contract.ts';
import { crewStops } from './crew/read-stops.ts';
import type { StopSource } from './crew/stop-source.ts';
import { loadForms, type EarlierForm, type FormSubject } from './crew/load-forms.ts';
import { registerCrew } from './crew/register-crew.ts';
import { permissions } from './permissions.ts';
import { endpointsOf } from './routes.ts';
import { plannedDoctors } from './use-cases/planned-doctors.ts';
import type { CheckInSpan } from './store/check-in.ts';
import { loadRoving, type RovingLoad } from './use-cases/bulk-load.ts';
import { checkInRecords, type CheckInRecord } from './use-cases/read-check-ins.ts';

export type { CheckInRecord } from './use-cases/read-check-ins.ts';
export type { EarlierForm, FormSubject } from './crew/load-forms.ts';
export type { RovingLoad } from './use-cases/bulk-load.ts';

export interface Roving {
  readonly context: Context;
  /** Market days, sites of a generated county, and plans computed with a bounded number of steps. */
  bulkLoad(load: RovingLoad): Promise<void>;
  /** Forms of an earlier visit for the people of these villages of a generated county. Returns how many. */
  loadForms(
    villageIds: readonly string[],
    earlierOf: (subject: FormSubject) => EarlierForm[],
    now: Date,
  ): Promise<number>;
  /** Stops of another programme (home visits), which crews' devices take along beside the planned ones. */
  registerStops(source: StopSource): void;
  /**
   * Visits of a span of days planned against actual, in the order of their planned times: for the evaluation of the
   * programme by visit, vehicle, team or village. Each with state, punctuality and alarms as they stand at `now`, and the
   * ids of the fleet's stays that prove it (`fleet.stays` has their evidence). The caller answers for who may see them.
   */
  checkIns(q: Sql, span: CheckInSpan, now: Date): Promise<CheckInRecord[]>;
}

/** What stands below the roving clinics. */
interface Below {
  registry: Registry;
  knowledge: Knowledge;
  geo: Geo;
  fleet: Fleet;
  messaging: Messaging;
  record: RecordContext;
  billing: Billing;
  diagnostics: Diagnostics;
  orders: Orders;
  homeCare: Pick<HomeCare, 'disabledAmong'>;
  sync: Sync;
  indicators: Indicators;
  pharmacy: Pharmacy;
}

export function createRoving(kernel: Kernel, { sync, indicators, pharmacy, ...below }: Below): Roving {
  const parts: Parts = { kernel, ...below, moreStops: [] };
  registerCrew(parts, sync);
  registerEvaluation(parts, indicators);
  registerReferrals(parts, sync);
  pharmacy.registerVehicles(async (actor, scopeId, now) =>
    (await crewStops(parts, actor, now)).flatMap(({ villageId, vehicleId }) =>
      villageId === scopeId && vehicleId !== undefined ? [vehicleId] : [],
    ),
  );
  let startedAt: Date | undefined;
  below.fleet.registerRoster((q, vehicleIds, day) => plannedDoctors(parts, q, vehicleIds, day));
  return {
    context: {
      name: 'roving',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: [...endpointsOf(parts), ...specialistCallEndpoints(parts, sync)],
      announces,
      jobs: jobsOf(parts, () => startedAt),
      listeners: listenersOf(parts),
      schedules,
      async start() {
        startedAt = kernel.clock.now();
      },
      liveTopics: [
        { name: planningTopic, permission: 'roving.plan.read' },
        { name: rosterTopic, permission: 'roving.calendar.read' },
        { name: checkInTopic, permission: 'roving.day.read' },
        { name: callsTopic, permission: handleCalls },
      ],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
    bulkLoad: (load) => loadRoving(parts, load),
    loadForms: (villageIds, earlierOf, now) => loadForms(parts, villageIds, earlierOf, now),
    registerStops: (source) => void parts.moreStops.push(source),
    checkIns: (q, span, now) => checkInRecords(parts, q, span, now),
  };
}
