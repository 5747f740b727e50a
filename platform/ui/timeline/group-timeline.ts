// Orders the entries of a record for reading: newest first, by year, what belongs to one visit together.

const entryKinds = [
  'visit',
  'condition',
  'measurement',
  'report',
  'medication',
  'immunization',
  'procedure',
  'allergy',
  'document',
  'plan',
  'referral',
  'payment',
  'other',
] as const;
export type EntryKind = (typeof entryKinds)[number];

export interface TimelineItem {
  resource: string;
  kind: EntryKind;
  at?: string;
  title: string;
  detail?: string;
  interpretation?: 'low' | 'normal' | 'high';
  visitId?: string;
  by?: string;
  source: string;
  simulated: boolean;
}
export interface TimelineGroup<Item extends TimelineItem> {
  key: string;
  at: string | undefined;
  /** The visit itself, where it is on this page. */
  visit?: Item;
  entries: Item[];
}
export interface TimelineYear<Item extends TimelineItem> {
  /** Empty for entries without a time. */
  year: string;
  groups: TimelineGroup<Item>[];
}

export function groupTimeline<Item extends TimelineItem>(
  items: readonly Item[],
  yearOf: (at: string) => string,
): TimelineYear<Item>[] {
  const groups = new Map<string, TimelineGroup<Item>>();
  for (const item of items) {
    const key = item.visitId ?? item.resource;
    const group = groups.get(key) ?? { key, at: undefined, entries: [] };
    if (item.kind === 'visit' && item.visitId !== undefined && !group.visit) group.visit = item;
    else group.entries.push(item);
    groups.set(key, group);
  }
  for (const group of groups.values()) {
    const newest = group.entries
      .map((entry) => entry.at ?? '')
      .toSorted(byInstant)
      .at(-1);
    group.at = group.visit?.at ?? (newest || undefined);
  }
  const years = new Map<string, TimelineGroup<Item>[]>();
  for (const group of [...groups.values()].toSorted((a, b) => byInstant(b.at ?? '', a.at ?? ''))) {
    const year = group.at ? yearOf(group.at) : '';
    years.set(year, [...(years.get(year) ?? []), group]);
  }
  return [...years].map(([year, list]) => ({ year, groups: list }));
}

/** Instants carry offsets, so texts are not compared as texts; nothing comes before everything. */
const byInstant = (a: string, b: string): number => (Date.parse(a) || 0) - (Date.parse(b) || 0);
