// A form: filled in for a try with what its table proposes, and the list of its items as the sync and the record see them.
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import type { ContentSheet } from '../../contract.ts';
import { addDays } from '../../rules/check-answers.ts';
import { decideFollowUp } from '../../rules/decide-follow-up.ts';
import { evaluateForm, itemsOf } from '../../rules/evaluate-form.ts';
import type { Answers, FormDefinition } from '../../rules/form.ts';
import type { Instrument } from '../../rules/instrument.ts';
import { FormView, focusFirstFault } from '../form/form-view.tsx';
import { OutcomeView } from '../form/outcome-view.tsx';
import { useLocalText } from '../form/use-local-text.ts';
import { sampleAnswers } from './sample-answers.ts';
import { SheetFrame } from './sheet-frame.tsx';
import styles from './library.module.css';

const sampleAge = 66;
const sampleDaysAgo = 92;

export function FormSheetView({
  sheet,
  instruments,
}: {
  sheet: ContentSheet<FormDefinition, never>;
  instruments: readonly Instrument[];
}) {
  const { t } = useTranslation();
  const text = useLocalText();
  const { content: form } = sheet;
  const today = dayOf(new Date());
  const place = useRef<HTMLDivElement>(null);
  const [answers, setAnswers] = useState<Answers>({});
  const [showFaults, setShowFaults] = useState(false);
  const [previous] = useState(() => ({ on: addDays(today, -sampleDaysAgo), answers: sampleAnswers(form) }));
  const result = evaluateForm(form, answers, today);
  const table = instruments.find(
    ({ id, version }) => id === form.decision?.instrument && version === form.decision.version,
  );
  const decision =
    table && decideFollowUp(form, table, { answers: result.answers, person: { age: sampleAge }, visitOn: today });
  const toGo = result.state === 'complete' ? 0 : result.missing.length + result.faults.length;
  return (
    <SheetFrame sheet={sheet}>
      <p>{text(form.purpose)}</p>
      <div className={styles['sides']}>
        <div ref={place} className="no-print">
          <div className={styles['bar']}>
            <h2>{t('knowledge.form.filled')}</h2>
            <span role="status">
              {toGo === 0 ? t('knowledge.form.complete') : t('knowledge.form.toGo', { count: toGo })}
            </span>
            <Button
              onClick={() => {
                setShowFaults(true);
                if (place.current) focusFirstFault(place.current, result);
              }}
            >
              {t('knowledge.form.showMissing')}
            </Button>
            <Button
              kind="quiet"
              onClick={() => {
                setAnswers({});
                setShowFaults(false);
              }}
            >
              {t('knowledge.clear')}
            </Button>
          </div>
          {decision && (
            <div className={styles['sticky']}>
              <OutcomeView
                result={decision.result}
                nameOf={(key) => text(table.inputs.find((input) => input.key === key)?.label ?? { zh: key, en: key })}
              >
                {Object.keys(decision.proposed).length > 0 && (
                  <Button kind="primary" onClick={() => setAnswers({ ...answers, ...decision.proposed })}>
                    {t('knowledge.form.takeProposal')}
                  </Button>
                )}
              </OutcomeView>
            </div>
          )}
          <FormView
            definition={form}
            answers={answers}
            onChange={setAnswers}
            previous={previous}
            today={today}
            showFaults={showFaults}
          />
        </div>
        <ItemsTable form={form} />
      </div>
    </SheetFrame>
  );
}

function ItemsTable({ form }: { form: FormDefinition }) {
  const { t } = useTranslation();
  const text = useLocalText();
  const asked = itemsOf(form).length;
  return (
    <section className={styles['part']}>
      <h2>
        {t('knowledge.form.answers')} ({asked})
      </h2>
      <p className="no-print">
        <a href={`/api/knowledge/forms/${form.id}/${form.version}/questionnaire`}>
          {t('knowledge.form.questionnaire')}
        </a>
      </p>
      <div className={styles['wide']} tabIndex={0} role="region" aria-label={t('knowledge.form.answers')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('knowledge.form.item')}</th>
              <th scope="col">{t('knowledge.form.kind')}</th>
              <th scope="col">{t('knowledge.form.conflict')}</th>
            </tr>
          </thead>
          {form.sections.map((section) => (
            <tbody key={section.key}>
              <tr>
                <th scope="rowgroup" colSpan={3}>
                  {text(section.title)}
                </th>
              </tr>
              {section.items.map((item) => (
                <tr key={item.key}>
                  <td>
                    {text(item.label)}
                    {item.mark}
                    {item.required && <span className={styles['must']}> {t('knowledge.form.requiredMark')}</span>}
                  </td>
                  <td>
                    {t(`knowledge.item.${item.kind}`)}
                    {'unit' in item && <span className="quiet"> {text(item.unitLabel)}</span>}
                    {item.code && <code className={styles['code']}>{item.code.code}</code>}
                  </td>
                  <td>{t(`knowledge.conflict.${item.conflict}`)}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}
