// What the use cases of the sync share.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { DocumentKind, PackSource, ScopeSource, SyncPorts } from './ports.ts';

export interface Parts {
  kernel: Kernel;
  ports: SyncPorts;
  kinds: Map<string, DocumentKind>;
  scopeSources: ScopeSource[];
  packSources: PackSource[];
}
