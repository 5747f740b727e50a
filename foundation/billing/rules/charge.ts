// What a charge document says: its lines, their sum, what became of the wish to settle. The same in the browser and on the server.
import type { Issue } from '#platform/contract.ts';
import { viewField, type ConflictRule } from '#foundation/sync/rules/conflict-rule.ts';
import type { DocumentState, FieldValue, Operation } from '#foundation/sync/rules/operation.ts';
import {
  insuranceClasses,
  payMethods,
  type ChargeLine,
  type SettlementOutcome,
  type SettlementWish,
} from '../contract.ts';

const lineField = /^line\.[0-9a-f-]{36}$/;
export const lineFieldOf = (lineId: string): string => `line.${lineId}`;

export function ruleOfCharge(field: string): ConflictRule | undefined {
  if (field === 'attendanceId') return 'first';
  if (field === 'settlement' || field === 'outcome' || lineField.test(field)) return 'latest';
  return undefined;
}

export const shownFields = ({ fields }: Pick<DocumentState, 'fields'>): Record<string, FieldValue> =>
  Object.fromEntries(
    Object.entries(fields).map(([field, heads]) => [field, viewField(heads, ruleOfCharge(field) ?? 'ask').value]),
  );

/** In the order of their ids, which is the order in which they were made. */
export function linesOf(values: Readonly<Record<string, FieldValue>>): (ChargeLine & { lineId: string })[] {
  return Object.entries(values)
    .filter(([field, value]) => lineField.test(field) && value !== null)
    .map(([field, value]) => ({ ...(value as unknown as ChargeLine), lineId: field.slice('line.'.length) }))
    .toSorted((one, other) => (one.lineId < other.lineId ? -1 : 1));
}
export const lineTotalFen = ({ priceFen, quantity }: ChargeLine): number => priceFen * quantity;
export const totalFen = (lines: readonly ChargeLine[]): number =>
  lines.reduce((sum, line) => sum + lineTotalFen(line), 0);

export const wishOf = (values: Readonly<Record<string, FieldValue>>): SettlementWish | undefined =>
  (values['settlement'] ?? undefined) as unknown as SettlementWish | undefined;
/** Only the outcome of this very wish counts. */
export function outcomeOf(values: Readonly<Record<string, FieldValue>>): SettlementOutcome | undefined {
  const outcome = (values['outcome'] ?? undefined) as unknown as SettlementOutcome | undefined;
  return outcome?.settlementId === wishOf(values)?.settlementId ? outcome : undefined;
}
/** `open`: lines may change; `waiting`: the insurance has not answered. */
export function chargeState(values: Readonly<Record<string, FieldValue>>): 'open' | 'waiting' | 'settled' | 'refused' {
  const wish = wishOf(values);
  if (!wish) return 'open';
  if (wish.method === 'cash') return 'settled';
  return outcomeOf(values)?.state ?? 'waiting';
}

const wholeNumber = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
const text = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= most;

export function checkCharge({ set }: Operation): Issue[] {
  return Object.entries(set).flatMap(([field, value]): Issue[] => {
    const wrong = (code: string) => [{ path: `set.${field}`, code }];
    if (field === 'attendanceId') return text(value, 36) ? [] : wrong('billing.attendance-needed');
    // Written by the server alone.
    if (field === 'outcome') return wrong('billing.not-yours-to-write');
    if (value === null) return [];
    if (field === 'settlement') return isWish(value as unknown as SettlementWish) ? [] : wrong('billing.wish-wrong');
    return isLine(value as unknown as ChargeLine) ? [] : wrong('billing.line-wrong');
  });
}
const isLine = (line: ChargeLine): boolean =>
  text(line.code, 40) &&
  text(line.name, 80) &&
  text(line.unit, 12) &&
  wholeNumber(line.quantity, 1, 9_999) &&
  wholeNumber(line.priceFen, 0, 100_000_000) &&
  insuranceClasses.includes(line.insuranceClass);
const isWish = (wish: SettlementWish): boolean =>
  text(wish.settlementId, 36) &&
  payMethods.includes(wish.method) &&
  wholeNumber(wish.totalFen, 0, 1_000_000_000) &&
  text(wish.byName, 40) &&
  !Number.isNaN(Date.parse(wish.at));
