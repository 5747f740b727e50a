// z-scores by the LMS method (Cole 1990) as WHO uses it: beyond three standard deviations restricted ones go on in straight lines.

/**
 * WHO Child Growth Standards, methods and development (2006), chapter 7: `restricted` is for indicators of weight, not for
 * length, height and head circumference.
 */
export function zScore(value: number, l: number, m: number, s: number, restricted: boolean): number {
  // Math.abs(NaN) and all that follows stay NaN; a power of zero would not.
  const plain = Math.abs(l) < 1e-9 ? Math.log(value / m) / s : ((value / m) ** l - 1) / (l * s);
  if (!restricted || !(Math.abs(plain) > 3)) return plain;
  const measureAt = (z: number): number => (Math.abs(l) < 1e-9 ? m * Math.exp(s * z) : m * (1 + l * s * z) ** (1 / l));
  const side = Math.sign(plain);
  const third = measureAt(3 * side);
  return side * (3 + Math.abs(value - third) / Math.abs(third - measureAt(2 * side)));
}
