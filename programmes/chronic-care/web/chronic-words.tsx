// Colours, diseases and reasons in words, each with shape and value beside it.
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import type { ChronicColour } from '#foundation/record/contract.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag, type Level } from '#platform/ui/states/level.tsx';
import type { ColourInput, ColourReason } from '../contract.ts';
import styles from './chronic.module.css';

const levels: Record<ChronicColour, Level> = { red: 'red', yellow: 'amber', green: 'green' };

/** With `of`, whose colour it is stands before it. */
export function ColourTag({ colour, of }: { colour: ChronicColour | undefined; of?: string }) {
  const { t } = useWords();
  if (!colour) return of ? <span className={styles['tag']}>{of}</span> : null;
  const word = t(`chronic-care.colour.${colour}`);
  return <LevelTag level={levels[colour]}>{of ? `${of} ${word}` : word}</LevelTag>;
}

/** Numbers that a rule read; what is only yes or no stands in its text already. */
export function InputValues({ inputs }: { inputs: readonly ColourInput[] }) {
  const { t, unit } = useWords();
  const numbers = inputs.filter(({ value }) => typeof value === 'number');
  if (numbers.length === 0) return null;
  return (
    <span className={styles['values']}>
      {numbers
        .map((one) => `${t(`chronic-care.input.${one.key}`)} ${one.value}${one.unit ? ` ${unit(one.unit)}` : ''}`)
        .join('，')}
    </span>
  );
}

export function ReasonText({ reason, values = true }: { reason: ColourReason | undefined; values?: boolean }) {
  const text = useLocalText();
  if (!reason) return null;
  return (
    <span>
      {text(reason.text)} {values && <InputValues inputs={reason.inputs} />}
    </span>
  );
}
