// The options of a choice: words, and which of them is abnormal; a keypad's digit each.
import { Button } from '#platform/ui/actions/button.tsx';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { ChoiceQuestion, Question } from '../../rules/template.ts';
import styles from '../follow-up.module.css';

const codes = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

export function OptionsEditor({
  question,
  onChange,
}: {
  question: ChoiceQuestion;
  onChange: (question: Question) => void;
}) {
  const { t } = useWords();
  const { options } = question;
  const set = (next: ChoiceQuestion['options']) => onChange({ ...question, options: next });
  const free = codes.find((code) => options.every((one) => one.code !== code));
  return (
    <>
      <ul className={styles['options']} aria-label={t('followUp.options')}>
        {options.map((option, index) => (
          <li key={option.code}>
            <TextField
              name={`option-${question.key}-${option.code}`}
              label={t('followUp.option', { number: index + 1 })}
              value={option.text}
              onChange={(text) => set(options.map((one, at) => (at === index ? { ...one, text } : one)))}
            />
            <label>
              <input
                type="checkbox"
                checked={option.abnormal ?? false}
                onChange={(event) =>
                  set(
                    options.map((one, at) =>
                      at === index
                        ? { code: one.code, text: one.text, ...(event.target.checked && { abnormal: true }) }
                        : one,
                    ),
                  )
                }
              />{' '}
              {t('followUp.abnormal')}
            </label>
            {options.length > 2 && (
              <Button kind="quiet" onClick={() => set(options.filter((_one, at) => at !== index))}>
                {t('followUp.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {free && (
        <p>
          <Button kind="quiet" icon="plus" onClick={() => set([...options, { code: free, text: '' }])}>
            {t('followUp.addOption')}
          </Button>
        </p>
      )}
    </>
  );
}
