// The shipped content as it behaves: missing inputs are named, histories lead where the reference says, forms lead to tables.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { carriedOver } from '../../rules/carry-over.ts';
import { checkInteractions } from '../../rules/check-interactions.ts';
import { decideFollowUp } from '../../rules/decide-follow-up.ts';
import { evaluateForm } from '../../rules/evaluate-form.ts';
import { evaluateInstrument } from '../../rules/evaluate-instrument.ts';
import type { Answers } from '../../rules/form.ts';
import { shipped, shippedForm, shippedInstrument } from '../test-library.ts';

const today = '2026-11-27';

const computing = shipped.instruments.filter(({ content }) => content.status !== 'awaiting-table');
it.each(computing.map(({ content, vectors }) => [content.id, content, vectors] as const))(
  '%s names whatever required input is missing',
  (_id, instrument, vectors) => {
    const full = vectors.find(({ expect: { state }, history }) => state === 'complete' && !history)!.values;
    for (const { key, required } of instrument.inputs) {
      if (!required) continue;
      const { [key]: _gone, ...rest } = full;
      const result = evaluateInstrument(instrument, rest);
      if (result.state === 'incomplete') expect(result.missing).toContain(key);
      else expect(result.state).toBe('not-applicable');
    }
  },
);

it('NEWS2 never falls when one sign gets worse', () => {
  const { content, vectors } = shippedInstrument('news2');
  const base = vectors[1]!.values;
  const total = (values: object) => {
    const result = evaluateInstrument(content, { ...base, ...values });
    return result.state === 'complete' ? result.score!.value : NaN;
  };
  fc.assert(
    fc.property(fc.integer({ min: 12, max: 79 }), fc.integer({ min: 51, max: 249 }), (respiration, pulse) => {
      expect(total({ respiration: respiration + 1 })).toBeGreaterThanOrEqual(total({ respiration }));
      expect(total({ pulse: pulse + 1 })).toBeGreaterThanOrEqual(total({ pulse }));
    }),
  );
});

const visit: Answers = {
  method: '1',
  symptoms: ['1'],
  systolic: 150,
  diastolic: 92,
  height: 163,
  weight: 64.5,
  smoking: 0,
  drinking: 0,
  exerciseTimes: 3,
  exerciseMinutes: 30,
  salt: '2',
  takesMedicine: true,
  adherence: '1',
  adverse: 'none',
  drug1: '氨氯地平',
  drug1Times: 1,
  drug1Dose: '5 mg',
  emergencySigns: ['none'],
  complication: false,
  referred: false,
};

it('a follow-up leads to its class and the day of the next visit; the second time it is a referral', () => {
  const form = shippedForm('hypertension-follow-up');
  const table = shippedInstrument('hypertension-follow-up').content;
  const person = { age: 58 };
  const first = decideFollowUp(form, table, { answers: visit, person, visitOn: today })!;
  expect(first.result).toMatchObject({ state: 'complete', row: 'uncontrolledFirst' });
  expect(first.proposed).toEqual({ class: '2', nextVisitOn: '2026-12-11' });
  const second = decideFollowUp(form, table, {
    answers: { ...visit, systolic: 148 },
    person,
    visitOn: today,
    history: [{ answers: visit, person }],
  })!;
  expect(second.result).toMatchObject({ row: 'uncontrolledAgain', outcome: { referral: 'routine' } });
  const filled = evaluateForm(form, { ...visit, ...first.proposed }, today);
  expect(filled.state).toBe('complete');
  expect(filled.answers['bmi']).toBe(24.3);
  expect(filled.warnings.map(({ key }) => key)).toEqual(['systolic', 'diastolic', 'bmi']);
});

it('asks only what is on, and drops what was switched off', () => {
  const form = shippedForm('hypertension-follow-up');
  const off = evaluateForm(form, { ...visit, takesMedicine: false }, today);
  expect(off.asked).not.toContain('drug1');
  expect(off.answers).not.toHaveProperty('adherence');
});

it('finds what is wrong beside what is missing', () => {
  const form = shippedForm('hypertension-follow-up');
  const result = evaluateForm(
    form,
    { ...visit, systolic: 1500, symptoms: ['1', '2'], nextVisitOn: '2020-01-01', weight: 64.55 },
    today,
  );
  expect(result).toMatchObject({ state: 'incomplete', missing: ['class'] });
  if (result.state === 'incomplete')
    expect(Object.fromEntries(result.faults.map(({ key, kind }) => [key, kind]))).toEqual({
      systolic: 'out-of-range',
      symptoms: 'excluding',
      nextVisitOn: 'day-out-of-range',
      weight: 'not-a-step',
    });
});

it('same as last time takes over no measurement of today', () => {
  for (const { content: form } of shipped.forms)
    for (const section of form.sections) {
      const all = Object.fromEntries(section.items.map(({ key }) => [key, 1]));
      for (const key of Object.keys(carriedOver(section, {}, all)))
        expect([
          'systolic',
          'diastolic',
          'weight',
          'fastingGlucose',
          'adverse',
          'emergencySigns',
          'signature',
        ]).not.toContain(key);
    }
});

it('says the same of medicines in any order', () => {
  const [{ content }] = shipped.interactions as [(typeof shipped.interactions)[number]];
  const all = shipped.medicines[0]!.content.medicines.map(({ key, atc, components = [] }) => ({
    name: key,
    atc: [atc, ...components],
  }));
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { maxLength: 6 }), (medications) => {
      const said = (list: typeof all) =>
        checkInteractions(content, { medications: list, conditions: [], allergies: [] })
          .map(({ rule, medications: names }) => `${rule} ${names.toSorted().join()}`)
          .sort();
      expect(said(medications.toReversed())).toEqual(said(medications));
    }),
  );
});
