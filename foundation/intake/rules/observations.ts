// A device's reading as FHIR Observations: whose, by which device, when by both clocks, and what the device said of its quality.
import { measurementResources, type Resource } from '#foundation/record/rules/visit-resources.ts';
import type { Source, VitalKind } from '#foundation/record/contract.ts';
import type { ClockState } from '../contract.ts';
import type { ReadingMark } from './bluetooth/reading.ts';

export interface TakenReading {
  measurementId: string;
  personId: string;
  values: Partial<Record<VitalKind, number>>;
  marks: readonly ReadingMark[];
  takenAt: Date;
  /** When it came to us: `issued` of the Observation. */
  receivedAt: Date;
  clock: ClockState;
  /** By the device's own clock, as it said it. */
  deviceTime?: string | undefined;
  source: Source;
  device?: { deviceId?: string; serial?: string; name: string } | undefined;
  simulated: boolean;
}

/** Our own extension: FHIR R4 has one time of an Observation; the HL7 PHD guide keeps both in an Observation of its own. */
export const deviceTimeExtension = 'urn:tianmu:fhir:device-time';

export function observationsOf(taken: TakenReading): Resource[] {
  const vitals = (Object.entries(taken.values) as [VitalKind, number][]).map(([kind, value]) => ({ kind, value }));
  const { device } = taken;
  const resources = measurementResources(
    {
      measurementId: taken.measurementId,
      takenAt: taken.takenAt.toISOString(),
      vitals,
      source: taken.source,
      simulated: taken.simulated,
    },
    `Patient/${taken.personId}`,
  );
  const more = {
    issued: taken.receivedAt.toISOString(),
    ...(device && {
      device: {
        // The Device tells its serial number itself.
        ...(device.deviceId !== undefined
          ? { reference: `Device/${device.deviceId}` }
          : device.serial !== undefined && {
              identifier: { system: 'urn:tianmu:fhir:device', value: device.serial },
            }),
        display: device.name,
      },
    }),
    extension: [
      {
        url: deviceTimeExtension,
        extension: [
          { url: 'clock', valueCode: taken.clock },
          ...(taken.deviceTime === undefined ? [] : [{ url: 'time', valueString: taken.deviceTime }]),
        ],
      },
    ],
    // Said by the device itself, in codes of our own until a value set is settled: readers show them in words.
    ...(taken.marks.length > 0 && { note: taken.marks.map((mark) => ({ text: mark })) }),
  };
  return resources.map((resource) => ({ ...resource, ...more }));
}
