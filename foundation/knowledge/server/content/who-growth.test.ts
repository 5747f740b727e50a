// The growth instruments against WHO's own software: every child of its example survey.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { evaluateInstrument } from '../../rules/evaluate-instrument.ts';
import { contentRoot, shippedInstrument } from '../test-library.ts';

const [names, ...lines] = readFileSync(new URL('golden/who-growth-survey.csv', contentRoot), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const children = lines.map((line) => {
  const cells = line.split(',');
  return Object.fromEntries(names!.split(',').map((name, index) => [name, cells[index]!]));
});
const known = (cell: string | undefined): number | undefined => (cell ? Number(cell) : undefined);

/** Measured, rounding of the survey's two decimals included; straight lines stand for curves between the points of a month. */
it.each([
  ['who-growth-weight', 'zWeight', 470],
  ['who-growth-length', 'zLength', 455],
  ['who-growth-bmi', 'zBmi', 450],
  ['who-growth-head', 'zHead', 85],
] as const)('%s differs from the daily tables of WHO by no more than 0.033', (id, column, fewest) => {
  const { content } = shippedInstrument(id);
  const errors = children.flatMap((child) => {
    const expected = known(child[column]);
    if (expected === undefined) return [];
    const result = evaluateInstrument(content, {
      sex: child['sex'],
      ageDays: Number(child['ageDays']),
      weight: known(child['weightKg']),
      length: known(child['heightCm']),
      // Where the survey does not say, WHO takes the position that the age asks for.
      position: child['position'] || (Number(child['ageDays']) < 731 ? 'lying' : 'standing'),
      headCircumference: known(child['headCm']),
    });
    return result.state === 'complete' ? [Math.abs(result.score!.value - expected)] : [];
  });
  expect(errors.length).toBeGreaterThan(fewest);
  expect(Math.max(...errors)).toBeLessThanOrEqual(0.033);
});
