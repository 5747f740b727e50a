// Front door of the fleet: vehicles, their terminals, where they are and were, what they have to do and whether they came.
import type { Context } from '#platform/kernel/context.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { Messaging } from '#foundation/messaging/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { positionsTopic, type FleetVehicle, type LatestPosition } from '../contract.ts';
import { readinessTopic, type Maintenance } from '../readiness-contract.ts';
import type { Commitment, CommitmentState, Stay, VehicleTrip } from '../tracking-contract.ts';
import { startDayJudge } from './day-judge.ts';
import { openIntake, type Intake } from './gateway/intake.ts';
import { listenForTerminals, type Gateway, type GatewayOptions } from './gateway/listen.ts';
import { announces } from './events.ts';
import { workOf } from './jobs.ts';
import { positionsOverMqtt } from './gateway/mqtt-positions.ts';
import { endpointsOf, permissions } from './routes.ts';
import type { FleetParts, Probe, Roster } from './parts.ts';
import { readinessEndpoints, readinessPermissions } from './readiness-routes.ts';
import { plannedMaintenance } from './store/maintenance.ts';
import { saveTerminals, type TerminalLoad } from './store/terminal.ts';
import { commitmentOnWire, commitmentsBetween, type CommitmentFilter } from './store/commitment.ts';
import { vehicleDaysOf } from './store/day-to-judge.ts';
import { latestOfVehicles, minutesWithPosition } from './store/position.ts';
import { moveStock, stockOnBoard, type StockMovement, type StockOnBoard } from './store/stock-movement.ts';
import { staysBySource } from './store/stay.ts';
import { saveVehicles, vehiclesOf, type VehicleLoad } from './store/vehicle.ts';
import { setCommitments, setCommitmentStatus, type CommitmentChange } from './use-cases/set-commitments.ts';
import { loadUpkeep, type UpkeepLoad } from './use-cases/load-readiness.ts';
import { watchDeparture } from './use-cases/watch-departures.ts';

export type { StockMovement, StockOnBoard } from './store/stock-movement.ts';
export type { Probe, Roster } from './parts.ts';
export type { UpkeepLoad } from './use-cases/load-readiness.ts';
export type { CommitmentChange, NewCommitment } from './use-cases/set-commitments.ts';

export interface FleetLoad {
  vehicles: readonly VehicleLoad[];
  terminals: readonly TerminalLoad[];
  upkeep?: readonly UpkeepLoad[];
}

export interface Fleet {
  readonly context: Context;
  /** Opens the gateway for terminals; it closes with the context. Rejects where the port is taken. */
  listen(options: GatewayOptions): Promise<{ port: number }>;
  /** Adds vehicles and terminals, or replaces what is known of them; what a terminal registered with stays. */
  readonly bulkLoad: (load: FleetLoad) => Promise<void>;
  /**
   * Says what vehicles have to do, in the caller's transaction. Idempotent by source and its id. Arrivals at commitments
   * with a place are announced as `fleet.vehicle-arrived` and `fleet.vehicle-left`, also for points that came before.
   */
  setCommitments(q: Transaction, change: CommitmentChange): Promise<void>;
  /** What only the source can tell of its commitments: missed, cancelled, or done without a place. */
  setCommitmentStatus(
    q: Transaction,
    source: string,
    changes: readonly { sourceId: string; status: CommitmentState }[],
  ): Promise<void>;
  /** Commitments of all sources between two times, cancelled ones too; `overlapping`: also those that began before. */
  commitments(q: Sql, filter: CommitmentFilter): Promise<Commitment[]>;
  /** Stays at the commitments of a source, in the order of their arrival, with their evidence. */
  stays(q: Sql, source: string, sourceIds: readonly string[]): Promise<Stay[]>;
  /** When vehicles left their base on a day and came back to it; those of which nothing was heard are absent. */
  trips(q: Sql, on: string, vehicleIds: readonly string[]): Promise<VehicleTrip[]>;
  /** Minutes with a position, of one vehicle between two times. */
  minutesWithPosition(q: Sql, vehicleId: string, from: Date, to: Date): Promise<number>;
  /** The caller answers for who may see them. */
  latest(q: Sql, vehicleIds: readonly string[]): Promise<LatestPosition[]>;
  vehicles(q: Sql): Promise<FleetVehicle[]>;
  /** Called at start: which doctors a plan sends with a vehicle. */
  registerRoster(roster: Roster): void;
  /** Called at start: how an item of the readiness list is tried out. */
  registerProbe(item: string, probe: Probe): void;
  /** What lies on board, first what expires first; batches of which more was taken than there was say so. */
  stock(q: Sql, vehicleIds: readonly string[]): Promise<StockOnBoard[]>;
  /** See store/stock-movement.ts: in the caller's transaction, each movement once, never below zero. */
  moveStock(q: Transaction, movements: readonly StockMovement[]): Promise<Map<string, number>>;
  /** Days on which vehicles are not to be had: what is planned and not ended. */
  maintenance(q: Sql): Promise<Maintenance[]>;
}

export function createFleet(kernel: Kernel, below: { registry: Registry; messaging: Messaging }): Fleet {
  const gateways: Gateway[] = [];
  const parts: FleetParts = { kernel, ...below, rosters: [], probes: new Map() };
  const work = workOf(parts);
  let opened: Intake | undefined;
  const intake = () => (opened ??= openIntake(kernel));
  let judge: ReturnType<typeof startDayJudge> | undefined;
  return {
    context: {
      name: 'fleet',
      migrations: new URL('./migrations/', import.meta.url),
      permissions: { ...permissions, ...readinessPermissions },
      endpoints: [
        ...endpointsOf(kernel, (phone) => gateways.forEach((gateway) => gateway.drop(phone))),
        ...readinessEndpoints(parts),
      ],
      announces,
      liveTopics: [
        { name: positionsTopic, permission: 'fleet.position.follow' },
        { name: readinessTopic, permission: 'fleet.readiness.read' },
      ],
      mqttTopics: [positionsOverMqtt(kernel, intake)],
      listeners: [
        {
          event: 'fleet.trip-started',
          name: 'watch-departure',
          hear: (payload, event) => watchDeparture(parts, payload, event.id),
        },
      ],
      ...work,
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
      async start() {
        judge = startDayJudge(kernel);
      },
      async stop() {
        for (const gateway of gateways.splice(0)) await gateway.close();
        await opened?.close();
        opened = undefined;
        await judge?.stop();
      },
    },
    async listen(options) {
      const gateway = await listenForTerminals(kernel, intake(), options);
      gateways.push(gateway);
      return { port: gateway.port };
    },
    bulkLoad: ({ vehicles, terminals, upkeep = [] }) =>
      kernel.db.tx(async (q) => {
        await saveVehicles(q, vehicles, kernel.clock.now());
        await saveTerminals(q, terminals);
        for (const one of upkeep) await loadUpkeep(kernel, q, one, kernel.clock.now());
      }),
    setCommitments: (q, change) => setCommitments(kernel, q, change),
    setCommitmentStatus: (q, source, changes) => setCommitmentStatus(kernel, q, source, changes),
    commitments: async (q, filter) => (await commitmentsBetween(q, filter)).map(commitmentOnWire),
    stays: staysBySource,
    minutesWithPosition,
    trips: async (q, on, vehicleIds) =>
      (
        await vehicleDaysOf(
          q,
          vehicleIds.map((vehicleId) => ({ vehicleId, on })),
        )
      ).map(({ vehicleId, startedAt, endedAt }) => ({
        vehicleId,
        on,
        ...(startedAt && { startedAt: startedAt.toISOString() }),
        ...(endedAt && { endedAt: endedAt.toISOString() }),
      })),
    latest: latestOfVehicles,
    vehicles: (q) => vehiclesOf(q),
    registerRoster: (roster) => void parts.rosters.push(roster),
    registerProbe: (item, probe) => void parts.probes.set(item, probe),
    maintenance: plannedMaintenance,
    stock: stockOnBoard,
    moveStock: (q, movements) => moveStock(kernel, q, movements),
  };
}
