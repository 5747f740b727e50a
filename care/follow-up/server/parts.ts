// What every use case of follow-up is given.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Messaging } from '#foundation/messaging/server/index.ts';
import type { Orders } from '#foundation/orders/server/index.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { DemoPhones } from './voice/demo-phones.ts';
import type { Voice } from './voice/ports.ts';

/** The job that asks those whose turn it is. */
export const reachDueJob = 'follow-up.reach-due';

export interface Parts {
  readonly kernel: Kernel;
  readonly registry: Registry;
  readonly record: RecordContext;
  readonly messaging: Messaging;
  readonly orders: Orders;
  readonly telephone: Telephone;
}
/** Calls by machine of this server; without a voice none are placed. */
export interface Telephone {
  voice?: Voice;
  phones?: DemoPhones;
  /** By their ids. */
  readonly running: Map<string, Promise<void>>;
  readonly stopping: AbortController;
}
