// Looks of the same person on the same day and of the same kind are one line with a count.
import type { AccessLogRow } from '#platform/access-contract.ts';
import { dayOf } from '#platform/contract.ts';

export interface Looks {
  /** The newest of them. */
  row: AccessLogRow;
  count: number;
}

export function groupLooks(rows: readonly AccessLogRow[]): Looks[] {
  const groups: Looks[] = [];
  const keyOf = (row: AccessLogRow) =>
    [
      dayOf(row.at),
      row.isSelf,
      row.isSelf ? '' : row.who,
      row.place,
      row.action,
      row.opened,
      row.purpose,
      row.app,
    ].join('|');
  for (const row of rows) {
    const last = groups.at(-1);
    if (last && keyOf(last.row) === keyOf(row)) last.count += 1;
    else groups.push({ row, count: 1 });
  }
  return groups;
}
