// The database handle keeps its promises on every engine: no lost update, rollback, no nested query, SQLSTATE, NOTIFY, COPY.
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, it } from 'vitest';
import { copyLine } from './copy.ts';
import { describeOnEachEngine } from './test-database.ts';

describeOnEachEngine('db', { contexts: [] }, (database) => {
  beforeAll(async () => {
    await database.db.query('create schema if not exists trial');
    await database.db.query('drop table if exists trial.counter');
    await database.db.query('create table trial.counter (id int primary key, n int, note text)');
    await database.db.query("insert into trial.counter values (1, 0, '')");
  });

  it('loses no update under 16 callers', async () => {
    const once = () =>
      database.db.tx(async (q) => {
        const [row] = await q.query<{ n: number }>('select n from trial.counter where id = 1 for update');
        await q.query('update trial.counter set n = $1 where id = 1', [row!.n + 1]);
      });
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let turn = 0; turn < 5; turn++) await once();
      }),
    );
    const [row] = await database.db.query<{ n: number }>('select n from trial.counter where id = 1');
    expect(row!.n).toBe(80);
  });

  it('rolls back what throws, and runs hooks only after a commit', async () => {
    const seen: string[] = [];
    const failing = database.db.tx(async (q) => {
      q.afterCommit(() => seen.push('never'));
      await q.query('insert into trial.counter values (2, 0, $1)', ['x']);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    await database.db.tx(async (q) => q.afterCommit(() => seen.push('after')));
    expect(seen).toEqual(['after']);
    expect(await database.db.query('select 1 from trial.counter where id = 2')).toEqual([]);
  });

  it('refuses a query outside of the transaction that runs', async () => {
    const nested = database.db.tx(async () => void (await database.db.query('select 1')));
    await expect(nested).rejects.toThrow('use the transaction handle');
  });

  it('reports SQLSTATE', async () => {
    await expect(database.db.query('insert into trial.counter (id) values (1)')).rejects.toMatchObject({
      code: '23505',
    });
  });

  it('hears NOTIFY of committed transactions', async () => {
    const heard: string[] = [];
    const stop = await database.db.listen('trial_channel', (payload) => heard.push(payload));
    for (let n = 0; n < 16; n++)
      await database.db.tx((q) => q.query("select pg_notify('trial_channel', $1)", [String(n)]));
    await expect.poll(() => heard.length).toBe(16);
    await stop();
  });

  it('copies inside of a transaction, undone with it', async () => {
    const copy = (from: number, fails: boolean) =>
      database.db.tx(async (q) => {
        const lines = [0, 1, 2].map((n) => copyLine([from + n, n, `row ${n}`]));
        await q.copyIn('trial.counter', ['id', 'n', 'note'], lines);
        expect(await q.query('select 1 from trial.counter where id >= $1', [from])).toHaveLength(3);
        if (fails) throw new Error('undone');
      });
    await expect(copy(500, true)).rejects.toThrow('undone');
    expect(await database.db.query('select 1 from trial.counter where id >= 500')).toEqual([]);
    await copy(500, false);
    await expect(copy(500, false)).rejects.toMatchObject({ code: '23505' });
    expect(await database.db.point.query('select 1 from trial.counter where id >= 500')).toHaveLength(3);
    await database.db.query('delete from trial.counter where id >= 500');
  });

  it('copies awkward texts in and out unchanged', async () => {
    const notes = ['tab\there', 'line\nbreak', 'back\\slash', '王小明 𬱖', '', '\\N', null];
    const lines = notes.map((note, index) => copyLine([index + 10, index, note]));
    expect(await database.db.copyIn('trial.counter', ['id', 'n', 'note'], lines)).toBe(notes.length);
    const back = await database.db.query<{ note: string | null }>(
      'select note from trial.counter where id >= 10 order by id',
    );
    expect(back.map((row) => row.note)).toEqual(notes);
    const out = new PassThrough();
    const [copied] = await Promise.all([
      text(out),
      database.db.copyOut([{ table: 'trial.counter', columns: ['id', 'n', 'note'], into: () => out }]),
    ]);
    await database.db.query('delete from trial.counter');
    await database.db.copyInStream('trial.counter', ['id', 'n', 'note'], Readable.from([Buffer.from(copied)]));
    const again = await database.db.query<{ note: string | null }>(
      'select note from trial.counter where id >= 10 order by id',
    );
    expect(again.map((row) => row.note)).toEqual(notes);
  });
});
