// One question of a template: its words, what kind of answer, when it is asked, what counts as abnormal.
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import type { VitalKind } from '#foundation/record/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { NumberField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { readNumber } from '#platform/ui/form/range.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { unitText } from '../../rules/template-form.ts';
import { answersOfKind, type NumberQuestion, type Question } from '../../rules/template.ts';
import { OptionsEditor } from './options-editor.tsx';
import styles from '../follow-up.module.css';

const kinds = ['yes-no', 'choice', 'number', 'text'] as const;
const measures = Object.keys(vitalRules) as VitalKind[];

export interface QuestionEditorProps {
  question: Question;
  number: number;
  earlier: readonly Question[];
  faults: readonly string[];
  /** `undefined` takes it away. */
  onChange: (question: Question | undefined) => void;
  onUp?: () => void;
  onDown?: () => void;
}

export function QuestionEditor({ question, number, earlier, faults, onChange, onUp, onDown }: QuestionEditorProps) {
  const { t } = useWords();
  const { key, text, required, after } = question;
  const head = { key, text, required, ...(after && { after }) };
  const become = (kind: Question['kind']) =>
    onChange(
      kind === 'number'
        ? { ...head, kind, measure: 'systolic' }
        : kind === 'choice'
          ? {
              ...head,
              kind,
              options: [
                { code: 'a', text: '' },
                { code: 'b', text: '' },
              ],
            }
          : { ...head, kind },
    );
  const branches = earlier.filter((one) => answersOfKind(one).length > 0);
  const asked = branches.find((one) => one.key === after?.key);
  return (
    <fieldset className={styles['question']} data-faulty={faults.length > 0 || undefined}>
      <legend>{t('followUp.questionNumber', { number })}</legend>
      {faults.length > 0 && (
        <p className={styles['faults']}>{[...new Set(faults)].map((one) => t(`followUp.fault.${one}`)).join('；')}</p>
      )}
      <TextField
        name={`text-${key}`}
        lines={2}
        label={t('followUp.questionText')}
        value={text}
        onChange={(next) => onChange({ ...question, text: next })}
      />
      <div className={styles['row']}>
        <SelectField
          name={`kind-${key}`}
          label={t('followUp.answerKind')}
          value={question.kind}
          onChange={(next) => become(next as Question['kind'])}
          choices={kinds.map((value) => ({ value, label: t(`followUp.kind.${value}`) }))}
        />
        {branches.length > 0 && (
          <SelectField
            name={`after-${key}`}
            label={t('followUp.askedWhen')}
            value={after ? `${after.key} ${after.is}` : ''}
            onChange={(next) => {
              const [of, is] = next.split(' ');
              const { after: _before, ...rest } = question;
              onChange((next === '' ? rest : { ...rest, after: { key: of!, is: is! } }) as Question);
            }}
            choices={[
              { value: '', label: t('followUp.always') },
              ...branches.flatMap((one) =>
                answersOfKind(one).map((is) => ({
                  value: `${one.key} ${is}`,
                  label: t('followUp.onlyAfter', { question: one.text, answer: wordOf(one, is, t) }),
                })),
              ),
              ...(after && !asked
                ? [{ value: `${after.key} ${after.is}`, label: t('followUp.fault.after-unknown') }]
                : []),
            ]}
          />
        )}
        <label>
          <input
            type="checkbox"
            checked={required}
            onChange={(event) => onChange({ ...question, required: event.target.checked })}
          />{' '}
          {t('followUp.required')}
        </label>
      </div>
      {question.kind === 'number' && <Bounds question={question} onChange={onChange} />}
      {question.kind === 'choice' && <OptionsEditor question={question} onChange={onChange} />}
      {question.kind === 'yes-no' && (
        <SelectField
          name={`abnormal-${key}`}
          label={t('followUp.abnormalIs')}
          value={question.abnormal ?? ''}
          onChange={(next) => {
            const { abnormal: _before, ...rest } = question;
            onChange(next === '' ? rest : { ...rest, abnormal: next as 'yes' | 'no' });
          }}
          choices={[
            { value: '', label: t('followUp.neither') },
            { value: 'yes', label: t('followUp.yes') },
            { value: 'no', label: t('followUp.no') },
          ]}
        />
      )}
      <div className={styles['row']}>
        {onUp && (
          <Button kind="quiet" onClick={onUp}>
            {t('followUp.up')}
          </Button>
        )}
        {onDown && (
          <Button kind="quiet" onClick={onDown}>
            {t('followUp.down')}
          </Button>
        )}
        <Button kind="quiet" onClick={() => onChange(undefined)}>
          {t('followUp.remove')}
        </Button>
      </div>
    </fieldset>
  );
}

const wordOf = (question: Question, is: string, t: (key: string) => string): string =>
  question.kind === 'choice' ? (question.options.find(({ code }) => code === is)?.text ?? is) : t(`followUp.${is}`);

function Bounds({ question, onChange }: { question: NumberQuestion; onChange: (question: Question) => void }) {
  const { t } = useWords();
  const { unit, plausible } = vitalRules[question.measure];
  const range = { possible: plausible, digits: 1 } as const;
  const bound = (name: 'abnormalAbove' | 'abnormalBelow') => (
    <NumberField
      name={`${name}-${question.key}`}
      label={t(`followUp.${name}`)}
      unit={unitText(unit)}
      range={range}
      optional
      value={question[name] === undefined ? '' : String(question[name])}
      onChange={(typed) => {
        const reading = readNumber(typed, range);
        const { [name]: _before, ...rest } = question;
        onChange('value' in reading ? { ...rest, [name]: reading.value } : rest);
      }}
    />
  );
  return (
    <div className={styles['row']}>
      <SelectField
        name={`measure-${question.key}`}
        label={t('followUp.measure')}
        value={question.measure}
        onChange={(next) => onChange({ ...question, measure: next as VitalKind })}
        choices={measures.map((value) => ({ value, label: vitalRules[value].text }))}
      />
      {bound('abnormalBelow')}
      {bound('abnormalAbove')}
    </div>
  );
}
