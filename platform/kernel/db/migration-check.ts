// Holds migrations to the rules that keep every table ready for a Citus cluster (README of this folder, rules 1, 2, 5, 6, 9, 18, 19).
import type { MigrationFile, TableDeclaration } from './migration-file.ts';

export interface Finding {
  where: string;
  rule: string;
  text: string;
}

/** Everything in these files that a cluster would refuse or do wrongly; empty when all is well. */
export function checkMigrations(files: readonly MigrationFile[]): Finding[] {
  const kinds = new Map(
    files.flatMap((file) => file.tables.map((table) => [table.table, table.distribution] as const)),
  );
  return files.flatMap((file) => {
    const where = `${file.schema}/${file.id}`;
    return [
      ...file.tables.flatMap((table) => checkTable(where, table, kinds)),
      ...file.statements.flatMap((statement) => checkStatement(where, file, statement, kinds)),
    ];
  });
}

const isSpread = (distribution: string | undefined): distribution is string =>
  distribution !== undefined && distribution !== 'reference' && distribution !== 'local';

function checkTable(where: string, table: TableDeclaration, kinds: Map<string, string | undefined>): Finding[] {
  const findings: Finding[] = [];
  const say = (rule: string, text: string) => findings.push({ where, rule, text: `${table.table}: ${text}` });
  const { statement, distribution } = table;
  if (distribution === undefined) say('6', 'has no line "-- distribution: ..." above it');
  if (!table.table.startsWith(`${where.split('/')[0]}.`)) say('schema', "stands outside of its context's schema");
  if (isSpread(distribution)) {
    const [primary] = keys(statement, 'primary key');
    if (distribution === 'patient_id' && !/\bpatient_id uuid not null\b/i.test(statement))
      say('1', 'needs "patient_id uuid not null"');
    if (primary?.[0] !== distribution) say('1', `its primary key must begin with ${distribution}`);
    for (const unique of keys(statement, 'unique'))
      if (!unique.includes(distribution)) say('2', `unique (${unique.join(', ')}) lacks ${distribution}`);
    if (/^\s*\w+\s[^,]*\bunique\b(?!\s*\()/im.test(columnsOf(statement)))
      say('2', `a column is unique without ${distribution}`);
    if (/\b(big|small)?serial\b|\bgenerated\s+\w+\s+as\s+identity\b|\bnextval\b/i.test(statement))
      say('21', 'ids come from TypeScript, not from a sequence');
  }
  for (const [, target] of statement.matchAll(/\breferences\s+([a-z_]+\.[a-z0-9_]+)/gi))
    findings.push(...checkForeignKey(where, table.table, distribution, target!.toLowerCase(), kinds));
  return findings;
}

function checkForeignKey(
  where: string,
  table: string,
  distribution: string | undefined,
  target: string,
  kinds: Map<string, string | undefined>,
): Finding[] {
  const targetKind = kinds.get(target);
  const allowed =
    targetKind === 'reference' ||
    (distribution === 'local' && targetKind === 'local') ||
    (isSpread(distribution) && targetKind === distribution);
  return allowed
    ? []
    : [{ where, rule: '5', text: `${table} (${distribution}) may not reference ${target} (${targetKind})` }];
}

function checkStatement(
  where: string,
  file: MigrationFile,
  statement: string,
  kinds: Map<string, string | undefined>,
): Finding[] {
  const findings: Finding[] = [];
  const say = (rule: string, text: string) =>
    findings.push({ where, rule, text: `${text}: ${statement.slice(0, 80)}` });
  if (/\bcreate\s+(or\s+replace\s+)?(constraint\s+)?trigger\b/i.test(statement)) say('9', 'no triggers');
  if (/^\s*do\b|\bcreate\s+(or\s+replace\s+)?(function|procedure)\b/i.test(statement))
    say('9', 'no code in the database');
  if (/\brow level security\b|\bcreate policy\b/i.test(statement)) say('17', 'policy is a filter built by the kernel');
  if (/;/.test(statement.replace(/'[^']*'/g, ''))) say('18', 'one statement at a time');
  if (/\b(now|clock_timestamp|random|gen_random_uuid|uuidv7)\s*\(|\bcurrent_(timestamp|date|time)\b/i.test(statement))
    say('10', 'time, randomness and ids are passed in');
  const unique = /^create unique index .* on (?:only )?([a-z_]+\.[a-z0-9_]+)[^(]*\(([^)]*)\)/is.exec(statement);
  if (unique) {
    const distribution = kinds.get(unique[1]!.toLowerCase());
    if (isSpread(distribution) && !unique[2]!.split(/[\s,]+/).includes(distribution))
      say('2', `a unique index must contain ${distribution}`);
  }
  const altered = /^alter table (?:only )?([a-z_]+\.[a-z0-9_]+)[\s\S]*\bforeign key\b/i.exec(statement);
  if (altered && !file.tables.some((table) => table.table === altered[1]!.toLowerCase()))
    say('19', 'a foreign key is declared in the migration that makes its table');
  return findings;
}

const columnsOf = (statement: string): string => statement.slice(statement.indexOf('(') + 1);

/** Column lists of table-level and column-level keys of one kind. */
function keys(statement: string, kind: 'primary key' | 'unique'): string[][] {
  const pattern = new RegExp(`\\b${kind.replace(' ', '\\s+')}\\s*(?:nulls\\s+not\\s+distinct\\s*)?\\(([^)]*)\\)`, 'gi');
  const listed = [...statement.matchAll(pattern)].map((match) =>
    match[1]!.split(',').map((name) => name.trim().toLowerCase()),
  );
  const single =
    kind === 'primary key' ? /^\s*(\w+)\s[^,(]*\bprimary\s+key\b(?!\s*\()/im.exec(columnsOf(statement)) : null;
  return single ? [[single[1]!.toLowerCase()], ...listed] : listed;
}
