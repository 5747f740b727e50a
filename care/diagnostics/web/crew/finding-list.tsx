// Values with unit, range and state; a state is a shape and a word, never colour alone.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import styles from '#foundation/sync/web/part.module.css';
import type { StudyFinding } from '../../contract.ts';

const levels = { critical: 'red', high: 'amber', low: 'amber', normal: 'green' } as const;

export function FindingList({ findings }: { findings: readonly StudyFinding[] }) {
  const { t, unit } = useWords();
  if (findings.length === 0) return null;
  return (
    <ul className={styles['rows']}>
      {findings.map((one) => (
        <li key={one.code}>
          <span>
            {one.name} <strong className={styles['amount']}>{one.value}</strong> {unit(one.unit)}
            {(one.low !== undefined || one.high !== undefined) && (
              <span className="quiet"> {t('diagnostics.range', { low: one.low ?? '—', high: one.high ?? '—' })}</span>
            )}
          </span>
          {one.state !== 'unknown' && (
            <LevelTag level={levels[one.state]}>{t(`diagnostics.state.${one.state}`)}</LevelTag>
          )}
        </li>
      ))}
    </ul>
  );
}
