// Key groups: whom the county looks after first, by age and diseases in the record, and by what the doctor has noted.
import { yearsOn, type Day } from '#platform/contract.ts';

export const keyGroups = ['elderly', 'child', 'pregnant', 'hypertension', 'diabetes', 'disabled', 'hardship'] as const;
export type KeyGroup = (typeof keyGroups)[number];
/** Groups that no record tells: the doctor notes them. */
export const notedGroups = ['pregnant', 'disabled', 'hardship'] as const;
export type NotedGroup = (typeof notedGroups)[number];

/** National rules of basic public health services, third edition: 65 and older, children up to six. */
const elderlyYears = 65;
const childYears = 6;
/** ICD-10: hypertensive diseases, diabetes mellitus. */
export const groupConditions = ['I10', 'I11', 'I12', 'I13', 'I14', 'I15', 'E10', 'E11', 'E12', 'E13', 'E14'] as const;

export interface GroupFacts {
  birthOn?: Day;
  /** ICD-10 codes of standing conditions. */
  conditions: readonly string[];
  noted: readonly NotedGroup[];
}

/** In the order of `keyGroups`. */
export function groupsOf({ birthOn, conditions, noted }: GroupFacts, on: Day): KeyGroup[] {
  const years = birthOn === undefined ? undefined : yearsOn(birthOn, on);
  const holds: Record<KeyGroup, boolean> = {
    elderly: years !== undefined && years >= elderlyYears,
    child: years !== undefined && years >= 0 && years <= childYears,
    pregnant: noted.includes('pregnant'),
    hypertension: conditions.some((code) => /^I1[0-5]/.test(code)),
    diabetes: conditions.some((code) => /^E1[0-4]/.test(code)),
    disabled: noted.includes('disabled'),
    hardship: noted.includes('hardship'),
  };
  return keyGroups.filter((group) => holds[group]);
}
