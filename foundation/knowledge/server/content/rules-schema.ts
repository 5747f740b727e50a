// Shapes of rules.json, its worked examples, medicines.json and ranges.json.
import { z } from 'zod';
import type { InteractionVector } from '../../contract.ts';
import { severities, type InteractionRules } from '../../rules/interaction.ts';
import type { MedicineList } from '../../rules/medicine.ts';
import type { ValueRanges } from '../../rules/ranges.ts';
import { bounds, code, head, key, provenance, range, status, text, toneBand } from './shared-schemas.ts';

const atc = z.string().regex(/^[A-Z](?:\d{2}(?:[A-Z](?:[A-Z](?:\d{2})?)?)?)?$/);
const classes = z.array(atc).min(1);
const ruleHead = { id: code, severity: z.enum(severities), status, sentence: text, action: text, provenance };
const finding = z.strictObject({ key, unit: z.string(), ...bounds });
export const interactionsSchema: z.ZodType<InteractionRules> = z.strictObject({
  ...head,
  rules: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ ...ruleHead, kind: z.literal('drug-drug'), groups: z.array(classes).min(2) }),
        z.strictObject({
          ...ruleHead,
          kind: z.literal('drug-disease'),
          drugs: classes,
          conditions: z.array(z.string()).optional(),
          finding: finding.optional(),
        }),
        z.strictObject({
          ...ruleHead,
          kind: z.literal('drug-allergy'),
          drugs: classes,
          allergens: z.array(z.string()).min(1),
        }),
        z.strictObject({ ...ruleHead, kind: z.literal('duplicate-class'), classes }),
      ]),
    )
    .min(1),
});
export const interactionVectorSchema: z.ZodType<InteractionVector> = z.strictObject({
  name: z.string(),
  person: z.strictObject({
    medications: z.array(z.strictObject({ name: z.string(), atc: z.array(atc) })),
    conditions: z.array(z.string()),
    allergies: z.array(z.string()),
    findings: z.record(key, z.strictObject({ value: z.number(), unit: z.string() })).optional(),
  }),
  expect: z.array(code),
});
export const medicinesSchema: z.ZodType<MedicineList> = z.strictObject({
  ...head,
  medicines: z
    .array(
      z.strictObject({
        key: code,
        name: text,
        atc,
        components: z.array(atc).optional(),
        insuranceCode: z.string().optional(),
        class: text,
        dailyDose: z.strictObject({ low: z.number(), high: z.number(), unit: z.string() }).optional(),
      }),
    )
    .min(1),
});
export const rangesSchema: z.ZodType<ValueRanges> = z.strictObject({
  ...head,
  ranges: z
    .array(
      z.strictObject({
        key,
        label: text,
        loinc: z.array(z.string()),
        unit: z.string(),
        range,
        bands: z.array(toneBand).min(1),
      }),
    )
    .min(1),
});
