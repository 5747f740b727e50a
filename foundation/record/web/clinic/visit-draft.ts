// What is typed into the visit form, its troubles, and the visit that it becomes.
import { isError, readNumber } from '#platform/ui/form/range.ts';
import type { NewVisit, VisitKind, Vital, VitalKind } from '../../contract.ts';
import { vitalFields } from './vital-fields.ts';

export interface VisitDraft {
  /** Made with the draft: sending it again after a break writes once. */
  visitId: string;
  kind: VisitKind;
  reason: string;
  diagnosis: string;
  note: string;
  vitals: Partial<Record<VitalKind, string>>;
}
export type VisitTrouble = {
  field: 'reason' | VitalKind;
  code: 'reason-missing' | 'number' | 'pair-missing' | 'pair-order';
};

export function visitTroubles(draft: VisitDraft): VisitTrouble[] {
  const troubles: VisitTrouble[] = [];
  if (!draft.reason.trim()) troubles.push({ field: 'reason', code: 'reason-missing' });
  for (const { kind, range } of vitalFields) {
    if (isError(readNumber(draft.vitals[kind] ?? '', range))) troubles.push({ field: kind, code: 'number' });
  }
  if (troubles.some((trouble) => trouble.field === 'systolic' || trouble.field === 'diastolic')) return troubles;
  const vitals = vitalsOf(draft);
  const systolic = vitals.find((vital) => vital.kind === 'systolic')?.value;
  const diastolic = vitals.find((vital) => vital.kind === 'diastolic')?.value;
  if ((systolic === undefined) !== (diastolic === undefined)) {
    troubles.push({ field: systolic === undefined ? 'systolic' : 'diastolic', code: 'pair-missing' });
  }
  if (systolic !== undefined && diastolic !== undefined && systolic <= diastolic) {
    troubles.push({ field: 'diastolic', code: 'pair-order' });
  }
  return troubles;
}

function vitalsOf(draft: VisitDraft): Vital[] {
  return vitalFields.flatMap(({ kind, range }) => {
    const reading = readNumber(draft.vitals[kind] ?? '', range);
    return 'value' in reading && !isError(reading) ? [{ kind, value: reading.value }] : [];
  });
}

export function visitOf(draft: VisitDraft, now: Date): NewVisit {
  return {
    visitId: draft.visitId,
    startedAt: now.toISOString(),
    kind: draft.kind,
    reason: draft.reason.trim(),
    vitals: vitalsOf(draft),
    ...(draft.note.trim() && { note: draft.note.trim() }),
    ...(draft.diagnosis.trim() && { diagnosis: { title: draft.diagnosis.trim() } }),
  };
}
