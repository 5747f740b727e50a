// Weight Measurement of scales (0x2A9D, indicated) after the GATT Specification Supplement.
import { refuse, type FrameReader } from './frame-reader.ts';
import { roundTo, type DeviceReading } from './reading.ts';

const kilogramsPerStep = 0.005;
/** Steps of 0.01 lb; an international pound is 0.45359237 kg exactly. */
const kilogramsPerImperialStep = 0.01 * 0.453_592_37;
/** "Measurement unsuccessful". */
const unsuccessful = 0xffff;
const unknownUser = 0xff;

/** The height in the frame is what somebody typed into the scales once: it is no measurement. */
export function readWeight(read: FrameReader): DeviceReading {
  const flags = read.u8();
  const steps = read.u16();
  if (steps === unsuccessful) refuse('measurement-failed');
  const measuredAt = flags & 0x02 ? read.time() : undefined;
  const user = flags & 0x04 ? read.u8() : unknownUser;
  return {
    values: { 'body-weight': roundTo(steps * (flags & 0x01 ? kilogramsPerImperialStep : kilogramsPerStep), 2) },
    ...(measuredAt !== undefined && { measuredAt }),
    ...(user !== unknownUser && { user }),
    marks: [],
  };
}
