// Two national forms become one without losing a question, and come apart again; steps follow the table's golden histories.
import { describe, expect, it } from 'vitest';
import { itemsOf } from '#foundation/knowledge/rules/evaluate-form.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { dueTests } from './due-tests.ts';
import type { ReadKey } from './evidence.ts';
import { stepByColour, stepByTable } from './next-step.ts';
import { answersFor, answersIn, oneVisitForm, visitAnswers, type FormOfDisease } from './one-visit-form.ts';

const knowledge = createKnowledge();
const today = '2026-11-22';
const formOf = (id: string) => knowledge.forms(today).find((form) => form.id === id)!;
const tableOf = (id: string) => knowledge.instruments(today).find((table) => table.id === id)!;
const parts: FormOfDisease[] = [
  { disease: 'hypertension', title: { zh: '高血压', en: 'Hypertension' }, form: formOf('hypertension-follow-up') },
  { disease: 'diabetes', title: { zh: '糖尿病', en: 'Diabetes' }, form: formOf('diabetes-follow-up') },
];

describe('the joint form', () => {
  const joint = oneVisitForm(parts, ['hypertension', 'diabetes']);
  const keys = itemsOf(joint).map(({ key }) => key);
  it('asks everything once', () => {
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => key === 'systolic')).toHaveLength(1);
    expect(keys).toContain('hypertension-follow-up.class');
    expect(keys).toContain('diabetes-follow-up.class');
    expect(joint.sections.at(-1)!.key).toBe('conclusion');
    for (const { form } of parts)
      for (const { key } of itemsOf(form))
        expect(keys.some((one) => one === key || one === `${form.id}.${key}`)).toBe(true);
  });
  it('conditions read keys that the joint form has', () => {
    const read = (condition: unknown): string[] =>
      JSON.stringify(condition ?? {})
        .match(/"input":"([^"]+)"/g)
        ?.map((text) => text.slice(9, -1)) ?? [];
    for (const item of itemsOf(joint)) for (const key of read(item.enableWhen)) expect(keys).toContain(key);
  });
  it('comes apart as it was put together', () => {
    const [one, other] = parts.map(({ form }) => form);
    const given: Answers = { systolic: 136, class: '1', adverse: 'none' };
    const joined: Answers = {
      ...answersIn(one!, given),
      ...answersIn(other!, { class: '2', fastingGlucose: 7.4 }),
      note: 'x',
    };
    expect(answersFor(one!, joined)).toEqual(given);
    expect(answersFor(other!, joined)).toEqual({ systolic: 136, class: '2', fastingGlucose: 7.4 });
    expect(visitAnswers(joined).answers).toEqual({ note: 'x' });
  });
  it('asks for saturation where the lungs are ill', () => {
    const asks = (diseases: ('copd' | 'stroke')[]) =>
      itemsOf(oneVisitForm([], diseases)).some(({ key }) => key === 'saturation');
    expect([asks(['copd']), asks(['stroke'])]).toEqual([true, false]);
  });
});

describe('next step of hypertension', () => {
  const form = formOf('hypertension-follow-up');
  const table = tableOf('hypertension-follow-up');
  const at = (systolic: number, diastolic: number, more: Answers = {}, age = 60) => ({
    answers: { systolic, diastolic, emergencySigns: ['none'], adverse: 'none', complication: false, ...more },
    person: { age, sex: 'female' as const },
  });
  const step = (visit: ReturnType<typeof at>, ...history: ReturnType<typeof at>[]) => {
    const proposal = stepByTable(form, table, { ...visit, visitOn: today }, history);
    return proposal?.state === 'proposed'
      ? [proposal.step.code, proposal.step.referral, proposal.step.nextContactOn]
      : proposal;
  };
  it.each([
    [[at(150, 92)], ['uncontrolledFirst', 'none', '2026-12-06']],
    [
      [at(148, 90), at(150, 92)],
      ['uncontrolledAgain', 'routine', '2026-12-06'],
    ],
    [
      [at(136, 84), at(148, 90), at(150, 92)],
      ['controlled', 'none', '2027-02-20'],
    ],
    [[at(182, 100)], ['emergency', 'urgent', '2026-12-06']],
    [[at(136, 84, { adverse: 'manageable' })], ['adverseFirst', 'none', '2026-12-06']],
    [
      [at(136, 84, { adverse: 'manageable' }), at(136, 84, { adverse: 'manageable' })],
      ['adverseAgain', 'routine', '2026-12-06'],
    ],
    [[at(146, 84, {}, 70)], ['controlled', 'none', '2027-02-20']],
  ])('%#', ([visit, ...history], expected) => expect(step(visit!, ...history)).toEqual(expected));
  it('says what is missing instead of guessing', () => {
    const proposal = stepByTable(form, table, { answers: { systolic: 150 }, person: { age: 60 }, visitOn: today }, []);
    expect(proposal?.state).toBe('incomplete');
  });
});

it('without a table the colour sets the next contact', () => {
  expect(stepByColour('red', today)).toMatchObject({
    step: { nextContactOn: '2026-12-06', referral: 'routine', draft: true },
  });
  expect(stepByColour('green', today)).toMatchObject({ step: { nextContactOn: '2027-02-20', referral: 'none' } });
});

describe('tests that are due', () => {
  const reading = (on: string, value: number, atHome = false, key: ReadKey = 'systolic') => ({
    id: on,
    key,
    value,
    at: new Date(`${on}T02:00:00Z`),
    on,
    atHome,
  });
  const due = (readings: ReturnType<typeof reading>[], nextDueOn?: string, key: ReadKey = 'systolic') =>
    dueTests([{ disease: 'hypertension', ...(nextDueOn && { nextDueOn }) }], readings, today).find(
      (one) => one.key === key,
    );
  it('asks for what staff never measured', () => {
    expect(due([])).toEqual({ key: 'systolic', dueOn: today, isDue: true, draft: false });
    expect(due([reading('2026-11-20', 133, true)])).toMatchObject({ isDue: true, value: 133, atHome: true });
  });
  it('waits a quarter at most, and no longer than the next follow-up', () => {
    const lately = [reading('2026-10-15', 154)];
    expect(due(lately)).toMatchObject({ isDue: false, dueOn: '2027-01-15' });
    expect(due(lately, '2026-12-06')).toMatchObject({ isDue: false, dueOn: '2026-12-06' });
    expect(due(lately, '2026-10-29')).toMatchObject({ isDue: true, dueOn: '2026-10-29' });
    expect(due([reading('2026-08-01', 130)], '2027-01-10')).toMatchObject({ isDue: true, dueOn: '2026-11-01' });
  });
  it('shows the newest value with where it was measured, which asks the clinic no less', () => {
    const both = [reading('2026-11-22', 191, true), reading('2026-10-15', 154)];
    expect(due(both, '2026-10-29')).toEqual({
      key: 'systolic',
      value: 191,
      lastOn: '2026-11-22',
      atHome: true,
      dueOn: '2026-10-29',
      isDue: true,
      draft: false,
    });
  });
  it('knows old values; yearly tests do not follow the follow-up', () => {
    const old = [reading('2025-07-29', 4.33, false, 'lowDensityLipoprotein')];
    expect(due(old, undefined, 'lowDensityLipoprotein')).toMatchObject({ value: 4.33, dueOn: '2026-07-30' });
    const fresh = [reading('2026-07-29', 4.33, false, 'lowDensityLipoprotein')];
    expect(due(fresh, '2026-10-29', 'lowDensityLipoprotein')).toMatchObject({ isDue: false, dueOn: '2027-07-30' });
  });
});
