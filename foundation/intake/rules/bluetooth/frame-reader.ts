// Reads the fields of a GATT frame one after the other, little endian; a frame that breaks off or holds a reserved number ends the reading.
import { readFloat, readSfloat } from './medical-float.ts';

/** Why a frame is no measurement. Nothing of such a frame is ever stored as a value. */
export type FrameFault =
  | 'unknown-characteristic'
  | 'broken-off'
  | 'reserved-value'
  | 'impossible-time'
  | 'no-value'
  | 'measurement-failed'
  | 'beyond-range'
  | 'test-data';

/** Ends the reading; it never leaves `decodeFrame`. */
export class FaultyFrame extends Error {
  readonly fault: FrameFault;
  constructor(fault: FrameFault) {
    super(fault);
    this.fault = fault;
  }
}

export class FrameReader {
  private at = 0;
  private readonly view: DataView;
  constructor(view: DataView) {
    this.view = view;
  }
  private take(bytes: number): number {
    const from = this.at;
    this.at += bytes;
    if (this.at > this.view.byteLength) throw new FaultyFrame('broken-off');
    return from;
  }
  u8 = (): number => this.view.getUint8(this.take(1));
  u16 = (): number => this.view.getUint16(this.take(2), true);
  s16 = (): number => this.view.getInt16(this.take(2), true);
  /** A number that the measurement is about: a reserved one is no number. */
  sfloat(): number {
    return this.optionalSfloat() ?? refuse('reserved-value');
  }
  /** A number beside it, such as the pulse of a cuff: absent where the device says that it has none. */
  optionalSfloat = (): number | undefined => readSfloat(this.u16());
  float(): number {
    return readFloat(this.view.getUint32(this.take(4), true)) ?? refuse('reserved-value');
  }
  skip = (bytes: number): void => void this.take(bytes);
  /** By the device's own clock, without a zone: `2026-01-02T08:30:00`; absent where the device does not know the day. */
  time(): string | undefined {
    const [year, month, day] = [this.u16(), this.u8(), this.u8()];
    const [hour, minute, second] = [this.u8(), this.u8(), this.u8()];
    if (year === 0 || month === 0 || day === 0) return undefined;
    const known = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
    const text = `${digits(year, 4)}-${digits(month)}-${digits(day)}T${digits(hour)}:${digits(minute)}:${digits(second)}`;
    // 31 February and 24:60 come back as another time.
    if (Number.isNaN(known.getTime()) || known.toISOString().slice(0, 19) !== text) refuse('impossible-time');
    return text;
  }
}

export function refuse(fault: FrameFault): never {
  throw new FaultyFrame(fault);
}
const digits = (value: number, length = 2): string => String(value).padStart(length, '0');
