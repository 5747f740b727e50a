// The unified social credit code of organisations (GB 32100-2015): 18 characters with a check character.

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** The 18th character for the first seventeen; undefined where one of them is not of the code's alphabet. */
export function creditCheckCharacter(seventeen: string): string | undefined {
  let sum = 0;
  for (const [place, weight] of weights.entries()) {
    const value = alphabet.indexOf(seventeen[place] ?? '?');
    if (value < 0) return undefined;
    sum += value * weight;
  }
  return alphabet[(31 - (sum % 31)) % 31];
}

/** Registering department (1), kind of body (1), division (6 digits), organisation code (9), check (1). */
export function isCreditCode(text: string): boolean {
  return /^[0-9A-Y]{2}\d{6}[0-9A-Y]{10}$/.test(text) && creditCheckCharacter(text.slice(0, 17)) === text[17];
}
