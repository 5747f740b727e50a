// What crosses the wire of the intake: the devices of a county, whose they are when, and what they measured.
import { z } from 'zod';
import { route, type Instant } from '#platform/contract.ts';
import { vitalKinds, type VitalKind } from '#foundation/record/contract.ts';
import type { FrameFault } from './rules/bluetooth/frame-reader.ts';
import type { ReadingMark } from './rules/bluetooth/reading.ts';

/** `station` measures several things: health cabins and all-in-one stations. */
export const deviceKinds = ['blood-pressure', 'glucose', 'temperature', 'weight', 'oximeter', 'station'] as const;
export type DeviceKind = (typeof deviceKinds)[number];
export const deviceStates = ['in-use', 'in-repair', 'retired'] as const;
export type DeviceState = (typeof deviceStates)[number];

/** How sure the time of a measurement is; see rules/device-clock.ts. */
export const clockStates = ['right', 'corrected', 'unchecked', 'received', 'implausible'] as const;
export type ClockState = (typeof clockStates)[number];

/** Why a measurement waits for somebody instead of standing in a record. */
export const heldReasons = [
  'shared',
  'unbound',
  'clock',
  'implausible',
  'faulty-frame',
  'unknown-device',
  'not-in-use',
  'other-kind',
  'refused',
] as const;
export type HeldReason = (typeof heldReasons)[number];

const uuid = z.uuid();
/** An instant with offset, or a local time of the device without one (then GMT+8). */
const deviceTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?$/);
export const serialPattern = /^[0-9A-Za-z][0-9A-Za-z:._-]{2,63}$/;
const serial = z.string().regex(serialPattern);
const values = z
  .partialRecord(z.enum(vitalKinds), z.number().min(-1_000).max(10_000))
  .refine((found) => Object.keys(found).length > 0, 'values');

/** One reading: values in the units of the record, or a frame as the device sent it by Bluetooth. */
export const sentReading = z
  .object({
    /** By the device's clock. */
    at: deviceTime.optional(),
    /** Number in the device's memory. */
    sequence: z.number().int().min(0).max(4_294_967_295).optional(),
    /** Name of this reading by the gateway, for devices with neither clock nor numbers. */
    id: z.string().min(1).max(64).optional(),
    values: values.optional(),
    frame: z
      .object({
        characteristic: z.string().regex(/^[0-9a-fA-F]{4}$/),
        hex: z.string().max(200),
      })
      .optional(),
  })
  .refine((one) => (one.values === undefined) !== (one.frame === undefined), 'values or frame')
  .refine((one) => Boolean(one.at ?? one.id ?? one.frame) || one.sequence !== undefined, 'at, sequence or id');
export type SentReading = z.infer<typeof sentReading>;

/** What a device or its gateway sends over MQTT, topic `tianmu/devices/SERIAL/measurements`. */
export const deviceUpload = z.object({
  /** What the device's clock says at this moment: its offset corrects the times of the readings. */
  deviceNow: deviceTime.optional(),
  /** Invented data of a simulator. */
  simulated: z.boolean().optional(),
  readings: z.array(sentReading).min(1).max(200),
});
export type DeviceUpload = z.infer<typeof deviceUpload>;
/** The same over HTTPS, for many devices at once. */
export const uploadsBody = z.object({
  uploads: z.array(deviceUpload.extend({ serial })).min(1).max(500),
});
export type UploadsBody = z.infer<typeof uploadsBody>;

/** `repeated`: it had come before, and counts once. */
export interface ReadingOutcome {
  measurementId: string;
  outcome: 'recorded' | 'held' | 'repeated';
  reason?: HeldReason;
  fault?: FrameFault;
}
export interface UploadsReply {
  /** In the order of what was sent, per upload and reading. */
  outcomes: ReadingOutcome[][];
}

export interface Device {
  deviceId: string;
  serial: string;
  kind: DeviceKind;
  model: string;
  unitId: string;
  unitName: string;
  /** Used by many people: each measurement asks whose it is. */
  shared: boolean;
  state: DeviceState;
  /** Login of the device account that may send for it; without one, any device account of its institution or above. */
  senderAccount?: string;
  simulated: boolean;
  /** With somebody at home at this moment. */
  lent: boolean;
  lastHeardAt?: Instant;
  version: number;
}

export const deviceToRegister = z.object({
  deviceId: uuid,
  serial,
  kind: z.enum(deviceKinds),
  model: z.string().trim().min(1).max(100),
  unitId: uuid,
  shared: z.boolean(),
  senderAccount: z.string().trim().min(1).max(64).optional(),
});
export type DeviceToRegister = z.infer<typeof deviceToRegister>;
export const deviceToChange = z.object({
  model: z.string().trim().min(1).max(100),
  unitId: uuid,
  shared: z.boolean(),
  state: z.enum(deviceStates),
  senderAccount: z.string().trim().min(1).max(64).optional(),
});
export type DeviceToChange = z.infer<typeof deviceToChange>;

export const deviceOrders = ['serial', 'kind', 'heard'] as const;
export const devicesQuery = z.object({
  text: z.string().trim().max(64).optional(),
  kind: z.enum(deviceKinds).optional(),
  state: z.enum([...deviceStates, 'lent', 'in-stock', 'shared']).optional(),
  order: z.enum(deviceOrders).optional(),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});
export type DevicesQuery = z.infer<typeof devicesQuery>;
export interface DevicesReply {
  items: Device[];
  total: number;
  pageSize: number;
}

/** Whose a device is, from when until when. */
export interface Binding {
  bindingId: string;
  personId: string;
  deviceId: string;
  serial: string;
  kind: DeviceKind;
  model: string;
  basis: 'lent' | 'own';
  fromAt: Instant;
  toAt?: Instant;
  lastTakenAt?: Instant;
}
export const bindingBody = z.object({
  bindingId: uuid,
  deviceId: uuid,
  basis: z.literal('own'),
  fromAt: z.iso.datetime({ offset: true }),
});
export type BindingBody = z.infer<typeof bindingBody>;
export const bindingEndBody = z.object({ toAt: z.iso.datetime({ offset: true }) });
export type BindingEndBody = z.infer<typeof bindingEndBody>;

/** A value of the resident's own: typed in, or read by the browser from a meter nearby. */
export const ownMeasurementBody = z.object({
  measurementId: uuid,
  takenAt: z.iso.datetime({ offset: true }),
  values,
  by: z.enum(['typed', 'bluetooth']),
  deviceName: z.string().max(100).optional(),
});
export interface OwnMeasurementBody extends z.infer<typeof ownMeasurementBody> {
  values: Partial<Record<VitalKind, number>>;
}
export interface OwnMeasurementReply {
  measurementId: string;
  observations: string[];
  repeated: boolean;
}

export const personParams = z.object({ personId: uuid });
export const deviceParams = z.object({ deviceId: uuid });
export const bindingParams = z.object({ personId: uuid, bindingId: uuid });
type PersonParams = z.infer<typeof personParams>;
type DeviceParams = z.infer<typeof deviceParams>;
type BindingParams = z.infer<typeof bindingParams>;

export const intakeRoutes = {
  upload: route<{ body: UploadsBody; reply: UploadsReply }>('POST', '/api/intake/measurements'),
  devices: route<{ query: DevicesQuery; reply: DevicesReply }>('GET', '/api/intake/devices'),
  register: route<{ body: DeviceToRegister; reply: Device }>('POST', '/api/intake/devices'),
  change: route<{ params: DeviceParams; body: DeviceToChange; reply: Device }>('PUT', '/api/intake/devices/:deviceId'),
  bindings: route<{ params: PersonParams; reply: { items: Binding[] } }>('GET', '/api/people/:personId/devices'),
  bind: route<{ params: PersonParams; body: BindingBody; reply: Binding }>('POST', '/api/people/:personId/devices'),
  endBinding: route<{ params: BindingParams; body: BindingEndBody; reply: Binding }>(
    'POST',
    '/api/people/:personId/devices/:bindingId/end',
  ),
  measure: route<{ params: PersonParams; body: OwnMeasurementBody; reply: OwnMeasurementReply }>(
    'POST',
    '/api/people/:personId/own-measurements',
  ),
} as const;

/** Says that something came to or left the inbox; a number of a unit, nobody's name. */
export const inboxTopic = 'intake.inbox';

/** What a waiting measurement says of itself beside its values. */
export interface HeldContent {
  values?: Partial<Record<VitalKind, number>>;
  marks: ReadingMark[];
  user?: number;
  fault?: FrameFault;
  /** Bytes of a frame that could not be read, as hex. */
  hex?: string;
}
