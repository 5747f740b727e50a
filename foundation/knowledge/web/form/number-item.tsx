// A number: typed on a number pad, stepped, or chosen from quick answers.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decimalsOf } from '../../rules/check-answers.ts';
import type { NumberItem } from '../../rules/form.ts';
import type { ItemProps } from './item-props.ts';
import { useLocalText } from './use-local-text.ts';
import styles from './form.module.css';

const textOf = (answer: unknown): string => (typeof answer === 'number' ? String(answer) : '');
/** A further digit would leave the range: the number is complete. */
const isFull = (value: number, { range: [low, high], step }: NumberItem): boolean =>
  step >= 1 && value >= low && value * 10 > high;

export function NumberField({
  item,
  id,
  answer,
  onAnswer,
  onNext,
  fault,
  previous,
  describedBy,
}: ItemProps<NumberItem>) {
  const { t } = useTranslation();
  const text = useLocalText();
  const [typed, setTyped] = useState(textOf(answer));
  const reported = useRef(answer);
  useEffect(() => {
    if (answer === reported.current) return;
    reported.current = answer;
    setTyped(textOf(answer));
  }, [answer]);
  const report = (value: number | undefined) => {
    reported.current = value;
    onAnswer(value);
  };
  const type = (raw: string) => {
    const clean = raw.replace('，', '.').replace(',', '.').replace('。', '.').trim();
    setTyped(clean);
    if (clean === '') return report(undefined);
    const value = Number(clean);
    report(value);
    // Number pads of phones have no Enter.
    if (isFull(value, item) && clean.length > typed.length && matchMedia('(pointer: coarse)').matches) onNext();
  };
  const step = (direction: 1 | -1) => {
    const before = previous?.answers[item.key];
    const [low, high] = item.range;
    const start = typeof answer === 'number' && Number.isFinite(answer) ? answer : undefined;
    const next = start === undefined ? (typeof before === 'number' ? before : low) : start + direction * item.step;
    const value = Number(Math.min(high, Math.max(low, next)).toFixed(decimalsOf(item.step)));
    setTyped(String(value));
    report(value);
  };
  // Quick answers take the place of steps.
  const stepper = (direction: 1 | -1) =>
    !item.quick && (
      <button
        type="button"
        className={styles['step']}
        tabIndex={-1}
        aria-label={t(direction === 1 ? 'knowledge.form.more' : 'knowledge.form.less', { label: text(item.label) })}
        onClick={() => step(direction)}
      >
        {direction === 1 ? '+' : '−'}
      </button>
    );
  return (
    <div className={styles['number']}>
      {stepper(-1)}
      <span className={styles['typed']}>
        <input
          id={id}
          data-entry=""
          className={styles['figure']}
          inputMode={item.step < 1 ? 'decimal' : 'numeric'}
          enterKeyHint="next"
          autoComplete="off"
          value={typed}
          aria-invalid={fault ? true : undefined}
          aria-describedby={`${id}-unit ${describedBy}`}
          onChange={(event) => type(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowUp') step(1);
            else if (event.key === 'ArrowDown') step(-1);
            else return;
            event.preventDefault();
          }}
        />
        <span id={`${id}-unit`} className={styles['unit']}>
          {text(item.unitLabel)}
        </span>
      </span>
      {stepper(1)}
      {item.quick && (
        <span className={styles['quick']}>
          {item.quick.map((value) => (
            <button
              key={value}
              type="button"
              tabIndex={-1}
              className={styles['chip']}
              aria-pressed={answer === value}
              onClick={() => {
                setTyped(String(value));
                report(value);
              }}
            >
              {value}
            </button>
          ))}
        </span>
      )}
    </div>
  );
}
