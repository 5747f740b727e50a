// One model's result: how high, over which time, on what it rests, what is missing, what would change it.
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag, type Level } from '#platform/ui/states/level.tsx';
import type { PersonRisk, RiskResult } from '../contract.ts';
import type { RiskLevel } from '../rules/models.ts';
import { cutsOf, cutText, mostPoints } from '../rules/cuts.ts';
import { leverEffect, type WhatIf } from '../rules/levers.ts';
import { toldAdvice } from '../rules/told-advice.ts';
import { PeoplePicture } from './people-picture.tsx';
import { evaluatorOf, useScoreIf, valuesOf } from './use-risk.ts';
import styles from './risk.module.css';

export const tagOf: Record<RiskLevel, Level> = { low: 'green', medium: 'amber', high: 'red' };
const digits = (value: number): string => String(Math.round(value * 10) / 10);
const pressures: readonly string[] = ['systolic', 'diastolic'];

export function ResultCard({ risk, one, whatIf }: { risk: PersonRisk; one: RiskResult; whatIf: WhatIf }) {
  const { t, unit } = useWords();
  const text = useLocalText();
  const { result, level, horizonYears } = one;
  const changed = useScoreIf(risk, one, whatIf);
  const instrument = risk.instruments.find(({ id }) => id === one.model);
  const label = (key: string): string => {
    const found = instrument?.inputs.find((input) => input.key === key)?.label;
    // The equation counts steps of schooling; people are asked in words.
    if (key === 'education') return t('risk.input.education');
    return found ? text(found) : key;
  };
  const most = instrument && mostPoints(instrument);
  const actions = result.state === 'complete' ? toldAdvice(result.outcome.actions, valuesOf(risk)) : [];
  const restsOnHome = risk.values.some(
    ({ key, origin }) =>
      origin === 'home' && pressures.includes(key) && instrument?.inputs.some((input) => input.key === key),
  );
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
                {most === undefined
                  ? `${digits(score)} ${unit(result.score?.unit ?? '1')}`.trim()
                  : t('risk.points', { points: digits(score), most })}
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
          {restsOnHome && <p className="quiet">{t('risk.homePressure')}</p>}
          {actions.length > 0 && (
            <ul>
              {actions.map((action) => (
                <li key={action.zh}>{text(action)}</li>
              ))}
            </ul>
          )}
          <LeverTable risk={risk} one={one} />
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
      {instrument && <ModelLine risk={risk} instrument={instrument} />}
    </article>
  );
}

/** By which model, who published it, and where it parts its levels. */
function ModelLine({ risk, instrument }: { risk: PersonRisk; instrument: Instrument }) {
  const { t, unit } = useWords();
  const text = useLocalText();
  const cuts = cutsOf(instrument, valuesOf(risk));
  const scoreUnit = instrument.derived.find(({ key }) => key === instrument.score)?.unit ?? '1';
  const unitWord = scoreUnit === '{score}' ? t('risk.pointsUnit') : unit(scoreUnit);
  return (
    <p className="quiet">
      {t('risk.byModel', {
        title: text(instrument.title),
        cite: instrument.provenance[0]?.cite.split(/; | · /)[0] ?? '',
      })}
      {cuts.length > 0 &&
        t('risk.cuts', {
          cuts: cuts
            .map(({ level, bound }) => `${t(`risk.level.${level}`)} ${cutText(bound)} ${unitWord}`.trim())
            .join(t('ui.comma')),
        })}
    </p>
  );
}

/** What each change alone would do; what there is nothing to change of is left out. */
function LeverTable({ risk, one }: { risk: PersonRisk; one: RiskResult }) {
  const { t } = useWords();
  const evaluate = evaluatorOf(risk, one);
  const { result } = one;
  const score = result.state === 'complete' ? result.score?.value : undefined;
  if (score === undefined || !evaluate) return null;
  const rows = one.levers.flatMap((key) => {
    const effect = leverEffect(evaluate, valuesOf(risk), key);
    return effect.kind === 'needless' ? [] : [{ key, effect }];
  });
  if (rows.length === 0) return null;
  return (
    <table className={styles['levers']}>
      <caption>{t('risk.eachAlone')}</caption>
      <tbody>
        {rows.map(({ key, effect }) => (
          <tr key={key}>
            <th scope="row">{t(`risk.lever.${key}`)}</th>
            <td>
              {effect.kind === 'unsupported'
                ? t('risk.leverUnsupported')
                : effect.kind === 'same' || digits(effect.score) === digits(score)
                  ? t('risk.leverNothing')
                  : t('risk.leverTo', { from: digits(score), to: digits(effect.score) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
