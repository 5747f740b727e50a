// Front door of the fleet: vehicles, their terminals, where they are and were.
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import { positionsTopic } from '../contract.ts';
import { listenForTerminals, type Gateway, type GatewayOptions } from './gateway/listen.ts';
import { workOf } from './jobs.ts';
import { endpointsOf, permissions } from './routes.ts';
import { saveTerminals, type TerminalLoad } from './store/terminal.ts';
import { saveVehicles, type VehicleLoad } from './store/vehicle.ts';

export interface FleetLoad {
  vehicles: readonly VehicleLoad[];
  terminals: readonly TerminalLoad[];
}

export interface Fleet {
  readonly context: Context;
  /** Opens the gateway for terminals; it closes with the context. Rejects where the port is taken. */
  listen(options: GatewayOptions): Promise<{ port: number }>;
  /** Adds vehicles and terminals, or replaces what is known of them; what a terminal registered with stays. */
  readonly bulkLoad: (load: FleetLoad) => Promise<void>;
}

export function createFleet(kernel: Kernel): Fleet {
  const gateways: Gateway[] = [];
  const work = workOf(kernel);
  return {
    context: {
      name: 'fleet',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: endpointsOf(kernel, (phone) => gateways.forEach((gateway) => gateway.drop(phone))),
      liveTopics: [{ name: positionsTopic, permission: 'fleet.position.read' }],
      ...work,
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
      async stop() {
        for (const gateway of gateways.splice(0)) await gateway.close();
      },
    },
    async listen(options) {
      const gateway = await listenForTerminals(kernel, options);
      gateways.push(gateway);
      return { port: gateway.port };
    },
    bulkLoad: ({ vehicles, terminals }) =>
      kernel.db.tx(async (q) => {
        await saveVehicles(q, vehicles, kernel.clock.now());
        await saveTerminals(q, terminals);
      }),
  };
}
