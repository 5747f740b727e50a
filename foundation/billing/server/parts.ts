// What every use case of billing is given.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { Sync } from '#foundation/sync/server/index.ts';
import type { InsuranceAdapter, PaymentAdapter } from './ports.ts';

export interface Parts {
  readonly kernel: Kernel;
  readonly registry: Registry;
  readonly record: RecordContext;
  readonly sync: Sync;
  insurance: InsuranceAdapter | undefined;
  payment: PaymentAdapter | undefined;
}
