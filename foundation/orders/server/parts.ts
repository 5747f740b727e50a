// What every use case of orders is given.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Messaging } from '#foundation/messaging/server/index.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { OrderKind } from '../rules/order-kind.ts';
import type { KindHooks } from './ports.ts';

export interface RegisteredKind {
  kind: OrderKind;
  hooks: KindHooks;
}
export interface Below {
  registry: Registry;
  messaging: Messaging;
  record: RecordContext;
}
export interface Parts extends Below {
  readonly kernel: Kernel;
  readonly kinds: Map<string, RegisteredKind>;
}
