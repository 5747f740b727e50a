// What a resident should do next, read from the own measurements only: no diagnosis, no advice on medicines.
import type { LatestValue } from '../latest-values.ts';

export type NextStep = { step: 'call-doctor'; value: LatestValue } | { step: 'measure-pressure' } | { step: 'nothing' };

const day = 86_400_000;
/** A value outside its range is worth a call for two weeks; blood pressure is asked for after thirty days. */
const callWithin = 14 * day;
const measureAfter = 30 * day;

export function nextStep(values: readonly LatestValue[], now: Date): NextStep {
  const age = (value: LatestValue) => now.getTime() - Date.parse(value.point.at);
  const notable = values.find(
    (value) =>
      (value.point.interpretation === 'high' || value.point.interpretation === 'low') && age(value) <= callWithin,
  );
  if (notable) return { step: 'call-doctor', value: notable };
  const pressure = values.find((value) => value.kind === 'blood-pressure' || value.kind === 'systolic');
  if (!pressure || age(pressure) > measureAfter) return { step: 'measure-pressure' };
  return { step: 'nothing' };
}
