// A form as a browser draws it offline: sections, items, what is required, warnings by range, and how a conflict is settled.
import type { Condition, NumberBounds } from './condition.ts';
import type { ContentHead, LocalText, Tone } from './content.ts';
import type { Expression } from './expression.ts';
import type { Option } from './instrument.ts';
import type { Value, Values } from './values.ts';

/**
 * What happens when two devices answered one item differently: a person decides, both are kept, several codes are joined,
 * the later measurement stands, or the later writing stands.
 */
export const conflictRules = ['ask', 'append', 'union', 'latest-measured', 'latest-written'] as const;
export type ConflictRule = (typeof conflictRules)[number];

export const observationCategories = ['vital-signs', 'laboratory', 'exam', 'survey'] as const;
export interface ItemCode {
  system: string;
  code: string;
  display: string;
  /** Category of the Observation; `survey` unless told. */
  category?: (typeof observationCategories)[number];
}
interface ItemHead {
  key: string;
  label: LocalText;
  /** Mark of the printed national form, shown beside the label. */
  mark?: '*' | '★';
  required?: boolean;
  help?: LocalText;
  /** Asked for only while this holds; an unknown answer counts as not holding. */
  enableWhen?: Condition;
  conflict: ConflictRule;
  /** Taken over by "same as last time"; measurements of today never are. */
  carriesOver?: boolean;
  /** Under which an Observation stands in the record; items without it stay in the QuestionnaireResponse. */
  code?: ItemCode;
}
/** A band of a number with what it means and what to do. */
export type ToneBand = NumberBounds & { tone: Tone; text?: LocalText };
export interface NumberItem extends ItemHead {
  kind: 'number';
  /** UCUM. */
  unit: string;
  unitLabel: LocalText;
  /** Inclusive; outside is a typing error. */
  range: readonly [low: number, high: number];
  step: number;
  /** Answers one tap away. */
  quick?: readonly number[];
  bands?: readonly ToneBand[];
}
export interface ChoiceItem extends ItemHead {
  kind: 'choice';
  options: readonly Option[];
}
export interface MultiChoiceItem extends ItemHead {
  kind: 'multi-choice';
  options: readonly Option[];
  /** Code that excludes all others, such as "no symptoms". */
  none?: string;
}
export interface TextItem extends ItemHead {
  kind: 'text';
  maxLength: number;
}
export interface DateItem extends ItemHead {
  kind: 'date';
  /** Days from today that are one tap away. */
  quickDays?: readonly number[];
  /** Allowed days from today, inclusive. */
  rangeDays?: readonly [earliest: number, latest: number];
}
export interface YesNoItem extends ItemHead {
  kind: 'yes-no';
}
export interface ComputedItem extends ItemHead {
  kind: 'computed';
  unit: string;
  unitLabel: LocalText;
  of: Expression;
  decimals: number;
  bands?: readonly ToneBand[];
}
/** Answered with the strokes as an SVG path in a box of 300 by 100. */
export interface SignatureItem extends ItemHead {
  kind: 'signature';
}
export type FormItem =
  NumberItem | ChoiceItem | MultiChoiceItem | TextItem | DateItem | YesNoItem | ComputedItem | SignatureItem;

export interface FormSection {
  key: string;
  title: LocalText;
  enableWhen?: Condition;
  items: readonly FormItem[];
}
/** The decision table that reads a form: its inputs are item keys, or `person.age` and `person.sex`. */
export interface FormDecision {
  instrument: string;
  version: string;
  inputs: Readonly<Record<string, string>>;
  /** Items that may be filled from the outcome. */
  outcomeItem?: string;
  nextContactItem?: string;
}
/** `id` and `version` name it; a stored answer keeps both. */
export interface FormDefinition extends ContentHead {
  purpose: LocalText;
  /** LOINC or local code of the Questionnaire. */
  code?: ItemCode;
  sections: readonly FormSection[];
  decision?: FormDecision;
}

/** Numbers in the item's unit, codes, lists of codes, texts, days `YYYY-MM-DD`. */
export type Answer = Value;
export type Answers = Values;
/** Answers of an earlier day, shown beside the new ones. */
export interface PreviousAnswers {
  /** `YYYY-MM-DD`. */
  on: string;
  answers: Answers;
}

export type FaultKind =
  | 'required'
  | 'not-a-number'
  | 'out-of-range'
  | 'not-a-step'
  | 'unknown-code'
  | 'excluding'
  | 'too-long'
  | 'not-a-day'
  | 'day-out-of-range';
export interface ItemFault {
  key: string;
  kind: FaultKind;
  parameters?: Readonly<Record<string, string | number>>;
}
export interface ItemWarning {
  key: string;
  tone: Exclude<Tone, 'normal'>;
  text: LocalText;
}
interface FormFindings {
  /** Answers of the items that are asked for, computed ones included; what is switched off is left out. */
  answers: Answers;
  /** Keys of the items that are asked for, in order. */
  asked: readonly string[];
  warnings: readonly ItemWarning[];
}
export type FormResult = FormFindings &
  ({ state: 'complete' } | { state: 'incomplete'; missing: readonly string[]; faults: readonly ItemFault[] });
