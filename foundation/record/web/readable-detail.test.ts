// Values get readable units; sentences stay as they are.
import { expect, it } from 'vitest';
import { formatUnit } from '#platform/fhir/units.ts';
import type { TimelineEntry } from '../contract.ts';
import { readableDetail } from './readable-detail.ts';

const entry = (detail?: string): TimelineEntry => ({
  resource: 'Observation/1',
  kind: 'measurement',
  title: '',
  source: 'clinic',
  from: 'outpatient',
  simulated: true,
  ...(detail !== undefined && { detail }),
});
it.each([
  ['129/82 mm[Hg]', '129/82 mmHg'],
  ['37.7 Cel', '37.7 ℃'],
  ['71 /min', '71 次/分'],
  ['1 {score}', '1'],
  ['每次1粒，每日1次', '每次1粒，每日1次'],
  ['两肺纹理清 2026', '两肺纹理清 2026'],
  [undefined, undefined],
])('%j is shown as %j', (detail, shown) => {
  expect(readableDetail(entry(detail), (ucum) => formatUnit(ucum, 'zh-CN')).detail).toBe(shown);
});
