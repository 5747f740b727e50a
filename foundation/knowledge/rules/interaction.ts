// Interaction rules as data, keyed by ATC classes, and what the checker says about a list of medicines.
import type { ContentHead, ContentStatus, LocalText, ProvenanceClaim } from './content.ts';
import type { NumberBounds } from './condition.ts';

export const severities = ['contraindicated', 'major', 'moderate'] as const;
export type Severity = (typeof severities)[number];
export const interactionKinds = ['drug-drug', 'drug-disease', 'drug-allergy', 'duplicate-class'] as const;
export type InteractionKind = (typeof interactionKinds)[number];

interface RuleHead {
  id: string;
  severity: Severity;
  status: ContentStatus;
  /** One plain sentence. */
  sentence: LocalText;
  /** What to do. */
  action: LocalText;
  provenance: readonly ProvenanceClaim[];
}
/** ATC codes or beginnings of them. */
type AtcClasses = readonly string[];
export type InteractionRule = RuleHead &
  (
    | { kind: 'drug-drug'; groups: readonly AtcClasses[] }
    | {
        kind: 'drug-disease';
        drugs: AtcClasses;
        /** ICD-10 codes or beginnings of them. */
        conditions?: readonly string[];
        /** A finding of the person, such as `egfr`, within bounds. */
        finding?: { key: string; unit: string } & NumberBounds;
      }
    | { kind: 'drug-allergy'; drugs: AtcClasses; allergens: readonly string[] }
    | { kind: 'duplicate-class'; classes: AtcClasses }
  );
export interface InteractionRules extends ContentHead {
  rules: readonly InteractionRule[];
}

export interface Medication {
  /** What the reader calls it. */
  name: string;
  /** All ATC codes: the product's and those of its components. */
  atc: readonly string[];
}
export interface Finding {
  value: number;
  unit: string;
}
export interface CheckedPerson {
  medications: readonly Medication[];
  /** ICD-10 codes. */
  conditions: readonly string[];
  /** ATC codes or words of the allergen list. */
  allergies: readonly string[];
  findings?: Readonly<Record<string, Finding>>;
}
export interface InteractionAlert {
  rule: string;
  kind: InteractionKind;
  severity: Severity;
  status: ContentStatus;
  medications: readonly string[];
  /** The condition, allergy or finding that it meets. */
  against?: string;
  sentence: LocalText;
  action: LocalText;
}
