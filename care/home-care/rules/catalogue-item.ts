// An item of the catalogue of home services: what is done, who may do it, what it costs, what it needs, when it must not be done.
import type { Day, Fen } from '#platform/contract.ts';

/** 护理 伤口护理 导管护理 康复 上门采血 上门体检 陪诊 */
export const serviceCategories = [
  'nursing',
  'wound-care',
  'catheter-care',
  'rehabilitation',
  'blood-draw',
  'check-up',
  'companion',
] as const;
export type ServiceCategory = (typeof serviceCategories)[number];

export interface Consumable {
  code: string;
  name: string;
  unit: string;
  /** So much belongs to the price of one service. */
  quantity: number;
  /** Of one unit used beyond that. */
  priceFen: Fen;
}
/** Asked before the institution accepts; `refusesWhen`: with this answer the service is not done at home. */
export interface RiskQuestion {
  key: string;
  text: string;
  refusesWhen: 'yes' | 'no' | 'never';
}
/** One row from its day on; the row of an institution stands before the county's. */
export interface CatalogueItem {
  unitId: string;
  code: string;
  fromOn: Day;
  /** Last day, inclusive. */
  toOn?: Day;
  name: string;
  category: ServiceCategory;
  /** For residents. */
  plainWords: string;
  priceFen: Fen;
  minutes: number;
  qualifications: { leastYears: number; trainings: ServiceCategory[] };
  consumables: Consumable[];
  contraindications: string[];
  riskQuestions: RiskQuestion[];
  simulated: boolean;
}

export type RiskAnswers = Readonly<Record<string, 'yes' | 'no'>>;
export type RiskVerdict =
  | { state: 'acceptable' }
  | { state: 'unanswered'; missing: string[] }
  /** Keys of the questions whose answers speak against it. */
  | { state: 'refused'; because: string[] };

/** Every question has to be answered; one answer against it is enough. */
export function judgeRisk({ riskQuestions }: Pick<CatalogueItem, 'riskQuestions'>, answers: RiskAnswers): RiskVerdict {
  const missing = riskQuestions.filter(({ key }) => answers[key] !== 'yes' && answers[key] !== 'no');
  const because = riskQuestions.filter(({ key, refusesWhen }) => answers[key] === refusesWhen);
  if (because.length > 0) return { state: 'refused', because: because.map(({ key }) => key) };
  if (missing.length > 0) return { state: 'unanswered', missing: missing.map(({ key }) => key) };
  return { state: 'acceptable' };
}
