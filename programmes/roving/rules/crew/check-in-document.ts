// The crew's own word that the vehicle came or left, with the place where they stood or the reason why there is none.
import type { Issue } from '#platform/contract.ts';
import type { ConflictRule } from '#foundation/sync/rules/conflict-rule.ts';
import type { FieldValue, Operation } from '#foundation/sync/rules/operation.ts';
import type { ManualCheckInBody } from '../../check-in-contract.ts';

const rules: Record<string, ConflictRule> = { visitId: 'first', arrive: 'first', leave: 'latest' };
export const checkInRule = (field: string): ConflictRule | undefined => rules[field];

/** What `arrive` and `leave` hold. */
export type CrewCheckIn = Pick<ManualCheckInBody, 'at' | 'reason'> & {
  position?: { lon: number; lat: number; accuracyMetres?: number };
};
const isNumber = (value: FieldValue | undefined, low: number, high: number): boolean =>
  typeof value === 'number' && value >= low && value <= high;

function isEntry(value: FieldValue): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { at, reason, position } = value;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return false;
  if (typeof reason !== 'string' || reason.trim().length < 2 || reason.length > 200) return false;
  if (position === undefined) return true;
  if (typeof position !== 'object' || position === null || Array.isArray(position)) return false;
  // The same bounds as the route of the check-in.
  return isNumber(position['lon'], 73, 136) && isNumber(position['lat'], 3, 54);
}

/** One operation is one entry: it arrives or it leaves. */
export const checkCheckIn = ({ set }: Pick<Operation, 'set'>): Issue[] =>
  Object.entries(set).flatMap(([field, value]) =>
    (field === 'visitId' ? typeof value === 'string' : isEntry(value) && !(set['arrive'] && set['leave']))
      ? []
      : [{ path: field, code: 'roving.value-unreadable' }],
  );

/** The entry that an operation makes. `clockErrorMilliseconds`: what the device's clock has to be moved by. */
export function entryOf(
  { operationId, set }: Pick<Operation, 'operationId' | 'set'>,
  clockErrorMilliseconds: number,
): ManualCheckInBody | undefined {
  const kind = set['arrive'] ? 'arrive' : 'leave';
  const entry = set[kind] as unknown as CrewCheckIn | undefined;
  if (!entry) return undefined;
  const { reason, position } = entry;
  const at = new Date(Date.parse(entry.at) + clockErrorMilliseconds).toISOString();
  return { entryId: operationId, kind, at, reason, ...(position && { position: { ...position, datum: 'WGS-84' } }) };
}
