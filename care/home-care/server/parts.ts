// What every use case of home care is given.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Billing } from '#foundation/billing/server/index.ts';
import type { Indicators } from '#foundation/indicators/server/index.ts';
import type { Knowledge } from '#foundation/knowledge/server/index.ts';
import type { Messaging } from '#foundation/messaging/server/index.ts';
import type { Orders } from '#foundation/orders/server/index.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { HomeNursingPlatform } from './ports.ts';

export interface Parts {
  readonly kernel: Kernel;
  readonly registry: Registry;
  readonly knowledge: Knowledge;
  readonly record: RecordContext;
  readonly messaging: Messaging;
  readonly billing: Billing;
  readonly indicators: Indicators;
  readonly orders: Orders;
  /** The province's home nursing platform; off where absent. */
  platform?: HomeNursingPlatform;
}
