// Referrals and calls to a specialist: fields, what can't be right in them, and what they are in FHIR.
import type { Issue } from '#platform/contract.ts';
import type { Resource } from '#foundation/record/rules/visit-resources.ts';
import type { ConflictRule } from '#foundation/sync/rules/conflict-rule.ts';
import { viewField } from '#foundation/sync/rules/conflict-rule.ts';
import type { DocumentState, FieldValue, Operation } from '#foundation/sync/rules/operation.ts';
import type { CallAsked, CallOutcome, ReferralAsked } from '../../referral-contract.ts';

const rules: Record<string, ConflictRule> = {
  attendanceId: 'first',
  asked: 'ask',
  cancelled: 'latest',
};
export const referralRule = (field: string): ConflictRule | undefined => rules[field];
export const callRule = (field: string): ConflictRule | undefined => (field === 'outcome' ? 'latest' : rules[field]);

export interface Asked<What> {
  attendanceId?: string;
  asked?: What;
  cancelled?: string;
  outcome?: CallOutcome;
}
export function askedOf<What>(document: Pick<DocumentState, 'fields'> | undefined): Asked<What> {
  const shown = (field: string): FieldValue | undefined => {
    const heads = document?.fields[field];
    return heads && viewField(heads, callRule(field) ?? 'ask').value;
  };
  const [attendanceId, asked, cancelled, outcome] = ['attendanceId', 'asked', 'cancelled', 'outcome'].map(shown);
  return {
    ...(typeof attendanceId === 'string' && { attendanceId }),
    ...(asked && { asked: asked as unknown as What }),
    ...(typeof cancelled === 'string' && { cancelled }),
    ...(outcome && { outcome: outcome as unknown as CallOutcome }),
  };
}

const isText = (value: unknown, most: number): boolean =>
  typeof value === 'string' && value.trim() !== '' && value.length <= most;
const isCommon = (asked: ReferralAsked | CallAsked): boolean =>
  isText(asked.organisationId, 36) &&
  isText(asked.organisationName, 80) &&
  isText(asked.byName, 40) &&
  !Number.isNaN(Date.parse(asked.at));
const isReferral = (asked: ReferralAsked): boolean =>
  isCommon(asked) &&
  isText(asked.department, 40) &&
  isText(asked.reason, 500) &&
  ['routine', 'urgent', 'emergency'].includes(asked.urgency);
const isCall = (asked: CallAsked): boolean =>
  isCommon(asked) && isText(asked.question, 500) && /^[0-9+ -]{5,20}$/.test(asked.phone);

const check =
  (isAsked: (value: FieldValue) => boolean) =>
  ({ set }: Pick<Operation, 'set'>): Issue[] =>
    Object.entries(set).flatMap(([field, value]): Issue[] => {
      const fine =
        field === 'asked'
          ? value !== null && isAsked(value)
          : field === 'cancelled'
            ? value === null || isText(value, 200)
            : field === 'attendanceId' && isText(value, 36);
      return fine ? [] : [{ path: `set.${field}`, code: 'roving.value-unreadable' }];
    });
export const checkReferral = check((value) => isReferral(value as unknown as ReferralAsked));
export const checkCall = check((value) => isCall(value as unknown as CallAsked));

interface Frame {
  documentId: string;
  personId: string;
  tags: readonly object[];
}

/** The number to call back stays in the queue: it is the crew's, not the person's. */
export function callResource({ asked, attendanceId, cancelled, outcome }: Asked<CallAsked>, frame: Frame): Resource[] {
  if (!asked) return [];
  const status = cancelled
    ? 'cancelled'
    : outcome?.state === 'done'
      ? 'completed'
      : outcome
        ? 'in-progress'
        : 'requested';
  return [
    {
      resourceType: 'Task',
      id: frame.documentId,
      ...(frame.tags.length > 0 && { meta: { tag: frame.tags } }),
      status,
      intent: 'order',
      code: { text: '请专家回电' },
      description: asked.question,
      for: { reference: `Patient/${frame.personId}` },
      ...(attendanceId && { encounter: { reference: `Encounter/${attendanceId}` } }),
      authoredOn: asked.at,
      requester: { display: asked.byName },
      owner: { reference: `Organization/${asked.organisationId}` },
      ...(outcome && { lastModified: outcome.at }),
      ...(outcome?.note && { note: [{ text: outcome.note, time: outcome.at, authorString: outcome.byName }] }),
    },
  ];
}
