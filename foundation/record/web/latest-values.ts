// Puts the newest values in the order of the desk: blood pressure as one, then what is asked for most.
import type { MeasurementPoint, MeasurementSeries, VitalKind } from '../contract.ts';
import { bloodPressurePanel } from '../rules/vitals.ts';

export interface LatestValue {
  /** LOINC code under which its series is drawn. */
  code: string;
  kind: VitalKind | 'blood-pressure' | undefined;
  title: string;
  /** `156/92`. */
  text: string;
  unit: string;
  point: MeasurementPoint;
}

const bloodPressureCode = bloodPressurePanel.loinc;
const order: readonly (LatestValue['kind'] | undefined)[] = [
  'blood-pressure',
  'glucose-fasting',
  'glucose',
  'heart-rate',
  'oxygen-saturation',
  'body-temperature',
  'body-weight',
  'body-height',
  'waist',
  'respiratory-rate',
];

const worst = (points: readonly MeasurementPoint[]) =>
  points.find((point) => point.interpretation === 'high') ??
  points.find((point) => point.interpretation === 'low') ??
  points[0];

export function latestValues(series: readonly MeasurementSeries[]): LatestValue[] {
  const newest = series.flatMap((one) => {
    const point = one.points.at(-1);
    return point ? [{ one, point }] : [];
  });
  const systolic = newest.find(({ one }) => one.kind === 'systolic');
  const diastolic = newest.find(({ one }) => one.kind === 'diastolic');
  // Only values of one and the same reading make a pressure.
  const paired = systolic && diastolic && systolic.point.at === diastolic.point.at;
  const values: LatestValue[] = newest
    .filter((entry) => !paired || (entry !== systolic && entry !== diastolic))
    .map(({ one, point }) => ({
      code: one.kind === 'systolic' || one.kind === 'diastolic' ? bloodPressureCode : one.code,
      kind: one.kind,
      title: one.title,
      text: String(point.value),
      unit: one.unit,
      point,
    }));
  if (paired) {
    values.push({
      code: bloodPressureCode,
      kind: 'blood-pressure',
      title: '',
      text: `${systolic.point.value}/${diastolic.point.value}`,
      unit: systolic.one.unit,
      point: worst([systolic.point, diastolic.point]) ?? systolic.point,
    });
  }
  const rank = (value: LatestValue) => (order.indexOf(value.kind) + order.length + 1) % (order.length + 1);
  return values.toSorted((a, b) => rank(a) - rank(b) || Date.parse(b.point.at) - Date.parse(a.point.at));
}
