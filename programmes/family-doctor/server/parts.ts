// What every use case of the family doctors is given.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Geo } from '#foundation/geo/server/index.ts';
import type { Knowledge } from '#foundation/knowledge/server/index.ts';
import type { Messaging } from '#foundation/messaging/server/index.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';

export interface Parts {
  readonly kernel: Kernel;
  readonly registry: Registry;
  readonly knowledge: Knowledge;
  readonly geo: Geo;
  readonly record: RecordContext;
  readonly messaging: Messaging;
}
