// The policy of reminders, and the medicines of one as they are kept: sealed, since their names say what somebody has.
import type { Day } from '#platform/contract.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import { usualPolicy, type ReminderPolicy, type RunningOut } from '../../rules/reminder-plan.ts';
import type { Parts } from '../parts.ts';

/** Of the county when no unit is told. Not inside of a transaction: the tree of units is read by itself. */
export async function reminderPolicy(
  { kernel, registry }: Parts,
  unitId: string | undefined,
  now: Date,
): Promise<ReminderPolicy> {
  const at = unitId ?? (await registry.units(kernel.db, { kind: 'county' }))[0]?.unitId;
  const stored = at && (await kernel.settings.valueAt('pharmacy.reminders', at, now));
  return stored ? { ...usualPolicy, ...(stored as Partial<ReminderPolicy>), confirmed: true } : usualPolicy;
}

export interface KeptMedicine {
  medicine: string;
  name: string;
  runsOutOn: Day;
}
export const sealMedicines = (cipher: FieldCipher, medicines: readonly RunningOut[]): string =>
  cipher.encrypt(
    JSON.stringify(medicines.map(({ medicine, name, runsOutOn }): KeptMedicine => ({ medicine, name, runsOutOn }))),
  );
export const openMedicines = (cipher: FieldCipher, sealed: string): KeptMedicine[] =>
  JSON.parse(cipher.decrypt(sealed)) as KeptMedicine[];

/** Month and day, as people say it. */
export const spokenDay = (on: Day): string => `${Number(on.slice(5, 7))}月${Number(on.slice(8, 10))}日`;
