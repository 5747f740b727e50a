// Decodes what a home device sends by Bluetooth, in the browser that is paired with it and behind the gateway alike.
import { readBloodPressure } from './blood-pressure.ts';
import { FaultyFrame, FrameReader, type FrameFault } from './frame-reader.ts';
import { readGlucose } from './glucose.ts';
import { readOximeter } from './oximeter.ts';
import type { DeviceReading } from './reading.ts';
import { readTemperature } from './temperature.ts';
import { readWeight } from './weight.ts';

/** Kinds of home devices with their GATT service and characteristic (Bluetooth Assigned Numbers). */
export const bluetoothKinds = {
  'blood-pressure': { service: 0x1810, characteristic: 0x2a35, read: readBloodPressure },
  glucose: { service: 0x1808, characteristic: 0x2a18, read: readGlucose },
  temperature: { service: 0x1809, characteristic: 0x2a1c, read: readTemperature },
  weight: { service: 0x181d, characteristic: 0x2a9d, read: readWeight },
  oximeter: { service: 0x1822, characteristic: 0x2a5e, read: readOximeter },
} as const;
export type BluetoothKind = keyof typeof bluetoothKinds;

/** Of a glucose meter: its memory is asked here. */
export const recordAccessCharacteristic = 0x2a52;
/** "Report stored records, the last one." */
export const askLastRecord = [0x01, 0x06] as const;

export type DecodedFrame = { ok: true; kind: BluetoothKind; reading: DeviceReading } | { ok: false; fault: FrameFault };

const kindOf = new Map(
  (Object.keys(bluetoothKinds) as BluetoothKind[]).map((kind) => [bluetoothKinds[kind].characteristic as number, kind]),
);

/** Never throws, whatever the bytes are. A number that the device marks as none is a fault, not a value. */
export function decodeFrame(characteristic: number, bytes: Uint8Array): DecodedFrame {
  const kind = kindOf.get(characteristic);
  if (!kind) return { ok: false, fault: 'unknown-characteristic' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return { ok: true, kind, reading: bluetoothKinds[kind].read(new FrameReader(view)) };
  } catch (error) {
    if (error instanceof FaultyFrame) return { ok: false, fault: error.fault };
    throw error;
  }
}
