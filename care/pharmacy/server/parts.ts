// What every use case of the pharmacy is given.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Fleet } from '#foundation/fleet/server/index.ts';
import type { Knowledge } from '#foundation/knowledge/server/index.ts';
import type { Messaging } from '#foundation/messaging/server/index.ts';
import type { Orders } from '#foundation/orders/server/index.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { Sync } from '#foundation/sync/server/index.ts';

/** Ids of vehicles that serve a village in the coming days, for those who work there. */
export type VehicleSource = (actor: Actor, scopeId: string, now: Date) => Promise<string[]>;

export interface Parts {
  readonly kernel: Kernel;
  readonly registry: Registry;
  readonly knowledge: Knowledge;
  readonly record: RecordContext;
  readonly messaging: Messaging;
  readonly fleet: Fleet;
  readonly sync: Sync;
  readonly orders: Orders;
  /** Filled by higher floors at start. */
  readonly vehicleSources: VehicleSource[];
}
