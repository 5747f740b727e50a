// Shape of instrument.json, decision.json and their worked examples.
import { z } from 'zod';
import type { InstrumentVector } from '../../contract.ts';
import { referrals, type Instrument } from '../../rules/instrument.ts';
import { code, condition, expression, head, key, option, range, text, tone } from './shared-schemas.ts';

const inputHead = {
  key,
  label: text,
  loinc: z.array(z.string()).optional(),
  maxAgeDays: z.number().int().positive().optional(),
  required: z.boolean(),
};
const input = z.discriminatedUnion('kind', [
  z.strictObject({
    ...inputHead,
    kind: z.literal('number'),
    unit: z.string().min(1),
    range,
    step: z.number().positive(),
    accept: z.record(z.string(), z.number().positive()).optional(),
  }),
  z.strictObject({ ...inputHead, kind: z.literal(['choice', 'multi-choice']), options: z.array(option).min(1) }),
  z.strictObject({ ...inputHead, kind: z.literal('yes-no') }),
]);
const derivedHead = {
  key,
  label: text,
  unit: z.string().optional(),
  range: range.optional(),
  contributes: z.boolean().optional(),
  full: text.optional(),
};
const number = z.number();
const derived = z.union([
  z.strictObject({ ...derivedHead, expression }),
  z.strictObject({
    ...derivedHead,
    of: key,
    intervals: z.array(z.strictObject({ from: number.optional(), below: number.optional(), value: number })).min(1),
  }),
  z.strictObject({ ...derivedHead, of: key, choices: z.record(code, number) }),
  z.strictObject({
    ...derivedHead,
    of: key,
    curve: z.strictObject({ at: z.array(number).min(2), values: z.array(number).min(2) }),
  }),
  z.strictObject({
    ...derivedHead,
    table: z.array(z.strictObject({ when: condition.optional(), value: number })).min(1),
  }),
  z.strictObject({ ...derivedHead, condition }),
]);
const outcome = z.strictObject({
  code,
  label: text,
  class: code.optional(),
  tone,
  actions: z.array(text),
  nextContactDays: z.number().int().min(0).optional(),
  referral: z.enum(referrals).optional(),
});
export const instrumentSchema: z.ZodType<Instrument> = z.strictObject({
  ...head,
  kind: z.enum(['points', 'equation', 'decision-table']),
  purpose: text,
  exclusions: z.array(z.strictObject({ when: condition, reason: text })),
  inputs: z.array(input),
  counters: z.array(z.strictObject({ key, counts: key, label: text })).optional(),
  derived: z.array(derived),
  score: key.optional(),
  monotone: z.array(z.strictObject({ input: key, score: z.enum(['rising', 'falling']) })).optional(),
  rows: z.array(z.strictObject({ key, when: condition.optional(), alone: z.literal(true).optional(), outcome })),
});

const value = z.union([number, z.boolean(), z.string(), z.array(z.string())]);
const values = z.record(key, z.union([value, z.strictObject({ value: number, unit: z.string() })]));
export const vectorSchema: z.ZodType<InstrumentVector> = z.strictObject({
  name: z.string().min(1),
  values,
  history: z.array(values).optional(),
  expect: z.discriminatedUnion('state', [
    z.strictObject({
      state: z.literal('complete'),
      row: key.optional(),
      score: number.optional(),
      tolerance: number.positive().optional(),
      derived: z.record(key, value).optional(),
    }),
    z.strictObject({
      state: z.literal('incomplete'),
      missing: z.array(key).optional(),
      implausible: z.array(key).optional(),
    }),
    z.strictObject({ state: z.literal('not-applicable') }),
  ]),
  origin: z.enum(['paper', 'official-output', 'independent-implementation', 'computed', 'reference']),
});
