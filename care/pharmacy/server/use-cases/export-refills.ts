// The refill list as a sheet, for calling people or handing out work; who took whose data along is audited.
import type { Actor } from '#platform/kernel/access/actor.ts';
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import { permissions, type RefillQuery } from '../../contract.ts';
import { percentOf } from '../../rules/adherence.ts';
import type { Parts } from '../parts.ts';
import { listRefills } from './list-refills.ts';

const sheetRows = 5_000;
const headings = ['姓名', '年龄', '村', '药品', '最早用完日期', '用药覆盖率最低', '送药'];

export async function exportRefills(
  parts: Parts,
  actor: Actor,
  query: RefillQuery,
  format: 'csv' | 'xlsx',
  now: Date,
): Promise<Buffer> {
  const listed = await listRefills(parts, actor, { ...query, page: undefined }, now, {
    permission: permissions.exportRefills,
    size: sheetRows,
  });
  const items = listed.ok ? listed.value.items : [];
  await parts.kernel.audit.recordRead(actor, {
    action: 'search',
    permission: permissions.exportRefills,
    outcome: 'success',
    persons: items.map(({ personId }) => personId),
    object: `Refills.${format}`,
    detail: { rows: items.length },
  });
  return writeSheet(format, {
    name: '续药名单',
    headings,
    rows: items.map(({ name, age, villageName, medicines, adherence, orderId }) => [
      name,
      age ?? '',
      villageName,
      medicines.map((one) => one.name).join('、'),
      medicines.map(({ runsOutOn }) => runsOutOn).toSorted()[0] ?? '',
      adherence[0] ? `${percentOf(adherence[0])}%` : '',
      orderId ? '有送药单' : '',
    ]),
  });
}
