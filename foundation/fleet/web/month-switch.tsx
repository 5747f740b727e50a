// Steps from month to month.
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { monthAfter } from './use-commitments.ts';
import styles from './fleet.module.css';

export function MonthSwitch({ month, onChange }: { month: string; onChange: (month: string) => void }) {
  const { t } = useWords();
  const [year, number] = month.split('-').map(Number);
  return (
    <div className={styles['row']} role="group" aria-label={t('fleet.month')}>
      <Button icon="back" onClick={() => onChange(monthAfter(month, -1))}>
        {t('fleet.monthBefore')}
      </Button>
      <strong>{t('fleet.monthOf', { year, month: number })}</strong>
      <Button icon="next" onClick={() => onChange(monthAfter(month, 1))}>
        {t('fleet.monthNext')}
      </Button>
    </div>
  );
}
