// Which measured values call for a follow-up, how soon and by whom: a table of data, applied to readings of one person.
import { within, type NumberBounds } from '#foundation/knowledge/rules/condition.ts';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import shipped from '../data/abnormal-watch.json' with { type: 'json' };

export const watchLevels = ['stat', 'urgent', 'routine'] as const;
export type WatchLevel = (typeof watchLevels)[number];

export interface WatchRule {
  /** Kept with every finding: never renamed. */
  id: string;
  text: LocalText;
  /** One of these is enough. */
  values?: readonly ({ code: string } & NumberBounds)[];
  /** Interpretations that the sender gave (HL7 v3 ObservationInterpretation). */
  flags?: readonly string[];
  /** Marks that a device gave to its own measurement. */
  marks?: readonly string[];
  /** Results of laboratories outside of our own visits and devices only. */
  laboratoryOnly?: true;
  /** Whole years; unknown ages count as grown up. */
  ageFrom?: number;
  repeated?: { readings: number; withinMinutes: number };
  /** Silent about an Observation of which that stronger rule speaks. */
  yieldsTo?: string;
  level: WatchLevel;
  who: 'team' | 'specialist';
}
export interface WatchTable {
  id: string;
  version: string;
  status: 'draft' | 'approved';
  source: LocalText;
  /** What was measured longer ago is history when it arrives. */
  freshHours: number;
  levels: Record<WatchLevel, { answerMinutes: number; closeMinutes: number }>;
  rules: readonly WatchRule[];
}
export const watchTable = shipped as unknown as WatchTable;

/** As the record tells it. */
export interface WatchedReading {
  id: string;
  code: string;
  title: string;
  value: number;
  unit: string;
  at: Date;
  source?: string;
  isLaboratory: boolean;
  interpretations: readonly string[];
  notes: readonly string[];
}
export interface AbnormalFinding {
  rule: WatchRule;
  /** Id of the Observation. */
  id: string;
  /** Its abnormal values, in the order of the record. */
  readings: WatchedReading[];
}

const minuteMilliseconds = 60_000;

const isFresh = ({ freshHours }: WatchTable, { at }: WatchedReading, now: Date): boolean =>
  at.getTime() >= now.getTime() - freshHours * 60 * minuteMilliseconds;
const isOfAge = ({ ageFrom }: WatchRule, age: number | undefined): boolean =>
  ageFrom === undefined || age === undefined || age >= ageFrom;

/** What some rule acts on, or would act on if it were repeated: without these there is no finding, whatever was before. */
export const suspects = (
  table: WatchTable,
  fresh: readonly WatchedReading[],
  age: number | undefined,
  now: Date,
): WatchedReading[] =>
  fresh.filter(
    (reading) =>
      isFresh(table, reading, now) && table.rules.some((rule) => isOfAge(rule, age) && isAbnormal(rule, reading)),
  );

/** Which readings say whether these are repeated: from when on, and of which codes (all without). */
export function lookBack(
  table: WatchTable,
  suspected: readonly WatchedReading[],
): { since: Date; codes?: string[] } | undefined {
  const rules = table.rules.filter((rule) => rule.repeated && suspected.some((reading) => isAbnormal(rule, reading)));
  if (rules.length === 0) return undefined;
  const minutes = Math.max(...rules.map(({ repeated }) => repeated?.withinMinutes ?? 0));
  const first = Math.min(...suspected.map(({ at }) => at.getTime()));
  const byValue = rules.every(({ flags, marks }) => !flags && !marks);
  return {
    since: new Date(first - minutes * minuteMilliseconds),
    ...(byValue && { codes: [...new Set(rules.flatMap(({ values }) => values?.map(({ code }) => code) ?? []))] }),
  };
}

/** `recent` holds the new readings too. Of one Observation each rule makes one finding. */
export function abnormalFindings(
  table: WatchTable,
  fresh: readonly WatchedReading[],
  recent: readonly WatchedReading[],
  age: number | undefined,
  now: Date,
): AbnormalFinding[] {
  const current = fresh.filter((reading) => isFresh(table, reading, now));
  const all = table.rules.flatMap((rule): AbnormalFinding[] => {
    if (!isOfAge(rule, age)) return [];
    const found = current.filter((reading) => isAbnormal(rule, reading) && isRepeated(rule, reading, recent));
    return [...Map.groupBy(found, ({ id }) => id)].map(([id, readings]) => ({ rule, id, readings }));
  });
  const spoken = new Set(all.map(({ rule, id }) => `${rule.id} ${id}`));
  return all.filter(({ rule, id }) => rule.yieldsTo === undefined || !spoken.has(`${rule.yieldsTo} ${id}`));
}

function isAbnormal(rule: WatchRule, reading: WatchedReading): boolean {
  if (rule.laboratoryOnly && (!reading.isLaboratory || (reading.source ?? 'import') !== 'import')) return false;
  if (rule.values?.some(({ code, ...bounds }) => code === reading.code && within(reading.value, bounds))) return true;
  if (rule.flags?.some((flag) => reading.interpretations.includes(flag))) return true;
  return rule.marks?.some((mark) => reading.notes.includes(mark)) ?? false;
}

/** Enough different measurements, the last of them this one. */
function isRepeated(rule: WatchRule, reading: WatchedReading, recent: readonly WatchedReading[]): boolean {
  if (!rule.repeated) return true;
  const { readings, withinMinutes } = rule.repeated;
  const from = reading.at.getTime() - withinMinutes * minuteMilliseconds;
  const times = new Set(
    [reading, ...recent]
      .filter((one) => one.at.getTime() >= from && one.at <= reading.at && isAbnormal(rule, one))
      .map(({ id }) => id),
  );
  return times.size >= readings;
}

const unitWords: Readonly<Record<string, string>> = { 'mm[Hg]': 'mmHg', Cel: '℃', '/min': '次/分' };
/** Name, value and unit as doctors read them. */
const valueText = ({ title, value, unit }: WatchedReading): string =>
  [title, value, unitWords[unit] ?? unit].filter((part) => part !== '').join(' ');
export const valuesText = ({ readings }: AbnormalFinding): string => readings.map(valueText).join('，');
