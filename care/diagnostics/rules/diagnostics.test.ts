// QTc by its worked examples, ranges and critical values, what devices may not write.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bazett, fridericia } from './corrected-qt.ts';
import { studyResources } from './fhir.ts';
import { checkStudy, findingsOf, isCritical, studyRule, type Study } from './study.ts';
import { tests, valueState } from './tests.ts';

it('corrects QT as the worked examples say', () => {
  // Examples of the reference: Bazett at 113 beats and 330 ms, Fridericia at 161 beats and 373 ms.
  expect(bazett(330, 113)).toBeCloseTo(452.88, 1);
  expect(fridericia(373, 161)).toBeCloseTo(518.32, 1);
  fc.assert(fc.property(fc.integer({ min: 150, max: 800 }), (qt) => Math.abs(bazett(qt, 60) - qt) < 1e-9));
});
const ecg = (values: Record<string, number>): Study => ({ modality: 'ecg', values, files: [] });
it('computes QTc where rate and QT are there, and flags critical values', () => {
  const findings = findingsOf(ecg({ rate: 72, pr: 210, qt: 400 }));
  expect(findings.map(({ code, state }) => [code, state])).toEqual([
    ['rate', 'normal'],
    ['pr', 'high'],
    ['qt', 'unknown'],
    ['qtc', 'normal'],
  ]);
  expect(isCritical(ecg({ rate: 30 }))).toBe(true);
  expect(isCritical(ecg({ rate: 80, qt: 560 }))).toBe(true);
  expect(isCritical(ecg({ rate: 80 }))).toBe(false);
});
it('has ranges inside of what is possible, and bounds outside of the usual', () => {
  for (const test of tests) {
    const [low, high] = test.possible;
    for (const bound of [...(test.usual ?? []), ...(test.critical ?? [])])
      if (bound !== undefined) expect(bound > low && bound < high, test.key).toBe(true);
    expect(['low', 'normal', 'high', 'critical', 'unknown']).toContain(valueState(test, low));
    if (test.critical?.[0] !== undefined) expect(valueState(test, low)).toBe('critical');
  }
});
it('takes no answer and no computed value from a device', () => {
  expect(checkStudy({ set: { answer: {} } })).toMatchObject([{ code: 'diagnostics.not-yours-to-write' }]);
  expect(studyRule('value.qtc')).toBeUndefined();
  expect(checkStudy({ set: { 'value.rate': 999 } })).toMatchObject([{ code: 'diagnostics.value-impossible' }]);
});
it('is preliminary until the specialist answers', () => {
  const frame = { studyId: 's', personId: 'p', at: '2026-11-22T00:00:00Z', tags: [] };
  const sent = {
    organisationId: 'o',
    organisationName: '医院',
    question: '请看',
    urgency: 'urgent' as const,
    at: frame.at,
    byName: '医生',
  };
  const report = (study: Study) =>
    studyResources(study, frame).find(({ resourceType }) => resourceType === 'DiagnosticReport');
  expect(report({ ...ecg({ rate: 72 }), sent })).toMatchObject({ status: 'preliminary' });
  const answer = { conclusion: '窦性心律', critical: true, at: frame.at, byName: '专家', organisationName: '医院' };
  expect(report({ ...ecg({ rate: 72 }), sent, answer })).toMatchObject({
    status: 'final',
    conclusion: '窦性心律',
    conclusionCode: [{ text: '危急值' }],
  });
});
