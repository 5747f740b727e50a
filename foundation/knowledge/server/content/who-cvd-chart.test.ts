// The WHO equation against the whole published chart of East Asia: 1,400 cells at their mid-points, and the cells' edges.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { evaluateInstrument } from '../../rules/evaluate-instrument.ts';
import { contentRoot, shippedInstrument } from '../test-library.ts';

const { content } = shippedInstrument('who-cvd-2019-east-asia');
interface Cell {
  sex: 'male' | 'female';
  diabetes: boolean;
  smoker: boolean;
  ageFrom: number;
  /** Places of the groups. */
  pressure: number;
  cholesterol: number;
  per100: number;
}
const chart: Cell[] = readFileSync(new URL('golden/who-cvd-2019-east-asia-chart.txt', contentRoot), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, sex, diabetes, smoker, ageFrom, cells] = /^([MF]) dm(\d) smk(\d) (\d\d)-\d\d: (.*)$/.exec(line) ?? [];
    if (cells === undefined) return [];
    return cells.split(' | ').flatMap((group, pressure) =>
      group.split(' ').map((one, cholesterol): Cell => ({
        sex: sex === 'M' ? 'male' : 'female',
        diabetes: diabetes === '1',
        smoker: smoker === '1',
        ageFrom: Number(ageFrom),
        pressure,
        cholesterol,
        per100: Number(one),
      })),
    );
  });
const risk = (values: object): number => {
  const result = evaluateInstrument(content, { ascvd: false, ...values });
  return result.state === 'complete' ? result.score!.value : NaN;
};
const middle = ({ pressure, cholesterol, ageFrom, sex, diabetes, smoker }: Cell) =>
  risk({
    sex,
    diabetes,
    smoker,
    age: ageFrom + 2.5,
    systolic: 110 + 20 * pressure,
    totalCholesterol: 3.5 + cholesterol,
  });

it('holds the whole chart', () => {
  expect(chart).toHaveLength(1400);
  expect(chart.reduce((sum, { per100 }) => sum + per100, 0)).toBe(26960);
});

it.each([
  ['male', 0.974],
  ['female', 0.99],
] as const)('rounds to the cell at the mid-points (%s), and is never more than 0.53 off', (sex, share) => {
  const cells = chart.filter((cell) => cell.sex === sex);
  const errors = cells.map((cell) => middle(cell) - cell.per100);
  const same = cells.filter((cell) => Math.round(middle(cell)) === cell.per100).length;
  expect(Math.max(...errors.map(Math.abs))).toBeLessThan(0.535);
  expect(Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length)).toBeLessThan(0.295);
  expect(same / cells.length).toBeGreaterThanOrEqual(share - 0.0005);
});

it('is steady over the edges of the cells: an exact 120, 140, 160, 180 or 4, 5, 6, 7 makes no jump', () => {
  const near = 1e-6;
  for (const cell of chart.filter(({ pressure, cholesterol }) => pressure < 4 && cholesterol < 4)) {
    const { sex, diabetes, smoker, ageFrom } = cell;
    const systolic = 120 + 20 * cell.pressure;
    const totalCholesterol = 4 + cell.cholesterol;
    const person = { sex, diabetes, smoker, age: ageFrom + 2.5 };
    const at = risk({ ...person, systolic, totalCholesterol });
    expect(risk({ ...person, systolic: systolic - near, totalCholesterol: totalCholesterol - near })).toBeCloseTo(
      at,
      3,
    );
    expect(risk({ ...person, systolic: systolic + near, totalCholesterol: totalCholesterol + near })).toBeCloseTo(
      at,
      3,
    );
    // An edge lies between the cells that meet there: nothing falls through to the highest band.
    const above = chart.find(
      (one) =>
        one.sex === sex &&
        one.diabetes === diabetes &&
        one.smoker === smoker &&
        one.ageFrom === ageFrom &&
        one.pressure === cell.pressure + 1 &&
        one.cholesterol === cell.cholesterol + 1,
    )!;
    expect(at).toBeGreaterThan(cell.per100 - 0.53);
    expect(at).toBeLessThan(above.per100 + 0.53);
  }
});
