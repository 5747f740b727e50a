// An instrument as data: inputs with units, values derived from them, and rows of which the first that holds is the outcome.
import type { Condition } from './condition.ts';
import type { ContentHead, ContentStatus, LocalText, Tone } from './content.ts';
import type { Curve } from './curve.ts';
import type { Expression } from './expression.ts';
import type { Values } from './values.ts';

export interface Option {
  code: string;
  label: LocalText;
}
interface InputHead {
  key: string;
  label: LocalText;
  /** Codes under which the record holds it. */
  loinc?: readonly string[];
  /** An older value is not used. */
  maxAgeDays?: number;
  /** Without it there is no result; an input that is not required is asked for only where a rule reads it. */
  required: boolean;
}
export type InstrumentInput = InputHead &
  (
    | {
        kind: 'number';
        /** UCUM. */
        unit: string;
        /** Inclusive; a value outside is refused, never cut. */
        range: readonly [low: number, high: number];
        step: number;
        /** Other units and the factor that turns them into `unit`. */
        accept?: Readonly<Record<string, number>>;
      }
    | { kind: 'choice' | 'multi-choice'; options: readonly Option[] }
    | { kind: 'yes-no' }
  );

/** Half-open: `from` belongs to it, `below` does not; an absent end is open. */
export interface Interval {
  from?: number;
  below?: number;
  value: number;
}
/** A row without `when` is the declared default and stands last. */
export interface ValueRow {
  when?: Condition;
  value: number;
}
export type Derivation =
  | { expression: Expression }
  | { of: string; intervals: readonly Interval[] }
  | { of: string; choices: Readonly<Record<string, number>> }
  /** On a curve over another number. */
  | { of: string; curve: Curve }
  | { table: readonly ValueRow[] }
  /** Gives yes or no. */
  | { condition: Condition };
export type DerivedValue = {
  key: string;
  label: LocalText;
  unit?: string;
  /** Range that the result can take; the proof of the rows walks through it. */
  range?: readonly [low: number, high: number];
  /** Shown as a contribution to the score. */
  contributes?: boolean;
  /** What gives the most points of it, in words. */
  full?: LocalText;
} & Derivation;

/** How many visits before this one, without a break, fulfilled a derived condition. */
export interface Counter {
  key: string;
  counts: string;
  label: LocalText;
}
export const referrals = ['none', 'routine', 'urgent'] as const;
export type Referral = (typeof referrals)[number];
export interface Outcome {
  code: string;
  label: LocalText;
  /** Code of the printed form's classification, where the outcome settles it. */
  class?: string;
  tone: Tone;
  /** What to do, in order. */
  actions: readonly LocalText[];
  nextContactDays?: number;
  referral?: Referral;
}
/** A row without `when` is the declared default and stands last. */
export interface DecisionRow {
  key: string;
  when?: Condition;
  /** Stands where the score is not known yet: what is urgent does not wait for the rest. */
  alone?: true;
  outcome: Outcome;
}
export interface Monotone {
  input: string;
  score: 'rising' | 'falling';
}
export interface Exclusion {
  when: Condition;
  reason: LocalText;
}
/** With status `awaiting-table` it holds neither inputs nor rows: it says what is not there yet. */
export interface Instrument extends ContentHead {
  kind: 'points' | 'equation' | 'decision-table';
  purpose: LocalText;
  exclusions: readonly Exclusion[];
  inputs: readonly InstrumentInput[];
  counters?: readonly Counter[];
  derived: readonly DerivedValue[];
  /** Key of the derived value that is the headline number. */
  score?: string;
  /** Inputs with which the score never falls, or never rises: proved along the worked examples. */
  monotone?: readonly Monotone[];
  rows: readonly DecisionRow[];
}

export interface Contribution {
  key: string;
  label: LocalText;
  value: number;
}
export type InstrumentResult = { instrument: string; version: string; status: ContentStatus } & (
  | {
      state: 'complete';
      score?: { value: number; unit?: string };
      /** Key of the row that decided. */
      row: string;
      outcome: Outcome;
      contributions: readonly Contribution[];
      /** All derived values that were computed. */
      derived: Values;
    }
  | {
      state: 'incomplete';
      missing: readonly string[];
      /** Keys of inputs outside of their range or in an unknown unit. */
      implausible: readonly string[];
    }
  | { state: 'not-applicable'; reason: LocalText }
);
