// Blood Pressure Measurement (0x2A35, indicated) after the Bluetooth GATT Specification Supplement.
import type { FrameReader } from './frame-reader.ts';
import { marksOf, roundTo, type DeviceReading } from './reading.ts';

const mmHgPerKilopascal = 7.500617;
/** 0xFF: the device does not know who measured. */
const unknownUser = 0xff;

export function readBloodPressure(read: FrameReader): DeviceReading {
  const flags = read.u8();
  const scale = flags & 0x01 ? mmHgPerKilopascal : 1;
  const [systolic, diastolic] = [read.sfloat() * scale, read.sfloat() * scale];
  read.skip(2); // mean arterial pressure: devices compute it in different ways
  const measuredAt = flags & 0x02 ? read.time() : undefined;
  const pulse = flags & 0x04 ? read.optionalSfloat() : undefined;
  const user = flags & 0x08 ? read.u8() : unknownUser;
  const status = flags & 0x10 ? read.u16() : 0;
  return {
    values: {
      systolic: roundTo(systolic, 0),
      diastolic: roundTo(diastolic, 0),
      ...(pulse !== undefined && { 'heart-rate': roundTo(pulse, 0) }),
    },
    ...(measuredAt !== undefined && { measuredAt }),
    ...(user !== unknownUser && { user }),
    marks: marksOf(status, [
      [0, 'body-moved'],
      [1, 'cuff-loose'],
      [2, 'irregular-pulse'],
      [5, 'improper-position'],
    ]),
  };
}
