// What every use case of the roving clinics is given.
import type { Geo } from '#foundation/geo/server/index.ts';
import type { Messaging } from '#foundation/messaging/server/index.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';

export interface Parts {
  readonly kernel: Kernel;
  readonly registry: Registry;
  readonly geo: Geo;
  readonly messaging: Messaging;
  readonly record: RecordContext;
}
