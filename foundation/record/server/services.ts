// What the use cases of the record work with.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { PeopleRegistry } from './people-registry.ts';

export interface RecordServices {
  kernel: Kernel;
  registry: PeopleRegistry;
}

/** One request: who asks, when, and under which address this server answers (`https://host/fhir`). */
export interface Asking {
  actor: Actor;
  now: Date;
  base: string;
  lenient: boolean;
  /** Under which permission is written, where it is not the general one. */
  permission?: string;
  /** Whoever asks writes the audit row of the transaction itself. */
  audited?: boolean;
}
