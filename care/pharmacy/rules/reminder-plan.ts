// When somebody is reminded of a refill: so many days before a medicine runs out, one message for all that run out together, never twice.
import type { Day } from '#platform/contract.ts';

/** Setting `pharmacy.reminders` of a county. */
export interface ReminderPolicy {
  /** Days before a medicine runs out. */
  daysBefore: readonly number[];
  /** What runs out so many days later is told in the same message. */
  togetherDays: number;
  /** So long after it ran out a reminder still makes sense, where none could be sent before. */
  untilDaysAfter: number;
  /** Whether the county has set it; else it is our own assumption. */
  confirmed: boolean;
}
export const usualPolicy: ReminderPolicy = { daysBefore: [7, 1], togetherDays: 3, untilDaysAfter: 7, confirmed: false };

export interface RunningOut {
  medicine: string;
  name: string;
  /** Of the last dispensing: reminders count by it, so that a refill begins anew. */
  dispensedOn: Day;
  runsOutOn: Day;
  daysLeft: number;
}
export interface DueReminder {
  /** The step of `daysBefore` that it is. */
  daysBefore: number;
  medicines: RunningOut[];
  /** What is not told again: each medicine with each step that this message stands for. */
  settles: { medicine: string; dispensedOn: Day; daysBefore: number }[];
}
export const settledKey = (one: { medicine: string; dispensedOn: Day; daysBefore: number }): string =>
  `${one.medicine} ${one.dispensedOn} ${one.daysBefore}`;

/** The last step that has been reached; none where it is too early or too late. */
export function stepOf(daysLeft: number, { daysBefore, untilDaysAfter }: ReminderPolicy): number | undefined {
  if (daysLeft < -untilDaysAfter) return undefined;
  return daysBefore.filter((days) => daysLeft <= days).toSorted((a, b) => a - b)[0];
}

/** `settled`: keys of what was told before. */
export function dueReminder(
  medicines: readonly RunningOut[],
  settled: ReadonlySet<string>,
  policy: ReminderPolicy,
): DueReminder | undefined {
  const due = medicines.flatMap((one) => {
    const step = stepOf(one.daysLeft, policy);
    return step === undefined || settled.has(settledKey({ ...one, daysBefore: step })) ? [] : [{ one, step }];
  });
  if (due.length === 0) return undefined;
  const daysBefore = Math.min(...due.map(({ step }) => step));
  const last = Math.max(...due.map(({ one }) => one.daysLeft)) + policy.togetherDays;
  const together = medicines
    .filter(({ daysLeft }) => daysLeft <= last && daysLeft >= -policy.untilDaysAfter)
    .toSorted((a, b) => a.daysLeft - b.daysLeft || (a.medicine < b.medicine ? -1 : 1));
  return {
    daysBefore,
    medicines: together,
    settles: together.flatMap((one) =>
      policy.daysBefore
        // A medicine that comes along early keeps its later step.
        .filter((step) => step >= (stepOf(one.daysLeft, policy) ?? Math.max(...policy.daysBefore)))
        .map((step) => ({ medicine: one.medicine, dispensedOn: one.dispensedOn, daysBefore: step })),
    ),
  };
}
