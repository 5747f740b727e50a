// When each piece of advice of the health prescription is given.
/*
 * Codes and wording of the options are those of the published list 健康处方建议; triggers rest on the points of the health
 * index (Circulation 2022;146:e18) and on the national rules of hypertension and diabetes (third edition, 2017).
 * `draft`: known from memory alone.
 */
import type { IndexTermKey } from '../index-terms.ts';
import type { BlockKey, Mark, Parameters } from './report-model.ts';

export interface RxFacts {
  age: number | undefined;
  points: ReadonlyMap<IndexTermKey, number>;
  hypertension: boolean;
  diabetes: boolean;
  takesMedicine: boolean;
  /** Some chronic disease is off its target, as its programme says. */
  uncontrolled: boolean;
  smokes: boolean;
  smokerAtHome: boolean;
  systolic: number | undefined;
  diastolic: number | undefined;
  fastingGlucose: number | undefined;
  restingRate: number | undefined;
  inDanger: boolean;
}
export interface AdviceRule {
  rule: string;
  code?: string;
  block: BlockKey;
  mark: Mark;
  /** What the text has places for; nothing where the advice is not given. */
  when(facts: RxFacts): Parameters | undefined;
}

const given = (holds: boolean): Parameters | undefined => (holds ? {} : undefined);
const below = (facts: RxFacts, term: IndexTermKey, points: number): boolean =>
  (facts.points.get(term) ?? Infinity) < points;
const raised = ({ systolic = 0, diastolic = 0 }: RxFacts): boolean => systolic >= 140 || diastolic >= 90;
const highGlucose = ({ fastingGlucose = 0 }: RxFacts): boolean => fastingGlucose >= 7;

/**
 * Beats a minute of moderate effort: 40 to 60 % of the reserve between rest and 220 less the age (Karvonen), and 50 to 70 %
 * of 220 less the age where the resting rate is not known. From memory: a draft.
 */
export function heartRateRange(age: number, restingRate: number | undefined): { low: number; high: number } {
  const most = 220 - age;
  if (restingRate === undefined) return { low: Math.round(most * 0.5), high: Math.round(most * 0.7) };
  const reserve = most - restingRate;
  return { low: Math.round(restingRate + reserve * 0.4), high: Math.round(restingRate + reserve * 0.6) };
}

export const adviceRules: readonly AdviceRule[] = [
  {
    rule: 'RX-DIET-SALT',
    code: '6-1',
    block: 'diet',
    mark: 'seen',
    when: (facts) => given(facts.hypertension || below(facts, 'pressure', 100)),
  },
  {
    rule: 'RX-DIET-FAT',
    code: '6-2',
    block: 'diet',
    mark: 'seen',
    when: (facts) => given(below(facts, 'lipids', 100)),
  },
  { rule: 'RX-DIET-FISH', code: '6-3', block: 'diet', mark: 'seen', when: (facts) => given(below(facts, 'diet', 50)) },
  {
    rule: 'RX-DIET-GREENS',
    code: '6-4',
    block: 'diet',
    mark: 'seen',
    when: (facts) => given(below(facts, 'diet', 80)),
  },
  {
    rule: 'RX-DIET-STAPLE',
    code: '6-5',
    block: 'diet',
    mark: 'seen',
    when: (facts) => given(facts.diabetes || below(facts, 'weight', 100)),
  },
  {
    rule: 'RX-MOVE-START',
    code: '7-1',
    block: 'exercise',
    mark: 'seen',
    when: (facts) => given(!facts.inDanger && below(facts, 'activity', 60)),
  },
  {
    rule: 'RX-MOVE-MORE',
    code: '7-3',
    block: 'exercise',
    mark: 'seen',
    when: (facts) => given(!facts.inDanger && below(facts, 'activity', 100) && !below(facts, 'activity', 60)),
  },
  {
    rule: 'RX-MOVE-KEEP',
    block: 'exercise',
    mark: 'seen',
    when: (facts) => given(facts.points.get('activity') === 100),
  },
  {
    rule: 'RX-MOVE-FITT',
    block: 'exercise',
    mark: 'draft',
    when: (facts) =>
      facts.age === undefined || facts.age < 18 || facts.inDanger
        ? undefined
        : { ...heartRateRange(facts.age, facts.restingRate) },
  },
  {
    rule: 'RX-MOVE-NOT',
    block: 'exercise',
    mark: 'draft',
    when: (facts) => given(facts.age !== undefined && facts.age >= 18),
  },
  {
    rule: 'RX-MED-DECIDE',
    code: '1-1',
    block: 'medicine',
    mark: 'seen',
    when: (facts) =>
      given(
        (facts.hypertension && raised(facts) && !facts.takesMedicine) ||
          (facts.diabetes && highGlucose(facts) && !facts.takesMedicine),
      ),
  },
  { rule: 'RX-MED-TAKE', code: '1-2', block: 'medicine', mark: 'seen', when: (facts) => given(facts.takesMedicine) },
  {
    rule: 'RX-MED-CHANGE',
    code: '1-3',
    block: 'medicine',
    mark: 'seen',
    when: (facts) => given(facts.takesMedicine && facts.uncontrolled),
  },
  {
    rule: 'RX-MED-CONFIRM',
    code: '1-4',
    block: 'medicine',
    mark: 'seen',
    when: (facts) => given((raised(facts) && !facts.hypertension) || (highGlucose(facts) && !facts.diabetes)),
  },
  {
    rule: 'RX-MIND-REST',
    code: '8-1',
    block: 'mind',
    mark: 'seen',
    when: (facts) => given(below(facts, 'sleep', 100)),
  },
  { rule: 'RX-MIND-HOURS', block: 'mind', mark: 'seen', when: (facts) => given(below(facts, 'sleep', 100)) },
  { rule: 'RX-SMOKE-STOP', code: '4-2', block: 'tobacco', mark: 'seen', when: (facts) => given(facts.smokes) },
  { rule: 'RX-SMOKE-OTHERS', code: '4-3', block: 'tobacco', mark: 'seen', when: (facts) => given(facts.smokerAtHome) },
  {
    rule: 'RX-DRINK-LESS',
    code: '5-1',
    block: 'tobacco',
    mark: 'draft',
    when: (facts) => given(facts.hypertension || below(facts, 'pressure', 75)),
  },
  {
    rule: 'RX-WATCH-PRESSURE',
    code: '2-1',
    block: 'follow',
    mark: 'seen',
    when: (facts) => given(facts.hypertension && !raised(facts)),
  },
  { rule: 'RX-WATCH-OFTEN', code: '2-2', block: 'follow', mark: 'seen', when: (facts) => given(raised(facts)) },
  {
    rule: 'RX-FOLLOW-QUARTER',
    block: 'follow',
    mark: 'seen',
    when: (facts) => given(facts.hypertension || facts.diabetes),
  },
  {
    rule: 'RX-FLAG-PRESSURE',
    block: 'follow',
    mark: 'seen',
    when: (facts) => given(facts.hypertension || raised(facts)),
  },
  { rule: 'RX-FLAG-GLUCOSE', block: 'follow', mark: 'seen', when: (facts) => given(facts.diabetes) },
];
