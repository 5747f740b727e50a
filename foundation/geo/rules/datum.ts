// Between WGS-84 (satellites, our database) and GCJ-02 and BD-09 (Chinese map services): the only file that knows the others.
import type { LonLat } from '#platform/contract.ts';

// Krasovsky 1940 ellipsoid, on which the published offset formula is built: semi-major axis in metres, first eccentricity squared.
const semiMajorAxis = 6_378_245;
const eccentricitySquared = 0.006693421622965943;
const radians = Math.PI / 180;

/** The shift in degrees that GCJ-02 adds at a WGS-84 position, from the widely published series of sines. */
function shift([lon, lat]: LonLat): LonLat {
  const x = lon - 105;
  const y = lat - 35;
  const swell = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3);
  const wave = (value: number, a: number, b: number, c: number, d: number) =>
    ((a * Math.sin(value * Math.PI) + b * Math.sin((value / 3) * Math.PI)) * 2) / 3 +
    ((c * Math.sin((value / 12) * Math.PI) + d * Math.sin((value / 30) * Math.PI)) * 2) / 3;
  const north =
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + swell + wave(y, 20, 40, 160, 320);
  const east =
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + swell + wave(x, 20, 40, 150, 300);
  const sine = Math.sin(lat * radians);
  const root = Math.sqrt(1 - eccentricitySquared * sine * sine);
  const meridian = (semiMajorAxis * (1 - eccentricitySquared)) / (root * root * root);
  const normal = semiMajorAxis / root;
  return [east / (normal * Math.cos(lat * radians) * radians), north / (meridian * radians)];
}

export function gcj02FromWgs84(position: LonLat): LonLat {
  const [east, north] = shift(position);
  return [position[0] + east, position[1] + north];
}

/** The inverse has no closed form: the shift varies so slowly that a few rounds reach a millimetre. */
export function wgs84FromGcj02(position: LonLat): LonLat {
  let guess = position;
  for (let round = 0; round < 8; round++) {
    const there = gcj02FromWgs84(guess);
    guess = [guess[0] + position[0] - there[0], guess[1] + position[1] - there[1]];
  }
  return guess;
}

// Baidu's published shift of GCJ-02: a constant offset and two small ripples along the angle and the radius.
const ripple = (Math.PI * 3000) / 180;
const [eastOffset, northOffset] = [0.0065, 0.006];

export function bd09FromGcj02([lon, lat]: LonLat): LonLat {
  const radius = Math.hypot(lon, lat) + 0.00002 * Math.sin(lat * ripple);
  const angle = Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * ripple);
  return [radius * Math.cos(angle) + eastOffset, radius * Math.sin(angle) + northOffset];
}

/** As with GCJ-02, found by rounds. */
export function gcj02FromBd09(position: LonLat): LonLat {
  let guess: LonLat = [position[0] - eastOffset, position[1] - northOffset];
  for (let round = 0; round < 8; round++) {
    const there = bd09FromGcj02(guess);
    guess = [guess[0] + position[0] - there[0], guess[1] + position[1] - there[1]];
  }
  return guess;
}

/** Names of the datums that outside systems use. */
export const datums = ['WGS-84', 'GCJ-02', 'BD-09'] as const;
export type Datum = (typeof datums)[number];

export function toWgs84(position: LonLat, datum: Datum): LonLat {
  if (datum === 'WGS-84') return position;
  return wgs84FromGcj02(datum === 'GCJ-02' ? position : gcj02FromBd09(position));
}
export function fromWgs84(position: LonLat, datum: Datum): LonLat {
  if (datum === 'WGS-84') return position;
  const shifted = gcj02FromWgs84(position);
  return datum === 'GCJ-02' ? shifted : bd09FromGcj02(shifted);
}
