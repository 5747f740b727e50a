// How much of a medicine a day takes, from the dosage instructions of a prescription.
import { isPiece, milligramsIn, packOf } from './pack-text.ts';

export interface Dosage {
  text?: string;
  asNeededBoolean?: boolean;
  asNeededCodeableConcept?: object;
  timing?: { repeat?: { frequency?: number; period?: number; periodUnit?: string } };
  doseAndRate?: { doseQuantity?: { value?: number; unit?: string; code?: string } }[];
}
/** The same amount in as many units as can be told. */
export interface Measured {
  mg?: number;
  /** Tablets, capsules, bags. */
  unit?: number;
}
/** Days in a unit of time (UCUM as FHIR has it). */
const daysIn: Record<string, number> = { h: 1 / 24, d: 1, wk: 7 };

/** Several instructions add up: one in the morning and two in the evening. */
export function dailyDoseOf(
  dosages: readonly Dosage[] | undefined,
  name: string,
): { amount?: Measured; asNeeded?: boolean } {
  if (!dosages || dosages.length === 0) return {};
  if (dosages.some((one) => one.asNeededBoolean === true || one.asNeededCodeableConcept)) return { asNeeded: true };
  let sum: Measured = { mg: 0, unit: 0 };
  for (const dosage of dosages) {
    const part = partOf(dosage, name);
    if (!part) return {};
    sum = {
      ...(sum.mg !== undefined && part.mg !== undefined && { mg: sum.mg + part.mg }),
      ...(sum.unit !== undefined && part.unit !== undefined && { unit: sum.unit + part.unit }),
    };
  }
  return sum.mg === undefined && sum.unit === undefined ? {} : { amount: sum };
}

function partOf({ timing, doseAndRate }: Dosage, name: string): Measured | undefined {
  const { frequency, period = 1, periodUnit = 'd' } = timing?.repeat ?? {};
  const quantity = doseAndRate?.[0]?.doseQuantity;
  const days = daysIn[periodUnit];
  if (!frequency || !quantity?.value || !days) return undefined;
  const times = frequency / (period * days);
  const unit = quantity.unit ?? quantity.code ?? '';
  const { strengthMilligrams } = packOf(name);
  const mass = milligramsIn(unit);
  if (mass !== undefined) {
    const mg = quantity.value * mass * times;
    return { mg, ...(strengthMilligrams && { unit: mg / strengthMilligrams }) };
  }
  if (!isPiece(unit)) return undefined;
  const pieces = quantity.value * times;
  return { unit: pieces, ...(strengthMilligrams && { mg: pieces * strengthMilligrams }) };
}
