// The county's colours as data: the first row of a disease that holds decides; what is unknown does not count as holding.
import type { ChronicColour } from '#foundation/record/contract.ts';
import { holds, inputsOf, type Condition } from '#foundation/knowledge/rules/condition.ts';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import type { Values } from '#foundation/knowledge/rules/values.ts';
import shipped from '../data/colour-policy.json' with { type: 'json' };
import type { Disease } from './disease.ts';

export interface ColourRow {
  /** Kept with every colour that it gave: never renamed. */
  id: string;
  colour: ChronicColour;
  when: Condition;
  reason: LocalText;
  /** `table`: the county's draft table; `own`: this system's choice. */
  mark: 'table' | 'own';
}
export interface ColourPolicy {
  id: string;
  version: string;
  status: 'draft' | 'approved';
  source: LocalText;
  contactDays: Record<ChronicColour, number>;
  windows: {
    /** Dangerous readings count for so long, unless staff measured since. */
    peakDays: number;
    homeMeanDays: number;
    homeMeanReadings: number;
    formDays: number;
    laboratoryDays: number;
  };
  /** Readings that let a disease be suspected: above these on so many different days. */
  inclusion: { days: number; withinDays: number } & Partial<Record<Disease, Condition>>;
  diseases: Record<Disease, { uncontrolled?: Condition; rows: readonly ColourRow[] }>;
}
export const colourPolicy = shipped as unknown as ColourPolicy;

/** Where no row holds, too little is known: somebody has to look. */
export const unknownRule = 'UNKNOWN';
export interface ColourDecision {
  colour: ChronicColour;
  rule: string;
  /** What the rule has read. */
  inputs: Values;
}

export function decideColour(policy: ColourPolicy, disease: Disease, facts: Values): ColourDecision {
  const read = (key: string) => facts[key];
  const row = policy.diseases[disease].rows.find(({ when }) => holds(when, read) === true);
  if (!row) return { colour: 'yellow', rule: unknownRule, inputs: {} };
  const inputs = Object.fromEntries(
    [...inputsOf(row.when), ...shownBeside(row.when)].flatMap((key) =>
      facts[key] === undefined ? [] : [[key, facts[key]]],
    ),
  );
  return { colour: row.colour, rule: row.id, inputs };
}

/** A yes or no is no reason to a doctor: the numbers behind it are shown too. */
const behind: Readonly<Record<string, readonly string[]>> = {
  uncontrolled: ['systolic', 'diastolic', 'fastingGlucose'],
  uncontrolledVisits: ['systolic', 'diastolic', 'fastingGlucose'],
};
const shownBeside = (when: Condition): string[] => inputsOf(when).flatMap((key) => behind[key] ?? []);

export const ruleOf = (policy: ColourPolicy, disease: Disease, rule: string): ColourRow | undefined =>
  policy.diseases[disease].rows.find(({ id }) => id === rule);
export const strongest: readonly ChronicColour[] = ['red', 'yellow', 'green'];
