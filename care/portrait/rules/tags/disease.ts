// Tags of standing diagnoses: one for each disease (three characters of ICD-10), with where it is written down.
import { systemOf } from '../body-system.ts';
import { same, type Tag } from '../tag.ts';

export interface Diagnosis {
  /** ICD-10. */
  code: string;
  text: string;
  at?: Date;
  /** `Condition/<id>` */
  resource: string;
}

/** In the order of their codes; amber, because a diagnosis alone does not say how it is controlled. */
export function diseaseTags(diagnoses: readonly Diagnosis[]): Tag[] {
  const byDisease = Map.groupBy(
    diagnoses.filter(({ code }) => /^[A-T]\d\d/.test(code)),
    ({ code }) => code.slice(0, 3),
  );
  return [...byDisease]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([disease, all]): Tag => {
      const newest = all.toSorted((one, other) => (other.at?.getTime() ?? 0) - (one.at?.getTime() ?? 0));
      const system = systemOf(newest[0]!.code);
      return {
        rule: `portrait.disease.${disease}`,
        kind: 'disease',
        label: same(newest[0]!.text || disease),
        tone: 'amber',
        ...(system && { system }),
        inputs: newest.map(({ code, text, at, resource }) => ({
          label: same(text || code),
          value: same(code),
          ...(at && { at }),
          resource,
        })),
      };
    });
}
