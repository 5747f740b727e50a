// Temperature Measurement of a thermometer (0x2A1C, indicated) after the GATT Specification Supplement.
import type { FrameReader } from './frame-reader.ts';
import { roundTo, type DeviceReading } from './reading.ts';

export function readTemperature(read: FrameReader): DeviceReading {
  const flags = read.u8();
  const degrees = read.float();
  const measuredAt = flags & 0x02 ? read.time() : undefined;
  const celsius = flags & 0x01 ? ((degrees - 32) * 5) / 9 : degrees;
  return {
    values: { 'body-temperature': roundTo(celsius, 1) },
    ...(measuredAt !== undefined && { measuredAt }),
    marks: [],
  };
}
