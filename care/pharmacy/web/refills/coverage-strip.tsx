// A strip of the days from the first dispensing until today: filled where the medicine was there, open where it was missing.
import type { Adherence } from '../../rules/adherence.ts';
import { daysFrom } from '../../rules/days.ts';
import styles from './refills.module.css';

/** `label` says in words what the strip shows. */
export function CoverageStrip({ adherence: { fromOn, toOn, gaps }, label }: { adherence: Adherence; label: string }) {
  const days = daysFrom(fromOn, toOn) + 1;
  return (
    <svg
      className={styles['strip']}
      viewBox={`0 0 ${days} 10`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <rect x="0" y="0" width={days} height="10" className={styles['covered']} />
      {gaps.map((gap) => (
        <rect
          key={gap.fromOn}
          x={daysFrom(fromOn, gap.fromOn)}
          y="0"
          width={gap.days}
          height="10"
          className={styles['gap']}
        />
      ))}
    </svg>
  );
}
