// Texts written by hand say what JSON.stringify says, for every worked example of every model and for values of every kind.
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { InputValues } from '#foundation/knowledge/rules/values.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { riskModels } from '../rules/models.ts';
import type { KnownValue } from '../rules/person-values.ts';
import { resultText, valueText } from '../rules/result-text.ts';

const knowledge = createKnowledge();
const instruments = knowledge.instruments('2026-11-28').filter(({ id }) => riskModels.some((model) => model.id === id));
const plain = (one: unknown) => JSON.parse(JSON.stringify(one)) as unknown;

it('finds all models', () => expect(instruments.length).toBe(riskModels.length));
it.each(instruments.map((one) => [one.id, one] as const))('%s', (id, instrument) => {
  const evaluate = knowledge.evaluator(id, instrument.version)!;
  const [file] = globSync(`foundation/knowledge/{instruments,tables}/${id}/${instrument.version}/vectors.jsonl`);
  const examples = readFileSync(file!, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { values: InputValues });
  const complete = examples.flatMap(({ values }) => {
    const result = evaluate(values);
    return result.state === 'complete' ? [result] : [];
  });
  expect(complete.length).toBeGreaterThan(0);
  for (const result of complete) expect(JSON.parse(resultText(result))).toEqual(plain(result));
});

const at = new Date('2026-11-28T01:02:03.004Z');
it.each<KnownValue>([
  { value: 61, origin: 'registered' },
  { value: 133.5, origin: 'measured', at, observations: ['a-1', 'b.2'] },
  { value: true, origin: 'absent', at },
  { value: 'never "x"', origin: 'asked', at: new Date(0), observations: [] },
])('%j', (value) => expect(JSON.parse(valueText(value))).toEqual(plain(value)));
