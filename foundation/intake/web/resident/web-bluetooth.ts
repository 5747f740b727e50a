// Reads one value from a meter nearby over Web Bluetooth; the bytes go through the same decoder as behind the gateway.
import {
  askLastRecord,
  bluetoothKinds,
  decodeFrame,
  recordAccessCharacteristic,
  type BluetoothKind,
} from '../../rules/bluetooth/decode-frame.ts';
import type { FrameFault } from '../../rules/bluetooth/frame-reader.ts';
import type { DeviceReading } from '../../rules/bluetooth/reading.ts';

/** What of Web Bluetooth is used here: browsers' type libraries lack it. */
interface Characteristic extends EventTarget {
  value?: DataView;
  startNotifications(): Promise<unknown>;
  writeValueWithResponse(bytes: Uint8Array): Promise<void>;
}
interface Service {
  getCharacteristic(id: number): Promise<Characteristic>;
}
interface Meter {
  name?: string;
  gatt: { connect(): Promise<{ getPrimaryService(id: number): Promise<Service> }>; disconnect(): void };
}
interface Bluetooth {
  requestDevice(options: { filters: { services: number[] }[] }): Promise<Meter>;
}
const bluetooth = (): Bluetooth | undefined => (navigator as { bluetooth?: Bluetooth }).bluetooth;
export const canReadMeters = (): boolean => bluetooth() !== undefined;

/** So long a meter may take: a cuff needs a minute. */
const patienceMilliseconds = 90_000;

export type MeterResult =
  { ok: true; reading: DeviceReading; name: string } | { ok: false; fault: 'not-chosen' | 'no-answer' | FrameFault };

export async function readMeter(kind: BluetoothKind): Promise<MeterResult> {
  const { service, characteristic } = bluetoothKinds[kind];
  let meter: Meter;
  try {
    meter = await bluetooth()!.requestDevice({ filters: [{ services: [service] }] });
  } catch {
    return { ok: false, fault: 'not-chosen' };
  }
  try {
    const found = await (await meter.gatt.connect()).getPrimaryService(service);
    const values = await found.getCharacteristic(characteristic);
    const heard = new Promise<DataView | undefined>((done) => {
      values.addEventListener('characteristicvaluechanged', () => done(values.value), { once: true });
      setTimeout(() => done(undefined), patienceMilliseconds);
    });
    await values.startNotifications();
    if (kind === 'glucose') await askMemory(found);
    const view = await heard;
    if (!view) return { ok: false, fault: 'no-answer' };
    const decoded = decodeFrame(characteristic, new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    return decoded.ok
      ? { ok: true, reading: decoded.reading, name: meter.name ?? 'Bluetooth' }
      : { ok: false, fault: decoded.fault };
  } catch {
    return { ok: false, fault: 'no-answer' };
  } finally {
    meter.gatt.disconnect();
  }
}

/** A glucose meter says nothing by itself: it is asked for its last record. */
async function askMemory(service: Service): Promise<void> {
  const control = await service.getCharacteristic(recordAccessCharacteristic);
  await control.startNotifications();
  await control.writeValueWithResponse(Uint8Array.from(askLastRecord));
}
