// May this nurse do this service on this day: licence in force, years of practice, training for the category.
import { yearsOn, type Day } from '#platform/contract.ts';
import type { NurseQualification } from '../contract.ts';
import type { CatalogueItem } from './catalogue-item.ts';

export type Hindrance = 'not-entered' | 'expired' | 'suspended' | 'too-few-years' | 'training-missing';

/** Why not; undefined where nothing hinders. Without an item: may the nurse go to anybody at all. */
export function hindranceOf(
  held: NurseQualification | undefined,
  on: Day,
  item?: Pick<CatalogueItem, 'qualifications'>,
): Hindrance | undefined {
  if (!held) return 'not-entered';
  if (held.suspended) return 'suspended';
  if (held.validUntilOn < on) return 'expired';
  if (!item) return undefined;
  if (yearsOn(held.practisingSinceOn, on) < item.qualifications.leastYears) return 'too-few-years';
  return item.qualifications.trainings.every((one) => held.trainings.includes(one)) ? undefined : 'training-missing';
}
