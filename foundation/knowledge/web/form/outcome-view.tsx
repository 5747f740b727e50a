// What an instrument says: the outcome with shape and colour, what to do, how sure its content is, or what is missing.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstrumentResult } from '../../rules/instrument.ts';
import { useLocalText } from './use-local-text.ts';
import styles from './outcome.module.css';

const shapes = { normal: '●', attention: '◆', dangerous: '▲' } as const;

export interface OutcomeViewProps {
  result: InstrumentResult;
  /** Names an input for what is missing. */
  nameOf: (key: string) => string;
  children?: ReactNode;
}
export function OutcomeView({ result, nameOf, children }: OutcomeViewProps) {
  const { t } = useTranslation();
  const text = useLocalText();
  const label = result.status !== 'reviewed' && (
    <span className={styles['status']}>{t(`knowledge.status.${result.status}.hint`)}</span>
  );
  if (result.state === 'not-applicable')
    return (
      <div className={styles['outcome']} role="status">
        <strong>{t('knowledge.result.notApplicable')}</strong>
        <p>{text(result.reason)}</p>
      </div>
    );
  if (result.state === 'incomplete')
    return (
      <div className={styles['outcome']} role="status">
        <strong>{t('knowledge.result.incomplete')}</strong>
        {result.missing.length > 0 && (
          <p>{t('knowledge.result.missing', { names: result.missing.map(nameOf).join('、') })}</p>
        )}
        {result.implausible.length > 0 && (
          <p>{t('knowledge.result.implausible', { names: result.implausible.map(nameOf).join('、') })}</p>
        )}
      </div>
    );
  const { outcome, score } = result;
  return (
    <div className={styles['outcome']} data-tone={outcome.tone} role="status">
      <strong>
        <span aria-hidden="true">{shapes[outcome.tone]} </span>
        {text(outcome.label)}
        {score && (
          <span className={styles['score']}>
            {Number(score.value.toFixed(3))}
            {score.unit === '%' ? '%' : score.unit === '{score}' ? ` ${t('knowledge.result.points')}` : ''}
          </span>
        )}
      </strong>
      <ol>
        {outcome.actions.map((action) => (
          <li key={action.en}>{text(action)}</li>
        ))}
      </ol>
      {outcome.nextContactDays !== undefined && (
        <p>
          {outcome.nextContactDays === 0
            ? t('knowledge.result.contactToday')
            : t('knowledge.result.nextContact', { days: outcome.nextContactDays })}
        </p>
      )}
      {label}
      {children}
    </div>
  );
}
