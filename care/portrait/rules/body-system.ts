// Parts of the body picture and the diagnoses that belong to them.

export const bodySystems = ['brain', 'eyes', 'lung', 'heart', 'liver', 'pancreas', 'kidney', 'bones'] as const;
export type BodySystem = (typeof bodySystems)[number];

/** ICD-10: first match wins, longest beginnings first within a letter. */
const beginnings: Record<BodySystem, readonly string[]> = {
  brain: ['I60', 'I61', 'I62', 'I63', 'I64', 'I65', 'I66', 'I67', 'I69', 'G', 'F0', 'F32', 'F33', 'C71'],
  eyes: ['H0', 'H1', 'H2', 'H3', 'H4', 'H5', 'E11.3', 'E14.3'],
  lung: ['J', 'C34', 'A15', 'A16', 'R91'],
  heart: ['I'],
  liver: ['K70', 'K71', 'K72', 'K73', 'K74', 'K75', 'K76', 'K77', 'B15', 'B16', 'B17', 'B18', 'B19', 'C22'],
  pancreas: ['E10', 'E11', 'E12', 'E13', 'E14', 'R73', 'K85', 'K86', 'C25'],
  kidney: ['N', 'C64', 'E11.2', 'E14.2', 'I12', 'I13'],
  bones: ['M'],
};

/** The longest beginning decides; nothing for what belongs to no part that is drawn. */
export function systemOf(code: string): BodySystem | undefined {
  let found: BodySystem | undefined;
  let longest = 0;
  for (const system of bodySystems)
    for (const beginning of beginnings[system])
      if (beginning.length > longest && code.startsWith(beginning)) {
        found = system;
        longest = beginning.length;
      }
  return found;
}
