// Tags: who gets which, on what they rest, until when they hold; parts of the body; what is known of frailty.
import { expect, it } from 'vitest';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { systemOf } from './body-system.ts';
import { frailty, frailtyInstrument, frailtyValues } from './frailty.ts';
import { holdsOn } from './tag.ts';
import { behaviourTags } from './tags/behaviour.ts';
import { demographicTags } from './tags/demographic.ts';
import { diseaseTags } from './tags/disease.ts';
import { riskTags } from './tags/risk.ts';
import { serviceTags, socialTags } from './tags/service.ts';

const at = new Date('2026-06-01T00:00:00Z');
const today = '2026-11-27';
const knowledge = createKnowledge();
const instrumentOf = (id: string) => knowledge.instruments(today).find((one) => one.id === id)!;

it('an age group holds until the day before the birthday that ends it', () => {
  const [, age] = demographicTags({ birthOn: '1950-11-28', sex: 'female' }, today);
  expect(age).toMatchObject({ rule: 'portrait.age', validUntil: '2030-11-27' });
  expect([holdsOn(age!, '2030-11-27'), holdsOn(age!, '2030-11-28')]).toEqual([true, false]);
  expect(demographicTags({ birthOn: '1990-01-01', sex: 'male' }, today).map(({ rule }) => rule)).toEqual([
    'portrait.sex',
  ]);
});

it('one tag a disease, with every place where it is written down', () => {
  const tags = diseaseTags([
    { code: 'I10.x00', text: '高血压', at: new Date('2020-01-01'), resource: 'Condition/a' },
    { code: 'I10', text: '高血压2级', at, resource: 'Condition/b' },
    { code: 'E11.900', text: '2型糖尿病', resource: 'Condition/c' },
    { code: 'Z00', text: '体检', resource: 'Condition/d' },
  ]);
  expect(tags.map(({ rule, system }) => [rule, system])).toEqual([
    ['portrait.disease.E11', 'pancreas'],
    ['portrait.disease.I10', 'heart'],
  ]);
  expect(tags[1]).toMatchObject({ label: { zh: '高血压2级' } });
  expect(tags[1]!.inputs.map(({ resource }) => resource)).toEqual(['Condition/b', 'Condition/a']);
});

it('parts of the body go by the longest beginning of the code', () => {
  expect(['I63.9', 'I50', 'E11.200', 'E11.900', 'C34.1', 'H25.9', 'M17.9', 'Z00'].map(systemOf)).toEqual([
    'brain',
    'heart',
    'kidney',
    'pancreas',
    'lung',
    'eyes',
    'bones',
    undefined,
  ]);
});

it('a risk class names its values, and ends when the first of them is too old', () => {
  const instrument = instrumentOf('ncdrs');
  const values = {
    age: { value: 60, origin: 'registered' },
    systolic: { value: 150, origin: 'measured', at, observations: ['o1'] },
  } as const;
  const evaluate = knowledge.evaluator(instrument.id, instrument.version)!;
  const result = evaluate({
    age: 60,
    sex: 'male',
    bmi: 28,
    waist: 95,
    systolic: 150,
    diabetesRelative: false,
    diabetes: false,
  });
  expect(result.state).toBe('complete');
  const told = { disease: { zh: '2型糖尿病', en: 'Diabetes' }, system: 'pancreas', horizonYears: 0 };
  const [tag] = riskTags([{ model: 'ncdrs', ...told, level: 'high', result, instrument }], values);
  expect(tag).toMatchObject({
    rule: 'portrait.risk.ncdrs',
    tone: 'red',
    system: 'pancreas',
    label: { zh: '2型糖尿病高危' },
    validUntil: '2027-06-01',
  });
  expect(tag!.inputs).toContainEqual(
    expect.objectContaining({ value: { zh: '150 mmHg', en: '150 mmHg' }, resource: 'Observation/o1' }),
  );
  expect(riskTags([{ model: 'ncdrs', ...told, level: undefined, result, instrument }], values)).toEqual([]);
});

it('habits are told as they were asked, and end after a year', () => {
  const tags = behaviourTags({
    nicotine: { value: 'current', origin: 'asked', at, observations: ['n'] },
    activityMinutes: { value: 149, origin: 'asked', at },
    sleepHours: { value: 6, origin: 'asked', at },
  });
  expect(tags.map(({ label, validUntil }) => [label.zh, validUntil])).toEqual([
    ['吸烟', '2027-06-01'],
    ['活动不足', '2027-06-01'],
  ]);
  expect(tags[0]!.inputs[0]).toMatchObject({ resource: 'Observation/n' });
});

it('visits are counted, silence is a tag, and one in a household is alone by the register', () => {
  expect(serviceTags({ visits: 0, stays: 0, emergencies: 0 }).map(({ rule }) => rule)).toEqual([
    'portrait.service.none',
  ]);
  expect(
    serviceTags({ visits: 12, stays: 1, emergencies: 0, lastVisitId: 'e', lastVisitAt: at }).map(({ rule, inputs }) => [
      rule,
      inputs[0]?.resource,
    ]),
  ).toEqual([
    ['portrait.service.often', 'Encounter/e'],
    ['portrait.service.stays', 'Encounter/e'],
  ]);
  expect([socialTags(1).length, socialTags(2).length, socialTags(0).length]).toEqual([1, 0, 0]);
});

it('frailty counts what is known, and gives nothing under thirty items', () => {
  const instrument = instrumentOf(frailtyInstrument);
  const evaluate = knowledge.evaluator(instrument.id, instrument.version)!;
  const few = frailtyValues({ age: 80, conditions: ['I10', 'E11.9'], drugs: 5, stays: 0, answers: {} });
  expect(frailty(instrument, evaluate, few)).toMatchObject({ state: 'too-few', known: 3, of: 36 });
  const items = instrument.inputs.filter(({ key }) => key !== 'age');
  const answers = Object.fromEntries(
    items.flatMap(({ key, kind }) =>
      kind === 'yes-no' ? [[key, { value: false, origin: 'asked', at } as const]] : [],
    ),
  );
  const most = frailtyValues({ age: 80, conditions: ['I10'], drugs: 0, stays: 0, answers });
  expect(frailty(instrument, evaluate, most)).toMatchObject({ state: 'known', score: 0, band: 'robust', known: 30 });
});
