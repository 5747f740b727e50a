// Decodes what blood pressure and glucose meters send by Bluetooth (GATT characteristics 0x2A35 and 0x2A18), little endian.
import type { VitalKind } from '../contract.ts';

export const meterServices = { pressure: 0x1810, glucose: 0x1808 } as const;
export const meterCharacteristics = { pressure: 0x2a35, glucose: 0x2a18, recordAccess: 0x2a52 } as const;
/** "Report stored records, the last one" for the record access control point of a glucose meter. */
export const askLastRecord = [0x01, 0x06] as const;

export interface MeterReading {
  values: Partial<Record<VitalKind, number>>;
  /** By the meter's own clock, without a zone: `2026-01-02T08:30:00`. */
  measuredAt?: string;
  irregularPulse?: boolean;
  bodyMoved?: boolean;
}

/** 12-bit mantissa, 4-bit exponent, both signed; the reserved values are no numbers. */
export function sfloat(raw: number): number {
  const mantissa = raw & 0x0fff;
  if (mantissa >= 0x07fe && mantissa <= 0x0802) return Number.NaN;
  const exponent = raw >> 12;
  const signed = (value: number, bits: number) => (value >= 1 << (bits - 1) ? value - (1 << bits) : value);
  return Number((signed(mantissa, 12) * 10 ** signed(exponent, 4)).toPrecision(6));
}

class Reader {
  private at = 0;
  private readonly view: DataView;
  constructor(view: DataView) {
    this.view = view;
  }
  u8 = (): number => this.view.getUint8(this.at++);
  u16 = (): number => {
    this.at += 2;
    return this.view.getUint16(this.at - 2, true);
  };
  time(): string {
    const year = this.u16();
    const [month, day, hour, minute, second] = [this.u8(), this.u8(), this.u8(), this.u8(), this.u8()];
    const two = (value: number) => String(value).padStart(2, '0');
    return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
  }
}

const mmHgPerKilopascal = 7.500617;
const round = (value: number, digits: number) => Number(value.toFixed(digits));

/** Undefined where the cuff failed or the packet breaks off. */
export function decodePressure(view: DataView): MeterReading | undefined {
  try {
    const read = new Reader(view);
    const flags = read.u8();
    const scale = flags & 0x01 ? mmHgPerKilopascal : 1;
    const [systolic, diastolic] = [sfloat(read.u16()) * scale, sfloat(read.u16()) * scale];
    read.u16(); // mean arterial pressure
    const measuredAt = flags & 0x02 ? read.time() : undefined;
    const pulse = flags & 0x04 ? sfloat(read.u16()) : Number.NaN;
    if (flags & 0x08) read.u8(); // user
    const status = flags & 0x10 ? read.u16() : 0;
    if (Number.isNaN(systolic) || Number.isNaN(diastolic)) return undefined;
    return {
      values: {
        systolic: round(systolic, 0),
        diastolic: round(diastolic, 0),
        ...(!Number.isNaN(pulse) && { 'heart-rate': round(pulse, 0) }),
      },
      ...(measuredAt && { measuredAt }),
      bodyMoved: (status & 0x01) !== 0,
      irregularPulse: (status & 0x04) !== 0,
    };
  } catch {
    return undefined;
  }
}

/** Glucose in mol/L and kg/L: 180.156 g/mol turns mass into substance. */
const millimolesPerKilogramLitre = 1e6 / 180.156;

/** Undefined for a record without a concentration. Whether the person had eaten, the meter does not know. */
export function decodeGlucose(view: DataView): MeterReading | undefined {
  try {
    const read = new Reader(view);
    const flags = read.u8();
    read.u16(); // sequence number
    const measuredAt = read.time();
    if (flags & 0x01) read.u16(); // time offset
    if (!(flags & 0x02)) return undefined;
    const raw = sfloat(read.u16());
    if (Number.isNaN(raw)) return undefined;
    const glucose = flags & 0x04 ? raw * 1e3 : raw * millimolesPerKilogramLitre;
    return { values: { glucose: round(glucose, 1) }, measuredAt };
  } catch {
    return undefined;
  }
}
