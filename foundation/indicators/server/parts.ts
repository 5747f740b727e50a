// What the use cases of the indicators share.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { IndicatorCatalogue } from '../rules/indicator.ts';
import type { FactSource, NameSource } from './ports.ts';

export interface Parts {
  kernel: Kernel;
  catalogues: ReadonlyMap<string, IndicatorCatalogue>;
  factSources: FactSource[];
  nameSources: NameSource[];
}
