// What a generated resident suffers from, how well it is controlled, and the body that goes with it.
import { body, conditions, controlledShare, stepAt, together, type ConditionKey } from './margins.ts';
import type { Random } from './random.ts';

export interface Health {
  conditions: ConditionKey[];
  hypertensionControlled: boolean;
  diabetesControlled: boolean;
  heightCentimetres: number;
  /** Body mass index, kg/m2. */
  bodyMassIndex: number;
  penicillinAllergy: boolean;
}

export const conditionNames: Record<ConditionKey, { code: string; text: string }> = {
  hypertension: { code: 'I10.x00', text: '原发性高血压' },
  diabetes: { code: 'E11.900', text: '2型糖尿病' },
  copd: { code: 'J44.900', text: '慢性阻塞性肺疾病' },
  coronary: { code: 'I25.103', text: '冠状动脉粥样硬化性心脏病' },
  stroke: { code: 'I69.300', text: '脑梗死后遗症' },
  lipids: { code: 'E78.500', text: '高脂血症' },
  kidney: { code: 'N18.900', text: '慢性肾脏病' },
  gastritis: { code: 'K29.500', text: '慢性胃炎' },
  knee: { code: 'M17.900', text: '膝骨关节炎' },
  asthma: { code: 'J45.900', text: '支气管哮喘' },
};

/**
 * Draws conditions one after the other. Where one makes another likelier, the shares with and without it are set so
 * that both groups together still meet the margin.
 */
export function drawHealth(years: number, sex: 'male' | 'female', allergyShare: number, random: Random): Health {
  const share = (key: ConditionKey) => stepAt(conditions[key].value, years);
  const has = new Set<ConditionKey>();
  const draw = (key: ConditionKey, given?: { present: boolean; among: number; times: number }) => {
    const base = given ? share(key) / (1 - given.among + given.among * given.times) : share(key);
    if (random.chance(base * (given?.present ? given.times : 1))) has.add(key);
  };
  const { diabetesWithHypertension, lipidsWithEither, coronaryWithHypertension, strokeWithHypertension } =
    together.value;
  const pressure = share('hypertension');
  draw('hypertension');
  const hypertensive = has.has('hypertension');
  draw('diabetes', { present: hypertensive, among: pressure, times: diabetesWithHypertension });
  draw('coronary', { present: hypertensive, among: pressure, times: coronaryWithHypertension });
  draw('stroke', { present: hypertensive, among: pressure, times: strokeWithHypertension });
  const either = pressure + share('diabetes') - pressure * share('diabetes');
  draw('lipids', { present: hypertensive || has.has('diabetes'), among: either, times: lipidsWithEither });
  for (const key of ['copd', 'kidney', 'gastritis', 'knee', 'asthma'] as const) draw(key);
  const [mean, deviation] = body.value.height[sex];
  return {
    conditions: [...has],
    hypertensionControlled: random.chance(controlledShare.value.hypertension),
    diabetesControlled: random.chance(controlledShare.value.diabetes),
    heightCentimetres: Math.round(heightAt(years, random.normal(mean, deviation))),
    bodyMassIndex: Math.min(
      40,
      Math.max(15, random.normal(body.value.index[0] + (has.has('diabetes') ? 1.2 : 0), body.value.index[1])),
    ),
    penicillinAllergy: random.chance(allergyShare),
  };
}

/** Children grow to their height (assumed: straight from 50 cm to 18 years), elders shrink a little. */
const heightAt = (years: number, grown: number): number =>
  years < 18 ? 50 + ((grown - 50) * (years + 1)) / 19 : years > 60 ? grown - (years - 60) * 0.12 : grown;
