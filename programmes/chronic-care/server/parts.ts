// What every use case of chronic care is given.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Pharmacy } from '#care/pharmacy/server/index.ts';
import type { Knowledge } from '#foundation/knowledge/server/index.ts';
import type { Orders } from '#foundation/orders/server/index.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';

export interface Parts {
  readonly kernel: Kernel;
  readonly registry: Registry;
  readonly knowledge: Knowledge;
  readonly record: RecordContext;
  readonly orders: Orders;
  readonly pharmacy: Pick<Pharmacy, 'adherence'>;
}
