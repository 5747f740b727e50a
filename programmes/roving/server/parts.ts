// What every use case of the roving clinics is given.
import type { HomeCare } from '#care/home-care/server/index.ts';
import type { Diagnostics } from '#care/diagnostics/server/index.ts';
import type { Billing } from '#foundation/billing/server/index.ts';
import type { Fleet } from '#foundation/fleet/server/index.ts';
import type { Knowledge } from '#foundation/knowledge/server/index.ts';
import type { Geo } from '#foundation/geo/server/index.ts';
import type { Messaging } from '#foundation/messaging/server/index.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Orders } from '#foundation/orders/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { StopSource } from './crew/stop-source.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';

export interface Parts {
  readonly kernel: Kernel;
  readonly registry: Registry;
  readonly knowledge: Knowledge;
  readonly geo: Geo;
  readonly fleet: Fleet;
  readonly messaging: Messaging;
  readonly record: RecordContext;
  readonly billing: Billing;
  readonly diagnostics: Diagnostics;
  readonly orders: Orders;
  readonly homeCare: Pick<HomeCare, 'disabledAmong'>;
  /** Stops of other programmes. */
  readonly moreStops: StopSource[];
}
