// Reads a number that a person typed and says in which way it can't be right.

export interface NumberRange {
  /** Outside: impossible, refused. */
  possible: readonly [low: number, high: number];
  /** Outside: unusual, asked about but accepted. */
  usual?: readonly [low: number, high: number];
  digits?: number;
}
export type NumberReading =
  | { state: 'empty' }
  | { state: 'not-a-number' }
  | { state: 'impossible'; value: number }
  | { state: 'too-precise'; value: number }
  | { state: 'low' | 'high' | 'fine'; value: number };

/** Full-width digits and points come from Chinese keyboards; 。 is typed for the point. */
const halfWidth = (text: string): string =>
  text
    .replaceAll(/[０-９．－]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replaceAll('。', '.')
    .trim();

export function readNumber(text: string, { possible, usual, digits = 0 }: NumberRange): NumberReading {
  const plain = halfWidth(text);
  if (plain === '') return { state: 'empty' };
  if (!/^-?\d+(\.\d*)?$/.test(plain)) return { state: 'not-a-number' };
  const value = Number(plain);
  if (value < possible[0] || value > possible[1]) return { state: 'impossible', value };
  if ((plain.split('.')[1] ?? '').length > digits) return { state: 'too-precise', value };
  if (usual && value < usual[0]) return { state: 'low', value };
  if (usual && value > usual[1]) return { state: 'high', value };
  return { state: 'fine', value };
}

export const isError = (reading: NumberReading): boolean =>
  reading.state === 'not-a-number' || reading.state === 'impossible' || reading.state === 'too-precise';
