// A track as columns of small whole numbers: a day of a county's vehicles in some ten kilobytes.

export interface TrackFix {
  lon: number;
  lat: number;
  deviceAt: string;
}
/** Differences to the point before: 1e-5 degrees (about a metre) and seconds; the first point differs from 0, 0, `fromAt`. */
export interface CompactTrack {
  fromAt: string;
  lon: number[];
  lat: number[];
  seconds: number[];
}
const unitsPerDegree = 1e5;

export function compactTrack(points: readonly TrackFix[]): CompactTrack {
  const fromAt = points[0]?.deviceAt ?? new Date(0).toISOString();
  const origin = Date.parse(fromAt);
  const differences = (values: readonly number[]) => values.map((value, at) => value - (values[at - 1] ?? 0));
  return {
    fromAt,
    lon: differences(points.map(({ lon }) => Math.round(lon * unitsPerDegree))),
    lat: differences(points.map(({ lat }) => Math.round(lat * unitsPerDegree))),
    seconds: differences(points.map(({ deviceAt }) => Math.round((Date.parse(deviceAt) - origin) / 1000))),
  };
}

/** Times in milliseconds since 1970, as a slider needs them. */
export function expandTrack({ fromAt, lon, lat, seconds }: CompactTrack): { lon: number; lat: number; at: number }[] {
  const origin = Date.parse(fromAt);
  const sum = { lon: 0, lat: 0, seconds: 0 };
  return seconds.map((difference, index) => {
    sum.lon += lon[index] ?? 0;
    sum.lat += lat[index] ?? 0;
    sum.seconds += difference;
    return { lon: sum.lon / unitsPerDegree, lat: sum.lat / unitsPerDegree, at: origin + sum.seconds * 1000 };
  });
}
