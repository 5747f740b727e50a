// Migrations: applied once with several starters, refused when edited or from the future, kept to the cluster rules.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EditedMigration, migrate, NewerData } from './migrate.ts';
import { checkMigrations } from './migration-check.ts';
import { parseMigration, readMigrations } from './migration-file.ts';
import { kernelMigrations } from '../start.ts';
import { describeOnEachEngine } from './test-database.ts';

function folderWith(files: Record<string, string>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'tianmu-migrations-'));
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return pathToFileURL(`${folder}/`);
}
const plants = '-- distribution: local\ncreate table plants.tree (id uuid primary key);\n';

describeOnEachEngine('migrate', { contexts: [] }, (database) => {
  const now = () => new Date('2026-01-01T00:00:00Z');

  it('applies a file once although three start together', async () => {
    const folders = [{ schema: 'plants', folder: folderWith({ '0001-trees.sql': plants }) }];
    const applied = await Promise.all([1, 2, 3].map(() => migrate(database.db, folders, now)));
    expect(applied.flat()).toEqual(['plants/0001-trees']);
    await database.db.query('insert into plants.tree (id) values ($1)', ['0198a000-0000-7000-8000-000000000001']);
  });

  it('refuses an edited file and data from a newer version', async () => {
    const edited = folderWith({ '0001-trees.sql': plants.replace('tree', 'bush') });
    await expect(migrate(database.db, [{ schema: 'plants', folder: edited }], now)).rejects.toThrow(EditedMigration);
    const two = folderWith({ '0001-trees.sql': plants, '0002-leaf.sql': plants.replace('tree', 'leaf') });
    await migrate(database.db, [{ schema: 'plants', folder: two }], now);
    const older = folderWith({ '0001-trees.sql': plants });
    await expect(migrate(database.db, [{ schema: 'plants', folder: older }], now)).rejects.toThrow(NewerData);
  });

  it('leaves nothing behind of a file that fails half-way', async () => {
    const folder = folderWith({ '0001-half.sql': `${plants.replaceAll('plants', 'half')}select 1 / 0;\n` });
    await expect(migrate(database.db, [{ schema: 'half', folder }], now)).rejects.toThrow(/zero/);
    expect(await database.db.query("select 1 from pg_namespace where nspname = 'half'")).toEqual([]);
  });
});

describe('the migration check', () => {
  const check = (text: string) => checkMigrations([parseMigration('s', '0001-x', text)]).map((finding) => finding.rule);
  const good = `-- distribution: patient_id
create table s.a (patient_id uuid not null, id uuid not null, primary key (patient_id, id), unique (patient_id, id));\n`;

  it("accepts the kernel's own migrations", () => {
    expect(checkMigrations(kernelMigrations.flatMap(readMigrations))).toEqual([]);
    expect(check(good)).toEqual([]);
  });

  it.each([
    ['1', good.replace('primary key (patient_id, id)', 'primary key (id, patient_id)')],
    ['1', good.replace('patient_id uuid not null', 'patient_id text')],
    ['2', good.replace('unique (patient_id, id)', 'unique (id)')],
    ['2', `${good}create unique index i on s.a (id);\n`],
    ['5', `${good}-- distribution: reference\ncreate table s.r (id uuid primary key, a uuid references s.a (id));\n`],
    ['6', good.replace('-- distribution: patient_id', '')],
    ['9', `${good}create trigger t before insert on s.a execute function f();\n`],
    ['10', good.replace('id uuid not null,', 'id uuid not null default gen_random_uuid(),')],
    ['17', `${good}alter table s.a enable row level security;\n`],
    ['19', 'alter table s.b add constraint c foreign key (x) references s.c (x);\n'],
    ['21', good.replace('id uuid not null,', 'id bigserial,')],
  ])('finds a breach of rule %s', (rule, text) => {
    expect(check(text)).toContain(rule);
  });
});
