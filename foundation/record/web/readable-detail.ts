// The value of a timeline entry with its unit as people write it: the record keeps UCUM codes.
import type { TimelineEntry } from '../contract.ts';

export function readableDetail(entry: TimelineEntry, unit: (ucum: string) => string): TimelineEntry {
  const found = /^([\d./<>= –-]*\d) (\S+)$/.exec(entry.detail ?? '');
  return found ? { ...entry, detail: `${found[1]} ${unit(found[2] as string)}`.trim() } : entry;
}
