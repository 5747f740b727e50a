// What counts when two devices set one field without knowing of each other. Every value stays until somebody replaces it.
import { sameValue } from './same-value.ts';
import type { FieldValue, Head } from './operation.ts';

/**
 * `ask`: a person decides, until then the older value shows; `append`: lists grow together; `latest`: what was made
 * last shows, `first`: what was made first; of the two, the others stay to be looked at.
 */
export const conflictRules = ['ask', 'append', 'latest', 'first'] as const;
export type ConflictRule = (typeof conflictRules)[number];

export interface FieldView {
  value: FieldValue;
  /** A person has to decide between the values. */
  conflict: boolean;
  /** Values that stand beside the one that shows; empty where all are the same. */
  others: Head[];
}

/** By time, then by id: the same on every device. */
export const byTime = (one: Head, other: Head): number =>
  one.at < other.at ? -1 : one.at > other.at ? 1 : one.operationId < other.operationId ? -1 : 1;

/** What a field shows. The order of `heads` does not matter; there is at least one. */
export function viewField(heads: readonly Head[], rule: ConflictRule): FieldView {
  const sorted = heads.toSorted(byTime);
  if (rule === 'append') {
    const lists = sorted.map(({ value }) => (Array.isArray(value) ? value : value === null ? [] : [value]));
    const value = lists.flat().filter((entry, at, all) => all.findIndex((one) => sameValue(one, entry)) === at);
    return { value, conflict: false, others: [] };
  }
  const shown = (rule === 'latest' ? sorted.at(-1) : sorted[0])!;
  const others = sorted.filter((head) => !sameValue(head.value, shown.value));
  return { value: shown.value, conflict: rule === 'ask' && others.length > 0, others };
}
