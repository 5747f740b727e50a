// A batch writes what was added, whatever signs the texts hold, and is empty afterwards.
import { beforeAll, expect, it } from 'vitest';
import fc from 'fast-check';
import { CopyBatch, type CopyTable } from './copy-batch.ts';
import { describeOnEachEngine } from './test-database.ts';

const table: CopyTable = { table: 'public.copied', columns: ['id', 'text', 'list'] };

describeOnEachEngine('a batch of COPY rows', { contexts: [] }, (database) => {
  beforeAll(async () => {
    await database.db.query('drop table if exists public.copied');
    await database.db.query('create table public.copied (id integer primary key, text text, list text[])');
  });

  it('gives back every text as it was added', async () => {
    const batch = new CopyBatch();
    const sign = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\\', '\t', '\n', '\r', '\\N', '潘秀英', '𠮷', '{"a":1}'),
    );
    const text = fc.array(sign).map((signs) => signs.join('').replaceAll('\u0000', '').toWellFormed());
    const rows = fc.sample(fc.tuple(fc.option(text), fc.array(text, { maxLength: 3 })), { seed: 7, numRuns: 400 });
    rows.push(['长'.repeat(200_000), []]);
    for (const [id, [value, list]] of rows.entries()) batch.add(table, [id, value, list]);
    expect(batch.rows).toBe(rows.length);
    await batch.write(database.db);
    expect(batch.rows).toBe(0);
    await batch.write(database.db);
    const read = await database.db.query<{ text: string | null; list: string[] }>(
      'select text, list from public.copied order by id',
    );
    expect(read.map((row) => [row.text, row.list])).toEqual(rows);
  });
});
