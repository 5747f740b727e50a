// What the evaluation counts of an attendance: whether it is complete, and whether something abnormal was measured.
import type { VitalKind } from '#foundation/record/contract.ts';
import { vitalInterpretation } from '#foundation/record/rules/vitals.ts';
import { viewField } from '#foundation/sync/rules/conflict-rule.ts';
import type { DocumentState, FieldValue } from '#foundation/sync/rules/operation.ts';
import { isUuid } from '#platform/contract.ts';
import { attendanceRule, vitalField } from './attendance.ts';

export interface AttendanceFacts {
  visitId?: string | null;
  startedAt: Date;
  hasReason: boolean;
  hasPressure: boolean;
  hasNote: boolean;
  isSigned: boolean;
  abnormal: boolean;
}
/** What Q1 watches: blood pressure and glucose. */
const watched: readonly VitalKind[] = ['systolic', 'diastolic', 'glucose', 'glucose-fasting'];

/** Undefined until the document says when it began. */
export function attendanceFacts(document: DocumentState): AttendanceFacts | undefined {
  const shown = (field: string): FieldValue | undefined => {
    const heads = document.fields[field];
    return heads && viewField(heads, attendanceRule(field) ?? 'ask').value;
  };
  const startedAt = shown('startedAt');
  if (typeof startedAt !== 'string') return undefined;
  const visitId = shown('visitId');
  const reasons = shown('reasons');
  const numberOf = (kind: VitalKind) => shown(vitalField(kind));
  return {
    ...(typeof visitId === 'string' && isUuid(visitId) && { visitId }),
    startedAt: new Date(startedAt),
    hasReason: Array.isArray(reasons) && reasons.length > 0,
    hasPressure: typeof numberOf('systolic') === 'number' && typeof numberOf('diastolic') === 'number',
    hasNote: Boolean(shown('note')),
    isSigned: Boolean(shown('signature')),
    abnormal: watched.some((kind) => {
      const value = numberOf(kind);
      const said = typeof value === 'number' ? vitalInterpretation(kind, value) : undefined;
      return said === 'low' || said === 'high';
    }),
  };
}
