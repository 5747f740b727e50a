// Particulars of a person as a crew enters them: a new resident from the ID card, or a changed phone or address of a known one.
import type { Day, Issue } from '#platform/contract.ts';
import type { RegisterPersonBody } from '#foundation/registry/contract.ts';
import { checkPerson } from '#foundation/registry/rules/person.ts';
import { readPhone } from '#foundation/registry/rules/phone.ts';
import { viewField, type ConflictRule } from '#foundation/sync/rules/conflict-rule.ts';
import type { DocumentState, FieldValue, Operation } from '#foundation/sync/rules/operation.ts';

const rules: Record<string, ConflictRule> = {
  name: 'first',
  sex: 'first',
  birthOn: 'first',
  idNumber: 'first',
  villageId: 'first',
  phone: 'ask',
  address: 'ask',
};
export const particularsRule = (field: string): ConflictRule | undefined => rules[field];

/** Set once, when the person is registered; afterwards a desk with the papers changes them. */
const fixed = ['name', 'sex', 'birthOn', 'idNumber', 'villageId'];
const longestAddress = 200;
const isText = (value: FieldValue | undefined): value is string => typeof value === 'string';

export function checkParticulars({ set }: Pick<Operation, 'set'>, today: Day): Issue[] {
  const unreadable = Object.entries(set)
    .filter(([, value]) => value !== null && !isText(value))
    .map(([path]) => ({ path, code: 'roving.value-unreadable' }));
  if (unreadable.length > 0) return unreadable;
  const body = registration(set);
  if (body) {
    const checked = checkPerson(body, today);
    return checked.ok ? [] : (checked.problem.issues ?? []);
  }
  const fixedOnes = fixed.filter((field) => set[field] !== undefined);
  if (fixedOnes.length > 0) return fixedOnes.map((path) => ({ path, code: 'roving.particulars-fixed' }));
  const { phone, address } = set;
  return [
    ...(isText(phone) && phone !== '' && readPhone(phone) === undefined
      ? [{ path: 'phone', code: 'registry.phone-unreadable' }]
      : []),
    ...(isText(address) && address.length > longestAddress
      ? [{ path: 'address', code: 'roving.value-unreadable' }]
      : []),
  ];
}

/** The body under which the registry takes a new person; undefined where these values register nobody. */
export function registration(set: Record<string, FieldValue>): RegisterPersonBody | undefined {
  const { name, sex, birthOn, villageId } = set;
  if (!isText(name) || !isText(sex) || !isText(birthOn) || !isText(villageId)) return undefined;
  const given = (key: 'idNumber' | 'phone' | 'address') =>
    isText(set[key]) && set[key] !== '' ? { [key]: set[key] } : {};
  return {
    name,
    sex: sex as RegisterPersonBody['sex'],
    birthOn,
    villageId: villageId as NonNullable<RegisterPersonBody['villageId']>,
    ...given('idNumber'),
    ...given('phone'),
    ...given('address'),
  };
}

/** Phone and address as they show now, as far as the document says anything of them. */
export function contactOf(document: DocumentState): { phone?: string; address?: string } {
  const read = (field: 'phone' | 'address') => {
    const heads = document.fields[field];
    return heads ? { [field]: (viewField(heads, rules[field]!).value as string | null) ?? '' } : {};
  };
  return { ...read('phone'), ...read('address') };
}
