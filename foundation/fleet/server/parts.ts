// What the use cases of readiness work with: the kernel, who stands below, and what others plug in.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Messaging } from '#foundation/messaging/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';

/** Doctors that a plan sends with a vehicle on a day. */
export type Roster = (
  q: Sql,
  vehicleIds: readonly string[],
  day: Day,
) => Promise<{ vehicleId: string; staffId: string; name: string }[]>;
/** Tries a system out: whether it answers, and what was seen. */
export type Probe = () => Promise<{ passed: boolean; note: string }>;

export interface FleetParts {
  kernel: Kernel;
  registry: Registry;
  messaging: Messaging;
  /** Filled by higher floors at start. */
  rosters: Roster[];
  probes: Map<string, Probe>;
}
