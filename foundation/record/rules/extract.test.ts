// What searches find in a resource, and that every expression of the table compiles for every type.
import { describe, expect, it } from 'vitest';
import { resourceTypes } from '#platform/fhir/structure.ts';
import { extract, patientReference, systemNumber } from './extract.ts';
import { parametersOf, patientWalk } from './search-parameters.ts';

describe('extraction', () => {
  it('compiles the table for every R4 type', () => {
    for (const type of resourceTypes) {
      patientWalk(type);
      const parameters = [...parametersOf(type).values()];
      expect(parameters.map((one) => one.name)).toEqual(expect.arrayContaining(['_id', '_lastUpdated', '_tag']));
      expect(new Set(parameters.map((one) => one.definition)).size).toBeGreaterThan(3);
    }
  });

  it('fills columns first and lists the rest', () => {
    const found = extract('Observation', {
      resourceType: 'Observation',
      status: 'final',
      category: [{ coding: [{ system: 'urn:c', code: 'vital-signs' }] }],
      code: {
        coding: [
          { system: 'urn:a', code: '1' },
          { system: 'urn:b', code: '2' },
        ],
      },
      subject: { reference: 'Patient/p' },
      encounter: { reference: 'Encounter/e' },
      performer: [{ reference: 'Practitioner/1' }, { reference: 'Organization/2' }],
      effectivePeriod: { start: '2024-01-01T00:00:00Z' },
      valueQuantity: { value: 5, unit: 'mmol', code: 'mmol/L' },
      component: [{ code: { coding: [{ system: 'urn:a', code: '9' }] }, valueQuantity: { value: 7, unit: 'x' } }],
    });
    expect(found).toMatchObject({
      status: 'final',
      category: 'vital-signs',
      categorySystem: systemNumber('urn:c'),
      code: '1',
      codeSystem: systemNumber('urn:a'),
      encounter: 'e',
      performer: 'Practitioner/1',
      from: Date.UTC(2024, 0, 1),
      to: Infinity,
      value: 5,
      unit: 'mmol/L',
      tokens: [],
      codes: ['code:2', 'code:urn:b|', 'code:urn:b|2'],
      references: [{ parameter: 'performer', type: 'Organization', id: '2' }],
      components: [{ code: '9', value: 7, unit: 'x' }],
      sensitive: false,
    });
    expect(patientReference('Observation', { subject: { reference: 'Group/1' } })).toBeUndefined();
  });

  it('finds Chinese names by pinyin and initials, surname readings first', () => {
    const { strings } = extract('Patient', { resourceType: 'Patient', name: [{ text: '单国平' }] });
    expect(strings.filter((one) => one.parameter === 'name').map((one) => one.value)).toEqual([
      '单国平',
      'shanguoping',
      'sgp',
    ]);
  });

  it('marks labelled resources', () => {
    const labelled = { resourceType: 'Condition', meta: { security: [{ code: 'HIV' }] } };
    expect(extract('Condition', labelled).sensitive).toBe(true);
  });
});
