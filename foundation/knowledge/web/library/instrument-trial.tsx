// Tries an instrument: its inputs as a form, the result beside, the row that decides marked in the table.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { InstrumentVector } from '../../contract.ts';
import type { Answers } from '../../rules/form.ts';
import { instrumentForm } from '../../rules/instrument-form.ts';
import type { Instrument, InstrumentResult } from '../../rules/instrument.ts';
import { isQuantity } from '../../rules/values.ts';
import { FormView } from '../form/form-view.tsx';
import { OutcomeView } from '../form/outcome-view.tsx';
import { useLocalText } from '../form/use-local-text.ts';
import styles from './library.module.css';

export function InstrumentTrial({
  instrument,
  vectors,
  answers,
  onAnswers,
  result,
}: {
  instrument: Instrument;
  vectors: readonly InstrumentVector[];
  answers: Answers;
  onAnswers: (answers: Answers) => void;
  result: InstrumentResult;
}) {
  const { t } = useTranslation();
  const { unit } = useWords();
  const text = useLocalText();
  const form = useMemo(
    () =>
      instrumentForm(instrument, {
        unit: (ucum, key) => (ucum === 'a' ? t(key === 'age' ? 'knowledge.years' : 'knowledge.yearSpan') : unit(ucum)),
      }),
    [instrument, unit, t],
  );
  const nameOf = (key: string) => {
    const input = instrument.inputs.find((one) => one.key === key);
    return input ? text(input.label) : key;
  };
  return (
    <section className={`${styles['trial']} no-print`} aria-label={t('knowledge.try')}>
      <h2>{t('knowledge.try')}</h2>
      <p className="quiet">{t('knowledge.tryText')}</p>
      <div className={styles['filters']}>
        <SelectField
          name="example"
          label={t('knowledge.example')}
          value=""
          onChange={(name) => {
            const vector = vectors.find((one) => one.name === name);
            if (vector)
              onAnswers(
                Object.fromEntries(
                  Object.entries(vector.values).map(([key, value]) => [key, isQuantity(value) ? value.value : value]),
                ),
              );
          }}
          choices={[
            { value: '', label: t('knowledge.exampleNone') },
            ...vectors.filter((one) => !one.history).map(({ name }) => ({ value: name, label: name })),
          ]}
        />
        <Button onClick={() => onAnswers({})}>{t('knowledge.clear')}</Button>
      </div>
      <div className={styles['sticky']}>
        <OutcomeView result={result} nameOf={nameOf}>
          {result.state === 'complete' && (
            <>
              <p>
                {t('knowledge.result.row', {
                  row: instrument.rows.findIndex(({ key }) => key === result.row) + 1,
                })}
              </p>
              {result.contributions.length > 0 && (
                <p>{result.contributions.map(({ label, value }) => `${text(label)} ${value}`).join(' + ')}</p>
              )}
            </>
          )}
        </OutcomeView>
      </div>
      {instrument.counters && <p className="quiet">{t('knowledge.counters')}</p>}
      <FormView definition={form} answers={answers} onChange={onAnswers} today={dayOf(new Date())} />
    </section>
  );
}
