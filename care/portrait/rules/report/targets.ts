// What people of certain diseases aim at, where no programme of the county says it: each with its source and whether that was checked.
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import type { MeasureKey } from './measure-keys.ts';
import type { ChronicPart, Target } from './report-model.ts';

export interface Diseases {
  hypertension: boolean;
  diabetes: boolean;
}
const service: LocalText = {
  zh: '国家基本公共卫生服务规范（第三版，2017）',
  en: 'National basic public health services, third edition, 2017',
};
const diabetesTargets: LocalText = {
  zh: '基层糖尿病防治指南的控制目标，原文未核',
  en: 'Targets of the primary care diabetes guideline, original not checked',
};

/** A programme's own target of the same measure comes first, the stricter one of several. */
export function targetsOf(diseases: Diseases, chronic: readonly ChronicPart[]): Map<MeasureKey, Target> {
  const own: Target[] = [];
  if (diseases.hypertension) {
    own.push({ rule: 'T-HT-SYS', measure: 'systolic', below: 140, source: service, mark: 'seen' });
    own.push({ rule: 'T-HT-DIA', measure: 'diastolic', below: 90, source: service, mark: 'seen' });
  }
  if (diseases.diabetes) {
    own.push({ rule: 'T-DM-FPG', measure: 'fastingGlucose', below: 7, source: service, mark: 'seen' });
    own.push({ rule: 'T-DM-A1C', measure: 'hba1c', below: 7, source: diabetesTargets, mark: 'draft' });
  }
  if (diseases.hypertension || diseases.diabetes)
    own.push({ rule: 'T-BMI', measure: 'bmi', below: 24, source: service, mark: 'seen' });
  const targets = new Map(own.map((target) => [target.measure, target]));
  const ofProgrammes = new Map<MeasureKey, Target>();
  for (const target of chronic.flatMap((part) => part.targets)) {
    const known = ofProgrammes.get(target.measure);
    if (!known || (target.below ?? Infinity) < (known.below ?? Infinity)) ofProgrammes.set(target.measure, target);
  }
  return new Map([...targets, ...ofProgrammes]);
}
