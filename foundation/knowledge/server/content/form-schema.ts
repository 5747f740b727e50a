// Shape of form.json; `bandsOf` of an item names bands of the value ranges, which the loader puts in.
import { z } from 'zod';
import { conflictRules, observationCategories } from '../../rules/form.ts';
import { code, condition, expression, head, key, option, range, text, toneBand } from './shared-schemas.ts';

const itemCode = z.strictObject({
  system: z.string().min(1),
  code: z.string().min(1),
  display: z.string().min(1),
  category: z.enum(observationCategories).optional(),
});
const itemHead = {
  key,
  label: text,
  mark: z.enum(['*', '★']).optional(),
  required: z.boolean().optional(),
  help: text.optional(),
  enableWhen: condition.optional(),
  conflict: z.enum(conflictRules),
  carriesOver: z.boolean().optional(),
  code: itemCode.optional(),
};
const measured = {
  unit: z.string().min(1),
  unitLabel: text,
  bands: z.array(toneBand).optional(),
  bandsOf: key.optional(),
};
const days = z.number().int();
const item = z.discriminatedUnion('kind', [
  z.strictObject({
    ...itemHead,
    ...measured,
    kind: z.literal('number'),
    range,
    step: z.number().positive(),
    quick: z.array(z.number()).optional(),
  }),
  z.strictObject({ ...itemHead, kind: z.literal('choice'), options: z.array(option).min(1) }),
  z.strictObject({
    ...itemHead,
    kind: z.literal('multi-choice'),
    options: z.array(option).min(1),
    none: code.optional(),
  }),
  z.strictObject({ ...itemHead, kind: z.literal('text'), maxLength: z.number().int().positive() }),
  z.strictObject({
    ...itemHead,
    kind: z.literal('date'),
    quickDays: z.array(days).optional(),
    rangeDays: z.tuple([days, days]).optional(),
  }),
  z.strictObject({ ...itemHead, kind: z.literal('yes-no') }),
  z.strictObject({ ...itemHead, ...measured, kind: z.literal('computed'), of: expression, decimals: days.min(0) }),
  z.strictObject({ ...itemHead, kind: z.literal('signature') }),
]);
export const formSchema = z.strictObject({
  ...head,
  purpose: text,
  code: itemCode.optional(),
  sections: z
    .array(z.strictObject({ key, title: text, enableWhen: condition.optional(), items: z.array(item).min(1) }))
    .min(1),
  decision: z
    .strictObject({
      instrument: z.string(),
      version: z.string(),
      inputs: z.record(key, key),
      outcomeItem: key.optional(),
      nextContactItem: key.optional(),
    })
    .optional(),
});
export type FormFile = z.infer<typeof formSchema>;
