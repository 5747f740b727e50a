// The policy form's texts and the policy that they mean.
import type { PolicyBody, MonthBasis } from '../../contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import type { RovingPolicy, VehicleReach } from '../../rules/policy.ts';

export interface PolicyDraft {
  followUps: string;
  comprehensive: string;
  followUpMinutes: string;
  comprehensiveMinutes: string;
  fewestGap: string;
  mostGap: string;
  steadyMinutes: string;
  repairPercent: string;
  /** `14 25`: Monday with Thursday, Tuesday with Friday. */
  pairs: string;
  /** `08:00-17:00` */
  shift: string;
  fromOn: string;
  reachFollowUp: VehicleReach;
  reachComprehensive: VehicleReach;
  marketDays: RovingPolicy['marketDays'];
}

export const pairsOf = (pairs: RovingPolicy['weekdayPairs']): string => pairs.map((pair) => pair.join('')).join(' ');

export const policyDraft = ({ policy, month }: MonthBasis): PolicyDraft => ({
  followUps: String(policy.visitsPerMonth['follow-up']),
  comprehensive: String(policy.visitsPerMonth.comprehensive),
  followUpMinutes: String(policy.serviceMinutes['follow-up']),
  comprehensiveMinutes: String(policy.serviceMinutes.comprehensive),
  fewestGap: String(policy.gapDays.fewest),
  mostGap: String(policy.gapDays.most),
  steadyMinutes: String(policy.steadyArrivalMinutes),
  repairPercent: String(policy.repairPercent),
  pairs: pairsOf(policy.weekdayPairs),
  shift: `${clockText(policy.shift.fromMinute)}-${clockText(policy.shift.toMinute)}`,
  fromOn: `${month}-01`,
  reachFollowUp: policy.reach['follow-up'],
  reachComprehensive: policy.reach.comprehensive,
  marketDays: policy.marketDays,
});

export function policyOf(
  draft: PolicyDraft,
): { ok: true; policy: PolicyBody['policy'] } | { ok: false; fields: (keyof PolicyDraft)[] } {
  const whole = (text: string) => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : undefined);
  const pairs = draft.pairs
    .trim()
    .split(/[\s,，、]+/)
    .map((pair) =>
      /^[1-7][1-7]$/.test(pair) && pair[0] !== pair[1]
        ? ([Number(pair[0]), Number(pair[1])] as [number, number])
        : undefined,
    );
  const shift = /^([01]?\d|2[0-3])[:：]([0-5]\d)\s*[-–~至]\s*([01]?\d|2[0-3])[:：]([0-5]\d)$/.exec(draft.shift.trim());
  const numbers = [
    'followUps',
    'comprehensive',
    'followUpMinutes',
    'comprehensiveMinutes',
    'fewestGap',
    'mostGap',
    'steadyMinutes',
    'repairPercent',
  ] as const;
  const wrong: (keyof PolicyDraft)[] = numbers.filter((field) => whole(draft[field]) === undefined);
  if (pairs.length === 0 || pairs.includes(undefined)) wrong.push('pairs');
  if (!shift) wrong.push('shift');
  if (!/^\d{4}-\d\d-\d\d$/.test(draft.fromOn)) wrong.push('fromOn');
  if (wrong.length > 0 || !shift) return { ok: false, fields: wrong };
  const n = (field: (typeof numbers)[number]) => whole(draft[field])!;
  return {
    ok: true,
    policy: {
      visitsPerMonth: { 'follow-up': n('followUps'), comprehensive: n('comprehensive') },
      reach: { 'follow-up': draft.reachFollowUp, comprehensive: draft.reachComprehensive },
      serviceMinutes: { 'follow-up': n('followUpMinutes'), comprehensive: n('comprehensiveMinutes') },
      shift: {
        fromMinute: Number(shift[1]) * 60 + Number(shift[2]),
        toMinute: Number(shift[3]) * 60 + Number(shift[4]),
      },
      weekdayPairs: pairs.filter((pair) => pair !== undefined),
      gapDays: { fewest: n('fewestGap'), most: n('mostGap') },
      marketDays: draft.marketDays,
      steadyArrivalMinutes: n('steadyMinutes'),
      repairPercent: n('repairPercent'),
    },
  };
}
