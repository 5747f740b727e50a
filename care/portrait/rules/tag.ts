// A tag of a portrait: one thing worth knowing of a person, with the rule that gave it, what it rests on and how long it holds.
import type { Day } from '#platform/contract.ts';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import type { BodySystem } from './body-system.ts';

export const tagKinds = [
  'demographic',
  'contract',
  'disease',
  'colour',
  'risk',
  'behaviour',
  'service',
  'social',
  'device',
] as const;
export type TagKind = (typeof tagKinds)[number];
export type TagTone = 'red' | 'amber' | 'green';

/** What a tag rests on. */
export interface TagInput {
  label: LocalText;
  /** As it is read: with its unit. */
  value?: LocalText;
  at?: Date;
  /** `Observation/<id>` ... where it stands in the record. */
  resource?: string;
}
export interface Tag {
  /** Names the rule that gave it: `portrait.age`, `chronic-care.colour` ... */
  rule: string;
  kind: TagKind;
  label: LocalText;
  /** Absent where it says nothing about health. */
  tone?: TagTone;
  system?: BodySystem;
  inputs: readonly TagInput[];
  /** Last day on which it holds without new facts. */
  validUntil?: Day;
}
export const same = (text: string): LocalText => ({ zh: text, en: text });

/** Still holds on that day. */
export const holdsOn = (tag: Pick<Tag, 'validUntil'>, on: Day): boolean =>
  tag.validUntil === undefined || tag.validUntil >= on;
