// Series for charts from observations: one per code, oldest point first.
import type { MeasurementSeries } from '../contract.ts';
import { isSimulated } from './person-facts.ts';
import { conceptText, interpretationOf, sourceOf, visitOf } from './timeline-entry.ts';
import type { Measured } from './timeline-entry.ts';
import { bloodPressurePanels, kindOfLoinc, vitalRules } from './vitals.ts';

export interface ObservationAt {
  at: string;
  resource: Record<string, unknown>;
}

const codesOf = (measured: Measured): string[] => measured.code?.coding?.flatMap((one) => one.code ?? []) ?? [];

function emptySeries(code: string, measured: Measured): MeasurementSeries {
  const kind = kindOfLoinc.get(code);
  const rule = kind && vitalRules[kind];
  const { valueQuantity, referenceRange } = measured;
  const range = referenceRange?.[0];
  return {
    code,
    kind,
    title: conceptText(measured.code),
    unit: valueQuantity?.unit ?? valueQuantity?.code ?? rule?.unit ?? '',
    low: range?.low?.value ?? rule?.reference?.[0],
    high: range?.high?.value ?? rule?.reference?.[1],
    points: [],
  };
}

/**
 * Takes observations newest first. With `code` only that code (a blood pressure panel gives its components), without it
 * every numeric value.
 */
export function measurementSeries(observations: readonly ObservationAt[], code?: string): MeasurementSeries[] {
  const series = new Map<string, MeasurementSeries>();
  const wholePanel = code !== undefined && bloodPressurePanels.includes(code);
  for (const { at, resource } of observations) {
    const parts = [resource as Measured, ...((resource.component as Measured[] | undefined) ?? [])];
    for (const part of parts) {
      const value = part.valueQuantity?.value;
      const codes = codesOf(part);
      const own = code === undefined || wholePanel ? codes[0] : codes.find((one) => one === code);
      if (value === undefined || own === undefined) continue;
      const one = series.get(own) ?? emptySeries(own, part);
      series.set(own, one);
      one.points.push({
        resource: `Observation/${resource.id as string}`,
        at,
        value,
        interpretation: interpretationOf(part),
        source: sourceOf(resource),
        simulated: isSimulated(resource),
        visitId: visitOf(resource),
      });
    }
  }
  const all = [...series.values()];
  for (const one of all) one.points.reverse();
  return all;
}
