// Text, day, computed number and signature.
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays } from '../../rules/check-answers.ts';
import type { ComputedItem, DateItem, SignatureItem, TextItem } from '../../rules/form.ts';
import type { ItemProps } from './item-props.ts';
import { useLocalText } from './use-local-text.ts';
import styles from './form.module.css';

/** Longer texts get lines. */
const shortText = 60;

export function TextItemField({ item, id, answer, onAnswer, fault, describedBy }: ItemProps<TextItem>) {
  const shared = {
    id,
    'data-entry': '',
    value: typeof answer === 'string' ? answer : '',
    maxLength: item.maxLength,
    'aria-invalid': fault ? true : undefined,
    'aria-describedby': describedBy,
    onChange: (event: { target: { value: string } }) => onAnswer(event.target.value || undefined),
  };
  return item.maxLength > shortText ? (
    <textarea className={styles['text']} rows={2} {...shared} />
  ) : (
    <input className={styles['text']} autoComplete="off" enterKeyHint="next" {...shared} />
  );
}

export function DateField({ item, id, answer, onAnswer, fault, today, describedBy }: ItemProps<DateItem>) {
  const { t } = useTranslation();
  const [earliest, latest] = item.rangeDays ?? [];
  return (
    <div className={styles['number']}>
      <input
        id={id}
        data-entry=""
        type="date"
        className={styles['text']}
        value={typeof answer === 'string' ? answer : ''}
        min={earliest === undefined ? undefined : addDays(today, earliest)}
        max={latest === undefined ? undefined : addDays(today, latest)}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy}
        onChange={(event) => onAnswer(event.target.value || undefined)}
      />
      {item.quickDays && (
        <span className={styles['quick']}>
          {item.quickDays.map((days) => (
            <button
              key={days}
              type="button"
              tabIndex={-1}
              className={styles['chip']}
              aria-pressed={answer === addDays(today, days)}
              onClick={() => onAnswer(addDays(today, days))}
            >
              {days === 0 ? t('knowledge.form.today') : t('knowledge.form.inDays', { days })}
            </button>
          ))}
        </span>
      )}
    </div>
  );
}

export function ComputedField({ item, id, answer }: Pick<ItemProps<ComputedItem>, 'item' | 'id' | 'answer'>) {
  const text = useLocalText();
  return (
    <output id={id} className={styles['computed']}>
      {typeof answer === 'number' ? `${answer.toFixed(item.decimals)} ${text(item.unitLabel)}` : '—'}
    </output>
  );
}

const box = { width: 300, height: 100 };

export function SignatureField({ item, id, answer, onAnswer }: ItemProps<SignatureItem>) {
  const { t } = useTranslation();
  const text = useLocalText();
  const drawing = useRef<string>(undefined);
  const point = (event: React.PointerEvent<SVGSVGElement>): string => {
    const frame = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - frame.left) / frame.width) * box.width;
    const y = ((event.clientY - frame.top) / frame.height) * box.height;
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const draw = (stroke: string) => {
    drawing.current = stroke;
    onAnswer(stroke);
  };
  return (
    <div className={styles['signature']}>
      <svg
        viewBox={`0 0 ${box.width} ${box.height}`}
        role="img"
        aria-label={text(item.label)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          draw(`${typeof answer === 'string' ? `${answer} ` : ''}M${point(event)}`);
        }}
        onPointerMove={(event) => drawing.current !== undefined && draw(`${drawing.current} L${point(event)}`)}
        onPointerUp={() => (drawing.current = undefined)}
        onPointerCancel={() => (drawing.current = undefined)}
      >
        <path d={typeof answer === 'string' ? answer : ''} fill="none" stroke="currentColor" strokeWidth="2" />
      </svg>
      <button id={id} data-entry="" type="button" className={styles['chip']} onClick={() => onAnswer(undefined)}>
        {t('knowledge.form.clearSignature')}
      </button>
    </div>
  );
}
