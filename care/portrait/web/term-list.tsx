// The eight parts: points, the values they rest on with where these came from and when, what gives all points, and what is missing.
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { PersonIndexReply, TermTold } from '../contract.ts';
import styles from './portrait.module.css';

export function TermList({ index }: { index: PersonIndexReply }) {
  const { t } = useWords();
  const known = index.terms.flatMap(({ points }) => (points === undefined ? [] : [points]));
  const lowest = Math.min(...known);
  const treated = index.terms.some(({ inputs }) =>
    inputs.some(({ key, value }) => (key === 'antihypertensive' || key === 'lipidLowering') && value === true),
  );
  return (
    <section className={styles['card']} aria-label={t('portrait.parts')}>
      <h2>{t('portrait.parts')}</h2>
      <p className="quiet">{t('portrait.partsText')}</p>
      <ul className={styles['terms']}>
        {index.terms.map((term) => (
          <Term
            key={term.key}
            term={term}
            first={term.points !== undefined && term.points === lowest && lowest < 100}
          />
        ))}
      </ul>
      {treated && <p className={styles['notice']}>{t('portrait.keepMedicine')}</p>}
    </section>
  );
}

function Term({ term, first }: { term: TermTold; first: boolean }) {
  const { t, instant } = useWords();
  const text = useLocalText();
  const { points, full, inputs, lacks } = term;
  const ways = [...new Set(lacks.map(({ how }) => how))];
  return (
    <li>
      <div className={styles['termHead']}>
        <h3>{t(`portrait.term.${term.key}`)}</h3>
        {first && <span className={styles['first']}>{t('portrait.first')}</span>}
        <span className={styles['points']}>
          {points === undefined ? t('portrait.unknown') : t('portrait.points', { points })}
        </span>
      </div>
      {points !== undefined && (
        <div className={styles['bar']} aria-hidden="true">
          <i style={{ width: `${points}%` }} data-band={points < 50 ? 'low' : points < 80 ? 'moderate' : 'high'} />
        </div>
      )}
      {inputs.length > 0 && (
        <ul className={styles['inputs']}>
          {inputs.map((input) => (
            <li key={input.key}>
              {text(input.label)} <b>{text(input.told)}</b>
              <span className="quiet">
                {t(`portrait.origin.${input.origin}`)}
                {input.at && ` · ${instant(input.at)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {lacks.length > 0 && (
        <p>
          {t('portrait.missing', { what: lacks.map((one) => text(one.label)).join(t('ui.comma')) })}
          {ways.map((how) => t(`portrait.how.${how}`)).join('')}
        </p>
      )}
      {full && points !== 100 && <p className="quiet">{t('portrait.full', { what: text(full) })}</p>}
    </li>
  );
}
