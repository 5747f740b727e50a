// PLX Spot-Check Measurement of pulse oximeters (0x2A5E, indicated) after the GATT Specification Supplement.
import { refuse, type FrameReader } from './frame-reader.ts';
import { marksOf, roundTo, type DeviceReading } from './reading.ts';

/** Bits of the measurement status: demonstration data, data for testing. */
const forTests = (1 << 10) | (1 << 11);
/** Calibration going on, measurement not available, invalid measurement detected. */
const failed = (1 << 12) | (1 << 13) | (1 << 15);

export function readOximeter(read: FrameReader): DeviceReading {
  const flags = read.u8();
  const saturation = read.sfloat();
  const pulse = read.optionalSfloat();
  const measuredAt = flags & 0x01 ? read.time() : undefined;
  const status = flags & 0x02 ? read.u16() : 0;
  if (status & forTests) refuse('test-data');
  if (status & failed) refuse('measurement-failed');
  return {
    values: {
      'oxygen-saturation': roundTo(saturation, 0),
      ...(pulse !== undefined && { 'heart-rate': roundTo(pulse, 0) }),
    },
    ...(measuredAt !== undefined && { measuredAt }),
    marks: [
      ...marksOf(status, [
        [9, 'from-memory'],
        [14, 'questionable'],
      ]),
      ...marksOf(flags, [[4, 'clock-not-set']]),
    ],
  };
}
