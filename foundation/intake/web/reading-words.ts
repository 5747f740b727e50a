// The words for what a device measured.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { VitalKind } from '#foundation/record/contract.ts';
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import type { HeldContent } from '../contract.ts';

/** `血压 171/101 mmHg`, one line each kind. */
export function useReadingWords() {
  const { t, unit } = useWords();
  return ({ values }: Pick<HeldContent, 'values'>): string[] => {
    if (values === undefined) return [];
    const { systolic, diastolic, ...rest } = values;
    const pressure =
      systolic === undefined && diastolic === undefined
        ? []
        : [`${t('intake.bloodPressure')} ${systolic ?? '—'}/${diastolic ?? '—'} ${unit('mm[Hg]')}`];
    const others = (Object.entries(rest) as [VitalKind, number][]).map(
      ([kind, value]) => `${t(`intake.vital.${kind}`)} ${value} ${unit(vitalRules[kind].unit)}`,
    );
    return [...pressure, ...others];
  };
}
