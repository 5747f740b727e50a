// Golden histories of hypertension and diabetes: whole courses of visits, the outcome of each as the guideline has it.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileInstrument } from '../../rules/compile-instrument.ts';
import { evaluateInstrument } from '../../rules/evaluate-instrument.ts';
import type { InputValues } from '../../rules/values.ts';
import { contentRoot, shippedInstrument } from '../test-library.ts';

interface History {
  name: string;
  /** The oldest first. */
  visits: { values: InputValues; expect: { outcome: string; nextContactDays: number; referral: string } }[];
}
const histories = (disease: string): History[] =>
  readFileSync(new URL(`golden/${disease}-histories.jsonl`, contentRoot), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as History);

const all = ['hypertension', 'diabetes'].flatMap((disease) =>
  histories(disease).map(({ name, visits }) => [disease, name, visits] as const),
);

it('has at least a dozen of each disease, and among them every row of each table', () => {
  for (const disease of ['hypertension', 'diabetes']) {
    const own = histories(disease);
    expect(own.length).toBeGreaterThanOrEqual(12);
    const reached = new Set(own.flatMap(({ visits }) => visits.map((visit) => visit.expect.outcome)));
    const { rows } = shippedInstrument(`${disease}-follow-up`).content;
    expect([...reached].sort()).toEqual([...new Set(rows.map(({ outcome }) => outcome.code))].sort());
  }
});

it.each(all)('%s: %s', (disease, _name, visits) => {
  const { content } = shippedInstrument(`${disease}-follow-up`);
  const compiled = compileInstrument(content);
  visits.forEach((visit, index) => {
    const before = visits
      .slice(0, index)
      .map(({ values }) => values)
      .toReversed();
    const result = evaluateInstrument(content, visit.values, before);
    expect(compiled(visit.values, before)).toStrictEqual(result);
    expect(result.state === 'complete' && result.outcome).toMatchObject({
      code: visit.expect.outcome,
      nextContactDays: visit.expect.nextContactDays,
      referral: visit.expect.referral,
    });
  });
});
