// Numbers of medical devices (IEEE 11073-20601): mantissa and power of ten; reserved bit patterns are no numbers.

const signed = (value: number, bits: number): number => (value >= 2 ** (bits - 1) ? value - 2 ** bits : value);
/** As many digits as the mantissa can hold: powers of ten must not leave 36.599999. */
const exact = (value: number): number => Number(value.toPrecision(8));

/** SFLOAT: 12-bit mantissa, 4-bit exponent. +INF, NaN, NRes, reserved and -INF are mantissas 0x7fe to 0x802. */
export function readSfloat(raw: number): number | undefined {
  const mantissa = raw & 0x0fff;
  if (mantissa >= 0x07fe && mantissa <= 0x0802) return undefined;
  return exact(signed(mantissa, 12) * 10 ** signed((raw >>> 12) & 0x0f, 4));
}

/** FLOAT: 24-bit mantissa, 8-bit exponent; the same five patterns are mantissas 0x7ffffe to 0x800002. */
export function readFloat(raw: number): number | undefined {
  const mantissa = raw & 0x00ff_ffff;
  if (mantissa >= 0x7f_fffe && mantissa <= 0x80_0002) return undefined;
  return exact(signed(mantissa, 24) * 10 ** signed(raw >>> 24, 8));
}
