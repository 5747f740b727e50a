// Every model can be reached, and no lever that is shown makes any of them worse, whoever it is.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import type { InputValues } from '#foundation/knowledge/rules/values.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { askedFactKeys } from './asked-facts.ts';
import { leverEffect, scoreIf, type WhatIf } from './levers.ts';
import { leverKeys, riskModels } from './models.ts';
import { conditionCodes, numberCodes } from './person-values.ts';
import { toldAdvice } from './told-advice.ts';

const today = '2026-11-27';
const knowledge = createKnowledge();
const instruments = new Map(knowledge.instruments(today).map((one) => [one.id, one]));
const models = riskModels.map((model) => {
  const instrument = instruments.get(model.id)!;
  return { model, instrument, evaluate: knowledge.evaluator(model.id, instrument.version)! };
});

/** What is neither measured nor diagnosed nor asked, and where it comes from. */
const derived = ['age', 'sex', 'region', 'race', 'urban', 'smoker', 'smoking', 'education', 'packYears', 'lipids'];
const sources = new Set([...Object.keys(numberCodes), ...Object.keys(conditionCodes), ...askedFactKeys, ...derived]);

it.each(models)('$model.id asks for nothing that has no source', ({ instrument }) => {
  expect(instrument.inputs.flatMap(({ key }) => (sources.has(key) ? [] : [key]))).toEqual([]);
});

const valueOf = (input: Instrument['inputs'][number]): fc.Arbitrary<unknown> => {
  if (input.kind === 'yes-no') return fc.boolean();
  if (input.kind === 'number') return fc.double({ min: input.range[0], max: input.range[1], noNaN: true });
  return fc.constantFrom(...input.options.map(({ code }) => code));
};
/** Whoever smokes is told so under both names. */
const peopleOf = (instrument: Instrument): fc.Arbitrary<InputValues> =>
  fc
    .record({
      ...Object.fromEntries(instrument.inputs.map((input) => [input.key, valueOf(input)])),
      age: fc.integer({ min: 20, max: 90 }),
      weight: fc.double({ min: 40, max: 120, noNaN: true }),
      height: fc.double({ min: 140, max: 190, noNaN: true }),
      smoker: fc.boolean(),
    })
    .map((values) => ({ ...values, smoking: values.smoker ? 'current' : 'former' }) as InputValues);
const whatIfs: fc.Arbitrary<WhatIf> = fc.record(
  {
    smoking: fc.constant(true),
    systolic: fc.integer({ min: 110, max: 200 }),
    cholesterol: fc.double({ min: 3.5, max: 8, noNaN: true }),
    weight: fc.integer({ min: 0, max: 20 }),
  },
  { requiredKeys: [] },
);

it.each(models)('no lever shown for $model.id makes it worse', ({ instrument, evaluate }) => {
  const scoreOf = (values: InputValues) => scoreIf(evaluate, values, {});
  fc.assert(
    fc.property(peopleOf(instrument), whatIfs, (values, whatIf) => {
      const before = scoreOf(values);
      for (const key of leverKeys) {
        const effect = leverEffect(evaluate, values, key);
        if (effect.kind === 'changed') expect(effect.score).toBeLessThan(before!);
      }
      const together = scoreIf(evaluate, values, whatIf);
      if (before === undefined) expect(together).toBeUndefined();
      else expect(together).toBeLessThanOrEqual(before);
    }),
    { numRuns: 300, seed: 4 },
  );
});

const man: InputValues = {
  age: 60,
  sex: 'male',
  systolic: 150,
  antihypertensive: false,
  totalCholesterol: 5.8,
  hdl: 1.2,
  waist: 92,
  weight: 75,
  height: 170,
  smoker: true,
  diabetes: false,
  region: 'south',
  urban: false,
  ascvdRelative: false,
  ascvd: false,
};
const chinaPar = models.find(({ model }) => model.id === 'china-par-10y')!;
const effectsOf = (values: InputValues) =>
  Object.fromEntries(leverKeys.map((key) => [key, leverEffect(chinaPar.evaluate, values, key).kind]));

it('says nothing of what the equation calls a harm, and of what does not apply', () => {
  expect(effectsOf(man)).toEqual({
    smoking: 'changed',
    systolic: 'changed',
    weight: 'unsupported',
    cholesterol: 'changed',
  });
  expect(effectsOf({ ...man, age: 70 }).smoking).toBe('unsupported');
  expect(effectsOf({ ...man, smoker: false, systolic: 120 })).toEqual({
    smoking: 'needless',
    systolic: 'needless',
    weight: 'unsupported',
    cholesterol: 'changed',
  });
});

it('tells nobody to stop smoking who does not smoke', () => {
  const high = chinaPar.instrument.rows.find(({ key }) => key === 'high')!.outcome.actions;
  expect(toldAdvice(high, { smoker: true })).toEqual(high);
  expect(toldAdvice(high, {})).toEqual(high);
  expect(toldAdvice(high, { smoker: false }).at(-1)).toEqual({
    zh: '减盐、控制体重',
    en: 'Less salt, mind the weight',
  });
  const alone = [{ zh: '劝戒烟', en: 'Advise to quit' }];
  expect(toldAdvice(alone, { smoker: false })).toEqual([]);
  for (const { instrument } of models)
    for (const { outcome } of instrument.rows)
      for (const told of toldAdvice(outcome.actions, { smoker: false })) {
        expect(told.zh).not.toMatch(/戒烟|^[、，；]|[、，；]$/);
        expect(told.en).not.toMatch(/stop smoking|quit|^[,;]|[,;]\s*$/i);
      }
});
