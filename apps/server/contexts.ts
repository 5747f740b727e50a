// The systems of the county, one line each, in order of dependence.
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { createFleet, type Fleet } from '#foundation/fleet/server/index.ts';
import { createGeo, type Geo } from '#foundation/geo/server/index.ts';
import { createMessaging, type Messaging } from '#foundation/messaging/server/index.ts';
import { createRecord, type RecordContext } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { createRoving, type Roving } from '#programmes/roving/server/index.ts';

export interface County {
  contexts: readonly Context[];
  registry: Registry;
  geo: Geo;
  fleet: Fleet;
  record: RecordContext;
  messaging: Messaging;
  roving: Roving;
}

export function createCounty(kernel: Kernel): County {
  const registry = createRegistry(kernel);
  const geo = createGeo(kernel, registry);
  const fleet = createFleet(kernel);
  const record = createRecord(kernel, registry);
  const messaging = createMessaging(kernel, registry);
  const roving = createRoving(kernel, { registry, geo, messaging, record });
  return {
    contexts: [registry.context, geo.context, record.context, messaging.context, fleet.context, roving.context],
    registry,
    geo,
    fleet,
    record,
    messaging,
    roving,
  };
}
