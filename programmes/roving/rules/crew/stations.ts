// In which order a person goes through the stations of a check-up on the vehicle: blood before breakfast first, talk last.

export const stations = ['front', 'sampling', 'ecg', 'ultrasound', 'imaging', 'doctor'] as const;
export type Station = (typeof stations)[number];

/** By words in the names of examinations (assumed; a county names them as it likes). What fits nowhere is the doctor's. */
const words: readonly [Station, RegExp][] = [
  ['front', /血压|身高|体重|腰围|体温|视力|听力/],
  ['sampling', /血|尿|糖化|肝|肾|血脂/],
  ['ecg', /心电/],
  ['ultrasound', /B ?超|超声/i],
  ['imaging', /胸片|DR|CT|X线/i],
];

export interface StationStop {
  station: Station;
  items: string[];
}
export function stationsFor(items: readonly string[]): StationStop[] {
  const byStation = Map.groupBy(items, (item) => words.find(([, pattern]) => pattern.test(item))?.[0] ?? 'doctor');
  return stations.flatMap((station) => {
    const here = byStation.get(station);
    return here ? [{ station, items: here }] : [];
  });
}
