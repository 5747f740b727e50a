// One month back or on.
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { addMonths } from '../../rules/month.ts';
import styles from './roving.module.css';

export function MonthSwitch({ month, onChange }: { month: string; onChange: (month: string) => void }) {
  const { t } = useWords();
  const [year, number] = month.split('-').map(Number);
  return (
    <div className={styles['months']}>
      <Button kind="quiet" icon="back" onClick={() => onChange(addMonths(month, -1))}>
        {t('roving.monthBefore')}
      </Button>
      <strong aria-live="polite">{t('roving.month', { year, month: number })}</strong>
      <Button kind="quiet" icon="next" onClick={() => onChange(addMonths(month, 1))}>
        {t('roving.monthAfter')}
      </Button>
    </div>
  );
}
