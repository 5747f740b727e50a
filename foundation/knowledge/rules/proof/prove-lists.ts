// Proves interaction rules by their worked examples, medicine lists by their codes and bounds, value ranges by their bands.
import type { InteractionVector } from '../../contract.ts';
import { checkInteractions } from '../check-interactions.ts';
import type { Review } from '../content.ts';
import type { InteractionRules } from '../interaction.ts';
import type { MedicineList } from '../medicine.ts';
import type { ValueRanges } from '../ranges.ts';
import { contentFault, type ContentFault } from './fault.ts';
import { proveBands } from './prove-bands.ts';
import { doubles } from './prove-references.ts';
import { proveStatus } from './prove-status.ts';

/** Every rule speaks in at least one example, and in each example exactly the expected rules speak. */
export function proveInteractions(
  content: InteractionRules,
  vectors: readonly InteractionVector[],
  reviews: readonly Review[],
): ContentFault[] {
  const ids = content.rules.map(({ id }) => id);
  const faults = [...doubles('rules', ids), ...proveStatus(content, reviews)];
  for (const rule of content.rules) {
    for (const fault of proveStatus(rule, reviews)) faults.push({ ...fault, where: `${rule.id}.${fault.where}` });
    if (rule.kind === 'drug-disease' && !rule.conditions && !rule.finding)
      faults.push(contentFault('bad-shape', rule.id, 'neither conditions nor a finding'));
  }
  const spoke = new Set<string>();
  for (const { name, person, expect } of vectors) {
    const found = [...new Set(checkInteractions(content, person).map(({ rule }) => rule))].sort();
    for (const id of found) spoke.add(id);
    if (found.join() !== [...expect].sort().join())
      faults.push(contentFault('vector-fails', name, `expected ${expect.join()}, found ${found.join()}`));
  }
  for (const { id, status } of content.rules)
    if (status !== 'disabled' && status !== 'awaiting-table' && !spoke.has(id))
      faults.push(contentFault('row-without-vector', id, 'no vector reaches it'));
  return faults;
}

export function proveMedicines(list: MedicineList, reviews: readonly Review[]): ContentFault[] {
  return [
    ...doubles(
      'medicines',
      list.medicines.map(({ key }) => key),
    ),
    ...list.medicines.flatMap(({ key, dailyDose }) =>
      dailyDose && !(dailyDose.low > 0 && dailyDose.low <= dailyDose.high)
        ? [contentFault('outside-range', key, `${dailyDose.low} to ${dailyDose.high}`)]
        : [],
    ),
    ...proveStatus(list, reviews),
  ];
}

export function proveRanges(content: ValueRanges, reviews: readonly Review[]): ContentFault[] {
  return [
    ...doubles(
      'ranges',
      content.ranges.map(({ key }) => key),
    ),
    ...content.ranges.flatMap(({ key, bands, range }) => proveBands(key, bands, range)),
    ...proveStatus(content, reviews),
  ];
}
