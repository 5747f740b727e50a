// The year of a vehicle that comes once: stops spread evenly over the months, a township's together where it can be.

export interface YearStop {
  /** Caller's key of the township. */
  township: string;
  lon: number;
  lat: number;
}

/**
 * Month (0 = the first) of each stop. Townships follow each other by nearness of their middles, starting at `from`;
 * months take equal shares in that order (165 stops in 12 months: 13 or 14 each).
 */
export function yearCalendar(stops: readonly YearStop[], months: number, from: { lon: number; lat: number }): number[] {
  const townships = new Map<string, number[]>();
  stops.forEach(({ township }, index) => townships.set(township, [...(townships.get(township) ?? []), index]));
  const middles = [...townships].map(([township, members]) => ({
    township,
    members,
    lon: members.reduce((sum, index) => sum + stops[index]!.lon, 0) / members.length,
    lat: members.reduce((sum, index) => sum + stops[index]!.lat, 0) / members.length,
  }));
  const sequence: number[] = [];
  let at: { lon: number; lat: number } = from;
  while (middles.length > 0) {
    const here = at;
    middles.sort((a, b) => squared(a, here) - squared(b, here) || a.township.localeCompare(b.township));
    const next = middles.shift()!;
    // Within a township, outwards from where the vehicle comes.
    sequence.push(...next.members.toSorted((a, b) => squared(stops[a]!, here) - squared(stops[b]!, here) || a - b));
    at = next;
  }
  const monthOf = Array.from({ length: stops.length }, () => 0);
  sequence.forEach((stop, place) => (monthOf[stop] = Math.floor((place * months) / stops.length)));
  return monthOf;
}

/** Flat enough within a county: degrees of longitude are shortened by the latitude. */
function squared(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const east = (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180);
  return east * east + (a.lat - b.lat) ** 2;
}
