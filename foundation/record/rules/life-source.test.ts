// Each of the ten sources is told apart.
import { expect, it } from 'vitest';
import { lifeSourceOf, lifeSources } from './life-source.ts';

const category = (code: string) => [{ coding: [{ code }] }];
const cases = [
  ['outpatient', 'Encounter', { class: { code: 'AMB' } }, 'clinic'],
  ['outpatient', 'Condition', {}, 'import'],
  ['inpatient', 'Encounter', { class: { code: 'IMP' } }, 'import'],
  ['check-up', 'QuestionnaireResponse', { questionnaire: 'urn:tianmu:form:health-check-up|2017.3' }, 'vehicle'],
  ['immunization', 'Immunization', {}, 'clinic'],
  ['public-health', 'QuestionnaireResponse', { questionnaire: 'urn:tianmu:form:hypertension-follow-up' }, 'clinic'],
  ['laboratory', 'Observation', { category: category('laboratory') }, 'import'],
  ['laboratory', 'DiagnosticReport', { category: category('LAB') }, 'import'],
  ['imaging', 'DiagnosticReport', { category: category('CUS') }, 'clinic'],
  ['imaging', 'ImagingStudy', {}, 'import'],
  ['insurance', 'Invoice', {}, 'clinic'],
  ['roving', 'Observation', { category: category('vital-signs') }, 'vehicle'],
  ['device', 'Observation', { category: category('vital-signs') }, 'home'],
  ['device', 'Observation', { device: { display: '血压计' } }, 'clinic'],
] as const;

it.each(cases)('%s: %s', (source, type, resource, tag) => expect(lifeSourceOf(type, resource, tag)).toBe(source));
it('leaves none of them without a case', () =>
  expect(new Set(cases.map(([source]) => source))).toEqual(new Set(lifeSources)));
