// Follow-ups that the demo's crew did some three months ago: answers that fit the person's newest values.
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import type { EarlierForm, FormSubject } from '#programmes/roving/server/index.ts';
import { seededPart } from './identity.ts';
import { random } from './random.ts';

/** Days since the last follow-up (assumed): most are due, a few are not yet. */
const daysAgo = [70, 115] as const;
/** Between follow-ups, a quarter. */
const quarterDays = 90;
const dayMilliseconds = 86_400_000;

/** Shares of answers are assumed. Everybody was seen but one in six. */
export function earlierForms(seed: number, now: Date): (subject: FormSubject) => EarlierForm[] {
  return ({ personId, hypertension, diabetes, newest }) => {
    const draw = random(seed, 'follow-ups', seededPart(personId));
    if (draw.chance(1 / 6)) return [];
    const ago = daysAgo[0] + draw.below(daysAgo[1] - daysAgo[0]);
    const on = new Date(now.getTime() - ago * dayMilliseconds).toISOString().slice(0, 10);
    const around = (kind: 'systolic' | 'diastolic' | 'body-weight' | 'glucose-fasting', usual: number, by: number) =>
      (newest.get(vitalRules[kind].loinc) ?? usual) + draw.normal(0, by);
    const smokes = draw.chance(0.25) ? 10 : 0;
    const shared: Answers = {
      method: draw.pick(['1', '2']),
      symptoms: ['1'],
      systolic: Math.round(around('systolic', 136, 5)),
      diastolic: Math.round(around('diastolic', 84, 3)),
      weight: Number(around('body-weight', 62, 1).toFixed(1)),
      smoking: smokes,
      ...(smokes > 0 && { smokingTarget: 5 }),
      drinking: draw.pick([0, 0, 1]),
      exerciseTimes: draw.pick([3, 5, 7]),
      exerciseMinutes: 30,
      mind: '1',
      following: draw.pick(['1', '1', '2']),
      takesMedicine: true,
      adherence: draw.pick(['1', '1', '1', '2']),
      adverse: 'none',
      emergencySigns: ['none'],
      complication: false,
      referred: false,
      nextVisitOn: new Date(Date.parse(on) + quarterDays * dayMilliseconds).toISOString().slice(0, 10),
    };
    const sugar = Number(Math.max(4.2, around('glucose-fasting', 7.1, 0.4)).toFixed(1));
    const controlled = (shared['systolic'] as number) < 140 && (shared['diastolic'] as number) < 90;
    return [
      ...(hypertension
        ? [
            {
              form: 'hypertension-follow-up',
              on,
              answers: {
                ...shared,
                salt: draw.pick(['1', '2', '2']),
                drug1: '苯磺酸氨氯地平片',
                drug1Times: 1,
                drug1Dose: '5 mg',
                class: controlled ? '1' : '2',
              },
            },
          ]
        : []),
      ...(diabetes
        ? [
            {
              form: 'diabetes-follow-up',
              on,
              answers: {
                ...shared,
                fastingGlucose: sugar,
                footPulse: '1',
                stapleFood: draw.pick([250, 300, 350]),
                hypoglycaemia: '1',
                drug1: '盐酸二甲双胍片',
                drug1Times: 2,
                drug1Dose: '0.5 g',
                class: sugar < 7 ? '1' : '2',
              },
            },
          ]
        : []),
    ];
  };
}
