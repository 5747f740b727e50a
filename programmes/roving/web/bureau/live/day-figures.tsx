// The day in one line: planned, done, under way, late, missed, on time of those that arrived.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { DayFigures as Figures } from '../../../check-in-contract.ts';
import styles from './live.module.css';

export function DayFigures({ figures }: { figures: Figures }) {
  const { t } = useWords();
  const share = figures.arrived > 0 ? Math.round((figures.onTime / figures.arrived) * 100) : undefined;
  return (
    <span className={styles['figures']}>
      {(['planned', 'done', 'underWay', 'late', 'missed'] as const).map((name) => (
        <span key={name}>
          {t(`roving.live.figure.${name}`)}{' '}
          <strong data-red={((name === 'late' || name === 'missed') && figures[name] > 0) || undefined}>
            {figures[name]}
          </strong>
        </span>
      ))}
      {share !== undefined && (
        <span title={t('roving.live.onTimeOf', { onTime: figures.onTime, arrived: figures.arrived })}>
          {t('roving.live.figure.onTime')} <strong>{share}%</strong>
        </span>
      )}
    </span>
  );
}
