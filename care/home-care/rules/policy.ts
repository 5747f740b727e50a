// What a county decides about home care, each a dated setting: who is listed, how near a nurse must be to check in, what comes back of a payment.
import { nearMetresKey, usualNearMetres } from './distance.ts';
import { entryPolicyKey, usualEntryPolicy } from './entry-policy.ts';
import { refundPolicyKey, usualRefundPolicy } from './refund.ts';

export interface PolicyField {
  unit: 'age' | 'points' | 'days' | 'hours' | 'metres' | 'percent';
  /** Least and greatest whole number. */
  range: readonly [number, number];
}

/** Each policy with its setting, what holds until the county sets its own, and the range of each of its values. */
export const policies = {
  entry: {
    setting: entryPolicyKey,
    usual: usualEntryPolicy,
    fields: {
      leastAge: { unit: 'age', range: [18, 120] },
      selfCareAtLeast: { unit: 'points', range: [0, 37] },
      barthelAtMost: { unit: 'points', range: [0, 100] },
      coveredWithinDays: { unit: 'days', range: [1, 3_660] },
    },
  },
  'check-in': {
    setting: nearMetresKey,
    usual: usualNearMetres,
    fields: {
      exact: { unit: 'metres', range: [50, 20_000] },
      village: { unit: 'metres', range: [200, 50_000] },
    },
  },
  refund: {
    setting: refundPolicyKey,
    usual: usualRefundPolicy,
    fields: {
      freeHours: { unit: 'hours', range: [0, 168] },
      latePerCent: { unit: 'percent', range: [0, 100] },
      onTheWayPerCent: { unit: 'percent', range: [0, 100] },
    },
  },
} as const satisfies Record<string, { setting: string; usual: object; fields: Record<string, PolicyField> }>;

export type PolicyName = keyof typeof policies;
export const policyNames = ['entry', 'check-in', 'refund'] as const satisfies readonly PolicyName[];
export type PolicyOf<Name extends PolicyName> = Record<keyof (typeof policies)[Name]['fields'], number>;
export type Policies = { [Name in PolicyName]: PolicyOf<Name> };

/** Names of the values that are missing, no whole number, out of range or of no such policy. */
export function wrongValues(name: PolicyName, values: Readonly<Record<string, number>>): string[] {
  const fields: Record<string, PolicyField> = policies[name].fields;
  const wrong = Object.entries(fields).filter(([key, { range }]) => {
    const value = values[key];
    return value === undefined || !Number.isInteger(value) || value < range[0] || value > range[1];
  });
  return [...wrong.map(([key]) => key), ...Object.keys(values).filter((key) => !Object.hasOwn(fields, key))];
}
