// Plausible and reference ranges of what is measured.
import { describe, expect, it } from 'vitest';
import { faults } from '#platform/fhir/outcome.ts';
import { validate } from '#platform/fhir/validate.ts';
import { vitalKinds } from '../contract.ts';
import { isPlausible, vitalInterpretation, vitalRules } from './vitals.ts';
import { measurementResources, visitResources } from './visit-resources.ts';

describe('vitals', () => {
  it('refuse slips and mark what is out of range', () => {
    expect([isPlausible('systolic', 1280), isPlausible('body-temperature', 36.6)]).toEqual([false, true]);
    expect([
      vitalInterpretation('systolic', 140),
      vitalInterpretation('oxygen-saturation', 91),
      vitalInterpretation('heart-rate', 70),
      vitalInterpretation('body-weight', 70),
    ]).toEqual(['high', 'low', 'normal', undefined]);
    for (const kind of vitalKinds) {
      const { plausible, reference } = vitalRules[kind];
      if (reference) expect(plausible[0] <= reference[0] && reference[1] <= plausible[1]).toBe(true);
    }
  });

  it('become valid R4 resources', () => {
    const vitals = vitalKinds.map((kind) => ({ kind, value: vitalRules[kind].plausible[0] }));
    const visit = {
      visitId: 'v',
      startedAt: '2026-11-22T08:00:00+08:00',
      kind: 'roving',
      reason: 'x',
      diagnosis: { title: 'y', code: 'I10' },
      vitals,
    } as const;
    const all = [
      ...visitResources({ ...visit, vitals }, { patient: 'Patient/p', organization: 'o', noteBase64: 'YWJj' }),
      ...measurementResources(
        {
          measurementId: 'm',
          takenAt: visit.startedAt,
          vitals,
          source: 'home',
          device: { id: 'd', name: 'n' },
          simulated: true,
        },
        'Patient/p',
      ),
    ];
    expect(all.flatMap((resource) => faults(validate(resource)))).toEqual([]);
    expect(all.filter((resource) => resource.resourceType === 'Observation')).toHaveLength(2 * (vitalKinds.length - 1));
  });
});
