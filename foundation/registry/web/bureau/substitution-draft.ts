// What is chosen for a substitution, and what is still wrong with it.
import type { SubstitutionReason } from '../../contract.ts';

export interface SubstitutionDraft {
  staffId: string;
  substituteId: string;
  fromOn: string;
  toOn: string;
  reason: SubstitutionReason;
}
export interface SubstitutionTrouble {
  field: keyof SubstitutionDraft;
  /** `registry.substitutionIssue.<code>` is its text. */
  code: string;
}

export function substitutionTroubles(draft: SubstitutionDraft): SubstitutionTrouble[] {
  const troubles: SubstitutionTrouble[] = [];
  if (!draft.staffId) troubles.push({ field: 'staffId', code: 'staffId' });
  if (!draft.substituteId) troubles.push({ field: 'substituteId', code: 'substituteId' });
  else if (draft.substituteId === draft.staffId) troubles.push({ field: 'substituteId', code: 'same' });
  if (!draft.fromOn) troubles.push({ field: 'fromOn', code: 'from' });
  if (!draft.toOn) troubles.push({ field: 'toOn', code: 'to' });
  else if (draft.fromOn && draft.toOn < draft.fromOn) troubles.push({ field: 'toOn', code: 'order' });
  return troubles;
}
