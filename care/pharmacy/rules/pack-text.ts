// Reads strength and content of a pack from a medicine's name as pharmacies write it: strength, times, pieces.

export interface Pack {
  /** Milligrams in one tablet, capsule or bag. */
  strengthMilligrams?: number;
  /** Tablets, capsules or bags in a pack. */
  units?: number;
}
const perMilligram: Record<string, number> = { g: 1_000, mg: 1, μg: 0.001, µg: 0.001, ug: 0.001, mcg: 0.001 };
const strength = /(\d+(?:\.\d+)?)\s*(mg|g|μg|µg|ug|mcg)(?![a-z])/i;
const content = /[×xX*]\s*(\d+)\s*[片粒丸袋枚]/;

export function packOf(name: string): Pack {
  const [, value, unit] = strength.exec(name) ?? [];
  const [, units] = content.exec(name) ?? [];
  return {
    ...(value && unit && { strengthMilligrams: Number(value) * perMilligram[unit.toLowerCase()]! }),
    ...(units && { units: Number(units) }),
  };
}
/** Mass units by their words; undefined for anything else. */
export const milligramsIn = (unit: string): number | undefined => perMilligram[unit.trim().toLowerCase()];
/** Words for one piece that is swallowed, and UCUM annotations of it. */
export const isPiece = (unit: string): boolean =>
  /^(片|粒|丸|袋|枚|tablet|capsule|\{tablet\}|\{tbl\}|\{capsule\}|TAB|CAP|1)s?$/i.test(unit.trim());
export const isPackWord = (unit: string): boolean => /^(盒|瓶|包|box|bottle|pack|\{pack\}|\{box\})$/i.test(unit.trim());
