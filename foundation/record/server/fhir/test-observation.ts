// Observations as test clients write them.
import { people } from '../test-record.ts';

export const patient = `Patient/${people[0]}`;
export const observation = (value: number, more: object = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  subject: { reference: patient },
  effectiveDateTime: '2026-11-20T08:00:00+08:00',
  valueQuantity: { value, unit: '/min', code: '/min', system: 'http://unitsofmeasure.org' },
  ...more,
});
export const identified = (value: string) => ({ identifier: [{ system: 'urn:test', value }] });
export const put = (id: string, resource: object) => ({
  request: { method: 'PUT', url: `Observation/${id}` },
  resource: { ...resource, id },
});
export const codes = (json: { issue: { code: string }[] }) => json.issue.map((issue) => issue.code);
