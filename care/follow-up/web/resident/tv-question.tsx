// One question on the television: choices one under the other, a number by a pad of digits, a few words by the television's own keyboard.
import type { Answer, FormItem } from '#foundation/knowledge/rules/form.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { TvButton, useKeys } from './tv-keys.tsx';
import styles from './tv.module.css';

interface Asked<Item extends FormItem> {
  item: Item;
  /** As typed so far; an answer is taken with `give`. */
  typed: string;
  type: (typed: string) => void;
  give: (answer: Answer) => void;
}

export function TvQuestion({ item, ...rest }: Asked<FormItem>) {
  const { t } = useWords();
  switch (item.kind) {
    case 'choice':
      return item.options.map(({ code, label }) => (
        <TvButton key={code} onPress={() => rest.give(code)}>
          {label.zh}
        </TvButton>
      ));
    case 'yes-no':
      return [true, false].map((answer) => (
        <TvButton key={String(answer)} onPress={() => rest.give(answer)}>
          {t(answer ? 'followUp.tv.yes' : 'followUp.tv.no')}
        </TvButton>
      ));
    case 'number':
      return <Pad item={item} {...rest} />;
    case 'text':
      return <Words item={item} {...rest} />;
    default:
      return null;
  }
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0'] as const;
const mostDigits = 6;

function Pad({ item, typed, type, give }: Asked<Extract<FormItem, { kind: 'number' }>>) {
  const { t } = useWords();
  const add = (digit: string) => {
    if (typed.length < mostDigits && !(digit === '.' && typed.includes('.'))) type(typed + digit);
  };
  // Remotes with digits need no pad.
  useKeys((event) => {
    if ((digits as readonly string[]).includes(event.key)) add(event.key);
    if (event.key === 'Backspace') type(typed.slice(0, -1));
  });
  return (
    <div>
      <p className={styles['typed']} aria-live="polite">
        {typed || '—'} {item.unitLabel.zh}
      </p>
      <div className={styles['pad']}>
        {digits.map((digit) => (
          <TvButton key={digit} quiet onPress={() => add(digit)}>
            {digit}
          </TvButton>
        ))}
        <TvButton quiet onPress={() => type(typed.slice(0, -1))}>
          {t('followUp.tv.delete')}
        </TvButton>
      </div>
      <TvButton disabled={typed === '' || Number.isNaN(Number(typed))} onPress={() => give(Number(typed))}>
        {t('followUp.tv.next')}
      </TvButton>
    </div>
  );
}

function Words({ item, typed, type, give }: Asked<Extract<FormItem, { kind: 'text' }>>) {
  const { t } = useWords();
  return (
    <>
      <input
        className={styles['words']}
        aria-label={item.label.zh}
        value={typed}
        maxLength={item.maxLength}
        onChange={(event) => type(event.target.value)}
      />
      <TvButton disabled={typed.trim() === ''} onPress={() => give(typed.trim())}>
        {t('followUp.tv.next')}
      </TvButton>
    </>
  );
}
