// Shape of schedule.json and its worked examples.
import { z } from 'zod';
import type { ScheduleVector } from '../../contract.ts';
import type { VaccineSchedule } from '../../rules/vaccine-schedule.ts';
import { code, head, text } from './shared-schemas.ts';

const whole = z.number().int();
const age = z.strictObject({ months: whole.min(0) });
const day = z.iso.date();
const sex = z.enum(['male', 'female']);
export const scheduleSchema: z.ZodType<VaccineSchedule> = z.strictObject({
  ...head,
  purpose: text,
  bornFrom: day,
  series: z
    .array(
      z.strictObject({
        code,
        name: text,
        sex: sex.optional(),
        insteadOf: code.optional(),
        untilAt: age.optional(),
        doses: z
          .array(
            z.strictObject({
              number: whole.positive(),
              recommendedAt: age,
              earliestAt: age,
              leastDays: whole.positive().optional(),
              leastMonths: whole.positive().optional(),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});
export const scheduleVectorSchema: z.ZodType<ScheduleVector> = z.strictObject({
  name: z.string().min(1),
  child: z.strictObject({
    bornOn: day,
    sex: sex.optional(),
    given: z.array(z.strictObject({ series: code, on: day })),
  }),
  on: day,
  expect: z.record(
    code,
    z.strictObject({
      state: z.enum(['done', 'due', 'later', 'too-old']).optional(),
      counted: whole.optional(),
      number: whole.optional(),
      earliestOn: day.optional(),
      recommendedOn: day.optional(),
    }),
  ),
});
