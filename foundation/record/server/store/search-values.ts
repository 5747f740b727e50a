// Reads the values of search conditions: tokens and numbers.
import { splitEscaped, unescapeValue } from '#platform/fhir/search.ts';

/** A value that no search can understand; the caller answers 400. */
export class BadSearchValue extends Error {}

/** NUL and the separator of our lists can't be part of a stored value; PostgreSQL takes no NUL at all. */
export const holdsControls = (text: string): boolean => text.includes('\u0000') || text.includes('\u001f');

export interface TokenValue {
  /** Absent: any; empty: none. */
  system?: string;
  code?: string;
}
export function tokenValue(text: string): TokenValue {
  const parts = splitEscaped(text, '|').map(unescapeValue);
  if (parts.length === 1) return { code: parts[0]! };
  if (parts.length > 2) throw new BadSearchValue(`${text} is not system|code.`);
  if (parts[0] === '' && parts[1] === '') throw new BadSearchValue('A token needs a code or a system.');
  return { system: parts[0]!, code: parts[1] === '' ? undefined : parts[1] };
}

/** A number means the range of its precision: 5.4 is 5.35 to 5.45; `ap` is ten per cent around. */
export function quantityRange(text: string): { value: number; low: number; high: number } | undefined {
  if (!/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  const [mantissa, exponent] = text.toLowerCase().split('e');
  const decimals = (mantissa!.split('.')[1]?.length ?? 0) - Number(exponent ?? 0);
  const half = 0.5 * 10 ** -decimals;
  return { value, low: value - half, high: value + half };
}

/** Escapes the signs that LIKE would read as patterns. */
export const likeText = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');
