// What forms measure is what the record knows: same LOINC code, same unit, nothing that the record would call implausible.
import { expect, it } from 'vitest';
import { itemsOf } from '#foundation/knowledge/rules/evaluate-form.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { kindOfLoinc, vitalRules } from './vitals.ts';

const measured = createKnowledge()
  .forms('2026-11-27')
  .flatMap((form) => itemsOf(form).map((item) => ({ form: form.id, item })))
  .flatMap(({ form, item }) => {
    const kind = item.code && kindOfLoinc.get(item.code.code);
    return item.kind === 'number' && kind ? [{ name: `${form} ${item.key}`, item, rule: vitalRules[kind] }] : [];
  });

it('covers the vitals of a follow-up', () => {
  expect(new Set(measured.map(({ rule }) => rule.loinc)).size).toBeGreaterThan(8);
});

it.each(measured.map((one) => [one.name, one] as const))('%s', (_name, { item, rule }) => {
  expect(item.unit).toBe(rule.unit);
  expect(item.code?.display).toBe(rule.display);
  expect(item.code?.category).toBe(rule.category);
  expect(item.range[0]).toBeGreaterThanOrEqual(rule.plausible[0]);
  expect(item.range[1]).toBeLessThanOrEqual(rule.plausible[1]);
});
