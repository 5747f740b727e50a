// Reads PostgreSQL's text of an instant (DateStyle ISO), ten times as fast as by a regular expression: lists hold thousands.
import pg from 'pg';

/** For what is rare: years before Christ or of five digits, infinity, offsets of seconds. */
const readAny = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date | number | null;

const [zero, nine, dash, colon, space, dot, plus] = [...'09-: .+'].map((sign) => sign.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];
const two = (text: string, at: number): number => (text.charCodeAt(at) - zero) * 10 + (text.charCodeAt(at + 1) - zero);
const isDigit = (code: number): boolean => code >= zero && code <= nine;
/** Positions of signs in `2026-11-28 01:16:15`. */
const signs: readonly (readonly [at: number, code: number])[] = [
  [4, dash],
  [7, dash],
  [10, space],
  [13, colon],
  [16, colon],
];

/** `2026-11-28 01:16:15.893123+08`; what is finer than a millisecond is cut off. Infinity comes as a number, as of the driver. */
export function readInstant(text: string): Date | number | null {
  let at = 19;
  let fraction = 0;
  if (text.charCodeAt(at) === dot) {
    let weight = 100;
    for (at += 1; isDigit(text.charCodeAt(at)); at += 1) {
      fraction += (text.charCodeAt(at) - zero) * weight;
      weight /= 10;
    }
  }
  const sign = text.charCodeAt(at);
  if (
    (sign !== plus && sign !== dash) ||
    (text.length !== at + 3 && (text.length !== at + 6 || text.charCodeAt(at + 3) !== colon)) ||
    signs.some(([place, code]) => text.charCodeAt(place) !== code)
  )
    return readAny(text);
  const year = two(text, 0) * 100 + two(text, 2);
  // Date.UTC takes years below 100 for those of the last century.
  if (year < 100) return readAny(text);
  const minutes = two(text, at + 1) * 60 + (text.length - at === 6 ? two(text, at + 4) : 0);
  return new Date(
    Date.UTC(
      year,
      two(text, 5) - 1,
      two(text, 8),
      two(text, 11),
      two(text, 14) - (sign === plus ? minutes : -minutes),
      two(text, 17),
      Math.floor(fraction + 1e-6),
    ),
  );
}
