// Shapes that all content files share: heads, provenance, conditions, expressions, bounds.
import { z } from 'zod';
import { claimMarks, contentStatuses, tones, type Review } from '../../rules/content.ts';
import type { Condition } from '../../rules/condition.ts';
import type { Expression } from '../../rules/expression.ts';

export const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export const key = z.string().regex(/^[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)?$/);
export const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/);
const slug = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/);
const day = z.iso.date();
const number = z.number();
const claim = z.strictObject({
  claim: text,
  cite: z.string().min(1),
  mark: z.enum(claimMarks),
  note: text.optional(),
});
export const provenance = z.array(claim);
export const status = z.enum(contentStatuses);
export const tone = z.enum(tones);
export const head = {
  id: slug,
  version: slug,
  status,
  title: text,
  provenance,
  licence: z.string().min(1),
  validFrom: day,
};
export const bounds = {
  atLeast: number.optional(),
  above: number.optional(),
  below: number.optional(),
  atMost: number.optional(),
};
export const range = z.tuple([number, number]).refine(([low, high]) => low <= high, 'low before high');
export const option = z.strictObject({ code, label: text });
export const toneBand = z.strictObject({ ...bounds, tone, text: text.optional() });

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
    z.strictObject({ input: key, is: z.union([z.string(), z.boolean()]) }),
    z.strictObject({ input: key, in: z.array(z.string()).min(1) }),
    z.strictObject({ input: key, has: z.array(z.string()).min(1) }),
    z.strictObject({ input: key, ...bounds }).refine((one) => Object.keys(one).length > 1, 'needs a bound'),
  ]),
);
const several = z.array(z.lazy(() => expression)).min(1);
const two = z.tuple([z.lazy(() => expression), z.lazy(() => expression)]);
export const expression: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    number,
    key,
    z.strictObject({ add: several }),
    z.strictObject({ multiply: several }),
    z.strictObject({ smallest: several }),
    z.strictObject({ largest: several }),
    z.strictObject({ subtract: two }),
    z.strictObject({ divide: two }),
    z.strictObject({ power: two }),
    z.strictObject({ ln: expression }),
    z.strictObject({ log10: expression }),
    z.strictObject({ exp: expression }),
    z.strictObject({ mean: several, fewest: z.number().int().positive() }),
    z.strictObject({ known: several }),
    z.strictObject({ first: several }),
    z.strictObject({
      lms: z.tuple([
        z.lazy(() => expression),
        z.lazy(() => expression),
        z.lazy(() => expression),
        z.lazy(() => expression),
      ]),
      restricted: z.boolean(),
    }),
    z.strictObject({ when: condition, value: expression, otherwise: expression }),
  ]),
);
export const reviews: z.ZodType<Review[]> = z.array(
  z.strictObject({
    reviewer: z.string().min(1),
    role: z.string().min(1),
    reviewedOn: day,
    verdict: z.enum(['approved', 'rejected']),
    note: z.string().optional(),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  }),
);
