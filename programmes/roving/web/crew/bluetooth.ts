// Reads one value from a blood pressure or glucose meter over Web Bluetooth; the decoding itself is a pure rule of the record.
import type { VitalKind } from '#foundation/record/contract.ts';
import {
  askLastRecord,
  decodeGlucose,
  decodePressure,
  meterCharacteristics,
  meterServices,
  type MeterReading,
} from '#foundation/record/rules/health-device.ts';

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
  | { ok: true; values: Partial<Record<VitalKind, number>>; device: string }
  | { ok: false; fault: 'not-chosen' | 'no-answer' | 'unreadable' };

async function readMeter(
  service: number,
  characteristic: number,
  decode: (view: DataView) => MeterReading | undefined,
  ask?: (from: Service) => Promise<void>,
): Promise<MeterResult> {
  let meter: Meter;
  try {
    meter = await bluetooth()!.requestDevice({ filters: [{ services: [service] }] });
  } catch {
    return { ok: false, fault: 'not-chosen' };
  }
  try {
    const server = await meter.gatt.connect();
    const found = await server.getPrimaryService(service);
    const values = await found.getCharacteristic(characteristic);
    const heard = new Promise<DataView | undefined>((done) => {
      values.addEventListener('characteristicvaluechanged', () => done(values.value), { once: true });
      setTimeout(() => done(undefined), patienceMilliseconds);
    });
    await values.startNotifications();
    await ask?.(found);
    const view = await heard;
    if (!view) return { ok: false, fault: 'no-answer' };
    const reading = decode(view);
    return reading
      ? { ok: true, values: reading.values, device: meter.name ?? 'Bluetooth' }
      : { ok: false, fault: 'unreadable' };
  } catch {
    return { ok: false, fault: 'no-answer' };
  } finally {
    meter.gatt.disconnect();
  }
}

export const readPressure = (): Promise<MeterResult> =>
  readMeter(meterServices.pressure, meterCharacteristics.pressure, decodePressure);
export const readGlucose = (): Promise<MeterResult> =>
  readMeter(meterServices.glucose, meterCharacteristics.glucose, decodeGlucose, async (from) => {
    const control = await from.getCharacteristic(meterCharacteristics.recordAccess);
    await control.startNotifications();
    await control.writeValueWithResponse(Uint8Array.from(askLastRecord));
  });
