// The price list: in force on a day, and imported from Excel; a dry run names every bad cell, the real run writes all rows or none.
import { dayOf, succeed, type Day, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { readSheet, sheetTemplate } from '#platform/kernel/documents/excel-import.ts';
import type { PriceImportBody, PriceImportReply, PriceItem, PricesQuery } from '../../contract.ts';
import { priceColumns, readPriceRow } from '../../rules/price-row.ts';
import type { Parts } from '../parts.ts';
import { insertPrices, pricesOn, standingPrices } from '../store/price.ts';

const permission = 'billing.price.import';

export async function readPrices(
  { kernel }: Parts,
  { text, on }: PricesQuery,
  now: Date,
): Promise<Result<{ on: Day; prices: PriceItem[] }>> {
  const day = on ?? dayOf(now);
  const all = await pricesOn(kernel.db, day);
  const wanted = text?.trim().toLowerCase();
  return succeed({
    on: day,
    prices: wanted ? all.filter(({ code, name }) => `${code} ${name}`.toLowerCase().includes(wanted)) : all,
  });
}

export const priceTemplate = (): Promise<Buffer> => sheetTemplate('价格表', [...priceColumns]);

export async function importPrices(
  { kernel }: Parts,
  actor: Actor,
  body: PriceImportBody,
): Promise<Result<PriceImportReply>> {
  const sheet = await readSheet<PriceItem>(Buffer.from(body.contentBase64, 'base64'), [...priceColumns], (cells) => {
    const read = readPriceRow(cells);
    return Array.isArray(read) ? read : succeed(read);
  });
  if (!sheet.ok) return sheet;
  const { rows, errors, total } = sheet.value;
  const faults = errors.map(({ row, heading, code, parameters }) => ({ row, column: heading, code, parameters }));
  const seen = new Map<string, number>();
  const standing = new Map(
    (
      await standingPrices(
        kernel.db,
        rows.map(({ value }) => value),
      )
    ).map((one) => [`${one.code} ${one.validFrom}`, one]),
  );
  let existing = 0;
  const wanted: PriceItem[] = [];
  for (const { row, value } of rows) {
    const key = `${value.code} ${value.validFrom}`;
    const twice = seen.get(key);
    if (twice !== undefined)
      faults.push({ row, column: '项目编码', code: 'billing.price-double', parameters: { row: twice } });
    seen.set(key, row);
    const known = standing.get(key);
    if (!known) wanted.push(value);
    else if (known.amountFen === value.amountFen && known.insuranceClass === value.insuranceClass) existing += 1;
    else faults.push({ row, column: '执行日期', code: 'billing.price-changed-backwards', parameters: undefined });
  }
  const reply: PriceImportReply = {
    dryRun: body.dryRun,
    rows: total,
    created: 0,
    existing,
    errors: faults
      .toSorted((one, other) => one.row - other.row)
      .map(({ row, column, code, parameters }) => ({
        row,
        column,
        message: kernel.messages.render(actor.locale, `issue.${code}`, parameters),
      })),
  };
  if (faults.length > 0 || body.dryRun) return succeed({ ...reply, created: body.dryRun ? wanted.length : 0 });
  return kernel.db.tx(async (q) => {
    const created = await insertPrices(q, wanted);
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission,
      outcome: 'success',
      detail: { rows: total, created },
    });
    return succeed({ ...reply, created });
  });
}
