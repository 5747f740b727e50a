// Writes values in the text format of COPY: tab between columns, \N for null, backslash escapes.

const needsEscape = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
/** From this length on, looking for four single signs is faster than one expression for all of them. */
const longFrom = 100;

/** A text as it stands in a line of COPY. */
export function copyText(text: string): string {
  const plain =
    text.length < longFrom
      ? !needsEscape.test(text)
      : !text.includes('\\') && !text.includes('\t') && !text.includes('\n') && !text.includes('\r');
  return plain ? text : text.replace(/[\\\t\n\r]/g, (character) => escapes[character]!);
}

/** Elements of arrays are codes for the most part: few different ones, spelled out once. */
const elements = new Map<string, string>();
const mostElements = 10_000;
function copyElement(item: string): string {
  let text = elements.get(item);
  if (text === undefined) {
    text = copyText(`"${item.replace(/["\\]/g, (character) => `\\${character}`)}"`);
    if (elements.size >= mostElements) elements.clear();
    elements.set(item, text);
  }
  return text;
}

export type CopyValue = string | number | boolean | Date | null | undefined | readonly (string | number)[];

/** One value; arrays become PostgreSQL array literals. Texts must not hold U+0000 (PostgreSQL refuses it). */
export function copyValue(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return copyText(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (value instanceof Date) return value.toISOString();
  let text = '';
  for (const item of value) {
    if (text !== '') text += ',';
    text += typeof item === 'number' ? String(item) : copyElement(item);
  }
  return `{${text}}`;
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
