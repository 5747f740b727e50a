// An instrument as a clinician reads it: rows from the top, values behind them, worked examples, and a try-out.
import { useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { InstrumentSheet, InstrumentVector } from '../../contract.ts';
import type { Curve } from '../../rules/curve.ts';
import { describeCondition, describeExpression, type ReadingWords } from '../../rules/describe.ts';
import { evaluateInstrument } from '../../rules/evaluate-instrument.ts';
import type { Answers } from '../../rules/form.ts';
import type { DerivedValue, Instrument } from '../../rules/instrument.ts';
import { mismatch } from '../../rules/proof/prove-vectors.ts';
import { useLocalText } from '../form/use-local-text.ts';
import { InstrumentTrial } from './instrument-trial.tsx';
import { SheetFrame } from './sheet-frame.tsx';
import { useReadingWords } from './use-reading-words.ts';
import styles from './library.module.css';

export function InstrumentSheetView({ sheet }: { sheet: InstrumentSheet }) {
  const { t } = useTranslation();
  const { count } = useWords();
  const text = useLocalText();
  const { vectors, effective } = sheet;
  const instrument = { ...sheet.content, status: effective };
  const words = useReadingWords(instrument);
  const [answers, setAnswers] = useState<Answers>({});
  const result = evaluateInstrument(instrument, answers);
  // Without its table there is nothing to read in rows or to try.
  if (instrument.status === 'awaiting-table')
    return (
      <SheetFrame sheet={sheet}>
        <p>{text(instrument.purpose)}</p>
      </SheetFrame>
    );
  return (
    <SheetFrame sheet={sheet}>
      <p>{text(instrument.purpose)}</p>
      <div className={styles['sides']}>
        <div>
          <RowsTable
            instrument={instrument}
            words={words}
            decided={result.state === 'complete' ? result.row : undefined}
          />
          <p className="quiet">{t('knowledge.combinations', { combinations: count(sheet.combinations) })}</p>
          {instrument.exclusions.length > 0 && (
            <section className={styles['part']}>
              <h2>{t('knowledge.exclusions')}</h2>
              <ul>
                {instrument.exclusions.map(({ when, reason }) => (
                  <li key={reason.en}>
                    {describeCondition(when, words)}：{text(reason)}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section className={styles['part']}>
            <h2>{t('knowledge.derived')}</h2>
            <dl className={styles['derived']}>
              {instrument.derived.map((value) => (
                <div key={value.key}>
                  <dt>{text(value.label)}</dt>
                  <dd>
                    {derivation(value, words, t)}
                    {'curve' in value && <CurvePoints curve={value.curve} />}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
          <Examples instrument={instrument} vectors={vectors} />
        </div>
        <InstrumentTrial
          instrument={instrument}
          vectors={vectors}
          answers={answers}
          onAnswers={setAnswers}
          result={result}
        />
      </div>
    </SheetFrame>
  );
}

/** Every point, for whoever signs: folded on the screen, whole on paper. */
function CurvePoints({ curve: { at, values } }: { curve: Curve }) {
  const { t } = useTranslation();
  const points = at.map((place, index) => `${place}: ${values[index]}`).join(' · ');
  return (
    <>
      <details className="no-print">
        <summary>{t('knowledge.curvePoints')}</summary>
        <p className={styles['points']}>{points}</p>
      </details>
      <p className={`print-only ${styles['points']}`}>{points}</p>
    </>
  );
}

function derivation(value: DerivedValue, words: ReadingWords, t: TFunction): string {
  if ('condition' in value) return describeCondition(value.condition, words);
  if ('expression' in value) return describeExpression(value.expression, words);
  if ('table' in value)
    return value.table
      .map((row) => `${row.when ? describeCondition(row.when, words) : t('knowledge.otherwise')} → ${row.value}`)
      .join('；');
  if ('choices' in value)
    return Object.entries(value.choices)
      .map(([code, points]) => `${words.code(value.of, code)} → ${points}`)
      .join('；');
  if ('curve' in value)
    return t('knowledge.curve', {
      label: words.label(value.of),
      points: value.curve.at.length,
      from: value.curve.at[0],
      to: value.curve.at.at(-1),
    });
  return value.intervals
    .map(({ from, below, value: points }) => {
      const bounds = [
        ...(from === undefined ? [] : [words.bound('atLeast', from)]),
        ...(below === undefined ? [] : [words.bound('below', below)]),
      ];
      return `${bounds.join(` ${words.and} `)} → ${points}`;
    })
    .join('；');
}

function RowsTable({ instrument, words, decided }: { instrument: Instrument; words: ReadingWords; decided?: string }) {
  const { t } = useTranslation();
  const text = useLocalText();
  return (
    <section className={styles['part']}>
      <h2>{t('knowledge.table')}</h2>
      <div className={styles['wide']} tabIndex={0} role="region" aria-label={t('knowledge.table')}>
        <table className={`${styles['table']} ${styles['cards']}`}>
          <thead>
            <tr>
              <th scope="col">{t('knowledge.row')}</th>
              <th scope="col">{t('knowledge.when')}</th>
              <th scope="col">{t('knowledge.then')}</th>
              <th scope="col">{t('knowledge.do')}</th>
              <th scope="col">{t('knowledge.next')}</th>
            </tr>
          </thead>
          <tbody>
            {instrument.rows.map(({ key, when, outcome }, index) => (
              <tr key={key} data-decided={key === decided || undefined} aria-current={key === decided || undefined}>
                <td>{index + 1}</td>
                <td>{when ? describeCondition(when, words) : t('knowledge.otherwise')}</td>
                <td className={styles['tone']} data-tone={outcome.tone}>
                  {text(outcome.label)}
                </td>
                <td>
                  <ol className={styles['actions']}>
                    {outcome.actions.map((action) => (
                      <li key={action.en}>{text(action)}</li>
                    ))}
                  </ol>
                </td>
                <td>
                  {outcome.nextContactDays !== undefined &&
                    (outcome.nextContactDays === 0
                      ? t('knowledge.form.today')
                      : t('knowledge.days', { days: outcome.nextContactDays }))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Examples({ instrument, vectors }: { instrument: Instrument; vectors: readonly InstrumentVector[] }) {
  const { t } = useTranslation();
  const text = useLocalText();
  const expected = ({ expect }: InstrumentVector): string => {
    if (expect.state !== 'complete') return t(`knowledge.result.${expect.state}`);
    const row = instrument.rows.find(({ key }) => key === expect.row);
    return [row && text(row.outcome.label), expect.score].filter((part) => part !== undefined).join(' · ');
  };
  return (
    <section className={styles['part']}>
      <h2>{t('knowledge.examples')}</h2>
      <div className={styles['wide']} tabIndex={0} role="region" aria-label={t('knowledge.examples')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('knowledge.exampleName')}</th>
              <th scope="col">{t('knowledge.expected')}</th>
              <th scope="col">{t('knowledge.origin')}</th>
              <th scope="col">{t('knowledge.proof')}</th>
            </tr>
          </thead>
          <tbody>
            {vectors.map((vector) => {
              const found = evaluateInstrument(instrument, vector.values, vector.history);
              const wrong = mismatch(vector.expect, found);
              return (
                <tr key={vector.name}>
                  <td>{vector.name}</td>
                  <td>{expected(vector)}</td>
                  <td>{t(`knowledge.origin.${vector.origin}`)}</td>
                  <td className={`${styles['tone']} ${styles['passes']}`} data-tone={wrong ? 'dangerous' : 'normal'}>
                    {wrong ? `▲ ${t('knowledge.fails')}` : `● ${t('knowledge.passes')}`}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
