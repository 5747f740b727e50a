// How long one medicine lasts, in one sentence with its level.
import { LevelTag, type Level } from '#platform/ui/states/level.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { MedicineShown } from '../../contract.ts';
import type { Refill } from '../../rules/refill.ts';

/** Days left from which on a refill is due, as the list has it. */
const soonDays = 7;

/** It runs out on a known day, and no reminder will say so. */
export const isQuiet = ({ refill, reminded }: MedicineShown): boolean => refill.state === 'known' && !reminded;

export function RefillTag({ refill }: { refill: Refill }) {
  const { t } = useWords();
  if (refill.state !== 'known') return <span className="quiet">{t(`pharmacy.refill.${refill.state}`)}</span>;
  const { daysLeft } = refill;
  const level: Level = daysLeft <= 0 ? 'red' : daysLeft <= soonDays ? 'amber' : 'green';
  return (
    <LevelTag level={level}>
      {daysLeft <= 0 ? t('pharmacy.refill.over', { count: -daysLeft }) : t('pharmacy.refill.left', { count: daysLeft })}
    </LevelTag>
  );
}

export function RefillSentence({ refill }: { refill: Refill }) {
  const { t, date } = useWords();
  switch (refill.state) {
    case 'known':
      return (
        <>
          {t(refill.daysLeft <= 0 ? 'pharmacy.refill.overSince' : 'pharmacy.refill.lastsUntil', {
            on: date(refill.runsOutOn),
          })}
        </>
      );
    case 'stopped':
      return <>{t('pharmacy.refill.stoppedOn', { on: date(refill.on) })}</>;
    case 'not-dispensed':
      return <>{t('pharmacy.refill.notDispensedText')}</>;
    case 'unknown':
      return <>{t(`pharmacy.refill.why.${refill.why}`)}</>;
  }
}
