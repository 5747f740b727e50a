// The fleet with what stands below it, for the tests of this context.
import type { Kernel } from '#platform/kernel/kernel.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createRegistry } from '#foundation/registry/server/index.ts';
import { createFleet } from './index.ts';

export const fleetMigrations = ['registry', 'messaging', 'fleet'].map((schema) => ({
  schema,
  folder: new URL(`../../${schema}/server/migrations/`, import.meta.url),
}));

export function fleetOver(kernel: Kernel) {
  const registry = createRegistry(kernel);
  const messaging = createMessaging(kernel, registry);
  const fleet = createFleet(kernel, { registry, messaging });
  return { registry, messaging, fleet, contexts: [registry.context, messaging.context, fleet.context] };
}
