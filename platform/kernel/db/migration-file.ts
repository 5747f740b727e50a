// Reads migration files: their order, statements, checksums, and how each table is spread over a Citus cluster.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** A folder of `0001-<what>.sql` files that belongs to one schema. */
export interface MigrationFolder {
  schema: string;
  folder: URL;
}

export interface TableDeclaration {
  table: string;
  /** A column that spreads the rows, or `reference` (small, everywhere) or `local` (coordinator only). */
  distribution: string | undefined;
  statement: string;
}

export interface MigrationFile {
  schema: string;
  id: string;
  checksum: string;
  statements: string[];
  tables: TableDeclaration[];
}

const fileName = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** The folder's files in order; gaps and doubles in the numbers are refused. */
export function readMigrations({ schema, folder }: MigrationFolder): MigrationFile[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  return names.map((name, index) => {
    const number = fileName.exec(name)?.[1];
    if (Number(number) !== index + 1) throw new Error(`${schema}: migration ${name} does not follow its predecessor`);
    return parseMigration(schema, name.slice(0, -'.sql'.length), readFileSync(new URL(name, folder), 'utf8'));
  });
}

const createTable = /^create table (?:if not exists )?([a-z_]+\.[a-z0-9_]+)/i;

/** Cuts a file at `;` line ends. A line `-- distribution: x` belongs to the next `create table`. */
export function parseMigration(schema: string, id: string, text: string): MigrationFile {
  const statements: string[] = [];
  const tables: TableDeclaration[] = [];
  let distribution: string | undefined;
  let lines: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const declared = /^\s*--\s*distribution:\s*([a-z_]+)/.exec(line)?.[1];
    if (declared) distribution = declared;
    const code = line.replace(/--.*$/, '').trimEnd();
    if (code.trim() === '' && lines.length === 0) continue;
    lines.push(code);
    if (!code.endsWith(';')) continue;
    const statement = lines.join('\n').trim().slice(0, -1);
    lines = [];
    statements.push(statement);
    const table = createTable.exec(statement)?.[1];
    if (!table) continue;
    if (!/\bpartition of\b/i.test(statement)) tables.push({ table: table.toLowerCase(), distribution, statement });
    distribution = undefined;
  }
  if (lines.join('').trim() !== '') throw new Error(`${schema}/${id}: the last statement has no ';'`);
  return {
    schema,
    id,
    checksum: createHash('sha256').update(statements.join(';\n')).digest('hex'),
    statements,
    tables,
  };
}
