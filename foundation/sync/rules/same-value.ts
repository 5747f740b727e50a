// Whether two field values say the same, whatever the order of their keys.
import type { FieldValue } from './operation.ts';

export function sameValue(one: FieldValue, other: FieldValue): boolean {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return false;
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((entry, at) => sameValue(entry, other[at]!))
    );
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameValue(one[key]!, other[key]!))
  );
}
