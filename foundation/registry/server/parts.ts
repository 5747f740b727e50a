// What every use case of the registry is given.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { RegistryProjection } from './ports.ts';

export interface Parts {
  readonly kernel: Kernel;
  /** Filled at start, before the first request. */
  readonly projections: RegistryProjection[];
}
