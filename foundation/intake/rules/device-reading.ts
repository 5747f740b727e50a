// What a device sent as one reading: its values in the units of the record, or why there is none.
import type { VitalKind } from '#foundation/record/contract.ts';
import { isPlausible } from '#foundation/record/rules/vitals.ts';
import type { DeviceKind, SentReading } from '../contract.ts';
import { decodeFrame } from './bluetooth/decode-frame.ts';
import type { FrameFault } from './bluetooth/frame-reader.ts';
import { bytesOfHex } from './bluetooth/hex.ts';
import type { DeviceReading } from './bluetooth/reading.ts';

export type ReadOutcome = { ok: true; reading: DeviceReading } | { ok: false; fault: FrameFault };

export function readingOf(sent: SentReading): ReadOutcome {
  if (sent.frame === undefined)
    return {
      ok: true,
      reading: {
        values: sent.values ?? {},
        ...(sent.at !== undefined && { measuredAt: sent.at }),
        ...(sent.sequence !== undefined && { sequence: sent.sequence }),
        marks: [],
      },
    };
  const bytes = bytesOfHex(sent.frame.hex);
  if (!bytes) return { ok: false, fault: 'broken-off' };
  const decoded = decodeFrame(Number.parseInt(sent.frame.characteristic, 16), bytes);
  if (!decoded.ok) return decoded;
  const { reading } = decoded;
  return {
    ok: true,
    reading: {
      ...reading,
      ...(reading.measuredAt === undefined && sent.at !== undefined && { measuredAt: sent.at }),
      ...(reading.sequence === undefined && sent.sequence !== undefined && { sequence: sent.sequence }),
    },
  };
}

const pulse: VitalKind = 'heart-rate';
/** What devices of a kind measure. */
const measuredBy: Record<Exclude<DeviceKind, 'station'>, readonly VitalKind[]> = {
  'blood-pressure': ['systolic', 'diastolic', pulse],
  glucose: ['glucose', 'glucose-fasting'],
  temperature: ['body-temperature'],
  weight: ['body-weight'],
  oximeter: ['oxygen-saturation', pulse],
};
export const fitsKind = (kind: DeviceKind, values: DeviceReading['values']): boolean =>
  kind === 'station' || (Object.keys(values) as VitalKind[]).every((one) => measuredBy[kind].includes(one));

/** Values outside of what can be (rules/vitals.ts of the record), and a pressure of which one half is missing or the halves are swapped. */
export function isPlausibleReading(values: DeviceReading['values']): boolean {
  const { systolic, diastolic } = values;
  const halves = (systolic === undefined) === (diastolic === undefined);
  return (
    halves &&
    !isSwapped(values) &&
    (Object.entries(values) as [VitalKind, number][]).every(([kind, value]) => isPlausible(kind, value))
  );
}

/** Upper and lower pressure in each other's place, as they are easily typed. */
export const isSwapped = ({ systolic, diastolic }: DeviceReading['values']): boolean =>
  systolic !== undefined && diastolic !== undefined && systolic <= diastolic;

/** The one word that tells listeners what was measured. */
export function kindOfValues(values: DeviceReading['values']): Exclude<DeviceKind, 'station'> | 'several' | 'other' {
  const kinds = (Object.keys(measuredBy) as Exclude<DeviceKind, 'station'>[]).filter((kind) =>
    measuredBy[kind].some((one) => one !== pulse && values[one] !== undefined),
  );
  return kinds.length === 1 ? kinds[0]! : kinds.length === 0 ? 'other' : 'several';
}

/** Tells one reading of a device from another: what the device says, in its own clock and numbers. */
export const fingerprintOf = (sent: SentReading, read: ReadOutcome): string =>
  JSON.stringify(
    read.ok
      ? [
          sent.id ?? '',
          read.reading.measuredAt ?? '',
          read.reading.sequence ?? '',
          Object.entries(read.reading.values).toSorted(([one], [other]) => (one < other ? -1 : 1)),
        ]
      : [
          sent.id ?? '',
          sent.at ?? '',
          sent.sequence ?? '',
          sent.frame?.characteristic.toLowerCase(),
          sent.frame?.hex.toLowerCase(),
        ],
  );
