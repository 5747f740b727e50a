// Front door of the intake: devices, whose they are, and what they measure on its way into the record.
import type { Context } from '#platform/kernel/context.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import { inboxTopic } from '../contract.ts';
import { announces } from './events.ts';
import { createGateway } from './gateway/gateway.ts';
import { inboxEndpoints } from './inbox-routes.ts';
import { lendingEndpoints } from './lending-routes.ts';
import type { Parts } from './parts.ts';
import type { RiskList } from './ports.ts';
import { permissions } from './permissions.ts';
import { endpointsOf } from './routes.ts';
import { devicesOf } from './use-cases/devices-of.ts';
import { loadDevices, type DeviceLoad } from './use-cases/bulk-load.ts';

export type { RiskList } from './ports.ts';
export type { DeviceOf } from './use-cases/devices-of.ts';
export type { DeviceLoad } from './use-cases/bulk-load.ts';

export interface Intake {
  readonly context: Context;
  /** Devices of a generated county, some of them with somebody. */
  bulkLoad(load: DeviceLoad): Promise<void>;
  /** See devices-of.ts. */
  devicesOf: typeof devicesOf;
  /** Called at start: a list whose people may have a device. */
  registerRiskList(list: RiskList): void;
}

export function createIntake(below: Omit<Parts, 'riskLists'>): Intake {
  const parts: Parts = { ...below, riskLists: [] };
  const gateway = createGateway(parts);
  return {
    context: {
      name: 'intake',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: [...endpointsOf(parts, gateway), ...inboxEndpoints(parts), ...lendingEndpoints(parts)],
      announces,
      liveTopics: [{ name: inboxTopic, permission: 'intake.inbox.read' }],
      mqttTopics: [gateway.topic],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
      stop: () => gateway.close(),
    },
    devicesOf,
    bulkLoad: (load) => loadDevices(parts, load),
    registerRiskList: (list) => void parts.riskLists.push(list),
  };
}
