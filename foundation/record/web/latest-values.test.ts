// Blood pressure is one value of one reading; nothing that was measured is lost.
import { expect, it } from 'vitest';
import type { MeasurementSeries, VitalKind } from '../contract.ts';
import { latestValues } from './latest-values.ts';

const series = (
  kind: VitalKind | undefined,
  value: number,
  at: string,
  interpretation?: 'high' | 'normal',
): MeasurementSeries => ({
  code: kind ?? 'other',
  title: kind ?? 'other',
  unit: 'u',
  ...(kind && { kind }),
  points: [
    {
      resource: 'Observation/x',
      at,
      value,
      source: 'home',
      simulated: true,
      ...(interpretation && { interpretation }),
    },
  ],
});

it('joins systolic and diastolic of the same reading and shows the worse of both', () => {
  const values = latestValues([
    series(undefined, 1, '2026-01-01T00:00:00Z'),
    series('diastolic', 92, '2026-11-01T08:00:00Z', 'high'),
    series('heart-rate', 70, '2026-11-01T08:00:00Z'),
    series('systolic', 136, '2026-11-01T08:00:00Z', 'normal'),
  ]);
  expect(values.map((value) => [value.kind, value.text])).toEqual([
    ['blood-pressure', '136/92'],
    ['heart-rate', '70'],
    [undefined, '1'],
  ]);
  expect(values[0]?.point.interpretation).toBe('high');
});
it('keeps values of different readings apart', () => {
  const values = latestValues([
    series('systolic', 136, '2026-11-02T08:00:00Z'),
    series('diastolic', 92, '2026-11-01T08:00:00Z'),
  ]);
  expect(values.map((value) => value.text)).toEqual(['136', '92']);
});
it('leaves out series without a point', () =>
  expect(latestValues([{ code: 'x', title: 'x', unit: '', points: [] }])).toEqual([]));
