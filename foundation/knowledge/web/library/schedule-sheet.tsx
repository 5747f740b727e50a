// A vaccination schedule as a vaccinator reads it: each dose with its age, how early it may be, how far from the one before.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { ScheduleSheet } from '../../contract.ts';
import type { Age, VaccineDose } from '../../rules/vaccine-schedule.ts';
import { useLocalText } from '../form/use-local-text.ts';
import { SheetFrame } from './sheet-frame.tsx';
import styles from './library.module.css';

export function ScheduleSheetView({ sheet }: { sheet: ScheduleSheet }) {
  const { t, date } = useWords();
  const text = useLocalText();
  const { content, vectors } = sheet;
  const age = ({ months }: Age): string => {
    if (months === 0) return t('knowledge.age.birth');
    return months >= 36 && months % 12 === 0
      ? t('knowledge.age.years', { count: months / 12 })
      : t('knowledge.age.months', { count: months });
  };
  const interval = ({ leastDays, leastMonths }: VaccineDose): string => {
    if (leastDays !== undefined) return t('knowledge.leastDays', { count: leastDays });
    return leastMonths === undefined ? '' : t('knowledge.leastMonths', { count: leastMonths });
  };
  return (
    <SheetFrame sheet={sheet}>
      <p>{text(content.purpose)}</p>
      <p className="quiet">{t('knowledge.bornFrom', { on: content.bornFrom })}</p>
      <div className={styles['wide']} tabIndex={0} role="region" aria-label={text(content.title)}>
        <table className={`${styles['table']} ${styles['schedule']}`}>
          <thead>
            <tr>
              <th scope="col">{t('knowledge.vaccine')}</th>
              <th scope="col">{t('knowledge.dose')}</th>
              <th scope="col">{t('knowledge.recommendedAt')}</th>
              <th scope="col">{t('knowledge.earliestAt')}</th>
              <th scope="col">{t('knowledge.leastInterval')}</th>
            </tr>
          </thead>
          <tbody>
            {content.series.flatMap((series) =>
              series.doses.map((dose, index) => (
                <tr key={`${series.code} ${dose.number}`}>
                  {index === 0 && (
                    <th scope="rowgroup" rowSpan={series.doses.length}>
                      {text(series.name)}
                      {series.insteadOf !== undefined && <p className="quiet">{t('knowledge.oneOfTwo')}</p>}
                      {series.untilAt && (
                        <p className="quiet">{t('knowledge.untilAt', { age: age(series.untilAt) })}</p>
                      )}
                      {series.sex && <p className="quiet">{t(`knowledge.onlyFor.${series.sex}`)}</p>}
                    </th>
                  )}
                  <td>{dose.number}</td>
                  <td>{age(dose.recommendedAt)}</td>
                  <td>{age(dose.earliestAt)}</td>
                  <td>{interval(dose)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
      <section className={styles['part']}>
        <h2>{t('knowledge.examples')}</h2>
        <ul>
          {vectors.map(({ name, child, on }) => (
            <li key={name}>
              {name}{' '}
              <span className="quiet">
                {t('knowledge.scheduleExample', { born: date(child.bornOn), on: date(on) })}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </SheetFrame>
  );
}
