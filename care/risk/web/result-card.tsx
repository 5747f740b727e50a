// One model's result: how high, over which time, on what it rests, what is missing, what would change it.
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag, type Level } from '#platform/ui/states/level.tsx';
import type { PersonRisk, RiskResult } from '../contract.ts';
import type { RiskLevel } from '../rules/assess.ts';
import { leverAlone, type WhatIf } from '../rules/levers.ts';
import { PeoplePicture } from './people-picture.tsx';
import { scoreIf, useScoreIf } from './use-risk.ts';
import styles from './risk.module.css';

export const tagOf: Record<RiskLevel, Level> = { low: 'green', medium: 'amber', high: 'red' };
const digits = (value: number): string => String(Math.round(value * 10) / 10);

export function ResultCard({ risk, one, whatIf }: { risk: PersonRisk; one: RiskResult; whatIf: WhatIf }) {
  const { t, unit } = useWords();
  const text = useLocalText();
  const { result, level, horizonYears } = one;
  const changed = useScoreIf(risk, one, whatIf);
  const label = (key: string): string => {
    const found = risk.instruments.find(({ id }) => id === one.model)?.inputs.find((input) => input.key === key)?.label;
    return found ? text(found) : key;
  };
  const isShare = result.state === 'complete' && result.score?.unit === '%';
  const score = result.state === 'complete' ? result.score?.value : undefined;
  return (
    <article className={styles['card']} aria-label={text(one.disease)}>
      <header className={styles['head']}>
        <h3>{text(one.disease)}</h3>
        <span className="quiet">{horizonYears > 0 ? t('risk.horizon', { count: horizonYears }) : t('risk.now')}</span>
        {level && <LevelTag level={tagOf[level]}>{t(`risk.level.${level}`)}</LevelTag>}
        {result.status === 'draft' && <span className={styles['draft']}>{t('risk.draft')}</span>}
      </header>
      {result.state === 'complete' && (
        <>
          <p className={styles['score']}>
            {score !== undefined && (
              <strong>
                {digits(score)}{' '}
                {result.score?.unit && result.score.unit !== '1' && result.score.unit !== '{score}'
                  ? unit(result.score.unit)
                  : ''}
              </strong>
            )}{' '}
            {text(result.outcome.label)}
            {changed !== undefined && score !== undefined && digits(changed) !== digits(score) && (
              <span className={styles['changed']}> {t('risk.wouldBe', { value: digits(changed) })}</span>
            )}
          </p>
          {isShare && score !== undefined && (
            <PeoplePicture percent={score} years={horizonYears} {...(changed !== undefined && { changed })} />
          )}
          {result.outcome.actions.length > 0 && (
            <ul>
              {result.outcome.actions.map((action) => (
                <li key={action.zh}>{text(action)}</li>
              ))}
            </ul>
          )}
          {score !== undefined && one.levers.length > 0 && (
            <table className={styles['levers']}>
              <caption>{t('risk.eachAlone')}</caption>
              <tbody>
                {one.levers.map((key) => {
                  const then = scoreIf(risk, one, leverAlone(key));
                  return (
                    <tr key={key}>
                      <th scope="row">{t(`risk.lever.${key}`)}</th>
                      <td>
                        {then === undefined || digits(then) === digits(score)
                          ? t('risk.leverNothing')
                          : t('risk.leverTo', { from: digits(score), to: digits(then) })}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          )}
        </>
      )}
      {result.state === 'incomplete' && (
        <p>
          {result.missing.length > 0 && t('risk.missing', { what: result.missing.map(label).join(t('ui.comma')) })}
          {result.implausible.length > 0 &&
            t('risk.implausible', { what: result.implausible.map(label).join(t('ui.comma')) })}
        </p>
      )}
      {result.state === 'not-applicable' && <p className="quiet">{text(result.reason)}</p>}
    </article>
  );
}
