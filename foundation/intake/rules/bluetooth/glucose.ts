// Glucose Measurement (0x2A18, notified after the record access control point was asked) after the GATT Specification Supplement.
import { refuse, type FrameReader } from './frame-reader.ts';
import { marksOf, roundTo, type DeviceReading } from './reading.ts';

/** Concentrations come in kg/L or mol/L; 180.156 g/mol turns mass into substance. */
const millimolesPerKilogram = 1e6 / 180.156;
const millimolesPerMole = 1e3;
/** Sensor status: faulty sensor, sample too small, strip inserted wrongly or of another kind or pulled too soon, device fault. */
const failed = (1 << 1) | (1 << 2) | (1 << 3) | (1 << 4) | (1 << 9) | (1 << 10);
/** Higher (5) or lower (6) than the device can tell: what stands beside it is no value. */
const beyondRange = (1 << 5) | (1 << 6);

/** Whether the person had eaten the device does not know: `glucose`, never `glucose-fasting`. */
export function readGlucose(read: FrameReader): DeviceReading {
  const flags = read.u8();
  const sequence = read.u16();
  const base = read.time();
  const offsetMinutes = flags & 0x01 ? read.s16() : 0;
  if (!(flags & 0x02)) refuse('no-value');
  const concentration = read.sfloat();
  read.skip(1); // kind of sample and place
  const status = flags & 0x08 ? read.u16() : 0;
  if (status & failed) refuse('measurement-failed');
  if (status & beyondRange) refuse('beyond-range');
  return {
    values: {
      glucose: roundTo(concentration * (flags & 0x04 ? millimolesPerMole : millimolesPerKilogram), 1),
    },
    ...(base !== undefined && { measuredAt: later(base, offsetMinutes) }),
    sequence,
    marks: marksOf(status, [[11, 'clock-not-set']]),
  };
}

const later = (time: string, minutes: number): string =>
  minutes === 0 ? time : new Date(Date.parse(`${time}Z`) + minutes * 60_000).toISOString().slice(0, 19);
