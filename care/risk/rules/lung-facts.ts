// What the CT screening wrote of smoking and lungs, read from the record by its codes.
import type { FoundPerson } from './person-values.ts';

/** LOINC: tobacco smoking status. The other codes are those of the screening's own system. */
const smokingCode = '72166-2';
export const lungFactCodes = [smokingCode, 'packYears', 'copd'] as const;

/** SNOMED CT, as the value set of 72166-2 has them. */
const smokingSnomed: Readonly<Record<string, 'never' | 'former' | 'current'>> = {
  '266919005': 'never',
  '8517006': 'former',
  '77176002': 'current',
  '449868002': 'current',
  '428041000124106': 'current',
};
interface Coded {
  coding?: { code?: string }[];
}

export interface RecordedFact {
  code: string;
  at?: Date;
  resource: Record<string, unknown>;
}

/** Of several rows of one person the newest answer counts. */
export function lungFactsOf(recorded: readonly RecordedFact[]): NonNullable<FoundPerson['lung']> {
  const facts: NonNullable<FoundPerson['lung']> = {};
  for (const { code, at, resource } of recorded) {
    if (!at) continue;
    const from = { id: String(resource.id), at };
    const newer = (known: { at: Date } | undefined) => !known || known.at < at;
    const number = (resource.valueQuantity as { value?: unknown } | undefined)?.value;
    if (code === smokingCode && newer(facts.smoking)) {
      const codes = (resource.valueCodeableConcept as Coded | undefined)?.coding ?? [];
      const value = codes.flatMap((one) => smokingSnomed[one.code ?? ''] ?? [])[0];
      if (value) facts.smoking = { ...from, value };
    } else if (code === 'packYears' && typeof number === 'number' && newer(facts.packYears))
      facts.packYears = { ...from, value: Math.round(number) };
    else if (code === 'copd' && typeof resource.valueBoolean === 'boolean' && newer(facts.copd))
      facts.copd = { ...from, value: resource.valueBoolean };
  }
  return facts;
}
