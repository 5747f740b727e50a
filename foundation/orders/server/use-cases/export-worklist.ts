// A queue as a sheet, with the filters of the screen and people as the reader may see them.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import { orderPermissions, type OrderRow, type WorklistQuery } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { readWorklist } from './read-worklist.ts';
import { languageOf } from './told.ts';

/** Rows of one sheet: whoever needs more narrows the filters. */
const mostRows = 5_000;
const atOnce = 100;
const headings = {
  zh: [
    '种类',
    '事由',
    '姓名',
    '状态',
    '缓急',
    '申请单位',
    '承办单位',
    '经办人',
    '提出时间',
    '最近变动',
    '时限',
    '评分',
  ],
  en: ['Kind', 'Subject', 'Name', 'State', 'Urgency', 'From', 'To', 'Taken by', 'Placed', 'Moved', 'Due', 'Stars'],
};
const urgencies: Record<string, { zh: string; en: string }> = {
  routine: { zh: '一般', en: 'Routine' },
  urgent: { zh: '急', en: 'Urgent' },
  asap: { zh: '尽快', en: 'As soon as possible' },
  stat: { zh: '特急', en: 'At once' },
};

/** Shanghai time to the minute. */
const minuteOf = (instant: string | undefined): string =>
  instant === undefined
    ? ''
    : new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

export async function exportWorklist(
  parts: Parts,
  actor: Actor,
  query: WorklistQuery,
  format: 'csv' | 'xlsx',
  now: Date,
): Promise<Result<Buffer>> {
  const language = languageOf(actor.locale);
  const rows: OrderRow[] = [];
  let page: string | undefined;
  do {
    const read = await readWorklist(parts, actor, { ...query, limit: atOnce, ...(page ? { page } : {}) }, now);
    if (!read.ok) return fail(read.problem);
    rows.push(...read.value.items);
    page = read.value.next;
  } while (page !== undefined && rows.length < mostRows);
  const lines = rows.slice(0, mostRows).map((row) => {
    const kind = parts.kinds.get(row.kind)?.kind;
    return [
      kind?.title[language] ?? row.kind,
      row.headline ?? '',
      row.personName,
      kind?.states[row.state]?.label[language] ?? row.state,
      urgencies[row.urgency]?.[language] ?? row.urgency,
      row.requesterName,
      row.performerName,
      row.assigneeName ?? '',
      minuteOf(row.placedAt),
      minuteOf(row.movedAt),
      minuteOf(row.clock?.dueAt),
      row.rating ?? '',
    ];
  });
  await parts.kernel.audit.recordRead(actor, {
    action: 'search',
    permission: orderPermissions.list,
    outcome: 'success',
    persons: [...new Set(rows.slice(0, mostRows).map(({ personId }) => personId))],
    object: `Orders.${format}`,
    detail: { rows: lines.length },
  });
  return succeed(
    await writeSheet(format, {
      name: language === 'zh' ? '业务单' : 'Orders',
      headings: headings[language],
      rows: lines,
    }),
  );
}
