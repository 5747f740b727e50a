// The diseases that the county keeps registers of, with the ICD-10 beginnings and forms that show them.

export const diseases = ['hypertension', 'diabetes', 'copd', 'stroke', 'ckd'] as const;
export type Disease = (typeof diseases)[number];

interface DiseaseRule {
  /** Beginnings of ICD-10 codes. */
  codes: readonly string[];
  /** Follow-up form of the national standard, where there is one. */
  form?: string;
  /** As the Flag says it. */
  title: string;
}
export const diseaseRules: Record<Disease, DiseaseRule> = {
  hypertension: { codes: ['I10', 'I11', 'I12', 'I13', 'I15'], form: 'hypertension-follow-up', title: '高血压' },
  diabetes: { codes: ['E11'], form: 'diabetes-follow-up', title: '2型糖尿病' },
  copd: { codes: ['J44'], title: '慢阻肺' },
  stroke: { codes: ['I60', 'I61', 'I62', 'I63', 'I64', 'I69'], title: '脑卒中' },
  ckd: { codes: ['N18'], title: '慢性肾脏病' },
};
export const allCodes: readonly string[] = diseases.flatMap((disease) => diseaseRules[disease].codes);
export const diseaseOfCode = (code: string): Disease | undefined =>
  diseases.find((disease) => diseaseRules[disease].codes.some((start) => code.startsWith(start)));
export const diseaseOfForm = (form: string): Disease | undefined =>
  diseases.find((disease) => diseaseRules[disease].form === form);
