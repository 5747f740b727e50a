// What a prescription document says, what can't be right in it, and warnings of the usual dose. The same in browser and server.
import type { Issue } from '#platform/contract.ts';
import type { Medicine } from '#foundation/knowledge/rules/medicine.ts';
import { viewField, type ConflictRule } from '#foundation/sync/rules/conflict-rule.ts';
import type { DocumentState, FieldValue, Operation } from '#foundation/sync/rules/operation.ts';
import type { AlertOverride, PrescribingPolicy, PrescriptionItem, PrescriptionSignature } from '../contract.ts';

const itemField = /^item\.[0-9a-f-]{36}$/;
export const itemFieldOf = (itemId: string): string => `item.${itemId}`;
const rules: Record<string, ConflictRule> = {
  attendanceId: 'first',
  overrides: 'append',
  signed: 'first',
  cancelled: 'latest',
};
export const prescriptionRule = (field: string): ConflictRule | undefined =>
  itemField.test(field) ? 'ask' : rules[field];

export const shownOf = (
  document: Pick<DocumentState, 'fields'> | undefined,
  ruleOf: (field: string) => ConflictRule | undefined,
): Record<string, FieldValue> =>
  Object.fromEntries(
    Object.entries(document?.fields ?? {}).map(([field, heads]) => [
      field,
      viewField(heads, ruleOf(field) ?? 'ask').value,
    ]),
  );

export interface Prescription {
  attendanceId?: string;
  items: (PrescriptionItem & { itemId: string })[];
  overrides: AlertOverride[];
  signed?: PrescriptionSignature;
  /** Why it counts no more. */
  cancelled?: string;
}
export function prescriptionOf(values: Readonly<Record<string, FieldValue>>): Prescription {
  const { attendanceId, overrides, signed, cancelled } = values;
  return {
    ...(typeof attendanceId === 'string' && { attendanceId }),
    items: Object.entries(values)
      .filter(([field, value]) => itemField.test(field) && value !== null)
      .map(([field, value]) => ({ ...(value as unknown as PrescriptionItem), itemId: field.slice('item.'.length) }))
      .toSorted((one, other) => (one.itemId < other.itemId ? -1 : 1)),
    overrides: (overrides ?? []) as unknown as AlertOverride[],
    ...(signed && { signed: signed as unknown as PrescriptionSignature }),
    ...(typeof cancelled === 'string' && { cancelled }),
  };
}

/** No prescription is longer, whatever a county's policy says. */
export const mostDays = 180;
/** Until a county has set its own. The reference names 7 days and 12 weeks from memory: unconfirmed. */
export const defaultPolicy: PrescribingPolicy = { usualDays: 7, longDays: 84, confirmed: false };

export const isLong = ({ days }: Pick<PrescriptionItem, 'days'>, policy: PrescribingPolicy): boolean =>
  days > policy.usualDays;

const isNumber = (value: unknown, low: number, high: number): boolean =>
  typeof value === 'number' && value >= low && value <= high;
const isText = (value: unknown, most: number): boolean =>
  typeof value === 'string' && value.trim() !== '' && value.length <= most;
const isInstant = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));

const isItem = (item: PrescriptionItem): boolean =>
  isText(item.medicineKey, 60) &&
  isText(item.name, 80) &&
  Array.isArray(item.atc) &&
  item.atc.every((code) => isText(code, 10)) &&
  isNumber(item.dose, 0.001, 10_000) &&
  isText(item.doseUnit, 20) &&
  Number.isInteger(item.timesPerDay) &&
  isNumber(item.timesPerDay, 1, 12) &&
  Number.isInteger(item.days) &&
  isNumber(item.days, 1, mostDays) &&
  (item.note === undefined || isText(item.note, 200));
const isOverride = (one: AlertOverride): boolean =>
  isText(one.alert, 300) && isText(one.sentence, 300) && isText(one.reason, 300) && one.reason.trim().length >= 2;

export function checkPrescription({ set }: Pick<Operation, 'set'>): Issue[] {
  return Object.entries(set).flatMap(([field, value]): Issue[] => {
    const wrong = (code: string) => [{ path: `set.${field}`, code }];
    if (field === 'attendanceId') return isText(value, 36) ? [] : wrong('pharmacy.value-wrong');
    if (field === 'overrides')
      return Array.isArray(value) && value.every((one) => isOverride(one as unknown as AlertOverride))
        ? []
        : wrong('pharmacy.override-wrong');
    if (value === null) return [];
    if (field === 'cancelled') return isText(value, 200) ? [] : wrong('pharmacy.value-wrong');
    if (field === 'signed') {
      const { at, byName } = value as unknown as PrescriptionSignature;
      return isInstant(at) && isText(byName, 40) ? [] : wrong('pharmacy.value-wrong');
    }
    return isItem(value as unknown as PrescriptionItem) ? [] : wrong('pharmacy.item-wrong');
  });
}

/** Outside of what a usual adult takes in a day: a slip of the pen, or a reason that the prescriber knows. */
export function doseWarning(
  item: Pick<PrescriptionItem, 'dose' | 'timesPerDay' | 'doseUnit'>,
  medicine: Medicine | undefined,
): { side: 'low' | 'high'; daily: number; low: number; high: number; unit: string } | undefined {
  const bounds = medicine?.dailyDose;
  if (!bounds || bounds.unit !== item.doseUnit) return undefined;
  const daily = Math.round(item.dose * item.timesPerDay * 1_000) / 1_000;
  if (daily >= bounds.low && daily <= bounds.high) return undefined;
  return { side: daily < bounds.low ? 'low' : 'high', daily, ...bounds };
}
