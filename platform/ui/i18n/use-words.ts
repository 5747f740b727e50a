// The formatting functions bound to the reader's language and to now.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf, type Day, type Instant } from '#platform/contract.ts';
import { formatAgo, formatDate, formatDay, formatInstant } from '../format/instants.ts';
import { formatAge, formatCount, formatDistance, formatMoney } from '../format/quantities.ts';
import { formatUnit, observedUnit } from '#platform/fhir/units.ts';
import { languageOf } from './i18n.ts';

export function useWords() {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n.language);
  return useMemo(
    () => ({
      t,
      language,
      day: (on: Day) => formatDay(on, language),
      date: (on: Day) => formatDate(on, language),
      instant: (at: Instant, now = new Date()) => formatInstant(at, now, language),
      ago: (at: Instant, now = new Date()) => formatAgo(at, now, language),
      age: (bornOn: Day, on: Day = dayOf(new Date())) => formatAge(bornOn, on, language),
      distance: (metres: number) => formatDistance(metres, language),
      unit: (ucum: string) => formatUnit(ucum, language),
      observedUnit: (ucum: string) => observedUnit(ucum, language),
      money: formatMoney,
      count: formatCount,
    }),
    [t, language],
  );
}
export type Words = ReturnType<typeof useWords>;
