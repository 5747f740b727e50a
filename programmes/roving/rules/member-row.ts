// Reads one row of a site's name list.
import { succeed, type Result } from '#platform/contract.ts';
import { readIdNumber } from '#foundation/registry/rules/id-number.ts';

export interface MemberRow {
  name: string;
  idNumber: string;
}

export function readMemberRow(
  cells: Readonly<Record<string, string>>,
): Result<MemberRow> | { key: string; code: string }[] {
  const read = readIdNumber(cells['idNumber'] ?? '');
  if (!read.ok) return [{ key: 'idNumber', code: 'roving.member-id-number' }];
  return succeed({ name: (cells['name'] ?? '').replace(/\s/g, ''), idNumber: read.idNumber });
}
