// What every use case of the intake is given.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Messaging } from '#foundation/messaging/server/index.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { RiskList } from './ports.ts';

export interface Parts {
  readonly kernel: Kernel;
  readonly registry: Registry;
  readonly record: RecordContext;
  readonly messaging: Messaging;
  readonly riskLists: RiskList[];
}
