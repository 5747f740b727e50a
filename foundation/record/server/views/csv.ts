// Writes rows as CSV (RFC 4180): quotes where needed, CR LF, nothing for null.

const cell = (value: string | null): string =>
  value === null ? '' : /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

export const csvLine = (values: readonly (string | null)[]): string => `${values.map(cell).join(',')}\r\n`;
