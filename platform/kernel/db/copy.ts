// Writes values in the text format of COPY: tab between columns, \N for null, backslash escapes.

const needsEscape = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function copyText(text: string): string {
  return needsEscape.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => escapes[character]!) : text;
}

export type CopyValue = string | number | boolean | Date | null | undefined | readonly (string | number)[];

/** One value; arrays become PostgreSQL array literals. Texts must not hold U+0000 (PostgreSQL refuses it). */
export function copyValue(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return copyText(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (value instanceof Date) return value.toISOString();
  const items = value.map((item) =>
    typeof item === 'number' ? String(item) : `"${item.replace(/["\\]/g, (character) => `\\${character}`)}"`,
  );
  return copyText(`{${items.join(',')}}`);
}

export const copyLine = (values: readonly CopyValue[]): string => values.map(copyValue).join('\t');

const identifier = /^[a-z_][a-z0-9_]*$/;
/** `copy schema.table (columns) from stdin`, refusing anything that is not a plain lower-case name. */
export function copyStatement(
  table: string,
  columns: readonly string[],
  other = 'stdin',
  direction: 'from' | 'to' = 'from',
): string {
  for (const name of [...table.split('.'), ...columns]) if (!identifier.test(name)) throw new Error(`name ${name}`);
  return `copy ${table} (${columns.map((column) => `"${column}"`).join(', ')}) ${direction} ${other}`;
}
