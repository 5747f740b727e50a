// Between WGS-84 (satellites, our database) and GCJ-02 (Chinese map services): the only file that knows the second datum.
import type { LonLat } from '#platform/contract.ts';

// Krasovsky 1940 ellipsoid, on which the published offset formula is built: semi-major axis in metres, first eccentricity squared.
const semiMajorAxis = 6_378_245;
const eccentricitySquared = 0.006693421622965943;
const radians = Math.PI / 180;

/** The shift in degrees that GCJ-02 adds at a WGS-84 position, from the widely published series of sines. */
function shift([lon, lat]: LonLat): LonLat {
  const x = lon - 105;
  const y = lat - 35;
  const ripple = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3);
  const wave = (value: number, a: number, b: number, c: number, d: number) =>
    ((a * Math.sin(value * Math.PI) + b * Math.sin((value / 3) * Math.PI)) * 2) / 3 +
    ((c * Math.sin((value / 12) * Math.PI) + d * Math.sin((value / 30) * Math.PI)) * 2) / 3;
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    ripple +
    wave(y, 20, 40, 160, 320);
  const east =
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + ripple + wave(x, 20, 40, 150, 300);
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
