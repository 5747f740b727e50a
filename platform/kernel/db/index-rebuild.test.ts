// Indexes and keys that were put aside come back as they were, and hold for rows that came meanwhile.
import { beforeAll, expect, it } from 'vitest';
import { buildIndexes, putIndexesAside } from './index-rebuild.ts';
import { describeOnEachEngine } from './test-database.ts';

describeOnEachEngine('indexes put aside', { contexts: [] }, (database) => {
  beforeAll(async () => {
    for (const statement of [
      'drop schema if exists aside cascade',
      'create schema aside',
      'create table aside.village (id integer primary key)',
      'insert into aside.village values (1), (2)',
      'create table aside.person (id integer not null, village_id integer references aside.village (id), name text collate "C", code text unique, primary key (id))',
      'create index person_by_name on aside.person (name text_pattern_ops, id desc) where name is not null',
      'create unique index person_once on aside.person (lower(name))',
      'create table aside.kept (id integer primary key)',
      'insert into aside.kept values (1)',
    ])
      await database.db.query(statement);
  });
  const standing = () =>
    database.db.query(
      `select indexdef as definition from pg_indexes where schemaname = 'aside'
       union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'aside'::regnamespace
       order by 1`,
    );

  it('are gone while an empty table fills, and the same afterwards', async () => {
    const { db } = database;
    const before = await standing();
    const aside = await putIndexesAside(db, ['aside.village', 'aside.person', 'aside.kept']);
    const left = await standing();
    expect(aside.indexes.map((index) => index.name)).toEqual([
      'person_by_name',
      'person_code_key',
      'person_once',
      'person_pkey',
    ]);
    expect(left).toHaveLength(before.length - 4 - 3);
    await db.query(`insert into aside.person values (1, 1, 'a', 'x'), (2, 2, 'b', 'y')`);
    await buildIndexes(db, aside, 2);
    expect(await standing()).toEqual(before);
    await expect(db.query(`insert into aside.person values (2, 1, 'c', 'z')`)).rejects.toThrow('person_pkey');
    await expect(db.query(`insert into aside.person values (3, 9, 'c', 'z')`)).rejects.toThrow('village_id_fkey');
    // Now nothing is empty: nothing is taken away.
    expect((await putIndexesAside(db, ['aside.person'])).indexes).toEqual([]);
  });

  it('tell of rows that break a key', async () => {
    const { db } = database;
    await db.query('truncate aside.person');
    const aside = await putIndexesAside(db, ['aside.person']);
    await db.query(`insert into aside.person values (1, 1, 'a', 'x'), (1, 1, 'b', 'y')`);
    await expect(buildIndexes(db, aside, 1)).rejects.toThrow('person_pkey');
  });
});
