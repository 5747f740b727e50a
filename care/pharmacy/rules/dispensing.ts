// What a dispensing document says, and which batches are handed out: first what expires first, nothing that has expired.
import type { Day, Issue } from '#platform/contract.ts';
import type { ConflictRule } from '#foundation/sync/rules/conflict-rule.ts';
import type { FieldValue, Operation } from '#foundation/sync/rules/operation.ts';
import type { DispensingLine, StockCounted, StockRow } from '../contract.ts';

const lineField = /^line\.[0-9a-f-]{36}$/;
const countField = /^count\.[0-9a-f-]{36}$/;
export const lineFieldOf = (lineId: string): string => `line.${lineId}`;
export const countFieldOf = (stockId: string): string => `count.${stockId}`;

const rules: Record<string, ConflictRule> = {
  attendanceId: 'first',
  prescriptionId: 'first',
  vehicleId: 'first',
  byName: 'first',
};
export const dispensingRule = (field: string): ConflictRule | undefined =>
  lineField.test(field) ? 'latest' : rules[field];
export const stockCountRule = (field: string): ConflictRule | undefined =>
  countField.test(field) ? 'latest' : field === 'vehicleId' ? 'first' : undefined;

export const dispensedLines = (values: Readonly<Record<string, FieldValue>>): (DispensingLine & { lineId: string })[] =>
  Object.entries(values)
    .filter(([field, value]) => lineField.test(field) && value !== null)
    .map(([field, value]) => ({ ...(value as unknown as DispensingLine), lineId: field.slice('line.'.length) }))
    .toSorted((one, other) => (one.lineId < other.lineId ? -1 : 1));

/** A batch may be handed out on its last day. */
export const hasExpired = ({ expiresOn }: Pick<StockRow, 'expiresOn'>, on: Day): boolean => expiresOn < on;

export interface Chosen {
  batches: { row: StockRow; quantity: number }[];
  /** How many are not on board. */
  missing: number;
}
export function chooseBatches(rows: readonly StockRow[], medicineKey: string, quantity: number, on: Day): Chosen {
  let missing = quantity;
  const batches: Chosen['batches'] = [];
  const usable = rows
    .filter((row) => row.medicineKey === medicineKey && row.quantity > 0 && !hasExpired(row, on))
    .toSorted((one, other) =>
      one.expiresOn === other.expiresOn
        ? one.stockId < other.stockId
          ? -1
          : 1
        : one.expiresOn < other.expiresOn
          ? -1
          : 1,
    );
  for (const row of usable) {
    const taken = Math.min(missing, row.quantity);
    if (taken <= 0) break;
    batches.push({ row, quantity: taken });
    missing -= taken;
  }
  return { batches, missing };
}

/** What is left on board after what was handed out here and has not reached the server. */
export function afterTaken(
  rows: readonly StockRow[],
  taken: readonly Pick<DispensingLine, 'stockId' | 'quantity'>[],
): StockRow[] {
  const sums = new Map<string, number>();
  for (const { stockId, quantity } of taken) sums.set(stockId, (sums.get(stockId) ?? 0) + quantity);
  return rows.map((row) => ({ ...row, quantity: Math.max(0, row.quantity - (sums.get(row.stockId) ?? 0)) }));
}

/** The key of the list that an item code means: the code itself or its beginning (`amlodipine-5`); the longest wins. */
export const medicineKeyOf = (itemCode: string, keys: readonly string[]): string | undefined =>
  keys
    .filter((key) => itemCode === key || itemCode.startsWith(`${key}-`))
    .toSorted((one, other) => other.length - one.length)[0];

const isText = (value: unknown, most: number): boolean =>
  typeof value === 'string' && value.trim() !== '' && value.length <= most;
const isLine = (line: DispensingLine, on: Day): 'wrong' | 'expired' | 'fine' => {
  const fine =
    isText(line.itemId, 36) &&
    isText(line.stockId, 36) &&
    isText(line.itemCode, 60) &&
    isText(line.name, 80) &&
    isText(line.batch, 40) &&
    isText(line.unit, 12) &&
    /^\d{4}-\d{2}-\d{2}$/.test(line.expiresOn) &&
    Number.isInteger(line.quantity) &&
    line.quantity >= 1 &&
    line.quantity <= 1_000;
  return fine ? (hasExpired(line, on) ? 'expired' : 'fine') : 'wrong';
};

/** `on`: the day of the operation in Asia/Shanghai. */
export function checkDispensing({ set }: Pick<Operation, 'set'>, on: Day): Issue[] {
  return Object.entries(set).flatMap(([field, value]): Issue[] => {
    const wrong = (code: string) => [{ path: `set.${field}`, code }];
    if (value === null) return lineField.test(field) ? [] : wrong('pharmacy.value-wrong');
    if (!lineField.test(field)) return isText(value, 40) ? [] : wrong('pharmacy.value-wrong');
    const found = isLine(value as unknown as DispensingLine, on);
    return found === 'fine' ? [] : wrong(found === 'expired' ? 'pharmacy.expired' : 'pharmacy.line-wrong');
  });
}

export function checkStockCount({ set }: Pick<Operation, 'set'>): Issue[] {
  return Object.entries(set).flatMap(([field, value]): Issue[] => {
    const counted = value as unknown as StockCounted | null;
    const fine = countField.test(field)
      ? counted !== null && Number.isInteger(counted.quantity) && counted.quantity >= 0 && counted.quantity <= 100_000
      : isText(value, 36);
    return fine ? [] : [{ path: `set.${field}`, code: 'pharmacy.count-wrong' }];
  });
}
