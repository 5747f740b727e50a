// What should be measured or tested today, with the last values.
import { dayOf } from '#platform/contract.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import type { DueTest } from '../../rules/due-tests.ts';
import styles from '../chronic.module.css';

const units: Record<DueTest['key'], string> = {
  systolic: 'mm[Hg]',
  diastolic: 'mm[Hg]',
  fastingGlucose: 'mmol/L',
  glucose: 'mmol/L',
  saturation: '%',
  weight: 'kg',
  haemoglobinA1c: '%',
  creatinine: 'umol/L',
  lowDensityLipoprotein: 'mmol/L',
};

const overdue = ({ dueOn }: DueTest): boolean => dueOn < dayOf(new Date());

export function TestsCard({ tests }: { tests: readonly DueTest[] }) {
  const { t, date, unit } = useWords();
  return (
    <section className={styles['card']} aria-label={t('chronic-care.tests')}>
      <h2>{t('chronic-care.tests')}</h2>
      <ul className={styles['lines']}>
        {tests.map((test) => (
          <li key={test.key}>
            <LevelTag level={test.isDue ? 'amber' : 'green'}>
              {test.isDue
                ? overdue(test)
                  ? t('chronic-care.testOverdue', { day: date(test.dueOn) })
                  : t('chronic-care.testDue')
                : t('chronic-care.testFrom', { day: date(test.dueOn) })}
            </LevelTag>
            <strong>{t(`chronic-care.test.${test.key}`)}</strong>
            <span className={styles['values']}>
              {test.value === undefined
                ? t('chronic-care.testNever')
                : [
                    `${test.value} ${unit(units[test.key])}`,
                    test.lastOn && date(test.lastOn),
                    t(test.atHome ? 'chronic-care.testAtHome' : 'chronic-care.testByStaff'),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
            </span>
            {test.draft && <span className={styles['tag']}>{t('chronic-care.draft')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
