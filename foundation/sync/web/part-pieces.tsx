// Pieces that parts of a visit share: a box, a note with a tone, a stepper for whole numbers, a search that picks a row.
import { useId, useState, type ReactNode } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import styles from './part.module.css';

export type Tone = 'red' | 'amber' | 'green' | 'plain';
const shapes: Record<Tone, string> = { red: '▲ ', amber: '◆ ', green: '● ', plain: '' };

export function PartBox({ title, children, end }: { title?: string; children: ReactNode; end?: ReactNode }) {
  const id = useId();
  return (
    <section className={styles['card']} {...(title && { 'aria-labelledby': id })}>
      {title && (
        <div className={styles['line']}>
          <h2 id={id}>{title}</h2>
          {end}
        </div>
      )}
      {children}
    </section>
  );
}

export function PartNote({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <p className={styles['note']} data-tone={tone}>
      <span aria-hidden="true">{shapes[tone]}</span>
      {children}
    </p>
  );
}

export function Stepper({
  label,
  value,
  low = 0,
  high,
  onChange,
}: {
  label: string;
  value: number;
  low?: number;
  high: number;
  onChange: (value: number) => void;
}) {
  const { t } = useWords();
  return (
    <span className={styles['step']} role="group" aria-label={label}>
      <Button aria-label={t('part.less', { what: label })} disabled={value <= low} onClick={() => onChange(value - 1)}>
        −
      </Button>
      <output>{value}</output>
      <Button aria-label={t('part.more', { what: label })} disabled={value >= high} onClick={() => onChange(value + 1)}>
        +
      </Button>
    </span>
  );
}

const mostShown = 30;
export function PickRow<Row>({
  name,
  label,
  rows,
  textOf,
  keyOf,
  draw,
  onPick,
}: {
  name: string;
  label: string;
  rows: readonly Row[];
  textOf: (row: Row) => string;
  keyOf: (row: Row) => string;
  draw: (row: Row) => ReactNode;
  onPick: (row: Row) => void;
}) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const found = wanted === '' ? rows : rows.filter((row) => textOf(row).toLowerCase().includes(wanted));
  return (
    <div>
      <TextField name={name} label={label} value={text} onChange={setText} autoComplete="off" />
      {found.length === 0 ? (
        <p className="quiet">{t('part.noneFound')}</p>
      ) : (
        <ul className={styles['found']} aria-label={label}>
          {found.slice(0, mostShown).map((row) => (
            <li key={keyOf(row)}>
              <button
                type="button"
                className={styles['pick']}
                onClick={() => {
                  setText('');
                  onPick(row);
                }}
              >
                {draw(row)}
              </button>
            </li>
          ))}
        </ul>
      )}
      {found.length > mostShown && <p className="quiet">{t('part.narrower', { count: found.length })}</p>}
    </div>
  );
}
