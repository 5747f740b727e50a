// What was recorded today, as big numbers that light up softly when they move.
import { useState, type ReactNode } from 'react';
import { BigNumber } from '#platform/ui/figures/big-number.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { CountyActivity } from '../../contract.ts';
import styles from './live-county.module.css';

/** `activity` is absent until the first answer. */
export function DayFigures({ activity }: { activity: CountyActivity | undefined }) {
  const { t } = useWords();
  const figure = (of: 'visits' | 'measurements', label: string) => (
    <Moving value={activity?.today[of]}>
      <BigNumber
        label={label}
        value={activity?.today[of]}
        unit={t('geo.county.times')}
        {...(activity && { at: activity.at })}
        {...(activity?.yesterday && {
          change: { value: activity.today[of] - activity.yesterday[of], against: t('geo.county.sameTimeYesterday') },
        })}
      />
    </Moving>
  );
  return (
    <>
      {figure('visits', t('geo.county.visitsToday'))}
      {figure('measurements', t('geo.county.measurementsToday'))}
    </>
  );
}

function Moving({ value, children }: { value: number | undefined; children: ReactNode }) {
  const [shown, setShown] = useState({ value, moves: 0 });
  if (shown.value !== value) setShown({ value, moves: shown.value === undefined ? 0 : shown.moves + 1 });
  return (
    <div className={styles['moving']}>
      {children}
      {shown.moves > 0 && <span key={shown.moves} className={styles['moved']} aria-hidden="true" />}
    </div>
  );
}
